"""A paper's page: how far its reading has come, why it could not be read, and where the same file was before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from imports.models import Upload
from imports.turns import SILENCE
from tests import builders
from tests.readers.documents import as_docx
from tests.readers.test_bad_input import PLAN

State = Upload.State
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def nobody_reads(settings):
    """What waits to be read goes on waiting."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def upload(council):
    """A paper in the middle of being read."""
    return builders.upload(
        council, as_docx(PLAN), name="plan.docx", state=State.READING, step="pages", done=11, of=63, percent=10,
        beat_at=timezone.now(), tries=1,
    )  # fmt: skip


def page(client, upload, name="reading", **headers):
    return client.get(reverse(name, args=[upload.pk]), headers=headers or None)


def words_of(answer):
    return answer.content.decode()


class TestWhileItIsRead:
    def test_the_page_tells_the_step_and_asks_again_by_script_or_by_itself(self, as_manager, upload):
        text = words_of(page(as_manager, upload))
        assert "Reading page 12 of 63" in text and 'value="10"' in text
        assert f'hx-get="{reverse("reading_progress", args=[upload.pk])}" hx-trigger="every 1s"' in text
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text

    def test_a_script_gets_the_part_that_changes_and_no_more(self, as_manager, upload):
        text = words_of(page(as_manager, upload, "reading_progress", **HTMX))
        assert "Reading page 12 of 63" in text and "<main" not in text

    @pytest.mark.parametrize("state", [State.READ, State.REFUSED])
    def test_once_it_is_over_a_script_has_the_page_made_anew(self, state, as_manager, upload):
        Upload.objects.update(state=state)
        assert page(as_manager, upload, "reading_progress", **HTMX).headers["HX-Refresh"] == "true"

    def test_without_a_script_its_address_leads_to_the_page(self, as_manager, upload):
        assert page(as_manager, upload, "reading_progress").url == reverse("reading", args=[upload.pk])

    def test_the_page_is_never_kept_by_a_browser(self, as_manager, upload):
        assert "no-store" in page(as_manager, upload).headers["Cache-Control"]

    def test_there_is_no_style_and_no_script_that_the_policy_forbids(self, as_manager, upload):
        text = words_of(page(as_manager, upload))
        assert "style=" not in text.split("<main")[1] and '"includeIndicatorStyles": false' in text


class TestNobodyReads:
    def test_whoever_opens_the_page_has_a_dead_reader_replaced(self, as_manager, upload):
        Upload.objects.update(beat_at=timezone.now() - SILENCE - timedelta(seconds=1))
        text = words_of(page(as_manager, upload))
        upload.refresh_from_db()
        assert upload.state == State.WAITING
        assert "Waiting to be read" in text and "Reading it was broken off, and begins again." in text

    def test_after_a_minute_of_waiting_the_page_says_whom_to_tell(self, as_manager, upload):
        Upload.objects.update(state=State.WAITING, beat_at=timezone.now() - timedelta(seconds=61))
        assert "may not be running" in words_of(page(as_manager, upload))

    def test_not_where_others_are_being_read_first(self, as_manager, upload, council):
        Upload.objects.update(state=State.WAITING, beat_at=timezone.now() - timedelta(seconds=61))
        builders.upload(council, b"Another", state=State.READING, beat_at=timezone.now())
        assert "may not be running" not in words_of(page(as_manager, upload))


class TestWhatCouldNotBeRead:
    @pytest.fixture
    def refused(self, upload):
        upload.state, upload.refused_because, upload.tries = State.REFUSED, "plan.docx has <no> text.", 3
        upload.save()
        return upload

    def test_it_says_why_and_how_to_go_on(self, as_manager, refused):
        text = words_of(page(as_manager, refused))
        assert "plan.docx has &lt;no&gt; text." in text
        assert f'href="{reverse("upload")}?plan=northmoor"' in text
        assert "<title>Error: plan.docx" in text

    def test_it_can_be_tried_again(self, as_manager, refused):
        assert as_manager.post(reverse("reading", args=[refused.pk])).status_code == 302
        refused.refresh_from_db()
        assert (refused.state, refused.tries) == (State.WAITING, 0)

    def test_what_is_being_read_is_not_begun_anew(self, as_manager, upload):
        as_manager.post(reverse("reading", args=[upload.pk]))
        upload.refresh_from_db()
        assert upload.state == State.READING


class TestTheSameFile:
    def test_it_says_who_brought_it_before_with_a_link(self, as_manager, upload, council, clerk):
        other = builders.upload(council, as_docx(PLAN), name="before.docx", uploaded_by=clerk)
        Upload.objects.filter(pk=other.pk).update(sha256=upload.sha256)
        text = words_of(page(as_manager, upload))
        assert f'href="{reverse("reading", args=[other.pk])}">brought by Cleo Clerk on' in text
        assert "as before.docx" in text

    def test_it_says_when_it_was_taken_in_and_by_whom(self, as_manager, upload, plan, manager):
        paper = builders.paper(plan)
        paper.sha256, paper.recorded_by = upload.sha256, manager
        paper.save()
        text = words_of(page(as_manager, upload))
        assert "This file was taken into" in text and "by Mo Manager on" in text and "as at 6 January 2020" in text

    def test_it_tells_nothing_of_what_somebody_may_not_see(self, client, upload, council, plan):
        other = builders.plan(council, slug="other", title="Other plan")
        Upload.objects.update(plan=plan)
        builders.paper(other).__class__.objects.update(sha256=upload.sha256)
        client.force_login(builders.user("clerk", council, plan=plan))
        assert "Other plan" not in words_of(page(client, upload))
