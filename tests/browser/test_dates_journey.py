"""A manager after the meeting: the decision table filled in, refused once, saved, and printed, in a real browser."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions import links
from actions.models import Body, Meeting, Plan
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
ASKED = date(TODAY.year + 1, 3, 31)


@pytest.fixture
def table(council, plan, leads_post):
    """A plan whose board agrees new dates, with three that wait; its address."""
    board = Body.objects.create(organisation=council, name="Main Board")
    Meeting.objects.create(body=board, held_on=TODAY - timedelta(days=3))
    Plan.objects.update(board=board, new_dates=Plan.NewDates.BOARD)
    for number in range(1, 4):
        item = builders.item(
            plan, f"Train team {number}", ref=f"1{number}", due=TODAY - timedelta(days=9), leads=(leads_post,)
        )
        builders.move(
            item, ASKED, needs_agreement=True, reason="The trainer left", will_do="A contract is let", on=TODAY
        )
    return links.plan_page(plan, "dates")


def row(page, name):
    return page.get_by_role("row").filter(has_text=name)


class TestAfterTheMeeting:
    @pytest.fixture(params=["with scripts", "without scripts"])
    def browser_context_args(self, browser_context_args, request):
        return {**browser_context_args, "java_script_enabled": request.param == "with scripts"}

    def test_a_manager_decides_after_the_meeting(self, signed_in, visit, manager, table):
        signed_in(manager)
        page = visit(table)
        expect(page.get_by_text("3 new dates wait.")).to_be_visible()
        row(page, "Train team 1").get_by_label("Agree").check()
        refused = row(page, "Train team 2")
        refused.get_by_label("Refuse").check()
        page.get_by_label("Main Board").check()
        page.get_by_label("Minute").fill("7")
        page.get_by_role("button", name="Save these decisions").click()
        problem = page.get_by_role("link", name="12: Say why it is refused")
        expect(problem).to_be_visible()
        expect(row(page, "Train team 1").get_by_label("Agree"), "what was chosen stays").to_be_checked()
        problem.click()
        refused.get_by_label("Reason").fill("Too late for the winter")
        another = row(page, "Train team 3")
        another.get_by_label("Another date").check()
        box = another.get_by_role("group", name="Other date")
        for name, value in (("Day", "28"), ("Month", "2"), ("Year", str(TODAY.year + 1))):
            box.get_by_label(name).fill(value)
        page.get_by_role("button", name="Save these decisions").click()
        expect(page.get_by_text("3 new dates decided: 1 agreed, 1 agreed to another date, 1 refused.")).to_be_visible()
        expect(page.get_by_text("No new date waits to be decided")).to_be_visible()


def test_the_table_is_accessible_narrow_and_on_paper(
    signed_in, visit, manager, table, assert_accessible, assert_fits_320
):
    signed_in(manager)
    page = visit(table)
    assert_accessible(page)
    row(page, "Train team 3").get_by_label("Another date").check()
    page.get_by_role("button", name="Save these decisions").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    assert_accessible(page)
    page.emulate_media(media="print")
    expect(page.get_by_text("□ Agree").first, "to be filled in by hand").to_be_visible()
    expect(page.get_by_role("button", name="Save these decisions")).to_be_hidden()
    page.emulate_media(media="screen")
    assert_fits_320(page)
    assert_accessible(page)
