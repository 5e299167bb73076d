"""The words of a PDF page with their places in; printed lines, and the text of a stack of lines, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imports.readers.cells import drawn_as
from imports.values.bullets import MARKS
from imports.values.colours import hex_of

_OPENS_ITEM = re.compile(rf"[{MARKS}]|[-–—o]\s|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]\s")
# A dated or labelled note in a cell: `21/06/23 – Sent`, `March 2023: Sent`, `Week 12 – Sent`, `Summary: Sent`.
_OPENS_NOTE = re.compile(
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:[A-Z][a-z]{2,8}\s)?(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\s\d{2,4}|Week\s\d{1,2})\s*[-–:]"
    r"|(?:[A-Z][a-z]+\s(?:[a-z]+\s)?)?(?i:indicators?|summary|outcomes?|progress|update|evidence|next steps)\s?:\s"
)
# A line that only says when its page was written, or what day it speaks for.
_DATED_LINE = re.compile(
    r"(?:last |date )?(?:updated?|position|status|progress|correct|as at|version|printed)\b.{0,30}\b\d{2,4}\W*\Z",
    re.IGNORECASE,
)
_SMALL = frozenset(("a", "an", "and", "as", "at", "by", "for", "in", "is", "of", "on", "or", "the", "to", "with"))
_DOT = (1.5, 6.5)  # points: how wide a drawn bullet is
_SPACE = 0.28  # of the size of the letters: the least space between two words


@dataclass(slots=True)
class Word:
    """One printed word and its box in points, from the top left of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float = 10.0
    upright: bool = True
    colour: str | None = None  # of a single letter, which may be a mark

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class PrintedLine:
    """Words printed on one line, from left to right."""

    words: list[Word]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def middle_height(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)


def words_of(page) -> list[Word]:
    """The words of a pdfplumber page; text turned by a quarter reads from the bottom up, as headings are turned."""
    found = page.extract_words(
        x_tolerance_ratio=0.15, y_tolerance=2, char_dir_rotated="btt", extra_attrs=["upright"], return_chars=True
    )
    words = [
        Word(w["text"], w["x0"], w["x1"], w["top"], w["bottom"], w["bottom"] - w["top"], bool(w["upright"]))
        if len(w["text"]) > 1
        else _mark(w)
        for w in found
    ]
    return words + _drawn_bullets(page, words)


def _mark(found: dict) -> Word:
    """A word of a single letter, with its colour, and as what it is drawn where its font is one of signs."""
    letter = found["chars"][0]
    font = re.split(r"[-,]", letter["fontname"].rsplit("+", 1)[-1])[0]
    text = drawn_as(found["text"], re.sub(r"(?<=ings)(?=\d)", " ", font))
    box = (found["x0"], found["x1"], found["top"], found["bottom"])
    size = found["bottom"] - found["top"]
    return Word(text, *box, size, bool(found["upright"]), colour_of(letter.get("non_stroking_color")))


def _drawn_bullets(page, words: Sequence[Word]) -> list[Word]:
    """The bullets that a browser draws as small dark dots: a mark before the word that each stands before."""
    found = []
    for shape in (*page.curves, *page.rects):
        wide, high = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
        if not (_DOT[0] < wide < _DOT[1] and abs(wide - high) < 1 and shape.get("fill")):
            continue
        middle = (shape["top"] + shape["bottom"]) / 2
        after = [w for w in words if w.top < middle < w.bottom and 0 < w.left - shape["x1"] < 2.5 * w.size]
        if after:
            word = min(after, key=lambda one: one.left)
            found.append(Word("•", shape["x0"], shape["x1"], word.top, word.bottom, word.size))
    return found


