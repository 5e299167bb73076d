"""A PDF page's running lines and its fills in; the key to ratings that some of them make, without rules, out.

Serves sheets and pages printed with a legend: a coloured box with words in it or beside it, down or across the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from imports.readers.cells import Placed, tidy
from imports.readers.pdf_ruled import Fill
from imports.readers.pdf_unruled import segments
from imports.readers.pdf_words import PrintedLine, Word
from imports.shapes import Source
from imports.values.colours import colour_name

_RATES = {"red", "amber", "yellow", "green", "blue", "purple"}
_LARGEST = (220, 60)  # points: a box of a key is no wider and no higher
_BESIDE = 80  # points from a box to its words
_LONGEST = 30  # words of a line of a key


@dataclass(slots=True)
class Legend:
    """The lines of a key: of each its fill, the label in it, and the words beside it."""

    lines: list[PrintedLine] = field(default_factory=list)
    entries: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.lines[0].top

    def placed(self, place: Source) -> list[Placed]:
        """The key as the cells of a table: a filled cell and what it means, a row for each."""
        found = []
        for row, (fill, label, meaning) in enumerate(self.entries):
            found += [Placed(row, 0, label, fill, source=place), Placed(row, 1, meaning, source=place)]
        return found


def legend_of(lines: Sequence[PrintedLine], fills: Sequence[Fill]) -> Legend | None:
    """The key among these lines; None where fewer than two colours of ratings stand beside words."""
    boxes = [fill for fill in fills if colour_name(fill.colour) in _RATES and _is_small(fill)]
    legend = Legend()
    for line in lines if boxes else ():
        entries = list(_entries(line, boxes))
        if entries and len(line.words) <= _LONGEST:
            legend.lines.append(line)
            legend.entries += entries
    colours = [fill for fill, _, _ in legend.entries]
    return legend if len(set(colours)) > 1 and len(set(colours)) == len(colours) else None


def _is_small(fill: Fill) -> bool:
    left, top, right, bottom = fill.box
    return right - left <= _LARGEST[0] and bottom - top <= _LARGEST[1]


def _entries(line: PrintedLine, boxes: Sequence[Fill]) -> Iterator[tuple[str, str, str]]:
    """The boxes on a line from left to right, each with the words in it and those up to the next box."""
    level = [fill for fill in boxes if fill.box[1] - 1 <= line.middle_height <= fill.box[3] + 1]
    level.sort(key=lambda fill: fill.box[0])
    parts = segments(line)
    for fill, after in zip(level, [*level[1:], None], strict=False):
        left, _, right, _ = fill.box
        end = after.box[0] - 1 if after else right + 10 * _BESIDE
        within = [word for word in line.words if left - 1 <= word.middle[0] <= right + 1]
        beside = [part for part in parts if right - 1 <= part[0].left < end and part[0] not in within]
        meaning = _text(word for part in beside for word in part if word.left < end)
        if within or beside and beside[0][0].left - right < _BESIDE:
            yield fill.colour, _text(within), meaning


def _text(words: Iterator[Word] | Sequence[Word]) -> str:
    return tidy(" ".join(word.text for word in words))
