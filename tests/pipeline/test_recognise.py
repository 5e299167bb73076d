"""Which tables are plans: by a layout's printed headings, else by headings and contents; the rest with a reason."""

import pytest

from imports.layout import Layout, all_layouts
from tests.pipeline.grids import paper, plan_in, read_text, row, table

FAMILY = (
    ("Ref", "What we will do", "Who", "By when", "BRAG", "Where are we now"),
    ("No.", "Improvement action", "Responsible officer", "Target date", "RAG status", "Update"),
    ("ID", "Agreed action", "Action owner", "Deadline", "Rating", "Progress to date"),
    ("Item No", "Action required", "Lead officer(s)", "Timescale for completion", "RAG", "Comments"),
    ("Ref.", "Actions to be taken", "Accountable person", "Completion date", "Status", "Current position"),
)


@pytest.mark.parametrize("headings", FAMILY, ids=[headings[1] for headings in FAMILY])
def test_a_plan_is_known_by_the_headings_of_any_council(tmp_path, headings):
    body = ("1.1", "Open the hub in the old library", "Head of Housing", "31/03/2023", "Green", "Lease signed in May.")
    plan = plan_in(tmp_path, "Delivery Plan", table(body, headings=headings))
    action = plan.actions[0]
    assert (action.ref, action.title, action.owners[0].name) == ("1.1", body[1], "Head of Housing")
    assert (str(action.due), action.rag, action.updates[0].text) == ("2023-03-31", "green", body[5])
    assert plan.layout == "generic"
    assert 0 < plan.confidence <= 1
    assert plan.reasons


NOT_PLANS = (
    (("Councillor", "Authority"), ("Cllr Ann Lee", "Northshire"), "members"),
    (("Item", "Page"), ("1. Apologies", "3"), "agenda"),
    (("Date", "Item", "Lead officer", "Purpose"), ("June 2023", "Annual report", "Director", "To note"), "actions"),
    (
        ("Risk", "Likelihood", "Impact", "Mitigating action", "Owner"),
        ("Fire", "3", "4", "Test alarms", "Clerk"),
        "risks",
    ),
    (("Measure", "Q1", "Q2", "Target"), ("Plans on time", "44%", "52%", "60%"), "measures"),
    (("Block", "2021/22 £m", "2022/23 £m"), ("High needs", "41.2", "44.9"), "figures"),
    (("Report to:", "Scrutiny Committee"), ("Relevant Officer:", "Director"), "front page"),
    (("Ward", "Location", "Investment", "Progress"), ("North", "Tarn Park", "£70,000", "Complete"), "money"),
    (("Behind its date", "RED"), ("On its date", "AMBER"), "key to ratings"),
    (("Agency", "17/06/2023", "25/09/2023"), ("Police", "Y", "N"), "attendance"),
    (
        ("Care leavers in work – Aug-23", "Care leavers in work – Sep-23", "Our target"),
        ("58%", "47%", "65%"),
        "measures",
    ),
    (("Percentage of children seen by a dentist", "", ""), ("Jan-20", "Feb-20", "Mar-20"), "measures"),
    (("Ward", "Households", ""), ("North", "41", "12"), "figures"),
    (("Completed", "25"), ("Behind schedule", "11"), "totals by status"),
    (("Week 13", "1st April", "Week 14"), ("8th April", "Week 15", "15th April"), "calendar of weeks"),
    (("What do we know?", "Demand rose. " * 9 + "It cost £2m."), ("What works?", "A long answer. " * 9), "No column"),
    (("Date", "Version", "Amended by", "Change"), ("1 May 2023", "2", "Clerk", "Typing"), "history"),
)


@pytest.mark.parametrize(
    ("first", "second", "reason"), NOT_PLANS, ids=[case[0][0] + " " + case[2] for case in NOT_PLANS]
)
def test_a_table_that_is_no_plan_is_passed_over_and_says_why(tmp_path, first, second, reason):
    reading = read_text(tmp_path, paper("The meeting", (first, second, second)))
    assert reading.plans == ()
    assert reason in reading.ignored[0].reason
    assert reading.ignored[0].source.line == 3


def test_a_work_programme_is_passed_over_even_with_the_columns_of_a_plan(tmp_path):
    headings = ("Action", "Lead officer", "Date", "Status")
    reading = read_text(
        tmp_path,
        paper("Work Programme 2023/24", table(("Annual report", "Director", "June 2023", "Open"), headings=headings)),
    )
    assert reading.plans == ()
    assert "work programme" in reading.ignored[0].reason


def test_a_column_of_targets_in_figures_is_no_deadline(tmp_path):
    headings = ("Ref", "Action", "Lead", "Target", "Status")
    body = (("1", "Visit in time", "Clerk", "95%", "Open"), ("2", "Plan in time", "Clerk", "90%", "Open"))
    plan = plan_in(tmp_path, "Action Plan", table(*body, headings=headings))
    assert plan.actions[0].deadline_kind == "none"
    assert [(extra.heading, extra.text) for extra in plan.actions[0].extra] == [("Target", "95%")]


