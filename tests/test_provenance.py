"""Where each field of an action comes from: the paper and its place, the words as printed, or who set it by hand."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from actions import links, queries, report
from actions.models import Item, Paper, Update
from actions.provenance import origins
from actions.queries import KEPT_BACK
from actions.services import deadlines, people, plans, ratings
from actions.services.writing import Actor, Writing
from actions.sources import Papers
from actions.vocabulary import Publication
from imports.apply import PaperTaken, take_in
from imports.proposals import correct_fields, save
from imports.shapes import Extra, Owner, Section, Source
from imports.shapes import Update as Note
from imports.taking_back import take_back
from tests import builders
from tests.imports_app.uploads import proposal_of
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


def found(item, user=None, on=TODAY):
    """Where each field comes from."""
    item = Item.objects.select_related("plan__organisation", "source__paper").get(pk=item.pk)
    state, history = queries.family_of(user, item, on)[item.pk], queries.history_of(user, item)
    return origins(Papers(user, item), item, state, history, on)


def told(item, user=None, on=TODAY):
    """Field, where it comes from and the words as printed."""
    return {one.field: (one.words, one.printed) for one in found(item, user, on)}


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


class TestPutRightByHand:
    """Values that somebody changed before the paper was saved."""

    HEADED = paper(FIRST, headings=HEADINGS, sections=(Section("Practice", "1"), Section("People", "2")))

    def saved(self, plan, user, staged, as_at, **values):
        made = proposal_of(plan, staged, as_at)
        correct_fields(made, made.version, "0", values, user)
        return save(made, made.version, user)

    def sentence(self, words):
        today = timezone.localdate()
        return f"Put right by hand by Cleo Clerk on {today.day} {today:%B %Y}; the paper prints {words}"

    def marked(self, item, user=None):
        return {one.field: one.put_right for one in found(item, user) if one.put_right}

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("title", "Write all of it", {"Action": "“Write it”"}),
            ("ref", "9.9", {"Reference": "“1.1”"}),
            ("section", "2", {"Theme": "“Practice”"}),
            ("owners", ["Bo Kay"], {"Who": "“Ann Lee”"}),
            ("due", "2020-05-31", {"First date": "“31 March”"}),
            ("start", "2020-01-31", {"Start": "nothing there"}),
            ("revised", ["2020-05-31"], {"Date now": "“31 March”"}),
            ("status", "complete", {"Stage": "“Under way”"}),
            ("rag", "green", {"Reported rating": "“Under way”"}),
        ],
    )
    def test_each_says_who_when_and_what_the_paper_prints(self, plan, clerk, field, value, said):
        self.saved(plan, clerk, self.HEADED, date(2020, 6, 30), **{field: value})
        expected = {name: self.sentence(words) for name, words in said.items()}
        assert self.marked(Item.objects.get()) == expected

    def test_what_was_put_back_as_printed_is_not_marked(self, plan, clerk):
        self.saved(plan, clerk, self.HEADED, date(2020, 6, 30), title="Write it")
        assert self.marked(Item.objects.get()) == {}

    def test_it_stays_under_later_papers_until_the_value_is_changed(self, plan, clerk, manager):
        self.saved(plan, clerk, self.HEADED, date(2020, 6, 30), due="2020-04-30", title="Write all of it")
        load(plan, SECOND, "july.docx", date(2020, 7, 31))
        item = Item.objects.get()
        assert set(self.marked(item)) == {"Action", "First date"}
        with Writing(plan, Actor.on_page(manager)) as writing:
            plans.reword(writing, item, title="Write the whole of it")
        assert set(self.marked(item)) == {"First date"}

    def test_a_step_stands_under_the_theme_of_its_action(self, plan, clerk):
        step = row("Agree who writes it", None, None, source=Source("p", page=3, row=6))
        staged = replace(self.HEADED, actions=(replace(FIRST, milestones=(step,)),))
        self.saved(plan, clerk, staged, date(2020, 6, 30), section="2")
        assert self.marked(Item.objects.get(parent__isnull=False)) == {"Theme": self.sentence("“Practice”")}

    def test_the_page_says_so(self, client, board_member, plan, clerk):
        self.saved(plan, clerk, self.HEADED, date(2020, 6, 30), title="Write all of it")
        client.force_login(board_member)
        assert self.sentence("“Write it”") in client.get(links.item_page(plan, Item.objects.get().pk)).content.decode()

    def test_its_history_of_dates_says_so_in_place_of_words_read_otherwise(self, client, board_member, plan, clerk):
        self.saved(plan, clerk, self.HEADED, date(2020, 6, 30), due="2020-04-30")
        client.force_login(board_member)
        (first,) = client.get(links.item_page(plan, Item.objects.get().pk)).context["dates"]
        assert (first.title, first.text) == ("First date: 30 April 2020", f"{self.sentence('“31 March”')}.")

    def test_of_a_paper_that_is_not_for_publication_nothing_is_told(self, client, board_member, plan, clerk):
        self.saved(plan, clerk, self.HEADED, date(2020, 6, 30), title="Write all of it")
        Paper.objects.update(publication=Publication.NOT_FOR_PUBLICATION)
        item = Item.objects.get()
        assert self.marked(item, board_member) == {}
        client.force_login(board_member)
        assert "Put right" not in client.get(links.item_page(plan, item.pk)).content.decode()

    def test_where_an_update_is_kept_back_the_printed_words_are_as_well(self, board_member, plan, clerk):
        self.saved(plan, clerk, self.HEADED, date(2020, 6, 30), title="Write all of it")
        Update.objects.update(publication=Publication.WORKING_NOTE)
        said = self.marked(Item.objects.get(), board_member)["Action"]
        assert said.startswith("Put right by hand by Cleo Clerk on ") and "Write it" not in said


class TestAsPrinted:
    """The rows of the papers that brought something, the latest first."""

    def rows(self, client, plan, item, query=""):
        rows = client.get(links.item_page(plan, item.pk) + query).context["printed"]
        return [(row.words, dict(row.cells).get("By when")) for row in rows]

    @pytest.fixture
    def reader(self, client, board_member, plan, item):
        load(plan, SECOND, "july.docx", date(2020, 7, 31))
        client.force_login(board_member)
        return client

    def test_the_latest_papers_row_stands_first_and_earlier_ones_after_it(self, reader, plan, item):
        assert self.rows(reader, plan, item) == [(JULY, "31 May"), (JUNE, "31 March")]
        text = reader.get(links.item_page(plan, item.pk)).content.decode()
        assert f"Before: {JUNE}" in text and f"Before: {JULY}" not in text

    def test_a_paper_that_was_taken_back_is_not_among_them(self, reader, plan, item):
        take_back(Paper.objects.get(name="july.docx"), Actor.by_command(), "Wrong")
        assert self.rows(reader, plan, item) == [(JUNE, "31 March")]

    def test_nor_as_at_a_day_one_that_came_later(self, reader, plan, item):
        assert self.rows(reader, plan, item, "?as_of=2020-07-01") == [(JUNE, "31 March")]

    def test_a_paper_that_only_brought_an_update_is_among_them(self, reader, plan, item):
        noted = replace(SECOND, updates=(*SECOND.updates, Note("Halfway.")), source=Source("p", page=5, row=7))
        load(plan, noted, "august.docx", date(2020, 8, 31))
        assert [words.partition(",")[0] for words, _ in self.rows(reader, plan, item)] == [
            "august.docx", "july.docx", "june.docx",
        ]  # fmt: skip
        Update.objects.filter(note="Halfway.").update(publication=Publication.WORKING_NOTE)
        assert self.rows(reader, plan, item) == [(JULY, None)], "no row is quoted, no paper told for what is kept back"

    @pytest.mark.parametrize(
        ("hidden", "expected"),
        [("july.docx", [(KEPT_BACK, None), (JUNE, "31 March")]), ("june.docx", [(JULY, "31 May")])],
    )
    def test_of_one_that_is_not_for_publication_nothing_is_read(self, reader, plan, item, hidden, expected):
        Paper.objects.filter(name=hidden).update(publication=Publication.NOT_FOR_PUBLICATION)
        assert self.rows(reader, plan, item) == expected

    def test_what_prints_nothing_of_the_action_is_no_row(self, reader, plan, item):
        with Writing(plan, replace(Actor.by_command(), paper=Paper.objects.get(name="july.docx"))) as writing:
            people.take_on(writing, item, builders.party(plan.organisation, "Bo"))
        assert len(self.rows(reader, plan, item)) == 2
