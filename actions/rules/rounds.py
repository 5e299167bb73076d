"""The calendar of update rounds, and which day an answer speaks for: days in, days out."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS_APART = {"month": 1, "two_months": 2, "quarter": 3}
# A cut-off nearer than this leaves nobody time to answer: the next one is proposed.
SHORTEST = 5


def next_cut_off(day: int, every: str, today: date, last: date | None = None) -> date:
    """Return the cut-off that a round opened on `today` is proposed to have; `last` is that of the round before.

    >>> next_cut_off(25, "month", date(2020, 9, 3)), next_cut_off(25, "month", date(2020, 9, 24))
    (datetime.date(2020, 9, 25), datetime.date(2020, 10, 25))
    >>> next_cut_off(31, "month", date(2020, 9, 3))
    datetime.date(2020, 9, 30)
    >>> next_cut_off(25, "quarter", date(2020, 9, 3), last=date(2020, 8, 25))
    datetime.date(2020, 11, 25)
    """
    earliest = today + timedelta(days=SHORTEST)
    if last:
        earliest = max(earliest, in_month(last.year, last.month + MONTHS_APART[every], 1))
    here = in_month(earliest.year, earliest.month, day)
    return here if here >= earliest else in_month(earliest.year, earliest.month + 1, day)


def in_month(year: int, month: int, day: int) -> date:
    """Return that day of the month, its last where it is shorter; a month above 12 is one of the next year.

    >>> in_month(2020, 14, 31)
    datetime.date(2021, 2, 28)
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def speaks_for(said_on: date, *, answers_from: date, as_at: date, closes_on: date) -> date:
    """Return the day that an answer given on `said_on` speaks for.

    Up to the cut-off it answers the round: not before its first day, and where it comes after the day that was asked
    about, it speaks for that one. After the cut-off it speaks for itself, and the round stays unanswered.

    >>> round = {"answers_from": date(2020, 9, 1), "as_at": date(2020, 9, 20), "closes_on": date(2020, 9, 25)}
    >>> [speaks_for(date(2020, *day), **round).day for day in ((8, 28), (9, 3), (9, 23), (9, 28))]
    [1, 3, 20, 28]
    """
    return said_on if said_on > closes_on else max(answers_from, min(said_on, as_at))
