"""Bringing a paper: who may, for what, and what is said of files that are no paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions import links
from actions.vocabulary import Publication, Role
from imports.models import Upload
from tests import builders
from tests.readers.documents import as_docx
from tests.readers.test_bad_input import PLAN

DOCX = as_docx(PLAN)


@pytest.fixture(autouse=True)
def nobody_reads(settings):
    """What waits to be read goes on waiting."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def bring(client, content=DOCX, name="plan.docx", **typed):
    """Send the form; the file is left out where `content` is None."""
    file = {} if content is None else {"file": SimpleUploadedFile(name, content)}
    return client.post(reverse("upload"), {"into": "northmoor"} | typed | file)


def words_of(answer):
    return answer.content.decode()


class TestTheWayIn:
    def pages(self, plan):
        of = links.of(plan)
        return [reverse("plans"), reverse("board", args=of), reverse("plan_actions", args=of)]

    def test_those_who_take_papers_in_find_it_on_the_plans_pages(self, as_manager, plan):
        general, *of_the_plan = [words_of(as_manager.get(page)) for page in self.pages(plan)]
        assert f'href="{reverse("upload")}"' in general
        assert all(f'href="{reverse("upload")}?plan=northmoor/recovery"' in page for page in of_the_plan)
        assert f'href="{reverse("papers")}">Papers</a>' in general

    @pytest.mark.parametrize("role", [Role.LEAD, Role.BOARD])
    def test_others_do_not(self, role, client, council, plan):
        client.force_login(builders.user(role, council))
        for page in self.pages(plan):
            text = words_of(client.get(page))
            assert reverse("upload") not in text and f'href="{reverse("papers")}"' not in text

    def test_neither_does_anybody_in_an_archived_plan(self, as_manager, plan):
        plan.archived = True
        plan.save()
        assert reverse("upload") not in words_of(as_manager.get(self.pages(plan)[1]))


class TestWhatAPaperCanBeAbout:
    def test_a_plan_chosen_beforehand(self, as_manager, plan):
        answer = as_manager.get(reverse("upload"), {"plan": "northmoor/recovery"})
        assert answer.context["form"]["into"].value() == "northmoor/recovery"

    def test_one_of_others_is_not_chosen(self, as_manager, plan, stranger):
        builders.plan(stranger.memberships.get().organisation, slug="theirs")
        answer = as_manager.get(reverse("upload"), {"plan": "farrow/theirs"})
        assert answer.context["form"]["into"].value() in ("", None)
        assert "farrow" not in words_of(answer)

    def test_neither_is_it_taken(self, as_manager, stranger):
        assert "Select a valid choice" in words_of(bring(as_manager, into="farrow"))
        assert not Upload.objects.exists()

    def test_a_member_of_one_plan_brings_papers_for_that_plan(self, client, council, plan):
        builders.plan(council, slug="other", title="Other plan")
        client.force_login(builders.user(Role.CLERK, council, plan=plan))
        form = client.get(reverse("upload")).context["form"]
        assert (form.fields["into"].choices, form["into"].value()) == (
            [("northmoor/recovery", "Recovery plan")],
            "northmoor/recovery",
        )

    def test_many_plans_stand_in_a_list_that_opens(self, as_manager, council):
        for number in range(8):
            builders.plan(council, slug=f"plan-{number}", title=f"Plan {number}")
        assert '<select name="into"' in words_of(as_manager.get(reverse("upload")))

    def test_an_archived_plan_takes_nothing_in(self, client, council, plan):
        plan.archived = True
        plan.save()
        client.force_login(builders.user(Role.CLERK, council, plan=plan))
        assert "There is no plan into which you may take papers." in words_of(client.get(reverse("upload")))


