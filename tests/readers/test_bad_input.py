"""Files that are broken, false, enormous or hostile; each read, or refused in one sentence, within time and memory.

Every case goes through the child process, as an upload does: 30 seconds of work and 512 MB beyond its start.
"""

from __future__ import annotations

import io
import random
import resource
import socket
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from imports import child
from imports.child import ReadingRefused
from imports.readers.excel_scan import MOST_ROWS
from imports.readers.pdf import MOST_SHAPES
from tests.readers.documents import as_csv, as_docx, as_html, as_pdf, as_text, as_xlsx, grid
from tests.readers.pdf_writer import PdfWriter

HEADINGS = ["Ref", "Action", "Lead", "Deadline", "Progress", "RAG"]
ROW = ["1.1", "Write the guidance", "Team Manager", "31/03/2023", "Drafted.", "Amber"]
PLAN = ["Northmoor Improvement Plan", grid(HEADINGS, ROW, ["1.2", *ROW[1:]])]
SHEET = "xl/worksheets/sheet1.xml"
SECONDS = 20  # of the processor: other work on the machine counts for nothing; the child is ended at 30
MEGABYTES = 900  # Python, its libraries and the 512 MB that a file may take beyond them


def repacked(content: bytes, change: dict[str, Callable[[bytes], bytes]], add: dict[str, bytes] | None = None) -> bytes:
    """An Office file with some of its parts changed, and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change.get(entry.filename, bytes)(part))
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose only sheet has this data."""
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    return repacked(as_xlsx(PLAN), {SHEET: lambda old: sheet % xml})


def inline(place: str, words: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'.encode()


def rows_of_plan() -> bytes:
    return b"".join(
        b'<row r="%d">%s</row>'
        % (at, b"".join(inline(f"{column}{at}", cell) for column, cell in zip("ABCDEF", row, strict=True)))
        for at, row in enumerate((HEADINGS, ROW, ["1.2", *ROW[1:]]), 1)
    )


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha">%s]>' % b"".join(
    b'<!ENTITY %s "%s">' % (bytes([98 + n]), (b"&%s;" % bytes([97 + n])) * 12) for n in range(9)
)


def entity_bomb(content: bytes, part: str, tag: bytes) -> bytes:
    """The file with a part in which a few letters stand for gigabytes."""

    def swell(old: bytes) -> bytes:
        body = old.split(b"?>", 1)[-1]
        return ENTITIES + body.replace(tag, tag + b"&j;", 1)

    return repacked(content, {part: swell})


def outside_entity(content: bytes, part: str, tag: bytes) -> bytes:
    head = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return repacked(content, {part: lambda old: head + old.split(b"?>", 1)[-1].replace(tag, tag + b"&x;", 1)})


def zip_bomb() -> bytes:
    return repacked(as_docx(PLAN), {}, {"word/media/image1.bin": b"\0" * 20_000_000})


def tall_workbook() -> bytes:
    return with_sheet(rows_of_plan() + b"".join(b'<row r="%d"/>' % at for at in range(4, 1_000_004)))


def wide_workbook() -> bytes:
    from openpyxl.utils import get_column_letter

    wide = b"".join(inline(f"{get_column_letter(at)}5", "x") for at in range(1, 10_001))
    return with_sheet(rows_of_plan() + b'<row r="5">%s</row>' % wide)


def far_cell() -> bytes:
    return with_sheet(rows_of_plan() + b'<row r="1048576">' + inline("XFD1048576", "x") + b"</row>")


def many_rows() -> bytes:
    row = [f"<c r='{column}%d' t='inlineStr'><is><t>words %d</t></is></c>" for column in "ABCDEF"]
    return with_sheet(
        "".join(
            f"<row r='{at}'>{''.join(c % (at, at) for c in row)}</row>" for at in range(1, MOST_ROWS + 300)
        ).encode()
    )


def rule_bomb(formula: str, times: int = 1000) -> Callable[[], bytes]:
    """A plan whose every cell of the sheet is to be painted by many rules."""
    rule = f'<cfRule type="expression" priority="1" dxfId="0"><formula>{formula}</formula></cfRule>'
    rules = f'<conditionalFormatting sqref="A1:XFD1048576">{rule * times}</conditionalFormatting>'
    return lambda: repacked(
        as_xlsx(PLAN), {SHEET: lambda old: old.replace(b"</sheetData>", b"</sheetData>" + rules.encode())}
    )


def huge_merge() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (HEADINGS, ROW):
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="H1:XFD1048576"/></mergeCells>'
    return repacked(out.getvalue(), {SHEET: lambda old: old.replace(b"</sheetData>", merge)})


def spanning_page() -> bytes:
    return b"<!doctype html><table>" + b"<tr><td rowspan=65534 colspan=9999>x</td></tr>" * 3_000 + b"</table>"


