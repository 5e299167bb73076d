"""A row whose milestones and dates stand as two lists, side by side in two cells, in; its dated steps out.

Serves plans that print `Key steps` as a list and `By when` as a list of as many dates, and lists of a) b) c).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from imports.headings import OWNER_FIELDS
from imports.shapes import Match, Row, StagedItem
from imports.values.bullets import MARKS, starts_bullet
from imports.values.date_words import find_dates
from imports.values.dates import parse_deadline
from imports.values.people import parse_owners
from imports.values.ratings import is_status, parse_status

_LETTERS = re.compile(r"(?:(?<=\s)|\A)\(?([a-h])[.)]\s+")
_COUNTED = re.compile(r"\(?\d{1,2}[.)]\s+(?=\S)")
_MOST_WORDS = 6  # of a line that is a date and nothing else


def parallel_steps(row: Row, match: Match, weeks: Mapping[int, date] | None = None) -> tuple[StagedItem, ...]:
    """The steps of a row with as many dates as milestones; empty where the two cells do not go together."""
    due = match.column("due")
    dates = _dates(row.cells.get(due, "")) if due is not None else ()
    if len(dates) < 2:
        return ()
    for field in ("step", "title"):
        at = match.column(field)
        lines = _listed(row.cells.get(at, ""), plain=field == "step") if at is not None else ()
        if len(lines) == len(dates):
            return tuple(
                _step(title, when, row, match, number, len(dates), weeks)
                for number, (title, when) in enumerate(zip(lines, dates, strict=True))
            )
    return ()


def _step(title: str, when: str, row: Row, match: Match, number: int, of: int, weeks) -> StagedItem:
    deadline = parse_deadline(when, weeks)
    beside = {
        field: lines[number]
        for at, field in match.columns.items()
        if field in (*OWNER_FIELDS, "status", "rag") and len(lines := row.cells.get(at, "").split("\n")) == of
    }
    owners = next((parse_owners(text, field)[0] for field, text in beside.items() if field in OWNER_FIELDS), ())
    said = [parse_status(text) for field, text in beside.items() if field not in OWNER_FIELDS and is_status(text)]
    return StagedItem(
        title=title,
        owners=owners,
        start=deadline.start,
        due=deadline.due,
        revised=deadline.revised,
        done_on=deadline.done_on,
        deadline_text=when,
        deadline_kind=deadline.kind,
        review=deadline.review,
        problems=deadline.issues,
        status_text=next((one.text for one in said), None),
        status=next((one.status for one in said if one.status), deadline.status),
        rag=next((one.rag for one in said if one.rag), None),
        source=row.source,
    )


def _dates(text: str) -> Sequence[str]:
    """The lines of a deadline cell that are each a date or a state and nothing else; empty where any is more."""
    lines = _listed(text, plain=True)
    if len(lines) < 2:
        found = find_dates(text)
        rest = re.sub(r"[\W_]+", "", "".join(text[a.end : b.begin] for a, b in zip(found, found[1:], strict=False)))
        lines = [one.text for one in found] if not rest else []
    whole = all(
        len(line.split()) <= _MOST_WORDS and parse_deadline(line).kind not in ("text", "none") for line in lines
    )
    return lines if whole else ()


def _listed(text: str, plain: bool) -> list[str]:
    """The items of a list in a cell: bullets, letters a) b) c), or with `plain` its lines."""
    lines = text.split("\n")
    bullets = [line.strip(f"{MARKS} -–—") for line in lines if starts_bullet(line)]
    if len(bullets) > 1:
        return bullets
    letters = list(_LETTERS.finditer(text))
    if len(letters) > 1 and [found[1] for found in letters] == list("abcdefgh"[: len(letters)]):
        edges = [found.start() for found in letters[1:]] + [len(text)]
        return [text[found.end() : end].strip(" \n;,") for found, end in zip(letters, edges, strict=True)]
    lines = [line for line in lines if line.strip()]
    if all(_COUNTED.match(line) for line in lines):
        lines = [_COUNTED.sub("", line) for line in lines]
    return lines if plain and len(lines) > 1 else []
