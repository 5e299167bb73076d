"""A staged item in; what is odd about its dates beside its other dates and those of its plan, as a Doubt or None, out.

Each check says in its first line what kind of plan it serves; none knows a layout.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from imports.pipeline.doubts import Doubt, Seen, long_day
from imports.shapes import StagedItem
from imports.values.date_words import find_dates

_FAR = timedelta(days=550)  # from every other date of the plan
_ENOUGH = 8  # dates of a plan, before one can stand apart from them
_JUST_SET = timedelta(days=182)  # a new date this long before its own row's progress was not set for the past
_OLD = timedelta(days=80)  # longer than the two months between most boards
_AIMED = re.compile(
    r"\b(?:aim\w*|target\w*|deadline|due|completed? by|go(?:es|ing)? live)\b[^.;\n]{0,25}\Z", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:brought forward|earlier|sooner|ahead)\b", re.IGNORECASE)


def year_apart(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans with dates: one whose year is far from every other date of the plan, and near in another year."""
    for day in (item.due, *item.revised):
        if day is None or _has_near(day, seen.days):
            continue
        others = [one for one in seen.days if one != day]
        if len(others) < _ENOUGH:
            continue
        middle = others[len(others) // 2]
        meant = _in_year(day, middle.year)
        if meant is None or abs(meant - middle) > _FAR:
            continue
        return Doubt(
            f"The year of {long_day(day)} is far from the plan's other dates, {others[0].year} to {others[-1].year}",
            suggestion=meant.isoformat(),
        )
    return None


def _has_near(day: date, days: Sequence[date]) -> bool:
    """Whether another of some days in order lies near one."""
    below, above = bisect_left(days, day), bisect_right(days, day)
    before, after = days[max(0, below - 1) : below], days[above : above + 1]
    return any(abs(other - day) <= _FAR for other in (*before, *after))


def new_date_in_the_past(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans that print a new date alone: one that lies half a year before the progress printed beside it.

    After a first date it may simply be overdue.
    """
    told = max((update.date for update in item.updates if update.date), default=seen.plan.as_at)
    if not item.revised or item.due or told is None or item.status == "complete":
        return None
    day = item.revised[-1]
    meant = _in_year(day, day.year + 1)
    if day + _JUST_SET > told or meant is None:
        return None
    return Doubt(
        f"The new date, {long_day(day)}, lies before the progress of {long_day(told)}: is the year right?",
        suggestion=meant.isoformat(),
    )


def new_date_before_first(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans that print both dates, in one cell or in two columns: the new date is before the first."""
    last = item.revised[-1] if item.revised else None
    told = " ".join((item.deadline_text or "", *(update.text for update in item.updates)))
    if last is None or item.due is None or last >= item.due or _EARLIER.search(told):
        return None
    meant = _in_year(last, last.year + 1)
    return Doubt(
        f"The new date, {long_day(last)}, is before the first, {long_day(item.due)}",
        suggestion=meant.isoformat() if meant and meant > item.due else "",
    )


def start_after_end(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans with a start: it lies after the date by which the work is to be done."""
    end = max((day for day in (item.due, *item.revised) if day), default=None)
    if item.start and end and item.start > end:
        return Doubt(f"The start, {long_day(item.start)}, is after the date, {long_day(end)}")
    return None


def progress_is_old(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans whose notes are dated: an open row whose newest note is months older than the plan's newest."""
    own = [update.date for update in item.updates if update.date and not update.lent]
    newest = max((day for day in (seen.newest, seen.plan.as_at) if day), default=None)
    if not own or newest is None or item.status in ("complete", "not_applicable", "not_yet_due"):
        return None
    if newest - max(own) < _OLD:
        return None
    return Doubt(f"Its newest progress is of {long_day(max(own))}, the newest in the plan of {long_day(newest)}")


def date_only_in_words(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans without a column for dates: a date that is aimed at stands in the words of the row."""
    if "due" in seen.fields or item.due or item.status == "complete":
        return None
    for text in (item.title, *(extra.text for extra in item.extra), *(update.text for update in item.updates)):
        for found in find_dates(text):
            if found.kind in ("date", "month") and _AIMED.search(text[: found.begin]):
                printed = " ".join(found.text.split())
                return Doubt(f"The date aimed at, “{printed}”, stands only in the words")
    return None


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
