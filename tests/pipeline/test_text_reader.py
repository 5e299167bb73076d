"""Files as they come in: encodings read, half-written files doubted, everything else refused in one sentence."""

import pytest

from imports.pipeline import read_document
from imports.pipeline.read import read
from imports.readers import Unreadable
from imports.shapes import Table
from tests.pipeline.grids import codes, paper, read_text, row, table

PLAN = paper("Café Action Plan", table(row(), row("1.2", "Open the café – soon")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_text_is_read_in_the_encodings_people_use(tmp_path, encoding, ending):
    text = PLAN.replace("\n", ending)
    content = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-mark" else text.encode(encoding)
    path = tmp_path / "paper.txt"
    path.write_bytes(content)
    assert read_document(path).plans[0].actions[1].title == "Open the café – soon"


REFUSED = (
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\t\n\f", "is empty"),
    ("mark.txt", b"\xef\xbb\xbf", "is empty"),
    ("plan.txt", b"PK\x03\x04 and so on", "cut short or damaged"),
    ("plan.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    ("plan.txt", bytes(range(256)) * 4, "not a text file"),
    ("plan.txt", b"\x81\x8d\x8f\x90", "no encoding"),
    ("plan.rtf", b"{\\rtf1 words}", "a rich-text file"),
    ("plan.docx", b"PK\x03\x04", "cut short or damaged"),
    ("plan.pdf", b"%PDF-1.7\n", "damaged"),
    ("plan.xml", b"<?xml version='1.0'?><plan/>", "an XML file"),
)


@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=[f"{case[0]} {case[2]}" for case in REFUSED])
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words) as refused:
        read_document(path)
    assert "\n" not in str(refused.value)
    assert name in str(refused.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(Unreadable, match="no file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(Unreadable, match="folder"):
        read_document(tmp_path)


def test_a_file_under_another_name_is_called_by_its_own(tmp_path):
    path = tmp_path / "upload-1234"
    path.write_text(PLAN, encoding="utf-8")
    assert read_document(path, name="plan.txt").file == "plan.txt"


@pytest.mark.parametrize("rest", ["1.3\tClose the old", "1.3\tClose\tClerk\tMay 2023\t<p>Begun <ul sty"])
def test_a_file_cut_off_in_a_row_is_read_with_an_issue_on_that_row(tmp_path, rest):
    reading = read_text(tmp_path, PLAN + rest)
    assert [issue.code for issue in reading.issues] == ["cut_short"]
    assert len(reading.plans[0].actions) == 3
    assert "cut_short" in codes(reading.plans[0].actions[-1])
    assert "<" not in str(reading.plans[0].actions[-1].printed)


def test_a_file_cut_off_within_a_letter_is_still_read_as_utf_8(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_bytes((PLAN + "1.3\tMend the caf").encode() + "é".encode()[:1])
    reading = read_document(path)
    assert reading.plans[0].actions[-1].title == "Mend the caf"
    assert [issue.code for issue in reading.issues] == ["cut_short"]


def test_a_whole_file_without_a_last_line_end_is_not_called_cut(tmp_path):
    assert read_text(tmp_path, PLAN.rstrip("\n")).issues == ()


def test_a_document_knows_its_lines_and_its_sum(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_text(PLAN, encoding="utf-8")
    document = read(path)
    found = next(block for block in document.blocks if isinstance(block, Table))
    assert found.rows[0][0].source.line == 3
    assert len(document.sha256) == 64
