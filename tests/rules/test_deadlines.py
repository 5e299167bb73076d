"""First date, date now, moves and lateness, read off the history of dates."""

from datetime import UTC, date, datetime

import pytest

from actions.rules.deadlines import Deadline, days_later, days_overdue, read_deadline, telling_rows
from tests.rules.builders import move

JAN, MAR, MAY, JUL = date(2020, 1, 31), date(2020, 3, 31), date(2020, 5, 31), date(2020, 7, 31)
TODAY = date(2020, 12, 1)


def moment(month, day=1):
    return datetime(2020, month, day, 9, tzinfo=UTC)


def corrected(*moves, wrong, to, on=None):
    """Return `moves` and a correction of the one at place `wrong`, speaking for the same day."""
    return (*moves, move("correction", to, corrects=moves[wrong].id, on=on or moves[wrong].effective_on))


FIRST = move("first", JAN)
EXTENDED = move("extension", MAR, frm=JAN, on=date(2020, 2, 1))
AGAIN = move("extension", MAY, frm=MAR, on=date(2020, 4, 1))
FORWARD = move("brought_forward", JAN, frm=MAR, on=date(2020, 2, 1))
ALONE = move("extension", MAR, text="Revised 31/03/20")
FOUND = move("found", JAN, on=date(2020, 6, 1))
REMOVED = move("removed", None, frm=JAN, text="Ongoing", precision="none", on=date(2020, 2, 1))
TBC = move("first", None, text="TBC", precision="none")

HISTORIES = {
    "no row at all gives no date and no move": ((), (None, None, 0)),
    "one first date is first date and date now": ((FIRST,), (JAN, JAN, 0)),
    "an extension moves the date now and counts once": ((FIRST, EXTENDED), (JAN, MAR, 1)),
    "two extensions count twice": ((FIRST, EXTENDED, AGAIN), (JAN, MAY, 2)),
    "the order in which rows were written does not matter": ((AGAIN, EXTENDED, FIRST), (JAN, MAY, 2)),
    "a date brought forward is no extension": ((move("first", MAR), FORWARD), (MAR, JAN, 0)),
    "a revised date alone has moved at least once, from a first date nobody knows": ((ALONE,), (None, MAR, 1)),
    "a first date found later stands, and the date now stays": ((ALONE, FOUND), (JAN, MAR, 1)),
    "a found date alone is also the date now": ((FOUND,), (JAN, JAN, 0)),
    "a date taken away leaves the first date": ((FIRST, REMOVED), (JAN, None, 0)),
    "a date set again after it was taken away has moved": (
        (FIRST, REMOVED, move("extension", MAR, on=date(2020, 3, 1))), (JAN, MAR, 1)
    ),
    "however it was written down": ((FIRST, REMOVED, move("first", MAR, on=date(2020, 3, 1))), (JAN, MAR, 1)),
    "the same date set again has not": ((FIRST, REMOVED, move("extension", JAN, on=date(2020, 3, 1))), (JAN, JAN, 0)),
    "words without a date give no date": ((TBC,), (None, None, 0)),
    "the first real date after words without one is the first date": (
        (TBC, move("first", MAR, on=date(2020, 2, 1))), (MAR, MAR, 0)
    ),
    "a corrected first date counts as if it had always been so": (corrected(FIRST, wrong=0, to=MAR), (MAR, MAR, 0)),
    "a corrected extension is still one move": (corrected(FIRST, EXTENDED, wrong=1, to=JUL), (JAN, JUL, 1)),
    "a corrected first date leaves the extension after it": (
        corrected(FIRST, EXTENDED, wrong=0, to=date(2020, 1, 15)), (date(2020, 1, 15), MAR, 1)
    ),
    "an extension that was only a typing error is no move": (
        corrected(FIRST, EXTENDED, wrong=1, to=JAN), (JAN, JAN, 0)
    ),
    "a correction of a row that was taken back goes with it": (
        corrected(FIRST, EXTENDED._replace(retracted_at=moment(6)), wrong=1, to=JUL), (JAN, JAN, 0)
    ),
    "a move taken back counts no more": ((FIRST, EXTENDED._replace(retracted_at=moment(6))), (JAN, JAN, 0)),
}  # fmt: skip


@pytest.mark.parametrize(("moves", "expected"), HISTORIES.values(), ids=HISTORIES)
def test_the_history_of_dates_says(moves, expected):
    found = read_deadline(moves, TODAY)
    assert (found.original_due, found.due, found.times_moved) == expected


def test_a_correction_of_a_correction_reaches_the_row_first_written():
    first = move("first", JAN)
    once = move("correction", MAR, corrects=first.id)
    twice = move("correction", MAY, corrects=once.id)
    assert read_deadline((first, once, twice), TODAY).original_due == MAY


def test_a_move_that_speaks_for_a_later_day_does_not_count_yet():
    assert read_deadline((FIRST, EXTENDED), date(2020, 1, 31)).due == JAN
    assert read_deadline((FIRST, EXTENDED), date(2020, 2, 1)).due == MAR


