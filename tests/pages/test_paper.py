"""A paper's page: all that it did, row by row in its own order, what was decided, and its file to download."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from actions import links
from actions.models import Item, Paper, Update
from actions.services.writing import Actor
from actions.vocabulary import Publication
from imports import proposals
from imports.apply import PaperTaken, take_in
from imports.models import PlanSighting, Upload
from imports.pipeline.answers import Answers
from imports.shapes import Extra, Owner, RatingKey, Reading, Section, Source
from imports.taking_back import take_back
from tests import builders
from tests.pages import papers
from tests.pipeline.papers import MARCH, MAY, paper, row
from tracker.stored_files import safe_name

pytestmark = pytest.mark.django_db
KEY = (RatingKey("Red", "red"), RatingKey("Green", "green"))
FIRST = row(
    "Write the guidance", leads=["Ann Lee"], notes=["Begun."], status="in_progress",
    rag="red", source=Source("p", page=3, table=2, line=40), printed=(Extra("Action", "Write the guidance"),),
)  # fmt: skip
SECOND = replace(
    FIRST, title="Write new guidance", revised=(MAY,), owners=(Owner("Chief Nurse"),), rag="green", status="complete",
    updates=(*FIRST.updates, replace(FIRST.updates[0], text="Done by all.")), section="2", links=("R1",),
    extra=(Extra("Cost", "None"),),
)  # fmt: skip
THEMES = (Section("Practice", "1"), Section("People", "2"))


def load(plan, staged, name="june.docx", as_at=date(2020, 6, 30)) -> Paper:
    sections = replace(staged, sections=THEMES, rating_key=KEY)
    return take_in(plan, sections, PaperTaken(name, f"{as_at:%m}" * 32, as_at, "Cleo Clerk"))[1]


@pytest.fixture
def june(plan):
    """The first paper of the plan: two actions."""
    return load(plan, paper(row("Another", "1.2"), FIRST))


@pytest.fixture
def july(plan, june):
    """The second, which changes everything that can change of one of them."""
    return load(plan, paper(SECOND, row("Another", "1.2")), "july.docx", date(2020, 7, 31))


def shown(client, user, of: Paper, **query):
    client.force_login(user)
    answer = client.get(links.paper_page(of), query)
    assert answer.status_code == 200
    return answer


def told(row) -> dict[str, str]:
    """What the page tells of a row: words, with what went in brackets."""
    marks = {"gone": "[{}]", "come": "{}", "same": "{}"}
    return {
        one.heading: one.words or "".join(marks[piece.kind].format(piece.words) for piece in one.pieces)
        for one in row.done
    }


def test_new_rows_stand_in_the_papers_order_with_all_that_they_brought(client, board_member, june):
    first, second = shown(client, board_member, june).context["rows"]
    assert [each.name for each in (first, second) if each.is_new] == ["1.2 Another", "1.1 Write the guidance"]
    assert told(second) == {
        "First date": "31 March 2020, printed as “31/03/2020”",
        "Stage": "In progress",
        "Rating": "Red",
        "Update": "Begun.",
        "Lead named": "Ann Lee",
    }
    assert (second.place, second.printed) == ("page 3, table 2, line 40", (("Action", "Write the guidance"),))


def test_what_changed_stands_with_old_and_new(client, board_member, july):
    (changed,) = shown(client, board_member, july).context["rows"]
    assert not changed.is_new
    assert told(changed) == {
        "Action": "Write [the]new guidance",
        "Theme": "[1]2 [Practice]People",
        "Answers": "R1",
        "Other columns": "Cost: None",
        "New date": "31 May 2020, was 31 March 2020, printed as “31/03/2020”",
        "Stage": "Done by 31 July 2020, was in progress",
        "Rating": "Green, was Red",
        "Update": "Done by all.",
        "Lead no longer named": "Ann Lee",
        "Lead named": "Chief Nurse",
    }


def test_the_plan_as_a_whole_comes_first(client, board_member, june, july):
    done = {(one.heading, one.words) for one in shown(client, board_member, june).context["of_plan"]}
    assert {("Ratings of the plan", "Red, Green"), ("New theme", "1 Practice"), ("New theme", "2 People")} <= done
    done = {(one.heading, one.words) for one in shown(client, board_member, july).context["of_plan"]}
    assert done == {("Order", "2 actions and steps stand in another place")}


@pytest.mark.parametrize(
    ("show", "names"),
    [("dates", ["1.1 Write new guidance"]), ("new", []), ("nonsense", ["1.1 Write new guidance"])],
)
def test_one_kind_of_change_can_be_looked_at_alone(client, manager, july, show, names):
    assert [row.name for row in shown(client, manager, july, show=show).context["rows"]] == names


def test_counts_say_what_it_wrote(client, manager, july):
    counts = [(kind.heading, number) for kind, number in shown(client, manager, july).context["counts"]]
    assert counts == [
        ("Dates", 1), ("Stages", 1), ("Ratings", 1), ("Updates", 1), ("Leads", 2), ("Changes of wording", 4),
    ]  # fmt: skip


def test_a_paper_by_command_says_who_and_has_no_file(client, manager, july):
    text = shown(client, manager, july).content.decode()
    assert "by Cleo Clerk" in text and july.sha256 in text and "31 July 2020" in text
    assert "Download the file" not in text


def test_taken_back_it_says_so_and_what_it_did_is_still_told(client, manager, june, july):
    take_back(july, Actor.on_page(manager), "Wrong month")
    answer = shown(client, manager, july)
    assert "Taken back" in answer.content.decode() and "Wrong month" in answer.content.decode()
    assert "Take this back" not in answer.content.decode()
    assert told(answer.context["rows"][0])["New date"].startswith("31 May 2020")
    take_back(june, Actor.on_page(manager), "That too")
    rows = shown(client, manager, june).context["rows"]
    assert [(row.name, row.address) for row in rows] == [("1.2 Another", ""), ("1.1 Write the guidance", "")]


class TestNotForPublication:
    """Nothing of what is exempt shows in rows, counts or words as printed."""

    @pytest.mark.parametrize("kind", [Publication.NOT_FOR_PUBLICATION])
    def test_an_exempt_action_is_neither_told_nor_counted(self, client, board_member, july, kind):
        Item.objects.filter(ref="1.1").update(publication=kind)
        answer = shown(client, board_member, july)
        assert (answer.context["rows"], answer.context["counts"]) == ([], [])
        assert "guidance" not in answer.content.decode()

    @pytest.mark.parametrize("kind", [Publication.NOT_FOR_PUBLICATION, Publication.WORKING_NOTE])
    def test_an_exempt_update_shows_neither_itself_nor_the_row_that_quotes_it(self, client, board_member, july, kind):
        Update.objects.filter(note="Done by all.").update(publication=kind)
        answer = shown(client, board_member, july)
        assert "Update" not in told(answer.context["rows"][0]) and answer.context["rows"][0].printed == ()
        assert "Done by all." not in answer.content.decode()
        assert "Updates" not in [kind.heading for kind, _ in answer.context["counts"]]

    def test_those_with_the_right_see_it_marked(self, client, council, july):
        Update.objects.filter(note="Done by all.").update(publication=Publication.NOT_FOR_PUBLICATION)
        user = builders.user("board", council, sees_not_for_publication=True)
        text = shown(client, user, july).content.decode()
        assert "Done by all." in text and "Not for publication" in text


class TestFromAnUpload:
    @pytest.fixture
    def saved(self, council, manager):
        """A paper taken in on the pages, one question answered and one row left out."""
        made = papers.proposal(council, papers.JULY, plan=papers.taken_in(council, manager, papers.APRIL))
        rows = {row.ref: row.row for row in made.rows.all()}
        question = next(
            change["key"] for row in made.rows.all() for change in row.changes
            if change["kind"] == "question" and "paper" in change["options"]
        )  # fmt: skip
        answers = Answers(holds={question: "register"}, left_out=(rows["1.1"],))
        proposals.answer(made, made.version, answers, manager)
        return proposals.save(made, made.version, manager)

    def test_what_was_decided_is_told_to_those_who_take_papers_in(self, client, manager, board_member, saved):
        decided = shown(client, manager, saved).context["decided"]
        assert {"Left out", "What the register says"} <= {how for _, how in decided}
        assert any(sentence.startswith("1.1:") for sentence, how in decided if how == "Left out")
        assert shown(client, board_member, saved).context["decided"] == []

    def test_what_names_no_action_is_not_told_where_anything_is_kept_back(self, client, manager, saved):
        sighting = PlanSighting.objects.get(paper=saved)
        theme = {"item": None, "kind": "section", "sentence": "The theme “Exempt matters” is new.", "how": "left_out"}
        PlanSighting.objects.filter(pk=sighting.pk).update(decided=[*sighting.decided, theme])
        told = ("The theme “Exempt matters” is new.", "Left out")
        assert told in shown(client, manager, saved).context["decided"]
        builders.item(saved.plan, "Exempt", publication=Publication.NOT_FOR_PUBLICATION)
        assert told not in shown(client, manager, saved).context["decided"]

    def test_its_file_is_handed_out_as_it_was_brought(self, client, clerk, saved):
        assert "Download the file" in shown(client, clerk, saved).content.decode()
        answer = client.get(links.paper_page(saved, "paper_file"))
        assert b"".join(answer.streaming_content) == (papers.FIXTURES / papers.JULY).read_bytes()
        assert answer["Content-Disposition"] == 'attachment; filename="july.xlsx"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "application/octet-stream"
        upload = saved.proposal.upload
        assert upload.file.name.split("/")[-1] not in str(answer.headers), "our own name is never shown"

    def test_a_file_that_holds_what_somebody_may_not_see_is_not_theirs(self, client, clerk, saved):
        Item.objects.filter(ref="1.2").update(publication=Publication.NOT_FOR_PUBLICATION)
        assert "Download the file" not in shown(client, clerk, saved).content.decode()
        assert client.get(links.paper_page(saved, "paper_file")).status_code == 404

    def test_a_file_that_is_gone_is_not_found(self, client, clerk, saved):
        saved.proposal.upload.file.storage.delete(saved.proposal.upload.file.name)
        client.force_login(clerk)
        assert client.get(links.paper_page(saved, "paper_file")).status_code == 404


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Board paper (July).docx", "Board paper (July).docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\plan.xlsx", "plan.xlsx"),
        ("plan\u202excod.exe", "planxcod.exe"),
        ('a"b\r\nX: y.docx', "abX y.docx"),
        ("....", "paper"),
        ("x" * 400 + ".docx", "x" * 120 + ".docx"),
        ("Pâté ✓.docx", "Pâté ✓.docx"),
    ],
)
def test_a_files_name_is_made_safe(name, safe):
    assert safe_name(name) == safe


def test_hostile_words_are_shown_as_words(client, manager, plan):
    cell = Extra("<b>Action</b>", "<img src=x onerror=alert(1)>")
    hostile = row("<script>alert(1)</script>", printed=(cell,), due=MARCH)
    text = shown(client, manager, load(plan, paper(hostile), '"><script>.docx')).content.decode()
    assert "&lt;script&gt;alert" in text
    assert not any(words in text for words in ("<script>alert", "<img", "<b>Action"))


def test_what_people_put_right_is_marked_so(client, manager, council):
    proposal = papers.proposal(council, papers.APRIL, uploaded_by=manager)
    proposals.correct(
        proposal, proposal.version, "0", "owners", [{"name": "Repairs Director", "role": "lead"}], manager
    )
    proposal.refresh_from_db()
    proposals.save(proposal, proposal.version, manager)
    first, *others = shown(client, manager, proposal.paper).context["rows"]
    assert first.put_right == ("Lead",)
    assert not any(row.put_right for row in others)
    assert "Put right by hand, not as printed: Lead" in shown(client, manager, proposal.paper).content.decode()


def test_it_leads_on_to_the_other_plans_of_its_document(client, clerk, council):
    two = Reading(
        "two.docx",
        "0" * 64,
        "word",
        plans=(*papers.reading_of(papers.APRIL).plans, *papers.reading_of(papers.DOUBTFUL).plans),
    )
    upload = builders.upload(council, state=Upload.State.READ, reading=two.to_json(full=True), uploaded_by=clerk)
    first, second = proposals.propose(upload)
    of = proposals.save(first, first.version, clerk)
    title, way = second.title, reverse("what_will_change", args=[upload.pk, second.number])
    assert shown(client, clerk, of).context["to_save"] == [(title, way)]
    proposals.set_aside(second, second.version, clerk)
    assert shown(client, clerk, of).context["to_save"] == [], "what was set aside does not wait"
