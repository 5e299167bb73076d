"""Days, months and moves of dates written in every form that papers print; each read back as it was meant."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.readers.excel_values import shown
from imports.values.dates import parse_deadline

DAYS = st.dates(date(2008, 1, 1), date(2039, 12, 31))


def _suffix(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _long(day: date) -> str:
    return f"{day.day}{_suffix(day.day)} {day:%B %Y}"


WRITTEN = {
    "31/03/2024": lambda day: f"{day:%d/%m/%Y}",
    "31/3/24": lambda day: f"{day.day}/{day.month}/{day:%y}",
    "31.03.2024": lambda day: f"{day:%d.%m.%Y}",
    "31.3.24": lambda day: f"{day.day}.{day.month}.{day:%y}",
    "31-03-2024": lambda day: f"{day:%d-%m-%Y}",
    "31 / 03 / 2024": lambda day: f"{day:%d / %m / %Y}",
    "2024-03-31": lambda day: day.isoformat(),
    "2024-03-31T00:00:00Z": lambda day: f"{day}T00:00:00Z",
    "31/03/2024 17:00": lambda day: f"{day:%d/%m/%Y} 17:00",
    "31/Mar/24 12:00 AM": lambda day: f"{day:%d/%b/%y} 12:00 AM",
    "31 March 2024": lambda day: f"{day.day} {day:%B %Y}",
    "31st March 2024": _long,
    "31ST MARCH 2024": lambda day: _long(day).upper(),
    "31st of March, 2024": lambda day: f"{day.day}{_suffix(day.day)} of {day:%B}, {day.year}",
    "31 Mar 24": lambda day: f"{day.day} {day:%b %y}",
    "31-Mar-2024": lambda day: f"{day:%d-%b-%Y}",
    "Sunday 31 March 2024": lambda day: f"{day:%A} {day.day} {day:%B %Y}",
    "Sun, 31 Mar 2024": lambda day: f"{day:%a}, {day.day} {day:%b %Y}",
    "March 31, 2024": lambda day: f"{day:%B} {day.day}, {day.year}",
    "by 31 March 2024": lambda day: f"by {day.day} {day:%B %Y}",
}


@pytest.mark.parametrize("form", WRITTEN)
def test_a_day_is_read_back_in_every_form_that_it_is_written_in(form):
    @settings(max_examples=40, database=None)
    @given(DAYS)
    def holds(day):
        read = parse_deadline(WRITTEN[form](day))
        assert (read.kind, read.due, read.revised, read.issues) == ("date", day, (), ())

    holds()


MONTHS = {
    "March 2024": "%B %Y",
    "Mar 2024": "%b %Y",
    "Mar-24": "%b-%y",
    "Mar/2024": "%b/%Y",
    "end of March 2024": "end of %B %Y",
    "By end March 2024": "By end %B %Y",
}


@pytest.mark.parametrize("form", MONTHS)
def test_a_month_is_read_back_as_its_last_day(form):
    @settings(max_examples=40, database=None)
    @given(DAYS)
    def holds(day):
        read = parse_deadline(day.strftime(MONTHS[form]))
        assert (read.kind, read.due) == ("month", day.replace(day=calendar.monthrange(day.year, day.month)[1]))

    holds()


@settings(max_examples=60, database=None)
@given(DAYS, st.integers(1, 700), st.sampled_from(sorted(WRITTEN)), st.sampled_from(sorted(WRITTEN)))
def test_a_move_is_read_back_whatever_its_two_days_are_written_in(day, later, one, other):
    if one.startswith("by") or other.startswith("by"):
        return
    moved = date.fromordinal(day.toordinal() + later)
    read = parse_deadline(f"{WRITTEN[one](day)} revised to {WRITTEN[other](moved)}")
    assert (read.due, read.revised) == (day, (moved,))


@settings(max_examples=60, database=None)
@given(
    DAYS,
    st.sampled_from(["mm-dd-yy", "dd/mm/yyyy", "d mmm yyyy", "[$-809]dd mmmm yyyy;@", "yyyy-mm-dd", "m/d/yy h:mm"]),
)
def test_a_day_in_a_workbook_is_read_back_whatever_its_format(day, form):
    for value in (day, datetime.combine(day, time(0))):
        assert parse_deadline(shown(value, form)).due == day
