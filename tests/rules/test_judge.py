"""The state of actions and of their steps, read together."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from actions.rules import facts
from actions.rules.judge import judge
from actions.vocabulary import DayFact, Stage
from tests.rules.builders import AMBER, SCHEME, WRITTEN, evidence, item, move, owner, plan, rating, stage, update

TODAY = date(2020, 12, 1)
PASSED, LATER = date(2020, 11, 1), date(2021, 3, 1)
DONE, OPEN = (stage("done"),), (stage("in_progress"),)


def action_with(*steps, **events):
    """Return the states of an action whose steps have those keywords; the action's first."""
    action = item("1", title="Recruit", **events)
    parts = [item(f"1.{place}", parent=action.id, **step) for place, step in enumerate(steps, 1)]
    return judge(plan(action, *parts), TODAY)


def test_an_action_is_followed_by_its_steps_and_only_leaves_count():
    states = action_with({}, {})
    assert [(s.item.ref, s.action.ref, s.is_leaf) for s in states] == [
        ("1", "1", False), ("1.1", "1", True), ("1.2", "1", True)
    ]  # fmt: skip


def test_an_action_without_steps_counts_itself():
    assert action_with()[0].is_leaf


STAGES = {
    "all done is done": (("done", "done"), Stage.DONE),
    "done and no longer needed is done": (("done", "no_longer_needed"), Stage.DONE),
    "done and signed off is done": (("done", "signed_off"), Stage.DONE),
    "all paused is paused": (("paused", "paused"), Stage.PAUSED),
    "one done of two is in progress": (("done", "not_started"), Stage.IN_PROGRESS),
    "none begun is not started": (("not_started", "not_started"), Stage.NOT_STARTED),
}


@pytest.mark.parametrize(("stages", "expected"), STAGES.values(), ids=STAGES)
def test_an_action_of_no_stage_of_its_own_has_that_of_its_steps(stages, expected):
    assert action_with(*({"stages": (stage(value),)} for value in stages))[0].stage == expected


def test_an_actions_own_stage_stands():
    assert action_with({"stages": OPEN}, stages=DONE)[0].stage == Stage.DONE


def test_an_action_without_a_date_has_the_latest_of_its_steps_marked_derived():
    action = action_with({"due": PASSED, "stages": OPEN}, {"due": LATER})[0]
    assert (action.deadline.due, action.deadline.derived, action.overdue) == (LATER, True, 0)


def test_an_actions_own_printed_date_stands():
    action = action_with({"due": LATER, "stages": OPEN}, due=PASSED)[0]
    assert (action.deadline.due, action.deadline.derived, action.overdue) == (PASSED, False, 30)


def test_a_date_taken_away_is_not_filled_in_from_the_steps():
    history = (move("first", PASSED), move("removed", None, frm=PASSED, text="Ongoing", on=date(2020, 6, 1)))
    action = action_with({"due": LATER, "stages": OPEN}, moves=history)[0]
    assert (action.deadline.due, action.deadline.text) == (None, "Ongoing")


def test_a_step_without_a_date_has_none_though_its_action_has_one():
    assert action_with({"stages": OPEN}, due=LATER)[1].says == DayFact.NO_DATE


def test_an_action_says_how_many_steps_are_done_and_how_many_overdue():
    action = action_with({"stages": DONE}, {"due": PASSED, "stages": OPEN}, {"due": LATER, "stages": OPEN})[0]
    assert (action.steps, action.steps_done, action.steps_overdue) == (3, 1, 1)


def test_a_step_without_a_lead_has_its_actions():
    states = action_with(
        {"ownerships": ()}, {"ownerships": (owner("Finance Partner"),)}, ownerships=(owner("Director"),)
    )
    assert [[o.name for o in state.owners] for state in states] == [["Director"], ["Director"], ["Finance Partner"]]


def test_a_rating_on_the_action_is_held_against_its_worst_open_step():
    mild, worst = {"due": date(2020, 11, 20), "stages": OPEN}, {"due": PASSED, "stages": OPEN}
    done = {"due": date(2020, 1, 1), "stages": DONE}
    states = action_with(mild, worst, done, ratings=(rating("Green"),))
    assert [state.disputed for state in states] == [True, False, True, False]


def test_a_rating_of_the_steps_own_is_judged_by_itself():
    own = {"due": PASSED, "stages": OPEN, "ratings": (rating("Red"),)}
    states = action_with(own, {"due": LATER, "stages": OPEN}, ratings=(rating("Green"),))
    assert not states[1].disputed
    assert states[1].reported.stated == "Red"


def test_in_a_plan_that_marks_nothing_an_unmarked_row_is_neither_open_nor_overdue():
    state = judge(plan(item(due=PASSED)), TODAY)[0]
    assert (state.stage, state.is_open, state.overdue, state.days_passed) == (Stage.NOT_STATED, False, 0, 30)


def test_in_a_plan_that_marks_completion_an_unmarked_row_is_open():
    state = judge(plan(item("1", due=PASSED), item("2", stages=DONE)), TODAY)[0]
    assert (state.is_open, state.overdue, state.says) == (True, 30, DayFact.OVERDUE)


def test_whether_a_plan_marks_completion_is_the_same_for_those_who_see_less():
    seen = plan(item(due=PASSED), hidden_stages=(stage("done"),))
    assert judge(seen, TODAY)[0].overdue == 30


