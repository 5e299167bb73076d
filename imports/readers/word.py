"""A Word document in; a Document of its paragraphs and tables out, with numbers, merges, fills and tracked words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from imports.readers import Unreadable
from imports.readers.cells import Placed, coloured_mark, table_of, tidy
from imports.readers.ooxml import theme_colours, theme_name
from imports.readers.word_numbers import Numbering, numbering_of
from imports.readers.zips import BROKEN, check_zip
from imports.shapes import Document, Issue, Paragraph, Source, Table
from imports.values.colours import hex_of, parts_of, tinted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED = {qn("w:del"), qn("w:moveFrom"), qn("w:delText"), qn("w:delInstrText"), qn("w:instrText")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_SYMBOLS = {"F0FC": "✓", "F0FB": "✗", "F0FE": "☑", "F0A8": "☐", "F06C": "●", "F06E": "■", "F0B7": "•", "F0A7": "▪"}
_HIGHLIGHTS = {
    **{"red": "#ff0000", "darkRed": "#800000", "yellow": "#ffff00", "darkYellow": "#808000"},
    **{"green": "#00ff00", "darkGreen": "#008000", "blue": "#0000ff", "darkBlue": "#000080", "cyan": "#00ffff"},
}
_SHORT = 40  # characters of a rating: longer words are not highlighted to rate anything


@dataclass(slots=True)
class _Reading:
    """What a part of the document cannot be read without."""

    source: Source
    numbering: Numbering
    theme: dict[str, str]
    styles: dict[str, tuple[int | None, str | None, int]]  # style -> heading level, list, level in it
    tell: Callable[[str, int, int], None]
    page: int | None = None
    issues: list[Issue] = field(default_factory=list)

    @property
    def here(self) -> Source:
        return replace(self.source, page=self.page)


def read_word(path: Path, name: str, tell: Callable[[str, int, int], None] = lambda *step: None) -> Document:
    """The paragraphs and tables of a Word document, in order; pages where Word noted its page breaks.

    Words inserted under tracked changes are read, deleted ones are not; macros are never run, links never followed.
    Raises Unreadable, one sentence.
    """
    check_zip(path, name)
    try:
        document = docx.Document(str(path))
        body = document.element.body
        reading = _Reading(Source(name), numbering_of(document), _theme(document), _styles(document), tell)
        if next(body.iter(qn("w:lastRenderedPageBreak")), None) is not None:
            reading.page = 1
        blocks = (*_headers(document, reading), *_blocks(body, reading))
    except (PackageNotFoundError, *BROKEN) as error:
        raise Unreadable(f"{name} is damaged and cannot be opened as a Word document.") from error
    return Document(
        file=name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        reader="word",
        blocks=blocks,
        issues=tuple(reading.issues),
    )


def _theme(document) -> dict[str, str]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/theme") and not relation.is_external:
            return theme_colours(relation.target_part.blob)
    return theme_colours(None)


def _styles(document) -> dict[str, tuple[int | None, str | None, int]]:
    """Of each style that makes headings or lists: the level of its headings, its list and its level there."""
    found: dict[str, tuple[int | None, str | None, int]] = {}
    below: dict[str, str] = {}
    for style in document.styles.element.findall(qn("w:style")):
        key = style.get(qn("w:styleId"))
        based = style.find(qn("w:basedOn"))
        if based is not None:
            below[key] = based.get(qn("w:val"))
        named = (_val(style, "w:name") or "").lower()
        level = int(named[8:]) if named.startswith("heading ") and named[8:].isdigit() else None
        level = 1 if named == "title" else level
        number, depth = _list_of(style.find(qn("w:pPr")))
        found[key] = (level, number, depth)
    for key in found:
        level, number, depth = found[key]
        seen, parent = {key}, below.get(key)
        while parent in found and parent not in seen and (level is None or number is None):
            seen.add(parent)
            level = level if level is not None else found[parent][0]
            number, depth = (number, depth) if number is not None else found[parent][1:]
            parent = below.get(parent)
        found[key] = (level, number, depth)
    return found


def _val(element, name: str) -> str | None:
    found = element.find(qn(name)) if element is not None else None
    return found.get(qn("w:val")) if found is not None else None


def _list_of(properties) -> tuple[str | None, int]:
    listed = properties.find(qn("w:numPr")) if properties is not None else None
    if listed is None:
        return None, 0
    level = _val(listed, "w:ilvl")
    return _val(listed, "w:numId"), int(level) if (level or "").isdigit() else 0


def _headers(document, reading: _Reading) -> list[Paragraph]:
    """What is printed at the head of every page, once: it often has the plan's title."""
    seen: dict[str, Paragraph] = {}
    for part in document.part.rels.values():
        if part.reltype.endswith("/header") and not part.is_external:
            for paragraph in part.target_part.element.iter(qn("w:p")):
                text = " ".join(_words(paragraph, reading).split())
                if text:
                    seen.setdefault(text, Paragraph(text, reading.source))
    return list(seen.values())


