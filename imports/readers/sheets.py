"""The filled cells of one sheet in; its running lines and its tables out, in the order printed.

A sheet has no tables of its own: a title, a key and a plan lie on one grid, parted by blank rows and columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from imports.headings import field_of
from imports.readers.cells import Placed, table_of
from imports.shapes import Paragraph, Source, Table
from imports.values.colours import colour_name
from imports.values.updates import as_at_of

_RATES = ("red", "amber", "yellow", "orange", "green", "blue", "purple", "grey")
_SMALL = 3  # columns of a key that stands beside a plan
_PAGE = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_SECTIONS = 4  # lines by themselves between two rows of a plan: titles of sections, or of a page
_LOOKED_AT = 60  # rows in which a plan's headings stand, below its title and its preface


@dataclass(slots=True)
class _Region:
    """A table under way: the cells of each row, and the columns of its headings."""

    rows: list[list[Placed]] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)


def sheet_blocks(placed: Iterable[Placed], source: Source) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of a sheet; lines that stand alone above a table are paragraphs.

    Blank rows between the rows of a plan, and its section rows, do not part it.
    """
    region = _Region()
    waiting: list[list[Placed]] = []  # rows of one cell each: sections of the plan under way, or lines after it
    for run in _runs(placed):
        run, beside = _without_side_tables(run)
        for side in beside:
            yield from _table(side, source)
        if not run:
            continue
        if region.heads and all(map(_is_line, run)):
            waiting += run
        elif _goes_on(run, waiting, region) and not _of_page(waiting):
            region.rows += waiting + run
            waiting = []
        else:
            yield from _table(region.rows, source)
            yield from (_line(row, source) for row in waiting)
            if _goes_on(run, waiting, region):
                lines, preface, region = [], [], _Region(run, region.heads)
            else:
                lines, preface, region = _opened(run)
            waiting = []
            yield from (_line(row, source) for row in lines)
            yield from _table(preface, source)
    yield from _table(region.rows, source)
    yield from (_line(row, source) for row in waiting)


def is_sheet(placed: Iterable[Placed]) -> bool:
    """Whether the cells of one table are those of a whole sheet, as programs save it for the web.

    Lines by themselves stand above its headings, and blank rows part its title, its plan and its key.
    """
    rows: dict[int, list[Placed]] = {}
    for cell in placed:
        rows.setdefault(cell.row, []).append(cell)
    if not rows or _words(rows[min(rows)]) > 1 or all(map(_words, rows.values())):
        return False
    return any(_is_head(rows[at]) for at in sorted(rows)[1:_LOOKED_AT])


def _runs(placed: Iterable[Placed]) -> Iterator[list[list[Placed]]]:
    """The rows with words, parted where a row without any stands between; a merge over rows holds them together."""
    rows: dict[int, list[Placed]] = {}
    for cell in placed:
        rows.setdefault(cell.row, []).append(cell)
    run: list[list[Placed]] = []
    reach = -1
    for at in sorted(rows):
        row = sorted(rows[at], key=lambda cell: cell.column)
        if not _words(row):
            continue
        if run and at > reach + 1:
            yield run
            run = []
        run.append(row)
        reach = max(reach, max(at + cell.row_span - 1 for cell in row if cell.text))
    if run:
        yield run


def _words(row: list[Placed]) -> int:
    return sum(1 for cell in row if cell.text)


def _is_line(row: list[Placed]) -> bool:
    """Whether a row is a line by itself: one cell of words, and no bare fill beside it as in a key."""
    return _words(row) == 1 and _fill_of_key(row) is None


def _fill_of_key(row: list[Placed]) -> Placed | None:
    """The bare fill beside the only words of a row: a line of a key to ratings."""
    words = next((cell for cell in row if cell.text), None)
    bare = [cell for cell in row if not cell.text and colour_name(cell.colour)]
    if words is None or _words(row) > 1 or len(bare) != 1 or bare[0].colour == words.colour:
        return None
    return bare[0] if abs(bare[0].column - words.column) == 1 else None


def _is_head(row: list[Placed]) -> bool:
    """Whether a row reads as a plan's headings: half of its words are known ones, for two fields at least."""
    texts = [cell.text for cell in row if cell.text]
    fields = [field_of(" ".join(text.split()))[0] for text in texts if len(text) < 90]
    known = [field for field in fields if field]
    return len(texts) > 2 and len(set(known) - {"keep"}) > 1 and len(known) * 2 >= len(texts)


def _heads_another(row: list[Placed]) -> bool:
    """Whether a row below a gap is nothing but labels, some known as headings: a register of risks below a plan."""
    texts = [cell.text for cell in row if cell.text]
    labels = all(len(text.split()) < 4 and text[0].isupper() and text[-1].isalpha() for text in texts)
    return len(texts) > 3 and labels and sum(1 for text in texts if field_of(text)[0]) > 1


def _opened(run: list[list[Placed]]) -> tuple[list[list[Placed]], list[list[Placed]], _Region]:
    """The lines above a table, the pairs of label and value between them and its headings, and the table."""
    run, said = _dates_said(run)
    run, keys = _keys_beside(run)
    first = next((at for at, row in enumerate(run) if not _is_line(row)), len(run))
    lines, rest = [*run[:first], *said], run[first:]
    head = next((at for at, row in enumerate(rest[:_LOOKED_AT]) if _is_head(row)), None)
    if head is None:
        return lines, keys, _Region(rest)
    if head and _reaches_down(rest[head - 1], rest[head]):
        head -= 1
    preface, rows = rest[:head], rest[head:]
    while preface and _words(preface[-1]) == 1 and not any(_words(row) > 1 for row in preface):
        lines.append(preface.pop())
    heads = {cell.column for row in rows[:2] if _is_head(row) for cell in row if cell.text}
    return lines, preface + keys, _Region(rows, heads)


