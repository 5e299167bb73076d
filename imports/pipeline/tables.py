"""A Document in; its tables out, pieces parted by page furniture joined, repeated headings dropped."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from imports.pipeline.bodies import body_of, running_heads
from imports.pipeline.cards import fold_cards
from imports.pipeline.forms import fold_forms, repeats_form
from imports.pipeline.furniture import NEAR, Piece, header_key, is_furniture, running_lines
from imports.pipeline.head_rows import fold_heading, is_header
from imports.pipeline.notes_below import fold_notes
from imports.pipeline.shared_columns import part_answers, part_columns
from imports.pipeline.titles import is_section_heading
from imports.pipeline.turned import turn
from imports.shapes import Cell, Document, Paragraph, Source, Table

_PAGE_CELL = re.compile(r"Page\s+\d{1,4}(?:\s+of\s+\d+)?\s*", re.IGNORECASE)
_TOLD = 500  # rows after which progress is told
_KEPT_ABOVE = NEAR  # paragraphs kept above a table: enough for its title, and for a heading over a preface


@dataclass(slots=True)
class _Joined:
    """A table under way: the rows so far, where its pieces begin, and the text above it."""

    rows: list[tuple[Cell, ...]]
    above: tuple[Paragraph, ...]
    titles: tuple[Paragraph, ...] = ()
    breaks: set[int] = field(default_factory=set)


def find_tables(document: Document, tell: Callable[[str, int, int], None] = lambda *step: None) -> tuple[Table, ...]:
    """The document's tables in the order printed, numbered from 1, each with the running text above it."""
    pieces = _without_later_heads(_pieces(document))
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    body = body_of(lines)
    running = running_lines(pieces, _heads(pieces)) | running_heads(lines, body)
    running -= {header_key(line) for line in lines if is_section_heading(line)}
    joined: list[_Joined] = []
    for between, rows in pieces:
        solid = tuple(p for p in between if not is_furniture(p.text) and header_key(p.text) not in running)
        if joined and not solid and (_heads_again(joined[-1], rows) or _carries_on(joined[-1], rows)):
            _append(joined[-1], rows)
        elif joined and solid and _fills_headings(joined[-1], rows, solid):
            joined[-1].rows += [*(_banner(line, len(rows[0])) for line in solid), *rows]
        else:
            titles = tuple(p for p in between if header_key(p.text) in running - {header_key(body or "")})
            joined.append(_Joined(rows, solid[-_KEPT_ABOVE:], titles))
    return fold_forms([fold_notes(turn(_numbered(one, number, tell))) for number, one in enumerate(joined, 1)])


def _pieces(document: Document) -> list[Piece]:
    """Each printed piece of a table, with the paragraphs between the piece before and this one."""
    pieces, between = [], []
    for block in fold_cards(document.blocks):
        if isinstance(block, Paragraph):
            between.append(block)
        elif rows := _clean(block.rows):
            pieces.append((between, fold_heading(rows)))
            between = []
    return pieces


def _without_later_heads(pieces: list[Piece]) -> list[Piece]:
    """The pieces; of one without headings of its own, the rows below its first that print those of an earlier one."""
    last: dict[int, tuple[str, ...]] = {}
    kept = []
    for between, rows in pieces:
        own = next((row for row in rows[:3] if is_header(row)), None)
        if rows and rows[0] is not own and (head := last.get(len(rows[0]))):
            rows = [row for row in rows if _key(row) != head]
        elif own is not None:
            last[len(rows[0])] = _key(own)
        kept.append((between, rows))
    return kept


def _heads(pieces: list[Piece]):
    """For each piece, by its rows, the headings it is read under: its own, else those last printed as wide."""
    found, last = {}, {}
    for _, rows in pieces:
        width = len(rows[0])
        own = next((row for row in rows[:3] if is_header(row)), None)
        if own is not None:
            last[width] = _key(own)
        found[id(rows)] = _key(rows[0]) if own is rows[0] or width not in last else last[width]
    return lambda rows: found[id(rows)]


