"""The last look before saving: what it counts is what saving writes, and who saves may."""

from datetime import date

import pytest
from django.urls import reverse

from actions import links
from actions.models import Change, Item, Plan
from actions.vocabulary import Role
from imports import proposals
from imports.pipeline.answers import Answers
from imports.showing.written import phrases
from tests import builders
from tests.pages import papers

pytestmark = pytest.mark.django_db


def address(proposal):
    return reverse("save_paper", args=[proposal.upload_id, proposal.number])


def test_it_says_exactly_what_saving_then_writes(client, manager, council):
    proposal = papers.proposal(council, papers.APRIL)
    client.force_login(manager)
    shown = client.get(address(proposal)).context["written"].phrases
    assert not Plan.objects.exists()
    answer = client.post(address(proposal), {"version": proposal.version})
    proposal.refresh_from_db()
    assert answer.url == links.paper_page(proposal.paper)
    items = Item.objects.filter(plan=proposal.plan)
    actions = items.filter(parent=None).count()
    assert shown[:2] == (f"{actions} new actions", f"{items.count() - actions} new steps")
    first = Change.objects.filter(plan=proposal.plan, paper=proposal.paper)
    assert first.filter(event="add_section").count() == 3
    assert "3 new themes" in shown


def test_what_was_left_out_is_counted_as_the_page_that_it_leads_to_shows_it(client, manager, council):
    proposal = papers.proposal(council, papers.APRIL)
    row = proposal.rows.filter(kind="action").last().row
    proposals.answer(proposal, proposal.version, Answers(left_out=(row, "999")), manager)  # no row is 999 any more
    client.force_login(manager)
    list_of_them = reverse("what_will_change", args=[proposal.upload_id, proposal.number])
    shown = client.get(list_of_them, {"show": "left_out"}).context["page"].paginator.count
    assert client.get(address(proposal)).context["left_out"] == shown > 0


def test_rows_that_do_not_say_whether_they_are_done_are_named_until_answered(client, manager, council):
    proposal = papers.proposal(council, papers.SILENT, as_at=date(2023, 6, 30))
    unsaid, words = reverse("not_said", args=[proposal.upload_id, proposal.number]), "nobody has answered for them"
    client.force_login(manager)
    assert words in client.get(address(proposal)).content.decode()
    client.post(unsaid, {"version": proposal.version, "for_all": "not_done"})
    assert words not in client.get(address(proposal)).content.decode()


def test_a_second_click_saves_nothing_twice(client, manager, council):
    proposal = papers.proposal(council, papers.APRIL)
    client.force_login(manager)
    client.post(address(proposal), {"version": proposal.version})
    before = Change.objects.count()
    text = client.post(address(proposal), {"version": proposal.version}, follow=True).content.decode()
    assert "Nothing was saved" in text
    assert Change.objects.count() == before


def test_what_the_register_became_meanwhile_is_shown_and_nothing_is_saved(client, manager, council):
    plan = papers.taken_in(council, manager, papers.APRIL)
    proposal = papers.proposal(council, papers.JULY, plan=plan)
    other = papers.proposal(council, papers.JULY, plan=plan)
    proposals.save(other, other.version, manager)
    client.force_login(manager)
    answer = client.post(address(proposal), {"version": proposal.version}, follow=True)
    assert "changed by somebody else meanwhile" in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.saved_at is None


def test_a_new_plan_is_for_those_of_the_whole_organisation(client, council, plan, manager):
    proposal = papers.proposal(council, papers.APRIL, plan=plan)
    proposals.set_plan(proposal, proposal.version, None, manager, "Another plan")
    client.force_login(builders.user(Role.CLERK, council, plan=plan))
    assert client.post(address(proposal), {"version": proposal.version}).status_code == 403


@pytest.mark.parametrize(
    ("counts", "words"),
    [({"add_item": 3}, ["2 new actions", "1 new step"]), ({"revise_deadline": 2, "add_item": 0}, ["2 new dates"])],
)
def test_counts_are_words(counts, words):
    actions, steps = (2, 1) if counts["add_item"] else (0, 0)
    assert phrases(counts, actions, steps) == words