def test_the_scheme_is_the_one_that_the_register_held_then():
    work = item(ratings=(rating("Amber"),))
    milder = (replace(AMBER, meaning="Being watched."),)
    versions = (facts.Scheme(WRITTEN, SCHEME), facts.Scheme(datetime(2020, 6, 1, tzinfo=UTC), milder))
    known = plan(work, scheme=milder, schemes=versions)
    assert judge(known, TODAY)[0].reported.label.meaning == "Being watched."
    assert judge(known, TODAY, datetime(2020, 5, 1, tzinfo=UTC))[0].reported.label.meaning == "Slipping."


def test_what_was_done_after_the_day_was_open_on_it():
    work = item(due=PASSED, stages=(stage("in_progress"), stage("done", on=date(2020, 11, 20))))
    assert judge(plan(work), date(2020, 11, 10))[0].overdue == 9
    assert judge(plan(work), TODAY)[0].overdue == 0


@pytest.mark.parametrize(
    ("meetings", "due", "soon"),
    [
        ((), date(2021, 1, 12), True), ((), date(2021, 1, 13), False), ((), TODAY, True), ((), PASSED, False),
        ((date(2020, 12, 8),), date(2020, 12, 7), True), ((date(2020, 12, 8),), date(2020, 12, 8), False),
        ((TODAY, date(2020, 12, 29)), date(2020, 12, 15), True),
    ],
    ids=["in 42 days", "in 43 days", "today", "passed", "before the meeting", "on the meeting's day",
         "on the day of a meeting the next one counts"],
)  # fmt: skip
def test_due_soon_is_before_the_next_meeting_or_within_six_weeks(meetings, due, soon):
    assert judge(plan(item(due=due, stages=OPEN), meetings=meetings), TODAY)[0].due_soon is soon


EVIDENCE = {
    "done on a page, nothing given": (stage("done", paper=False), True, (), True),
    "a paper's word is no exception": (stage("done", paper=True), True, (), False),
    "evidence given": (stage("done", paper=False), True, (evidence(),), False),
    "evidence withdrawn": (stage("done", paper=False), True, (evidence(retracted=WRITTEN),), True),
    "evidence of a later day": (stage("done", paper=False), True, (evidence(on=LATER),), True),
    "a plan that asks for none": (stage("done", paper=False), False, (), False),
    "signed off": (stage("signed_off", paper=False), True, (), False),
}


@pytest.mark.parametrize(("change", "sign_off", "given", "expected"), EVIDENCE.values(), ids=EVIDENCE)
def test_done_without_evidence(change, sign_off, given, expected):
    work = item(stages=(change,), evidence=given)
    assert judge(plan(work, sign_off=sign_off), TODAY)[0].evidence_wanting is expected


def test_what_was_given_for_an_action_stands_for_its_steps():
    whole = item(evidence=(evidence(),))
    step = item(parent=whole.id, stages=(stage("done", paper=False),))
    judged = judge(plan(whole, step, sign_off=True), TODAY)[1]
    assert judged.awaits_sign_off and not judged.evidence_wanting


def test_what_was_done_before_the_plan_asked_for_evidence_was_never_asked_for_any():
    before, since = stage("done", paper=False, on=date(2020, 2, 1)), date(2020, 3, 1)
    asked_later = plan(item(stages=(before,)), sign_off=True, sign_off_since=since)
    asked_before = plan(item(stages=(before,)), sign_off=True, sign_off_since=date(2020, 2, 1))
    assert [judge(each, TODAY)[0].evidence_wanting for each in (asked_later, asked_before)] == [False, True]


@pytest.mark.parametrize(
    ("value", "given", "sign_off", "awaits"),
    [("done", 1, True, True), ("done", 0, True, False), ("done", 1, False, False), ("signed_off", 1, True, False),
     ("in_progress", 1, True, False)],
)  # fmt: skip
def test_what_waits_to_be_signed_off_is_done_with_evidence_and_not_accepted(value, given, sign_off, awaits):
    work = item(stages=(stage(value),), evidence=(evidence(),) * given)
    assert judge(plan(work, sign_off=sign_off), TODAY)[0].awaits_sign_off is awaits


def test_when_to_look_again_is_said_of_what_is_signed_off_alone():
    look = date(2021, 1, 1)
    said = [item(stages=(stage(value, check_on=look),)) for value in ("signed_off", "still_in_place", "in_progress")]
    assert [state.check_on for state in judge(plan(*said), TODAY)] == [look, look, None]


def test_the_register_holds_nothing_before_the_day_from_which_it_knows_an_action():
    assert judge(plan(item(created_on=TODAY)), date(2020, 11, 30)) == []


def test_an_action_taken_back_is_gone_now_and_still_there_at_a_moment_before():
    gone = item(retracted=datetime(2020, 10, 1, tzinfo=UTC))
    assert judge(plan(gone), TODAY) == []
    assert len(judge(plan(gone), TODAY, known_at=datetime(2020, 9, 1, tzinfo=UTC))) == 1


def test_the_newest_update_is_the_latest():
    work = item(updates=(update("Second.", on=date(2020, 5, 1)), update("First.", on=date(2020, 2, 1))))
    assert judge(plan(work), TODAY)[0].latest_update.note == "Second."
