"""What decisions about a paper write into the register, and what the next paper then makes of it."""

from dataclasses import replace
from datetime import date

import pytest

from actions import queries
from actions.models import Change, DateMove, Item, Party, StageChange, Succession, Update
from actions.rules.judge import judge
from actions.services.writing import Actor
from imports.pipeline.answers import Answers, Fate, item_key
from imports.pipeline.corrections import Correction, anchors, corrected
from imports.shapes import Extra, Section
from imports.taking_back import take_back
from tests.imports_app.test_take_in import load, state
from tests.pipeline.papers import APRIL, FEBRUARY_PAPER, JANUARY_PAPER, MARCH, MAY, paper, row

pytestmark = pytest.mark.django_db
MARCH_PAPER = date(2020, 3, 30)
OTHER = row("Train every team manager in supervision", "1.2")
LONG = row("Agree the course with every team manager", "i", None)


def items() -> dict[str, Item]:
    return {item.title: item for item in Item.objects.order_by("position")}


def test_a_refreshed_plan_accounts_for_every_old_action(plan):
    load(plan, paper(row(due=APRIL), replace(OTHER, due=MARCH), row("Hold a day for carers", "1.3")))
    old = [item.pk for item in Item.objects.order_by("position")]
    new = row("Bring guidance and training into one programme", "3.2", due=MAY)
    merged = Fate("merged", ("0",), "minute 14", "Improvement Board")
    dropped = Fate("dropped", minute="minute 15", by="Improvement Board", on=date(2020, 2, 12))
    answers = Answers(fates={f"item{old[0]}": merged, f"item{old[1]}": merged, f"item{old[2]}": dropped})
    load(plan, paper(new), FEBRUARY_PAPER, answers=answers)

    found = state(plan, "3.2", FEBRUARY_PAPER).deadline
    assert (found.original_due, found.due, found.times_moved) == (MARCH, MAY, 1)
    into = items()[new.title]
    kept = Succession.objects.values_list("item", "into", "kind", "minute", "agreed_by", "source__paper__as_at")
    assert list(kept) == [
        (pk, into.pk, "merged", "minute 14", "Improvement Board", FEBRUARY_PAPER) for pk in old[:2]
    ]  # fmt: skip
    assert [(c.item_id, c.stage, c.reason, c.effective_on) for c in StageChange.objects.order_by("id")] == [
        (old[0], "no_longer_needed", "Merged into 3.2, by Improvement Board, minute 14", FEBRUARY_PAPER),
        (old[1], "no_longer_needed", "Merged into 3.2, by Improvement Board, minute 14", FEBRUARY_PAPER),
        (old[2], "no_longer_needed", "No longer needed, by Improvement Board, minute 15, 12 February 2020", dropped.on),
    ]
    assert DateMove.objects.filter(item__in=old).count() == 3  # their own history is as it was
    assert [item.is_open for item in Item.objects.filter(pk__in=old)] == [False] * 3


def test_a_refreshed_plan_can_be_taken_back_whole(plan, manager):
    load(plan, paper(row(due=APRIL), replace(OTHER, due=MARCH), row("Hold a day for carers", "1.3")))
    old = list(Item.objects.order_by("position"))
    before = [(s.item.id, s.stage, s.deadline) for s in judge(queries.plan_facts(plan), FEBRUARY_PAPER)]
    merged = Fate("merged", ("0",), "minute 14")
    answers = Answers(fates={item_key(item.pk): merged for item in old[:2]}, stages={item_key(old[2].pk): "done"})
    _, taken = load(plan, paper(row("Bring both into one programme", "3.2", due=MAY)), FEBRUARY_PAPER, answers=answers)
    assert Item.objects.filter(pk__in=[item.pk for item in old], is_open=True).count() == 0
    take_back(taken, Actor.on_page(manager), "The wrong version")
    assert [(s.item.id, s.stage, s.deadline) for s in judge(queries.plan_facts(plan), FEBRUARY_PAPER)] == before
    assert not Succession.objects.filter(retracted_at=None).exists()


def test_what_was_accounted_for_is_not_missing_from_the_next_paper(plan):
    load(plan, paper(row(), OTHER))
    gone = Item.objects.get(ref="1.2").pk
    load(plan, paper(row()), FEBRUARY_PAPER, answers=Answers(stages={f"item{gone}": "done"}))
    diff, _ = load(plan, paper(row()), MARCH_PAPER)
    assert diff.changes == ()


