"""Tables broken by page furniture: pieces joined, headings dropped, rows that run on made whole."""

import pytest

from tests.pipeline.grids import HEADINGS, paper, plan_in, read_text, row, table

FURNITURE = (
    "Page 27",
    "Page 3 of 10",
    "Agenda Item 5",
    "12",
    "OFFICIAL",
    "This page is intentionally left blank",
)
FIRST = row(action="Write the guidance for", note="Drafted by the team and")
REST = ("", "visits to homes", "", "", "sent to the board.", "")


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("again", [True, False], ids=["headings again", "no headings"])
def test_a_row_cut_by_the_page_is_joined_over_its_furniture(tmp_path, line, again):
    second = table(REST, row("1.2")) if again else (REST, row("1.2"))
    plan = plan_in(tmp_path, "Home Visits Action Plan", table(FIRST), line, second)
    assert [action.ref for action in plan.actions] == ["1.1", "1.2"]
    assert plan.actions[0].title == "Write the guidance for visits to homes"
    assert plan.actions[0].updates[0].text == "Drafted by the team and sent to the board."


def test_a_running_title_between_the_pieces_is_the_plans_title_and_no_section(tmp_path):
    title = "Northmoor Improvement Plan 2023"
    plan = plan_in(tmp_path, title, table(FIRST), title, "Page 2", table(REST), title, table(row("1.2")))
    assert plan.title == title
    assert plan.sections == ()
    assert len(plan.actions) == 2


def test_a_bullet_over_the_page_keeps_its_line(tmp_path):
    plan = plan_in(
        tmp_path, "Action Plan", table(row(note="Set up:")), "Page 1", table(("", "", "", "", "• a panel", ""))
    )
    assert plan.actions[0].updates[0].text == "Set up:\n• a panel"


def test_a_heading_cut_by_the_page_is_made_whole(tmp_path):
    head = ("1. Plans are clear, with outcomes and", "", "", "", "")
    rest = ("times that all can keep.", "", "", "", "")
    act = ("a. Train staff", "Team Manager", "May 2023", "", "Complete")
    headings = ("Action", "Lead Officer", "Timescales", "Progress", "Status")
    plan = plan_in(tmp_path, "Plan", table(head, headings=headings), "Page 1", table(rest, act, headings=headings))
    assert plan.sections[0].title == "Plans are clear, with outcomes and times that all can keep."
    assert [action.ref for action in plan.actions] == ["1a"]


def test_an_actions_words_cut_before_a_capital_are_no_section(tmp_path):
    headings = ("Action", "Lead Officer", "Timescales", "Progress", "Status")
    first = table(
        ("1. Plans are clear.", "", "", "", ""),
        ("a. Train staff", "Team Manager", "May 2023", "Done", "Complete"),
        ("b. Relaunch the guide What Good", "Team Manager", "May 2023", "Done", "Complete"),
        headings=headings,
    )
    second = table(
        ("Looks Like", "", "", "", ""), ("c. Audit", "Clerk", "June 2023", "", "Complete"), headings=headings
    )
    plan = plan_in(tmp_path, "Plan", first, "Page 1", second)
    assert [action.title for action in plan.actions] == [
        "Train staff",
        "Relaunch the guide What Good Looks Like",
        "Audit",
    ]
    assert len(plan.sections) == 1


def test_stray_columns_at_the_end_are_dropped_when_empty_and_kept_when_not(tmp_path):
    plan = plan_in(tmp_path, "Plan", table((*row(), ""), (*row("1.2"), "see annex")))
    assert plan.actions[0].extra == ()
    assert [(extra.heading, extra.text) for extra in plan.actions[1].extra] == [("Column 7", "see annex")]


def test_the_page_of_a_row_is_known_where_numbers_are_printed(tmp_path):
    plan = plan_in(tmp_path, "Plan", table(row()), "Page 7", table(row("1.2")), "Page 8")
    assert [action.source.page for action in plan.actions] == [7, 8]


def test_the_page_is_counted_by_form_feeds_where_there_are_any(tmp_path):
    text = paper("Plan", table(row())) + "\f" + paper(table(row("1.2")))
    assert [action.source.page for action in read_text(tmp_path, text).plans[0].actions] == [1, 2]


def test_a_page_number_inside_the_table_is_taken_out_and_the_row_put_back_in_its_columns(tmp_path):
    cut, slipped = (
        ("Page 40", "over the page", "", "", "", ""),
        ("", "1.2", "Read all plans", "Clerk", "May 2023", "Begun."),
    )
    plan = plan_in(tmp_path, "Plan", table(row(action="Write the guidance that goes")), table(cut, slipped))
    assert plan.actions[0].title == "Write the guidance that goes over the page"
    assert (plan.actions[1].ref, plan.actions[1].title, str(plan.actions[1].due)) == (
        "1.2",
        "Read all plans",
        "2023-05-31",
    )