def deep_page() -> bytes:
    return b"<!doctype html>" + b"<div>" * 100_000 + as_html(PLAN)


def deep_tables() -> bytes:
    return b"<!doctype html>" + b"<table><tr><td>a<td>" * 5_000


def linked_page() -> bytes:
    return as_html(PLAN).replace(
        b"<body>", b'<body><link rel=stylesheet href="http://127.0.0.1:%d/s.css"><img src="http://127.0.0.1:%d/i.png">'
    )


def scanned_pdf() -> bytes:
    writer = PdfWriter()
    picture = "q 800 0 0 500 20 20 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"
    for _ in range(3):
        writer._put(picture)
        writer._open()
    writer._put(picture)
    return writer.finish()


def encrypted_pdf() -> bytes:
    """A PDF that names a password's dictionary, with a check that no empty password passes."""
    odd = "<" + "41" * 32 + ">"
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {odd} /U {odd} /P -44 >> /ID [{odd} {odd}] "
    return as_pdf(PLAN).replace(b"/Root 1 0 R", encrypt.encode() + b"/Root 1 0 R")


def endless_pdf() -> bytes:
    """A page of more boxes than are looked at."""
    writer = PdfWriter()
    writer.pages[0] += [f"{n % 800} {n % 590} 5 5 re S" for n in range(MOST_SHAPES + 300)]
    writer.line("Northmoor Improvement Plan")
    return writer.finish()


def macro_document() -> bytes:
    macro = b"\xd0\xcf\x11\xe0" + b"AutoOpen" * 100
    return repacked(as_docx(PLAN), {}, {"word/vbaProject.bin": macro})


def linked_workbook() -> bytes:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        b'Target="http://127.0.0.1:%d/other.xlsx" TargetMode="External"/></Relationships>'
    )
    return repacked(as_xlsx(PLAN), {}, {"xl/externalLinks/_rels/externalLink1.xml.rels": relations})


def encrypted_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600


def encrypted_zip() -> bytes:
    content = bytearray(as_docx(PLAN))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def many_entries() -> bytes:
    return repacked(as_docx(PLAN), {}, {f"word/media/{n}.txt": b"x" for n in range(6_000)})


