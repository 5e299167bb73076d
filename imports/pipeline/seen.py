"""A document's tables and what became of each in; the same as a person is shown them, cut short, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from imports.arrangement import key_of
from imports.layout import Layout
from imports.pipeline.arrange import headings_end
from imports.pipeline.by_headings import likely, row_texts
from imports.pipeline.minutes import NAME as MINUTES
from imports.pipeline.minutes import used_tables
from imports.shapes import Cell, Ignored, Match, StagedPlan, Table, TableSeen

_ROWS = 8  # shown below the headings
_COLUMNS = 30
_CELL, _LINE = 300, 200  # letters
_ABOVE = 3  # lines
_PIECES = 40
_FULL = 400  # tables with their rows; of more only the headings are kept
_WORDS, _WORD = 15, 60  # different words of a column of ratings, and the letters of one
_RATED = ("status", "rag")
_GENERIC = Layout(columns={})


def tables_seen(
    tables: Sequence[Table],
    found: Sequence[Sequence[Match]],
    minutes: Sequence[StagedPlan],
    ignored: Iterable[Ignored],
) -> tuple[TableSeen, ...]:
    """Every table of a document in the order printed; `found` are the plans in tables, `minutes` those that follow."""
    matches = {key_of(match.table): (number, match) for number, plan in enumerate(found, 1) for match in plan}
    told = {number: len(found) + at for at, plan in enumerate(minutes, 1) for number in used_tables((plan,), tables)}
    reasons = {(one.source.table, one.source.row): one.reason for one in ignored}
    return tuple(
        _seen(table, matches.get(key_of(table)), told, reasons, full=at < _FULL) for at, table in enumerate(tables)
    )


def _seen(
    table: Table,
    read: tuple[int, Match] | None,
    told: Mapping[int, int],
    reasons: Mapping[tuple[int | None, int | None], str],
    full: bool,
) -> TableSeen:
    number, match = read or (told.get(table.source.table), likely(table, _GENERIC))
    head = match.header_rows if match else headings_end(table)
    columns = match.columns if match else {}
    width = min(table.width, _COLUMNS)
    body = table.rows[head:]
    seen = TableSeen(
        key=key_of(table),
        source=table.source,
        above=tuple(_cut(paragraph.text, _LINE) for paragraph in (*table.titles, *table.above)[-_ABOVE:]),
        headings=tuple(_cut(text, _LINE) for text in _headings(table, match, head)[:width]),
        header_rows=head,
        count=len(body),
        columns=tuple(columns.get(at, "") for at in range(width)),
        plan=number,
        layout=read[1].layout.name if read else MINUTES if number else "",
        confidence=round(read[1].confidence, 2) if read else 0.0,
        reason=reasons.get((table.source.table, table.source.row), ""),
    )
    if not full:
        return seen
    return replace(
        seen,
        rows=tuple(tuple(_cut(cell.text, _CELL) for cell in row[:width]) for row in table.rows[: head + _ROWS]),
        words=tuple(_words(body, at, columns.get(at)) for at in range(width)),
        pieces=tuple(_pieces(table, head))[:_PIECES],
    )


def _headings(table: Table, match: Match | None, head: int) -> tuple[str, ...]:
    if match and match.headings and any(match.headings):
        return match.headings[: table.width]
    return row_texts(table.rows[head - 1]) if head else ("",) * table.width


def _words(body: Sequence[Sequence[Cell]], at: int, field: str | None) -> tuple[str, ...]:
    """The words of a column that has few, the commonest first: those that a rating may be."""
    counted = Counter(" ".join(row[at].text.split()) for row in body if at < len(row) and row[at].text.strip())
    short = [text for text, _ in counted.most_common() if len(text) <= _WORD]
    few = len(counted) <= _WORDS and len(short) == len(counted) and len(counted) * 2 <= max(counted.total(), 4)
    return tuple(short[:_WORDS]) if few or field in _RATED else ()


def _pieces(table: Table, head: int) -> Iterator[tuple[int, str]]:
    """The rows that open a part of a table: the first of a page, and one with a single cell, with their words."""
    for at, row in enumerate(table.rows):
        texts = [text for text in row_texts(row) if text]
        if at > head and texts and (at in table.breaks or len(texts) == 1 and len(row) > 2):
            yield row[0].source.row, _cut(" | ".join(texts), _LINE)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