@pytest.mark.parametrize(
    ("known_at", "due"), [(moment(1, 15), JAN), (moment(3), MAR), (None, JAN)], ids=["before", "while held", "now"]
)
def test_what_the_register_knew_then_counts_even_where_it_was_taken_back_since(known_at, due):
    taken_back = EXTENDED._replace(retracted_at=moment(6))
    assert read_deadline((FIRST, taken_back), TODAY, known_at).due == due


ASKED = move("extension", MAR, frm=JAN, on=date(2020, 2, 1), asks=True)
AGREED = ASKED._replace(decision="agreed", decided_on=date(2020, 3, 1), decided_at=moment(3, 2))
REFUSED = ASKED._replace(decision="refused", decided_on=date(2020, 3, 1), decided_at=moment(3, 2))


@pytest.mark.parametrize(
    ("row", "as_of", "known_at", "due", "times", "waits"),
    [
        (ASKED, TODAY, None, JAN, 0, True),
        (AGREED, TODAY, None, MAR, 1, False),
        (AGREED, date(2020, 2, 28), None, JAN, 0, True),
        (AGREED, date(2020, 3, 1), None, MAR, 1, False),
        (AGREED, TODAY, moment(3, 1), JAN, 0, True),
        (REFUSED, TODAY, None, JAN, 0, False),
        (REFUSED, date(2020, 2, 28), None, JAN, 0, True),
    ],
    ids=[
        "undecided it waits and the date before counts",
        "agreed it counts",
        "the day before it was agreed it still waited",
        "it counts from the day it was agreed for",
        "a decision recorded later was not known then",
        "refused it neither counts nor waits",
        "before it was refused it waited",
    ],
)
def test_a_date_asked_for_counts_once_it_is_agreed(row, as_of, known_at, due, times, waits):
    found = read_deadline((FIRST, row), as_of, known_at)
    assert (found.due, found.times_moved, found.asked is not None) == (due, times, waits)


def test_a_date_agreed_late_counts_from_then_on_whatever_came_between():
    asked = move("extension", MAY, frm=JAN, on=date(2020, 2, 1), asks=True, decision="agreed",
                 decided_on=date(2020, 4, 1), decided_at=moment(4))  # fmt: skip
    between = move("extension", MAR, frm=JAN, on=date(2020, 3, 1))
    assert read_deadline((FIRST, asked, between), date(2020, 3, 15)).due == MAR
    assert read_deadline((FIRST, asked, between), TODAY).due == MAY


def test_a_typing_error_in_a_date_that_waits_is_put_right_too():
    asked = move("extension", MAY, frm=JAN, on=date(2020, 2, 1), asks=True)
    assert read_deadline(corrected(FIRST, asked, wrong=1, to=JUL), TODAY).asked.to_due == JUL


def test_text_precision_and_start_are_those_of_the_row_that_set_the_date():
    row = move("first", MAR, text="January – March 2020", precision="range", start=date(2020, 1, 1))
    found = read_deadline((row,), TODAY)
    assert (found.text, found.precision, found.start) == ("January – March 2020", "range", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("is_open", "due", "days"),
    [(True, date(2020, 11, 30), 1), (True, TODAY, 0), (True, date(2020, 12, 2), 0), (False, JAN, 0), (True, None, 0)],
    ids=["a day late", "due today is not late", "due tomorrow", "not open is never late", "no date is never late"],
)
def test_days_overdue(is_open, due, days):
    assert days_overdue(is_open, due, TODAY) == days


LATER = {
    "open and not due counts to the date now": (True, JAN, MAR, None, date(2020, 2, 1), 60),
    "open and overdue counts to the day of judgement": (True, JAN, MAR, None, date(2020, 4, 10), 70),
    "open without a date now counts to the day of judgement": (True, JAN, None, None, date(2020, 2, 10), 10),
    "open before a first date that never moved is nought": (True, JAN, JAN, None, date(2020, 1, 1), 0),
    "brought forward is a negative number": (True, MAR, JAN, None, date(2020, 1, 1), -60),
    "done counts to the day it was done": (False, JAN, MAR, date(2020, 2, 2), TODAY, 2),
    "done early is a negative number": (False, JAN, JAN, date(2020, 1, 30), TODAY, -1),
    "done on a day nobody knows is not known": (False, JAN, JAN, None, TODAY, None),
    "without a first date it is not known, never nought": (True, None, MAR, None, TODAY, None),
}


@pytest.mark.parametrize(("is_open", "first", "due", "done_on", "as_of", "days"), LATER.values(), ids=LATER)
def test_days_later_than_first_agreed(is_open, first, due, done_on, as_of, days):
    assert days_later(is_open, Deadline(original_due=first, due=due), as_of, done_on) == days


TOLD = {
    "no date": ((), (None, None)),
    "a first date": ((FIRST,), (0, 0)),
    "moved since": ((FIRST, EXTENDED), (0, 1)),
    "put right": (corrected(FIRST, wrong=0, to=MAR), (1, 1)),
    "put right twice": (corrected(*corrected(FIRST, wrong=0, to=MAR), wrong=1, to=MAY), (2, 2)),
    "a first date found later": ((ALONE, FOUND), (1, 0)),
}


@pytest.mark.parametrize(("rows", "told"), TOLD.values(), ids=TOLD)
def test_it_is_known_which_row_tells_a_date(rows, told):
    assert telling_rows(rows, TODAY) == tuple(None if at is None else rows[at].id for at in told)
