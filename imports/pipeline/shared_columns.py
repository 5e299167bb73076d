"""A table's rows in; the same rows with a column of owners and dates parted into two columns, out.

Serves auditors' and scrutiny plans that print `Responsible officer and date`, `Who / by when` as one column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from imports.headings import OWNER_FIELDS, field_of
from imports.shapes import Cell
from imports.values.date_words import find_dates
from imports.values.names import is_owner_like

Cells = tuple[Cell, ...]
_AND = re.compile(r"\s*(?:\band\b|&|/|,|;|\+|\n|\s[–-]\s)\s*", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:on-?going|t\.?b\.?[acd]\b\.?|to be (?:confirmed|agreed)|asap|as soon as possible|immediate(?:ly)?|"
    r"completed?|continuous|n/a)",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(?<=[.;])\s+(?=[A-Z])|\n")  # between sentences and lines
_BEFORE_DATE = re.compile(
    r"(?:\b(?:by|the|end(?: of)?|start of|from|before|until|early|mid|late|due|revised|changed|extended|now|then|"
    r"orig(?:inal(?:ly)?)?|target|date|deadline|to|in|on|complete by)\b[\s:.(–-]*)+\Z",
    re.IGNORECASE,
)


def part_columns(rows: Sequence[Cells], head: int) -> list[Cells]:
    """The rows with every column that holds both owner and date printed as two; `head` is the row of headings."""
    shared = [(at, parts) for at, cell in enumerate(rows[head]) if (parts := _two_headings(cell.text))]
    parted = [list(row) for row in rows]
    for at, (first, second) in reversed(shared):
        owner_first = field_of(first)[0] in OWNER_FIELDS
        for number, row in enumerate(parted):
            if at >= len(row):
                continue
            who, when = (first, second) if number == head else owner_and_date(row[at].text)
            if number != head and not owner_first:
                who, when = when, who
            if number < head:
                who, when = row[at].text, ""
            row[at : at + 1] = [replace(row[at], text=who), replace(row[at], text=when)]
    return [tuple(row) for row in parted]


def part_answers(rows: Sequence[Cells], head: int) -> list[Cells]:
    """The rows with every column that holds an answer, who is to act and by when printed as three columns."""
    parted = [list(row) for row in rows]
    shared = [(at, names) for at, cell in enumerate(rows[head]) if (names := _three_headings(cell.text))]
    for at, names in reversed(shared):
        for number, row in enumerate(parted):
            if at < len(row):
                words = names if number == head else (row[at].text, "", "")
                words = answer_owner_date(row[at].text) if number > head else words
                row[at : at + 1] = [replace(row[at], text=text) for text in words]
    return [tuple(row) for row in parted]


def _three_headings(heading: str) -> tuple[str, str, str] | None:
    """`Management response, responsible officer and target date`: what answers, who, by when, in that order."""
    parts = [part for part in _AND.split(heading) if part]
    if len(parts) != 3 or len(heading) > 90:
        return None
    first, who, when = (field_of(part)[0] for part in parts)
    told = first in ("response", "title") and who in OWNER_FIELDS and when == "due"
    return (parts[0], parts[1], parts[2]) if told else None


def answer_owner_date(text: str) -> tuple[str, str, str]:
    """The words, the owners and the date of a cell that ends with who is to act and when.

    >>> answer_owner_date("The round will be redrawn. Tree Officer, 31 January 2024")
    ('The round will be redrawn.', 'Tree Officer', '31 January 2024')
    >>> answer_owner_date("Agreed. It will be done.")
    ('Agreed. It will be done.', '', '')
    """
    pieces = _PIECE.split(text)
    begin = len(pieces)
    while begin > 0 and (find_dates(pieces[begin - 1]) or begin < len(pieces) and is_owner_like(pieces[begin - 1])):
        begin -= 1
        if is_owner_like(owner_and_date(pieces[begin])[0]):
            break
    who, when = owner_and_date("\n".join(pieces[begin:]))
    return (" ".join(pieces[:begin]), who, when) if when else (text, "", "")


def _two_headings(heading: str) -> tuple[str, str] | None:
    """The two headings in one, of which one names owners and one a date."""
    parts = [part for part in _AND.split(heading) if part]
    if len(parts) != 2 or len(heading) > 60:
        return None
    fields = [field_of(part) for part in parts]
    names = {field for field, weight in fields if weight == 1.0}
    return (parts[0], parts[1]) if names & set(OWNER_FIELDS) and "due" in names else None


def owner_and_date(text: str) -> tuple[str, str]:
    """The owners and the deadline that stand in one cell.

    >>> owner_and_date("Head of Housing; Chief Accountant by 30/09/2019")
    ('Head of Housing; Chief Accountant', 'by 30/09/2019')
    >>> owner_and_date("Revenues Manager Ongoing"), owner_and_date("Head of HR")
    (('Revenues Manager', 'Ongoing'), ('Head of HR', ''))
    """
    spans = sorted(
        [(one.begin, one.end) for one in find_dates(text)] + [found.span() for found in _STATES.finditer(text)]
    )
    if not spans:
        return text, ""
    owners, dates, begin = [], [], 0
    for first, last in spans:
        if first < begin:
            continue
        leading = _BEFORE_DATE.search(text[begin:first])
        opens = begin + leading.start() if leading else first
        owners.append(text[begin:opens])
        dates.append(text[opens:last])
        begin = last
    owners.append(text[begin:])
    names = [name for part in owners if (name := part.strip(" ,;:.()–-\n")) and re.search(r"[A-Za-z]{2}", name)]
    return "; ".join(names), " ".join(date.strip() for date in dates)