def _clean(rows: tuple[tuple[Cell, ...], ...]) -> list[tuple[Cell, ...]]:
    """The rows with words in them; a page number that fell into a cell is taken out."""
    kept = []
    for row in rows:
        if any(_PAGE_CELL.match(cell.text) for cell in row):
            row = tuple(replace(cell, text=_PAGE_CELL.sub("", cell.text, count=1)) for cell in row)
        if any(cell.text for cell in row):
            kept.append(row)
    return kept


def _key(row: tuple[Cell, ...]) -> tuple[str, ...]:
    texts = [header_key(cell.text) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _heads_again(joined: _Joined, rows: list[tuple[Cell, ...]]) -> bool:
    """Whether a piece opens with the headings of the one before, which may stand there below a title."""
    heads = [row for row in joined.rows[:3] if row is joined.rows[0] or is_header(row)]
    return any(_same_header(head, rows[0]) for head in heads) and not repeats_form(joined.rows, rows)


def _fills_headings(joined: _Joined, rows: list[tuple[Cell, ...]], solid: tuple[Paragraph, ...]) -> bool:
    """Whether a piece is the first rows below headings that stand alone, with a line or two of a section between.

    Serves plans whose first section is printed as a line of its own between the headings and the rows.
    """
    alone = all(is_header(row) or sum(1 for cell in row if cell.text) == 1 for row in joined.rows)
    lines = len(solid) < 3 and all(len(line.text.split()) <= 25 for line in solid)
    return alone and lines and len(joined.rows) < 4 and _carries_on(joined, rows)


def _banner(line: Paragraph, width: int) -> tuple[Cell, ...]:
    """A line as a row that spans the table."""
    place = replace(line.source, column=1)
    return (Cell(line.text, place), *(Cell("", replace(place, column=at)) for at in range(2, width + 1)))


def _same_header(first: tuple[Cell, ...], second: tuple[Cell, ...]) -> bool:
    return _key(first) == _key(second) and sum(1 for text in _key(first) if text) > 1


def _carries_on(joined: _Joined, rows: list[tuple[Cell, ...]]) -> bool:
    """A piece without headings below a plan's page: as wide as the plan, and with no headings of its own."""
    head = next((row for row in joined.rows[:3] if is_header(row)), None)
    if head is None or len(rows[0]) != len(head) or is_header(rows[0]):
        return False
    return not repeats_form(joined.rows, rows)


def _append(joined: _Joined, rows: list[tuple[Cell, ...]]) -> None:
    heads = {_key(row) for row in joined.rows[:3] if is_header(row) or row is joined.rows[0]}
    body = [row for row in rows if _key(row) not in heads]
    if body:
        joined.breaks.add(len(joined.rows))
    joined.rows += body


def _placed(cell: Cell, table: int, row: int) -> Cell:
    """The cell with its place in the document's tables; built anew, since `replace` takes five times as long."""
    was = cell.source
    place = Source(was.file, was.page, was.line, was.last_line, table, row, was.last_row, was.column, was.sheet)
    return Cell(cell.text, place, cell.colour, cell.row_span, cell.column_span, cell.issues)


def _numbered(joined: _Joined, number: int, tell: Callable[[str, int, int], None]) -> Table:
    rows, breaks, heads = [], set(), set()
    head = next((at for at, row in enumerate(joined.rows[:3]) if is_header(row)), None)
    printed = joined.rows if head is None else part_columns(part_answers(joined.rows, head), head)
    for at, row in enumerate(printed):
        if at and at % _TOLD == 0:
            tell("tables", at, len(printed))
        if at in joined.breaks:
            breaks.add(len(rows))
        if _key(row) in heads:  # headings printed again without a gap
            breaks.add(len(rows))
            continue
        if len(heads) < 3 and (heads or at < _TOLD) and is_header(row):
            heads.add(_key(row))
        rows.append(tuple(_placed(cell, number, len(rows) + 1) for cell in row))
    first = rows[0][0].source
    return Table(
        rows=tuple(rows),
        source=replace(first, last_line=rows[-1][0].source.line, last_row=len(rows), column=None),
        above=joined.above,
        titles=joined.titles,
        breaks=frozenset(breaks),
    )
