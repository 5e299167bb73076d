"""What another rating scheme would change, before it is used."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions.rules.facts import Label
from actions.rules.schemes import days_asked, effect_of
from tests.rules.builders import AMBER, BLUE, GREEN, RED, SCHEME, item, plan, rating, stage

TODAY = date(2020, 12, 1)
OPEN = (stage(),)


def late(ref, days, label):
    return item(ref, due=TODAY - timedelta(days=days), stages=OPEN, ratings=(rating(label),))


PLAN = plan(late("1", 5, "Green"), late("2", 40, "Amber"), late("3", 40, "Red"), late("4", 200, "Amber"))
LENIENT = (replace(RED, from_days_late=100), replace(AMBER, from_days_late=10), GREEN, BLUE)
BESIDE = (RED, replace(AMBER, stands_beside=frozenset({"overdue"})), GREEN, BLUE)
EFFECTS = {
    "the same scheme": (SCHEME, [], [], []),
    "more days": (LENIENT, [], ["1", "2"], []),
    "may stand beside overdue": (BESIDE, [], ["2", "4"], []),
    "judges nothing": ((Label("Red"), Label("Amber"), Label("Green")), [], ["1", "2", "4"], []),
    "green is the worst": ((replace(GREEN, rank=1), replace(AMBER, rank=2), replace(RED, rank=3)), ["3"], ["1"], []),
    "a label is missing": ((RED, GREEN), [], ["2", "4"], ["2", "4"]),
}


@pytest.mark.parametrize(("scheme", "newly", "no_longer", "unknown"), EFFECTS.values(), ids=EFFECTS)
def test_what_another_scheme_would_change(scheme, newly, no_longer, unknown):
    effect = effect_of(PLAN, scheme, TODAY)
    named = [[state.item.ref for state in found] for found in (effect.newly, effect.no_longer, effect.unknown)]
    assert named == [newly, no_longer, unknown]
    assert effect.judged == 4 and {state.item.ref for state in effect.changed} >= {*newly, *no_longer}


DAYS = {
    "three ranks": (SCHEME[:3], {"Red": 32, "Amber": 1, "Green": None}),
    "two ranks": ((RED, GREEN), {"Red": 1, "Green": None}),
    "as the plan set it": (LENIENT, {"Red": 100, "Amber": 10, "Green": None, "Blue": None}),
    "no rank": ((Label("In progress"),), {"In progress": None}),
    "no scheme": ((), {}),
}


@pytest.mark.parametrize(("scheme", "expected"), DAYS.values(), ids=DAYS)
def test_the_days_that_are_asked_about(scheme, expected):
    assert days_asked(scheme) == expected


def test_the_default_days_written_out_judge_as_the_default_does():
    days = days_asked(SCHEME)
    written = tuple(replace(label, from_days_late=days[label.label]) for label in SCHEME)
    many = plan(*(late(f"{n}{word}", n, word) for n in (1, 31, 32, 90) for word in ("Red", "Amber", "Green")))
    assert not effect_of(many, written, TODAY).changed
