"""The pages of the register in a real browser, each with a plan on it: accessible, and as narrow as a phone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from actions import links
from actions.services.retracting import kinds_of_event
from actions.vocabulary import Stage
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2020, 7, 1)


@pytest.fixture
def action(plan, leads_post):
    """An action with two steps, in a plan that has something under most of the board's rules."""
    red, amber, green = builders.scheme(plan)
    theme, paper = builders.section(plan, "Quality of plans", ref="1"), builders.paper(plan)
    source = builders.source(paper, page=4, printed={"Action": "Train the assessors", "By when": "March 2020"})
    action = builders.item(
        plan, "Train the assessors", ref="1a", section=theme, due=date(2020, 3, 31), leads=(leads_post,), rating=green,
        note="The trainer was found.", noted_on=date(2020, 6, 1), source=source,
    )  # fmt: skip
    for kind in kinds_of_event():
        kind.objects.filter(item=action).update(source=source)
    builders.doubt(paper, action, words="March 2020", suggestion="2020-03-31", where="page 4")
    builders.item(plan, "Find a trainer", ref="1a.1", parent=action, due=date(2020, 2, 29), stage=Stage.DONE)
    builders.item(plan, "Train both teams", ref="1a.2", parent=action, due=date(2020, 6, 1))
    builders.item(plan, "Write the guidance", ref="1b", section=theme, text="TBC", rating=red)
    moved = builders.item(plan, "Agree the protocol", ref="1c", due=date(2020, 2, 1), moved_to=(date(2020, 5, 1),))
    builders.move(moved, date(2020, 9, 30), needs_agreement=True, reason="The partner has not answered.")
    builders.item(
        plan, "Open the clinic", ref="1d", section=theme, leads=(leads_post,), rating=amber,
        due=timezone.localdate() + timedelta(days=400),
    )  # fmt: skip
    return action


def addresses(action):
    """Return each page of the plan by its name."""
    plan = action.plan
    return {
        "plans": reverse("plans"),
        "my actions": reverse("my_actions"),
        "the board's page on a day": f"{reverse('board', args=links.of(plan))}?as_of={ON}",
        "the board's page today": reverse("board", args=links.of(plan)),
        "the list": links.list_behind(plan),
        "the list behind a number": links.list_behind(plan, ON, count="overdue"),
        "an action": links.item_page(plan, action.pk),
        "an action whose new date waits": links.item_page(plan, plan.items.get(ref="1c").pk),
        "the update form": links.item_page(plan, action.pk, "update_action"),
        "the papers of the plan": links.plan_page(plan, "plan_papers"),
        "a paper": links.paper_page(plan.papers.get()),
        "taking a paper back": links.paper_page(plan.papers.get(), "take_back"),
        "please check": links.plan_page(plan, "please_check"),
    }


NAMES = (
    "plans", "my actions", "the board's page on a day", "the board's page today", "the list",
    "the list behind a number", "an action", "an action whose new date waits", "the update form",
    "the papers of the plan", "a paper", "taking a paper back", "please check",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_and_fits_a_phone(
    name, action, manager, signed_in, visit, assert_accessible, assert_fits_320
):
    signed_in(manager)
    page = visit(addresses(action)[name])
    assert_accessible(page)
    assert_fits_320(page)


def test_no_page_is_left_out(action):
    assert set(addresses(action)) == set(NAMES)


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False, "viewport": {"width": 320, "height": 800}}

    def test_a_lead_updates_an_action_on_a_phone(self, action, lead, signed_in, visit):
        signed_in(lead)
        page = visit(reverse("my_actions"))
        page.get_by_role("link", name="1d Open the clinic").first.click()
        page.get_by_role("button", name="Update").click()
        page.get_by_label("What has happened since the last update?").fill("Both teams are booked for July.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Both teams are booked for July.").first).to_be_visible()


def test_a_refused_update_names_each_problem_and_stays_accessible(action, lead, signed_in, visit, assert_accessible):
    signed_in(lead)
    page = visit(links.item_page(action.plan, action.pk, "update_action"))
    new_date = page.get_by_role("group", name="New date")
    for part, typed in (("Day", "31"), ("Month", "11"), ("Year", "2030")):
        new_date.get_by_label(part).fill(typed)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="New date must be a real date").click()
    assert page.evaluate("document.activeElement.name") == "new_date_day"
    assert_accessible(page)