# ---- paragraphs ------------------------------------------------------------------------------------


def _blocks(parent, reading: _Reading) -> Iterator[Paragraph | Table]:
    """What stands in a body, or in a cell that frames a part of the page, in order."""
    whole = len(parent) or 1
    for at, element in enumerate(parent):
        if at % 200 == 0:
            reading.tell("parts", at, whole)
        if element.tag in _WRAPPERS:
            yield from _blocks(element, reading)
        elif element.tag == qn("w:p"):
            yield from _paragraphs(element, reading)
        elif element.tag == qn("w:tbl"):
            yield from _tables(element, reading)


def _paragraphs(element, reading: _Reading) -> Iterator[Paragraph]:
    """A paragraph, and what stands in text boxes drawn upon it."""
    place = reading.here
    text, level = _numbered(element, reading), _level(element, reading)
    if text:
        yield Paragraph(" ".join(text.split()), place, level)
    for box in element.iter(qn("w:txbxContent")):
        if not any(up.tag == _FALLBACK for up in box.iterancestors()):
            yield from _blocks(box, reading)


def _level(element, reading: _Reading) -> int | None:
    properties = element.find(qn("w:pPr"))
    outline = _val(properties, "w:outlineLvl")
    if outline and outline.isdigit() and int(outline) < 9:
        return int(outline) + 1
    return reading.styles.get(_val(properties, "w:pStyle") or "", (None, None, 0))[0]


def _numbered(element, reading: _Reading) -> str:
    """The words of a paragraph after the number or the bullet that Word sets before it."""
    text = _words(element, reading)
    mark = _mark(element, reading, bool(text.strip()))
    return f"{mark} {text.strip()}" if mark else text


def _mark(element, reading: _Reading, has_words: bool) -> str:
    properties = element.find(qn("w:pPr"))
    number, level = _list_of(properties)
    if number is None:
        _, number, level = reading.styles.get(_val(properties, "w:pStyle") or "", (None, None, 0))
    if number in (None, "0") or (properties is not None and _is_deleted_mark(properties) and not has_words):
        return ""
    mark = reading.numbering.mark(number, level)
    return mark if has_words or mark != "•" else ""


def _is_deleted_mark(properties) -> bool:
    run = properties.find(qn("w:rPr"))
    return run is not None and run.find(qn("w:del")) is not None


def _words(element, reading: _Reading) -> str:
    """The words printed in an element, tracked insertions and content controls with it, deletions without."""
    return "".join(_pieces(element, reading))


