"""Bringing a paper in a real browser: the form, live progress until it is read, each state accessible and narrow."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from imports.models import Upload
from tests import builders
from tests.readers.documents import as_docx
from tests.readers.test_bad_input import PLAN

pytestmark = pytest.mark.django_db(transaction=True)
State = Upload.State


@pytest.fixture(autouse=True)
def nobody_reads(settings):
    """What waits to be read goes on waiting, and each step is made by the test."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def upload(council):
    """A paper in the middle of being read, with a long name."""
    return builders.upload(
        council, as_docx(PLAN), name="Children_services_improvement_plan_September_2026_final_version.docx",
        state=State.READING, step="pages", done=11, of=63, percent=10, beat_at=timezone.now(), tries=1,
    )  # fmt: skip


@pytest.fixture
def addresses(upload, council):
    """Return the page of each name."""
    refused = builders.upload(council, name="scan.pdf", state=State.REFUSED, refused_because="scan.pdf has no text.")
    builders.upload(council, b"Another", name="next.docx", publication="not_for_publication", exempt_paragraph="2")
    return {
        "the list of papers": reverse("papers"),
        "the form": reverse("upload"),
        "a paper that is being read": reverse("reading", args=[upload.pk]),
        "a paper that could not be read": reverse("reading", args=[refused.pk]),
    }


@pytest.mark.parametrize(
    "name", ["the list of papers", "the form", "a paper that is being read", "a paper that could not be read"]
)
def test_a_page_is_accessible_and_fits_a_phone(
    name, addresses, manager, signed_in, visit, assert_accessible, assert_fits_320
):
    signed_in(manager)
    page = visit(addresses[name])
    assert_accessible(page)
    assert_fits_320(page)


def bring(page, content, name):
    page.get_by_label("The paper").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="Read this paper").click()


class TestWithScripts:
    def test_the_bar_moves_by_itself_and_the_page_changes_once_it_is_over(self, upload, manager, signed_in, visit):
        signed_in(manager)
        page = visit(reverse("reading", args=[upload.pk]))
        policy = []
        page.on("console", lambda message: policy.append(message.text) if message.type == "error" else None)
        page.get_by_text("Reading page 12 of 63").wait_for()
        Upload.objects.update(done=40, percent=40)
        page.get_by_text("Reading page 41 of 63").wait_for()
        expect(page.get_by_role("progressbar", name="Reading page 41 of 63")).to_have_attribute("value", "40")
        Upload.objects.update(state=State.REFUSED, refused_because="It has no text.")
        page.get_by_role("heading", name="This paper could not be read").wait_for()
        assert policy == []

    def test_a_file_that_is_too_large_is_said_to_be_so_when_it_is_chosen(self, manager, signed_in, visit, settings):
        settings.LARGEST_FILE = 1024 * 1024
        signed_in(manager)
        page = visit(reverse("upload"))
        field = page.get_by_label("The paper")
        field.set_input_files({"name": "plan.docx", "mimeType": "text/plain", "buffer": b"x" * (1024 * 1024 + 1)})
        assert field.evaluate("field => field.validationMessage") == "This file is larger than 1 MB."


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False, "viewport": {"width": 320, "height": 800}}

    def test_a_paper_is_refused_brought_again_and_followed_until_it_is_read(
        self, manager, plan, signed_in, visit, assert_fits_320
    ):
        signed_in(manager)
        page = visit(f"{reverse('upload')}?plan=northmoor/recovery")
        page.get_by_label("Day", exact=True).fill("30")
        page.get_by_label("Month").fill("9")
        page.get_by_label("Year").fill("2020")
        bring(page, b"\x89PNG\r\n", "plan.docx")
        page.get_by_role("link", name="plan.docx is a picture").wait_for()
        expect(page.get_by_label("Year")).to_have_value("2020")
        bring(page, as_docx(PLAN), "plan.docx")
        page.get_by_text("Waiting to be read").wait_for()
        Upload.objects.update(state=State.REFUSED, refused_because="It has no text.")
        page.get_by_role("heading", name="This paper could not be read").wait_for()  # the page refreshes by itself
        page.get_by_role("button", name="Try again").click()
        page.get_by_text("Waiting to be read").wait_for()
        assert Upload.objects.get().plan == plan
