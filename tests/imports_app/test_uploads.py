"""Files that are brought: kept under a name of ours and read, or refused in one sentence; the same one not twice."""

import hashlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from imports import uploads
from imports.arrangement import Arrangement
from imports.models import Upload
from imports.storage import uploads_storage
from imports.uploads import Brought, UploadRefused, accept, read_again
from tests import builders
from tests.readers.documents import as_docx
from tests.readers.test_bad_input import PLAN, REFUSED

DOCX = as_docx(PLAN)
# The cases that a file's opening, or a zip's list of contents, gives away; the others are refused while they are read.
AT_ONCE = {
    "an encrypted Office file", "a zip with a password", "an old Word document", "a zip of 6,000 entries",
    "a picture", "a rich-text file", "an empty file", "a zip of something else", "a docx cut in half",
    "an xlsx cut in half",
}  # fmt: skip


@pytest.fixture
def bring(council, manager):
    """Return a function that brings a file, named and said as given."""

    def bring(content=DOCX, name="plan.docx", **said):
        return accept(SimpleUploadedFile(name, content), Brought(**{"organisation": council, "user": manager} | said))

    return bring


@pytest.fixture(autouse=True)
def nobody_reads(settings):
    """What waits to be read goes on waiting."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def files_kept():
    storage = uploads_storage()
    folders = storage.listdir("")[0] if storage.exists("") else []
    return {f"{folder}/{name}" for folder in folders for name in storage.listdir(folder)[1]}


def test_a_file_is_kept_with_its_hash_under_a_name_of_ours(bring, council, manager):
    upload, is_new = bring(name="Improvement plan, September.docx")
    assert is_new
    assert upload.name == "Improvement plan, September.docx"
    assert upload.sha256 == hashlib.sha256(DOCX).hexdigest()
    assert (upload.size, upload.state, upload.uploaded_by) == (len(DOCX), Upload.State.WAITING, manager)
    assert "mprovement" not in upload.file.name and upload.file.read() == DOCX


@pytest.mark.parametrize(("make", "name", "words"), [
    (make, name, words) for case, name, make, words in REFUSED if case in AT_ONCE
], ids=sorted(AT_ONCE & {case[0] for case in REFUSED}, key=[case[0] for case in REFUSED].index))  # fmt: skip
def test_what_is_no_paper_is_refused_before_it_is_kept(make, name, words, bring):
    before = files_kept()
    with pytest.raises(UploadRefused, match=words) as refused:
        bring(make(), name)
    assert str(refused.value).startswith(name) and "\n" not in str(refused.value)
    assert files_kept() == before and not Upload.objects.exists()


def test_a_file_that_is_too_large_is_told_its_size_and_what_to_do(bring, settings):
    settings.LARGEST_FILE = 1024 * 1024
    with pytest.raises(UploadRefused, match="plan.docx is 2 MB, and a paper may have 1 MB at the most. Pictures"):
        bring(b"x" * (1024 * 1024 + 1))


@pytest.mark.parametrize("name", [
    "<img src=x onerror=alert(1)>.docx", "'; DROP TABLE plans; --.docx", "Plan \N{SNOWMAN} août.docx",
    "a" * 240 + ".docx", "plan.docx\x00.exe",
])  # fmt: skip
def test_a_hostile_name_is_kept_to_be_shown_and_never_used_as_a_path(name, bring):
    upload, _ = bring(name=name)
    assert upload.name == name.replace("\x00", "")
    folder, _, file = upload.file.name.partition("/")
    assert (len(folder), len(file)) == (2, 32) and file.isalnum()


class TestTheSameFileAgain:
    @pytest.fixture(autouse=True)
    def known_kind(self, monkeypatch):
        """What it is was asked of the reading process above; here it would only take time."""
        monkeypatch.setattr(uploads, "kind_of", lambda path, name: "word")

    def test_it_is_the_upload_that_is_here_already(self, bring):
        first, _ = bring()
        assert bring(name="the same by another name.docx") == (first, False)
        assert len(files_kept()) >= 1 and Upload.objects.count() == 1

    @pytest.mark.parametrize("said", [{"as_at": date(2020, 9, 30)}, {"not_for_publication": True}, {"plan": True}])
    def test_where_something_else_is_said_of_it_it_is_another(self, said, bring, plan):
        first, _ = bring()
        second, is_new = bring(**{name: plan if name == "plan" else value for name, value in said.items()})
        assert is_new and second != first

    def test_another_organisation_has_its_own(self, bring, stranger):
        first, _ = bring()
        theirs = stranger.memberships.get().organisation
        second, is_new = bring(organisation=theirs, user=stranger)
        assert is_new and second != first

    def test_what_somebody_may_not_see_tells_them_nothing(self, bring, clerk):
        bring(not_for_publication=True)
        assert bring(user=clerk, not_for_publication=True)[1]

    def test_one_that_could_not_be_read_is_read_again(self, bring):
        first, _ = bring()
        Upload.objects.update(state=Upload.State.REFUSED, tries=3)
        again, is_new = bring()
        assert (again, again.state, again.tries, is_new) == (first, Upload.State.WAITING, 0, False)

    def test_one_whose_plans_were_all_set_aside_is_begun_anew(self, bring):
        first, _ = bring()
        builders.proposal(first, set_aside_at=first.uploaded_at)
        assert bring()[1]

    def test_the_way_its_tables_were_arranged_by_hand_is_kept(self, bring):
        first, _ = bring()
        said = Arrangement().with_table("1-abc", taken=False)
        read_again(first, first.version, said)
        second, _ = bring(as_at=date(2020, 9, 30))
        assert Arrangement.from_json(second.arrangement) == said


def test_nothing_is_kept_where_it_cannot_be_put_in_line(bring, monkeypatch):
    def broken(upload):
        raise OSError

    monkeypatch.setattr(uploads, "put_in_line", broken)
    before = files_kept()
    with pytest.raises(OSError):
        bring()
    assert files_kept() == before and not Upload.objects.exists()


def test_a_paper_that_somebody_changed_meanwhile_is_not_read_by_what_was_shown(bring):
    upload, _ = bring()
    with pytest.raises(uploads.Stale):
        read_again(upload, upload.version + 1)
