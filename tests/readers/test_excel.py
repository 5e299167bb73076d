"""Workbooks made here, each with one thing that Excel does; the lines, cells and issues read in them."""

from __future__ import annotations

import re
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from imports.pipeline import read_document
from imports.readers.excel import read_excel
from imports.shapes import Document, Paragraph, Table
from imports.values.colours import colour_name
from tests.readers.documents import C, grid, write_sheet

HEADINGS = ["Ref", "Action", "Lead", "Deadline", "Progress", "RAG"]
ROW = ["1.1", "Write the guidance", "Team Manager", "31/03/2023", "Drafted.", "Amber"]
PLAN = grid(HEADINGS, ROW, ["1.2", "Read all plans", "Clerk", "30/04/2023", "Begun.", "Green"])


def saved(folder, workbook, name: str = "plan.xlsx"):
    path = folder / name
    workbook.save(path)
    return path


def book(*blocks):
    workbook = openpyxl.Workbook()
    write_sheet(workbook.active, list(blocks))
    return workbook


def read(folder, workbook) -> Document:
    return read_excel(saved(folder, workbook), "plan.xlsx")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def codes(issues) -> list[str]:
    return [issue.code for issue in issues]


VALUES = (
    (date(2020, 11, 30), "dd/mm/yyyy", "30/11/2020"),
    (date(2020, 11, 30), "mm-dd-yy", "30/11/2020"),
    (date(2020, 11, 1), "mmm-yy", "November 2020"),
    (date(2020, 1, 1), "yyyy", "2020"),
    (1.1, "General", "1.1"),
    (1.1, "0.00", "1.10"),
    (3, "General", "3"),
    (0.75, "0%", "75%"),
    (True, "General", "Yes"),
    ("  two\n  lines ", "General", "two\nlines"),
    ("<div>Lists <b>kept</b> on a site</div>", "General", "Lists kept on a site"),
)


@pytest.mark.parametrize(("value", "form", "words"), VALUES, ids=[f"{case[0]} {case[1]}" for case in VALUES])
def test_a_cell_reads_as_excel_shows_it(tmp_path, value, form, words):
    workbook = book(PLAN)
    cell = workbook.active["E2"]
    cell.value, cell.number_format = value, form
    assert tables(read(tmp_path, workbook))[0].rows[1][4].text == words


FILLS = (
    (Color(rgb="FF00B050"), "green"),
    (Color(rgb="00FFC000"), "amber"),
    (Color(theme=5, tint=0.4), "red"),
    (Color(theme=4, tint=-0.25), "blue"),
    (Color(indexed=10), "red"),
    (Color(theme=0), None),
)


@pytest.mark.parametrize(("colour", "name"), FILLS, ids=[f"{case[1]} {case[0].type}" for case in FILLS])
def test_a_fill_is_read_by_rgb_by_theme_and_by_index(tmp_path, colour, name):
    workbook = book(PLAN)
    workbook.active["F2"].value = None
    workbook.active["F2"].fill = PatternFill("solid", fgColor=colour)
    assert colour_name(tables(read(tmp_path, workbook))[0].rows[1][5].colour) == name


def test_a_row_knows_its_sheet_and_its_row_there(tmp_path):
    workbook = book("Northmoor Improvement Plan", PLAN)
    workbook.active.title = "Actions"
    item = read_document(saved(tmp_path, workbook)).plans[0].actions[1]
    assert item.source.words() == "sheet Actions, row 5"


