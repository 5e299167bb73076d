"""Where each field of an action comes from: the paper and its place, the words as printed, or who set it by hand."""

from dataclasses import replace
from datetime import date

import pytest

from actions import links, queries, report
from actions.models import Item, Paper, Update
from actions.provenance import origins
from actions.queries import KEPT_BACK
from actions.services import deadlines, people, plans, ratings
from actions.services.writing import Actor, Writing
from actions.sources import Papers
from actions.vocabulary import Publication
from imports.apply import PaperTaken, take_in
from imports.shapes import Extra, Owner, Section, Source
from imports.taking_back import take_back
from tests import builders
from tests.pipeline.papers import MAY, paper, row

pytestmark = pytest.mark.django_db
TODAY = date(2020, 12, 1)
HEADINGS = (
    ("title", "Action"),
    ("lead", "Who"),
    ("due", "By when"),
    ("status", "Where are we"),
    ("update", "Progress"),
)
JUNE, JULY = "june.docx, page 3, row 5, as at 30 June 2020", "july.docx, page 4, row 6, as at 31 July 2020"


def cells(*texts):
    return tuple(Extra(heading, text) for (_, heading), text in zip(HEADINGS, texts, strict=True))


FIRST = row(
    "Write it", leads=["Ann Lee"], notes=["Begun."], status="in_progress", status_text="Under way",
    source=Source("p", page=3, row=5), printed=cells("Write it", "Ann Lee", "31 March", "Under way", "Begun."),
    links=("R1",), extra=(Extra("Cost", "None"),),
)  # fmt: skip
SECOND = replace(
    FIRST, revised=(MAY,), extra=(Extra("Cost", "£5"),), owners=(Owner("Ann Lee"), Owner("Chief Nurse")),
    source=Source("p", page=4, row=6), printed=cells("Write it", "Ann Lee, Nurse", "31 May", "Under way", "Begun."),
)  # fmt: skip


def load(plan, staged, name, as_at) -> Paper:
    printed = paper(staged, headings=HEADINGS, sections=(Section("Practice", "1"),))
    return take_in(plan, printed, PaperTaken(name, f"{as_at:%m}" * 32, as_at, "Clerk"))[1]


@pytest.fixture
def item(plan):
    load(plan, FIRST, "june.docx", date(2020, 6, 30))
    return Item.objects.get()


def told(item, user=None, on=TODAY):
    """Field, where it comes from and the words as printed."""
    item = Item.objects.select_related("plan__organisation", "source__paper").get(pk=item.pk)
    state, history = queries.family_of(user, item, on)[item.pk], queries.history_of(user, item)
    return {one.field: (one.words, one.printed) for one in origins(Papers(user, item), item, state, history, on)}


def test_every_field_of_a_new_action_comes_from_its_row(item):
    assert told(item) == {
        "Reference": (JUNE, ""),
        "Action": (JUNE, "Write it"),
        "Theme": (JUNE, ""),
        "Answers": (JUNE, ""),
        "More from the plan": (JUNE, ""),
        "Who": (JUNE, "Ann Lee"),
        "First date": (JUNE, "31/03/2020"),
        "Stage": (JUNE, "Under way"),
        "Reported rating": (JUNE, "Under way"),
        "Latest update": (JUNE, "Begun."),
    }


def test_what_a_later_paper_changed_comes_from_there_and_the_rest_stays(plan, item):
    load(plan, SECOND, "july.docx", date(2020, 7, 31))
    found = told(item)
    assert {field for field, (words, _) in found.items() if words == JULY} == {
        "More from the plan", "Date now", "Who: Chief Nurse",
    }  # fmt: skip
    assert found["Date now"] == (JULY, "31 May")
    assert found["First date"][0] == found["Action"][0] == found["Who: Ann Lee"][0] == JUNE


def test_taken_back_everything_comes_from_where_it_came_before(plan, item):
    before = told(item)
    take_back(load(plan, SECOND, "july.docx", date(2020, 7, 31)), Actor.by_command(), "Wrong")
    assert told(item) == before


def _reword(writing, item):
    plans.reword(writing, item, title="Write all of it", links=["R2"])


