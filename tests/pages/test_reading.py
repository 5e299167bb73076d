"""A paper's page: how far its reading has come, why it could not be read, and where the same file was before."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from actions import links
from actions.vocabulary import Role
from imports.models import Upload
from imports.turns import SILENCE
from tests import builders
from tests.pipeline.grids import paper, row, table
from tests.readers.documents import as_docx
from tests.readers.test_bad_input import PLAN, REFUSED

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


READ_TO_BE_REFUSED = ("an encrypted pdf", "a scanned pdf", "an XML bomb in Word", "a web page of endless spans")


@pytest.mark.parametrize("case", READ_TO_BE_REFUSED)
def test_what_only_reading_finds_out_is_said_on_the_page(case, as_manager, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    name, make, words = next(row[1:] for row in REFUSED if row[0] == case)
    sent = {"into": "northmoor", "file": SimpleUploadedFile(name, make())}
    text = html.unescape(words_of(as_manager.post(reverse("upload"), sent, follow=True)))
    assert "This paper could not be read" in text and re.search(words, text) and "Try again" in text


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
        assert f'href="{reverse("paper", args=[*links.of(plan), paper.pk])}">see what it did</a>' in text

    def test_it_tells_nothing_of_what_somebody_may_not_see(self, client, upload, council, plan):
        other = builders.plan(council, slug="other", title="Other plan")
        Upload.objects.update(plan=plan)
        builders.paper(other).__class__.objects.update(sha256=upload.sha256)
        client.force_login(builders.user("clerk", council, plan=plan))
        assert "Other plan" not in words_of(page(client, upload))


class TestWhatWasFound:
    MONEY = (("Ward", "Investment"), ("North", "£70,000"), ("South", "£40,000"))

    @pytest.fixture
    def found(self, council):
        """A paper with a plan, and a table that was passed over."""
        return builders.paper_read(
            council, paper("Roads Plan", table(row(when="31/11/2023"), row("1.2")), "Money", self.MONEY)
        )

    def test_each_plan_stands_with_what_it_holds_how_surely_and_why(self, as_manager, found):
        text = words_of(page(as_manager, found))
        assert "1 plan found, 1 table passed over" in text and "Roads Plan" in text
        assert "2 actions" in text and "to check" in text
        assert "Sure: read by its headings" in text
        assert "“Action” holds Action" in text and "holds title" not in text

    def test_a_table_that_was_passed_over_stands_with_its_place_its_words_and_the_reason(self, as_manager, found):
        text = words_of(page(as_manager, found)).split('id="passed"')[1]
        assert "Table 2, line " in text and "Money" in text and "Ward | Investment" in text
        assert "Reads as sums of money." in text and "This is a plan: read it" in text

    def test_a_plan_is_set_aside_and_taken_in_after_all(self, as_manager, found):
        proposal = found.proposals.get()
        sent = {"number": 1, "version": proposal.version, "aside": "yes"}
        assert as_manager.post(reverse("reading", args=[found.pk]), sent).status_code == 302
        proposal.refresh_from_db()
        assert proposal.set_aside_at
        assert "Take it in after all" in words_of(page(as_manager, found))
        as_manager.post(reverse("reading", args=[found.pk]), sent | {"version": proposal.version, "aside": "no"})
        proposal.refresh_from_db()
        assert proposal.set_aside_at is None

    def test_a_plan_whose_place_in_the_register_is_taken_stays_set_aside_and_says_so(self, as_manager, found, plan):
        builders.proposal(found, number=2, plan=plan)
        found.proposals.filter(number=1).update(plan=plan, set_aside_at=timezone.now())
        sent = {"number": 1, "version": found.proposals.get(number=1).version, "aside": "no"}
        text = words_of(as_manager.post(reverse("reading", args=[found.pk]), sent, follow=True))
        assert "Another plan of this paper goes to “Recovery plan” already." in text
        assert found.proposals.get(number=1).set_aside_at

    @pytest.mark.parametrize("version", ["99", "", "x"])
    def test_a_stale_page_sets_nothing_aside(self, as_manager, found, version):
        as_manager.post(reverse("reading", args=[found.pk]), {"number": 1, "version": version, "aside": "yes"})
        assert found.proposals.get().set_aside_at is None

    def test_who_may_not_take_a_new_plan_in_does_not_set_it_aside(self, client, council, plan):
        upload = builders.paper_read(council, paper("Roads Plan", table(row())), plan=plan)
        upload.proposals.update(plan=None)
        client.force_login(builders.user(Role.CLERK, council, plan=plan))
        assert "Set aside" not in words_of(page(client, upload))
        sent = {"number": 1, "version": 1, "aside": "yes"}
        assert client.post(reverse("reading", args=[upload.pk]), sent).status_code == 403

    def test_a_paper_without_a_plan_leads_to_its_tables(self, as_manager, council):
        text = words_of(page(as_manager, builders.paper_read(council, paper("Money", self.MONEY))))
        assert "No plan was found in this paper" in text and "Say which tables are plans" in text

    def test_a_paper_without_a_table_says_what_to_do(self, as_manager, council):
        text = words_of(page(as_manager, builders.paper_read(council, "Words alone.\n")))
        assert "No table was found here at all" in text

    def test_a_doubt_about_the_paper_as_a_whole_is_told(self, as_manager, found):
        found.reading["issues"] = [{"code": "x", "message": "Two sheets are hidden", "source": None, "suggestion": ""}]
        found.save()
        assert "Two sheets are hidden" in words_of(page(as_manager, found))
