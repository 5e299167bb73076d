"""The page of what waits to be signed off: who finds what in which list, and how a plan begins to ask for it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions import links, queries
from actions.models import Change, Plan, StageChange
from actions.services.sign_off import ask_for_sign_off, sign_off
from actions.vocabulary import Publication, Stage
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def asks(plan):
    """The plan, which asks for sign-off."""
    Plan.objects.update(sign_off=True)
    plan.refresh_from_db()
    return plan


def listed(client, plan):
    """Return by list the titles that stand in it."""
    groups = client.get(links.plan_page(plan, "sign_off")).context["groups"]
    return {group.slug: [row.title for row in group.rows] for group in groups}


def signed(item, check_on):
    evidence = builders.evidence(item)
    with builders.Writing(item.plan, builders.Actor.by_command()) as writing:
        sign_off(writing, item, queries.family_of(None, item, TODAY)[item.pk], [evidence], check_on=check_on)


def test_each_stands_in_its_list(asks, client, manager):
    client.force_login(manager)
    builders.item(asks, "Open")
    builders.evidence(builders.item(asks, "Waits", stage=Stage.DONE))
    builders.item(asks, "Lacks evidence", stage=Stage.DONE)
    signed(builders.item(asks, "Due", stage=Stage.DONE), TODAY)
    signed(builders.item(asks, "Later", stage=Stage.DONE), TODAY + timedelta(days=1))
    signed(builders.item(asks, "Never looked at again", stage=Stage.DONE), None)
    from_paper = builders.item(asks, "Complete in a paper", stage=Stage.DONE)
    source = builders.source(builders.paper(asks))
    StageChange.objects.filter(item=from_paper).update(source=source)
    assert listed(client, asks) == {
        "waiting": ["Waits"], "wanting": ["Lacks evidence"], "due": ["Due"], "to_come": ["Later"]
    }  # fmt: skip


def test_it_makes_as_many_queries_for_twenty_as_for_two(asks, client, manager, leads_post):
    client.force_login(manager)
    counts = []
    for number in (2, 18):
        for _ in range(number):
            builders.evidence(builders.item(asks, "Waits", stage=Stage.DONE, leads=(leads_post,)))
        with CaptureQueriesContext(connection) as queries_made:
            client.get(links.plan_page(asks, "sign_off"))
        counts.append(len(queries_made))
    assert counts[0] == counts[1] <= 16


@pytest.mark.parametrize("kind", [Publication.NOT_FOR_PUBLICATION, Publication.WORKING_NOTE])
def test_what_is_kept_back_is_in_no_list_and_no_count(asks, client, board_member, kind):
    client.force_login(board_member)
    builders.evidence(builders.item(asks, "Kept back", stage=Stage.DONE, publication=kind))
    builders.item(asks, "Kept back as well", stage=Stage.DONE, publication=kind)
    answer = client.get(links.plan_page(asks, "sign_off"))
    assert "Kept back" not in answer.content.decode()
    assert [group.count for group in answer.context["groups"]] == [0, 0, 0, 0]


def test_only_who_manages_the_plan_is_led_to_the_decision(asks, client, manager, board_member):
    item = builders.item(asks, "Waits", stage=Stage.DONE)
    builders.evidence(item)
    for user, name in ((manager, "sign_off_action"), (board_member, "action")):
        client.force_login(user)
        rows = client.get(links.plan_page(asks, "sign_off")).context["groups"][0].rows
        assert [row.href for row in rows] == [links.item_page(asks, item.pk, name)]


class TestBeginningToAsk:
    def test_it_is_off_until_a_manager_turns_it_on(self, plan, client, manager):
        client.force_login(manager)
        builders.item(plan, "Done before", stage=Stage.DONE)
        address = links.plan_page(plan, "sign_off")
        assert "nobody signs it off" in client.get(address).content.decode()
        assert address not in client.get(links.board_page(plan)).content.decode()
        client.post(address, {"asks": "yes"})
        plan.refresh_from_db()
        assert plan.sign_off and plan.sign_off_since == TODAY
        assert listed(client, plan)["wanting"] == [], "what was done before was never asked for evidence"
        assert address in client.get(links.board_page(plan)).content.decode()
        entry = Change.objects.filter(plan=plan).first()
        assert (entry.event, entry.before, entry.after) == ("ask_for_sign_off", "No", "Yes")

    def test_a_report_of_what_was_known_before_asks_for_nothing(self, plan):
        before = timezone.now()
        with builders.Writing(plan, builders.Actor.by_command()) as writing:
            ask_for_sign_off(writing, True)
        assert queries.plan_facts(plan).sign_off
        assert not queries.plan_facts(plan, known_at=before).sign_off

    def test_in_an_archived_plan_it_is_settled(self, asks, client, manager):
        client.force_login(manager)
        Plan.objects.update(archived=True)
        assert client.post(links.plan_page(asks, "sign_off"), {"asks": "no"}).status_code == 403
