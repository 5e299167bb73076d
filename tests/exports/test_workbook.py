"""The workbook, written and read back: the same values as the report, safe to open, and laid out for paper."""

import hashlib
import io
import re
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import load_workbook

from actions.exports import columns, sheets, workbook
from actions.rules.board import BOARD_RULES
from actions.rules.totals import COUNTS
from tests.exports import reports

PASSED, MADE_ON = (datetime.combine(day, time()) for day in (reports.PASSED, reports.AS_OF))
NAMES = ["Summary", "For the report", "Exceptions", "Actions", "Full plan", "About"]
LISTS = ["For the report", "Exceptions", "Actions", "Full plan"]
MAKERS = [reports.busy, reports.empty, reports.unrated, reports.uncoloured]


def read(built):
    return load_workbook(io.BytesIO(workbook.content(built)))


@pytest.fixture(scope="module")
def built():
    return reports.busy()


@pytest.fixture(scope="module")
def book(built):
    return read(built)


def heading_row(sheet) -> int:
    """Return the row of a list's headings: the one repeated on every printed page."""
    return int(sheet.print_title_rows.split(":")[0].strip("$"))


def rows(sheet) -> list[dict]:
    """Return the rows of a list by heading."""
    first = heading_row(sheet)
    headings = [cell.value for cell in sheet[first]]
    return [
        dict(zip(headings, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=first + 1)
    ]


def table(sheet, heading: str) -> list[list]:
    """Return the rows of a block below the row that begins with `heading`, to the next empty row."""
    found = False
    values = []
    for row in sheet.iter_rows(values_only=True):
        if found and row[0] is None:
            break
        if found:
            values.append(list(row))
        found = found or row[0] == heading
    return values


@pytest.mark.parametrize("make", MAKERS)
def test_there_are_six_sheets_each_with_the_plan_and_its_day_on_top(make):
    built = make()
    read_back = read(built)
    assert read_back.sheetnames == NAMES
    for sheet in read_back:
        assert sheet["A1"].value == built.title
        assert sheet["A2"].value.startswith(f"{built.organisation}, as at ")


class TestCounts:
    def test_the_summary_holds_the_reports_totals_as_values(self, book, built):
        counts = {row[0]: row[1] for row in table(book["Summary"], "Count")}
        assert counts == {"Actions": built.totals["actions"]} | {
            COUNTS[slug].heading: built.totals[slug] for slug in sheets.COUNTED
        }
        assert {COUNTS[rule.slug].heading for rule in BOARD_RULES} <= counts.keys()

    def test_the_themes_add_up_to_the_last_row(self, book, built):
        *themes, total = table(book["Summary"], "Area")
        assert total[0] == "All themes"
        assert [sum(row[place] for row in themes) for place in range(1, len(total))] == total[1:]
        assert built.totals["overdue"] in total

    def test_the_ratings_add_up_to_the_last_row(self, book, built):
        *ratings, total = table(book["Summary"], "Reported rating")
        assert sum(row[1] for row in ratings) == total[1] == built.totals["items"]

    def test_the_lists_have_as_many_rows_as_the_numbers_say(self, book, built):
        assert len(rows(book["Actions"])) == built.totals["items"]
        assert len(rows(book["Exceptions"])) == built.totals["attention"]
        assert len(rows(book["Full plan"])) == len(rows(book["For the report"])) == len(built.lines)

    @pytest.mark.parametrize("rule", BOARD_RULES, ids=lambda rule: rule.slug)
    def test_a_rules_number_can_be_counted_again_from_the_exceptions(self, book, built, rule):
        # What a graver rule says already stands neither as heading nor under "Also".
        said = [row for row in rows(book["Exceptions"]) if rule.heading in _rules_named(row)]
        implied = [line for line in built.exceptions if any(h.slug == rule.slug and h.implied for h in line.hits)]
        assert len(said) + len(implied) == built.totals[rule.slug]


def _rules_named(row: dict) -> list[str]:
    return [row["Needs attention because"], *(row["Also"] or "").split("; ")]


class TestValues:
    def test_dates_are_dates_and_numbers_numbers(self, book):
        row = next(row for row in rows(book["Actions"]) if row["Step"] == "Interview")
        assert row["First date"] == PASSED
        assert (row["Days overdue"], row["Times moved"]) == (30, 0)
        cell = next(cell for line in book["Actions"] for cell in line if cell.value == PASSED)
        assert (cell.number_format, cell.is_date) == ("dd/mm/yyyy", True)

    def test_a_number_nobody_knows_is_empty_and_never_nought(self, book):
        row = next(row for row in rows(book["Actions"]) if row["Reference"] == "5")
        assert row["Days later than first agreed"] is None
        assert row["Date now"] is None

    def test_text_that_begins_like_a_formula_stays_text(self, book):
        began = [
            cell for sheet in book for line in sheet for cell in line
            if isinstance(cell.value, str) and cell.value[0] in "=+-@"
        ]  # fmt: skip
        assert {cell.value for cell in began} >= {'=HYPERLINK("bad")', "+44 Director", "-Stop the leak", "@once"}
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in began)

    def test_there_is_no_formula_link_or_merge_anywhere(self, built):
        with zipfile.ZipFile(io.BytesIO(workbook.content(built))) as parts:
            xml = "".join(parts.read(name).decode() for name in parts.namelist() if "sheet" in name)
        assert not re.search("<f[ >]|<hyperlink|<mergeCell|<conditionalFormatting", xml)

    def test_control_characters_are_gone_and_line_breaks_kept(self, book):
        titles = [row["What we will do"] for row in rows(book["Full plan"])]
        assert "-Stop the leak" in titles
        assert "Publish\nthe policy" in titles

    def test_text_beyond_excels_limit_is_cut_with_a_mark(self):
        assert workbook.plain("x" * 32_767) == "x" * 32_767
        cut = workbook.plain("x" * 40_000)
        assert len(cut) == 32_767
        assert cut.endswith("…")

    def test_halves_of_surrogate_pairs_do_not_stop_the_file(self):
        assert workbook.plain("a\ud800b\ufffe") == "ab"

    def test_a_rating_is_its_word_on_its_colour(self, book):
        cell = next(cell for line in book["Actions"] for cell in line if cell.value == "Amber")
        assert (cell.fill.fill_type, cell.fill.fgColor.rgb[-6:]) == ("solid", "F5B301")

    def test_every_colour_that_schemes_print_reads_on_its_ground(self):
        for ground, ink in workbook.RATING_COLOURS.values():
            lighter, darker = sorted((_luminance(ground), _luminance(ink)), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, ground

    def test_a_rating_without_a_colour_is_its_word_alone(self):
        cell = next(cell for line in read(reports.uncoloured())["Actions"] for cell in line if cell.value == "Behind")
        assert cell.fill.fill_type is None

    @pytest.mark.parametrize("name", LISTS)
    def test_a_plan_that_rates_nothing_has_no_column_of_ratings(self, name):
        assert all("Reported rating" not in row for row in rows(read(reports.unrated())[name]))


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class TestFullPlan:
    def test_stands_under_the_plans_own_headings_and_in_its_order(self, book):
        listed = rows(book["Full plan"])
        assert {"Area", "What we will do", "Officer", "Success measure"} <= listed[0].keys()
        assert [row["Reference"] for row in listed] == ["1", "1", "1", "2", "3", "4", "5"]
        assert [row["Step"] for row in listed][:3] == [None, "Advertise", "Interview"]

    def test_keeps_every_note_and_every_further_column(self, book):
        listed = rows(book["Full plan"])
        assert listed[1]["Progress"].split("\n")[1] == "Week 3: Agreed."
        assert listed[1]["Progress"].startswith("9 September 2020: Adverts are out")
        assert listed[5]["Success measure"] == "@once"

    def test_a_step_has_its_actions_further_columns(self):
        from actions import report
        from tests.rules.builders import item, plan

        action = item("1", extra=(("Outcome", "Fewer moves"),))
        made = read(report.build(plan(action, item("1.1", parent=action.id)), reports.AS_OF))
        assert [row["Outcome"] for row in rows(made["Full plan"])] == ["Fewer moves", "Fewer moves"]


class TestForTheReport:
    def test_has_up_to_nine_columns_within_257_millimetres_at_full_size(self, book, built):
        for made in (built, reports.unrated()):
            sheet = sheets.for_the_report(made)
            assert len(sheet.widths) <= 9
            assert sum(sheet.widths) <= 257
        sheet = book["For the report"]
        assert sheet.page_setup.scale == 100
        assert not sheet.sheet_properties.pageSetUpPr.fitToPage

    def test_is_arial_11_with_borders_and_without_filter_or_hidden_rows(self, book):
        sheet = book["For the report"]
        cells = [cell for line in sheet.iter_rows(min_row=heading_row(sheet)) for cell in line]
        assert {(cell.font.name, cell.font.size) for cell in cells} == {("Arial", 11)}
        assert all(cell.border.left.style and cell.border.bottom.style for cell in cells)
        assert sheet.auto_filter.ref is None
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())
        assert not sheet.conditional_formatting

    def test_prints_dates_as_text(self, book):
        listed = rows(book["For the report"])
        assert listed[3]["First date"] == "1 Nov 2020"
        assert listed[3]["Date now"] == "1 Jun 2021"
        assert listed[6]["Date now"] == "Ongoing"

    def test_cuts_the_latest_update_at_300_characters_and_marks_the_cut(self, book):
        note = rows(book["For the report"])[1]["Latest update"]
        assert 280 < len(note) <= 300
        assert note.endswith("…")

    def test_an_action_says_how_many_of_its_steps_are_done(self, book):
        assert rows(book["For the report"])[0]["What the dates say"] == "Overdue by 11 days; 0 of 2 steps done"


