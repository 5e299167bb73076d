"""A round asks the leads of what is not done, and once it is over the board reads who did not answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actions import queries, report
from actions.models import Asked, Round
from actions.services import rounds
from actions.services.progress import record_progress
from actions.services.writing import Actor, Writing
from actions.vocabulary import How, Publication, Stage
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def police(council):
    return builders.party(council, "Police Superintendent", body="Police")


def opened(plan, **fields):
    with Writing(plan, Actor.by_command()) as writing:
        return rounds.open_round(writing, "October", **{"closes_on": TODAY} | fields)


def asked(plan, round, *parties):
    with Writing(plan, Actor.by_command()) as writing:
        rounds.asked_by(writing, round, parties, How.EMAIL)


def closed(plan, round):
    with Writing(plan, Actor.by_command()) as writing:
        rounds.close_round(writing, round)


def who_is_asked(round):
    return set(Asked.objects.filter(round=round).values_list("item__title", "party__name"))


def test_the_leads_of_what_is_not_done_are_asked(council, plan, leads_post, police):
    both = builders.item(plan, "Held by both", leads=(leads_post, police))
    builders.item(plan, "Done", leads=(leads_post,), stage=Stage.DONE)
    builders.item(plan, "Working note", leads=(leads_post,), publication=Publication.WORKING_NOTE)
    builders.item(plan, "Nobody's")
    builders.item(plan, "A step", parent=builders.item(plan, "With a step", leads=(police,)))
    builders.lay_down(builders.item(plan, "Laid down", leads=(police,)), police)
    assert who_is_asked(opened(plan)) == {
        ("Held by both", leads_post.name),
        ("Held by both", police.name),
        ("A step", police.name),
    }
    assert both.asked.filter(sent_at=None).count() == 2, "to be asked, and not asked yet"


def test_a_plan_that_marks_no_completion_is_asked_about_too(plan, leads_post):
    builders.item(plan, "Not stated", stage=None, leads=(leads_post,))
    assert who_is_asked(opened(plan)) == {("Not stated", leads_post.name)}


def test_who_came_to_lead_something_since_is_asked_as_well(plan, leads_post, police):
    builders.item(plan, "First", leads=(leads_post,))
    held = opened(plan)
    builders.item(plan, "Second", leads=(police,))
    for new in (1, 0):
        with Writing(plan, Actor.by_command()) as writing:
            assert rounds.add_who_is_missing(writing, held) == new


def test_one_round_is_open_at_a_time(plan, leads_post):
    first = opened(plan)
    with pytest.raises(ValueError, match="A round is open already"):
        opened(plan)
    closed(plan, first)
    with pytest.raises(ValueError, match="closed already"):
        closed(plan, first)
    assert opened(plan).name == "October"


def silent(plan, on=TODAY, **how):
    built = report.build(queries.plan_facts(plan, **how), on)
    return {line.title for line in built.lines if "silent" in {hit.slug for hit in line.hits}}


@pytest.fixture
def two(plan, leads_post, police):
    return builders.item(plan, "Answered", leads=(leads_post,)), builders.item(plan, "Unanswered", leads=(police,))


def answer(item, on=TODAY, **fields):
    with Writing(item.plan, Actor.by_command()) as writing:
        record_progress(writing, item, "", no_change=True, effective_on=on, **fields)


def test_once_it_is_closed_the_report_says_who_did_not_reply(plan, leads_post, police, two):
    held = opened(plan)
    asked(plan, held, leads_post, police)
    answer(two[0])
    assert silent(plan) == set(), "nobody is late while the round is open"
    closed(plan, held)
    assert silent(plan) == {"Unanswered"}


def test_who_was_never_asked_is_not_said_to_be_silent(plan, leads_post, police, two):
    held = opened(plan)
    asked(plan, held, leads_post)
    closed(plan, held)
    assert silent(plan) == {"Answered"}
    assert "silent" not in report.build(queries.plan_facts(plan), TODAY).cannot_apply


def test_a_round_that_nobody_closed_is_over_after_its_cut_off(plan, leads_post, police, two):
    held = opened(plan)
    asked(plan, held, leads_post, police)
    Round.objects.update(
        asked_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1), as_at=TODAY - timedelta(days=9)
    )
    answer(two[0], on=TODAY)
    assert silent(plan) == {"Answered", "Unanswered"}, "an answer after the cut-off is none to that round"
    answer(two[0], on=TODAY - timedelta(days=1))
    assert silent(plan) == {"Unanswered"}


def test_nobody_is_silent_who_answered_where_the_reader_may_not_look(plan, leads_post, police, two, manager):
    held = opened(plan)
    asked(plan, held, leads_post, police)
    with Writing(plan, Actor.by_command()) as writing:
        record_progress(writing, two[0], "Exempt", publication=Publication.NOT_FOR_PUBLICATION)
    closed(plan, held)
    assert silent(plan, user=manager) == {"Unanswered"} == silent(plan)


def test_what_was_known_before_the_closing_stays_the_same(plan, leads_post, police, two):
    held = opened(plan)
    asked(plan, held, leads_post, police)
    before = timezone.now()
    closed(plan, held)
    assert silent(plan, known_at=before) == set() != silent(plan)


def test_no_change_three_times_running_is_said(plan, leads_post):
    item = builders.item(plan, "Slow", leads=(leads_post,))
    for days in (60, 30, 0):
        answer(item, on=TODAY - timedelta(days=days))
    (line,) = report.build(queries.plan_facts(plan), TODAY).lines
    assert line.latest.text == "No change (third time)"
    assert [note.text for note in line.notes] == ["No change"] * 3


def test_the_rhythm_is_set_and_logged(plan):
    with Writing(plan, Actor.by_command()) as writing:
        rounds.set_round_rhythm(writing, "quarter", 31)
    plan.refresh_from_db()
    assert (plan.round_every, plan.round_closes_day) == ("quarter", 31)
    assert plan.changes.first().after == "Every three months, on day 31"
    with pytest.raises(ValueError, match="from 1 to 31"), Writing(plan, Actor.by_command()) as writing:
        rounds.set_round_rhythm(writing, "month", 0)
