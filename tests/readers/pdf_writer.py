"""Lines and tables in; a plain PDF with them out: one font, ruled or unruled cells, fills, repeated headings.

Tests make their PDFs with it, so that each knows to the point where every word and rule stands.
"""

from __future__ import annotations

WIDTH, HEIGHT, MARGIN = 842, 595, 36
SIZE, LEADING = 9, 11
PAD = 3
# Widths of Helvetica in thousandths, by first character of a group; the rest are taken as 556.
_NARROW = dict.fromkeys("ijl'|", 222) | dict.fromkeys(" .,:;/!tfI[]\\", 278) | dict.fromkeys("r()-", 333)
_WIDE = (
    dict.fromkeys("mM", 833)
    | dict.fromkeys("wCDNHRUW", 722)
    | dict.fromkeys("GOQ", 778)
    | dict.fromkeys("ABEKPSVXY&", 667)
)
_WIDTHS = (
    _NARROW | _WIDE | dict.fromkeys("ckszvxyJ", 500) | {"W": 944, "T": 611, "F": 611, "Z": 611, "•": 350, "–": 556}
)


def text_width(text: str) -> float:
    """How wide a text is printed, in points."""
    return sum(_WIDTHS.get(sign, 556) for sign in text) * SIZE / 1000


def wrapped(text: str, room: float) -> list[str]:
    """The lines that a text is broken into in that room."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


FREE = (0x81, 0x8D, 0x8F, 0x90, 0x9D, *range(1, 9), *range(14, 32))  # bytes that cp1252 leaves free


class PdfWriter:
    """Writes down the page, and opens the next where a line or a row has no room."""

    def __init__(self, furniture: str = "", foot: str = ""):
        self.pages: list[list[str]] = []
        self.furniture = furniture
        self.foot = foot
        self.bare_heads = False  # whether headings stand on a band of colour without rules
        self.others: dict[str, int] = {}
        self._open()

    def _open(self) -> None:
        self.pages.append([])
        self.top = HEIGHT - MARGIN
        if self.foot:
            self._words(MARGIN, 18, self.foot)
        if self.furniture:
            self._words(MARGIN, HEIGHT - 20, self.furniture)
            self._words(WIDTH / 2, 18, f"Page {len(self.pages)}")

    def line(self, text: str) -> None:
        """A paragraph over the whole page."""
        for line in wrapped(text, WIDTH - 2 * MARGIN):
            self._room(LEADING)
            self._words(MARGIN, self.top - SIZE, line)
            self.top -= LEADING
        self.top -= LEADING

    def table(self, rows: list, ruled: bool = True, heads: int = 1, widths: list[float] | None = None) -> None:
        """A table of rows of (words, fill, first column, column after the last, rows down)."""
        columns = max(end for row in rows for *_, end, _ in row)
        edges = _edges(rows, columns, widths)
        heights = [self._height(row, edges) for row in rows]
        at = 0
        while at < len(rows):
            held = max([down for *_, down in rows[at]] or [1])
            if self.top - sum(heights[at : at + held]) < MARGIN + 10 and at >= heads:
                self._open()
                for head in range(heads):
                    self._row(rows, heights, head, edges, ruled)
            self._row(rows, heights, at, edges, ruled)
            at += 1
        self.top -= 2 * LEADING

    def _height(self, row: list, edges: list[float]) -> float:
        lines = [
            len(wrapped(text, edges[end] - edges[first] - 2 * PAD)) for text, _, first, end, down in row if down == 1
        ]
        return max(lines or [1]) * LEADING + 2 * PAD

    def _row(self, rows: list, heights: list[float], at: int, edges: list[float], ruled: bool) -> None:
        for text, fill, first, end, down in rows[at]:
            left, right = edges[first], edges[end]
            bottom = self.top - sum(heights[at : at + down])
            box = f"{left:.2f} {bottom:.2f} {right - left:.2f} {self.top - bottom:.2f} re"
            if fill:
                self._put(f"{' '.join(f'{int(fill[n : n + 2], 16) / 255:.3f}' for n in (0, 2, 4))} rg {box} f 0 g")
            if ruled and not (self.bare_heads and at == 0):
                self._put(f"0.5 w {box} S")
            for n, line in enumerate(wrapped(text, right - left - 2 * PAD)):
                self._words(left + PAD, self.top - PAD - SIZE - n * LEADING, line)
        self.top -= heights[at]

    def _room(self, height: float) -> None:
        if self.top - height < MARGIN:
            self._open()

    def _words(self, left: float, base: float, text: str) -> None:
        coded = b"".join(self._code(letter) for letter in text)
        coded = coded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        if text:
            self._put(f"BT /F1 {SIZE} Tf {left:.2f} {base:.2f} Td ({coded.decode('latin-1')}) Tj ET")

    def _code(self, letter: str) -> bytes:
        """The byte of a letter; one that the font's encoding lacks gets a free one, told in `_codes_told`."""
        try:
            return letter.encode("cp1252")
        except UnicodeEncodeError:
            return bytes([self.others.setdefault(letter, FREE[len(self.others)])])

    def _codes_told(self) -> str:
        """The map from bytes to the letters that the encoding lacks."""
        pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in self.others.items())
        told = (
            "begincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
            f"{len(self.others)} beginbfchar\n{pairs}\nendbfchar\nendcmap"
        )
        return f"<< /Length {len(told)} >>\nstream\n{told}\nendstream"

    def _put(self, command: str) -> None:
        self.pages[-1].append(command)

    def finish(self) -> bytes:
        """The file."""
        kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(self.pages)))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
            f"{f' /ToUnicode {4 + 2 * len(self.pages)} 0 R' if self.others else ''} >>",
        ]
        for n, page in enumerate(self.pages):
            stream = "\n".join(page)
            resources = "<< /Font << /F1 3 0 R >> >>"
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources {resources} "
                f"/Contents {5 + 2 * n} 0 R >>"
            )
            objects.append(f"<< /Length {len(stream.encode('latin-1'))} >>\nstream\n{stream}\nendstream")
        return _file([*objects, self._codes_told()] if self.others else objects)


def _edges(rows: list, columns: int, widths: list[float] | None) -> list[float]:
    """The left edge of each column and the right edge of the last: room by the longest words in it."""
    if widths is None:
        longest = [6.0] * columns
        for row in rows:
            for text, _, first, end, _ in row:
                if end == first + 1:
                    longest[first] = max(longest[first], min(len(text), 60) ** 0.7, *(len(w) for w in text.split()), 1)
        widths = longest
    scale = (WIDTH - 2 * MARGIN) / sum(widths)
    edges = [float(MARGIN)]
    for one in widths:
        edges.append(edges[-1] + one * scale)
    return edges


def _file(objects: list[str]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
