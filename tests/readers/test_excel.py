"""Workbooks made here, each with one thing that Excel does; the lines, cells and issues read in them."""

from __future__ import annotations

import re
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule, IconSetRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle

from imports.pipeline import read_blocks, read_document
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


def test_a_key_to_the_right_of_a_title_takes_neither_the_title_nor_the_day_from_the_plan(tmp_path):
    key = [C("On track", "00B050"), C("Delayed", "FFC000"), C("Overdue", "FF0000")]
    workbook = book(grid(["Parks tracker", *key], ["Position at 2 May 2025", "", "", ""]), PLAN)
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert (plan.title, str(plan.as_at)) == ("Parks tracker", "2025-05-02")
    assert [(line.label, line.colour) for line in plan.rating_key] == [
        ("On track", "green"),
        ("Delayed", "amber"),
        ("Overdue", "red"),
    ]


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


PAINTS = {"Complete": "FF0070C0", "On track": "FF00B050", "At risk": "FFFFC000", "Off track": "FFFF0000"}
STATED = [["1.1", "Off track", "red"], ["1.2", "Complete", "blue"], ["1.3", "On track", "green"]]


def painted(tmp_path, *rules, status: bool = True, area: str = "F2:F9"):
    """The plan whose rating column is painted by rules; its words stand in the column before, or in it."""
    heads = ["Ref", "Action", "Lead", "Deadline", "Status" if status else "Comments", "RAG"]
    rows = [
        [ref, "Write the guidance", "Clerk", "31/03/2023", words, "" if status else words] for ref, words, _ in STATED
    ]
    workbook = book(grid(heads, *rows))
    for rule in rules:
        workbook.active.conditional_formatting.add(area, rule)
    document = read(tmp_path, workbook)
    (plan,) = read_blocks(document).plans
    return [action.rag for action in plan.actions], document


def fill(colour: str) -> PatternFill:
    return PatternFill(bgColor=colour, fill_type="solid")


WAYS = {
    "another cell of the row": lambda words: FormulaRule(formula=[f'$E2="{words}"'], fill=fill(PAINTS[words])),
    "a word within it": lambda words: FormulaRule(
        formula=[f'ISNUMBER(SEARCH("{words.lower()}",$E2))'], fill=fill(PAINTS[words])
    ),
    "several tests": lambda words: FormulaRule(
        formula=[f'AND(NOT(ISBLANK($E2)),OR(TRIM($E2)="{words}",LEFT($E2,3)="xyz"))'], fill=fill(PAINTS[words])
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_rating_painted_by_a_rule_on_other_cells_is_read(tmp_path, way):
    ratings, _ = painted(tmp_path, *map(WAYS[way], PAINTS))
    assert ratings == [colour for _, _, colour in STATED]


def test_rules_on_a_cells_own_words_paint_it(tmp_path):
    own = [
        CellIsRule(operator="equal", formula=['"Off track"'], fill=fill("FFFF0000")),
        Rule(type="containsText", operator="containsText", text="Compl", dxf=DifferentialStyle(fill=fill("FF0070C0"))),
        Rule(type="beginsWith", operator="beginsWith", text="on t", dxf=DifferentialStyle(fill=fill("FF00B050"))),
    ]
    assert painted(tmp_path, *own, status=False)[0] == ["red", "blue", "green"]


def test_the_first_rule_that_holds_paints_and_one_that_hangs_on_the_day_is_told(tmp_path):
    first = FormulaRule(formula=['$E2="Off track"'], fill=fill("FFFF0000"))
    today = FormulaRule(formula=['AND($D2<TODAY(),$E2<>"Complete")'], fill=fill("FFFFC000"))
    rest = FormulaRule(formula=["LEN($A2)>0"], fill=fill("FF00B050"))
    ratings, document = painted(tmp_path, first, today, rest)
    assert ratings == ["red", "green", None]
    assert [issue.message[-2:] for issue in document.issues if issue.code == "colour_unsure"] == ["F4"]


def test_numbers_shown_as_lights_are_ratings(tmp_path):
    workbook = book(grid(HEADINGS, *([str(at), *ROW[1:5], ""] for at in range(1, 4))))
    for row, number in ((2, 1), (3, 2), (4, 3)):
        workbook.active.cell(row, 6).value = number
    workbook.active.conditional_formatting.add(
        "F2:F4", IconSetRule("3TrafficLights1", "num", [1, 2, 3], showValue=False)
    )
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert [(action.rag, action.status_text) for action in plan.actions] == [
        ("red", None),
        ("amber", None),
        ("green", None),
    ]


def test_letters_of_a_font_of_signs_are_dots_in_their_colour(tmp_path):
    workbook = book(PLAN)
    for cell, colour in (("F2", "FFFF0000"), ("F3", "FF00B050")):
        workbook.active[cell].value = "l"
        workbook.active[cell].font = Font(name="Wingdings", color=colour)
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert [action.rag for action in plan.actions] == ["red", "green"]


def test_an_old_date_struck_through_beside_the_new_one_in_its_cell_is_told(tmp_path):
    workbook = book(PLAN)
    workbook.active["D2"].value = CellRichText(TextBlock(InlineFont(strike=True), "31/03/2023\n"), "30/06/2023")
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert (str(plan.actions[0].due), [str(day) for day in plan.actions[0].revised]) == ("2023-03-31", ["2023-06-30"])
    assert "struck_through" in codes(plan.actions[0].problems)


def test_a_formula_of_todays_date_is_told(tmp_path):
    path = saved(tmp_path, book(PLAN))
    changed = tmp_path / "today.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b'<c r="E2"', b'<c r="G2"><f>TODAY()+30</f><v>45016</v></c><c r="E2"')
            new.writestr(entry, content)
    assert "formula_of_today" in codes(read_document(changed).issues)


def test_the_date_beside_its_label_over_a_plan_is_what_it_speaks_for(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for column, value in ((1, "Northmoor Improvement Plan"), (5, "Position as at"), (6, date(2023, 6, 30))):
        sheet.cell(1, column).value = value
    write_sheet(sheet, [PLAN], row=3)
    (plan,) = read_document(saved(tmp_path, workbook)).plans
    assert (plan.title, str(plan.as_at)) == ("Northmoor Improvement Plan", "2023-06-30")


def test_months_in_the_second_row_of_headings_part_the_ratings_of_each_month(tmp_path):
    heads = [C(text, down=2) for text in HEADINGS[:5]]
    months = grid(
        [*heads, C("RAG", across=2)],
        ["Apr 24", "May 24"],
        [*ROW[:5], "Red", "Green"],
        ["1.2", *ROW[1:5], "Red", "Amber"],
    )
    (plan,) = read_document(saved(tmp_path, book(months))).plans
    assert [action.rag for action in plan.actions] == ["green", "amber"]
