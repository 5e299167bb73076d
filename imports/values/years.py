"""A deadline without a year and the day its plan speaks for in; the same words with the year that they mean, out.

Serves plans that print `30 September`, `End of Quarter 2` or `Autumn term` and leave the year to the reader.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from imports.values.date_words import NO_YEAR, FoundDate, find_dates

_BEHIND, _AHEAD = timedelta(days=92), timedelta(days=274)  # together a year: each day and month falls in once
_EVERY_YEAR = re.compile(r"\b(?:each|every|annual(?:ly)?|yearly|per annum|meeting|committee|board|cabinet)\b", re.I)


def with_years(text: str, as_at: date) -> str:
    """The deadline with the year that makes each bare date fall near the day the plan speaks for; else unchanged.

    A plan looks ahead: a date up to three months before that day has passed, any other is still to come.

    >>> with_years("30 September", date(2022, 6, 30)), with_years("February", date(2022, 6, 30))
    ('30 September 2022', 'February 2023')
    >>> with_years("End of Quarter 2", date(2022, 6, 30)), with_years("June each year", date(2022, 6, 30))
    ('End of Quarter 2 2022/23', 'June each year')
    """
    if _EVERY_YEAR.search(text):
        return text
    for found in reversed(find_dates(text)):
        year = _year_of(found, as_at) if found.doubt == NO_YEAR else None
        text = f"{text[: found.end]} {year}{text[found.end :]}" if year else text
    return text


def _year_of(found: FoundDate, as_at: date) -> str | None:
    """The one year in which a bare date falls within the stretch; a quarter is of the financial year."""
    years = range(as_at.year - 1, as_at.year + 2)
    printed = [f"{year}/{(year + 1) % 100:02d}" if found.kind == "quarter" else str(year) for year in years]
    for year in printed:
        dated = find_dates(f"{found.text} {year}")
        if len(dated) == 1 and dated[0].day and as_at - _BEHIND < dated[0].day <= as_at + _AHEAD:
            return year
    return None
