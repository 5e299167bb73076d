"""One form after the other: in which order they come, where each leads, and when they end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import links, walks
from actions.vocabulary import Stage
from tests import builders
from tests.pages.test_update import as_shown

TODAY = timezone.localdate()


def form(item, name):
    return walks.walked(links.item_page(item.plan, item.pk, "update_action"), name)


def say(client, address, **fields):
    """Open a form and send it with a note; return where it leads."""
    shown = client.get(address).context
    data = as_shown(shown["form"]) | {"note": "Said", "walk": shown["walk"].name if shown["walk"] else ""} | fields
    answer = client.post(address.partition("?")[0], data)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


@pytest.fixture
def three(council, plan, leads_post):
    """What the lead holds, in the order of urgency: overdue, due soon, far off; and one that is done."""
    other = builders.plan(council, slug="other", title="Other plan")
    rows = (("Late", -9, Stage.IN_PROGRESS, other), ("Soon", 9, Stage.IN_PROGRESS, plan),
            ("Far", 300, Stage.NOT_STARTED, plan), ("Finished", -90, Stage.DONE, plan))  # fmt: skip
    made = [
        builders.item(where, title, due=TODAY + timedelta(days=days), stage=stage, leads=(leads_post,))
        for title, days, stage, where in rows
    ]
    return made[:3]


def test_my_actions_come_one_after_the_other_the_most_urgent_first(client, lead, three):
    client.force_login(lead)
    late, soon, far = three
    first = client.get(reverse("my_actions")).context["walk"]
    assert first == form(late, "mine")
    assert say(client, first) == form(soon, "mine")
    assert say(client, form(soon, "mine"), stage="done") == form(far, "mine"), "done, it moves; the next stays the next"
    assert client.get(form(far, "mine")).context["walk"].left == 0
    assert say(client, form(far, "mine")) == reverse("my_actions")


def test_stopping_and_skipping(client, lead, three):
    client.force_login(lead)
    late, soon, far = three
    assert say(client, form(late, "mine"), then="stop") == reverse("my_actions")
    assert client.get(form(soon, "mine")).context["walk"].next == form(far, "mine")


def test_what_is_left_is_said(client, lead, three):
    client.force_login(lead)
    page = client.get(form(three[0], "mine")).content.decode()
    assert "2 more after this one" in page and "Save and go to the next" in page


def test_a_manager_goes_through_what_is_open_in_the_plans_own_order(client, manager, plan):
    rows = (("First", Stage.IN_PROGRESS), ("Done", Stage.DONE), ("Unsaid", None), ("Last", Stage.NOT_STARTED))
    first, _, unsaid, last = (builders.item(plan, title, stage=stage) for title, stage in rows)
    client.force_login(manager)
    begin = client.get(links.list_behind(plan)).context["review"]
    assert client.get(begin).url == form(first, "review")
    assert say(client, form(first, "review")) == form(unsaid, "review")
    assert say(client, form(unsaid, "review"), stage="in_progress") == form(last, "review")
    assert say(client, form(last, "review")) == links.list_behind(plan)


@pytest.mark.parametrize("role", ["lead", "board_member", "clerk"])
def test_only_who_manages_the_plan_is_offered_the_review(client, plan, role, request):
    builders.item(plan, "Open", stage=Stage.IN_PROGRESS)
    client.force_login(request.getfixturevalue(role))
    assert client.get(links.list_behind(plan)).context["review"] == ""


def test_where_nothing_is_open_it_says_so(client, manager, plan):
    builders.item(plan, "Done", stage=Stage.DONE)
    client.force_login(manager)
    answer = client.get(links.plan_page(plan, "review"), follow=True)
    assert "There is nothing to review" in answer.content.decode()


def test_a_walk_that_there_is_not_is_none(client, lead, three):
    client.force_login(lead)
    assert client.get(form(three[0], "elsewhere")).context["walk"] is None


def test_one_action_alone_is_no_walk(client, lead, plan, leads_post):
    builders.item(plan, "Only", stage=Stage.IN_PROGRESS, leads=(leads_post,))
    client.force_login(lead)
    assert client.get(reverse("my_actions")).context["walk"] == ""