BY_HAND = {
    "words": (_reword, {"Action", "Answers"}),
    "a new date": (lambda w, i: deadlines.revise_deadline(w, i, MAY, from_due=i.due), {"Date now"}),
    "a date put right": (
        lambda w, i: deadlines.correct_deadline(w, i.datemove_events.get(), MAY, reason="Misprint"), {"First date"},
    ),
    "a lead": (lambda w, i: people.take_on(w, i, builders.party(w.plan.organisation, "Bo")), {"Who: Bo"}),
    "a rating": (
        lambda w, i: ratings.set_rating_by_hand(w, i, i.rating, reason="Worse", lapses_on=None), {"Reported rating"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_what_somebody_set_by_hand_says_who_and_when(plan, manager, item, name):
    deed, fields = BY_HAND[name]
    with Writing(plan, Actor.on_page(manager)) as writing:
        deed(writing, item)
    today = Actor.by_command().today
    by_hand = f"By hand, by Mo Manager on {today.day} {today:%B %Y}"
    assert {field for field, (words, _) in told(item, on=today).items() if words == by_hand} == fields


def test_each_place_is_named_once_with_the_fields_that_come_from_it(client, board_member, plan, item):
    client.force_login(board_member)
    (place,) = client.get(links.item_page(plan, item.pk)).context["places"]
    assert (place.words, place.address) == (JUNE, links.paper_page(Paper.objects.get()))
    assert place.quoted[:2] == [("Action", "Write it"), ("Who", "Ann Lee")]
    assert place.others == ["Reference", "Theme", "Answers", "More from the plan"]


def test_an_action_typed_by_hand_says_so(plan):
    assert told(builders.item(plan, "By hand"))["Action"][0].startswith("By hand, by Operator on ")


def test_as_at_a_day_it_tells_what_held_then(plan, item):
    load(plan, SECOND, "july.docx", date(2020, 7, 31))
    assert "Date now" not in told(item, on=date(2020, 7, 1))


class TestNotForPublication:
    def test_a_paper_that_is_not_for_publication_is_not_named(self, board_member, item):
        Paper.objects.update(publication=Publication.NOT_FOR_PUBLICATION)
        assert set(told(item, board_member).values()) == {("A paper that is not for publication", "")}

    @pytest.mark.parametrize("kind", [Publication.NOT_FOR_PUBLICATION, Publication.WORKING_NOTE])
    def test_where_an_update_is_kept_back_no_row_is_quoted(self, board_member, item, kind):
        Update.objects.update(publication=kind)
        found = told(item, board_member)
        assert "Latest update" not in found
        assert {printed for _, printed in found.values()} == {"", "31/03/2020", "Under way"}, "the page shows these"

    @pytest.mark.parametrize("kind", [Publication.NOT_FOR_PUBLICATION, Publication.WORKING_NOTE])
    def test_nor_does_the_page_quote_it_anywhere(self, client, board_member, plan, item, kind):
        Update.objects.update(publication=kind)
        client.force_login(board_member)
        assert "Begun." not in client.get(links.item_page(plan, item.pk)).content.decode()
        Update.objects.update(publication=Publication.PUBLIC)
        assert "Begun." in client.get(links.item_page(plan, item.pk)).content.decode()

    def test_nor_is_the_paper_named_anywhere_on_the_page(self, client, board_member, plan, item):
        Paper.objects.update(publication=Publication.NOT_FOR_PUBLICATION)
        client.force_login(board_member)
        text = client.get(links.item_page(plan, item.pk)).content.decode()
        assert "june.docx" not in text and "A paper that is not for publication" in text

    def test_nor_in_a_report(self, board_member, plan, item):
        Paper.objects.update(publication=Publication.NOT_FOR_PUBLICATION)
        (hidden,) = report.build(queries.plan_facts(plan, board_member), TODAY).papers
        assert (hidden.name, hidden.as_at, hidden.sha256) == (KEPT_BACK, date(2020, 6, 30), "")
        (in_file,) = queries.plan_facts(plan, leave_out=queries.FOR_PUBLICATION).papers
        assert in_file.name == KEPT_BACK
        assert queries.plan_facts(plan).papers[0].name == "june.docx"
