"""A lead's round in a real browser: sign in, find what is urgent, say how far it is, ask for a new date."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions import links
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def late(plan, leads_post):
    """An action of the lead's that is five days late, in a plan with a rating scheme."""
    _, _, green = builders.scheme(plan)
    section = builders.section(plan, "Assessment", "1")
    builders.item(plan, "Not urgent", ref="1d", section=section, due=TODAY + timedelta(days=200), leads=(leads_post,))
    return builders.item(
        plan, "Train the assessors", ref="1c", section=section, due=TODAY - timedelta(days=5), leads=(leads_post,),
        rating=green, note="First course held",
    )  # fmt: skip


def sign_in(page, live_server, user):
    """Sign in through the form, as people do."""
    page.goto(f"{live_server.url}/mine/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(builders.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="My actions", level=1).wait_for()


def say_how_far_it_is(page):
    """From My actions: open the late action's form, fill it in with a new date and save."""
    page.get_by_role("button", name="Update 1c Train the assessors").click()
    page.get_by_label("What has happened since the last update?").fill("Two of three courses held")
    page.get_by_label("Amber").check()
    expect(page.get_by_text("Slipping, and a way back is agreed")).to_be_visible()
    box = page.get_by_role("group", name="New date")
    for name, value in (("Day", "31"), ("Month", "3"), ("Year", str(TODAY.year + 1))):
        box.get_by_label(name).fill(value)
    page.get_by_label("Why is a new date needed?").fill("The trainer left")
    page.get_by_label("What will be done so that the new date is kept?").fill("A contract is let")
    page.get_by_role("button", name="Save").click()


def waiting_words():
    return f"31 March {TODAY.year + 1} asked for, waiting to be agreed"


class TestARound:
    @pytest.fixture(params=["with scripts", "without scripts"])
    def browser_context_args(self, browser_context_args, request):
        """Everything must work without JavaScript as well."""
        return {**browser_context_args, "java_script_enabled": request.param == "with scripts"}

    def test_a_lead_updates_an_action_and_sees_the_new_date_wait(self, page, live_server, lead, late):
        sign_in(page, live_server, lead)
        expect(page.get_by_role("heading", name="Overdue (1)")).to_be_visible()
        say_how_far_it_is(page)
        expect(page.get_by_text(f"The new date 31 March {TODAY.year + 1} waits to be agreed.")).to_be_visible()
        expect(page.get_by_role("heading", name="My actions", level=1)).to_be_visible()
        expect(page.get_by_text(waiting_words())).to_be_visible()
        expect(page.get_by_text("Overdue by 5 days"), "until it is agreed, the date before it holds").to_be_visible()
        late.refresh_from_db()
        assert late.rating.label == "Amber" and late.update_events.count() == 2

    def test_a_manager_agrees_to_the_date_on_the_actions_page(self, page, live_server, manager, late):
        builders.move(late, date(TODAY.year + 1, 3, 31), needs_agreement=True, reason="The trainer left")
        sign_in(page, live_server, manager)
        page.goto(live_server.url + links.item_page(late.plan, late.pk))
        expect(page.get_by_text("no longer overdue")).to_be_visible()
        page.get_by_role("button", name="Decide").click()
        page.get_by_label("Agree", exact=False).first.check()
        page.get_by_role("button", name="Save this decision").click()
        expect(page.get_by_text(f"The new date 31 March {TODAY.year + 1} is agreed and holds now.")).to_be_visible()
        expect(page.get_by_role("button", name="Decide")).to_have_count(0)

    def test_the_list_is_filtered_sorted_and_opens_an_action(self, page, live_server, manager, late):
        sign_in(page, live_server, manager)
        page.goto(live_server.url + links.list_behind(late.plan))
        if not page.get_by_label("Words").is_visible():
            page.locator("summary", has_text="Filter").click()
        page.get_by_label("Words").fill("assessors")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_text("1 action or step, as at")).to_be_visible()
        page.get_by_role("link", name="Date now").click()
        expect(page.locator("th[aria-sort=ascending]")).to_have_text("Date now")
        page.get_by_role("link", name="Train the assessors").click()
        expect(page.get_by_role("heading", name="1c Train the assessors")).to_be_visible()


class TestEveryPage:
    @pytest.fixture(params=["plans", "list", "list as at", "nothing found", "action", "step", "form", "mine"])
    def address(self, request, late, plan):
        builders.move(late, date(TODAY.year + 1, 3, 31), needs_agreement=True, reason="The trainer left")
        action = builders.item(plan, "Recruit", ref="2", section=late.section, stage=None)
        step = builders.item(plan, "Advertise", parent=action, due=TODAY, moved_to=(TODAY + timedelta(days=9),))
        return {
            "plans": "/",
            "list": links.list_behind(plan) + "?overdue=on&due_from=nonsense",
            "list as at": links.list_behind(plan, TODAY, count="overdue"),
            "nothing found": links.list_behind(plan) + "?words=zebra",
            "action": links.item_page(plan, late.pk),
            "step": links.item_page(plan, step.pk),
            "form": links.item_page(plan, action.pk, "update_action"),
            "mine": "/mine/",
        }[request.param]

    def test_is_accessible_and_fits_the_narrowest_screen(
        self, signed_in, visit, manager, address, assert_accessible, assert_fits_320
    ):
        signed_in(manager)
        page = visit(address)
        assert_accessible(page)
        assert_fits_320(page)
        assert_accessible(page)

    def test_what_is_refused_is_accessible_too(self, signed_in, visit, lead, late, assert_accessible, assert_fits_320):
        signed_in(lead)
        page = visit(links.item_page(late.plan, late.pk, "update_action"))
        builders.move(late, TODAY + timedelta(days=60), reason="Agreed meanwhile")
        page.get_by_label("What has happened since the last update?").fill("Mine")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="Both changes side by side")).to_be_visible()
        assert_accessible(page)
        assert_fits_320(page)
