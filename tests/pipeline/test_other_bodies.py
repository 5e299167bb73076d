"""Plans of health trusts, police, fire and rescue, probation and auditors, as they set them out."""

import pytest

from imports.headings import field_of
from tests.pipeline.grids import codes, paper, plan_in, read_text, table


def test_headings_that_no_list_knows_are_told_by_what_their_columns_hold(tmp_path):
    headings = ("Serial", "Undertaking to the public", "Held by", "Promised for", "Now expected", "State of play")
    plan = plan_in(
        tmp_path,
        "Quality Programme",
        table(
            ("Q-1", "Clean every vehicle each eight weeks", "Head of Fleet", "31 Mar 24", "30 Sep 24", "Late"),
            ("Q-2", "Name a guardian in each sector", "Head of People", "30 Apr 24", "", "Done"),
            ("Q-3", "Tag the most costly items first", "Head of Stores", "31 May 24", "", "On time"),
            headings=headings,
        ),
    )
    first = plan.actions[0]
    assert (first.ref, first.title, first.owners[0].name) == (
        "Q-1",
        "Clean every vehicle each eight weeks",
        "Head of Fleet",
    )
    assert (str(first.due), [str(day) for day in first.revised]) == ("2024-03-31", ["2024-09-30"])
    assert [action.status for action in plan.actions] == ["behind", "complete", "on_track"]


def test_a_table_without_a_heading_for_actions_needs_more_than_an_owner_and_a_date(tmp_path):
    headings = ("Topic of the talk to members", "Held by", "Promised for")
    body = [(f"How the service answers call {n} of a night", "Head of Fleet", f"{n} May 2024") for n in range(1, 4)]
    assert read_text(tmp_path, paper("Talks", table(*body, headings=headings))).plans == ()


def test_a_section_row_in_the_column_of_references_may_open_with_its_own(tmp_path):
    headings = ("Essential action", "What we have in place", "How we will get there", "Who", "By when")
    plan = plan_in(
        tmp_path,
        "Maternity plan",
        table(
            ("EA1 Safe staffing", "", "", "", ""),
            ("1a", "A review every six months", "Ask for a second review", "Head of Midwifery", "31st Oct 23"),
            ("EA2 Listening", "", "", "", ""),
            ("2a", "A group that meets", "Find a chair who is paid", "Director of Midwifery", "w/e 5 November 2023"),
            ("2b", "A clinic each week", "Add a second clinic", "Consultant Midwife", "Q3 23/24"),
            headings=headings,
        ),
    )
    assert [(section.ref, section.title) for section in plan.sections] == [
        ("EA1", "Safe staffing"),
        ("EA2", "Listening"),
    ]
    assert [(a.ref, a.section, a.title, str(a.due)) for a in plan.actions] == [
        ("1a", "EA1", "Ask for a second review", "2023-10-31"),
        ("2a", "EA2", "Find a chair who is paid", "2023-11-05"),
        ("2b", "EA2", "Add a second clinic", "2023-12-31"),
    ]
    assert not any(codes(action) for action in plan.actions)


def test_sections_numbered_alike_under_two_kinds_stay_two(tmp_path):
    headings = ("Serial", "Activity", "Strategic lead", "Delivery date", "Status (Jan)", "Status (Feb)")
    plan = plan_in(
        tmp_path,
        "Delivery tracker",
        table(
            ("Cause of concern 1 – Calls", *[""] * 5),
            ("CoC 1.1", "Fill the contact centre", "ACC Operations", "31/12/2023", "Amber", "Green"),
            ("Area for improvement 1 – Grounds", *[""] * 5),
            ("AFI 1.1", "Sample a hundred forms", "Supt Neighbourhoods", "31/01/2024", "Green", "Red"),
            headings=headings,
        ),
    )
    assert [(section.ref, section.title) for section in plan.sections] == [
        ("1", "Calls"),
        (None, "Area for improvement 1 – Grounds"),
    ]
    assert [action.rag for action in plan.actions] == ["green", "red"]


CARD = ("AFI reference", "Our action", "Senior responsible officer", "Target completion", "RAG")


def card(*values: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(CARD, values, strict=True))


FIRST, SECOND, THIRD = (
    card("E1", "Replace the tablets", "Area Manager Response", "March 2024", "Green"),
    card("E2", "Move six inspectors", "Area Manager Protection", "31 December 2023", "Amber"),
    card("P1", "Open a line for reports", "Director of People", "Q2 2024/25", "Red"),
)