def colour_of(parts) -> str | None:
    """A PDF colour in grey, RGB or CMYK, 0 to 1, as `#rrggbb`; None for patterns."""
    if isinstance(parts, (int, float)):
        parts = (parts,)
    if not parts or not all(isinstance(part, (int, float)) for part in parts):
        return None
    if len(parts) == 1:
        return hex_of(*(255 * parts[0],) * 3)
    if len(parts) == 3:
        return hex_of(*(255 * part for part in parts))
    if len(parts) == 4:
        return hex_of(*(255 * (1 - part) * (1 - parts[3]) for part in parts[:3]))
    return None


def lines_of(words: Iterable[Word]) -> list[PrintedLine]:
    """The words as printed lines, from the top down; small raised letters stay on the line they stand at."""
    words = list(words)
    if words and not any(word.upright for word in words):
        return _turned(words)
    lines: list[PrintedLine] = []
    for word in sorted(words, key=lambda one: (one.middle[1], one.left)):
        line = next((one for one in reversed(lines[-4:]) if _on(word, one)), None)
        if line is None:
            lines.append(PrintedLine([word]))
        else:
            line.words.append(word)
    for line in lines:
        line.words.sort(key=lambda one: one.left)
    return sorted(lines, key=lambda line: (line.top, line.left))


def _on(word: Word, line: PrintedLine) -> bool:
    last = line.words[-1]
    shared = min(word.bottom, last.bottom) - max(word.top, last.top)
    return shared > 0.5 * min(word.bottom - word.top, last.bottom - last.top)


def _turned(words: list[Word]) -> list[PrintedLine]:
    """Turned text as one line: its lines stand from left to right, the words of each from the bottom up."""
    return [PrintedLine(sorted(words, key=lambda one: (round(one.left / 6), -one.bottom)))]


def text_of(lines: Sequence[PrintedLine], room: float, edge: float | None = None) -> str:
    """The text of lines that were broken in that room (points): broken words run on, true line ends stay.

    A line ends truly where the next one's first word had room on it, where the gap is wide, or where an item begins.
    `edge` is where a cell has no more room: a word alone that reaches it, and had no room for one letter more, was cut.
    """
    if not lines:
        return ""
    usual = _leading(lines)
    parts = [lines[0].text]
    for before, line in zip(lines, lines[1:], strict=False):
        cut = edge is not None and _is_cut(before, line, edge)
        parts.append("" if cut else "\n" if _ends(before, line, room, usual) else " ")
        parts.append(line.text)
    return "".join(parts)


def _is_cut(before: PrintedLine, line: PrintedLine, edge: float) -> bool:
    """Whether a word longer than its narrow cell goes on in the next line: `Commissio` and `ner`."""
    last, rest = before.words[-1], line.words[0]
    letter = (rest.right - rest.left) / max(len(rest.text), 1)
    goes_on = last.text[-1].isalpha() and rest.text[0].islower() or last.text[-1].isdigit() and rest.text[0].isdigit()
    room = 0.6 * letter if rest.text in _SMALL else letter + 1  # a small word may as well stand for itself
    return len(before.words) == 1 and goes_on and len(last.text) > 1 and -1 <= edge - last.right < room


def _ends(before: PrintedLine, line: PrintedLine, room: float, usual: float) -> bool:
    first = line.words[0]
    if _OPENS_ITEM.match(line.text + " ") and (line.text[:1] in MARKS or before.text.rstrip()[-1:] in ".;:,)"):
        return True
    if _OPENS_NOTE.match(line.text) and before.text.rstrip()[-1:] in ".;:!?)":
        return True
    if _DATED_LINE.match(line.text) or line.top - before.top > 1.5 * usual:
        return True
    return before.width + _SPACE * first.size + (first.right - first.left) < 0.97 * room - 1


def _leading(lines: Sequence[PrintedLine]) -> float:
    """The usual distance from line to line."""
    gaps = sorted(b.top - a.top for a, b in zip(lines, lines[1:], strict=False) if b.top - a.top > 2)
    return gaps[len(gaps) // 2] if len(gaps) > 2 else min([1.25 * lines[0].size, *gaps])
