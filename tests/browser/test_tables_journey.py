"""A clerk in a real browser: finds a table passed over, says what its columns hold, tries it and keeps it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from imports.models import OwnLayout
from tests import builders
from tests.pipeline.grids import paper, row, table

pytestmark = pytest.mark.django_db(transaction=True)
THINGS = (
    ("Wharf", "Thing", "Crew", "Ebb", "Light"),
    ("North", "Mend the slip", "Pilot", "31/03/2024", "Ashore"),
    ("South", "Paint the mole", "Mate", "30/06/2024", "Adrift"),
)


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    """The paper is read in this process, which is quicker."""
    monkeypatch.setattr("imports.tasks.child.read", builders.read_here)


@pytest.fixture
def upload(council):
    """A paper with a plan, and a table that was passed over though it is one."""
    return builders.paper_read(
        council, paper("Roads Plan", table(row(), row("1.2")), "Harbour works", THINGS), name=f"{'harbour' * 9}.txt"
    )


def addresses(upload):
    """Return each page about the tables of a paper, and those of layouts, by name."""
    own = builders.layout(upload.organisation, "a_layout_with_a_long_name_of_many_words")
    upload.own_layouts.add(own)
    key = upload.reading["tables"][0]["key"]
    return {
        "reading": reverse("reading", args=[upload.pk]),
        "arrange": reverse("arrange", args=[upload.pk]),
        "mapping": reverse("mapping", args=[upload.pk, key]),
        "layouts": reverse("layouts"),
        "layout": reverse("layout", args=[own.pk]),
    }


@pytest.mark.parametrize("name", ["reading", "arrange", "mapping", "layouts", "layout"])
def test_a_page_is_accessible_and_fits_a_phone(
    name, upload, clerk, signed_in, visit, assert_accessible, assert_fits_320
):
    signed_in(clerk)
    page = visit(addresses(upload)[name])
    assert_accessible(page)
    assert_fits_320(page)


class TestACorrection:
    @pytest.fixture(params=["with scripts", "without scripts"])
    def browser_context_args(self, browser_context_args, request):
        """Everything must work without JavaScript as well."""
        return {**browser_context_args, "java_script_enabled": request.param == "with scripts"}

    def test_a_table_passed_over_is_read_by_columns_said_by_hand_and_the_layout_kept(
        self, upload, clerk, signed_in, visit
    ):
        signed_in(clerk)
        page = visit(reverse("reading", args=[upload.pk]))
        page.get_by_role("link", name="This is a plan: read it").click()
        for number, holds in ((2, "Action"), (3, "Lead"), (4, "First date"), (5, "First date")):
            page.get_by_label(f"Column {number}:").select_option(label=holds)
        page.get_by_role("button", name="Show what this reads to").click()
        page.get_by_role("link", name="“Ebb” and “Light” are both given as First date").wait_for()
        page.get_by_label("Column 5:").select_option(label="Rating")
        page.get_by_role("button", name="Show what this reads to").click()
        expect(page.get_by_text("Pilot (lead)")).to_be_visible()
        page.get_by_label("Ashore: Status").select_option(label="Complete")
        page.get_by_label("Keep this as the organisation’s own layout").check()
        page.get_by_label("Name of the layout").fill("Harbour works")
        page.get_by_role("button", name="Save and read again").click()
        page.get_by_text("2 plans found, 0 tables passed over").wait_for()
        expect(page.get_by_text("read by the layout “Harbour works”")).to_be_visible()
        assert OwnLayout.objects.get().layout["ratings"] == {"Ashore": {"status": "complete", "colour": None}}
