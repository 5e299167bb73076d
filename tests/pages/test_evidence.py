"""Evidence through the client: what is kept and what is refused, who may have it, and how it is handed out."""

import io
import re
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions import links, queries
from actions.models import Change, Evidence, Plan
from actions.rules.judge import judge
from actions.vocabulary import Publication, Role, Stage
from tests import builders

PDF = b"%PDF-1.7\n1 0 obj"


def zipped(*parts):
    """Return the bytes of a zip of those parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return packed.getvalue()


@pytest.fixture
def item(plan, leads_post):
    return builders.item(plan, "Train the assessors", ref="1c", leads=(leads_post,))


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def page(item):
    return links.item_page(item.plan, item.pk, "add_evidence")


def given(client, item, content=None, name="minutes.pdf", **fields):
    """Send evidence: a file of that content, or what `fields` hold."""
    file = {"evidence_file": SimpleUploadedFile(name, content)} if content is not None else {}
    return client.post(page(item), {f"evidence_{key}": value for key, value in fields.items()} | file)


def errors(answer):
    return answer.context["form"].errors


class TestGiving:
    def test_a_file_is_kept_outside_what_is_served_under_a_name_of_ours(self, as_lead, item, lead):
        answer = given(as_lead, item, PDF, title="Attendance list", note="All twelve came")
        assert answer.status_code == 302 and answer.url == f"{links.item_page(item.plan, item.pk)}#evidence"
        kept = item.evidence_events.get()
        assert (kept.title, kept.note, kept.name, kept.kind, kept.size) == (
            "Attendance list", "All twelve came", "minutes.pdf", "pdf", len(PDF)
        )  # fmt: skip
        assert kept.recorded_by == lead and kept.effective_on == timezone.localdate()
        assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", kept.file.name)
        assert kept.file.path.startswith(str(settings.DATA_DIR / "evidence")) and "static" not in kept.file.path
        assert Change.objects.get(item=item, event="add_evidence").who == "Lee Lead"

    def test_a_link_is_kept_as_it_is_and_called_by_its_host(self, as_lead, item):
        given(as_lead, item, link="https://minutes.example.org/4?a=1&b=2")
        kept = item.evidence_events.get()
        assert (kept.link, kept.title, kept.file.name) == (
            "https://minutes.example.org/4?a=1&b=2", "minutes.example.org", ""
        )  # fmt: skip

    def test_a_file_without_a_title_is_called_by_its_name(self, as_lead, item):
        given(as_lead, item, PDF)
        assert item.evidence_events.get().title == "minutes.pdf"

    @pytest.mark.parametrize(
        "link", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/a", "file:///etc/passwd", "//", "a b"]
    )
    def test_a_link_that_is_no_web_page_is_refused_beside_its_field(self, as_lead, item, link):
        answer = given(as_lead, item, link=link, title="Minutes")
        assert answer.status_code == 200 and not Evidence.objects.exists()
        assert errors(answer)["evidence_link"] == ["Give the whole address, such as https://www.example.org/minutes"], (
            errors(answer)
        )
        assert answer.context["form"]["evidence_title"].value() == "Minutes"

    @pytest.mark.parametrize(
        ("content", "name", "said"),
        [
            (b"", "minutes.pdf", "minutes.pdf is empty."),
            (b"MZ\x90\0", "minutes.pdf", "minutes.pdf is a program, which is not kept as evidence."),
            (b"\x7fELF", "a.txt", "a.txt is a program"),
            (b"<!DOCTYPE html><script>alert(1)</script>", "minutes.pdf", "minutes.pdf is a web page"),
            (b"\n <html>", "a.txt", "a.txt is a web page"),
            (b"plain, then <SCRIPT src=x>", "a.txt", "a.txt is a web page"),
            ("<svg onload=alert(1)>".encode("utf-16"), "a.png", "a.png is a web page"),
            (b"<?xml version='1.0'?><svg/>", "a.png", "a.png is a web page"),
            (zipped("a.exe"), "minutes.docx", "minutes.docx is a zip file"),
            (b"PK\x03\x04cut", "minutes.docx", "minutes.docx is cut short or damaged"),
            (b"\x1f\x8b\x08", "a.gz", "a.gz is a compressed file"),
            (b"words\0\x01\x02", "a.bin", "a.bin is of a kind that is not kept as evidence."),
        ],
    )
    def test_what_is_no_evidence_is_refused_by_what_it_holds(self, as_lead, item, content, name, said):
        answer = given(as_lead, item, content, name, note="All came")
        assert errors(answer)["evidence_file"][0].startswith(said)
        assert not Evidence.objects.exists()
        assert answer.context["form"]["evidence_note"].value() == "All came"

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (PDF, "pdf"), (zipped("word/document.xml"), "word"), (zipped("xl/workbook.xml"), "excel"),
            (zipped("ppt/presentation.xml"), "slides"), (zipped("mimetype", "content.xml"), "open_document"),
            (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff\xe0", "jpeg"), (b"RIFF0000WEBP", "webp"),
            (b"0000ftypheic", "heic"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"), (b"Name,Came\n", "text"),
            ("Ä".encode("utf-16"), "text"),
        ],
    )  # fmt: skip
    def test_the_kind_is_told_by_the_content_and_not_by_the_name(self, as_lead, item, content, kind):
        given(as_lead, item, content, "anything.exe")
        assert item.evidence_events.get().kind == kind

    def test_a_file_that_is_too_large_is_refused_and_nothing_of_it_is_kept(self, as_lead, item, settings):
        settings.LARGEST_FILE = 1024
        answer = given(as_lead, item, PDF + b"0" * 2000, note="All came")
        assert "minutes.pdf is 1 MB, and evidence may have 0 MB at the most." in errors(answer)["evidence_file"][0]
        assert not Evidence.objects.exists()
        assert answer.context["form"]["evidence_note"].value() == "All came"

    def test_one_that_is_far_too_large_is_refused_before_it_is_read(self, as_lead, item, settings):
        settings.LARGEST_FILE = 1024
        assert given(as_lead, item, PDF + b"0" * 10_000).status_code == 400

    @pytest.mark.parametrize(
        ("fields", "content", "field", "said"),
        [
            ({}, None, "evidence_file", "Choose a file, or give a link"),
            ({"note": "All came"}, None, "evidence_file", "Choose a file, or give a link"),
            ({"link": "https://a.example.org"}, PDF, "evidence_link", "Give a file or a link: add the other as"),
            ({"link": "nonsense", "title": "t"}, PDF, "evidence_file", "Choose minutes.pdf again, since a browser"),
        ],
    )
    def test_it_takes_a_file_or_a_link(self, as_lead, item, fields, content, field, said):
        assert errors(given(as_lead, item, content, **fields))[field][0].startswith(said)
        assert not Evidence.objects.exists()

    def test_where_saving_fails_the_file_goes_again(self, as_lead, item, monkeypatch):
        def full(*args, **kwargs):
            raise OSError("no room")

        before = set((settings.DATA_DIR / "evidence").rglob("*"))
        monkeypatch.setattr("actions.pages.evidence.add_evidence", full)
        with pytest.raises(OSError, match="no room"):
            given(as_lead, item, PDF)
        left = {path for path in (settings.DATA_DIR / "evidence").rglob("*") if path.is_file()} - before
        assert not left


class TestInAnUpdate:
    def send(self, client, item, **fields):
        address = links.item_page(item.plan, item.pk, "update_action")
        form = client.get(address).context["form"]
        return client.post(address, {"version": form["version"].value()} | fields)

    def test_it_comes_with_the_answer_in_one_go(self, as_lead, item):
        file = SimpleUploadedFile("list.pdf", PDF)
        assert self.send(as_lead, item, stage="done", evidence_file=file).status_code == 302
        item.refresh_from_db()
        assert item.stage == Stage.DONE and item.evidence_events.get().name == "list.pdf"
        moments = set(Change.objects.filter(event__in=("add_evidence", "change_stage")).values_list("recorded_at"))
        assert (
            len(moments) >= 1 and item.evidence_events.get().recorded_at == item.stagechange_events.last().recorded_at
        )

    def test_evidence_alone_is_an_answer(self, as_lead, item):
        assert self.send(as_lead, item, evidence_link="https://example.org/a").status_code == 302
        assert item.evidence_events.count() == 1 and not item.update_events.exists()

    def test_where_the_answer_is_refused_nothing_is_kept_and_the_file_is_asked_for_again(self, as_lead, item):
        file = SimpleUploadedFile("list.pdf", PDF)
        answer = self.send(as_lead, item, stage="paused", evidence_file=file, evidence_title="List")
        assert answer.status_code == 200 and not Evidence.objects.exists()
        assert "Choose list.pdf again" in answer.content.decode()
        assert answer.context["proof"]["evidence_title"].value() == "List"

    def test_where_the_file_is_refused_the_answer_is_not_saved_either(self, as_lead, item):
        answer = self.send(as_lead, item, note="Held", evidence_file=SimpleUploadedFile("a.exe", b"MZ1"))
        assert "a.exe is a program" in answer.content.decode().split("govuk-error-summary__list")[1]
        assert answer.context["form"]["note"].value() == "Held" and not item.update_events.exists()

    def test_where_somebody_was_quicker_the_file_is_asked_for_again(self, as_lead, item):
        address = links.item_page(item.plan, item.pk, "update_action")
        version = as_lead.get(address).context["form"]["version"].value()
        builders.move(item, builders.AGREED_ON)
        file = SimpleUploadedFile("list.pdf", PDF)
        answer = as_lead.post(address, {"version": version, "note": "Held", "evidence_file": file})
        text = answer.content.decode()
        assert "Somebody else changed" in text and "Choose list.pdf again" in text
        assert not Evidence.objects.exists()


def fetched(client, evidence):
    return client.get(links.evidence_page(evidence))


class TestHandingOut:
    @pytest.mark.parametrize(
        ("name", "saved"),
        [
            ("minutes.txt", 'attachment; filename="minutes.txt"'),
            ("../../etc/pass<w>d", 'attachment; filename="passwd.txt"'),
            ("report.pdf.exe", 'attachment; filename="report.pdf.exe.txt"'),
            ("a\r\nSet-Cookie: x=1.txt", 'attachment; filename="aSet-Cookie x=1.txt"'),
            ("Evil\u202etxt.exe", 'attachment; filename="Eviltxt.exe.txt"'),
        ],
    )
    def test_it_is_saved_and_never_shown_as_a_page(self, as_lead, item, name, saved):
        evidence = builders.evidence(item, content=b"Held in June")
        Evidence.objects.filter(pk=evidence.pk).update(name=name)
        answer = fetched(as_lead, evidence)
        assert b"".join(answer.streaming_content) == b"Held in June"
        assert answer["Content-Disposition"] == saved
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        assert "default-src" in answer["Content-Security-Policy"]

    def test_its_path_is_no_address_of_the_site(self, as_lead, item):
        evidence = builders.evidence(item, content=b"Held in June")
        for address in (f"/{evidence.file.name}", f"/static/{evidence.file.name}", f"/evidence/{evidence.file.name}"):
            assert as_lead.get(address, follow=True).status_code == 404

    def test_a_link_has_no_file(self, as_lead, item):
        assert fetched(as_lead, builders.evidence(item)).status_code == 404

    def test_a_file_that_is_gone_is_not_found(self, as_lead, item):
        evidence = builders.evidence(item, content=b"Held in June")
        evidence.file.storage.delete(evidence.file.name)
        assert fetched(as_lead, evidence).status_code == 404

    def test_it_is_had_under_its_own_action_alone(self, as_lead, item, plan):
        evidence = builders.evidence(item, content=b"Held in June")
        other = builders.item(plan, "Other")
        address = reverse("evidence_file", args=[*links.of(plan), other.pk, evidence.pk])
        assert as_lead.get(address).status_code == 404

    def test_that_of_another_organisation_is_not_found(self, item, stranger):
        client = Client()
        client.force_login(stranger)
        evidence = builders.evidence(item, content=b"Held in June")
        own = builders.item(builders.plan(stranger.memberships.get().organisation), "Own")
        for address in (
            links.evidence_page(evidence),
            reverse("evidence_file", args=[*links.of(own.plan), own.pk, evidence.pk]),
        ):
            assert client.get(address).status_code == 404

    @pytest.mark.parametrize(
        ("kind", "role", "right", "status"),
        [
            (Publication.NOT_FOR_PUBLICATION, Role.BOARD, False, 404),
            (Publication.NOT_FOR_PUBLICATION, Role.MANAGER, False, 404),
            (Publication.NOT_FOR_PUBLICATION, Role.BOARD, True, 200),
            (Publication.WORKING_NOTE, Role.BOARD, True, 404),
            (Publication.WORKING_NOTE, Role.CLERK, True, 404),
            (Publication.WORKING_NOTE, Role.MANAGER, False, 200),
        ],
    )
    def test_what_is_kept_back_is_had_and_seen_by_those_with_the_right(self, item, council, kind, role, right, status):
        client = Client()
        client.force_login(builders.user(role, council, sees_not_for_publication=right))
        evidence = builders.evidence(item, "Staff discipline file", content=b"Names", publication=kind)
        assert fetched(client, evidence).status_code == status
        shown = "Staff discipline file" in client.get(links.item_page(item.plan, item.pk)).content.decode()
        assert shown is (status == 200)


class TestOnTheActionsPage:
    def test_a_step_shows_its_actions_and_an_action_its_steps(self, as_lead, item, plan):
        step = builders.item(plan, "Book the hall", parent=item)
        builders.evidence(item, "For all of it")
        builders.evidence(step, "For the hall")
        for one, said in ((step, "Given for the whole action"), (item, "Given for the step Book the hall")):
            text = as_lead.get(links.item_page(plan, one.pk)).content.decode()
            assert "For all of it" in text and "For the hall" in text and said in text

    def test_hostile_words_are_words(self, as_lead, item):
        builders.evidence(item, "<script>alert(1)</script>", note="<img src=x onerror=alert(2)>")
        text = as_lead.get(links.item_page(item.plan, item.pk)).content.decode()
        assert "<script>alert(1)" not in text and "<img src=x" not in text and "&lt;script&gt;alert(1)" in text

    def test_a_page_of_an_earlier_day_does_not_show_what_was_given_since(self, as_lead, item):
        builders.evidence(item, "Given today", on=timezone.localdate())
        assert as_lead.get(f"{links.item_page(item.plan, item.pk)}?as_of=2020-03-01").context["evidence"] == []
        assert len(as_lead.get(links.item_page(item.plan, item.pk)).context["evidence"]) == 1


class TestWithdrawing:
    @pytest.fixture
    def mine(self, item, lead):
        return builders.evidence(item, content=b"Held in June", by=lead)

    def withdraw(self, client, evidence, reason="The wrong minutes"):
        return client.post(links.evidence_page(evidence, "withdraw_evidence"), {"reason": reason})

    def test_who_gave_it_withdraws_it_and_the_file_is_kept(self, as_lead, mine, manager):
        assert self.withdraw(as_lead, mine).status_code == 302
        mine.refresh_from_db()
        assert mine.retracted_at and mine.file.storage.exists(mine.file.name)
        assert fetched(as_lead, mine).status_code == 404
        assert as_lead.get(links.item_page(mine.item.plan, mine.item_id)).context["evidence"] == []
        entry = Change.objects.get(event="withdraw_evidence")
        assert (entry.before, entry.reason, entry.who) == (mine.title, "The wrong minutes", "Lee Lead")
        as_lead.force_login(manager)
        assert fetched(as_lead, mine).status_code == 200, "those who manage the plan may still look at it"

    def test_it_needs_a_reason(self, as_lead, mine):
        assert errors(self.withdraw(as_lead, mine, " "))["reason"] == ["Say why the evidence is withdrawn"]
        mine.refresh_from_db()
        assert mine.retracted_at is None

    def test_a_second_time_there_is_nothing_to_withdraw(self, as_lead, mine):
        self.withdraw(as_lead, mine)
        assert self.withdraw(as_lead, mine).status_code == 404
        assert Change.objects.filter(event="withdraw_evidence").count() == 1

    def test_once_signed_off_who_gave_it_withdraws_it_no_more(self, as_lead, mine):
        with builders.Writing(mine.item.plan, builders.Actor.by_command()) as writing:
            builders.progress.change_stage(writing, mine.item, Stage.SIGNED_OFF)
        assert self.withdraw(as_lead, mine).status_code == 403

    def test_in_an_archived_plan_nothing_is_given_or_withdrawn(self, as_lead, mine):
        Plan.objects.update(archived=True)
        assert self.withdraw(as_lead, mine).url == links.item_page(mine.item.plan, mine.item_id)
        assert given(as_lead, mine.item, PDF).url == links.item_page(mine.item.plan, mine.item_id)
        assert Evidence.objects.filter(retracted_at=None).count() == 1


class TestTheBoardsRule:
    @pytest.fixture
    def done(self, item):
        Plan.objects.update(sign_off=True)
        item.plan.refresh_from_db()
        with builders.Writing(item.plan, builders.Actor.by_command()) as writing:
            builders.progress.change_stage(writing, item, Stage.DONE, effective_on=builders.AGREED_ON)
        return item

    def wanting(self, item, user=None):
        states = judge(queries.plan_facts(item.plan, user), timezone.localdate())
        return [state.evidence_wanting for state in states]

    def test_done_without_evidence_is_an_exception_until_some_is_given(self, done):
        assert self.wanting(done) == [True]
        builders.evidence(done)
        assert self.wanting(done) == [False]

    def test_evidence_that_a_reader_may_not_see_counts_all_the_same(self, done, board_member):
        builders.evidence(done, publication=Publication.NOT_FOR_PUBLICATION)
        assert self.wanting(done, board_member) == [False]
        assert "Minutes of" not in str(queries.plan_facts(done.plan, board_member))

    def test_it_stands_on_the_boards_page(self, done, client, board_member):
        client.force_login(board_member)
        text = client.get(reverse("board", args=links.of(done.plan))).content.decode()
        assert "Done without evidence" in text


@pytest.mark.parametrize("kind", [Publication.NOT_FOR_PUBLICATION, Publication.WORKING_NOTE])
def test_the_log_of_what_is_kept_back_names_no_evidence(client, board_member, item, kind):
    builders.evidence(item, "Zebra minutes", publication=kind)
    client.force_login(board_member)
    for address in (links.item_page(item.plan, item.pk), links.plan_page(item.plan, "history")):
        assert "Zebra" not in client.get(address).content.decode(), address
