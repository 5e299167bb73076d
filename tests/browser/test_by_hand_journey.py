"""A manager sets a plan up by hand in a real browser: settings, a theme, actions one after the other, their order."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from actions import links
from actions.models import Item, Plan
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = timezone.localdate().year + 1
PAGES = (
    *("new_plan", "plan_settings", "set_up", "new_theme", "theme", "new_item", "edit_item", "ratings", "set_rating"),
    "correct_date",
)


class TestAPlanByHand:
    @pytest.fixture(params=["with scripts", "without scripts"])
    def browser_context_args(self, browser_context_args, request):
        """Everything must work without JavaScript as well."""
        return {**browser_context_args, "java_script_enabled": request.param == "with scripts"}

    def test_from_nothing_to_two_actions_in_order(self, signed_in, visit, manager, council):
        builders.party(council, "Head of Practice")
        signed_in(manager)
        page = visit(reverse("plans"))
        page.get_by_role("button", name="Set up a plan by hand").click()
        page.get_by_role("button", name="Set the plan up").click()
        expect(page.get_by_role("link", name="Enter title of the plan")).to_be_visible()
        page.get_by_label("Title of the plan").fill("Housing Improvement Plan")
        page.get_by_label("Board", exact=True).fill("Housing Board")
        page.get_by_role("button", name="Set the plan up").click()
        expect(page.get_by_text("This plan is empty")).to_be_visible()
        page.get_by_role("button", name="Add a theme").click()
        page.get_by_label("Title").fill("Repairs")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("link", name="Add an action to Repairs").click()
        self.add(page, "Let the contract", "Save and add another")
        expect(page.get_by_text("“Let the contract” is added.")).to_be_visible()
        self.add(page, "Clear the backlog", "Save")
        rows = page.locator(".outline__words")
        expect(rows.nth(0)).to_contain_text("Let the contract")
        page.get_by_role("button", name="Down Let the contract").click()
        expect(rows.nth(0)).to_contain_text("Clear the backlog")
        assert Plan.objects.get().slug == "housing-improvement-plan"
        assert list(Item.objects.order_by("position").values_list("title", "original_due__year")) == [
            ("Clear the backlog", YEAR), ("Let the contract", YEAR),
        ]  # fmt: skip

    @staticmethod
    def add(page, title, button):
        page.get_by_label("What will be done").fill(title)
        page.get_by_label("Name 1", exact=True).fill("Head of Practice")
        box = page.get_by_role("group", name="First date")
        for name, value in (("Day", "30"), ("Month", "9"), ("Year", str(YEAR))):
            box.get_by_label(name).fill(value)
        page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_the_narrowest_screen(
    signed_in, visit, manager, plan, name, assert_accessible, assert_fits_320
):
    theme = builders.section(plan, "Repairs", "1")
    _, _, green = builders.scheme(plan)
    item = builders.item(plan, "Let the contract", section=theme, due=builders.AGREED_ON, rating=green)
    builders.item(plan, "Advertise", parent=item)
    signed_in(manager)
    below = {"theme": [theme.pk], **dict.fromkeys(("edit_item", "set_rating", "correct_date"), [item.pk])}
    page = visit(reverse(name, args=[] if name == "new_plan" else [*links.of(plan), *below.get(name, [])]))
    assert_accessible(page)
    assert_fits_320(page)
    assert_accessible(page)