def _keys_beside(run: list[list[Placed]]) -> tuple[list[list[Placed]], list[list[Placed]]]:
    """The rows, the first without the key that stands to the right of a title: words, each on a rating's colour."""
    words = [cell for cell in run[0] if cell.text]
    labels = [cell for cell in words[1:] if colour_name(cell.colour) in _RATES and cell.text[:1].isalpha()]
    if len(labels) < 2 or len(labels) < len(words) - 1 or colour_name(words[0].colour):
        return run, []
    return [[cell for cell in run[0] if cell not in labels], *run[1:]], [labels]


def _dates_said(run: list[list[Placed]]) -> tuple[list[list[Placed]], list[list[Placed]]]:
    """The rows with each `Position as at` and the date beside it, above any headings, made a line of its own."""
    head = next((at for at, row in enumerate(run[:_LOOKED_AT]) if _is_head(row)), len(run))
    kept, said = [], []
    for row in run[:head]:
        cells = [cell for cell in row if cell.text]
        pairs = [
            (label, day)
            for label, day in zip(cells, cells[1:], strict=False)
            if len(label.text) < 40 and len(day.text) < 40 and as_at_of(f"{label.text} {day.text}")
        ]
        for label, day in pairs:
            said.append([replace(label, text=f"{label.text.rstrip(' :')} {day.text}")])
        beside = {id(cell) for pair in pairs for cell in pair}
        left = [cell for cell in row if id(cell) not in beside]
        if _words(left):
            kept.append(left)
    return kept + run[head:], said


def _reaches_down(above: list[Placed], head: list[Placed]) -> bool:
    """Whether a row is the upper of two rows of headings: merged down into the lower, or across some of it."""
    down = any(cell.text and cell.row + cell.row_span > head[0].row for cell in above)
    return _words(above) > 1 and (down or any(1 < cell.column_span < len(head) for cell in above if cell.text))


def _goes_on(run: list[list[Placed]], waiting: list[list[Placed]], region: _Region) -> bool:
    """Whether rows below a gap are more of the plan above: as wide, without headings of their own or text between."""
    if not region.heads or len(waiting) > _SECTIONS or any(_is_sentence(row) for row in waiting):
        return False
    if any(_is_head(row) for row in run[:3]) or _heads_another(run[0]):
        return False  # printed again, or those of another table: they open a piece of their own
    most = max(len({cell.column for cell in row if cell.text} & region.heads) for row in run)
    outside = sum(1 for row in run for cell in row if cell.text and cell.column not in region.heads)
    return most * 3 >= 2 * len(region.heads) and outside * 4 <= sum(_words(row) for row in run)


def _without_side_tables(run: list[list[Placed]]) -> tuple[list[list[Placed]], list[list[list[Placed]]]]:
    """The rows without the small tables that stand to their right behind a blank column, and those tables."""
    columns = {cell.column for row in run for cell in row if cell.text}
    covered = {
        column
        for row in run
        for cell in row
        if cell.text
        for column in range(cell.column + 1, min(cell.column + cell.column_span, max(columns) + 1))
        if cell.column_span < 3 * _SMALL  # a title merged over the whole sheet holds nothing together
    }
    gaps = [at for at in range(min(columns) + 1, max(columns)) if at not in columns and at not in covered]
    for gap in gaps:
        right = [[cell for cell in row if cell.column > gap] for row in run]
        left = [[cell for cell in row if cell.column < gap] for row in run]
        filled = [row for row in right if _words(row)]
        width = len({cell.column for row in filled for cell in row if cell.text})
        if width <= _SMALL and 2 <= len(filled) <= 12 and not any(map(_is_head, filled)) and _has_table(left):
            return [row for row in left if _words(row)], [filled]
    return run, []


def _has_table(rows: list[list[Placed]]) -> bool:
    return any(_words(row) > 2 for row in rows)


def _is_sentence(row: list[Placed]) -> bool:
    text = next(cell.text for cell in row if cell.text)
    return len(text.split()) > 25 or (len(text.split()) > 8 and text.endswith((".", ":", ";")))


def _of_page(rows: list[list[Placed]]) -> bool:
    """Whether lines between two pieces of a plan belong to the page, as where a paper was turned into a sheet."""
    return any(_PAGE.fullmatch(cell.text) for row in rows for cell in row)


def _line(row: list[Placed], source: Source) -> Paragraph:
    cell = next(cell for cell in row if cell.text)
    return Paragraph(" ".join(cell.text.split()), cell.source or source)


def _table(rows: list[list[Placed]], source: Source) -> Iterator[Table]:
    """The table of some rows, numbered anew without the blank rows between."""
    if not rows:
        return
    numbers = {row[0].row: at for at, row in enumerate(rows)}
    columns = {cell.column for row in rows for cell in row if cell.text}
    columns |= {fill.column for row in rows if (fill := _fill_of_key(row))}
    placed = [cell for row in rows for cell in row if cell.column in columns]
    for cell in placed:
        if cell.row_span > 1:
            cell.row_span = sum(1 for at in range(cell.row, cell.row + cell.row_span) if at in numbers)
        cell.row = numbers[cell.row]
    table = table_of(placed, rows[0][0].source or source)
    if table is not None:
        yield table
