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


TRACKER = (
    "Ref",
    "Agreed action",
    "Officer",
    "Original date",
    "Revised date",
    "Second revised date",
    "Status",
    "Position",
)


def tracked(ref="22/01", dates=("31/10/2022", "", ""), status="Open", note="Begun.") -> tuple[str, ...]:
    return (ref, f"Match leavers to payroll, check {ref}", "Payroll Manager", *dates, status, note)


def test_an_audit_tracker_keeps_every_revision_and_the_day_on_which_it_was_closed(tmp_path):
    moved = ("31/10/2022", "31/01/2023", "30/06/2023")
    plan = plan_in(
        tmp_path,
        "Audit tracker",
        table(tracked(dates=moved, status="Closed 12/07/23"), tracked("22/02"), headings=TRACKER),
    )
    first = plan.actions[0]
    assert [str(day) for day in (first.due, *first.revised)] == ["2022-10-31", "2023-01-31", "2023-06-30"]
    assert (first.status, str(first.done_on)) == ("complete", "2023-07-12")
    assert codes(first) == set()


@pytest.mark.parametrize(
    ("status", "means"),
    [("Open - overdue", "off_track"), ("Open – not due", "not_yet_due"), ("Partially implemented", "in_progress")],
)
def test_open_says_no_more_than_the_word_behind_it(tmp_path, status, means):
    plan = plan_in(tmp_path, "Audit tracker", table(tracked(status=status), headings=TRACKER))
    assert (plan.actions[0].status, plan.actions[0].status_text) == (means, status)


@pytest.mark.parametrize(
    ("note", "doubted"), [("Twelve are left.", True), ("Brought forward with the supplier's help.", False)]
)
def test_a_later_date_before_the_first_is_doubted_unless_it_was_brought_forward(tmp_path, note, doubted):
    dates = ("31/12/2023", "30/11/2023", "")
    plan = plan_in(tmp_path, "Audit tracker", table(tracked(dates=dates, note=note), headings=TRACKER))
    assert ("dates_out_of_order" in codes(plan.actions[0])) == doubted


def test_the_list_of_closed_actions_is_complete_though_no_column_says_so(tmp_path):
    headings = ("Action no.", "Date of meeting", "Minute", "Action", "Responsibility of", "For meeting on", "Update")
    opened = (
        "2024/08",
        "13/02/2024",
        "24/019",
        "Bring back the case for a scanner",
        "BD",
        "11/06/2024",
        "On the agenda.",
    )
    closed = ("2024/05", "09/01/2024", "24/007", "Confirm the date of the count", "COO", "13/02/2024", "Confirmed.")
    plan = plan_in(
        tmp_path,
        "Finance Committee",
        "Action log – as at 14 May 2024",
        "Open actions",
        table(opened, headings=headings),
        "Closed actions",
        table(closed, headings=headings),
    )
    assert [(a.ref, str(a.due), a.status) for a in plan.actions] == [
        ("2024/08", "2024-06-11", None),
        ("2024/05", "2024-02-13", "complete"),
    ]
    assert str(plan.as_at) == "2024-05-14"


def test_what_is_followed_is_the_recommendation_where_nobody_has_the_further_action(tmp_path):
    headings = ("No.", "Prior recommendation", "Date raised", "Progress to date", "Addressed?", "Further action")
    plan = plan_in(
        tmp_path,
        "Follow-up",
        table(
            ("1", "Write down the reasons for single tenders", "Sept 2021", "A form is used.", "Yes", "None"),
            ("2", "Agree a protocol for members", "Nov 2022", "Not begun.", "No", "To be taken forward"),
            headings=headings,
        ),
    )
    assert [(action.title, action.status, action.status_text) for action in plan.actions] == [
        ("Write down the reasons for single tenders", "complete", "Yes"),
        ("Agree a protocol for members", None, "No"),
    ]
    assert not any(codes(action) for action in plan.actions)


def test_ratings_of_the_plans_own_are_asked_about_once(tmp_path):
    headings = ("Ref", "Action", "Lead", "Due", "Confidence in delivery")
    body = [(str(n), f"Hand back lease number {n}", "Head of Estates", "31/03/2024", "Medium") for n in range(1, 4)]
    plan = plan_in(tmp_path, "Recovery log", table(*body, headings=headings))
    assert [issue.code for issue in plan.issues] == ["rating_of_its_own"]
    assert not any(codes(action) for action in plan.actions)
    assert plan.actions[0].status_text == "Medium"


