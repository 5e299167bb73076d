"""A paper that does not say for which day it speaks: no page of its plan says that there is nothing to answer."""

import pytest
from django.urls import reverse

from tests.pages import papers

pytestmark = pytest.mark.django_db
UNTRUE = ("Every row says", "Nothing is missing", "Saving writes exactly")
PAGES = ("what_will_change", "not_said", "missing", "save_paper")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_says_that_the_day_is_wanted_and_leads_to_it(client, manager, council, name):
    proposal = papers.proposal(council, papers.APRIL)
    proposal.as_at = None
    proposal.save()
    client.force_login(manager)
    text = client.get(reverse(name, args=[proposal.upload_id, proposal.number])).content.decode()
    assert "cannot be compared yet" in text
    assert reverse("where_it_goes", args=[proposal.upload_id, proposal.number]) in text
    assert not [untrue for untrue in UNTRUE if untrue in text]
