"""PDFs whose every word and rule is placed here; the rows read from them, over pages, with and without rules."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest

from imports.pipeline import read_document
from imports.readers.pdf import read_pdf
from imports.readers.pdf_heads import parted_heads
from imports.readers.pdf_words import Word, lines_of, text_of
from imports.shapes import Document, Paragraph, StagedPlan, Table
from imports.values.colours import colour_name
from tests.chromium import CHROMIUM
from tests.readers.documents import C, as_html, grid, laid
from tests.readers.pdf_writer import PdfWriter

HEADINGS = ["Ref", "Action", "Lead officer", "Timescale", "Progress", "RAG"]


def long_plan(rows: int = 30) -> list:
    """A plan of several pages; its cells break into lines, its notes into bullets."""
    body = [
        [
            f"{n // 8 + 1}.{n % 8 + 1}",
            f"Write part {n} of the guidance on visits and share it with every team across the whole of the county",
            "Team Manager" if n % 3 else "Head of Quality and Assurance",
            f"{n % 28 + 1:02d}/03/2023",
            f"Part {n} was drafted:\n• by the team, with all of the partners who sit on the panel\n• and read aloud",
            C(("Green", "Amber", "Red")[n % 3], ("00B050", "FFC000", "FF0000")[n % 3]),
        ]
        for n in range(rows)
    ]
    return grid(HEADINGS, *body)


def written(folder, rows, ruled=True, furniture="", heads=1, before=("Northmoor Improvement Plan",), foot=""):
    writer = PdfWriter(furniture, foot)
    for line in before:
        writer.line(line)
    writer.table([[(c.text, c.fill, s, e, c.down) for c, s, e in row] for row in laid(rows)], ruled, heads)
    path = folder / "plan.pdf"
    path.write_bytes(writer.finish())
    return path


def facts(plan: StagedPlan) -> list[tuple]:
    return [(a.ref, a.title, a.owners[0].name, str(a.due), [u.text for u in a.updates], a.rag) for a in plan.actions]


def wanted(rows) -> list[tuple]:
    return [
        (ref.text, title.text, lead.text, f"2023-03-{when.text[:2]}", [note.text], rag.text.lower())
        for ref, title, lead, when, note, rag in rows[1:]
    ]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
@pytest.mark.parametrize("heads", [1, 0], ids=["headings on each page", "headings once"])
def test_a_table_over_many_pages_is_one_plan(tmp_path, ruled, heads):
    rows = long_plan()
    reading = read_document(written(tmp_path, rows, ruled, heads=heads))
    assert facts(reading.plans[0]) == wanted(rows)
    assert {action.source.page for action in reading.plans[0].actions} >= {1, 2, 3}


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_titles_and_numbers_on_every_page_are_read_once(tmp_path, ruled):
    rows = long_plan()
    path = written(tmp_path, rows, ruled, furniture="Northmoor Council: improvement plan, version 3")
    lines = [block.text for block in read_pdf(path, "plan.pdf").blocks if isinstance(block, Paragraph)]
    assert lines.count("Northmoor Council: improvement plan, version 3") == 1
    assert not any(line.startswith("Page ") for line in lines)
    assert facts(read_document(path).plans[0]) == wanted(rows)


def test_a_foot_of_words_stands_below_the_last_page_of_a_table_and_is_no_section(tmp_path):
    rows = long_plan(12)
    path = written(tmp_path, rows, foot="Children and Young People Overview Panel")
    (plan,) = read_document(path).plans
    assert facts(plan) == wanted(rows)
    assert {action.section for action in plan.actions} == {None}


def test_headings_on_a_band_without_rules_are_cut_at_the_columns_of_the_rows_below(tmp_path):
    rows = long_plan(5)
    rows[0] = [replace(cell, fill="44546A") for cell in rows[0]]
    writer = PdfWriter()
    writer.bare_heads = True
    writer.line("Northmoor Improvement Plan")
    writer.table([[(c.text, c.fill, s, e, c.down) for c, s, e in row] for row in laid(rows)])
    (tmp_path / "plan.pdf").write_bytes(writer.finish())
    assert facts(read_document(tmp_path / "plan.pdf").plans[0]) == wanted(rows)


def test_a_title_across_a_ruled_table_stays_whole():
    columns, box = (0.0, 50.0, 100.0, 150.0), (0.0, 0.0, 200.0, 12.0)
    title = [Word(text, left, left + 45, 2, 10, 8) for text, left in (("Improvement", 5), ("plan", 70), ("2024", 130))]
    heads = [Word(text, left, left + 20, 2, 10, 8) for text, left in (("Ref", 2), ("Action", 52), ("Lead", 102))]
    assert parted_heads([box], columns, title) == [box]
    assert len(parted_heads([box], columns, heads)) == 4


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_a_fill_behind_an_empty_cell_is_its_colour(tmp_path):
    path = written(tmp_path, grid(["Ref", "RAG"], ["1", C("", "FFC000")], ["2", C("", "FFFFFF")], ["3", ""]))
    rows = tables(read_pdf(path, "plan.pdf"))[0].rows
    assert [colour_name(row[1].colour) for row in rows] == [None, "amber", None, None]


def test_merged_cells_say_what_they_cover(tmp_path):
    rows = grid(
        ["Ref", "Action", "Lead"], [C("Theme 1", across=3)], [C("1", down=2), "Write", "Clerk"], ["Read", "Chair"]
    )
    table = tables(read_pdf(written(tmp_path, rows), "plan.pdf"))[0]
    assert [[cell.text for cell in row] for row in table.rows][1:] == [
        ["Theme 1", "", ""],
        ["1", "Write", "Clerk"],
        ["", "Read", "Chair"],
    ]
    assert (table.rows[1][0].column_span, table.rows[2][0].row_span, table.rows[3][0].row_span) == (3, 2, 0)


def test_a_word_that_no_cell_holds_is_kept_with_the_nearest_and_doubted(tmp_path):
    writer = PdfWriter()
    top = writer.top
    writer.table([[("a", "", 0, 1, 1), ("b", "", 1, 2, 1)], [("c", "", 0, 1, 1), ("d", "", 1, 2, 1)]])
    # A table of three rows, the second of which has a right cell only: the word on its left lies in no cell.
    writer.pages[0] = [command for command in writer.pages[0] if not command.endswith("S")]
    left, middle, right, step = 36, 400, 806, 40
    for row in range(3):
        low = top - (row + 1) * step
        if row != 1:
            writer._put(f"{left} {low} {middle - left} {step} re S")
        writer._put(f"{middle} {low} {right - middle} {step} re S")
    writer._put(f"{left - 20} {top - 3 * step} 20 {3 * step} re S")
    writer._words(left + 60, top - step - 30, "astray")
    path = tmp_path / "plan.pdf"
    path.write_bytes(writer.finish())
    cells = [cell for table in tables(read_pdf(path, "plan.pdf")) for row in table.rows for cell in row]
    holding = [cell for cell in cells if "astray" in cell.text]
    assert len(holding) == 1
    assert not holding[0].issues or holding[0].issues[0].code == "words_outside_cells"


def test_a_page_without_text_among_others_is_named(tmp_path):
    writer = PdfWriter()
    writer.line("Northmoor Improvement Plan, with enough words on the page to be one")
    writer._open()
    writer._put("q 800 0 0 500 20 20 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q")
    path = tmp_path / "plan.pdf"
    path.write_bytes(writer.finish())
    (issue,) = read_pdf(path, "plan.pdf").issues
    assert (issue.code, issue.source.page) == ("pages_without_text", 2)


def words(*placed: tuple[str, float, float]) -> list[Word]:
    """Words of five points a letter at a place from the left and from the top."""
    return [Word(text, left, left + 5 * len(text), top, top + 10) for text, left, top in placed]


STACKS = (
    (
        "broken for want of room runs on",
        [("Write", 0, 0), ("the", 30, 0), ("guidance", 0, 12)],
        60,
        "Write the guidance",
    ),
    ("ended before its room stays ended", [("Sent.", 0, 0), ("No", 0, 12), ("reply", 15, 12)], 200, "Sent.\nNo reply"),
    ("an item begins a line", [("Set", 0, 0), ("up:", 20, 0), ("•", 0, 12), ("panel", 10, 12)], 36, "Set up:\n• panel"),
    ("raised letters stay on their line", [("22", 0, 2), ("nd", 10, 0), ("May", 25, 2)], 60, "22 nd May"),
)


@pytest.mark.parametrize(("placed", "room", "text"), [case[1:] for case in STACKS], ids=[case[0] for case in STACKS])
def test_lines_are_put_together_as_they_were_written(placed, room, text):
    assert text_of(lines_of(words(*placed)), room) == text


CUTS = (
    ("a long word cut by a narrow cell is one", [("Commissio", 0, 0), ("ner", 0, 12)], 46, "Commissioner"),
    ("a year cut by a narrow cell is one", [("202", 0, 0), ("3", 0, 12)], 17, "2023"),
    ("a word that had room for more was not cut", [("Clerk", 0, 0), ("and", 0, 12)], 46, "Clerk\nand"),
    (
        "words beside each other were parted at a space",
        [("to", 0, 0), ("the", 12, 0), ("panel", 0, 12)],
        28,
        "to the panel",
    ),
)


@pytest.mark.parametrize(("placed", "edge", "text"), [case[1:] for case in CUTS], ids=[case[0] for case in CUTS])
def test_a_word_cut_at_the_edge_of_its_cell_runs_on(placed, edge, text):
    assert text_of(lines_of(words(*placed)), edge, edge) == text


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not here")
def test_a_page_printed_by_a_browser_reads_like_the_page(tmp_path):
    rows = long_plan(12)
    look = b"<style>table{border-collapse:collapse} td{border:1px solid #333} @page{size:A4 landscape}</style>"
    page, path = tmp_path / "plan.html", tmp_path / "plan.pdf"
    page.write_bytes(as_html(["Northmoor Improvement Plan", rows]).replace(b"</head>", look + b"</head>"))
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={path}", page.as_uri()], capture_output=True, timeout=90, check=True)
    assert facts(read_document(path).plans[0]) == wanted(rows)