def test_what_stays_open_is_asked_about_again(plan):
    load(plan, paper(row(), OTHER))
    gone = Item.objects.get(ref="1.2").pk
    load(plan, paper(row()), FEBRUARY_PAPER, answers=Answers(stages={f"item{gone}": "open"}))
    diff, _ = load(plan, paper(row()), MARCH_PAPER)
    assert diff.counts["missing"] == 1


def test_an_action_split_in_two_has_two_successors(plan):
    load(plan, paper(row()))
    old = Item.objects.get()
    parts = row("Write the guide for social workers", "4.1"), row("Print and send out the guide", "4.2", due=MAY)
    load(
        plan,
        paper(*parts),
        FEBRUARY_PAPER,
        answers=Answers(fates={f"item{old.pk}": Fate("split", ("0", "1"), "min 9")}),
    )
    assert [one.into.ref for one in old.succession_events.order_by("into__ref")] == ["4.1", "4.2"]
    assert [(m.item.ref, m.kind, m.reason) for m in DateMove.objects.exclude(item=old).order_by("id")] == [
        ("4.1", "first", "Carried over from 1.1"),
        ("4.2", "first", "Carried over from 1.1"),
        ("4.2", "extension", "New baseline, min 9"),
    ]


def test_a_step_becomes_an_action_and_back(plan):
    group = row("Train them", "2", "2", due=None)
    load(plan, paper(row(), replace(group, milestones=(LONG, row("Run the course", "ii", None)))))
    step = items()[LONG.title]
    apart = paper(row(), replace(group, milestones=(row("Run the course", "ii", None),)), replace(LONG, section="1"))
    load(plan, apart, FEBRUARY_PAPER, answers=Answers(same={"2": step.pk}))
    step.refresh_from_db()
    assert (step.parent, step.section.title, step.is_leaf) == (None, "Practice", True)
    back = paper(row(), replace(group, milestones=(LONG, row("Run the course", "ii", None))))
    load(plan, back, MARCH_PAPER, answers=Answers(same={"1.0": step.pk}))
    step.refresh_from_db()
    assert (step.parent.title, step.section.title) == ("Train them", "People")
    assert Item.objects.count() == 4


def test_the_last_step_that_becomes_an_action_leaves_a_leaf_behind(plan):
    group = row("Train them", "2", due=None)
    load(plan, paper(replace(group, milestones=(LONG,))))
    step = items()[LONG.title]
    load(plan, paper(group, replace(LONG, section="1")), FEBRUARY_PAPER, answers=Answers(same={"1": step.pk}))
    assert {item.title: item.is_leaf for item in Item.objects.all()} == {"Train them": True, LONG.title: True}


def test_a_misprint_in_a_paper_of_the_same_day_is_put_right_and_is_no_slippage(plan):
    load(plan, paper(row()))
    load(plan, paper(row(due=MAY)), answers=Answers(holds={"0:question:due": "correction"}))
    found = state(plan).deadline
    assert (found.original_due, found.due, found.times_moved) == (MAY, MAY, 0)
    assert [move.kind for move in DateMove.objects.order_by("id")] == ["first", "correction"]


def test_another_first_date_beside_the_same_date_now_puts_the_first_one_right(plan):
    load(plan, paper(row(revised=(MAY,))))
    load(
        plan,
        paper(row(due=APRIL, revised=(MAY,))),
        FEBRUARY_PAPER,
        answers=Answers(holds={"0:question:original_due": "paper"}),
    )
    found = state(plan).deadline
    assert (found.original_due, found.due, found.times_moved) == (APRIL, MAY, 1)


def put_right(printed, **values):
    made = [Correction(anchors(printed)["0"], name, value, None, "Clerk", "") for name, value in values.items()]
    return corrected(printed, made)[0]


PRINTED = row(leads=["Head of Service"], printed=(Extra("Action", "Write the guidance"),))


