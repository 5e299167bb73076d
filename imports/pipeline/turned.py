"""A table with its headings down the side in; the same with them along the top, an action a row, out.

Serves short responses that print an action in each column: `Action`, `Person responsible`, `Deadline` down the side.
"""

from __future__ import annotations

from dataclasses import replace

from imports.headings import OWNER_FIELDS, field_of
from imports.pipeline.head_rows import is_header
from imports.shapes import Cell, Table

_WORDED = {"title", "recommendation"}
_BESIDE = {*OWNER_FIELDS, "due", "status", "rag", "update"}
_LEAST_ROWS = 4
_MOST_ROWS = 40  # headings down the side are few


def turn(table: Table) -> Table:
    """The table as it is read: turned where its first column holds the headings and no row does."""
    if (
        table.width < 3
        or not _LEAST_ROWS <= len(table.rows) <= _MOST_ROWS
        or any(is_header(row) for row in table.rows[:3])
    ):
        return table
    labels = [row[0].text.strip(" :") for row in table.rows]
    fields = [field_of(label)[0] if 0 < len(label) <= 60 else None for label in labels]
    known = [field for field in fields if field]
    plan = _WORDED & set(known) and len(_BESIDE & set(known)) > 1
    if not plan or len(known) * 3 < len(labels) * 2 or len(set(labels)) < len(labels):
        return table
    rows = [
        tuple(
            replace(cell, source=replace(table.source, row=at + 1, column=None, last_row=None))
            for cell in (row[at] if at < len(row) else Cell() for row in table.rows)
        )
        for at in range(table.width)
    ]
    rows[0] = tuple(replace(cell, text=label) for cell, label in zip(rows[0], labels, strict=True))
    return replace(table, rows=tuple(rows), breaks=frozenset())
