"""A table with a row of progress below each action in; the same with the progress in a column of its own, out.

Serves plans that print `Update (March 2024): …` across the table, under the row of the action that it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from imports.headings import field_of
from imports.pipeline.head_rows import is_header
from imports.shapes import Cell, Table

_NOTE = re.compile(
    r"(?P<label>(?:(?:latest|current|progress|monthly|quarterly|officer) )?"
    r"(?:updates?|progress|position|commentary|comments?))"
    r"(?: (?:as at|at|to|for))?\s*\(?(?P<when>[^:()]{0,30})\)?\s*:\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LEAST = 2  # rows of progress, so that one remark on a section is none

Cells = tuple[Cell, ...]


def fold_notes(table: Table) -> Table:
    """The table, with each row of progress in a last column of the row that stands above it."""
    head = next((at for at, row in enumerate(table.rows[:3]) if is_header(row)), None)
    if head is None or any(field_of(cell.text)[0] == "update" for cell in table.rows[head]):
        return table
    kept, breaks, label, folded = [], set(), "", 0
    for at, row in enumerate(table.rows):
        words = _across(row) if at > head else ""
        found = _NOTE.fullmatch(words)
        before = kept[-1] if len(kept) > head + 1 else None
        if before and found and not _across(before[0]):
            label, folded = label or found["label"], folded + 1
            kept[-1] = (before[0], _told(before[1], ": ".join(filter(None, (found["when"].strip(), found["text"])))))
        elif before and before[1] and words[:1].islower():
            kept[-1] = (before[0], f"{before[1]} {words}")  # the rest of it, over the page
        else:
            if at in table.breaks:
                breaks.add(len(kept))
            kept.append((row, ""))
    if folded < _LEAST:
        return table
    width = table.width
    rows = [_longer(row, label.capitalize() if at == head else note, width) for at, (row, note) in enumerate(kept)]
    return replace(table, rows=tuple(rows), breaks=frozenset(breaks))


def _across(row: Sequence[Cell]) -> str:
    """The words of a row that says one thing over the whole table; empty for any other row."""
    texts = {cell.text for cell in row if cell.text}
    return texts.pop() if len(texts) == 1 and row[0].text else ""


def _told(before: str, text: str) -> str:
    return f"{before}\n{text}" if before else text


def _longer(row: Cells, text: str, width: int) -> Cells:
    place = row[0].source
    blank = tuple(Cell("", place) for _ in range(width - len(row)))
    return (*row, *blank, Cell(text, place))