class TestPaper:
    @pytest.mark.parametrize("make", MAKERS)
    def test_every_sheet_is_landscape_and_numbered(self, make):
        for sheet in read(make()):
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.oddFooter.right.text == "Page &P of &N"
            assert "as at" in sheet.oddFooter.left.text

    def test_lists_repeat_and_freeze_their_headings_and_fit_one_page_across(self, book):
        for name in LISTS:
            sheet = book[name]
            assert sheet.freeze_panes and sheet[sheet.freeze_panes].row == heading_row(sheet) + 1
            if name != "For the report":
                assert sheet.sheet_properties.pageSetUpPr.fitToPage
                assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
                assert sheet.auto_filter.ref.startswith(f"A{heading_row(sheet)}:")

    def test_an_ampersand_in_a_title_is_no_code_of_the_footer(self):
        from dataclasses import replace

        made = read(replace(reports.busy(), title="Safety & Care"))
        assert made["About"].oddFooter.left.text.startswith("Safety && Care, as at")

    def test_a_row_is_as_high_as_its_longest_text_needs(self, book):
        sheet = book["Full plan"]
        heights = {row[0].row: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=6)}
        long, short = heights[7], heights[11]
        assert long > 4 * 12 > short >= 12
        assert max(heights.values()) <= 409


