"""Names spelt otherwise: proposed, never changed unasked, and remembered."""

import pytest
from django.urls import reverse

from actions.models import Party
from actions.vocabulary import Role
from imports import proposals
from tests import builders
from tests.pages import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(council):
    """A paper that names a Head of Repairs where the register knows a Head of Repair."""
    builders.party(council, "Head of Repair")
    return papers.proposal(council, papers.APRIL)


def address(proposal):
    return reverse("same_names", args=[proposal.upload_id, proposal.number])


def saved(client, proposal, manager, **sent):
    client.force_login(manager)
    client.post(address(proposal), {"version": proposal.version, **sent})
    proposal.refresh_from_db()
    proposals.save(proposal, proposal.version, manager)
    standing = Party.objects.filter(name__startswith="Head of Repair", merged_into=None)
    return set(standing.values_list("name", flat=True))


def place_of(client, manager, proposal):
    client.force_login(manager)
    return next(
        at for at, name in enumerate(client.get(address(proposal)).context["names"]) if "Repairs" in name.printed
    )


def test_who_takes_papers_into_one_plan_is_not_told_the_names_of_another(client, council, manager):
    builders.party(council, "Head of Repair")
    plan = builders.plan(council)
    proposal = papers.proposal(council, papers.APRIL, plan=plan)
    for user, number in ((manager, 1), (builders.user(Role.CLERK, council, plan=plan), 0)):
        client.force_login(user)
        page = client.get(address(proposal)).content.decode()
        assert page.count("<fieldset") >= number and ("Head of Repair<" in page) == bool(number)


def test_a_name_that_is_a_known_one_is_stored_once(client, manager, proposal):
    at = place_of(client, manager, proposal)
    assert saved(client, proposal, manager, **{f"name:{at}": "Head of Repair"}) == {"Head of Repair"}


@pytest.mark.parametrize("sent", ["", "Chief Executive", "<b>"])
def test_a_name_stays_its_own_unless_somebody_chooses_one_that_was_offered(client, manager, proposal, sent):
    at = place_of(client, manager, proposal)
    assert saved(client, proposal, manager, **{f"name:{at}": sent}) == {"Head of Repair", "Head of Repairs"}
