"""A paper that is read again with its tables arranged otherwise: what was decided stays with its plan and its row."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from actions.services.writing import Actor, Stale
from imports import proposals
from imports.models import Proposal, Upload
from imports.pipeline.answers import Answers, Fate
from imports.proposals import answer, correct, propose, save, staged
from imports.shapes import Extra, Reading, Source
from imports.taking_back import take_back
from tests.pipeline.papers import MARCH, paper, row

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 1)


def plan_of(table: int, title: str, *words: str):
    """A plan printed in a table of that number, with an action of each of the words."""
    rows = [replace(row(text, str(at)), printed=(Extra("Action", text),)) for at, text in enumerate(words, 1)]
    return replace(paper(*rows), title=title, source=Source(table=table, row=1))


ROADS = plan_of(1, "Roads plan", "Mend the bridge", "Paint the lines")
PARKS = plan_of(2, "Parks plan", "Plant the oaks", "Open the gate", "Count the ducks")


@pytest.fixture
def read(council):
    """Proposes the plans of one paper, read as given; each call is another reading of the same paper."""
    upload = Upload.objects.create(
        organisation=council, name="paper.docx", sha256="1" * 64, size=1, as_at=DAY, uploaded_at=timezone.now(),
        state=Upload.State.READ,
    )  # fmt: skip

    def again(*plans):
        upload.reading = Reading("paper.docx", "1" * 64, "word", plans).to_json(full=True)
        upload.save()
        return propose(upload)

    return again


def put_right(proposal, row, user):
    correct(proposal, proposal.version, row, "due", MARCH.isoformat(), user)


def test_a_plan_before_it_is_passed_over_and_corrections_stay_with_their_plan(read, clerk):
    _, parks = read(ROADS, PARKS)
    put_right(parks, "2", clerk)
    (again,) = read(PARKS)
    assert (again.pk, again.number, again.slug) == (parks.pk, 1, parks.slug)
    assert staged(again).plan.actions[2].due == MARCH


def test_a_proposal_whose_plan_is_gone_goes_with_it(read):
    roads, parks = read(ROADS, PARKS)
    assert [proposal.pk for proposal in read(ROADS)] == [roads.pk]
    assert roads.upload.proposals.count() == 1


def test_a_table_taken_before_it_moves_the_number_and_nothing_else(read, clerk):
    (parks,) = read(PARKS)
    put_right(parks, "0", clerk)
    roads, again = read(ROADS, PARKS)
    assert (roads.corrections, again.pk, again.number) == ([], parks.pk, 2)
    assert staged(again).plan.actions[0].due == MARCH


def test_a_saved_plan_is_kept_when_its_table_is_passed_over(read, clerk):
    roads, _ = read(ROADS, PARKS)
    saved = save(roads, roads.version, clerk)
    read(PARKS)
    roads.refresh_from_db()
    assert roads.paper == saved and roads.number > 1000
    again, _ = read(ROADS, PARKS)
    assert (again.pk, again.number, again.paper) == (roads.pk, 1, saved)


def test_what_was_put_right_goes_along_when_a_plan_is_cut_in_two(read, clerk):
    (whole,) = read(PARKS)
    put_right(whole, "0", clerk)
    put_right(whole, "2", clerk)
    first = replace(PARKS, actions=PARKS.actions[:1])
    second = replace(PARKS, actions=PARKS.actions[1:], source=Source(table=2, row=3))
    one, two = read(first, second)
    assert (one.pk, one.slug != two.slug) == (whole.pk, True)
    assert staged(one).plan.actions[0].due == staged(two).plan.actions[1].due == MARCH
    assert staged(one).gone == staged(two).gone == ()


def test_and_when_two_are_joined(read, clerk):
    _, parks = read(ROADS, PARKS)
    put_right(parks, "1", clerk)
    (joined,) = read(replace(ROADS, actions=(*ROADS.actions, *PARKS.actions)))
    assert staged(joined).plan.actions[3].due == MARCH


def test_answers_go_with_their_rows(read, clerk):
    (parks,) = read(PARKS)
    answers = Answers(
        same={"1": None}, stages={"2": "done", "0": "leave"}, left_out=("2:add_item", "0"), holds={"1:due": "paper"}
    )
    answer(parks, parks.version, answers, clerk)
    (again,) = read(replace(PARKS, actions=(PARKS.actions[2], PARKS.actions[1])))
    kept = Answers.from_json(again.answers)
    assert (kept.same, kept.stages) == ({"1": None}, {"0": "done"})
    assert (kept.left_out, kept.holds) == (("0:add_item",), {"1:due": "paper"})


def test_what_became_of_an_old_action_is_asked_again_where_a_row_of_it_is_gone():
    fates = {"item5": Fate("split", ("1", "2"), "Minute 4"), "item6": Fate("merged", ("1",), "Minute 4")}
    kept = Answers(fates=fates).of_rows({"1": "3"})
    assert list(kept.fates) == ["item6"]
    assert kept.fates["item6"].into == ("3",)


def test_the_other_part_of_a_plan_that_was_cut_is_not_the_same_plan_of_the_register(read, clerk):
    (parks,) = read(PARKS)
    save(parks, parks.version, clerk)
    second = replace(PARKS, actions=PARKS.actions[1:], source=Source(table=2, row=3))
    one, two = read(replace(PARKS, actions=PARKS.actions[:1]), second)
    assert (one.plan is not None, two.plan) == (True, None)


# ---- taken back after another reading, and readings broken off ------------------------------------


def saved_and_read_anew(read, clerk, *plans):
    """The parks saved with their second action said to be done, then the paper read again as `plans`; taken back."""
    (parks,) = read(PARKS)
    answer(parks, parks.version, Answers(stages={"1": "done"}), clerk)
    saved = save(parks, parks.version, clerk)
    read(*plans)
    take_back(saved, Actor.on_page(clerk), "The wrong paper")
    return Proposal.objects.filter(pk=parks.pk).first()


def test_a_plan_taken_back_after_another_reading_has_its_answers_on_the_same_rows(read, clerk):
    moved = plan_of(2, "Parks plan", "Sow the meadow", "Plant the oaks", "Open the gate", "Count the ducks")
    parks = saved_and_read_anew(read, clerk, moved)
    assert parks.answers["stages"] == {"2": "done"}


def test_a_plan_taken_back_after_another_reading_shows_that_reading(read, clerk):
    due = replace(PARKS, actions=tuple(replace(one, due=DAY) for one in PARKS.actions))
    parks = saved_and_read_anew(read, clerk, due)
    assert {one.read["due"] for one in parks.rows.filter(kind="action")} == {DAY.isoformat()}


def test_a_plan_taken_back_that_the_paper_no_longer_has_is_gone(read, clerk):
    assert saved_and_read_anew(read, clerk, ROADS) is None


def test_answers_outlive_a_reader_that_ends_before_it_has_compared(read, clerk, monkeypatch):
    (parks,) = read(PARKS)
    answer(parks, parks.version, Answers(stages={"1": "done"}), clerk)
    with monkeypatch.context() as broken:
        broken.setattr(proposals, "compare_again", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            read(ROADS, PARKS)
    _, parks = read(ROADS, PARKS)
    assert parks.answers["stages"] == {"1": "done"}


def test_nothing_is_decided_while_the_paper_is_read_again(read, clerk):
    (parks,) = read(PARKS)
    Upload.objects.update(state=Upload.State.READING)
    with pytest.raises(Stale, match="being read again"):
        answer(parks, parks.version, Answers(stages={"1": "done"}), clerk)
