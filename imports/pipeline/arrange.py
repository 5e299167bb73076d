"""The tables of a document and what a person said of them in; the tables parted where they were cut, and those of one
plan with their columns in the same places, out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from imports.arrangement import Arrangement, key_of
from imports.headings import plain_heading
from imports.pipeline.head_rows import is_header
from imports.pipeline.recognise import same_headings
from imports.shapes import Cell, Match, Table


def cut_tables(tables: Iterable[Table], arrangement: Arrangement) -> tuple[Table, ...]:
    """The tables; each that was cut, as the pieces it was cut into, under its own headings and its own number."""
    return tuple(piece for table in tables for piece in _pieces(table, arrangement.of(key_of(table)).cuts))


def headings_end(table: Table) -> int:
    """How many of a table's first rows are its headings, as far as its words tell; one where they do not."""
    return next((at + 1 for at, row in enumerate(table.rows[:3]) if is_header(row)), 1)


def _pieces(table: Table, cuts: Sequence[int]) -> Iterator[Table]:
    head = headings_end(table)
    first = head + 1  # a row of the table stays above each cut
    at = sorted({row - 1 for row in cuts if first <= row - 1 < len(table.rows)})
    bounds = [*zip([head, *at], [*at, len(table.rows)], strict=True)]
    if len(bounds) == 1:
        yield table
        return
    for begin, end in bounds:
        rows = (*table.rows[:head], *table.rows[begin:end])
        row = begin + 1 if begin > head else table.source.row
        opening, last = table.rows[begin][0].source, table.rows[end - 1][0].source
        place = replace(table.source, last_line=last.line, last_row=end)
        if begin > head:
            place = replace(place, page=opening.page, line=opening.line, row=row)
        breaks = frozenset(one - begin + head for one in table.breaks if begin <= one < end)
        yield replace(table, rows=rows, source=place, breaks=breaks)


# ---- tables of one plan -----------------------------------------------------------------------------


def aligned(plan: Sequence[Match]) -> tuple[Match, ...]:
    """The tables of one plan with the columns of all in the places of the first's; what only later ones have follows.

    Tables that are printed under the same headings stay as they are.
    """
    first = plan[0]
    if all(same_headings(first, match) for match in plan[1:]):
        return tuple(plan)
    columns = [(heading, first.columns.get(at)) for at, heading in enumerate(first.headings)]
    places = [_places(match, columns) for match in plan]  # the columns grow with each table
    headings = tuple(heading for heading, _ in columns)
    fields = {at: field for at, (_, field) in enumerate(columns) if field}
    ratings = {words: one for match in reversed(plan) for words, one in (match.layout.ratings or {}).items()}
    layout = replace(first.layout, ratings=ratings) if ratings else first.layout
    laid = (_laid_out(match.table, place, len(columns)) for match, place in zip(plan, places, strict=True))
    together = [
        replace(match, table=table, headings=headings, columns=fields) for match, table in zip(plan, laid, strict=True)
    ]
    return (replace(together[0], layout=layout), *together[1:])


def _places(match: Match, columns: list[tuple[str, str | None]]) -> list[int]:
    """Where each column of a table goes; a column that no table before it had is added."""
    taken: set[int] = set()
    places = []
    for at, heading in enumerate(match.headings):
        place = _place(heading, match.columns.get(at), columns, taken)
        if place is None:
            columns.append((heading, match.columns.get(at)))
            place = len(columns) - 1
        taken.add(place)
        places.append(place)
    return places


def _place(heading: str, field: str | None, columns: list[tuple[str, str | None]], taken: set[int]) -> int | None:
    """The free column of the same field, the one under the same heading first."""
    free = [(at, *column) for at, column in enumerate(columns) if at not in taken]
    kind = None if field == "keep" else field
    same = [(at, words) for at, words, other in free if (None if other == "keep" else other) == kind]
    alike = next((at for at, words in same if plain_heading(words) == plain_heading(heading)), None)
    if alike is not None or kind is None:
        return alike
    return same[0][0] if same else None


def _laid_out(table: Table, places: Sequence[int], width: int) -> Table:
    rows = []
    for row in table.rows:
        cells = [Cell(source=row[0].source)] * width
        for cell, place in zip(row, places, strict=False):
            cells[place] = cell
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))
