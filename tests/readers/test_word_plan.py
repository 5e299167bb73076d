"""A plan as a council's Word keeps it, with everything on that Word offers, in; the staged plan out."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from imports.pipeline import read_document
from imports.shapes import StagedPlan

W = nsdecls("w")
HEADS = ("Ref", "Action", "Milestones", "Lead officer", "Timescale", "", "RAG")
PARTS = ("", "", "", "", "Start", "End", "")
ACTIONS = (
    ("1.1", "Write guidance on home visits", "", "Team Manager", "Apr 2023", "30/06/2023", "G"),
    ("1.2", "Train each team", "", "Head of Quality", "May 2023", "31/07/2023", "A"),
    ("2.1", "Buy a system", "", "Chief Digital Officer", "Jun 2023", "31/12/2023", "R"),
)
FILLS = {"G": "00B050", "A": "FFC000", "R": "FF0000"}


def shaded(cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="{colour}"/>'))


def controlled(element) -> None:
    """Put a row or a cell into a content control of its own."""
    control = parse_xml(f"<w:sdt {W}><w:sdtPr/><w:sdtContent/></w:sdt>")
    element.addprevious(control)
    control.find(qn("w:sdtContent")).append(element)


def amended(cell, gone: str, new: str) -> None:
    """A cell whose words were changed with changes tracked."""
    paragraph = cell.paragraphs[0]._p
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)
    by = 'w:id="1" w:author="a"'
    paragraph.append(parse_xml(f"<w:del {W} {by}><w:r><w:delText>{gone}</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {W} {by}><w:r><w:t>{new}</w:t></w:r></w:ins>"))


def a_plan() -> docx.document.Document:
    """Two rows of headings on each page, themes in merged rows, ratings as fills, a key before the plan."""
    document = docx.Document()
    for line in ("Aldmoor City Council", "Children's improvement plan", "Position as at 31 May 2023"):
        document.add_paragraph(line)
    key = document.add_table(3, 2)
    for at, (letter, meaning) in enumerate((("G", "On track"), ("A", "At risk"), ("R", "Off track"))):
        key.cell(at, 0).text, key.cell(at, 1).text = letter, meaning
        shaded(key.cell(at, 0), FILLS[letter])
    document.add_paragraph("The plan is below.")
    table = document.add_table(7, 7)
    rows = (HEADS, PARTS, ("Theme 1: Practice",), *ACTIONS[:2], ("Theme 2: Systems",), ACTIONS[2])
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
        if len(row) == 1:
            table.cell(at, 0).merge(table.cell(at, 6))
        elif row in ACTIONS:
            table.cell(at, 6).text = ""
            shaded(table.cell(at, 6), FILLS[row[6]])
    for column in (0, 1, 2, 3, 6):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 4).merge(table.cell(0, 5))
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    return document


def read(folder: Path, document) -> StagedPlan:
    path = folder / "plan.docx"
    document.save(str(path))
    (plan,) = read_document(path).plans
    return plan


def test_a_plan_with_merged_headings_themes_and_fills_reads_whole(tmp_path):
    plan = read(tmp_path, a_plan())
    assert (plan.title, plan.organisation, str(plan.as_at)) == (
        "Children's improvement plan",
        "Aldmoor City Council",
        "2023-05-31",
    )
    assert [(section.ref, section.title) for section in plan.sections] == [("1", "Practice"), ("2", "Systems")]
    assert [(a.ref, a.section, str(a.start), str(a.due), a.rag) for a in plan.actions] == [
        ("1.1", "1", "2023-04-01", "2023-06-30", "green"),
        ("1.2", "1", "2023-05-01", "2023-07-31", "amber"),
        ("2.1", "2", "2023-06-01", "2023-12-31", "red"),
    ]


def test_a_date_changed_with_changes_tracked_is_the_new_one(tmp_path):
    document = a_plan()
    amended(document.tables[1].cell(4, 5), "31/07/2023", "30/09/2023")
    assert str(read(tmp_path, document).actions[1].due) == "2023-09-30"


@pytest.mark.parametrize("part", ["row", "cell"])
def test_a_row_or_a_cell_in_a_content_control_is_read_like_any_other(tmp_path, part):
    wanted, document = read(tmp_path, a_plan()), a_plan()
    row = document.tables[1].rows[3]._tr
    controlled(row if part == "row" else row.findall(qn("w:tc"))[3])
    found = read(tmp_path, document)
    assert [(a.ref, a.owners, a.due) for a in found.actions] == [(a.ref, a.owners, a.due) for a in wanted.actions]


def test_milestones_and_dates_in_lists_of_word_side_by_side_are_dated_steps(tmp_path):
    document = a_plan()
    for column, lines in ((2, ("Draft shared", "Guidance agreed")), (5, ("30/04/2023", "30/06/2023"))):
        cell = document.tables[1].cell(3, column)
        cell.text = ""
        for line in lines:
            cell.add_paragraph(line, style="List Bullet")
    steps = read(tmp_path, document).actions[0].milestones
    assert [(step.title, str(step.due)) for step in steps] == [
        ("Draft shared", "2023-04-30"),
        ("Guidance agreed", "2023-06-30"),
    ]


def test_the_fill_of_a_theme_of_the_document_rates_as_the_colour_it_stands_for(tmp_path):
    document = a_plan()
    cell = document.tables[1].cell(3, 6)
    shade = cell._tc.tcPr.find(qn("w:shd"))
    shade.set(qn("w:fill"), "auto")
    shade.set(qn("w:themeFill"), "accent6")  # orange in the theme that python-docx brings
    assert read(tmp_path, document).actions[0].rag == "amber"
