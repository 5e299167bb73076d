"""Every component on one page, in a real browser: accessible, narrow, on paper and without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.gallery")]


# Everything wrong at once, under a colour that is hard to write on; then everything as it usually stands.
ADDRESSES = ["/gallery/?wrong=1&colour=%23ffdd00", "/gallery/?unused=1"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/sign-in/"])
def test_axe_finds_nothing_wrong(address, visit, assert_accessible):
    assert_accessible(visit(address))


def test_a_page_that_is_not_there_says_so_in_our_own_look(visit, assert_accessible, assert_fits_320):
    page = visit("/no-such-page/", status=404)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    assert_fits_320(page)
    assert_accessible(page)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_scrolls_sideways_at_320_pixels(address, visit, assert_fits_320, assert_accessible):
    page = visit(address)
    assert_fits_320(page)
    assert_accessible(page)


def test_the_policy_blocks_nothing_that_the_page_needs(page, visit):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    visit("/gallery/")
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_the_organisations_colour_stands_in_the_header_with_text_that_can_be_read(visit):
    header = visit("/gallery/?colour=%23ffdd00").locator("header")
    assert header.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 221, 0)"
    assert header.evaluate("e => getComputedStyle(e).color") == "rgb(11, 12, 12)"


def test_our_own_font_is_loaded(visit):
    page = visit("/gallery/")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Public Sans Variable\"'))")
    assert "GDS" not in page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily")


def test_a_keyboard_reaches_the_content_first_and_can_scroll_a_wide_table(visit):
    page = visit("/no-such-page/", status=404)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    region = visit("/gallery/").locator(".scroll", has=page.locator("caption", has_text="Actions of this plan"))
    page.set_viewport_size({"width": 320, "height": 800})
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=region.element_handle())


def test_an_error_leads_to_its_field(visit):
    page = visit("/gallery/?wrong=1")
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="New date must be a real date").click()
    assert page.evaluate("document.activeElement.name") == "new_date_day"
    page.get_by_role("link", name="Choose your rating").click()
    assert page.evaluate("document.activeElement.name") == "rating"


def test_a_narrow_screen_closes_a_filter_that_nobody_uses(page, visit):
    page.set_viewport_size({"width": 320, "height": 800})
    visit("/gallery/?unused=1")
    assert page.locator("details.filter").get_attribute("open") is None
    visit("/gallery/")
    assert page.locator("details.filter").get_attribute("open") is not None


def test_sorting_says_which_way_it_goes(visit):
    page = visit("/gallery/?sort=lead")
    expect(page.locator("th[aria-sort]")).to_have_text("Lead")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("link", name="Lead", exact=True).click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")


class TestOnPaper:
    @pytest.fixture
    def printed(self, page, visit):
        visit("/gallery/")
        page.emulate_media(media="print")
        return page

    @pytest.mark.parametrize(
        "part", ["form", ".govuk-skip-link", ".moj-sub-navigation", ".filter", ".govuk-pagination"]
    )
    def test_what_only_a_screen_can_use_is_left_out(self, printed, part):
        assert printed.locator(part).count() > 0
        assert not any(element.is_visible() for element in printed.locator(part).all())

    def test_addresses_are_not_spelled_out(self, printed):
        contents = "[...document.querySelectorAll('a[href]')].map(a => getComputedStyle(a, '::after').content)"
        assert set(printed.evaluate(contents)) <= {"none", "normal"}

    def test_a_rating_is_black_on_white_with_its_shape_and_word(self, printed):
        tag = printed.locator(".rating--red").first
        assert tag.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
        assert tag.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
        assert tag.inner_text() == "Red"
        assert tag.locator("svg").is_visible()

    def test_pages_are_a4_on_its_side(self, printed):
        document = printed.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", document)
        assert boxes
        assert all(abs(float(w) - 841.9) < 1.5 and abs(float(h) - 595.3) < 1.5 for w, h in boxes)


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_the_filter_is_open_and_the_list_can_be_sorted_and_paged(self, page, visit):
        visit("/gallery/?unused=1")
        expect(page.get_by_label("Words")).to_be_visible()
        page.get_by_role("link", name="Reference").click()
        expect(page).to_have_url(re.compile(r"sort=ref"))
        page.get_by_role("link", name="Next page").click()
        expect(page).to_have_url(re.compile(r"sort=ref.*page=|page=.*sort=ref"))
