"""A new date that waits is seen by who must agree it, and can be taken back by who asked for it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import links, queries, report
from actions.models import Plan
from actions.vocabulary import Publication
from tests import builders

TODAY = timezone.localdate()
DUE, ASKED = TODAY - timedelta(days=10), date(TODAY.year + 1, 12, 31)
WORDS = f"New date asked for: 31 December {ASKED.year}"


@pytest.fixture
def item(plan, leads_post):
    """A late action of the lead's."""
    return builders.item(plan, "Train the assessors", ref="1c", due=DUE, leads=(leads_post,))


@pytest.fixture
def move(item, leads_post):
    """The new date that the lead asks for."""
    return builders.move(item, ASKED, needs_agreement=True, reason="The trainer left", asked_by=leads_post, on=DUE)


def text(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("query", ["", f"?as_of={TODAY}", "?count=asked"])
def test_report_and_list_say_which_date_is_asked_for(client, manager, plan, move, query):
    client.force_login(manager)
    assert WORDS in text(client, links.board_page(plan))
    assert f"New date asked for: 31 Dec {ASKED.year}" in text(client, links.list_behind(plan) + query)


@pytest.mark.parametrize("page", ["plans", "my_actions"])
def test_who_decides_is_led_to_what_waits(client, manager, lead, plan, move, page):
    client.force_login(manager)
    shown = text(client, reverse(page))
    assert "1 new date waits for you" in shown and links.plan_page(plan, "dates") in shown
    client.force_login(lead)
    assert "for you" not in text(client, reverse(page)).replace("no plan here for you", "")


@pytest.mark.parametrize("rights", [False, True])
def test_the_number_is_that_of_the_list(client, council, plan, move, rights):
    exempt = builders.item(plan, "Exempt", due=DUE, publication=Publication.NOT_FOR_PUBLICATION)
    builders.move(exempt, ASKED, needs_agreement=True, on=DUE)
    decided = builders.item(plan, "Decided", due=DUE)
    builders.move(decided, ASKED, on=DUE)
    user = builders.user("manager", council, sees_not_for_publication=rights)
    totals = report.build(queries.plan_facts(plan, user), TODAY).totals
    assert queries.waiting_by_plan(user, [plan], TODAY) == {plan.pk: totals["asked"]} == {plan.pk: 1 + rights}


def test_nothing_waits_in_an_archived_plan(manager, plan, move):
    Plan.objects.filter(pk=plan.pk).update(archived=True)
    plan.refresh_from_db()
    assert queries.waiting_by_plan(manager, [plan], TODAY) == {}


def test_the_form_says_what_waits_and_why(client, lead, plan, item, move):
    client.force_login(lead)
    shown = text(client, links.item_page(plan, item.pk, "update_action"))
    assert "The trainer left" in shown and "Withdraw this request" in shown and links.withdraw_page(move) in shown


def test_withdrawn_the_date_before_holds_and_another_can_be_asked_for(client, lead, plan, item, move):
    client.force_login(lead)
    answer = client.post(links.withdraw_page(move), follow=True)
    assert f"The request for 31 December {ASKED.year} is withdrawn; the date before it still holds." in text_of(answer)
    assert answer.context["dates"][0].title == f"{WORDS} (withdrawn)"
    assert "Withdrawn by Lee Lead" in answer.context["dates"][0].text and answer.context["waiting"] == []
    item.refresh_from_db()
    assert (item.due, item.times_moved) == (DUE, 0)
    assert "new_date" in client.get(links.item_page(plan, item.pk, "update_action")).context["form"].fields


def text_of(answer):
    return answer.content.decode()


def test_what_was_decided_meanwhile_cannot_be_withdrawn(client, lead, manager, plan, item, move):
    client.force_login(manager)
    item.refresh_from_db()
    decision = {f"date-{move.pk}-decision": "agree", f"date-{move.pk}-version": item.version}
    client.post(links.plan_page(plan, "dates"), {"meeting": "none"} | decision)
    client.force_login(lead)
    assert "This date was decided already." in text_of(client.post(links.withdraw_page(move), follow=True))
    move.refresh_from_db()
    assert move.decision == "agreed"


def test_who_did_not_ask_withdraws_nothing(client, manager, move):
    client.force_login(manager)
    assert client.post(links.withdraw_page(move)).status_code == 403
    assert "Withdraw this request" not in text(client, links.item_page(move.item.plan, move.item_id))
