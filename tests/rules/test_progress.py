"""Stage, owners and updates as at one day."""

from datetime import date, timedelta

import pytest

from actions.rules import progress
from actions.rules.facts import Round
from tests.rules.builders import WRITTEN, item, move, owner, plan, rating, stage, update

TODAY = date(2020, 12, 1)
JUNE, JULY = date(2020, 6, 1), date(2020, 6, 30)


@pytest.mark.parametrize(
    ("change", "day"),
    [
        (stage("done", done_on=date(2020, 3, 3), done_by=date(2020, 5, 1)), date(2020, 3, 3)),
        (stage("done", done_by=date(2020, 5, 1)), date(2020, 5, 1)),
        (stage("signed_off", done_on=date(2020, 3, 3)), date(2020, 3, 3)),
        (stage("in_progress", done_on=date(2020, 3, 3)), None),
        (None, None),
    ],
    ids=["as printed", "by the paper that first says so", "signed off", "reopened", "nothing said"],
)
def test_the_day_it_was_done(change, day):
    assert progress.done_by(change) == day


def test_a_day_that_nobody_named_is_no_measure_of_lateness():
    first_paper = stage("done", done_by=date(2020, 5, 1))
    assert progress.done_on(first_paper) is None
    assert progress.done_on(stage("done", done_on=date(2020, 3, 3))) == date(2020, 3, 3)


def test_a_stage_that_speaks_for_a_later_day_is_not_reached_yet():
    work = item(stages=(stage("not_started"), stage("done", on=date(2020, 5, 1))))
    assert progress.stage_now(work, date(2020, 4, 30)).stage == "not_started"
    assert progress.stage_now(work, date(2020, 5, 1)).stage == "done"


@pytest.mark.parametrize(
    ("stages", "marks"),
    [((), False), (("not_stated",), False), (("not_stated", "done"), True), (("in_progress",), True)],
    ids=["nothing", "only not stated", "one done", "one in progress"],
)
def test_whether_a_plan_marks_completion(stages, marks):
    items = tuple(item(stages=(stage(value),)) for value in stages)
    assert progress.marks_completion(plan(*items), TODAY) is marks


def test_a_lead_who_laid_it_down_holds_it_no_more():
    gone = (
        owner("Head of Placements"),
        owner("Head of Placements", kind="laid_down", on=JUNE),
        owner("Finance Partner"),
    )
    assert [each.name for each in progress.owners_now(item(ownerships=gone), TODAY)] == ["Finance Partner"]


def test_leads_stand_in_the_order_in_which_the_plan_names_them():
    named = (owner("Finance Partner", position=2), owner("Head of Placements", position=1))
    held = progress.owners_now(item(ownerships=named), TODAY)
    assert [each.name for each in held] == ["Head of Placements", "Finance Partner"]


SILENT = {
    "asked, and nothing came": ((), True),
    "asked, and a note came": ((update(on=date(2020, 6, 9)),), False),
    "no change is an answer": ((update(no_change=True, on=date(2020, 6, 9)),), False),
    "a note before the round is no answer": ((update(on=date(2020, 5, 9)),), True),
    "a note after the round closed is no answer to it": ((update(on=date(2020, 7, 9)),), True),
    "a note taken back is no answer": ((update(on=date(2020, 6, 9), retracted=WRITTEN),), True),
}


@pytest.mark.parametrize(("updates", "expected"), SILENT.values(), ids=SILENT)
def test_asked_and_no_reply(updates, expected):
    work = item(updates=updates)
    asked = Round(JUNE, JULY, frozenset({work.id}))
    assert progress.is_silent(work, list(updates), asked) is expected


ALSO_ANSWERS = {
    "a stage": {"stages": (stage("in_progress", on=date(2020, 6, 9)),)},
    "a rating": {"ratings": (rating("Amber", on=date(2020, 6, 9)),)},
    "a new date": {"moves": (move("extension", date(2020, 9, 1), on=date(2020, 6, 9), asks=True),)},
}


@pytest.mark.parametrize("events", ALSO_ANSWERS.values(), ids=ALSO_ANSWERS)
def test_what_is_said_without_a_note_is_an_answer_too(events):
    work = item(**events)
    assert not progress.is_silent(work, [], Round(JUNE, JULY, frozenset({work.id})))


def test_what_was_recorded_before_the_round_opened_is_no_answer():
    work = item(updates=(update(on=JUNE),))
    (given,) = work.updates
    for opened_at, silent in ((given.recorded_at, False), (given.recorded_at + timedelta(seconds=1), True)):
        assert progress.is_silent(work, work.updates, Round(JUNE, JULY, frozenset({work.id}), opened_at)) is silent


def test_a_rating_set_by_hand_is_nobodys_answer():
    work = item(ratings=(rating("Amber", on=date(2020, 6, 9), kind="by_hand"),))
    assert progress.is_silent(work, [], Round(JUNE, JULY, frozenset({work.id})))


def test_words_for_the_board_stand_in_place_of_the_leads_own():
    own = update("Did it, sort of.", on=JUNE)
    worded = update("Done in part.", on=JUNE)._replace(words_of=own.id)
    shown = progress.updates_so_far(item(updates=(own, worded)), TODAY)
    assert [each.note for each in shown] == ["Done in part."]
    taken_back = worded._replace(retracted_at=WRITTEN)
    assert [each.note for each in progress.updates_so_far(item(updates=(own, taken_back)), TODAY)] == [own.note]


def test_nobody_is_silent_who_was_not_asked():
    work = item()
    assert not progress.is_silent(work, [], Round(JUNE, JULY, frozenset()))
    assert not progress.is_silent(work, [], None)


def test_the_last_closed_round_is_the_newest_that_had_closed():
    first, second = Round(JUNE, JULY, frozenset()), Round(date(2020, 9, 1), date(2020, 9, 30), frozenset())
    assert progress.last_closed_round(plan(rounds=(second, first)), date(2020, 9, 29)) is first
    assert progress.last_closed_round(plan(rounds=(second, first)), date(2020, 9, 30)) is second
    assert progress.last_closed_round(plan(rounds=(second,)), date(2020, 9, 1)) is None


@pytest.mark.parametrize(
    ("answers", "count"),
    [((), 0), ((False,), 0), ((True,), 1), ((False, True, True, True), 3), ((True, True, False), 0)],
    ids=["none", "a note", "once", "third time running", "broken by a note"],
)
def test_no_change_in_a_row(answers, count):
    assert progress.no_change_in_a_row([update(no_change=answer) for answer in answers]) == count


def test_a_note_taken_back_is_not_shown():
    assert progress.updates_so_far(item(updates=(update(retracted=WRITTEN),)), TODAY) == []
