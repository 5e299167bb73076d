"""What a person says each column of a table holds in; the Layout that says so, out; and the other way round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from imports.headings import plain_heading
from imports.layout import SEVERAL, Layout
from imports.layout_json import Headings, Rating
from imports.shapes import TableSeen
from imports.showing.columns import FIELD_WORDS, KEPT
from imports.values.ratings import parse_status

BY_HAND = "by hand"  # the name of a layout that holds for one paper alone
LONGEST_HEADING = 120  # letters; a longer one is counted and not named


def fields_of(seen: TableSeen, layout: Layout | None = None) -> list[str]:
    """Return the field of each column: as the layout has it, else as the table was read, or would be."""
    placed = layout.place(seen.headings) if layout else None
    placed = dict(enumerate(seen.columns)) if placed is None else placed
    held: list[str] = []
    for at in range(len(seen.columns)):
        field = placed.get(at, KEPT)
        twice = field in held and field not in SEVERAL
        held.append(KEPT if twice or field not in FIELD_WORDS else field)
    return held


def headings_at(seen: TableSeen, rows: int) -> tuple[str, ...]:
    """Return the headings where the first `rows` rows are headings, the last of them the one that names columns."""
    if rows == seen.header_rows:
        return seen.headings
    texts = seen.rows[rows - 1] if 0 < rows <= len(seen.rows) else ()
    return tuple(" ".join(texts[at].split()) if at < len(texts) else "" for at in range(len(seen.columns)))


def layout_from(
    seen: TableSeen, rows: int, held: Sequence[str], ratings: Mapping[str, Rating], above: str = "", name: str = ""
) -> Layout:
    """Return the layout by which the table reads as said; raises LayoutError where it cannot be.

    A column is named by its heading where it has one of its own, so that the next paper is read by it too. A rating
    that means what the reader would take it for is left to the reader.
    """
    headings = headings_at(seen, rows)
    columns: dict[str, list[str | int]] = {}
    for at, field in enumerate(held):
        if field:
            columns.setdefault(field, []).append(_printed(headings, at))
    is_named = any(isinstance(one, str) for several in columns.values() for one in several)
    said = {words: one for words, one in ratings.items() if one != as_read(words)}
    return Layout(
        columns={field: _one_or_all(several) for field, several in columns.items()},
        name=name,
        tables=(above,) if above else (),
        header_rows=None if is_named else rows,
        ratings=said or None,
        by_hand=True,
    )


def as_read(words: str) -> Rating:
    """Return what the reader takes the words of a rating for."""
    read = parse_status(words)
    return Rating(read.status, read.rag)


def _printed(headings: Sequence[str], at: int) -> str | int:
    plain = plain_heading(headings[at])
    is_own = plain and [plain_heading(one) for one in headings].count(plain) == 1
    return headings[at] if is_own and len(headings[at]) <= LONGEST_HEADING else at + 1


def _one_or_all(several: list[str | int]) -> Headings:
    return several[0] if len(several) == 1 else tuple(several)
