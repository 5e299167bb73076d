"""A plan's tables in; their printed rows as lines, and which columns decide what a row is, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from imports.headings import OWNER_FIELDS
from imports.pipeline.slips import realigned
from imports.pipeline.titles import CONTINUED
from imports.shapes import Cell, Issue, Match, Source
from imports.values.bullets import starts_bullet
from imports.values.references import form_of, is_letter, parse_reference, split_reference

_DITTO = re.compile(
    r"\W*(?:(?:same )?as (?:above|before|previous)|ditto|same|as per above|\"|〃|“|”|″)\W*", re.IGNORECASE
)
ENDS = re.compile(r"[.!?:;)”\"']\s*\Z")
HANGS = re.compile(
    r"(?:,|\b(?:of|and|or|the|a|an|to|for|with|in|on|by|from|as|between|into|including))\s*\Z", re.IGNORECASE
)


@dataclass(slots=True)
class Line:
    """One printed row of the table, or several joined: its words by column."""

    cells: dict[int, str]
    source: Source
    opens_page: bool
    pieces: dict[int, tuple[str, ...]] = field(default_factory=dict)
    colours: dict[int, str] = field(default_factory=dict)
    kind: str = "action"
    ref: str | None = None
    label: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns of a plan decide what a row is."""

    ref: int | None
    title: int
    step: int | None
    due: int | None
    beside: tuple[int, ...]
    own: tuple[int, ...]  # of those, the columns that a step fills for itself: owner, date, state
    dated: tuple[int, ...]  # of those, date and state
    days: tuple[int, ...]  # of those, the dates
    owners: tuple[int, ...]
    links: tuple[int, ...]
    numbered: int | None  # the column whose cells open with a reference, where there is none for it
    numbers: frozenset[str]
    usual: bool
    asked: int | None  # the column of what is required, which may be printed once for several actions
    parent: int | None  # where numbered objectives have lettered actions: the column of the objective's words


def shape_of(plan: Sequence[Match]) -> Shape:
    match = plan[0]
    ref, title = match.column("ref"), match.column("title")
    beside = (*OWNER_FIELDS, "due", "revised", "status", "rag", "update")
    texts = [
        {cell_at: cell.text for cell_at, cell in enumerate(row)}
        for part in plan
        for row in part.table.rows[part.header_rows :]
    ]
    columns = tuple(at for at, name in match.columns.items() if name in beside)
    full = [text for text in texts if text.get(title) and sum(1 for at in columns if text.get(at)) > 1]
    full = full or [text for text in texts if text.get(title) and len(text) > 1]
    numbered = None if ref is not None else numbered_column(match, full)
    asked = (at for name in ("section", "recommendation") if (at := match.column(name)) is not None and at < title)
    parent = next(asked, ref)
    if _lettered(full, parent if ref is None else ref, title) or _counted_on(
        full, numbered if ref is None else ref, title
    ):
        numbered = title
    else:
        parent = None
    refs = [printed_ref(text, None if parent is not None else ref, numbered) for text in full]
    return Shape(
        ref=ref,
        title=title,
        step=match.column("step"),
        due=match.column("due"),
        beside=columns,
        own=tuple(at for at in columns if match.columns[at] != "update"),
        days=tuple(at for at in columns if match.columns[at] in ("due", "revised")),
        owners=tuple(at for at in columns if match.columns[at] in OWNER_FIELDS),
        links=tuple(at for at, name in match.columns.items() if name == "link"),
        dated=tuple(at for at in columns if match.columns[at] not in (*OWNER_FIELDS, "update")),
        numbered=numbered,
        numbers=frozenset(form_of(found) for found in refs if found),
        usual=sum(1 for found in refs if found) * 2 > len(refs),
        asked=asked_column(match),
        parent=parent,
    )


def asked_column(match: Match) -> int | None:
    """The column of recommendations or requirements, between the references and the actions."""
    ref, title = match.column("ref"), match.column("title")
    if ref is None or title is None or match.column("step") is not None:
        return None
    return next((at for at in range(ref + 1, title) if match.columns.get(at) in (None, "recommendation")), None)


def _lettered(rows: Sequence[dict[int, str]], above: int | None, title: int) -> bool:
    """Whether the actions are lettered under numbers in a column of their own: `1 | Better plans | a) Train staff`.

    `above` is the column of the numbers: one stands beside the first letter. Lettered rows below a row of the number's
    own are its steps.
    """
    opening = [row for row in rows if is_letter(split_reference(row[title])[0])]
    return len(opening) * 2 > len(rows) > 0 and any(row.get(above) for row in opening)


