"""Many actions at once in a real browser: three rows, an error in its cell, mended, saved, and taken back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions import links
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
LATER = date(TODAY.year + 1, 9, 30)


@pytest.fixture
def three(plan):
    """Three open actions of a plan that rates them."""
    builders.scheme(plan)
    return [builders.item(plan, f"Action {ref}", ref=ref, due=TODAY + timedelta(days=90)) for ref in ("1a", "1b", "1c")]


def check(page):
    page.get_by_role("button", name="Check before saving").click()


class TestABatch:
    @pytest.fixture(params=["with scripts", "without scripts"])
    def browser_context_args(self, browser_context_args, request):
        """Everything must work without JavaScript as well."""
        return {**browser_context_args, "java_script_enabled": request.param == "with scripts"}

    def test_a_manager_updates_three_rows_mends_one_and_takes_it_back(self, signed_in, visit, manager, plan, three):
        signed_in(manager)
        page = visit(links.list_behind(plan))
        page.get_by_role("button", name="Update many at once").or_(
            page.get_by_role("link", name="Update many at once")
        ).click()
        page.get_by_role("textbox", name="Note 1a Action 1a").fill("Two courses held")
        page.get_by_role("combobox", name="Reported rating 1b Action 1b").select_option("Amber")
        page.get_by_role("textbox", name="new date 1c Action 1c").fill("31/2/2031")
        page.get_by_label("Reason for these changes").fill("The trainer left")
        check(page)
        page.get_by_role("link", name="1c: Enter a real date").click()
        wrong = page.get_by_role("textbox", name="new date 1c Action 1c")
        expect(wrong).to_be_focused()
        expect(wrong).to_have_value("31/2/2031")
        wrong.fill(f"30/9/{LATER.year}")
        check(page)
        expect(page.get_by_text("3 actions: 1 date, 1 rating, 1 update")).to_be_visible()
        page.get_by_role("button", name="Save these changes").click()
        expect(page.get_by_text("Saved: 3 actions: 1 date, 1 rating, 1 update.")).to_be_visible()
        three[2].refresh_from_db()
        assert three[2].due == LATER
        page.get_by_label("Why is it taken back?").fill("The wrong list")
        page.get_by_role("button", name="Take this back").click()
        expect(page.get_by_text("This is taken back: the actions are as they were before it.")).to_be_visible()
        three[2].refresh_from_db()
        assert three[2].due == TODAY + timedelta(days=90)


class TestTheSheet:
    def test_the_keyboard_goes_along_a_row_and_down_a_column(self, signed_in, visit, manager, plan, three):
        signed_in(manager)
        page = visit(links.plan_page(plan, "bulk"))
        dates = page.locator("[data-cell=new_date]")
        dates.nth(0).focus()
        page.keyboard.type("30/9/2031")
        page.keyboard.press("Enter")
        expect(dates.nth(1)).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(dates.nth(2)).to_be_focused()
        page.keyboard.press("Shift+Enter")
        expect(dates.nth(1)).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(page.locator("[data-cell=done_on]").nth(1)).to_be_focused()
        expect(dates.nth(0)).to_have_value("30/9/2031")

    def test_a_copied_column_fills_the_cells_below(self, signed_in, visit, manager, plan, three):
        signed_in(manager)
        page = visit(links.plan_page(plan, "bulk"))
        paste = """(cell) => {
            const clipboardData = new DataTransfer()
            clipboardData.setData('text/plain', 'Red\\r\\nAmber\\r\\n')
            cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
        }"""
        ratings = page.locator("[data-cell=rating]")
        ratings.nth(1).evaluate(paste)
        expect(ratings.nth(0)).to_have_value("")
        expect(ratings.nth(1)).to_have_value("Red")
        expect(ratings.nth(2)).to_have_value("Amber")

    @pytest.mark.parametrize("shown", ["sheet", "refused", "check", "batch"])
    def test_every_page_is_accessible_and_fits_the_narrowest_screen(
        self, shown, signed_in, visit, manager, plan, three, assert_accessible, assert_fits_320
    ):
        batch = builders.batch(*three, note="Held", reason="Monthly call")
        signed_in(manager)
        page = visit(links.batch_page(batch) if shown == "batch" else links.plan_page(plan, "bulk"))
        if shown in ("refused", "check"):
            page.locator("[data-cell=new_date]").nth(0).fill("soon" if shown == "refused" else f"30/9/{LATER.year}")
            page.get_by_label("Reason for these changes").fill("The trainer left")
            check(page)
            expect(page.get_by_text("There is a problem" if shown == "refused" else "1 action: 1 date")).to_be_visible()
        assert_accessible(page)
        assert_fits_320(page)
        assert_accessible(page)
        page.emulate_media(media="print")
        expect(page.locator("form:visible")).to_have_count(0)
