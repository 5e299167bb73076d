"""What will change: every change with its choice, every question with its answers, counted as saving counts."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from actions.models import DateMove, Item
from actions.services import deadlines
from actions.services.writing import Actor, Writing
from imports import proposals
from imports.pipeline.answers import Answers
from imports.pipeline.changes import Change
from imports.showing.changed_rows import ChangedRow, ShownChange, answered
from tests.pages import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(council, manager):
    """The plan as the first paper had it."""
    return papers.taken_in(council, manager, papers.APRIL)


@pytest.fixture
def proposal(council, plan):
    """The second paper beside it."""
    return papers.proposal(council, papers.JULY, plan=plan)


def address(proposal):
    return reverse("what_will_change", args=[proposal.upload_id, proposal.number])


def shown(client, proposal, **query):
    return {row.stored.ref: row for row in client.get(address(proposal), query).context["rows"]}


def sent(rows, *, out=(), leave=(), **answers):
    """What the page's form sends with every change kept but those in `out`."""
    changes = [one.change.key for row in rows for one in row.changes]
    keep = [key for key in changes if key not in out]
    rows = [row.stored.row for row in rows]
    return {"row": rows, "change": changes, "keep": keep, "leave": leave, **answers}


def test_each_row_says_what_saving_would_change(client, manager, proposal):
    client.force_login(manager)
    rows = shown(client, proposal)
    assert "New date 31 December 2024, was 30 September 2024." in [one.words for one in rows["1.1"].changes]
    assert rows["1.1"].verdict == "Changed"
    assert rows["3.3"].verdict == "To answer"


def test_a_change_left_out_is_not_saved_and_the_rest_is(client, manager, proposal):
    client.force_login(manager)
    rows = shown(client, proposal)
    moved = next(one.change.key for one in rows["1.1"].changes if one.change.kind == "revise_deadline")
    client.post(address(proposal), sent(rows.values(), out={moved}, version=proposal.version))
    assert [row.stored.ref for row in client.get(address(proposal), {"show": "left_out"}).context["rows"]] == ["1.1"]
    proposal.refresh_from_db()
    proposals.save(proposal, proposal.version, manager)
    action = Item.objects.get(plan=proposal.plan, ref="1.1")
    assert action.due == date(2024, 9, 30)
    assert action.update_events.filter(note__contains="633 of 900").exists()


def test_a_row_left_out_leaves_all_of_it_and_can_be_taken_up_again(client, manager, proposal):
    client.force_login(manager)
    rows = shown(client, proposal)
    client.post(address(proposal), sent(rows.values(), leave=[rows["1.1"].stored.row], version=proposal.version))
    proposal.refresh_from_db()
    assert Answers.from_json(proposal.answers).left_out == (rows["1.1"].stored.row,)
    client.post(address(proposal), sent(rows.values(), version=proposal.version))
    proposal.refresh_from_db()
    assert Answers.from_json(proposal.answers).left_out == ()


def as_shown(page):
    """What the form on a page sends where nothing is touched."""
    fields = re.findall(r'<input[^>]* name="(row|change|keep|leave)" value="([^"]*)"( checked)?', page)
    sent = {"row": [], "change": [], "keep": [], "leave": []}
    for name, value, checked in fields:
        if checked or name in ("row", "change"):
            sent[name].append(value)
    return sent


def test_the_steps_of_an_action_left_out_come_back_with_it(client, manager, council):
    proposal = papers.proposal(council, papers.JULY)
    client.force_login(manager)
    sent = as_shown(client.get(address(proposal)).content.decode())
    for leave in (["5"], []):
        client.post(address(proposal), sent | {"leave": leave, "version": proposal.version})
        proposal.refresh_from_db()
        sent = as_shown(client.get(address(proposal)).content.decode())
        assert sent["leave"] == leave
    assert Answers.from_json(proposal.answers).left_out == ()


