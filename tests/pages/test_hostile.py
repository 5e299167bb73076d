"""Texts that no database keeps, sent where a page looks something up or keeps it: an answer, never a fault."""

import pytest
from django.urls import reverse

from tests import builders
from tests.pages import papers

pytestmark = pytest.mark.django_db
NUL = "0\x00"


@pytest.fixture
def proposal(client, council, manager):
    client.force_login(manager)
    return papers.proposal(council, papers.JULY, plan=papers.taken_in(council, manager, papers.APRIL))


def test_of_a_row_that_no_paper_has(client, proposal):
    of = [proposal.upload_id, proposal.number]
    assert client.get(reverse("correct_row", args=[*of, f"none{NUL}"])).status_code == 404
    sent = {"row": [NUL], "change": [NUL], "leave": [NUL], "version": proposal.version}
    page = client.post(reverse("what_will_change", args=of), sent, follow=True)
    assert "could not be understood" in page.content.decode()


def test_of_a_doubt_set_aside(client, proposal):
    plan = proposal.plan
    doubt = builders.doubt(plan.papers.first(), plan.items.first(), "No owner is stated", code="no_owner")
    page = reverse("please_check", args=[plan.organisation.slug, plan.slug])
    assert client.post(page, {"issue": doubt.pk, "reason": "Fine \x00as it is"}).status_code == 302
    doubt.refresh_from_db()
    assert doubt.dismissed_because == "Fine as it is"
