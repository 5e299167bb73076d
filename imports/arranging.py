"""What a person says of the columns of a table in; the arrangement of the whole paper that says so, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from imports.arrangement import Arrangement
from imports.layout import Layout
from imports.models import Upload
from imports.shapes import TableSeen
from imports.showing.tables import alike


def arrangement_of(upload: Upload) -> Arrangement:
    """Return how the tables of an upload were arranged by hand so far."""
    return Arrangement.from_json(upload.arrangement)


def with_columns(arrangement: Arrangement, tables: Sequence[TableSeen], seen: TableSeen, layout: Layout) -> Arrangement:
    """Return the arrangement in which a table, and those of its plan that have the same columns, are read by a layout.

    Tables of the plan that have not these columns stay in it, as they are read.
    """
    mapped = {seen.key, *(one.key for one in alike(tables, seen, layout))}
    for key in mapped:
        arrangement = arrangement.with_table(key, taken=True, layout=layout)
    whole = [one for one in tables if one.key == seen.key or seen.plan and one.plan == seen.plan]
    if len(mapped) < len(whole):
        for one in whole[1:]:
            if arrangement.of(one.key).joins is None:
                arrangement = arrangement.with_table(one.key, joins=whole[0].key)
    return arrangement


def as_found(arrangement: Arrangement, tables: Iterable[TableSeen]) -> Arrangement:
    """Return the arrangement without what was said of the columns of some tables."""
    for one in tables:
        arrangement = arrangement.with_table(one.key, taken=None, layout=None)
    return arrangement
