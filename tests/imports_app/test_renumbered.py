"""A paper that is read again with its tables arranged otherwise: what was decided stays with its plan and its row."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Item
from actions.services.writing import Actor, Stale
from imports import proposals, queries
from imports.models import Proposal, Upload
from imports.not_taken import NotTaken
from imports.pipeline.answers import Answers, Fate
from imports.proposals import answer, correct, propose, save, set_aside, set_plan
from imports.shapes import Extra, Reading, Source
from imports.showing.papers import in_list
from imports.staged import staged
from imports.taking_back import take_back
from tests.pipeline.papers import MAY, paper, row

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
    correct(proposal, proposal.version, row, "due", MAY.isoformat(), user)


def test_a_plan_before_it_is_passed_over_and_corrections_stay_with_their_plan(read, clerk):
    _, parks = read(ROADS, PARKS)
    put_right(parks, "2", clerk)
    (again,) = read(PARKS)
    assert (again.pk, again.number, again.slug) == (parks.pk, 1, parks.slug)
    assert staged(again).plan.actions[2].due == MAY


def test_a_proposal_whose_plan_is_gone_is_neither_shown_nor_counted_nor_saved(read, client, clerk):
    roads, parks = read(ROADS, PARKS)
    assert [proposal.pk for proposal in read(ROADS)] == [roads.pk]
    upload = roads.upload
    assert list(upload.proposals.all()) == list(queries.proposals_for(clerk, upload)) == [roads]
    assert in_list(clerk, Upload.objects.all()).get().waiting == 1
    gone = Proposal.every.get(pk=parks.pk)
    for one in (parks, gone):
        with pytest.raises(Stale, match="no longer in it"):
            save(one, one.version, clerk)
    client.force_login(clerk)
    for number in (2, gone.number):
        assert client.get(reverse("what_we_read", args=[upload.pk, number])).status_code == 404
    assert not Item.objects.exists()


def decided(proposal, user):
    """A value put right, a doubt of the plan set aside, an answer and a row left out."""
    put_right(proposal, "2", user)
    correct(proposal, proposal.version, "", "dismiss:no_date", "Printed so", user)
    answer(proposal, proposal.version, Answers(stages={"1": "done"}, left_out=("0",)), user)
    return {"corrections": proposal.corrections, "answers": proposal.answers}


def was_decided(proposal):
    return {"corrections": proposal.corrections, "answers": proposal.answers}


@pytest.mark.parametrize("between", [1, 2])
def test_a_plan_passed_over_and_taken_back_has_all_that_was_decided(read, clerk, between):
    _, parks = read(ROADS, PARKS)
    before, seen = decided(parks, clerk), parks.version
    for _ in range(between):
        read(ROADS)
    _, again = read(ROADS, PARKS)
    assert (again.pk, again.number, was_decided(again)) == (parks.pk, 2, before)
    assert staged(again).plan.actions[2].due == MAY
    assert again.rows.get(row="2").corrected["due"] == MAY.isoformat()
    with pytest.raises(Stale):
        answer(again, seen, Answers(), clerk)


def test_and_where_every_plan_was_passed_over(read, clerk):
    (parks,) = read(PARKS)
    before = decided(parks, clerk)
    assert read() == []
    (again,) = read(PARKS)
    assert (again.pk, was_decided(again)) == (parks.pk, before)


MOVED = replace(PARKS, source=Source(table=5, row=1))


@pytest.mark.parametrize("between", [(), (ROADS,)], ids=["still there", "passed over"])
@pytest.mark.parametrize("titled", ["by hand", "by the register"])
def test_a_plan_whose_title_is_not_the_printed_one_is_found_when_its_table_moves(read, clerk, plan, titled, between):
    (parks,) = read(PARKS)
    set_plan(parks, parks.version, plan if titled == "by the register" else None, clerk, "Green spaces")
    before = decided(parks, clerk)
    assert parks.title != PARKS.title
    for one in between:
        read(one)
    again = read(ROADS, MOVED)[1]
    assert (again.pk, again.title, was_decided(again)) == (parks.pk, parks.title, before)


def test_a_plan_taken_back_goes_into_a_new_one_where_another_took_its_plan_meanwhile(read, clerk, plan):
    roads, parks = read(ROADS, PARKS)
    set_plan(parks, parks.version, plan, clerk)
    put_right(parks, "2", clerk)
    (roads,) = read(ROADS)
    set_plan(roads, roads.version, plan, clerk)
    roads, parks = read(ROADS, PARKS)
    assert (roads.plan, parks.plan, parks.slug != roads.slug) == (plan, None, True)
    assert staged(parks).plan.actions[2].due == MAY


def test_a_plan_taken_back_has_an_address_of_its_own(read, clerk):
    _, parks = read(ROADS, PARKS)
    (roads,) = read(ROADS)
    set_plan(roads, roads.version, None, clerk, "Parks plan")
    assert roads.slug == parks.slug, "what is gone holds no address"
    roads, parks = read(ROADS, PARKS)
    assert roads.slug != parks.slug


def test_a_plan_set_aside_is_taken_in_after_all_unless_another_took_its_plan(read, clerk, plan):
    roads, parks = read(ROADS, PARKS)
    set_plan(roads, roads.version, plan, clerk)
    set_aside(roads, roads.version, clerk)
    set_plan(parks, parks.version, plan, clerk)
    with pytest.raises(NotTaken, match="Another plan of this paper goes to “Recovery plan” already"):
        set_aside(roads, roads.version, clerk, False)
    set_plan(parks, parks.version, None, clerk, "Parks plan")
    set_aside(roads, roads.version, clerk, False)
    assert roads.set_aside_at is None


def test_the_address_of_a_plan_set_aside_is_its_own(read, clerk):
    roads, parks = read(ROADS, PARKS)
    set_aside(roads, roads.version, clerk)
    set_plan(parks, parks.version, None, clerk, roads.title)
    assert parks.slug != roads.slug


def test_a_table_taken_before_it_moves_the_number_and_nothing_else(read, clerk):
    (parks,) = read(PARKS)
    put_right(parks, "0", clerk)
    roads, again = read(ROADS, PARKS)
    assert (roads.corrections, again.pk, again.number) == ([], parks.pk, 2)
    assert staged(again).plan.actions[0].due == MAY


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
    assert staged(one).plan.actions[0].due == staged(two).plan.actions[1].due == MAY
    assert staged(one).gone == staged(two).gone == ()


def test_and_when_two_are_joined(read, clerk):
    _, parks = read(ROADS, PARKS)
    put_right(parks, "1", clerk)
    (joined,) = read(replace(ROADS, actions=(*ROADS.actions, *PARKS.actions)))
    assert staged(joined).plan.actions[3].due == MAY


def test_and_back_when_they_are_parted_again(read, clerk):
    _, parks = read(ROADS, PARKS)
    put_right(parks, "1", clerk)
    read(replace(ROADS, actions=(*ROADS.actions, *PARKS.actions)))
    roads, parks = read(ROADS, PARKS)
    assert staged(parks).plan.actions[1].due == MAY
    assert roads.corrections == []


def test_what_was_put_right_stays_in_its_plan_where_another_has_a_row_just_like_it(read, clerk):
    alike = plan_of(1, "Roads plan", *(action.title for action in PARKS.actions))
    _, parks = read(alike, PARKS)
    put_right(parks, "2", clerk)
    (roads,) = read(alike)
    assert roads.corrections == []
    assert len(read(alike, PARKS)[1].corrections) == 1


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


def test_a_plan_taken_back_that_the_paper_no_longer_has_waits_for_a_reading_that_has_it(read, clerk):
    assert saved_and_read_anew(read, clerk, ROADS) is None
    parks = read(ROADS, PARKS)[1]
    assert (parks.saved_at, parks.answers["stages"]) == (None, {"1": "done"})
    assert save(parks, parks.version, clerk)


def test_answers_outlive_a_reader_that_ends_before_it_has_compared(read, clerk, monkeypatch):
    (parks,) = read(PARKS)
    answer(parks, parks.version, Answers(stages={"1": "done"}), clerk)
    with monkeypatch.context() as broken:
        broken.setattr(proposals.proposing, "compare_again", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            read(ROADS, PARKS)
    _, parks = read(ROADS, PARKS)
    assert parks.answers["stages"] == {"1": "done"}


def test_nothing_is_decided_while_the_paper_is_read_again(read, clerk):
    (parks,) = read(PARKS)
    Upload.objects.update(state=Upload.State.READING)
    with pytest.raises(Stale, match="being read again"):
        answer(parks, parks.version, Answers(stages={"1": "done"}), clerk)
