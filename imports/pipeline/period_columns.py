"""A plan with a column for each quarter or month in; each row's words under them, as dated steps, out.

Serves delivery plans of partnerships and integrated care boards: `Q1 2024/25 | Q2 | Q3 | Q4`, what is due in each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from imports.shapes import Match, Row, StagedItem
from imports.values.date_words import FoundDate, find_dates

_LEAST = 2  # columns of periods that make a plan of them
_WORDED = re.compile(r"[A-Za-z]{3,}")
_YEAR = re.compile(r"\b20\d\d\s*[/-]\s*(?:20)?\d\d\b")
_QUARTER = re.compile(r"(?:q|qtr|quarter)\s?[1-4]", re.IGNORECASE)


def period_columns(match: Match, rows: Sequence[Row]) -> Mapping[int, FoundDate]:
    """The columns whose headings are each a quarter or a month with a year, where words stand below most of them.

    Quarters without a year are those of the financial year that the table's own lines name.
    """
    if match.column("step") is not None or match.column("due") is not None:
        return {}
    found = {
        at: period
        for at, heading in enumerate(match.headings)
        if match.columns.get(at) in (None, "keep") and (period := _period(heading, match)) is not None
    }
    cells = [text for row in rows for at in found if (text := row.cells.get(at))]
    worded = sum(1 for text in cells if _WORDED.search(text))
    return found if len(found) >= _LEAST and worded * 2 > len(cells) else {}


def _period(heading: str, match: Match) -> FoundDate | None:
    text = " ".join(heading.split())
    if _QUARTER.fullmatch(text):
        lines = (paragraph.text for paragraph in reversed((*match.table.titles, *match.table.above)))
        year = next((named[0] for line in lines if (named := _YEAR.search(line))), "")
        text = f"{text} {year}".strip()
    dates = find_dates(text)
    whole = len(dates) == 1 and not re.sub(r"\W", "", text[: dates[0].begin] + text[dates[0].end :])
    return dates[0] if whole and dates[0].day and dates[0].kind in ("quarter", "month") else None


def steps_by_period(row: Row, periods: Mapping[int, FoundDate]) -> tuple[StagedItem, ...]:
    """What a row prints under each period, as steps due at its end; empty where nothing has words."""
    return tuple(
        StagedItem(
            title=row.cells[at].removeprefix("• "),
            due=period.day,
            deadline_text=period.text,
            deadline_kind=period.kind,
            source=row.source,
        )
        for at, period in sorted(periods.items())
        if _WORDED.search(row.cells.get(at, ""))
    )