def test_two_layouts_that_claim_a_table_are_an_issue_and_the_headings_decide(tmp_path):
    columns = {"ref": "Ref", "title": "Action", "lead": "Lead", "due": "Timescale", "update": "Progress", "rag": "RAG"}
    layouts = (Layout(columns, name="north"), Layout(columns, name="south"), Layout({}, name="generic"))
    plan = read_text(tmp_path, paper("Plan", table(row())), layouts).plans[0]
    assert plan.layout == "generic"
    assert [issue.code for issue in plan.issues] == ["layouts_tie"]
    assert any("north" in reason and "south" in reason for reason in plan.reasons)


def test_marks_tell_two_families_with_the_same_headings_apart(tmp_path):
    columns = {"ref": "Ref", "title": "Action", "lead": "Lead", "due": "Timescale", "update": "Progress", "rag": "RAG"}
    layouts = (Layout(columns, marks=("Northmoor",), name="north"), Layout(columns, marks=("Southsea",), name="south"))
    assert read_text(tmp_path, paper("Northmoor plan", table(row())), layouts).plans[0].layout == "north"


def test_a_layout_does_not_claim_a_table_with_a_column_that_it_would_lose(tmp_path):
    headings = ("Finding", "Recommendation", "Agreed action", "Owner", "Due")
    plan = plan_in(
        tmp_path,
        "Plan",
        table(("1. No count", "Count", "Count all sets", "Stores Manager", "May 2023"), headings=headings),
    )
    assert plan.layout == "generic"
    assert (plan.actions[0].ref, plan.actions[0].title) == ("1", "Count all sets")


def test_two_plans_in_one_paper_stay_two(tmp_path):
    text = paper("Housing Action Plan", table(row()), "Libraries Action Plan", table(row()))
    assert [plan.title for plan in read_text(tmp_path, text).plans] == ["Housing Action Plan", "Libraries Action Plan"]


def test_two_plans_under_one_title_are_told_apart_by_their_own_headings(tmp_path):
    asked = (
        ("HMI recommendation", "Planned response summary", "Reference in detailed plan"),
        ("HMI 1 Buy training for all staff", "A skills audit is made this spring.", "LM 1"),
        ("HMI 2 Restore the pride of staff", "The board names a new manager.", "LM 2"),
    )
    rows = table(row("LM 1"), row("LM 2"), row("LM 3"))
    reading = read_text(
        tmp_path, paper("Justice Improvement Plan", "What needs to change", asked, "Justice Improvement Plan", rows)
    )
    assert [plan.title for plan in reading.plans] == [
        "Justice Improvement Plan – What needs to change",
        "Justice Improvement Plan",
    ]


def test_an_appendix_without_a_title_is_named_by_what_its_column_holds(tmp_path):
    headings = ("Theme", "Development areas", "Progress to March 2023")
    rows = table(("Voice", "Ask children", "We asked."), ("", "Tell them", "We told them."), headings=headings)
    assert plan_in(tmp_path, "Appendix 1", rows).title == "Appendix 1 – Development areas"


def test_the_body_is_named_only_where_the_paper_names_it(tmp_path):
    blackburn = next(layout for layout in all_layouts() if layout.name == "blackburn")
    headings = ("Action", "Lead Officer", "Timescales", "Progress/Comments", "RAG Rating")
    text = paper("Northmoor Action Plan", table(("a. Train", "Clerk", "May 2023", "", "Complete"), headings=headings))
    assert read_text(tmp_path, text, (blackburn,)).plans[0].organisation is None


@pytest.mark.parametrize(
    ("line", "as_at"),
    [
        ("Position as at 31 March 2023", "2023-03-31"),
        ("Progress update 13th October 2020", "2020-10-13"),
        ("The table gives the position as at 28 February 2022.", "2022-02-28"),
        ("Meeting of the Cabinet to be held on 13 July 2021", "None"),
        ("Inspection date: 25th September – 19th October 2017", "None"),
    ],
)
def test_the_date_a_plan_speaks_for_is_taken_only_where_it_says_so(tmp_path, line, as_at):
    assert str(plan_in(tmp_path, "Action Plan", line, table(row())).as_at) == as_at


@pytest.mark.parametrize("line", ["NB - Data correct as of 4 June 2023", "Figures as at 4 June 2023"])
def test_the_day_of_figures_is_not_the_day_of_the_plan_after_them(tmp_path, line):
    lines = [f"{number}. Words of the report that say nothing of a day." for number in range(1, 40)]
    assert plan_in(tmp_path, line, *lines, "Monitoring of recommendations", table(row())).as_at is None


def test_a_key_to_ratings_belongs_to_the_plan_after_it(tmp_path):
    key = (
        ("Rating", "What it means"),
        ("Blue", "Complete, and checked"),
        ("Red", "The date has passed"),
        ("", "Not begun"),
    )
    plan = plan_in(tmp_path, "Action Plan", key, "The plan", table(row()))
    assert [(line.label, line.colour, line.meaning) for line in plan.rating_key] == [
        ("Blue", "blue", "Complete, and checked"),
        ("Red", "red", "The date has passed"),
        ("", None, "Not begun"),
    ]


def test_week_numbers_are_read_by_the_calendar_that_the_paper_prints(tmp_path):
    calendar = (("Week 13", "1 April", "Week 14", "8 April"), ("Week 15", "15 April", "Week 16", "22 April"))
    plan = plan_in(tmp_path, "Ten Week Plan 2019", calendar, "The plan", table(row(when="Week 15")))
    assert str(plan.actions[0].due) == "2019-04-21"