class TestFile:
    def test_the_same_report_gives_the_same_bytes(self):
        first = workbook.content(reports.uncoloured())
        assert hashlib.sha256(first).digest() == hashlib.sha256(workbook.content(reports.uncoloured())).digest()

    def test_no_person_and_no_moment_stands_in_the_file(self, book, built):
        properties = book.properties
        assert (properties.creator, properties.lastModifiedBy) == (built.organisation, None)
        assert properties.created == properties.modified == MADE_ON
        with zipfile.ZipFile(io.BytesIO(workbook.content(built))) as parts:
            assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    def test_the_about_sheet_defines_every_count_and_names_the_papers(self, book, built):
        defined = dict(row[:2] for row in table(book["About"], "Count"))
        assert defined == {COUNTS[slug].heading: COUNTS[slug].definition for slug in sheets.COUNTED}
        assert table(book["About"], "Paper") == [["november.pdf", f"10 November 2020; {'ab' * 32}"]]
        assert [row[0] for row in table(book["About"], "Rating")] == ["Red", "Amber", "Green", "Blue"]
        assert dict(row[:2] for row in table(book["About"], "This workbook"))["Rules"] == "Version 1"

    def test_an_empty_report_says_so(self):
        made = read(reports.empty())
        assert made["Summary"]["A3"].value == "The register holds nothing of this plan as at 1 January 2019."
        assert rows(made["Actions"]) == []


@pytest.mark.parametrize(
    ("day", "text"), [(date(2020, 9, 30), "30 Sep 2020"), (date(2020, 9, 3), "3 Sep 2020"), (None, "")]
)
def test_days_in_pasted_tables(day, text):
    assert columns.short(day) == text