def test_what_is_not_for_publication_is_not_told_by_comparing_with_it(client, clerk, proposal):
    client.force_login(clerk)
    shown_before = client.get(address(proposal)).content.decode()
    Item.objects.filter(plan=proposal.plan).update(publication="not_for_publication")
    page = client.get(address(proposal)).content.decode()
    assert "was 30 September 2024" in shown_before and "was 30 September 2024" not in page
    assert "kept from you" in page
    assert "Not in this paper" in shown_before and "Not in this paper" not in page


def test_what_another_page_of_the_list_decided_stands(client, manager, proposal):
    client.force_login(manager)
    rows = shown(client, proposal)
    client.post(address(proposal), sent([rows["1.1"]], leave=[rows["1.1"].stored.row], version=proposal.version))
    proposal.refresh_from_db()
    client.post(address(proposal), sent([rows["1.2"]], version=proposal.version))
    proposal.refresh_from_db()
    assert Answers.from_json(proposal.answers).left_out == (rows["1.1"].stored.row,)


def test_a_change_of_the_register_meanwhile_is_said_and_compared_anew(client, manager, proposal):
    client.force_login(manager)
    before, action = proposal.mark, Item.objects.get(plan=proposal.plan, ref="1.1")
    with Writing(proposal.plan, Actor.on_page(manager)) as writing:
        deadlines.revise_deadline(writing, action, date(2024, 11, 30), from_due=action.due, reason="Rain")
    text = client.get(address(proposal)).content.decode()
    proposal.refresh_from_db()
    assert "compared anew" in text
    assert proposal.mark != before
    assert not DateMove.objects.filter(item=action, to_due=date(2024, 12, 31)).exists()


def test_somebody_elses_choices_are_not_overwritten(client, manager, proposal):
    client.force_login(manager)
    rows = shown(client, proposal)
    answer = client.post(address(proposal), sent(rows.values(), version=proposal.version + 1), follow=True)
    assert "Somebody else changed this" in answer.content.decode()


@pytest.mark.parametrize("show", ["new", "changed", "reopened", "untouched", "question", "all", "left_out", "<b>"])
def test_every_choice_of_rows_is_answered(client, manager, proposal, show):
    client.force_login(manager)
    assert client.get(address(proposal), {"show": show}).status_code == 200


def test_a_paper_without_a_day_asks_for_it(client, manager, proposal):
    client.force_login(manager)
    proposal.as_at = None
    proposal.save()
    proposals.compare_again(proposal, date(2024, 12, 1))
    assert "does not say for which day it speaks" in client.get(address(proposal)).content.decode()


@pytest.mark.parametrize(
    ("sentence", "ref", "words"),
    [
        ("1.1: new date 3 May 2024.", "1.1", "New date 3 May 2024."),
        ("“Mend: the roof”: done.", "", "Done."),
        ("Rating key: Red, Green.", "", "Rating key: Red, Green."),
        ("New theme 1 Homes that are….", "", "New theme 1 Homes that are…"),
    ],
)
def test_a_sentence_is_shown_without_the_name_that_stands_above_it(sentence, ref, words):
    assert ShownChange(Change("reword", "1", sentence), True, ref).words == words


def test_old_and_new_words_stand_side_by_side(db, proposal):
    row = proposal.rows.filter(kind="action").first()
    change = Change(
        "reword", row.row, "1.1: action now …", field="title", before="Train staff", after="Train all staff"
    )
    row.changes = [change.to_json()]
    (one,) = ChangedRow(row).changes
    assert [(piece.kind, piece.words) for piece in one.pieces if piece.kind != "same"] == [("come", "all ")]


def test_a_doubt_about_the_plan_as_a_whole_leads_to_the_list_of_doubts(client, manager, proposal):
    client.force_login(manager)
    proposal.rows.filter(kind="plan").update(issues=1)
    assert "?show=list" in client.get(address(proposal), {"show": "all"}).content.decode()


@pytest.mark.parametrize("asks", ["same", "stages", "holds"])
def test_a_question_left_open_forgets_nothing_else_that_was_said_of_its_row(asks):
    question = Change("question", "4", "Is it done?", field="stage", asks=asks, options=("done",))
    said = Answers(same={"4": 12}, stages={"4": "done"}, holds={question.key: "paper"}, left_out=("4",))
    assert answered(said, question, "") == replace(said, **{asks: {}})
