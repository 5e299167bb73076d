"""The first rows of a table, as they are kept, and a layout made by hand in; what they would read to, out."""

from __future__ import annotations

from dataclasses import replace

from imports.layout import Layout
from imports.pipeline.recognise import placed
from imports.pipeline.stage import stage
from imports.shapes import Cell, Paragraph, StagedPlan, Table, TableSeen


def trial(seen: TableSeen, layout: Layout) -> StagedPlan | None:
    """What the rows shown of a table would be read as; None where the layout names a column that it has not."""
    match = placed(_table(seen), layout)
    return stage((match,)) if match else None


def _table(seen: TableSeen) -> Table:
    place = replace(seen.source, row=None, last_row=None, column=None)
    rows = tuple(tuple(Cell(text, replace(place, row=row)) for text in texts) for row, texts in enumerate(seen.rows, 1))
    return Table(rows, place, tuple(Paragraph(text, place) for text in seen.above))