def test_a_row_printed_one_column_to_the_right_is_read_under_its_headings_with_an_issue(tmp_path):
    plan = plan_in(tmp_path, "Plan", table(row(), ("", "1.2", "Read all plans", "Clerk", "May 2023", "Begun")))
    moved = plan.actions[1]
    assert (moved.ref, moved.title, moved.owners[0].name, str(moved.due)) == (
        "1.2",
        "Read all plans",
        "Clerk",
        "2023-05-31",
    )
    assert "row_slipped" in {issue.code for issue in moved.problems}


def test_a_ruler_of_dashes_under_the_headings_is_no_row(tmp_path):
    plan = plan_in(tmp_path, "Plan", (HEADINGS, ("---",) * 6, row()))
    assert len(plan.actions) == 1


def test_a_title_or_a_section_printed_over_the_headings_hides_no_plan(tmp_path):
    over = ("HOME VISITS IMPROVEMENT PLAN", "", "", "", "", "")
    plan = plan_in(tmp_path, (over, HEADINGS, row(), row("1.2")), "Page 2", table(row("1.3")))
    assert [action.ref for action in plan.actions] == ["1.1", "1.2", "1.3"]


def test_headings_alone_with_a_section_before_the_first_rows(tmp_path):
    plan = plan_in(
        tmp_path,
        "Home Visits Action Plan",
        (HEADINGS,),
        "Payroll 2022/23 (limited assurance)",
        (row(), row("1.2")),
        "Theme 2: Fuel cards",
        (row("2.1"), row("2.2")),
    )
    assert [section.title for section in plan.sections] == ["Payroll 2022/23 (limited assurance)", "Fuel cards"]
    assert [action.ref for action in plan.actions] == ["1.1", "1.2", "2.1", "2.2"]


@pytest.mark.parametrize(
    ("line", "ref", "title"),
    [
        ("Area of weakness 1: Families are not heard", "1", "Families are not heard"),
        ("Priority Action 2: Waiting times", "2", "Waiting times"),
        ("Pledge 3 – A home for each child", "3", "A home for each child"),
        ("Key Priority 4: Money (continued)", "4", "Money"),
    ],
)
def test_numbered_and_lettered_lines_over_the_tables_are_sections(tmp_path, line, ref, title):
    plan = plan_in(
        tmp_path, "Action Plan", line, table(row()), line, table(row("1.2")), "Theme 9: Rest", table(row("9.1"))
    )
    assert [(section.ref, section.title) for section in plan.sections] == [(ref, title), ("9", "Rest")]


def test_lettered_lines_over_the_tables_are_sections(tmp_path):
    lines = ("A. Finance and resources", "B. Members")
    plan = plan_in(tmp_path, "Action Plan", lines[0], table(row()), lines[1], table(row("1.2")))
    assert [(section.ref, section.title) for section in plan.sections] == [
        ("A", "Finance and resources"),
        ("B", "Members"),
    ]


@pytest.mark.parametrize("line", ["Position at 26 April 2019", "Attendance", "Submitted 14 June 2024"])
def test_a_line_that_dates_the_plan_or_names_another_table_is_no_section(tmp_path, line):
    other = (("Year", "Pupils", "Cost"), ("2017", "9,140", "14.2"), ("2018", "9,300", "15.1"))
    plan = plan_in(tmp_path, "Action Plan", table(row()), line, other, table(row("1.2")))
    assert [action.ref for action in plan.actions] == ["1.1", "1.2"]
    assert plan.sections == ()


def test_forms_with_the_same_labels_are_actions_of_one_plan(tmp_path):
    def form(number, when):
        return (
            (f"Recommendation {number}", "Ask about violence at home"),
            ("Action to be taken", f"Train surgery {number}"),
            ("Lead agency and officer", "Safeguarding Lead, Wyke ICB"),
            ("Target date", when),
            ("Status", "Complete"),
        )

    plan = plan_in(tmp_path, "Action plan", *(form(n, f"3{n % 2}/1{n * 2 % 4}/2022") for n in (1, 2, 3)))
    assert [(action.ref, action.title) for action in plan.actions] == [
        (str(n), f"Train surgery {n}") for n in (1, 2, 3)
    ]


def test_bold_marks_are_no_part_of_a_cell(tmp_path):
    bold = tuple(f"**{heading}**" for heading in HEADINGS)
    plan = plan_in(tmp_path, "Action Plan", (bold, row(ref="**1.1**", action="**Write** it")))
    assert [(action.ref, action.title) for action in plan.actions] == [("1.1", "Write it")]


def test_headings_printed_again_below_a_section_and_its_first_row_lose_no_row(tmp_path):
    plan = plan_in(
        tmp_path,
        "Home Visits Action Plan",
        table(row(), row("1.2")),
        "External audit: Annual Report 2021/22",
        (row("2.1", note="Tracker"), HEADINGS, ("", "", "", "", "has gone to three meetings.", ""), row("2.2")),
    )
    assert [action.ref for action in plan.actions] == ["1.1", "1.2", "2.1", "2.2"]
    assert plan.actions[2].updates[0].text == "Tracker has gone to three meetings."
    assert plan.actions[2].section == "External audit: Annual Report 2021/22"
