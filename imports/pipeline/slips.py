"""The cells of one printed row in; the same cells out under their own columns where the row slipped by one.

Page numbers that fall into a table, and merged cells, push a row one column to the side when it is turned into text.
"""

from __future__ import annotations

import re

from imports.shapes import Issue, Match
from imports.values.date_words import find_dates
from imports.values.references import form_of, parse_links, parse_reference, split_reference

_DATES = ("due", "revised", "start", "done_on")
_STATES = re.compile(r"(?:on-?going|tb[acd]|completed?)\W*", re.IGNORECASE)


def realigned(
    cells: dict[int, str], match: Match, forms: frozenset[str] = frozenset()
) -> tuple[dict[int, str], tuple[Issue, ...]]:
    """The cells in their columns, and an issue where they had to be moved.

    The sign is the reference, the deadline or the numbered action: it stands in the column beside its own. `forms` are
    the forms that the plan's references have.
    """
    due, title = match.column("due"), match.column("title")
    moved = _by_reference(cells, match, forms)
    if moved:
        return moved
    if match.column("ref") is None and title not in cells and 0 not in cells:
        beside = cells.get(title + 1, "")
        if split_reference(beside)[0] and beside[:1].isdigit() and match.columns.get(title + 1) != "link":
            return {at - 1: text for at, text in cells.items()}, (_slipped("right", lost=True),)
    if due is None or len(cells) < 2 or _is_date(cells.get(due, "")) or _stands(cells, match, forms):
        return cells, ()
    if _is_date(cells.get(due + 1, "")) and _may_slip(match, due + 1) and 0 not in cells:
        return {at - 1: text for at, text in cells.items()}, (_slipped("right", lost=True),)
    if _is_date(cells.get(due - 1, "")) and _may_slip(match, due - 1) and len(match.headings) - 1 not in cells:
        return _moved_right(cells, match), (_slipped("left", lost=False),)
    return cells, ()


def _by_reference(cells: dict[int, str], match: Match, forms: frozenset[str]):
    """A reference of the plan's own form in the column beside its own: the row slipped, or the reference alone did."""
    at, due = match.column("ref"), match.column("due")
    ref = parse_reference(cells.get(at + 1, "")) if at is not None and at not in cells else None
    if not ref or form_of(ref) not in forms or match.columns.get(at + 1) not in ("link", "keep", None, "title"):
        return None
    if due is not None and find_dates(cells.get(due, "")):  # the rest stands in its place
        rest = {column: text for column, text in cells.items() if column != at + 1}
        first, _, words = rest.get(at + 2, "").partition("\n")
        if match.columns.get(at + 1) == "link" and words and parse_links(first) and len(first.split()) < 6:
            rest |= {at + 1: first, at + 2: words}
        return {at: cells[at + 1]} | rest, (_slipped("right", lost=False),)
    if due is not None and not find_dates(cells.get(due + 1, "")):
        return None
    return {column - 1: text for column, text in cells.items()}, (_slipped("right", lost=True),)


def _stands(cells: dict[int, str], match: Match, forms: frozenset[str]) -> bool:
    """Whether a reference of the plan's own form stands in its own column, after an empty one: nothing has moved."""
    at = match.column("ref")
    ref = parse_reference(cells.get(at, "")) if at else None
    return bool(ref) and form_of(ref) in forms and bool(cells.get(match.column("title")))


def _is_date(text: str) -> bool:
    """Whether a cell is a deadline and hardly anything else."""
    rest, dates = text, [found for found in find_dates(text) if found.kind != "month" or found.day]
    for found in reversed(dates):
        rest = rest[: found.begin] + rest[found.end :]
    return bool(_STATES.fullmatch(text)) or (rest != text and len(rest.split()) < 4)


def _may_slip(match: Match, at: int) -> bool:
    dated = at < len(match.headings) and re.search(r"\bdate|\bwhen\b", match.headings[at], re.IGNORECASE)
    return match.columns.get(at) not in _DATES and not dated


def _moved_right(cells: dict[int, str], match: Match) -> dict[int, str]:
    """Each cell one to the right; words that stand first belong to the step, or to the action."""
    moved = {at + 1 if at else 0: text for at, text in cells.items()}
    first = moved.get(0, "")
    words = match.column("step") or match.column("title")
    if first and match.column("ref") == 0 and not parse_reference(first) and words and words not in moved:
        moved[words] = moved.pop(0)
    return moved


def _slipped(side: str, lost: bool) -> Issue:
    rest = "; its last cell is not in the document" if lost else ""
    return Issue("row_slipped", f"The row is printed one column to the {side} of its headings{rest}")
