"""`manage.py verify`: what agrees is said to agree; whatever is tampered with behind the services is named."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Change, DateMove, Item, Ownership, Party, Rating, RatingLabel, StageChange, Update
from actions.models.event import Event
from actions.services import deadlines, people, plans, progress, ratings
from actions.services.retracting import take_back_paper
from actions.services.writing import Actor, Writing
from actions.verifying.checks import all_checks, verify
from actions.verifying.logged import TOLD_BY
from actions.vocabulary import Stage
from imports.models import Sighting
from tests import builders

DUE, LATER, LATEST = date(2020, 9, 30), date(2020, 12, 31), date(2021, 3, 31)


@pytest.fixture
def worked_on(plan):
    """A plan of one action with a step, in which every kind of event has been written and some taken back."""
    green = builders.scheme(plan)[2]
    section = builders.section(plan)
    lead = builders.party(plan.organisation)
    action = builders.item(
        plan, ref="1", section=section, due=DUE, moved_to=(LATER,), leads=(lead,), rating=green, note="Begun"
    )
    builders.item(plan, "Ask the leads", ref="1a", parent=action, due=DUE, stage=None)
    asked = builders.move(action, LATEST, needs_agreement=True)
    with Writing(plan, Actor.by_command()) as writing:
        deadlines.decide_date(writing, asked, agree=True)
    with Writing(plan, Actor.by_command()) as writing:
        deadlines.correct_deadline(writing, asked, date(2021, 3, 30), reason="Typing error")
        ratings.set_rating_by_hand(writing, action, green, reason="Agreed by the chair", lapses_on=None)
        plans.reword(writing, action, title="Write and publish the guidance")
        people.lay_down(writing, action, lead)
        progress.record_progress(writing, action, "", no_change=True)
    return plan


def lines(plan) -> list[str]:
    """What does not agree, without the plan and the action that each line begins with."""
    return [f"{off.check}: {off.field} is {off.kept}; {off.told}" for off in verify(plan)[1]]


def test_what_the_services_wrote_agrees(worked_on):
    assert lines(worked_on) == []


def test_a_busy_plan_agrees(council):
    assert lines(builders.busy_plan(council, on=date(2020, 7, 1))) == []


def silently(model, where, **values):
    """Write values past everything, as somebody with the database's own prompt could."""
    sets = ", ".join(f"{name} = %s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {sets} WHERE {where}", list(values.values()))


def remove(model, where):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {where}")


def elsewhere():
    """Another plan, of another organisation."""
    return builders.plan(builders.organisation("Farrow Trust"), slug="other")


TAMPERED = {
    "the date now": (
        lambda: Item.objects.filter(ref="1").update(due=DUE),
        "current_values: Date now is 30 September 2020; the events say 30 March 2021",
    ),
    "the stage": (
        lambda: Item.objects.filter(ref="1").update(stage=Stage.DONE),
        "current_values: Stage is done; the events say in_progress",
    ),
    "the count of moves": (
        lambda: Item.objects.filter(ref="1").update(times_moved=0),
        "current_values: Times moved is 0; the events say 2",
    ),
    "whether it counts": (
        lambda: Item.objects.filter(ref="1").update(is_leaf=True),
        "current_values: is_leaf is yes; the events say no",
    ),
    "a step of an action that was taken back": (
        lambda: Item.objects.filter(ref="1").update(retracted_at=Actor.by_command().at),
        "current_values: Place is under action",
    ),
    "a version that was put back": (
        lambda: Item.objects.filter(ref="1").update(version=1),
        "versions: Version is 1; the log tells 5 changes",
    ),
    "an event past the services": (
        lambda: Update.objects.create(
            item=Item.objects.get(ref="1a"), note="Slipped in", effective_on=DUE, recorded_at=Actor.by_command().at
        ),
        "events_are_logged: Event is “Update given” Slipped in; the log has no such entry of",
    ),
    "an event reworded": (
        lambda: Update.objects.filter(note="Begun").update(note="Finished"),
        "events_are_logged: Event is “Update given” Finished; the log has no such entry of",
    ),
    "an event deleted": (
        lambda: Rating.objects.filter(kind="reported").delete(),
        "entries_have_their_events: Entry of the log is “Rating reported” Green; there is no such event of",
    ),
    "an entry of the log deleted": (
        lambda: remove(Change, "event = 'set_rating_by_hand'"),
        "events_are_logged: Event is “Rating set by hand” Green; the log has no such entry of",
    ),
    "an entry of the log rewritten": (
        lambda: silently(Change, "event = 'record_progress' AND after = 'Begun'", after="Finished"),
        "entries_have_their_events: Entry of the log is “Update given” Finished; there is no such event of",
    ),
    "an action without a first entry": (
        lambda: remove(Change, "event = 'add_item' AND after LIKE '1a%'"),
        "items_are_logged: First entry of the log is missing; nobody is said to have added it",
    ),
    "an event taken back without a word": (
        lambda: StageChange.objects.update(retracted_at=Actor.by_command().at),
        "what_was_taken_back_says_by_what: Taken back is “Stage changed” since",
    ),
    "an action taken back without a word": (
        lambda: Item.objects.filter(ref="1a").update(retracted_at=Actor.by_command().at),
        "what_was_taken_back_says_by_what: Taken back is the whole action or step since",
    ),
    "an entry of nobody": (
        lambda: silently(Change, "event = 'reword'", who=""),
        "entries_name_who: Who is empty; the entry “Reworded” has to name somebody",
    ),
    "an entry of another organisation": (
        lambda: silently(Change, "event = 'reword'", organisation_id=elsewhere().organisation_id),
        "entries_name_who: Organisation of an entry is",
    ),
    "a move from a date that never held": (
        lambda: DateMove.objects.filter(kind="extension", needs_agreement=False).update(from_due=date(2020, 1, 31)),
        "moves_leave_from_the_date_before: Date before 31 December 2020 is 31 January 2020; "
        "the history says 30 September 2020",
    ),
    "a correction of another action's date": (
        lambda: DateMove.objects.filter(kind="correction").update(corrects=DateMove.objects.get(item__ref="1a")),
        "corrections_name_a_row_of_their_own: Typing error put right is row",
    ),
    "a correction of what was never printed": (
        lambda: DateMove.objects.filter(kind="correction").update(from_due=DUE),
        "corrections_name_a_row_of_their_own: Date that was put right is 30 September 2020; the row says 31 March 2021",
    ),
    "a date agreed by nobody": (
        lambda: remove(Change, "event = 'decide_date'"),
        "decisions_name_who: New date 31 March 2021 is agreed; the log does not say by whom",
    ),
    "a step of another plan's action": (
        lambda: Item.objects.filter(ref="1a").update(parent=builders.item(elsewhere())),
        "steps_stand_under_their_action: Plan is",
    ),
    "a theme of another plan": (
        lambda: Item.objects.filter(ref="1").update(section=builders.section(elsewhere())),
        "themes_are_the_plans_own: Theme is",
    ),
    "a source in another plan's paper": (
        lambda: Update.objects.update(source=builders.source(builders.paper(elsewhere()))),
        "papers_are_the_plans_own: Source is a paper of plan",
    ),
    "a rating by another plan's key": (
        lambda: Rating.objects.update(label=builders.scheme(elsewhere())[0]),
        "ratings_are_by_the_plans_own_key: Rating is by another plan's key",
    ),
    "a lead who was merged": (
        lambda: (
            Party.objects.update(merged_into=builders.party(Party.objects.get().organisation, "Head of Practice")),
            Ownership.objects.filter(kind="laid_down").delete(),
        ),
        "leads_are_somebody: Lead is Head of Service; that is now Head of Practice",
    ),
    "what a paper of another plan printed": (
        lambda: Sighting.objects.create(
            item=Item.objects.get(ref="1"), paper=builders.paper(elsewhere()), position=1, title="", staged={}
        ),
        "sightings_are_of_the_plans_own_papers: Sighting is of progress-report.pdf; that is a paper of another plan",
    ),
}