@pytest.mark.parametrize(
    ("dates", "doubted"), [(("Mar 24", "Sept 24", "30/06/2024"), False), (("Mar 24", "", ""), True)]
)
def test_a_month_and_two_figures_are_a_year_where_the_plan_has_others_near_it(tmp_path, dates, doubted):
    headings = ("Ref", "Action", "Lead", "Due")
    body = [(str(n), f"Tag stretcher number {n}", "Head of Fleet", when) for n, when in enumerate(dates, 1)]
    plan = plan_in(tmp_path, "Equipment plan", table(*body, headings=headings))
    assert str(plan.actions[0].due) == "2024-03-31"
    assert ("day_or_year" in codes(plan.actions[0])) == doubted


def test_capital_letters_under_a_numbered_recommendation_are_its_actions(tmp_path):
    headings = ("HMIP recommendation", "Task", "Lead officer", "Completed by", "Outcome / where we are now", "Rating")
    plan = plan_in(
        tmp_path,
        "Improvement plan",
        table(
            ("1. Manage the risk of harm", "A. Give each manager a coach", "Head of Unit", "30.11.24", "Matched.", "G"),
            ("", "B. Re-read the 60 cases of highest risk", "Deputy Head", "30..9.24", "41 read", "A"),
            ("2. Tell victims of changes", "A. Check list at each recall", "Liaison Manager", "Q4 24/25", "Draft", "R"),
            headings=headings,
        ),
    )
    assert [(section.ref, section.title) for section in plan.sections] == [
        ("1", "Manage the risk of harm"),
        ("2", "Tell victims of changes"),
    ]
    assert [(a.ref, a.title, str(a.due), a.updates[0].text) for a in plan.actions] == [
        ("1A", "Give each manager a coach", "2024-11-30", "Matched."),
        ("1B", "Re-read the 60 cases of highest risk", "2024-09-30", "41 read"),
        ("2A", "Check list at each recall", "2025-03-31", "Draft"),
    ]


def test_an_owner_of_all_the_actions_of_a_requirement_is_its_owner_and_others_are_theirs(tmp_path):
    headings = ("Ref", "CQC said", "What we are doing about it", "Exec lead", "Operational lead", "Target", "Evidence")
    plan = plan_in(
        tmp_path,
        "Inspection plan",
        table(
            ("MD1", "Check trolleys daily", "One check list for all", "CNO", "Matron", "31/10/23", "List v2"),
            ("", "", "Spot check each week", "CNO", "Head of Audit", "30/11/23", "Eleven weeks"),
            headings=headings,
        ),
    )
    whole = plan.actions[0]
    assert (whole.title, [owner.name for owner in whole.owners]) == ("Check trolleys daily", ["CNO"])
    assert [[owner.name for owner in step.owners] for step in whole.milestones] == [
        ["CNO", "Matron"],
        ["CNO", "Head of Audit"],
    ]
    assert [step.extra[0].text for step in whole.milestones] == ["List v2", "Eleven weeks"]


def test_what_stands_under_each_quarter_is_a_step_due_at_its_end(tmp_path):
    headings = ("Ref", "Deliverable", "Lead organisation", "Named lead", "Q1", "Q2", "Q3", "RAG")
    plan = plan_in(
        tmp_path,
        "Urgent care delivery plan 2024/25",
        table(
            (
                "UC1",
                "Same day care",
                "Weald NHS Trust",
                "Deputy COO",
                "Open in the north",
                "",
                "Open in the south",
                "Green",
            ),
            ("UC2", "Virtual ward", "Weald NHS Trust", "Head of Wards", "", "80 beds", "120 beds", "Amber"),
            headings=headings,
        ),
    )
    first = plan.actions[0]
    assert (first.title, str(first.due), first.deadline_kind) == ("Same day care", "2024-12-31", "quarter")
    assert [(step.title, str(step.due)) for step in first.milestones] == [
        ("Open in the north", "2024-06-30"),
        ("Open in the south", "2024-12-31"),
    ]
    assert first.extra == ()


