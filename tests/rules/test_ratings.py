"""The rating that counts, what the dates say, and where the first is better than the second allows."""

from dataclasses import replace
from datetime import date

import pytest

from actions.rules import ratings
from actions.rules.facts import Label
from actions.vocabulary import DayFact
from tests.rules.builders import AMBER, BLUE, GREEN, RED, SCHEME, rating

TODAY = date(2020, 12, 1)
JUDGES_NOTHING = Label("In progress", "grey", "Work has begun.")
TWO = (RED, GREEN)
BY_DAYS = (replace(RED, from_days_late=90), replace(AMBER, from_days_late=30), GREEN, BLUE)


SAYS = {
    "done": ({"is_done": True, "overdue": 9}, DayFact.DONE),
    "not stated": ({"not_stated": True, "is_open": False}, DayFact.NOT_STATED),
    "paused or no longer needed says nothing": ({"is_open": False}, None),
    "open without a date": ({"due": None}, DayFact.NO_DATE),
    "open and late": ({"overdue": 3}, DayFact.OVERDUE),
    "late outweighs moved": ({"overdue": 3, "moved": True}, DayFact.OVERDUE),
    "moved and not late": ({"moved": True}, DayFact.DATE_MOVED),
    "open, not late, never moved": ({}, DayFact.ON_TIME),
}


@pytest.mark.parametrize(("facts", "says"), SAYS.values(), ids=SAYS)
def test_what_the_dates_say(facts, says):
    usual = {"is_done": False, "is_open": True, "not_stated": False, "due": TODAY, "overdue": 0, "moved": False}
    assert ratings.what_the_dates_say(**usual | facts) == says


DISPUTED = {
    "green and on time": (GREEN, SCHEME, DayFact.ON_TIME, 0, False),
    "green and a day late": (GREEN, SCHEME, DayFact.OVERDUE, 1, True),
    "amber and a day late is the lowest but one": (AMBER, SCHEME, DayFact.OVERDUE, 1, False),
    "amber and a month late": (AMBER, SCHEME, DayFact.OVERDUE, 31, False),
    "amber and over a month late": (AMBER, SCHEME, DayFact.OVERDUE, 32, True),
    "red is never better than the dates": (RED, SCHEME, DayFact.OVERDUE, 400, False),
    "red and on time is worse, and no dispute": (RED, SCHEME, DayFact.ON_TIME, 0, False),
    "blue and late": (BLUE, SCHEME, DayFact.OVERDUE, 1, True),
    "blue means complete, which an open action is not": (BLUE, SCHEME, DayFact.ON_TIME, 0, True),
    "blue and done": (BLUE, SCHEME, DayFact.DONE, 0, False),
    "blue where the plan does not say whether it is done": (BLUE, SCHEME, DayFact.NOT_STATED, 0, False),
    "moved but not late allows any label": (GREEN, SCHEME, DayFact.DATE_MOVED, 0, False),
    "a label without rank is never disputed": (JUDGES_NOTHING, (*SCHEME, JUDGES_NOTHING), DayFact.OVERDUE, 400, False),
    "no rating, no dispute": (None, SCHEME, DayFact.OVERDUE, 400, False),
    "a plan without a scheme disputes nothing": (GREEN, (), DayFact.OVERDUE, 400, False),
    "what the dates cannot judge is not disputed": (GREEN, SCHEME, None, 400, False),
    "of two labels the better one is disputed at once": (GREEN, TWO, DayFact.OVERDUE, 1, True),
    "a label may stand beside overdue by the plan's own key": (
        replace(AMBER, stands_beside=frozenset({"overdue"})), SCHEME, DayFact.OVERDUE, 400, False
    ),
    "by the plan's own days, green stands for 29 of them": (GREEN, BY_DAYS, DayFact.OVERDUE, 29, False),
    "by the plan's own days, green falls at 30": (GREEN, BY_DAYS, DayFact.OVERDUE, 30, True),
    "by the plan's own days, amber stands at 89": (BY_DAYS[1], BY_DAYS, DayFact.OVERDUE, 89, False),
    "by the plan's own days, amber falls at 90": (BY_DAYS[1], BY_DAYS, DayFact.OVERDUE, 90, True),
}  # fmt: skip


@pytest.mark.parametrize(("label", "scheme", "says", "overdue", "expected"), DISPUTED.values(), ids=DISPUTED)
def test_reported_better_than_the_dates_show(label, scheme, says, overdue, expected):
    assert ratings.is_disputed(label, scheme, says, overdue) is expected


@pytest.mark.parametrize(
    ("scheme", "overdue", "best"),
    [(SCHEME, 0, None), (SCHEME, 1, AMBER), (SCHEME, 32, RED), (TWO, 1, RED), ((), 9, None)],
    ids=["not late", "late", "over a month late", "two labels", "no scheme"],
)
def test_the_best_label_that_lateness_leaves_open(scheme, overdue, best):
    assert ratings.best_label_allowed(scheme, overdue) == best


