"""The board's rules: each with a case that it hits and one that it misses, and the order of gravity."""

from datetime import date

import pytest

from actions.rules.board import BOARD_RULES, any_rule_hits, rules_hit
from actions.rules.facts import Round
from actions.rules.judge import judge
from tests.rules.builders import item, move, owner, plan, rating, stage, update

TODAY = date(2020, 12, 1)
PASSED, LATER = date(2020, 11, 1), date(2021, 6, 1)
OPEN = (stage("in_progress"),)
TWICE = (
    move("first", PASSED),
    move("extension", date(2020, 12, 5), frm=PASSED, on=date(2020, 2, 1)),
    move("extension", LATER, frm=date(2020, 12, 5), on=date(2020, 3, 1)),
)


def only(work, **fields):
    return judge(plan(work, **fields), TODAY)[0]


def asked(work):
    return {"rounds": (Round(date(2020, 6, 1), date(2020, 6, 30), frozenset({work.id})),)}


SILENT = item(due=LATER, stages=OPEN, updates=(update(on=date(2020, 3, 3)),))
MUTE = item(due=LATER, stages=OPEN)
ANSWERED = item(due=LATER, stages=OPEN, updates=(update(on=date(2020, 6, 9)),))
FELL = (rating("Green"), rating("Red", on=date(2020, 5, 1)))
CLOSED = (stage("done", done_on=PASSED, paper=False),)

HIT = {
    "overdue": [(only(item(due=PASSED, stages=OPEN)), "Due 1 November 2020, overdue by 30 days")],
    "new_red": [(only(item(due=LATER, stages=OPEN, ratings=FELL)), "Now “Red”")],
    "disputed": [
        (
            only(item(due=PASSED, stages=OPEN, ratings=(rating("Green"),))),
            "Reported “Green”; the dates say overdue by 30 days",
        )
    ],
    "past_original": [
        (only(item(moves=TWICE, stages=OPEN)), "First date 1 November 2020 passed 30 days ago; date now 1 June 2021")
    ],
    "revised_twice": [
        (only(item(moves=TWICE, stages=OPEN)), "Date moved twice, now 212 days later than first agreed"),
        (only(item(moves=TWICE[1:], stages=OPEN)), "Date moved twice"),
    ],
    "silent": [
        (only(SILENT, **asked(SILENT)), "No update since 3 March 2020"),
        (only(MUTE, **asked(MUTE)), "No update so far"),
    ],
    "no_deadline": [
        (only(item(stages=OPEN)), "The plan prints no date"),
        (only(item(stages=OPEN, moves=(move("first", None, text="TBC"),))), "The plan prints “TBC”"),
    ],
    "no_owner": [(only(item(due=LATER, stages=OPEN, ownerships=())), "Nobody is named")],
    "closed_without_evidence": [
        (only(item(due=LATER, stages=CLOSED), sign_off=True), "Done on 1 November 2020, no evidence given")
    ],
    "due_soon": [(only(item(due=date(2020, 12, 20), stages=OPEN)), "Due 20 December 2020")],
    "not_stated": [
        (only(item(due=PASSED)), "Due 1 November 2020, 30 days ago; the plan does not say whether it is done")
    ],
}
MISSED = {
    "overdue": [only(item(due=TODAY, stages=OPEN)), only(item(due=PASSED, stages=CLOSED))],
    "new_red": [only(item(due=LATER, stages=OPEN, ratings=FELL[1:]))],
    "disputed": [only(item(due=PASSED, stages=OPEN, ratings=(rating("Amber"),)))],
    "past_original": [only(item(due=LATER, stages=OPEN)), only(item(moves=TWICE, stages=CLOSED))],
    "revised_twice": [only(item(moves=TWICE[:2], stages=OPEN)), only(item(moves=TWICE, stages=CLOSED))],
    "silent": [only(ANSWERED, **asked(ANSWERED)), only(MUTE)],
    "no_deadline": [only(item(due=LATER, stages=OPEN)), only(item(stages=CLOSED))],
    "no_owner": [only(item(due=LATER, stages=OPEN, ownerships=(owner(),))), only(item(stages=CLOSED, ownerships=()))],
    "closed_without_evidence": [only(item(due=LATER, stages=CLOSED)), only(item(stages=OPEN), sign_off=True)],
    "due_soon": [only(item(due=LATER, stages=OPEN)), only(item(due=date(2020, 12, 20), stages=CLOSED))],
    "not_stated": [only(item(due=LATER)), only(item(due=PASSED, stages=OPEN))],
}


def test_every_rule_has_its_cases():
    slugs = [rule.slug for rule in BOARD_RULES]
    assert slugs == list(HIT) == list(MISSED)


@pytest.mark.parametrize("rule", BOARD_RULES, ids=lambda rule: rule.slug)
def test_a_rule_applies_and_says_why(rule):
    for state, sentence in HIT[rule.slug]:
        assert rule.applies(state)
        assert rule.sentence(state) == sentence


@pytest.mark.parametrize("rule", BOARD_RULES, ids=lambda rule: rule.slug)
def test_a_rule_does_not_apply(rule):
    assert [rule.applies(state) for state in MISSED[rule.slug]] == [False] * len(MISSED[rule.slug])


@pytest.mark.parametrize("rule", BOARD_RULES, ids=lambda rule: rule.slug)
def test_a_rule_says_what_it_means_and_what_to_ask(rule):
    assert rule.heading and rule.definition.endswith(".") and rule.question.endswith("?")


def test_an_action_with_steps_is_never_an_exception_itself():
    action = item("1", due=PASSED)
    step = item("1.1", parent=action.id, due=LATER, stages=OPEN)
    states = judge(plan(action, step), TODAY)
    assert states[0].overdue and rules_hit(states[0]) == ()


def test_rules_that_hit_stand_in_order_of_gravity():
    late, dateless = only(item(due=PASSED, stages=OPEN, ownerships=())), only(item(stages=OPEN))
    assert [rule.slug for rule in rules_hit(late)] == ["overdue", "past_original", "no_owner"]
    assert [rule.slug for rule in rules_hit(dateless)] == ["no_deadline"]


def test_any_rule_hits_is_what_rules_hit_says():
    states = [state for cases in HIT.values() for state, _ in cases] + [s for missed in MISSED.values() for s in missed]
    assert {any_rule_hits(state) for state in states} == {True, False}
    assert all(any_rule_hits(state) == bool(rules_hit(state)) for state in states)
