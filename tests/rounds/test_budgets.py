"""The pages about a lead and by a link make as many queries for thirty actions as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions import links
from actions.models import Link
from actions.services import drafts
from actions.services.answers import Answer
from actions.services.rounds import add_who_is_missing
from actions.services.writing import Actor, Writing
from tests import builders

MOST = {"lead": 30, "answers": 20, "sheet": 34, "link": 24}


def addresses(plan, round, party, token):
    return {
        "lead": links.round_page(plan, "round_lead", round, party.pk),
        "answers": links.plan_page(plan, "round_answers"),
        "sheet": links.sheet_page(plan, round, "own"),
        "link": f"/answer/{token}/",
    }


def add(plan, round, party, count):
    """Have the party lead so many more actions, each asked about and answered by a link."""
    link = Link.objects.get()
    for number in range(count):
        item = builders.item(plan, f"Action {number}", leads=(party,), note="Going on")
        with Writing(plan, Actor.by_command()) as writing:
            add_who_is_missing(writing, round)
            item.refresh_from_db()
            drafts.keep_draft(writing, link, item, Answer(note="Further on"))


@pytest.mark.parametrize("name", MOST)
def test_a_page_makes_as_many_queries_for_thirty_actions_as_for_three(name, client, plan, council, manager):
    client.force_login(manager)
    party = builders.party(council, "Head of Early Help", email="early@example.org")
    builders.item(plan, leads=(party,))
    round = builders.round(plan, party)
    address = addresses(plan, round, party, builders.link(round, party))[name]
    counts = []
    for more in (3, 27):
        add(plan, round, party, more)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST[name]