REFUSED = (
    ("a docx cut in half", "plan.docx", lambda: as_docx(PLAN)[: len(as_docx(PLAN)) // 2], "cut short or damaged"),
    ("an xlsx cut in half", "plan.xlsx", lambda: as_xlsx(PLAN)[:3000], "cut short or damaged"),
    ("a pdf cut to its head", "plan.pdf", lambda: as_pdf(PLAN)[:200], "cut short or damaged"),
    ("a pdf of chance bytes", "plan.pdf", lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(50_000), "damaged"),
    ("an encrypted Office file", "plan.docx", encrypted_office, "protected by a password"),
    ("a zip with a password", "plan.docx", encrypted_zip, "protected by a password"),
    ("an encrypted pdf", "plan.pdf", encrypted_pdf, "protected by a password"),
    ("an old Word document", "plan.doc", old_word, r"an old Word document \(.doc\)"),
    ("a scanned pdf", "plan.pdf", scanned_pdf, "has no text: its pages are pictures"),
    ("a zip bomb", "plan.docx", zip_bomb, "unpacks to far more"),
    ("a zip of 6,000 entries", "plan.docx", many_entries, "unpacks to far more"),
    ("an XML bomb in Word", "plan.docx", lambda: entity_bomb(as_docx(PLAN), "word/document.xml", b"<w:t>"), "damaged"),
    ("an XML bomb in Excel", "plan.xlsx", lambda: entity_bomb(as_xlsx(PLAN), SHEET, b"<t>"), "damaged"),
    ("a picture", "plan.docx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is a picture"),
    ("a rich-text file", "plan.txt", lambda: b"{\\rtf1 words}", "a rich-text file"),
    ("an empty file", "plan.xlsx", lambda: b"", "is empty"),
    ("a zip of something else", "plan.docx", lambda: repacked(as_docx([]), {})[:0] or _other_zip(), "holds no Word"),
    ("a web page of endless spans", "plan.html", spanning_page, "too many to read|too much"),
)  # fmt: skip
READ = (
    ("a million empty rows", "plan.xlsx", tall_workbook, 2, None),
    ("ten thousand columns", "plan.xlsx", wide_workbook, 2, "sheet_cut"),
    ("a cell in the last corner of the sheet", "plan.xlsx", far_cell, 2, "sheet_cut"),
    ("a merge to the last corner of the sheet", "plan.xlsx", huge_merge, 1, None),
    ("a thousand rules of colour on the whole sheet", "plan.xlsx", rule_bomb("$A1=1"), 2, None),
    ("a rule of a thousand brackets", "plan.xlsx", rule_bomb("(" * 1000 + "1" + ")" * 1000, 3), 2, None),
    ("a document with a macro", "plan.docm", macro_document, 2, None),
    ("a page nested 100,000 deep", "plan.html", deep_page, None, None),
    ("tables nested 5,000 deep", "plan.html", deep_tables, None, None),
    ("more rows than are read, and no plan", "plan.xlsx", many_rows, 0, "sheet_cut"),
    ("a page of more boxes than any table has", "plan.pdf", endless_pdf, 0, "page_is_drawing"),
)


def _other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("notes.txt", "words")
    return out.getvalue()


def child_read(folder: Path, name: str, content: bytes):
    """The reading or its refusal, with the seconds that it took of the processor."""
    path = folder / name
    path.write_bytes(content)
    begun = _used()
    try:
        return child.read(path), _used() - begun
    except ReadingRefused as refused:
        return refused, _used() - begun


def _used() -> float:
    """Seconds of the processor that the children of this process have had."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def most_memory() -> float:
    """The most megabytes that any child of this process has had so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


@pytest.mark.parametrize(("name", "make", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path, name, make, words):
    refused, seconds = child_read(tmp_path, name, make())
    assert isinstance(refused, ReadingRefused)
    with pytest.raises(ReadingRefused, match=words):
        raise refused
    assert str(refused).startswith(name) and "\n" not in str(refused) and "Traceback" not in str(refused)
    assert seconds < SECONDS


@pytest.mark.parametrize(
    ("name", "make", "actions", "code"), [case[1:] for case in READ], ids=[case[0] for case in READ]
)
def test_what_is_only_odd_is_read_within_time_and_memory(tmp_path, name, make, actions, code):
    reading, seconds = child_read(tmp_path, name, make())
    assert seconds < SECONDS
    assert most_memory() < MEGABYTES
    if actions is None:  # read or refused, whichever its libraries make of it
        return
    assert not isinstance(reading, ReadingRefused), str(reading)
    assert sum(len(plan.actions) for plan in reading.plans) == actions
    assert code is None or code in {issue.code for issue in reading.issues}


@pytest.mark.parametrize(
    "content",
    [
        outside_entity(as_docx(PLAN), "word/document.xml", b"<w:t>"),
        outside_entity(as_xlsx(PLAN), SHEET, b"<t>"),
    ],
    ids=["docx", "xlsx"],
)
def test_an_entity_never_brings_in_another_file(tmp_path, content):
    reading, _ = child_read(tmp_path, "plan.docx", content)
    assert "root:" not in str(reading)


@pytest.fixture
def listener():
    """A server on this machine that counts who asks it for anything."""
    asked = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    open_ = threading.Event()

    def listen():
        while not open_.is_set():
            try:
                server.accept()[0].close()
                asked.append(1)
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname()[1], asked
    open_.set()
    thread.join()
    server.close()


@pytest.mark.parametrize(("name", "make"), [("plan.html", linked_page), ("plan.xlsx", linked_workbook)])
def test_nothing_that_a_file_points_to_is_fetched(tmp_path, listener, name, make):
    port, asked = listener
    content = make()
    content = content.replace(b"%d", str(port).encode()) if name.endswith("html") else content
    reading, _ = child_read(tmp_path, name, content)
    assert len(reading.plans) == 1
    assert asked == []


NAMED = (
    ("plan.txt", as_docx, "a text file", "a Word document"),
    ("plan.docx", as_xlsx, "a Word document", "an Excel workbook"),
    ("plan.xlsx", as_pdf, "an Excel workbook", "a PDF document"),
    ("plan.pdf", as_html, "a PDF document", "a web page"),
    ("plan.docx", as_text, "a Word document", "a text file"),
    ("plan.docx", as_csv, "a Word document", "a file of separated values"),
)


@pytest.mark.parametrize(("name", "make", "named", "held"), NAMED, ids=[f"{case[3]} as {case[0]}" for case in NAMED])
def test_a_file_named_wrongly_is_read_as_what_it_is_with_an_issue(tmp_path, name, make, named, held):
    reading, _ = child_read(tmp_path, name, make(PLAN))
    assert [action.ref for action in reading.plans[0].actions] == ["1.1", "1.2"]
    assert reading.issues[0].message == f"{name} is named as {named} and is {held}; it was read as that"


def test_a_documents_words_are_never_taken_for_its_kind(tmp_path):
    document = docx.Document()
    document.add_paragraph("%PDF-1.7 <html> PK")
    out = io.BytesIO()
    document.save(out)
    reading, _ = child_read(tmp_path, "plan.docx", out.getvalue())
    assert reading.reader == "word"