def _pieces(element, reading: _Reading) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag in (qn("w:tab"), qn("w:ptab")) and element.tag != qn("w:tabs"):
            yield " "
        elif tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif tag == qn("w:noBreakHyphen"):
            yield "-"
        elif tag == qn("w:sym"):
            yield _SYMBOLS.get((child.get(qn("w:char")) or "").upper(), "")
        elif tag == qn("w:lastRenderedPageBreak"):
            reading.page = (reading.page or 1) + 1
        elif tag == qn("w:r") and _is_hidden(child) or not isinstance(tag, str):
            continue
        elif tag not in _DELETED and tag not in (_FALLBACK, qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")):
            yield from _pieces(child, reading)


def _is_hidden(run) -> bool:
    properties = run.find(qn("w:rPr"))
    vanish = properties.find(qn("w:vanish")) if properties is not None else None
    return vanish is not None and vanish.get(qn("w:val")) not in ("0", "false", "off")


# ---- tables ----------------------------------------------------------------------------------------


def _tables(element, reading: _Reading) -> Iterator[Paragraph | Table]:
    """A table; a frame of one or two cells around a table gives what is in it instead."""
    cells = [cell for row in _rows(element) for cell, _ in _cells(row)]
    framed = [cell for cell in cells if _has_own_table(cell)]
    if framed and len(cells) <= 2:
        for cell in cells:
            yield from _blocks(cell, reading)
        return
    place = reading.here
    table = table_of(_placed(element, reading), place)
    if table is not None:
        yield table


def _has_own_table(cell) -> bool:
    """Whether a cell holds a table of several rows and columns."""
    return any(
        len(list(_rows(table))) > 1 and len(list(_cells(next(_rows(table))))) > 1 for table in _inside(cell, "w:tbl")
    )


def _inside(element, name: str) -> Iterator:
    """The children of a name, those in content controls and tracked insertions among them."""
    for child in element:
        if child.tag == qn(name):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, name)


def _rows(table) -> Iterator:
    for row in _inside(table, "w:tr"):
        properties = row.find(qn("w:trPr"))
        if properties is None or properties.find(qn("w:del")) is None:
            yield row


def _cells(row) -> Iterator[tuple[object, int]]:
    """The cells of a row, and how many columns each covers."""
    for cell in _inside(row, "w:tc"):
        span = _val(cell.find(qn("w:tcPr")), "w:gridSpan")
        yield cell, min(int(span), 500) if (span or "").isdigit() and int(span) else 1


def _placed(table, reading: _Reading) -> list[Placed]:
    placed: list[Placed] = []
    above: dict[int, Placed] = {}  # the cell that a vertical merge at that column goes on from
    for at, row in enumerate(_rows(table)):
        if at % 50 == 0:
            reading.tell("rows", at, at + 1)
        column = int(_val(row.find(qn("w:trPr")), "w:gridBefore") or 0)
        for cell, span in _cells(row):
            merge = cell.find(qn("w:tcPr"))
            merge = merge.find(qn("w:vMerge")) if merge is not None else None
            goes_on = merge is not None and merge.get(qn("w:val")) in (None, "continue")
            if goes_on and column in above:
                above[column].row_span = at - above[column].row + 1
            else:
                one = _cell(cell, at, column, span, reading)
                placed.append(one)
                above.pop(column, None)
                if merge is not None:
                    above[column] = one
            column += span
    return _settled(placed)


def _cell(cell, row: int, column: int, span: int, reading: _Reading) -> Placed:
    place = reading.here
    text, mark = coloured_mark("\n".join(_lines(cell, reading)), _font(cell, reading))
    text = tidy(text)
    if not text:
        text = next((drawn for drawn in map(_alt_text, cell.iter(_DRAWN)) if drawn), "")
    struck = _struck(cell)
    issues = (Issue("struck_through", f"“{struck}” is struck through in the document", place),) if struck else ()
    return Placed(row, column, text, mark or _fill(cell, text, reading), 1, span, issues, place)


def _lines(cell, reading: _Reading) -> Iterator[str]:
    """The words of a cell, a line for each paragraph; a table within gives a line for each of its rows."""
    for child in cell:
        if child.tag in _WRAPPERS:
            yield from _lines(child, reading)
        elif child.tag == qn("w:p"):
            yield _numbered(child, reading)
        elif child.tag == qn("w:tbl"):
            for row in _rows(child):
                parts = (" ".join(" ".join(_lines(inner, reading)).split()) for inner, _ in _cells(row))
                yield " – ".join(part for part in parts if part)


