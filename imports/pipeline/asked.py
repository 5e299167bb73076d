"""A table above a plan's section in; what inspectors asked for there, as recommendations, out.

Serves plans that print, under each area's heading, the recommendations it answers: a reference and its words, or the
dates on which something was raised and its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from imports.headings import plain_heading
from imports.shapes import Match, Recommendation, Section, StagedItem, Table
from imports.values.date_words import find_dates
from imports.values.references import parse_reference

_CODE = re.compile(r"(?:rec(?:ommendation)?\.?\s*)?[A-Z]{0,4}\.?\s?\d{1,3}(?:\.\d+)*[a-z]?", re.IGNORECASE)
_BARE = re.compile(r"(?:date|when)(?: made)?\Z")
_RAISED = re.compile(r"\b(?:raised|identified|said|made|date|when)\b")
_SAID = re.compile(r"\b(?:recommend\w*|findings?|areas? for improvement|inspect\w*|asked)\b", re.IGNORECASE)
_LEAST_WORDS = 3


def recommendations_in(table: Table) -> tuple[Recommendation, ...]:
    """The recommendations that a table of two or three columns holds; empty where it is another thing."""
    rows = [[" ".join(cell.text.split()) for cell in row] for row in table.rows]
    if table.width > 3 or not rows:
        return ()
    return _by_date(rows) or _by_reference(rows, table)


def _by_date(rows: list[list[str]]) -> tuple[Recommendation, ...]:
    """`Date raised | Area for improvement`: words with the days on which they were said."""
    heads = [plain_heading(text) for text in rows[0]]
    dated = next((at for at, head in enumerate(heads) if _RAISED.search(head)), None)
    worded = next((at for at in reversed(range(len(heads))) if at != dated and heads[at]), None)
    if dated is None or worded is None or len(rows) < 2:
        return ()
    if _BARE.match(heads[dated]) and not _SAID.search(heads[worded]):
        return ()  # `Date | Item | Lead officer`: a programme of work
    numbered = next((at for at in range(len(heads)) if at not in (dated, worded)), None)
    found: list[Recommendation] = []
    for row in rows[1:]:
        cells = row + [""] * (len(heads) - len(row))
        days = tuple(one.day for one in find_dates(cells[dated]) if one.day)
        if days and found and not cells[worded]:  # so does this one, by more dates
            found[-1] = replace(found[-1], raised_on=(*found[-1].raised_on, *days))
        elif not days and found:  # the row runs on over the page
            found[-1] = replace(found[-1], text=f"{found[-1].text} {cells[worded]}".strip())
        elif days and len(cells[worded].split()) >= _LEAST_WORDS:
            ref = parse_reference(cells[numbered]) if numbered is not None and cells[numbered] else None
            found.append(Recommendation(cells[worded], ref, days, rows[0][worded]))
        elif cells[worded]:
            return ()
    return tuple(found)


def _by_reference(rows: list[list[str]], table: Table) -> tuple[Recommendation, ...]:
    """`R6c | Improve the oversight of …`: a reference and the words, under a line that names them."""
    lines = [p.text for p in (*table.titles, *table.above[-2:]) if len(p.text.split()) < 16]
    above = next((text for text in reversed(lines) if _SAID.search(text)), lines[-1] if lines else "")
    pairs = [[text for text in row if text] for row in rows]
    if len(pairs[0]) == 1 and _SAID.search(pairs[0][0]) and len(pairs) > 1:
        above, pairs = pairs[0][0], pairs[1:]  # the line that names them is a row of the table
    if any(len(pair) != 2 or len(pair[1].split()) < _LEAST_WORDS for pair in pairs):
        return ()
    coded = [bool(_CODE.fullmatch(pair[0])) for pair in pairs]
    if not all(coded) or not (_SAID.search(above) or all(pair[0][:1].isalpha() for pair in pairs)):
        return ()
    source = above.rstrip(" .:") if _SAID.search(above) else None
    return tuple(Recommendation(words, parse_reference(ref) or ref, (), source) for ref, words in pairs)


def with_recommendations(
    sections: Sequence[Section], actions: Sequence[StagedItem], tables: Sequence[Match]
) -> tuple[Section, ...]:
    """The sections, each with what was asked for above the table of its actions."""
    asked = {match.table.source.table: match.asked for match in tables if match.asked}
    of_section: dict[str, list[Recommendation]] = {}
    for action in actions:
        found = asked.pop(action.source.table, ()) if action.section else ()
        of_section.setdefault(action.section or "", []).extend(found)
    return tuple(
        replace(one, recommendations=(*one.recommendations, *of_section.get(one.ref or one.title, ())))
        for one in sections
    )