def test_figures_under_quarters_are_no_steps(tmp_path):
    headings = ("Ref", "Action", "Lead", "Q1 2024/25", "Q2 2024/25", "RAG")
    rows = (("1", "Visit homes in time", "Head of Unit", "60%", "58%", "Amber"),)
    plan = plan_in(tmp_path, "Improvement plan", table(*rows, headings=headings))
    assert plan.actions[0].milestones == ()
    assert [extra.text for extra in plan.actions[0].extra] == ["60%", "58%"]


def test_the_row_that_adds_up_sums_of_money_is_nothing_to_be_done(tmp_path):
    headings = ("Ref", "Proposal", "Budget holder", "Target £000", "Delivery by", "BRAG")
    plan = plan_in(
        tmp_path,
        "Recovery actions",
        table(
            ("R1", "Cut overtime by rostering to demand", "Head of Control", "180", "30/09/2023", "A"),
            ("R2", "Sell the old workshop at the lane", "Property Manager", "400", "31/03/2024", "R"),
            ("", "Total", "", "580", "", ""),
            headings=headings,
        ),
    )
    assert [(action.title, action.owners[0].name) for action in plan.actions] == [
        ("Cut overtime by rostering to demand", "Head of Control"),
        ("Sell the old workshop at the lane", "Property Manager"),
    ]


def test_minutes_are_known_by_a_long_line_and_a_named_meeting_is_no_date_until_it_is_announced(tmp_path):
    text = paper(
        "Minutes of the Performance Committee held at 10.30am on Tuesday 16 January 2024 at Headquarters, Wend Bridge",
        "Apologies: two members",
        "2. Response times",
        "Actions",
        "• Deputy Chief to bring availability by station to the March meeting.",
        "• Clerk to arrange a visit to the May meeting.",
        "5. Date of next meeting",
        "The next meeting of the Committee is on 19 March 2024.",
    )
    plan = read_text(tmp_path, text).plans[0]
    assert str(plan.as_at) == "2024-01-16"
    assert [(str(a.due), a.deadline_kind, codes(a)) for a in plan.actions] == [
        ("2024-03-19", "text", {"date_in_words"}),
        ("None", "text", {"date_in_words"}),
    ]


def test_a_row_of_progress_across_the_table_is_that_of_the_action_above_it(tmp_path):
    headings = ("Ref", "What we will do", "Lead", "Target", "RAG")
    first = table(
        ("C1", "Ask all staff each year", "Head of People", "30 Sept 2023", "Complete"),
        ("Update (31 March 2024): Survey closed in May.", "", "", "", ""),
        ("C2", "Train every watch manager", "Head of Learning", "31 Mar 2024", "Green"),
        ("Update (31 March 2024): The last course is in April, and the", "", "", "", ""),
        headings=headings,
    )
    second = (
        ("outcome is expected by June.", "", "", "", ""),
        ("C3", "Review promotion rules", "Head of People", "TBC", "Not started"),
    )
    plan = plan_in(tmp_path, "Culture improvement plan", first, "Page 4", second)
    assert [[(str(note.date), note.text) for note in action.updates] for action in plan.actions] == [
        [("2024-03-31", "Survey closed in May.")],
        [("2024-03-31", "The last course is in April, and the outcome is expected by June.")],
        [],
    ]
    assert [action.ref for action in plan.actions] == ["C1", "C2", "C3"]


def test_a_cell_that_points_to_the_one_above_says_the_same(tmp_path):
    headings = ("#", "Action", "Owner", "Complete by", "Status", "Notes")
    plan = plan_in(
        tmp_path,
        "Stalking action plan",
        table(
            ("1", "Name a lead in each unit", "Det Supt Safeguarding", "31/01/2024", "✅ Complete", "Three named"),
            ("2", "Send each on the course", "As above", "Ditto", "🟠 At risk", "Two have been"),
            headings=headings,
        ),
    )
    second = plan.actions[1]
    assert ([owner.name for owner in second.owners], str(second.due)) == (["Det Supt Safeguarding"], "2024-01-31")
    assert [(a.status, a.rag) for a in plan.actions] == [("complete", None), ("behind", "amber")]
    assert [note.text for note in second.updates] == ["Two have been"]


