"""A clerk's paper in a real browser: brought, its columns put right, a doubt settled, chosen, saved, taken back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actions.models import Item, Paper, Plan
from tests.pipeline.grids import paper, row, table

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = ("Ref", "Action", "Lead", "Timescale", "Progress", "Verdict of the panel")
TEXT = paper(
    "Northmoor Council",
    "Harbour Recovery Plan",
    "Position as at 30 April 2024",
    table(
        row("1.1", "Mend the north quay", "Harbour Master", "30 September 2024", "Stone is ordered.", "Strong"),
        row("1.2", "Dredge the inner basin", "", "31 December 2024", "The survey is done.", "Weak"),
        row("1.3", "Train the pilots", "Chief Pilot", "30 June 2024", "Six of nine are trained.", "Strong"),
        headings=HEADINGS,
    ),
)


@pytest.fixture(params=["with scripts", "without scripts"])
def browser_context_args(browser_context_args, request):
    """Everything must work without JavaScript as well."""
    return {**browser_context_args, "java_script_enabled": request.param == "with scripts"}


@pytest.fixture
def checked(page, assert_accessible, browser_context_args):
    """Return a function that insists that the page shown is accessible; axe itself needs scripts."""

    def check():
        if browser_context_args["java_script_enabled"]:
            assert_accessible(page)

    return check


def bring(page, live_server, tmp_path):
    """Bring the paper, from the list of papers on."""
    file = tmp_path / "harbour.txt"
    file.write_text(TEXT, encoding="utf-8")
    page.goto(f"{live_server.url}{reverse('papers')}")
    page.get_by_role("button", name="Take in a paper").click()
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="Read this paper").click()
    page.get_by_role("heading", name="harbour.txt", level=1).wait_for()


def put_a_column_right(page):
    """Say that the verdict of the panel is the plan's rating, and what its words mean."""
    page.get_by_role("link", name="Columns of Harbour Recovery Plan").click()
    page.get_by_label("Verdict of the panel").select_option(label="Rating")
    page.get_by_role("button", name="Show what this reads to").click()
    for words, colour in (("Strong", "Green"), ("Weak", "Amber")):
        page.get_by_role("group", name=words).get_by_label("Colour").select_option(label=colour)
    page.get_by_role("button", name="Save and read again").click()


def settle_a_doubt(page):
    """Name the lead whom the paper does not."""
    page.get_by_role("link", name="What we read").first.click()
    page.get_by_role("link", name="Put right 1.2").click()
    page.get_by_label("Lead", exact=True).fill("Harbour Engineer")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Put right by hand; read as Nobody named")).to_be_visible()


def leave_a_change_out(page):
    """Leave the progress of one action out."""
    page.get_by_role("link", name="What will change").first.click()
    page.get_by_label("Six of nine are trained").uncheck()
    page.get_by_role("button", name="Keep these choices").click()
    expect(page.get_by_label("Six of nine are trained")).not_to_be_checked()


def test_a_paper_is_brought_put_right_saved_and_taken_back(page, live_server, signed_in, manager, tmp_path, checked):
    signed_in(manager)
    bring(page, live_server, tmp_path)
    checked()
    put_a_column_right(page)
    checked()
    settle_a_doubt(page)
    checked()
    leave_a_change_out(page)
    checked()
    page.get_by_role("button", name="Check and save").click()
    expect(page.get_by_text("3 new actions")).to_be_visible()
    checked()
    page.get_by_role("button", name="Save these changes").click()
    plan = Plan.objects.get(title="Harbour Recovery Plan")
    items = {item.ref: item for item in Item.objects.filter(plan=plan)}
    assert items["1.2"].ownership_events.get().party.name == "Harbour Engineer"
    assert items["1.1"].rating_events.get().stated_rating == "Strong"
    assert [item.update_events.count() for item in items.values()] == [1, 1, 0]
    page.get_by_role("button", name="Take this back").click()
    checked()
    page.get_by_label("Why").fill("The wrong month")
    page.get_by_role("button", name="Take this back").click()
    checked()
    assert Paper.objects.get(plan=plan).retracted_at
    assert not Item.objects.filter(plan=plan, retracted_at=None).exists()