def test_a_card_for_each_action_is_a_plan_and_the_line_over_some_is_their_section(tmp_path):
    plan = plan_in(tmp_path, "Improvement plan", "Effectiveness", FIRST, SECOND, "Page 9", "People", THIRD)
    assert [(a.ref, a.section, a.title, str(a.due), a.rag) for a in plan.actions] == [
        ("E1", "Effectiveness", "Replace the tablets", "2024-03-31", "green"),
        ("E2", "Effectiveness", "Move six inspectors", "2023-12-31", "amber"),
        ("P1", "People", "Open a line for reports", "2024-09-30", "red"),
    ]


def test_the_line_over_every_card_is_its_number_and_no_section(tmp_path):
    cards = [piece for number, one in enumerate((FIRST, SECOND, THIRD), 1) for piece in (f"Action {number}", one[1:])]
    plan = plan_in(tmp_path, "Improvement plan", *cards)
    assert [(action.ref, action.title) for action in plan.actions] == [
        ("1", "Replace the tablets"),
        ("2", "Move six inspectors"),
        ("3", "Open a line for reports"),
    ]
    assert plan.sections == ()


def test_cards_may_stand_one_below_the_other_in_one_table(tmp_path):
    plan = plan_in(tmp_path, "Improvement plan", FIRST + SECOND + THIRD)
    assert [action.ref for action in plan.actions] == ["E1", "E2", "P1"]


def test_headings_down_the_side_are_read_as_headings_along_the_top(tmp_path):
    plan = plan_in(
        tmp_path,
        "Inspection response",
        (
            ("Action number", "1", "2"),
            ("Action", "Set up a quality group", "Check drugs at each change of shift"),
            ("Person responsible", "Chief Executive", "Ward Manager"),
            ("Deadline", "31 May 2024", "15 April 2024"),
            ("Progress", "Met on 22 May.", ""),
            ("RAG", "Complete", "Amber"),
        ),
    )
    assert [(a.ref, a.title, a.owners[0].name, str(a.due), a.status, a.rag) for a in plan.actions] == [
        ("1", "Set up a quality group", "Chief Executive", "2024-05-31", "complete", None),
        ("2", "Check drugs at each change of shift", "Ward Manager", "2024-04-15", None, "amber"),
    ]


def test_a_key_printed_below_the_plan_is_its_key(tmp_path):
    headings = ("Ref", "Action", "Lead", "Due", "BRAG")
    plan = plan_in(
        tmp_path,
        "Improvement plan",
        table(("1", "Fit coded locks", "Chief Pharmacist", "31/03/2024", "B"), headings=headings),
        (("Blue", "Done, and the evidence is signed off"), ("Red", "Off plan")),
    )
    assert [(line.label, line.colour) for line in plan.rating_key] == [("Blue", "blue"), ("Red", "red")]


@pytest.mark.parametrize("ref", ["1(a)", "2023/14", "24/019", "2022/23-04-1", "AFI 3.1", "CoC 2", "MD1", "1.1.1"])
def test_references_of_every_shape_are_kept_as_printed(tmp_path, ref):
    headings = ("Ref", "Action", "Lead", "Due")
    plan = plan_in(
        tmp_path, "Plan", table((ref, "Fit coded locks", "Chief Pharmacist", "31/03/2024"), headings=headings)
    )
    assert plan.actions[0].ref == ref


def test_a_column_of_financial_years_is_no_column_of_references(tmp_path):
    headings = ("Year", "Agreed action", "Officer", "Target date", "Status")
    body = [("2022/23", f"Match leavers in month {n}", "Payroll Manager", "31/03/2024", "Open") for n in range(4)]
    plan = plan_in(tmp_path, "Audit tracker", table(*body, headings=headings))
    assert plan.actions[0].ref is None
    assert plan.actions[0].extra[0].text == "2022/23"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Progress against deadline", "update"),
        ("Update on actions", "update"),
        ("Outcome / where we are now", "update"),
        ("Commentary (latest first)", "update"),
        ("Exec lead", "lead"),
        ("RAG (previous)", "keep"),
        ("% complete", "keep"),
        ("Prior recommendation", "recommendation"),
        ("Addressed?", "status"),
    ],
)
def test_a_heading_is_told_by_its_head_word(heading, field):
    assert field_of(heading)[0] == field
