"""My actions: what a lead holds across plans, the most urgent first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import links
from actions.vocabulary import Role, Stage
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def held(client, lead):
    """Return a function that gives the titles under each heading of the lead's own page."""

    def read():
        client.force_login(lead)
        groups = client.get(reverse("my_actions")).context["groups"]
        return {heading: [line.state.item.title for line in lines] for heading, _, lines in groups}

    return read


def days(number):
    return TODAY + timedelta(days=number)


def test_the_most_urgent_stand_first_across_plans(council, plan, leads_post, held):
    other = builders.plan(council, slug="other", title="Other plan")
    for where, title, due, stage in (
        (plan, "Far off", days(300), Stage.IN_PROGRESS),
        (other, "A day late", days(-1), Stage.IN_PROGRESS),
        (plan, "Very late", days(-90), Stage.NOT_STARTED),
        (other, "Finished", days(-90), Stage.DONE),
        (plan, "Next week", days(7), Stage.IN_PROGRESS),
        (plan, "Undated", None, Stage.IN_PROGRESS),
    ):
        builders.item(where, title, due=due, stage=stage, leads=(leads_post,))
    assert held() == {
        "Overdue": ["Very late", "A day late"],
        "Due soon": ["Next week"],
        "Open": ["Far off", "Undated"],
        "Done, paused or no longer needed": ["Finished"],
    }


def test_the_steps_of_my_action_are_mine_unless_they_name_somebody_else(council, plan, leads_post, held):
    action = builders.item(plan, "Action", leads=(leads_post,))
    builders.item(plan, "Nobody named", parent=action)
    builders.item(plan, "Somebody else", parent=action, leads=(builders.party(council, "Somebody else"),))
    mine = builders.item(plan, "Laid down", leads=(leads_post,))
    builders.lay_down(mine, leads_post)
    builders.item(plan, "Not mine at all")
    assert held() == {"Open": ["Nobody named"]}


def test_each_has_its_update_form_which_leads_back_here(client, lead, plan, leads_post):
    item = builders.item(plan, leads=(leads_post,))
    client.force_login(lead)
    assert f"{links.item_page(plan, item.pk, 'update_action')}?next=/mine/" in client.get("/mine/").content.decode()


def test_a_board_member_who_holds_something_is_offered_no_form(client, council, plan):
    member = builders.user(Role.BOARD, council)
    item = builders.item(plan, leads=(builders.party(council, "Chair", user=member),))
    client.force_login(member)
    text = client.get("/mine/").content.decode()
    assert links.item_page(plan, item.pk) in text and links.item_page(plan, item.pk, "update_action") not in text


def test_a_date_that_waits_is_said(client, lead, plan, leads_post):
    item = builders.item(plan, due=days(-5), leads=(leads_post,))
    builders.move(item, days(30), needs_agreement=True, reason="Later")
    client.force_login(lead)
    assert "asked for, waiting to be agreed" in client.get("/mine/").content.decode()


def test_who_holds_nothing_is_told_what_would_stand_here(client, manager, plan):
    client.force_login(manager)
    assert "You hold no action at present." in client.get("/mine/").content.decode()


def test_an_archived_plan_asks_for_nothing(plan, leads_post, held):
    builders.item(plan, leads=(leads_post,))
    type(plan).objects.filter(pk=plan.pk).update(archived=True)
    assert held() == {}