def _counted_on(rows: Sequence[dict[int, str]], asked: int | None, title: int | None) -> bool:
    """Whether actions go on with the numbers of the column `asked`: `M1 | M1.1 Recruit`, `Finding 2 | 2.1 Fit`."""
    above, going_on = "", 0
    for row in rows if asked is not None and asked != title else ():
        cell = row.get(asked, "")
        above = (split_reference(cell)[0] or cell).strip(".") or above
        own = split_reference(row[title])[0] or ""
        going_on += bool(above) and own.startswith(f"{above.split(' ')[-1]}.")
    return going_on * 3 > len(rows) * 2


def numbered_column(match: Match, rows: Sequence[dict[int, str]]) -> int | None:
    """The leftmost column of words whose cells open with a reference, as in `3. Stock is not counted`."""
    for at in range(len(match.headings)):
        if match.columns.get(at) not in (None, "title", "recommendation", "keep"):
            continue
        filled = [row[at] for row in rows if row.get(at)]
        if match.columns.get(at) == "section" and len(filled) * 3 < len(rows) * 2:
            continue  # a theme printed once for several rows
        opening = sum(1 for text in filled if split_reference(text)[0])
        if opening * 2 > len(filled) > 0:
            return at
    return None


def printed_ref(cells: dict[int, str], ref: int | None, numbered: int | None) -> str | None:
    if ref is not None:
        return parse_reference(CONTINUED.sub("", cells.get(ref, ""))) if cells.get(ref) else None
    return split_reference(cells.get(numbered, ""))[0] if numbered is not None else None


def printed_lines(match: Match) -> Iterator[Line]:
    """The rows of a table below its headings, each cell in its own column."""
    above: dict[int, str] = {}  # the words of merged cells, by column
    said: dict[int, str] = {}  # the last words of each column
    ref = match.column("ref")
    rows = match.table.rows[match.header_rows :]
    printed = (parse_reference(row[ref].text) for row in rows if ref is not None and ref < len(row) and row[ref].text)
    counts = Counter(form_of(found) for found in printed if found and not is_letter(found))
    forms = frozenset(form for form, times in counts.items() if times * 5 >= counts.total())  # one odd cell has slipped
    for at, row in enumerate(match.table.rows):
        if at < match.header_rows:
            continue
        cells = {column: _same_again(cell.text, said.get(column, "")) for column, cell in enumerate(row) if cell.text}
        said |= cells
        cells |= _from_above(row, cells, match, above)
        colours = {column: cell.colour for column, cell in enumerate(row) if cell.colour}
        cells, issues = realigned(cells, match, forms)
        issues += tuple(issue for cell in row for issue in cell.issues)
        opens = at in match.table.breaks or at == match.header_rows
        yield Line(cells, _row_source(row), opens, colours=colours, issues=issues)


def _same_again(text: str, before: str) -> str:
    """The words of a cell; of the one above it where it only points there: `As above`, `Ditto`."""
    return before if before and _DITTO.fullmatch(text) else text


def _from_above(row: Sequence[Cell], cells: dict[int, str], match: Match, above: dict[int, str]) -> dict[int, str]:
    """What cells merged down from a row above say of this one, where it is an action or a step of its own."""
    above |= {column: cell.text for column, cell in enumerate(row) if cell.row_span}
    words = (match.column("title"), match.column("step"), asked_column(match))  # these say which rows belong together
    if not any(at in cells for at in words):
        return {}
    return {
        column: above[column]
        for column, cell in enumerate(row)
        if cell.row_span == 0 and cell.column_span and above.get(column) and column not in words
        if match.columns.get(column) != "ref"
    }


def _row_source(row: Sequence[Cell]) -> Source:
    return replace(row[0].source, column=None, last_row=row[0].source.row)


def mid_sentence(text: str) -> bool:
    return text[:1].islower() and not re.match(
        r"(?:tb[acd]|n/a|complete|on-?going|e-?[A-Z]|i[A-Z]|[a-z]{1,3}[.)]\s)", text
    )


def joined(before: str, after: str) -> str:
    """Two halves of a cell: a bullet or a new sentence on a new line, the rest of a sentence on the same."""
    if not before:
        return after
    fresh = starts_bullet(after) or (ENDS.search(before) and (after[:1].isupper() or after[:1].isdigit()))
    return f"{before}\n{after}" if fresh else f"{before} {after}"
