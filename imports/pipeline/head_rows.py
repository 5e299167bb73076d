"""The first rows of a table in; the same with headings printed in two rows made one, out.

Serves plans that group columns: `Deadline` over `Original` and `Revised`, `Completion` over baseline, forecast, actual.
"""

from __future__ import annotations

from dataclasses import replace

from imports.headings import field_of
from imports.shapes import Cell
from imports.values.date_words import find_dates
from imports.values.references import parse_reference

_LONGEST = 60  # characters of a heading in the lower row


def joined_heads(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The rows, with the upper and the lower row of headings joined where the table has both."""
    for at in range(min(3, len(rows) - 2)):
        head = _joined(rows[at], rows[at + 1])
        if head:
            return [*rows[:at], head, *rows[at + 2 :]]
    return rows


def _joined(upper: tuple[Cell, ...], lower: tuple[Cell, ...]) -> tuple[Cell, ...] | None:
    """The two rows as one; None where the lower is no second row of headings."""
    parents = _parents(upper, lower)
    if parents is None:
        return None
    texts = [_heading(parent, cell.text) for parent, cell in zip(parents, lower, strict=True)]
    below = [text for text, cell in zip(texts, lower, strict=True) if cell.text]
    if sum(1 for text in below if field_of(text)[1] == 1) * 2 < len(below):
        return None
    if _known(texts) <= max(_known([cell.text for cell in upper]), _known([cell.text for cell in lower])):
        return None
    return tuple(replace(_at(upper, lower, at), text=text, row_span=1, column_span=1) for at, text in enumerate(texts))


def _may_head(text: str) -> bool:
    """Whether a text may be a heading: short, and neither a reference nor a date."""
    return len(text) <= _LONGEST and not parse_reference(text) and not any(found.day for found in find_dates(text))


def _at(upper: tuple[Cell, ...], lower: tuple[Cell, ...], at: int) -> Cell:
    return upper[at] if at < len(upper) else lower[at]


def _parents(upper: tuple[Cell, ...], lower: tuple[Cell, ...]) -> list[str] | None:
    """The upper heading over each column of the lower row; None where the rows do not fit so."""
    filled = [at for at, cell in enumerate(lower) if cell.text]
    if len(filled) < 2 or len(upper) > len(lower) or not all(_may_head(lower[at].text) for at in filled):
        return None
    parents: list[str] = []
    group = ""  # the upper heading that may reach over the next columns
    for at, cell in enumerate(lower):
        above = upper[at] if at < len(upper) else Cell()
        if above.text:
            group = above.text if cell.text else ""
            spans = above.column_span > 1 or _goes_on(upper, lower, at)
            if cell.text and not spans:
                return None  # a heading with words of its own below it: the lower row is a row of the table
            parents.append(above.text)
        else:
            parents.append(group if cell.text else "")
    return parents


def _goes_on(upper: tuple[Cell, ...], lower: tuple[Cell, ...], at: int) -> bool:
    """Whether an upper heading is over the next column too, where the file does not say what is merged."""
    after = at + 1
    return after < len(lower) and bool(lower[after].text) and (after >= len(upper) or not upper[after].text)


def _heading(parent: str, child: str) -> str:
    """One heading of two: `Revised deadline`, or the lower alone where it is the one that is known."""
    if not parent or not child:
        return child or parent
    together = f"{child} {parent[:1].lower()}{parent[1:]}" if not parent.isupper() else f"{child} {parent}"
    field, sure = field_of(together)
    if sure == 1 and field != "keep":
        return together
    own, own_sure = field_of(child)
    return child if own_sure == 1 and own != "keep" else together


def _known(texts: list[str]) -> int:
    return sum(1 for text in texts if text and len(text) < 90 and field_of(text)[0])