def test_blank_rows_and_section_rows_do_not_part_a_plan(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row, cells in {
        1: ["Northmoor Improvement Plan"],
        3: HEADINGS,
        4: ["Theme 1: Practice"],
        5: ROW,
        7: ["Theme 2: People"],
        9: ["2.1", "Recruit workers", "HR Partner", "30/06/2023", "Two of six.", "Red"],
    }.items():
        for column, text in enumerate(cells, 1):
            sheet.cell(row, column, text)
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert plan.title == "Northmoor Improvement Plan"
    assert [(action.ref, action.section) for action in plan.actions] == [("1.1", "1"), ("2.1", "2")]


def test_a_key_beside_or_below_the_plan_is_no_part_of_it(tmp_path):
    for row, column in ((1, 9), (8, 1)):
        workbook = book(PLAN)
        for at, (fill, words) in enumerate((("FF00B050", "On track"), ("FFFF0000", "Late"))):
            workbook.active.cell(row + at, column).fill = PatternFill("solid", fgColor=fill)
            workbook.active.cell(row + at, column + 1, words)
            workbook.active.cell(row + at, column, words[0])
        (plan,) = read_document(saved(tmp_path, workbook)).plans
        assert [action.ref for action in plan.actions] == ["1.1", "1.2"]
        assert not any(action.extra for action in plan.actions)


def test_a_key_on_another_sheet_tells_what_the_fills_mean(tmp_path):
    workbook = book(PLAN)
    sheet = workbook.active
    for cell, fill in (("F2", "FF92D050"), ("F3", "FF00B050")):
        sheet[cell].value = None
        sheet[cell].fill = PatternFill("solid", fgColor=fill)
    key = workbook.create_sheet("Key")
    for at, (fill, words) in enumerate(
        (("FF00B050", "Complete"), ("FF92D050", "On track"), ("FFFF0000", "Overdue")), 1
    ):
        key.cell(at, 1).fill = PatternFill("solid", fgColor=fill)
        key.cell(at, 2, words)
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert [(action.rag, action.status) for action in plan.actions] == [("green", "on_track"), ("green", "complete")]
    assert [line.label for line in plan.rating_key] == ["Complete", "On track", "Overdue"]


def test_hidden_rows_and_columns_are_read_and_named(tmp_path):
    workbook = book(PLAN)
    workbook.active.row_dimensions[3].hidden = True
    workbook.active.column_dimensions["E"].hidden = True
    document = read(tmp_path, workbook)
    assert len(tables(document)[0].rows) == 3
    assert codes(document.issues) == ["hidden_rows", "hidden_columns"]
    assert [issue.message[-2:] for issue in document.issues] == [" 3", " E"]


def test_a_hidden_sheet_is_passed_over_and_named(tmp_path):
    workbook = book(PLAN)
    old = workbook.create_sheet("Old version")
    write_sheet(old, [PLAN])
    old.sheet_state = "veryHidden"
    document = read(tmp_path, workbook)
    assert len(tables(document)) == 1
    assert [("Old version" in issue.message, issue.code) for issue in document.issues] == [(True, "hidden_sheet")]


def test_a_sheet_for_each_theme_makes_one_plan_of_sections(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Theme 1 - Practice"
    write_sheet(workbook.active, [PLAN])
    write_sheet(workbook.create_sheet("Theme 2 - People"), [grid(HEADINGS, ["2.1", *ROW[1:]])])
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert [(action.ref, action.section) for action in plan.actions] == [("1.1", "1"), ("1.2", "1"), ("2.1", "2")]


def test_comments_and_words_struck_through_are_doubts_on_their_row(tmp_path):
    workbook = book(PLAN)
    workbook.active["D2"].comment = Comment("Agreed with the board in May", "A Post")
    workbook.active["D3"].font = Font(strike=True)
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    found = [{issue.code: issue.message for issue in action.problems} for action in plan.actions]
    assert "Agreed with the board in May" in found[0]["comment"]
    assert "30/04/2023" in found[1]["struck_through"]


def test_a_day_count_without_a_date_format_is_a_date_with_a_doubt(tmp_path):
    workbook = book(PLAN)
    workbook.active["D2"].value = 45016
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert str(plan.actions[0].due) == "2023-03-31"
    assert "number_as_date" in codes(plan.actions[0].problems)


def test_a_formula_without_a_stored_result_is_named(tmp_path):
    workbook = book(PLAN)
    workbook.active["E2"].value = "=CONCATENATE(A2,B2)"
    document = read(tmp_path, workbook)
    assert [(issue.code, "E2" in issue.message) for issue in document.issues] == [("formula_unsolved", True)]


def test_a_false_dimension_hides_no_row(tmp_path):
    path = saved(tmp_path, book(PLAN))
    changed = tmp_path / "lying.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B1"', content)
                assert b'ref="A1:B1"' in content
            new.writestr(entry, content)
    assert len(read_document(changed).plans[0].actions) == 2


def test_the_name_of_a_sheet_is_a_heading_unless_excel_gave_it(tmp_path):
    for name, found in (("Sheet1", []), ("Improvement Plan", ["Improvement Plan"])):
        workbook = book(PLAN)
        workbook.active.title = name
        blocks = read(tmp_path, workbook).blocks
        assert [block.text for block in blocks if isinstance(block, Paragraph)] == found


def test_a_merge_over_rows_holds_for_each_of_them(tmp_path):
    workbook = book(grid(HEADINGS, ["1.1", "Write", C("Clerk", down=2), *ROW[3:]], ["1.2", "Read", *ROW[3:]]))
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert [action.owners[0].name for action in plan.actions] == ["Clerk", "Clerk"]