MARCH, MAY = date(2020, 3, 1), date(2020, 5, 1)
BY_HAND = rating(
    "Red", kind="by_hand", reason="The funding fell through.", on=date(2020, 3, 1), lapses_on=date(2020, 6, 1)
)
STANDING = rating("Red", kind="by_hand", reason="The funding fell through.", on=MARCH)
LIFTED = rating(None, kind="by_hand", reason="The money came.", on=MAY, stated="")
AGAIN = rating("Amber", kind="by_hand", reason="Half of it went.", on=date(2020, 6, 1))
BY_HAND_LATER = rating("Amber", kind="by_hand", reason="Half of it.", on=MAY, lapses_on=date(2020, 6, 1))
REPORTED = {
    "nothing given": ((), TODAY, None),
    "the newest report stands": ((rating("Green"), rating("Amber", on=MAY)), TODAY, "Amber"),
    "a later report does not stand yet": ((rating("Green"), rating("Amber", on=MAY)), date(2020, 4, 1), "Green"),
    "one set by hand stands before a newer report": ((BY_HAND, rating("Green", on=date(2020, 4, 1))), MAY, "Red"),
    "on the day it lapses the report stands again": ((rating("Green"), BY_HAND), date(2020, 6, 1), "Green"),
    "without a day it stands until it is lifted": ((rating("Green"), STANDING), TODAY, "Red"),
    "lifted, the report stands again": ((rating("Green"), STANDING, LIFTED), MAY, "Green"),
    "before it was lifted it stood": ((rating("Green"), STANDING, LIFTED), date(2020, 4, 1), "Red"),
    "set again after it was lifted": ((rating("Green"), STANDING, LIFTED, AGAIN), TODAY, "Amber"),
    "of two settings the newest counts, also lapsed": ((rating("Green"), STANDING, BY_HAND_LATER), TODAY, "Green"),
    "words outside the scheme are kept as stated": ((rating(None, stated="Purple"),), TODAY, "Purple"),
    "one taken back stands no more": ((rating("Red", retracted=BY_HAND.recorded_at),), TODAY, None),
}  # fmt: skip


@pytest.mark.parametrize(("given", "as_of", "stated"), REPORTED.values(), ids=REPORTED)
def test_the_rating_that_counts(given, as_of, stated):
    found = ratings.reported(given, SCHEME, as_of)
    assert (found.stated if found else None) == stated


def test_words_outside_the_scheme_have_no_label():
    assert ratings.reported((rating(None, stated="Purple"),), SCHEME, TODAY).label is None


MONTHLY = tuple(rating("Green", on=date(2020, month, 1)) for month in range(1, 12))
STRIPS = {
    "nothing reported": ((), []),
    "oldest first": ((rating("Amber", on=MAY), rating("Green", on=MARCH)), [(MARCH, "Green"), (MAY, "Amber")]),
    "by hand is not reported": ((BY_HAND, rating("Green", on=MAY)), [(MAY, "Green")]),
    "of two for one day the last": ((rating("Green", on=MAY), rating("Red", on=MAY)), [(MAY, "Red")]),
    "one withdrawn is left out": ((rating("Green", on=MARCH), rating(None, on=MAY)), [(MARCH, "Green")]),
    "what comes later is not known yet": ((rating("Green", on=date(2021, 1, 1)),), []),
}


@pytest.mark.parametrize(("given", "expected"), STRIPS.values(), ids=STRIPS)
def test_the_last_ratings_reported(given, expected):
    assert [(each.effective_on, each.stated) for each in ratings.last_reported(given, TODAY)] == expected


def test_no_more_than_twelve_are_shown():
    older = tuple(rating("Red", on=date(2019, month, 1)) for month in range(1, 13))
    found = ratings.last_reported(older + MONTHLY, TODAY)
    assert len(found) == 12 and found[0].effective_on == date(2019, 12, 1)


NEWLY = {
    "red after green": (("Green", "Red"), None, True),
    "red after red": (("Red", "Red"), None, False),
    "red at the very first": (("Red",), None, False),
    "amber after green": (("Green", "Amber"), None, False),
    "red since the meeting": (("Green", "Red"), date(2020, 1, 15), True),
    "red already at the meeting": (("Green", "Red"), date(2020, 2, 15), False),
    "red, better, and red again since the meeting": (("Green", "Red", "Amber", "Red"), date(2020, 3, 15), True),
    "a word outside the scheme before it tells nothing": ((None, "Red"), None, False),
}


@pytest.mark.parametrize(("labels", "since", "expected"), NEWLY.values(), ids=NEWLY)
def test_newly_at_the_worst_rating(labels, since, expected):
    given = tuple(rating(label, on=date(2020, month, 1), stated=label or "?") for month, label in enumerate(labels, 1))
    assert ratings.is_newly_worst(given, SCHEME, TODAY, since) is expected
