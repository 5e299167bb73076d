"""Where a plan goes, and for which day its paper speaks."""

from datetime import date

import pytest
from django.urls import reverse

from actions.vocabulary import Role
from imports import proposals
from imports.pipeline.answers import Answers
from tests import builders
from tests.pages import papers
from tests.pipeline.grids import paper, row, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(council):
    return papers.proposal(council, papers.JULY)


def address(proposal):
    return reverse("where_it_goes", args=[proposal.upload_id, proposal.number])


def said(proposal, plan="", day=(31, 7, 2024), **more):
    named = dict(zip(("as_at_day", "as_at_month", "as_at_year"), day, strict=True))
    return {"version": proposal.version, "plan": plan, "title": proposal.title, **named, **more}


def test_it_goes_into_a_plan_of_the_register_for_another_day(client, manager, proposal, plan):
    client.force_login(manager)
    answer = client.post(address(proposal), said(proposal, plan.pk, (30, 6, 2024)))
    proposal.refresh_from_db()
    assert (answer.status_code, proposal.plan, proposal.as_at) == (302, plan, date(2024, 6, 30))


def test_what_was_said_of_the_paper_alone_outlives_another_plan_and_another_title(client, manager, proposal, plan):
    client.force_login(manager)
    decided = Answers(stages={"0": "done"}, left_out=("1",), parties={"Head of Repairs": "Head of Repair"})
    for sent in ({"title": "The plan by another name"}, {"plan": plan.pk}):
        proposals.answer(proposal, proposal.version, decided | Answers(same={"2": None}), manager)
        client.post(address(proposal), said(proposal) | sent)
        proposal.refresh_from_db()
        kept = Answers.from_json(proposal.answers)
        assert kept == (decided if "plan" in sent else decided | Answers(same={"2": None}))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": " "}, "Enter the title of the new plan"),
        ({"as_at_day": "", "as_at_month": "", "as_at_year": ""}, "Enter the day that the paper speaks for"),
        ({"as_at_year": 2999}, "still to come"),
        ({"plan": "999999"}, "not one of the available choices"),
        ({"version": "x"}, "Somebody else changed this"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(client, manager, proposal, sent, sentence):
    client.force_login(manager)
    answer = client.post(address(proposal), said(proposal, day=(1, 7, 2024)) | sent)
    assert sentence in answer.content.decode()
    proposal.refresh_from_db()
    assert (proposal.plan, proposal.as_at) == (None, date(2024, 7, 31))


def test_only_plans_that_the_user_may_take_papers_into_are_offered(client, council, proposal, plan):
    others = builders.plan(builders.organisation("Southmoor Council"), title="Their plan")
    client.force_login(builders.user(Role.CLERK, council))
    text = client.get(address(proposal)).content.decode()
    assert plan.title in text
    assert others.title not in text


def test_one_day_serves_for_every_plan_of_the_paper_that_states_none(client, council, manager):
    rows = table(row("1.1"), row("1.2"))
    upload = builders.paper_read(council, paper("Harbour Recovery Plan", rows, "Notes", "Housing Recovery Plan", rows))
    first, second = upload.proposals.order_by("number")
    client.force_login(manager)
    client.post(address(first), said(first, day=(30, 6, 2024), for_all="on"))
    second.refresh_from_db()
    assert (second.as_at, second.mark != "") == (date(2024, 6, 30), True)