def test_what_was_put_right_stays_right_while_the_paper_repeats_its_misprint(plan):
    printed = paper(PRINTED)
    load(plan, put_right(printed, due="2020-05-31", title="Write the guidance for visits"), printed=printed)
    item = Item.objects.get()
    assert (item.due, item.title) == (MAY, "Write the guidance for visits")
    assert load(plan, printed, FEBRUARY_PAPER)[0].changes == ()
    mended = paper(replace(PRINTED, due=MAY))
    assert load(plan, mended, MARCH_PAPER)[0].changes == ()
    moved = paper(replace(PRINTED, due=date(2020, 6, 30)))
    assert [change.kind for change in load(plan, moved, date(2020, 4, 30))[0].changes] == ["revise_deadline"]


def test_a_misprint_put_right_again_next_month_is_no_change(plan):
    printed = paper(PRINTED)
    for day in (JANUARY_PAPER, FEBRUARY_PAPER):
        load(
            plan,
            put_right(printed, due="2020-05-31", owners=[{"name": "Director", "role": "lead"}]),
            day,
            printed=printed,
        )
    assert DateMove.objects.count() == 1
    assert [owner.name for owner in state(plan).owners] == ["Director"]


def test_a_paper_not_for_publication_brings_nothing_that_is(plan):
    from imports.apply import PaperTaken, take_in

    load(plan, paper(row(notes=["Begun."])))
    mark = {"publication": "not_for_publication", "exempt_paragraph": "3", "exempt_reason": "Names a contractor"}
    taken = PaperTaken("annex.docx", "9" * 64, FEBRUARY_PAPER, "Clerk", None, mark)
    take_in(plan, paper(row(notes=["Begun.", "Settled."]), OTHER), taken)
    assert dict(Item.objects.values_list("ref", "publication")) == {"1.1": "public", "1.2": "not_for_publication"}
    assert list(Update.objects.order_by("id").values_list("note", "publication", "exempt_paragraph")) == [
        ("Begun.", "public", ""),
        ("Settled.", "not_for_publication", "3"),
    ]


def test_a_name_said_to_be_a_known_one_is_kept_for_the_next_papers_of_the_organisation(plan):
    load(plan, paper(row(leads=["Head of Children's Services"])))
    other = paper(row(leads=["Hd of Childrens Svcs"]), OTHER)
    answers = Answers(parties={"Hd of Childrens Svcs": "Head of Children's Services"})
    diff, _ = load(plan, other, FEBRUARY_PAPER, answers=answers)
    assert [change.kind for change in diff.changes if change.row == "0"] == []
    load(plan, paper(row(leads=["Hd of Childrens Svcs"]), replace(OTHER, owners=other.actions[0].owners)), MARCH_PAPER)
    assert {s.item.ref: [o.name for o in s.owners] for s in judge(queries.plan_facts(plan), MARCH_PAPER)} == {
        "1.1": ["Head of Children's Services"],
        "1.2": ["Head of Children's Services"],
    }
    alias = Party.objects.get(name="Hd of Childrens Svcs")
    assert (alias.merged_into.name, alias.ownerships.count()) == ("Head of Children's Services", 0)
    assert Change.objects.filter(event="known_as").count() == 1


def test_a_theme_led_by_somebody_printed_otherwise_has_the_known_lead(plan):
    load(plan, paper(row(leads=["Head of Children's Services"])))
    themes = (Section("Practice", "1", lead="Hd of Childrens Svcs"), Section("People", "2"))
    answers = Answers(parties={"Hd of Childrens Svcs": "Head of Children's Services"})
    load(plan, paper(row(leads=["Head of Children's Services"]), sections=themes), FEBRUARY_PAPER, answers=answers)
    assert plan.sections.get(ref="1").lead.name == "Head of Children's Services"
    diff, _ = load(plan, paper(row(leads=["Head of Children's Services"]), sections=themes), MARCH_PAPER)
    assert diff.changes == ()


def test_an_action_of_an_older_paper_alone_is_added_as_what_it_was(plan):
    load(plan, paper(row()))
    older = date(2019, 11, 30)
    load(plan, paper(row(), OTHER), older, answers=Answers(same={"1": None}, stages={"1": "no_longer_needed"}))
    item = Item.objects.get(ref="1.2")
    assert (item.created_on, item.is_open) == (older, False)
    assert str(state(plan, "1.2", older).stage) == "not_stated"
    assert load(plan, paper(row()), FEBRUARY_PAPER)[0].counts["missing"] == 0
