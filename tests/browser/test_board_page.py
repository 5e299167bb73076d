"""The board's page in a real browser: accessible, whole on a phone, usable without scripts, and ready for paper."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actions import links
from actions.vocabulary import Stage
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
AS_OF = "?as_of=2020-07-01"


@pytest.fixture
def address(plan):
    """The address of a plan's page on which every kind of entry stands."""
    red, amber, green = builders.scheme(plan)
    theme = builders.section(plan, "Quality of plans", ref="1")
    leads = tuple(builders.party(plan.organisation, name) for name in ("Head of Placements", "Designated Nurse"))
    action = builders.item(plan, "Train the assessors", ref="1a", section=theme, leads=leads)
    builders.item(plan, "Find a trainer", parent=action, due=date(2020, 5, 1), rating=green)
    builders.item(plan, "Train both teams", parent=action, due=date(2020, 6, 1), moved_to=(date(2020, 9, 30),))
    builders.item(plan, "Write the guidance", ref="1b", section=theme, text="TBC", rating=red)
    builders.item(plan, "Open the clinic", ref="2", due=date(2020, 7, 20), rating=amber)
    builders.item(plan, "Publish the offer", ref="3", due=date(2020, 2, 1), stage=Stage.DONE)
    builders.paper(plan, as_at=date(2020, 4, 1))
    return reverse("board", args=links.of(plan))


@pytest.mark.parametrize("query", [AS_OF, "?as_of=2019-01-01", "?as_of=2020-02-31"])
def test_it_is_accessible_and_fits_a_phone(
    signed_in, visit, board_member, address, query, assert_accessible, assert_fits_320
):
    page = signed_in(board_member)
    visit(address + query)
    assert_accessible(page)
    assert_fits_320(page)
    assert_accessible(page)


def test_a_number_opens_the_list_behind_it(signed_in, visit, board_member, address):
    page = signed_in(board_member)
    visit(address + AS_OF)
    page.get_by_role("link", name="1 Overdue").click()
    expect(page.get_by_role("link", name="Find a trainer")).to_be_visible()
    expect(page.get_by_text("Open the clinic")).to_have_count(0)


def test_another_day_is_chosen_in_three_boxes(signed_in, visit, board_member, address):
    page = signed_in(board_member)
    visit(address + AS_OF)
    for box, words in (("Day", "1"), ("Month", "5"), ("Year", "2020")):
        page.get_by_label(box, exact=True).fill(words)
    page.get_by_role("button", name="Show this date").click()
    expect(page).to_have_url(re.compile(r"\?as_of=2020-05-01$"))
    expect(page.get_by_text("Northmoor Council, as at 1 May 2020")).to_be_visible()


def test_what_a_rule_means_opens_on_demand(signed_in, visit, board_member, address):
    page = signed_in(board_member)
    visit(address + AS_OF)
    meaning = page.locator(".govuk-details__text").first
    expect(meaning).to_be_hidden()
    page.get_by_text("What “Overdue” means").click()
    expect(meaning).to_be_visible()


def test_on_paper_nothing_stands_that_only_a_screen_can_use_and_every_rule_says_what_it_means(
    signed_in, visit, board_member, address
):
    page = signed_in(board_member)
    visit(address + AS_OF)
    page.emulate_media(media="print")
    for screen_only in ("form", ".no-print", ".moj-sub-navigation", "details"):
        for each in page.locator(f"main {screen_only}").all():
            expect(each).to_be_hidden()
    expect(page.locator(".rule__meaning-on-paper").first).to_be_visible()
    expect(page.get_by_text("Northmoor Council, as at 1 July 2020")).to_be_visible()


def test_it_prints_on_a4_on_its_side(signed_in, visit, board_member, address):
    page = signed_in(board_member)
    visit(address + AS_OF)
    printed = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 841" in printed or b"/MediaBox [0 0 842" in printed


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_everything_stands_there_but_the_print_button(self, signed_in, visit, board_member, address):
        page = signed_in(board_member)
        visit(address + AS_OF)
        expect(page.get_by_role("link", name="1a Find a trainer")).to_be_visible()
        expect(page.get_by_role("button", name="Print this page")).to_be_hidden()
        expect(page.get_by_role("button", name="Download the workbook")).to_be_visible()