@pytest.mark.parametrize(("tamper", "named"), TAMPERED.values(), ids=TAMPERED)
def test_what_does_not_agree_is_named(worked_on, tamper, named):
    tamper()
    assert any(line.startswith(named) for line in lines(worked_on)), lines(worked_on)


def test_every_check_has_found_something():
    checked = {named.partition(":")[0] for _, named in TAMPERED.values()}
    assert {check.__name__ for check in all_checks()} == checked


def test_every_kind_of_event_says_how_the_log_tells_it():
    assert {kind.__name__ for kind in Event.__subclasses__()} == set(TOLD_BY)


def test_a_plan_of_many_actions_costs_no_more_queries_than_one_of_few(council):
    def queries_for(actions):
        plan = builders.busy_plan(council, on=date(2020, 7, 1), actions=actions)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert lines(plan) == []
        return len(captured)

    assert queries_for(3) == queries_for(12)


def said(*arguments) -> str:
    out = StringIO()
    call_command("verify", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_that_everything_agrees(worked_on):
    assert said() == "Everything agrees: 1 plan, 2 items, 12 events.\n"
    assert json.loads(said("northmoor/recovery", "--json")) == {
        "agrees": True, "plans": 1, "items": 2, "events": 12, "disagreements": [],
    }  # fmt: skip


def test_the_command_names_what_does_not_agree_and_fails(worked_on):
    Item.objects.filter(ref="1").update(due=DUE, times_moved=0)
    out = StringIO()
    with pytest.raises(CommandError, match="2 things in 1 plan, 2 items, 12 events do not agree") as failed:
        call_command("verify", "recovery", stdout=out)
    assert failed.value.returncode == 1
    assert out.getvalue().splitlines() == [
        "northmoor/recovery: 1 Write and publish the guidance: "
        "Date now is 30 September 2020; the events say 30 March 2021",
        "northmoor/recovery: 1 Write and publish the guidance: Times moved is 0; the events say 2",
    ]
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify", "--json", stdout=out)
    first = json.loads(out.getvalue())["disagreements"][0]
    assert (first["field"], first["kept"], first["check"]) == ("Date now", "30 September 2020", "current_values")


def test_an_unknown_plan_is_one_sentence(db):
    with pytest.raises(CommandError, match="There is no plan “nowhere”"):
        said("nowhere")


def test_a_new_rating_key_is_the_one_that_lists_sort_by(worked_on):
    """A new version of the key has labels of its own; what is rated by the old one is listed by the new."""
    new = builders.scheme(worked_on)[2]
    assert Item.objects.get(ref="1").rating == new
    assert lines(worked_on) == []


def test_a_rating_key_that_is_taken_back_leaves_the_one_before(worked_on):
    before = RatingLabel.objects.get(scheme__version=1, label="Green")
    paper = builders.paper(worked_on)
    builders.scheme(worked_on)
    worked_on.schemes.filter(version=2).update(paper=paper)
    with Writing(worked_on, Actor.by_command()) as writing:
        take_back_paper(writing, paper, "The wrong file")
    assert Item.objects.get(ref="1").rating == before
    assert lines(worked_on) == []


def test_a_day_later_nothing_has_changed(worked_on, monkeypatch):
    """Current values hang on no clock: a rating set by hand that lapses, a date that passes."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: DUE + timedelta(days=900))
    assert lines(worked_on) == []
