"""What a paper no longer prints: asked one by one or all at once, never closed unasked."""

from datetime import date

import pytest
from django.urls import reverse

from actions.models import Item
from imports import proposals
from tests import builders
from tests.pages import papers
from tests.pipeline.grids import paper, row, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(council, manager):
    return papers.proposal(council, papers.JULY, plan=papers.taken_in(council, manager, papers.APRIL))


def address(proposal):
    return reverse("missing", args=[proposal.upload_id, proposal.number])


@pytest.fixture
def gone(proposal):
    """The row of the dropped action 2.3."""
    return proposal.rows.get(kind="missing", item__ref="2.3").row


def post(client, proposal, gone, **said):
    return client.post(address(proposal), {"version": proposal.version} | {f"{gone}-{k}": v for k, v in said.items()})


def saved_stages(proposal, manager):
    """The stages that saving gives the dropped action, after the one that the first paper gave it."""
    proposal.refresh_from_db()
    proposals.save(proposal, proposal.version, manager)
    action = Item.objects.get(plan=proposal.plan, ref="2.3")
    return list(action.stagechange_events.values_list("stage", flat=True))[1:]


@pytest.mark.parametrize(
    ("fate", "stages"), [("", []), ("open", []), ("done", ["done"]), ("dropped", ["no_longer_needed"])]
)
def test_it_becomes_what_was_said_and_stays_as_it_is_unasked(client, manager, proposal, gone, fate, stages):
    client.force_login(manager)
    assert post(client, proposal, gone, fate=fate, minute="Minute 14").status_code == 302
    assert saved_stages(proposal, manager) == stages


def test_one_merged_names_what_it_went_into_and_the_minute(client, manager, proposal, gone):
    client.force_login(manager)
    assert post(client, proposal, gone, fate="merged", into="2.1", minute="Minute 14").status_code == 302
    assert saved_stages(proposal, manager) == ["no_longer_needed"]


def test_one_carried_on_under_other_words_is_the_same_action_and_keeps_its_history(client, manager, council):
    headings = table(row("1.1", "Write the guidance"), row("1.2", "Train every team", when="30/06/2024"))
    first = builders.paper_read(council, paper("Recovery Plan", headings), as_at=date(2024, 1, 31)).proposals.get()
    proposals.save(first, first.version, manager)
    action = Item.objects.get(plan=first.plan, ref="1.2")
    later = table(row("1.1", "Write the guidance"), row("5.4", "Practice skills programme", when="31/12/2024"))
    upload = builders.paper_read(council, paper("Recovery Plan", later), as_at=date(2024, 3, 31), plan=first.plan)
    second = upload.proposals.get()
    client.force_login(manager)
    assert post(client, second, f"item{action.pk}", fate="carried", into="1.1").status_code == 200, "it is another one"
    assert post(client, second, f"item{action.pk}", fate="carried", into="5.4").status_code == 302
    second.refresh_from_db()
    assert (second.counts["new"], second.counts["missing"]) == (0, 0)
    proposals.save(second, second.version, manager)
    action.refresh_from_db()
    assert (action.title, str(action.original_due), str(action.due)) == (
        *("Practice skills programme", "2024-06-30", "2024-12-31"),
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"fate": "carried", "into": "2.1, 2.2"}, "Choose the one action of this paper that it is"),
        ({"fate": "merged", "into": "2.1"}, "Say which minute agreed it"),
        ({"fate": "merged", "into": "", "minute": "14"}, "Choose the one action"),
        ({"fate": "split", "into": "2.1", "minute": "14"}, "two or more"),
        ({"fate": "merged", "into": "9.9", "minute": "14"}, "no action with the reference “9.9”"),
        ({"fate": "done", "on_day": "31", "on_month": "2", "on_year": "2024"}, "must be a real date"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(client, manager, proposal, gone, said, sentence):
    client.force_login(manager)
    text = post(client, proposal, gone, **said).content.decode()
    assert sentence in text
    assert "There is a problem" in text


def test_one_answer_serves_for_all_that_are_left(client, manager, proposal, gone):
    client.force_login(manager)
    client.post(address(proposal), {"version": proposal.version, "for_all": "done"})
    assert saved_stages(proposal, manager) == ["done"]
