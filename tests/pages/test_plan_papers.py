"""The papers of a plan: the newest day first, those that were taken back shown as such."""

from datetime import date

import pytest

from actions import links
from actions.services.writing import Actor
from actions.vocabulary import Publication
from imports.taking_back import take_back
from tests import builders

pytestmark = pytest.mark.django_db
# Who takes papers in, and who does not.
ROLES = [("manager", True), ("clerk", True), ("lead", False), ("board_member", False)]


@pytest.fixture
def papers(plan):
    """Three papers, one of them for the team alone."""
    builders.paper(plan, "april.docx", date(2020, 4, 30), recorded_who="Cleo Clerk")
    builders.paper(plan, "july.docx", date(2020, 7, 31))
    return builders.paper(plan, "annex.docx", date(2020, 8, 31), publication=Publication.NOT_FOR_PUBLICATION)


def shown(client, user, plan):
    client.force_login(user)
    return client.get(links.plan_page(plan, "plan_papers"))


def test_they_stand_with_the_newest_day_first(client, board_member, plan, papers):
    answer = shown(client, board_member, plan)
    assert [paper.name for paper, _ in answer.context["papers"]] == ["july.docx", "april.docx"]
    assert "Cleo Clerk" in answer.content.decode() and "annex.docx" not in answer.content.decode()


def test_what_is_not_for_publication_is_shown_to_those_with_the_right_and_marked(client, council, plan, papers):
    user = builders.user("board", council, sees_not_for_publication=True)
    text = shown(client, user, plan).content.decode()
    assert "annex.docx" in text and "Not for publication" in text


def test_one_that_was_taken_back_says_so(client, manager, plan):
    take_back(builders.paper(plan), Actor.on_page(manager), "Last year’s file")
    text = shown(client, manager, plan).content.decode()
    assert "Taken back" in text and "by Mo Manager: Last year’s file" in text


@pytest.mark.parametrize(("role", "way"), ROLES)
def test_those_who_take_papers_in_are_led_to_it(client, request, plan, role, way):
    text = shown(client, request.getfixturevalue(role), plan).content.decode()
    assert "No paper was taken in yet" in text
    assert ("Take in a paper" in text) is way


def test_it_stands_beside_the_plans_other_pages(client, manager, plan, papers):
    rows = [(words, here) for words, _, here in shown(client, manager, plan).context["links"]]
    names = ("Report", "Actions", "Round", "New dates", "Papers", "History", "Please check")
    assert rows == [(name, name == "Papers") for name in names]
