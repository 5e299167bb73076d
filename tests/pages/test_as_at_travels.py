"""The day that somebody asked for goes along: from the report to the list, to an action, and back."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import links
from tests import builders

DAY = "as_of=2020-09-03"
# What changes something is of today, whatever day the page before it shows; the history is of all days.
OF_TODAY = (
    "update",
    "evidence",
    "set-up",
    "settings",
    "correct-date",
    "edit",
    "rating",
    "sign-off",
    "publication",
    "bulk",
    "history",
)


@pytest.fixture
def late(client, manager, plan):
    """A plan with a late action that has a late step."""
    action = builders.item(plan, "Recruit", ref="1", due=date(2020, 4, 1), stage=None)
    builders.item(plan, "Advertise", ref="1a", parent=action, due=date(2020, 4, 1))
    builders.item(plan, "Train", ref="2", due=date(2020, 8, 1))
    client.force_login(manager)
    return plan


def inside(client, address):
    """Return the addresses of this plan's pages that a page names, apart from those that change something."""
    text = client.get(address).content.decode()
    found = {part.partition('"')[0].replace("&amp;", "&") for part in text.split('href="')[1:]}
    of_plan = {link for link in found if link.startswith("/northmoor/recovery/")}
    return {link for link in of_plan if not any(f"/{changing}/" in link for changing in OF_TODAY)}


@pytest.mark.parametrize("page", ["board", "plan_actions"])
def test_every_link_of_a_dated_page_keeps_its_day(client, late, page):
    links_there = inside(client, f"{reverse(page, args=links.of(late))}?{DAY}")
    dated = {link for link in links_there if DAY in link}
    todays_list = {links.list_behind(late)} if page == "plan_actions" else set()
    assert links_there - dated == todays_list
    assert {link.partition("?")[0] for link in dated} >= {
        reverse("board", args=links.of(late)),
        reverse("plan_actions", args=links.of(late)),
    } - {reverse(page, args=links.of(late))}
    assert any("/actions/" in link and link.partition("?")[0] != links.list_behind(late) for link in dated)


def test_an_action_leads_on_with_its_day_and_to_today(client, late):
    action = late.items.get(ref="1")
    links_there = inside(client, links.item_page(late, action.pk, as_of=date(2020, 9, 3)))
    assert {link for link in links_there if DAY not in link} == {links.item_page(late, action.pk)}
    assert f"{links.item_page(late, late.items.get(ref='1a').pk)}?{DAY}" in links_there


def test_the_action_says_what_the_report_of_that_day_says(client, late):
    text = client.get(links.item_page(late, late.items.get(ref="2").pk, as_of="2020-09-03")).content.decode()
    assert "As at 3 September 2020" in text and "Overdue by 33 days" in text


def test_what_came_after_that_day_stands_in_the_history_alone(client, late):
    item = late.items.get(ref="2")
    builders.move(item, date(2020, 12, 1), on=date(2020, 10, 1), needs_agreement=True, reason="The trainer left")
    then = client.get(links.item_page(late, item.pk, as_of="2020-09-03"))
    assert then.context["waiting"] == [] and "1 December 2020" in then.context["dates"][0].title
    assert len(client.get(links.item_page(late, item.pk)).context["waiting"]) == 1


def test_today_asked_for_by_its_date_needs_no_way_back_to_today(client, late):
    pk = late.items.get(ref="2").pk
    assert client.get(links.item_page(late, pk, as_of=timezone.localdate())).context["today_page"] == ""


def test_where_no_day_is_asked_for_none_is_added(client, late):
    assert not any("as_of" in link for link in inside(client, links.list_behind(late)))