def test_the_answer_who_and_by_when_in_one_column_are_told_apart(tmp_path):
    headings = (
        "Audit",
        "Recommendation",
        "Management response, responsible officer and target date",
        "Status",
        "Update",
    )
    answer = "HR will tell Exchequer on the day. It is in the form. Exchequer Manager, 30 September 2023"
    plan = plan_in(
        tmp_path,
        "Outstanding audit recommendations",
        table(("Cards", "Cancel the cards of leavers", answer, "Overdue", "Form is not yet live"), headings=headings),
    )
    action = plan.actions[0]
    assert (action.title, action.owners[0].name, str(action.due)) == (
        "Cancel the cards of leavers",
        "Exchequer Manager",
        "2023-09-30",
    )
    assert ("Management response", "HR will tell Exchequer on the day. It is in the form.") in [
        (extra.heading, extra.text) for extra in action.extra
    ]


NO_PLANS = (
    (("Indicator", "Target", "Apr", "May", "RAG", "Owner", "Commentary"), "measures"),
    (("Risk ref", "Description", "Current score", "Controls", "Action to reduce", "Owner", "Due"), "risks"),
    (("Paper", "Purpose", "Lead", "Page"), "No column of actions"),
    (("Policy", "Owner", "Review date", "Status"), "No column of actions"),
    (("Committee", "Chair", "Date", "Matters escalated"), "No column of actions"),
)


@pytest.mark.parametrize(("headings", "reason"), NO_PLANS, ids=[headings[0] for headings, _ in NO_PLANS])
def test_tables_of_a_board_that_are_no_plans_are_passed_over(tmp_path, headings, reason):
    words = {
        "Owner": "Chief Nurse",
        "Lead": "Chief Nurse",
        "Due": "May 2024",
        "Date": "4 June 2024",
        "Status": "Approved",
    }
    words |= {"Review date": "June 2025", "RAG": "Red", "Chair": "Non-Executive Director"}
    body = [tuple(f"{words.get(heading, heading)}" for heading in headings) for _ in range(3)]
    reading = read_text(tmp_path, paper("Board pack", table(*body, headings=headings)))
    assert reading.plans == ()
    assert reason in reading.ignored[0].reason


def test_beside_a_baseline_the_plain_date_is_the_date_now(tmp_path):
    headings = ("Ref", "Deliverable", "Owner", "Start", "Finish", "Baseline finish", "RAG", "Highlights this period")
    plan = plan_in(
        tmp_path,
        "People theme delivery plan",
        table(
            ("P1", "Publish the policy", "Head of HR", "01/06/23", "31/12/23", "30/09/23", "A", "Sent to print"),
            ("P2", "Hold exit interviews", "OD Manager", "01/01/24", "31/03/24", "31/03/24", "G", "Firm appointed"),
            headings=headings,
        ),
    )
    assert [(str(a.due), [str(day) for day in a.revised]) for a in plan.actions] == [
        ("2023-09-30", ["2023-12-31"]),
        ("2024-03-31", []),
    ]
    assert plan.actions[0].updates[0].text == "Sent to print"


def test_audits_are_sections_and_the_auditors_opinion_is_the_status(tmp_path):
    headings = (
        "Audit",
        "Ref",
        "Agreed management action",
        "Action owner",
        "Original date",
        "Latest agreed date",
        "Opinion",
    )
    body = (
        (
            "Vetting 23/24",
            "4.1",
            "Hire two more officers",
            "Head of Vetting",
            "31-Mar-24",
            "30-Sep-24",
            "Not yet complete",
        ),
        ("Vetting 23/24", "4.2", "Match to payroll", "Head of Vetting", "30-Apr-24", "", "Complete – evidence seen"),
        ("Overtime 23/24", "2.1", "Change the system", "Head of HR", "31-May-24", "TBC", "Not started"),
    )
    plan = plan_in(tmp_path, "Audit recommendations tracker", table(*body, headings=headings))
    assert [(a.section, a.status, [str(day) for day in a.revised]) for a in plan.actions] == [
        ("Vetting 23/24", "in_progress", ["2024-09-30"]),
        ("Vetting 23/24", "complete", []),
        ("Overtime 23/24", "not_started", []),
    ]