def _alt_text(drawn) -> str:
    return " ".join((drawn.get("descr") or drawn.get("title") or "").split())


def _struck(cell) -> str:
    """The words of a cell that are struck through, shortened."""
    words = "".join(
        text.text or ""
        for run in cell.iter(qn("w:r"))
        if (properties := run.find(qn("w:rPr"))) is not None
        and any(
            (line := properties.find(qn(name))) is not None and line.get(qn("w:val")) not in ("0", "false")
            for name in ("w:strike", "w:dstrike")
        )
        for text in run.findall(qn("w:t"))
    )
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"


def _settled(placed: list[Placed]) -> list[Placed]:
    """The cells in the columns that most rows have: a border drawn askew in some rows makes no column of its own."""
    rows = {cell.row for cell in placed}
    starts: dict[int, int] = {}
    for cell in placed:
        if cell.text or cell.row_span > 1:
            starts[cell.column] = starts.get(cell.column, 0) + cell.row_span
    head = max(rows, key=lambda row: (sum(1 for cell in placed if cell.row == row), -row), default=0)
    kept = {cell.column for cell in placed if cell.row == head}
    kept |= {column for column, times in starts.items() if times * 2 >= len(rows)}
    if len(rows) < 3 or all(cell.column in kept for cell in placed):
        return placed
    ends = sorted(kept)
    filled: dict[tuple[int, int], Placed] = {}
    for cell in placed:
        near = min(ends, key=lambda at: (abs(at - cell.column) + 2 * ((cell.row, at) in filled), at))
        held = filled.get((cell.row, near))
        if held is None:
            filled[cell.row, near] = replace(
                cell, column=near, column_span=max(1, cell.column + cell.column_span - near)
            )
        elif cell.text:
            held.text = f"{held.text}\n{cell.text}".strip()
    return list(filled.values())


# ---- colours ---------------------------------------------------------------------------------------


def _fill(cell, text: str, reading: _Reading) -> str | None:
    """The colour behind a cell: its own shading, else that of its only paragraph or words where they are short."""
    properties = cell.find(qn("w:tcPr"))
    own = _shading(properties.find(qn("w:shd")) if properties is not None else None, reading.theme)
    if own or len(text) > _SHORT:
        return own
    found = {_shading(shade, reading.theme) for shade in cell.iter(qn("w:shd"))} - {None}
    marked = (one.get(qn("w:val")) or "" for one in cell.iter(qn("w:highlight")))
    found |= {_HIGHLIGHTS[name] for name in marked if name in _HIGHLIGHTS}
    return found.pop() if len(found) == 1 else None


def _shading(shade, theme: dict[str, str]) -> str | None:
    """A shading's colour: the theme's with its tint, else as written; None where it is none or automatic."""
    if shade is None or shade.get(qn("w:val")) == "nil":
        return None
    kind = "color" if shade.get(qn("w:val")) == "solid" else "fill"
    written = shade.get(qn(f"w:{kind}")) or ""
    if parts_of(written):
        return f"#{written.lower()}"
    return _themed(shade, "theme" + kind.capitalize(), theme)


def _themed(element, name: str, theme: dict[str, str]) -> str | None:
    colour = theme.get(theme_name(element.get(qn(f"w:{name}")) or ""))
    tint, shade = element.get(qn(f"w:{name}Tint")), element.get(qn(f"w:{name}Shade"))
    try:
        if colour and tint:
            return tinted(colour, 1 - int(tint, 16) / 255)
        if colour and shade:
            return hex_of(*(part * int(shade, 16) / 255 for part in parts_of(colour)))
    except ValueError:
        return colour
    return colour


def _font(cell, reading: _Reading) -> str | None:
    """The colour of a cell's letters, where they have but one."""
    found = set()
    for one in cell.iter(qn("w:color")):
        written = one.get(qn("w:val")) or ""
        found.add(f"#{written.lower()}" if parts_of(written) else _themed(one, "themeColor", reading.theme))
    found.discard(None)
    return found.pop() if len(found) == 1 else None
