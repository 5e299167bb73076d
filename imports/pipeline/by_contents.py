"""A table whose column of actions has a heading of the council's own in; that column, by what its cells hold, out.

Serves plans that call their actions `Commitment`, `Pledge`, `The change`: words, each row its own, beside owners,
dates and states that are plain from their cells.
"""

from __future__ import annotations

from imports.headings import OWNER_FIELDS, field_of

_GROUPS = (set(OWNER_FIELDS), {"due"}, {"status", "rag"}, {"update"}, {"revised", "done_on"})
_LEAST = 3  # of these a plan has, where no heading says which column holds the actions
_LEAST_WORDS = 4


def title_by_contents(
    columns: dict[int, str], headings: tuple[str, ...], body: list[tuple[str, ...]]
) -> dict[int, str]:
    """The columns, with the leftmost one of whole phrases as the actions where no heading names them."""
    fields = set(columns.values())
    if "title" in fields or sum(1 for group in _GROUPS if group & fields) < _LEAST:
        return columns
    for at, heading in enumerate(headings):
        if at not in columns and heading and field_of(heading)[0] is None and _phrases(at, body):
            return columns | {at: "title"}
    return columns


def _phrases(at: int, body: list[tuple[str, ...]]) -> bool:
    """Whether a column holds a phrase in most rows, each its own."""
    cells = [row[at] for row in body if at < len(row) and row[at]]
    worded = [cell for cell in cells if len(cell.split()) >= _LEAST_WORDS]
    return len(cells) > 1 and len(worded) * 3 >= 2 * len(body) and len(set(cells)) * 10 >= 9 * len(cells)