def test_a_new_date_beside_the_status_is_taken_and_doubted(tmp_path):
    headings = ("Rec", "Trust's action", "Executive", "Delivery date", "Status")
    row = ("WL3", "Map the committees", "Director of Corporate Governance", "30/09/2024", "Delayed – now 30/11/2024")
    action = plan_in(tmp_path, "Review action plan", table(row, headings=headings)).actions[0]
    assert (action.status, [str(day) for day in action.revised]) == ("behind", ["2024-11-30"])
    assert codes(action) == {"new_date_in_update"}


def test_agencies_are_owners_and_everyone_is_nobody(tmp_path):
    headings = ("Priority area", "Actions", "Agency", "By", "Progress (July 2024)")
    plan = plan_in(
        tmp_path,
        "Multi-agency improvement plan",
        table(
            ("1. Front door", "Move officers into the hub", "Northmoor Police", "30/06/2024", "Moved."),
            ("2. Health", "Give nurses access", "Northmoor NHS Trust", "31/08/2024", "Begun."),
            ("3. Learning", "Hold three sessions on neglect", "All", "Dec 2024", ""),
            headings=headings,
        ),
    )
    assert [(a.ref, a.section, a.owners[0].name) for a in plan.actions] == [
        (None, "1", "Northmoor Police"),
        (None, "2", "Northmoor NHS Trust"),
        (None, "3", "All"),
    ]
    assert "owner_group" in codes(plan.actions[2])
    assert str(plan.actions[0].updates[0].date) == "2024-07-31"


def test_a_performance_system_prints_the_date_now_the_first_and_the_day_of_the_last_note(tmp_path):
    headings = ("Code", "Title", "Managed By", "Due Date", "Original Due Date", "Latest Note", "Latest Note Date")
    plan = plan_in(
        tmp_path,
        "Audit actions",
        table(
            ("A1", "Reconcile the lists", "Head of Pay", "30/06/2023", "30/06/2023", "In place.", "28/06/2023 14:02"),
            ("A2", "Limit who has access", "Head of Pay", "31/12/2024", "30/09/2024", "Patch due.", "11/10/2024 09:15"),
            ("A3", "Test the plan", "Head of Systems", "28/03/2025", "28/03/2025", "", ""),
            headings=headings,
        ),
    )
    assert [(str(a.due), [str(day) for day in a.revised]) for a in plan.actions] == [
        ("2023-06-30", []),
        ("2024-09-30", ["2024-12-31"]),
        ("2025-03-28", []),
    ]
    assert [[str(note.date) for note in a.updates] for a in plan.actions] == [["2023-06-28"], ["2024-10-11"], []]
    assert [a.owners[0].name for a in plan.actions] == ["Head of Pay", "Head of Pay", "Head of Systems"]


@pytest.mark.parametrize("line", ["Tracker at 5 July 2024", "Last reviewed: 5 July 2024", "Last revised 5 July 2024"])
def test_a_line_of_a_date_that_a_page_was_last_looked_at_says_what_day_it_speaks_for(tmp_path, line):
    plan = plan_in(tmp_path, "Fire improvement plan", line, table(("1", "Write", "Clerk", "1/9/24", "Some", "Green")))
    assert str(plan.as_at) == "2024-07-05"


def test_a_numbered_name_over_each_of_several_tables_is_a_section_with_its_number_and_lead(tmp_path):
    plan = plan_in(
        tmp_path,
        "Priority action plan",
        "WS1 Commissioning – lead: Director of Commissioning",
        table(("1.1", "Sign a statement", "Clerk", "1/9/24", "Some.", "Green")),
        "WS2 Timeliness – lead: Head of Plans",
        table(("2.1", "Recruit six", "Clerk", "1/9/24", "Some.", "Green")),
    )
    assert [(one.ref, one.title, one.lead) for one in plan.sections] == [
        ("WS1", "Commissioning", "Director of Commissioning"),
        ("WS2", "Timeliness", "Head of Plans"),
    ]


def test_numbers_that_a_list_calls_its_title_are_the_references(tmp_path):
    headings = ("Title", "Recommendation", "Action Owner", "Implementation Date", "Action Status")
    rows = [(f"IA-2024-03{n}", f"Count the stock of ward {n}", "Matron", "31/05/2024", "Overdue") for n in range(4)]
    plan = plan_in(tmp_path, "Audit actions", table(*rows, headings=headings))
    assert [action.ref for action in plan.actions] == [row[0] for row in rows]
