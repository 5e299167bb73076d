"""What taking a staged plan in writes: events, sources, sightings and issues, on literal plans."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser  # noqa: F401 - the user model must be ready

from actions import doubts, queries
from actions.models import Change, DateMove, Item, OpenIssue, Ownership, Paper, Party, Rating, StageChange, Update
from actions.rules.judge import judge
from actions.services import deadlines, people, plans, progress
from actions.services.writing import Actor, Writing
from actions.vocabulary import Stage
from imports.apply import PaperTaken, RegisterChanged, take_in
from imports.pipeline.changes import Change as Difference
from imports.pipeline.diff import compare
from imports.shapes import Extra, Issue, Section, Source
from imports.shapes import Update as Note
from imports.snapshot import known_plan
from tests.pipeline.papers import APRIL, FEBRUARY_PAPER, JANUARY_PAPER, MARCH, MAY, paper, row

pytestmark = pytest.mark.django_db
NOVEMBER_PAPER = date(2019, 11, 30)


def load(plan, staged, as_at=JANUARY_PAPER, **options):
    """Take `staged` into `plan` as the paper of that day."""
    file = f"paper-{as_at}.txt"
    return take_in(
        plan, staged, PaperTaken(file, f"{hash((staged, as_at)) & (1 << 64) - 1:064x}", as_at, "Clerk"), **options
    )


def state(plan, ref="1.1", on=date(2020, 2, 29)):
    """The judged state of the item of that reference."""
    return next(s for s in judge(queries.plan_facts(plan), on) if s.item.ref == ref)


PRINTED = row(
    leads=["Head of Service", "Ann Lee"], notes=[Note("Begun.", date(2020, 1, 10)), "Draft written."], revised=(MAY,),
    status="in_progress", status_text="Amber", rag="amber", extra=(Extra("Cost", "None"),), links=("R1",),
    source=Source("paper.txt", page=3, table=2, row=5), printed=(Extra("Action", "Write the guidance"),),
    problems=(Issue("odd_separator", "Two leads and no separator", Source("paper.txt", page=3)),),
)  # fmt: skip
STEPS = row("Train every team manager", "2.1", "2", due=None, steps=(
    row("Agree the course", "i", None, status="complete", status_text="Complete"), row("Run it", "ii", None, due=APRIL),
))  # fmt: skip


def test_a_row_is_written_with_all_that_was_printed(plan):
    load(plan, paper(PRINTED))
    item = Item.objects.get()
    assert (item.ref, item.section.title, item.links, item.created_on) == ("1.1", "Practice", ["R1"], JANUARY_PAPER)
    assert item.extra == [{"heading": "Cost", "text": "None"}]
    assert (item.source.page, item.source.table, item.source.first_row) == (3, 2, 5)
    assert item.source.printed == {"Action": "Write the guidance"}
    assert (item.original_due, item.due, item.times_moved, item.stage) == (MARCH, MAY, 1, "in_progress")
    assert item.rating.label == "Amber"
    assert [(u.note, u.effective_on, u.dated) for u in Update.objects.all()] == [
        ("Begun.", date(2020, 1, 10), True),
        ("Draft written.", JANUARY_PAPER, False),
    ]
    assert {(p.name, p.kind) for p in Party.objects.all()} == {("Head of Service", "post"), ("Ann Lee", "person")}
    for model in (DateMove, StageChange, Rating, Update, Ownership):
        assert all(event.source and event.source.paper_id for event in model.objects.all())


def test_the_log_has_one_entry_for_a_new_row_and_one_for_each_later_change(plan):
    load(plan, paper(row(notes=["Begun."])))
    assert Change.objects.filter(item__isnull=False).count() == 1
    load(plan, paper(row(notes=["Begun.", "Halfway."], due=MAY)), FEBRUARY_PAPER)
    assert sorted(Change.objects.filter(item__isnull=False).values_list("event", flat=True)) == [
        "add_item",
        "record_progress",
        "revise_deadline",
    ]
    assert set(Change.objects.values_list("via", flat=True)) == {"command", "import"}


def test_steps_lie_under_their_action_and_in_its_theme(plan):
    load(plan, paper(row(), STEPS))
    action = Item.objects.get(ref="2.1")
    assert (action.is_leaf, [s.title for s in action.steps.all()]) == (False, ["Agree the course", "Run it"])
    assert {step.section.title for step in action.steps.all()} == {"People"}
    assert list(Item.objects.order_by("position").values_list("ref", flat=True)) == ["1.1", "2.1", "i", "ii"]


def test_done_without_a_printed_day_is_done_by_the_papers_date(plan):
    load(plan, paper(row(status="complete", status_text="Complete"), row("B", "1.2", status="complete", done_on=APRIL)))
    assert [(s.done_on, s.done_by) for s in StageChange.objects.order_by("id")] == [
        (None, JANUARY_PAPER),
        (APRIL, None),
    ]


def test_a_plan_that_marks_completion_nowhere_says_so_of_every_row(plan):
    load(plan, paper(row(), row("Train the managers", "1.2")))
    assert StageChange.objects.count() == 0
    assert set(Item.objects.values_list("stage", flat=True)) == {"not_stated"}


def test_issues_and_questions_are_kept_with_their_place_once_for_each_paper(plan):
    asked = row("Close the old home", "1.2", status="not_applicable", status_text="N/A", source=Source("p", page=4))
    for day in (JANUARY_PAPER, FEBRUARY_PAPER):
        load(plan, paper(PRINTED, asked), day)
    found = OpenIssue.objects.order_by("code", "id").values_list("code", "where", "item__ref", "paper__as_at")
    assert list(found) == [
        ("odd_separator", "page 3", "1.1", JANUARY_PAPER),
        ("odd_separator", "page 3", "1.1", FEBRUARY_PAPER),
        ("question_stage", "page 4", "1.2", JANUARY_PAPER),
    ]


def open_doubts(plan, ref):
    return [doubt.code for doubt in doubts.doubts_about(None, Item.objects.select_related("plan").get(ref=ref))]


def test_a_doubt_is_open_while_the_newest_paper_raises_it_and_a_question_until_it_is_answered(plan):
    asked = row("Close the old home", "1.2", status="not_applicable", status_text="N/A")
    load(plan, paper(PRINTED, asked))
    load(plan, paper(replace(PRINTED, problems=()), asked), FEBRUARY_PAPER)
    assert (open_doubts(plan, "1.1"), open_doubts(plan, "1.2")) == ([], ["question_stage"])
    with Writing(plan, Actor.by_command()) as writing:
        progress.change_stage(writing, Item.objects.get(ref="1.2"), Stage.NO_LONGER_NEEDED)
    assert open_doubts(plan, "1.2") == []


def test_three_months_of_no_change_are_three_answers(plan):
    for day in (JANUARY_PAPER, FEBRUARY_PAPER, date(2020, 3, 31)):
        load(plan, paper(row(notes=["No change."])), day)
    assert state(plan, on=date(2020, 3, 31)).no_change_times == 3
    diff, _ = load(plan, paper(row(notes=["No change."])), date(2020, 3, 31))
    assert diff.changes == ()


def test_a_paper_that_brings_no_news_is_recorded_once_for_its_day(plan):
    load(plan, paper(PRINTED, STEPS))
    before = Change.objects.count()
    load(plan, paper(PRINTED, STEPS), FEBRUARY_PAPER)
    load(plan, paper(PRINTED, STEPS, confidence=0.5), FEBRUARY_PAPER)
    assert Paper.objects.count() == 2
    assert Change.objects.count() == before


def test_another_owner_takes_over_on_the_papers_day(plan):
    load(plan, paper(row(leads=["Head of Service"])))
    load(plan, paper(row(leads=["head of  service", "Director of Children’s Services"])), FEBRUARY_PAPER)
    load(plan, paper(row(leads=["Director of Children's Services"])), date(2020, 3, 31))
    now = {
        day: [o.name for o in state(plan, on=day).owners] for day in (JANUARY_PAPER, FEBRUARY_PAPER, date(2020, 3, 31))
    }
    assert now == {
        JANUARY_PAPER: ["Head of Service"],
        FEBRUARY_PAPER: ["Head of Service", "Director of Children’s Services"],
        date(2020, 3, 31): ["Director of Children’s Services"],
    }
    assert Party.objects.count() == 2


def test_a_hand_made_action_is_found_by_its_words_and_its_own_values_stand(plan):
    with Writing(plan, Actor.by_command()) as writing:
        (item,) = plans.add_items(
            writing, [Item(title="Write the guidance for home visits", position=1)], JANUARY_PAPER
        )
        deadlines.set_first_date(writing, item, APRIL, effective_on=JANUARY_PAPER)
    diff, _ = load(plan, paper(row()), FEBRUARY_PAPER)
    item.refresh_from_db()
    assert (Item.objects.count(), item.due, item.ref) == (1, APRIL, "1.1")
    assert [change.field for change in diff.questions] == ["due"]


def test_an_action_moved_to_another_theme_takes_its_steps_along(plan):
    load(plan, paper(row(), STEPS))
    load(plan, paper(row(), replace(STEPS, section="1")), FEBRUARY_PAPER)
    assert set(Item.objects.values_list("section__title", flat=True)) == {"Practice"}


def test_new_rows_stand_where_the_paper_prints_them_and_missing_ones_keep_their_place(plan):
    load(plan, paper(row(ref="1"), row("Train the managers", "2"), row("Appoint a chair", "3")))
    load(plan, paper(row(ref="1"), row("Hold a day for carers", "1a"), row("Appoint a chair", "3")), FEBRUARY_PAPER)
    assert list(Item.objects.order_by("position").values_list("ref", flat=True)) == ["1", "2", "1a", "3"]
    assert Item.objects.get(ref="2").is_leaf


def test_a_theme_reworded_here_is_found_again(plan):
    load(plan, paper(row(section="Practice"), sections=(Section("Practice"),)))
    with Writing(plan, Actor.by_command()) as writing:
        plans.reword_section(writing, plan.sections.get(), title="How we work")
    diff, _ = load(plan, paper(row(section="Practice"), sections=(Section("Practice"),)), FEBRUARY_PAPER)
    assert diff.changes == ()
    assert plan.sections.get().title == "How we work"


def test_only_what_was_chosen_is_written(plan):
    load(plan, paper(row(), row("Train the managers", "1.2")))
    after = paper(row(due=MAY), row("Train the managers", "1.2", due=MAY))
    diff = compare(after, known_plan(plan, FEBRUARY_PAPER), FEBRUARY_PAPER)
    load(plan, after, FEBRUARY_PAPER, chosen=[diff.changes[0].key])
    assert list(Item.objects.order_by("position").values_list("due", flat=True)) == [MAY, MARCH]


def test_an_action_that_was_not_chosen_brings_no_steps(plan):
    diff = compare(paper(STEPS), known_plan(plan, JANUARY_PAPER), JANUARY_PAPER)
    load(plan, paper(STEPS), chosen=[c.key for c in diff.changes if c.row != "0"])
    assert Item.objects.count() == 0


def test_a_register_that_changed_since_it_was_shown_refuses(plan):
    load(plan, paper(row()))
    after = paper(row(due=MAY))
    shown = compare(after, known_plan(plan, FEBRUARY_PAPER), FEBRUARY_PAPER)
    item = Item.objects.get()
    with Writing(plan, Actor.by_command()) as writing:
        deadlines.revise_deadline(writing, item, APRIL, from_due=item.due, effective_on=JANUARY_PAPER)
    with pytest.raises(RegisterChanged) as refused:
        load(plan, after, FEBRUARY_PAPER, seen=shown)
    assert [change.kind for change in refused.value.diff.changes] == ["question"]
    assert DateMove.objects.count() == 2


def test_a_comparison_read_back_from_storage_still_holds(plan):
    shown = compare(paper(PRINTED, STEPS), known_plan(plan, JANUARY_PAPER), JANUARY_PAPER)
    stored = [Difference.from_json(change.to_json()) for change in shown.changes]
    load(plan, paper(PRINTED, STEPS), seen=replace(shown, changes=tuple(stored)))
    assert Item.objects.count() == 4


# ---- a year's papers, in order and out of order -------------------------------------------------

JANUARY = paper(row(leads=["Head of Service"], status="in_progress", status_text="In progress", notes=["Begun."]))
FEBRUARY = paper(
    row(
        leads=["Head of Service"], status="in_progress", status_text="In progress", notes=["Begun.", "Halfway."],
        revised=(APRIL,),
    )
)  # fmt: skip
LAST = paper(
    row(leads=["Director"], status="complete", status_text="Complete", notes=["Halfway.", "Signed."], revised=(APRIL,))
)


def facts_of(plan, on) -> tuple:
    found = state(plan, on=on)
    return (
        found.deadline.original_due, found.deadline.due, found.deadline.times_moved, str(found.stage),
        [o.name for o in found.owners], [u.note for u in found.updates],
    )  # fmt: skip


EXPECTED = {
    JANUARY_PAPER: (MARCH, MARCH, 0, "in_progress", ["Head of Service"], ["Begun."]),
    FEBRUARY_PAPER: (MARCH, APRIL, 1, "in_progress", ["Head of Service"], ["Begun.", "Halfway."]),
    date(2020, 3, 31): (MARCH, APRIL, 1, "done", ["Director"], ["Begun.", "Halfway.", "Signed."]),
}


def test_three_papers_in_order_give_what_a_careful_person_would_have_typed(plan):
    for day, staged in zip(EXPECTED, (JANUARY, FEBRUARY, LAST), strict=True):
        load(plan, staged, day)
    assert {day: facts_of(plan, day) for day in EXPECTED} == EXPECTED


def test_an_older_paper_adds_history_and_leaves_today_as_it_is(plan):
    load(plan, LAST, date(2020, 3, 31))
    today = facts_of(plan, date(2020, 4, 1))
    load(plan, JANUARY, JANUARY_PAPER)
    item = Item.objects.get()
    assert facts_of(plan, JANUARY_PAPER) == EXPECTED[JANUARY_PAPER]
    assert facts_of(plan, date(2020, 4, 1))[:5] == today[:5]
    assert (item.stage, item.due, item.created_on) == ("done", APRIL, JANUARY_PAPER)
    before = Change.objects.count()
    diff, recorded = load(plan, JANUARY, JANUARY_PAPER)
    assert (diff.changes, recorded, Change.objects.count()) == ((), None, before)


def test_an_older_paper_with_another_first_date_makes_the_later_one_a_move(plan):
    load(plan, paper(row(due=APRIL)))
    load(plan, paper(row(due=MARCH)), NOVEMBER_PAPER)
    item = Item.objects.get()
    assert (item.original_due, item.due, item.times_moved) == (MARCH, APRIL, 1)
    assert state(plan, on=NOVEMBER_PAPER).deadline.due == MARCH


def test_the_paper_after_an_older_one_is_compared_with_the_newest(plan):
    load(plan, FEBRUARY, FEBRUARY_PAPER)
    load(plan, JANUARY, JANUARY_PAPER)
    diff, _ = load(plan, LAST, date(2020, 3, 31))
    assert diff.counts["changed"] == 1
    assert facts_of(plan, date(2020, 3, 31)) == EXPECTED[date(2020, 3, 31)]


def test_two_imports_do_not_double_what_was_done_on_the_page(plan):
    load(plan, JANUARY)
    item = Item.objects.get()
    with Writing(plan, Actor.by_command()) as writing:
        progress.record_progress(writing, item, "Halfway.", effective_on=date(2020, 2, 20))
        deadlines.revise_deadline(writing, item, APRIL, from_due=MARCH, effective_on=date(2020, 2, 20))
        progress.change_stage(writing, item, Stage.DONE, effective_on=date(2020, 2, 20))
        director = people.parties_named(plan.organisation, ["Director"])["Director"]
        people.take_on(writing, item, director, effective_on=date(2020, 2, 20))
    diff, _ = load(plan, FEBRUARY, FEBRUARY_PAPER)
    assert diff.changes == ()
