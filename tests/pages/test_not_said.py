"""Done or not: every row that does not say is asked about once, its progress beside it."""

from datetime import date

import pytest
from django.urls import reverse

from actions.models import Item
from imports import proposals
from tests.pages import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(council):
    return papers.proposal(council, papers.SILENT, as_at=date(2023, 6, 30))


def address(proposal):
    return reverse("not_said", args=[proposal.upload_id, proposal.number])


def test_what_is_answered_is_saved_and_what_is_left_stays_not_stated(client, manager, proposal):
    client.force_login(manager)
    rows = [one.row for one in client.get(address(proposal)).context["rows"]]
    said = dict(zip((row.stored.row for row in rows), ("not_done", "done"), strict=False))
    client.post(
        address(proposal), {"version": proposal.version} | {f"stage:{row}": stage for row, stage in said.items()}
    )
    proposal.refresh_from_db()
    proposals.save(proposal, proposal.version, manager)
    leaves = Item.objects.filter(plan=proposal.plan, is_leaf=True).order_by("position")
    given = [list(item.stagechange_events.values_list("stage", flat=True)) for item in leaves]
    assert given == [["in_progress"], ["done"], *([] for _ in rows[2:])]


def test_one_answer_serves_for_all_that_are_left(client, manager, proposal):
    client.force_login(manager)
    rows = [one.row.stored.row for one in client.get(address(proposal)).context["rows"]]
    client.post(address(proposal), {"version": proposal.version, f"stage:{rows[0]}": "done", "for_all": "not_done"})
    proposal.refresh_from_db()
    given = proposal.answers["stages"]
    assert given[rows[0]] == "done"
    assert {given[row] for row in rows[1:]} == {"not_done"}


@pytest.mark.parametrize("sent", [{"stage:0": "<b>"}, {"stage:99": "done"}, {"for_all": "x"}])
def test_an_answer_that_is_none_is_passed_over(client, manager, proposal, sent):
    client.force_login(manager)
    client.post(address(proposal), {"version": proposal.version, **sent})
    proposal.refresh_from_db()
    assert proposal.answers.get("stages", {}) == {}