class TestAFileThatIsTaken:
    def test_its_page_comes_next(self, as_manager, plan):
        answer = bring(as_manager, into="northmoor/recovery", as_at_day="30", as_at_month="9", as_at_year="2020")
        upload = Upload.objects.get()
        assert answer.url == reverse("reading", args=[upload.pk])
        assert (upload.plan, upload.as_at.isoformat()) == (plan, "2020-09-30")
        assert upload.publication == Publication.PUBLIC

    def test_what_is_not_for_publication_is_marked_so(self, as_manager):
        bring(as_manager, exempt="on", exempt_paragraph="2", exempt_reason="Names a family")
        upload = Upload.objects.get()
        assert upload.publication == Publication.NOT_FOR_PUBLICATION
        assert (upload.exempt_paragraph, upload.exempt_reason) == ("2", "Names a family")

    def test_the_same_file_again_leads_to_what_was_read_of_it(self, as_manager):
        bring(as_manager)
        answer = as_manager.get(bring(as_manager).url)
        assert "This file was brought before by Mo Manager on" in words_of(answer)
        assert Upload.objects.count() == 1


class TestAFileThatIsRefused:
    @pytest.mark.parametrize(("content", "name", "sentence"), [
        (None, "", "Choose the paper"),
        (b"", "plan.docx", "plan.docx is empty."),
        (b"\x89PNG\r\n", "plan.docx", "plan.docx is a picture, which is not read here;"),
        (b"PK\x03\x04 and no more", "plan.xlsx", "plan.xlsx is cut short or damaged:"),
        (b"\x89PNG\r\n", "<b>plan</b>.docx", "b&gt;.docx is a picture"),
        (b"\x89PNG\r\n", "..\\..\\etc\\passwd", "passwd is a picture"),
    ])  # fmt: skip
    def test_the_summary_says_what_and_leads_to_the_field(self, content, name, sentence, as_manager):
        text = words_of(bring(as_manager, content, name))
        summary = text.split("govuk-error-summary__list")[1].split("</ul>")[0]
        assert sentence in summary and 'href="#id_file"' in summary
        assert "<title>Error: Take in a paper" in text
        assert not Upload.objects.exists()

    def test_what_else_was_typed_stays(self, as_manager, plan):
        typed = {"as_at_day": "30", "as_at_month": "9", "as_at_year": "2020"}
        typed |= {"exempt": "on", "exempt_reason": "Names a family"}
        form = bring(as_manager, b"", into="northmoor/recovery", **typed).context["form"]
        assert form["into"].value() == "northmoor/recovery"
        assert form["as_at"].value() == ["30", "9", "2020"]
        assert form["exempt_reason"].value() == "Names a family"

    def test_one_that_is_too_large_says_how_large_and_the_rest_stays(self, as_manager, settings):
        settings.LARGEST_FILE = 100_000
        answer = bring(as_manager, b"x" * 150_000, exempt="on")
        assert "plan.docx is 1 MB, and a paper may have 0 MB at the most." in words_of(answer)
        assert answer.context["form"]["exempt"].value() is True

    def test_one_that_is_far_too_large_is_not_even_received(self, as_manager, settings):
        settings.LARGEST_FILE = 10_000
        answer = bring(as_manager, b"x" * 100_000)
        assert answer.status_code == 400
        assert "far larger than this site takes" in words_of(answer)

    def test_a_wrong_day_says_to_choose_the_file_again(self, as_manager):
        text = words_of(bring(as_manager, as_at_day="30", as_at_month="9", as_at_year="2999"))
        assert "The day it speaks for is 30 September 2999: that day is still to come" in text
        assert "Choose plan.docx again, since a browser forgets the file" in text

    def test_a_reason_without_the_mark_is_asked_about(self, as_manager):
        assert "Tick this, or leave the paragraph and the reason empty" in words_of(
            bring(as_manager, exempt_paragraph="2")
        )


def test_the_files_of_somebody_who_is_not_signed_in_are_not_kept(client, monkeypatch, db):
    kept = []
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", lambda *args: kept.append(args))
    assert bring(client).status_code == 302
    client.post(reverse("sign_in"), {"file": SimpleUploadedFile("plan.docx", DOCX)})
    assert not kept
