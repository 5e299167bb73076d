"""Plans laid out in other ways than the known families: literal grids in, actions, steps and dates out."""

import pytest

from tests.pipeline.grids import codes, paper, plan_in, read_text, table

TASKS = ("No", "Action", "Lead", "By when", "Progress", "RAG")


def dates(item) -> tuple:
    """First date, later dates and the day it was done, as text."""
    return str(item.due or ""), [str(day) for day in item.revised], str(item.done_on or "")


def test_baseline_forecast_and_actual_are_first_date_later_date_and_the_day_it_was_done(tmp_path):
    plan = plan_in(
        tmp_path,
        "Delivery Plan",
        table(
            ("1", "Open the hub", "Head of Housing", "31/03/2023", "30/04/2023", "28/04/2023", "Green"),
            ("2", "Close the depot", "Head of Place", "30/06/2023", "31/08/2023", "", "Amber"),
            ("3", "Sell the van", "Head of Place", "30/06/2023", "30/06/2023", "", "Green"),
            headings=("ID", "Task", "Owner", "Baseline", "Forecast", "Actual", "RAG"),
        ),
    )
    assert [dates(action) for action in plan.actions] == [
        ("2023-03-31", ["2023-04-30"], "2023-04-28"),
        ("2023-06-30", ["2023-08-31"], ""),
        ("2023-06-30", [], ""),
    ]


def test_headings_of_two_rows_are_read_as_one_and_repeated_ones_dropped(tmp_path):
    head = (
        ("Rec.", "Activity", "Lead", "Timescale", "", "Progress", "Delivery status"),
        ("", "", "", "Start", "End", "", ""),
    )
    first = (
        *head,
        ("1.1", "Ask each person ten", "Custody Inspector", "Apr 2023", "Jun 2023", "Dip sample made", "On target"),
    )
    second = (
        *head,
        ("", "questions about health", "", "", "", "in May.", ""),
        ("1.2", "Find a nurse", "Head of Custody", "Jul 2023", "TBC", "", "Not started"),
    )
    plan = plan_in(
        tmp_path, "Custody action plan", first, "OFFICIAL", "Northmoor custody action plan v4   Page 2 of 5", second
    )
    assert [(action.ref, action.title) for action in plan.actions] == [
        ("1.1", "Ask each person ten questions about health"),
        ("1.2", "Find a nurse"),
    ]
    assert [(str(a.start), str(a.due), a.deadline_kind) for a in plan.actions] == [
        ("2023-04-01", "2023-06-30", "range"),
        ("2023-07-01", "None", "tbc"),
    ]
    assert ("due", "Timescale – End") in plan.headings


def test_under_one_heading_last_month_is_kept_and_this_month_counts(tmp_path):
    plan = plan_in(
        tmp_path,
        "Delivery Plan",
        (
            ("ID", "Task", "Owner", "By when", "RAG", ""),
            ("", "", "", "", "Last month", "This month"),
            ("1", "Open the hub", "Head of Housing", "31/03/2023", "Amber", "Green"),
            ("2", "Close the depot", "Head of Place", "30/06/2023", "Red", "Amber"),
        ),
    )
    assert [action.rag for action in plan.actions] == ["green", "amber"]
    assert plan.actions[0].extra[0].text == "Amber"


@pytest.mark.parametrize(
    ("first", "second", "newest"),
    [
        ("RAG March", "RAG June", "green"),
        ("RAG June 2023", "RAG May 2023", "amber"),
        ("RAG Dec", "RAG Jan", "green"),
        ("RAG June", "RAG May", "amber"),
        ("Status last month", "Status this month", "green"),
        ("RAG (previous)", "RAG (now)", "green"),
    ],
)
def test_of_two_dated_ratings_the_newest_counts(tmp_path, first, second, newest):
    rows = (
        ("1", "Open the hub", "Head of Housing", "31/03/2023", "Amber", "Green"),
        ("2", "Close it", "Head of Housing", "", "Red", "Red"),
    )
    plan = plan_in(tmp_path, "Delivery Plan", table(*rows, headings=("ID", "Task", "Owner", "By when", first, second)))
    assert plan.actions[0].rag == newest


def test_a_table_goes_on_over_the_page_without_its_headings(tmp_path):
    headings = ("Status", "ID", "Action", "Owner", "Timescale", "Latest update")
    rows = (
        ("", "", "", "", "", "22/08/23 – figures received."),
        ("On track", "BV-03", "Sell the depot", "Head of Property", "31/03/24", "21/08/23 – under offer."),
    )
    plan = plan_in(
        tmp_path,
        "Best value action plan",
        table(("Slipped", "BV-02", "Publish", "Accountant", "30/06/23", "12/07/23 – held up."), headings=headings),
        "Northshire best value action plan – page 2",
        rows,
    )
    assert [action.ref for action in plan.actions] == ["BV-02", "BV-03"]
    assert [(str(note.date), note.text) for note in plan.actions[0].updates] == [
        ("2023-07-12", "held up."),
        ("2023-08-22", "figures received."),
    ]


@pytest.mark.parametrize("heading", ["Who and by when", "Responsible officer and date", "Lead / Timescale"])
def test_owner_and_date_in_one_column_are_told_apart(tmp_path, heading):
    plan = plan_in(
        tmp_path,
        "Action Plan",
        table(
            ("Turn on approval", "Chief Accountant 30/06/2023", "Turned on."),
            ("Reconcile", "Head of Property; Chief Accountant by end of June 2023", "Done to March."),
            ("Write off debts", "Revenues Manager (ongoing)", "Some are."),
            headings=("Action", heading, "Position"),
        ),
    )
    assert [([owner.name for owner in a.owners], str(a.due), a.deadline_kind) for a in plan.actions] == [
        (["Chief Accountant"], "2023-06-30", "date"),
        (["Head of Property", "Chief Accountant"], "2023-06-30", "month"),
        (["Revenues Manager"], "None", "ongoing"),
    ]


def test_where_only_a_finding_is_printed_the_response_is_the_action(tmp_path):
    rows = (
        ("Journals have one signature", "Ask for two", "Chief Accountant", "June 2023"),
        ("Debts are old", "Write them off", "Chief Accountant", "July 2023"),
    )
    headings = ("Issue raised by the auditor", "Management response", "Responsible officer", "Target date")
    plan = plan_in(tmp_path, "Action Plan", table(*rows, headings=headings))
    assert [action.title for action in plan.actions] == ["Ask for two", "Write them off"]


def test_a_list_of_milestones_beside_a_list_of_dates_is_dated_steps(tmp_path):
    headings = ("No", "Action", "Lead", "Milestones", "By when", "RAG")
    steps = "<ul><li>Write the guide</li><li>Train the teams</li></ul>"
    plan = plan_in(
        tmp_path,
        "Improvement Plan",
        table(
            ("1", "Better plans", "Head of Service", steps, "<p>31/03/2023</p><p>30/04/2023</p>", "Amber"),
            ("2", "Quick visits", "Team Manager", "a) Hire a car b) Set a rota", "a) May 2023 b) TBC", "Green"),
            ("3", "One step only", "Team Manager", "Ask", "June 2023", "Green"),
            headings=headings,
        ),
    )
    assert [[(step.title, step.deadline_text) for step in action.milestones] for action in plan.actions] == [
        [("Write the guide", "31/03/2023"), ("Train the teams", "30/04/2023")],
        [("Hire a car", "May 2023"), ("Set a rota", "TBC")],
        [],
    ]
    assert str(plan.actions[0].due) == "2023-04-30"
    assert "two_dates" not in codes(plan.actions[0])


def test_rows_a_and_b_below_an_action_are_its_steps(tmp_path):
    plan = plan_in(
        tmp_path,
        "Improvement Plan",
        table(
            ("1", "Better plans", "Head of Service", "31/12/2023", "Begun.", "Amber"),
            ("a", "Write the guide", "Team Manager", "31/03/2023", "Written.", "Green"),
            ("b", "Train the teams", "Team Manager", "30/06/2023", "", "Amber"),
            ("2", "Quick visits", "Head of Service", "31/12/2023", "Begun.", "Amber"),
            headings=TASKS,
        ),
    )
    assert [(action.ref, [step.ref for step in action.milestones]) for action in plan.actions] == [
        ("1", ["1a", "1b"]),
        ("2", []),
    ]
    assert str(plan.actions[0].due) == "2023-12-31"


def test_a_requirement_printed_once_beside_several_actions_has_them_as_steps(tmp_path):
    plan = plan_in(
        tmp_path,
        "Improvement Plan",
        table(
            ("1", "Plans must be better", "Write the guide", "Team Manager", "31/03/2023", "Green"),
            ("", "", "Train the teams", "Quality Lead", "30/06/2023", "Amber"),
            ("2", "Visits must be quicker", "Hire a car", "Team Manager", "31/03/2023", "Green"),
            headings=("No", "Requirement", "Action", "Lead", "By when", "RAG"),
        ),
    )
    first, second = plan.actions
    assert (first.title, [step.title for step in first.milestones]) == (
        "Plans must be better",
        ["Write the guide", "Train the teams"],
    )
    assert (second.ref, second.title, second.milestones) == ("2", "Hire a car", ())


def test_a_column_that_tells_status_and_progress_gives_both(tmp_path):
    plan = plan_in(
        tmp_path,
        "Action log as at 4 May 2023",
        table(
            ("3.2", "Map who trains whom", "Training Coordinator", "31/01/23", "Closed – map sent on 20 January."),
            ("4.1", "Ask schools", "Head of Education", "31/05/23", "Open – nine have not answered."),
            ("6.1", "Write to landlords", "Business Manager", "ASAP", "Closed – letters sent."),
            headings=("Minute", "Action agreed", "Action owner", "Due date", "Status / update"),
        ),
    )
    assert [action.status for action in plan.actions] == ["complete", None, "complete"]
    assert plan.actions[1].updates[0].text == "Open – nine have not answered."
    assert str(plan.as_at) == "2023-05-04"


def test_themes_in_a_column_are_the_sections_whatever_stands_above(tmp_path):
    rows = (
        ("1", "Board", "Widen the board", "Board Chair", "30 April 2023", "Green"),
        ("2", "", "Give an induction", "Board Manager", "May 2023", "Green"),
        ("3", "Theme 2: Risk", "Train all staff", "Practice Manager", "June 2023", "Amber"),
    )
    headings = ("No.", "Theme", "What will we do?", "Who?", "When?", "RAG")
    plan = plan_in(tmp_path, "Management Board", "Paper 4: improvement plan", table(*rows, headings=headings))
    assert [(section.ref, section.title) for section in plan.sections] == [(None, "Board"), ("2", "Risk")]
    assert [action.section for action in plan.actions] == ["Board", "Board", "2"]


def test_a_papers_own_number_is_never_a_section(tmp_path):
    rows = [(f"{n}", f"Do thing number {n}", "Chief Nurse", "May 2023", "Done so far.", "Green") for n in (1, 2, 3)]
    tables = [table(one, headings=TASKS) for one in rows]
    plan = plan_in(
        tmp_path, "Enclosure 6: nursing action plan", tables[0], "Enclosure 6", tables[1], "Enclosure 6", tables[2]
    )
    assert len(plan.actions) == 3
    assert plan.sections == ()


@pytest.mark.parametrize("heading", ["Where we are", "Position now", "What the service has told us"])
def test_a_column_of_sentences_is_progress_under_any_name(tmp_path, heading):
    rows = [(str(n), "Open the hub", "Chief Nurse", "May 2023", "The lease was signed in June.") for n in range(1, 5)]
    plan = plan_in(tmp_path, "Action Plan", table(*rows, headings=("No", "Action", "Lead", "By when", heading)))
    assert plan.actions[0].updates[0].text == "The lease was signed in June."


def test_a_months_first_day_starts_work_that_then_goes_on(tmp_path):
    rows = (
        ("1", "Walk round", "Secretary", "from May 2023, ongoing", "Monthly.", "Blue"),
        ("2", "Ask all", "Secretary", "Complete", "Asked.", "Blue"),
    )
    action = plan_in(tmp_path, "Action Plan", table(*rows, headings=TASKS)).actions[0]
    assert (str(action.start), action.due, action.deadline_kind) == ("2023-05-01", None, "ongoing")


def test_complete_in_part_is_queried(tmp_path):
    rows = (
        ("1", "Set a policy", "Accountant", "80%", "30/06/23", "Completed"),
        ("2", "Publish it", "Accountant", "100%", "30/06/23", "Completed"),
    )
    plan = plan_in(
        tmp_path, "Plan", table(*rows, headings=("No", "Action", "Owner", "% complete", "Timescale", "Status"))
    )
    assert ["complete_in_part" in codes(action) for action in plan.actions] == [True, False]


def test_two_plans_under_the_same_headings_stay_two(tmp_path):
    one, other = (table((str(n), "Open the hub", "Head", "May 2023", "Done.", "Green"), headings=TASKS) for n in (1, 2))
    reading = read_text(tmp_path, paper("Housing Action Plan", one, "Libraries Action Plan", other))
    assert [plan.title for plan in reading.plans] == ["Housing Action Plan", "Libraries Action Plan"]


def test_a_section_whose_table_prints_no_headings_goes_on_with_the_plan(tmp_path):
    first = table(("1.1", "Open the hub", "Head of Housing", "May 2023", "Lease signed.", "Green"), headings=TASKS)
    second = (("2.1", "Close the depot", "Head of Place", "June 2023", "Sold.", "Amber"),)
    figures = (("North", "12", "9", "4", "7", "8"), ("South", "2", "9", "4", "7", "8"))
    reading = read_text(
        tmp_path, paper("Delivery Plan", "Theme 1: Homes", first, "Theme 2: Depots", second, "Visits by area", figures)
    )
    assert [(a.ref, a.section) for a in reading.plans[0].actions] == [("1.1", "1"), ("2.1", "2")]
    assert [one.heading.split(" |")[0] for one in reading.ignored] == ["North"]


def test_forms_of_labels_and_values_are_one_plan(tmp_path):
    def form(number, words, officer, when, status):
        return (
            (f"Recommendation {number}", words),
            ("Management response", "Agreed"),
            ("Responsible officer", officer),
            ("Target date", when),
            ("Status", status),
        )

    plan = plan_in(
        tmp_path,
        "Audit report: agreed actions",
        form(1, "Ask for two signatures", "Chief Accountant", "30 June 2023", "Complete"),
        "Page 2",
        form(2, "Write off old debts", "Revenues Manager", "July 2023", "In progress"),
    )
    assert [(a.ref, a.title, a.owners[0].name, str(a.due), a.status) for a in plan.actions] == [
        ("1", "Ask for two signatures", "Chief Accountant", "2023-06-30", "complete"),
        ("2", "Write off old debts", "Revenues Manager", "2023-07-31", "in_progress"),
    ]


def test_high_and_low_are_no_sections_and_the_newest_dated_column_speaks_for_the_plan(tmp_path):
    rows = (
        ("R1", "High", "Publish the plan", "Head of Policy", "May 2023", "Drafted.", "Agreed.", "A/G"),
        ("R2", "Low", "Train members", "Monitoring Officer", "June 2023", "Two asked.", "Two came.", "Red"),
    )
    headings = ("Rec", "Priority", "Action", "Lead", "By when", "Update Sept 2022", "Update Dec 2022", "RAG")
    plan = plan_in(tmp_path, "Action Plan", table(*rows, headings=headings))
    assert plan.sections == ()
    assert str(plan.as_at) == "2022-12-31"
    assert [action.rag for action in plan.actions] == ["amber/green", "red"]


def test_a_section_row_names_its_lead_in_brackets(tmp_path):
    banner = ("Priority 1: Leadership (Lead: Chief Executive)", "", "", "", "", "")
    plan = plan_in(
        tmp_path, "Plan", table(banner, ("1.1", "Open it", "Head", "May 2023", "Done.", "Green"), headings=TASKS)
    )
    assert [(one.ref, one.title, one.lead) for one in plan.sections] == [("1", "Leadership", "Chief Executive")]


def test_an_export_of_a_system_for_tasks_reads_as_a_plan(tmp_path):
    headings = ("Issue key", "Summary", "Epic Name", "Assignee", "Due date", "Status", "Updated")
    row_ = (
        "IMP-1",
        "Map the handover between teams",
        "Front door",
        "Clerk",
        "31/Mar/24 12:00 AM",
        "To Do",
        "02/Apr/24 9:14 AM",
    )
    again = (
        "IMP-2",
        "Cut the number of forms",
        "Front door",
        "Clerk",
        "30/Jun/24 12:00 AM",
        "Done",
        "02/Apr/24 9:15 AM",
    )
    plan = plan_in(tmp_path, "Improvement plan", table(row_, again, headings=headings))
    assert [(one.ref, one.section, str(one.due), one.status) for one in plan.actions] == [
        ("IMP-1", "Front door", "2024-03-31", "not_started"),
        ("IMP-2", "Front door", "2024-06-30", "complete"),
    ]
    assert not any(one.revised or one.updates for one in plan.actions)


RESPONSES = ("Recommendation", "Our response", "Timescale", "Lead", "Progress")


def test_lettered_responses_beside_a_numbered_recommendation_are_the_actions_under_it(tmp_path):
    plan = plan_in(
        tmp_path,
        "Action plan",
        table(
            ("1. Records should be complete", "(a) New checklist", "Feb 2019", "Fostering Manager", "In use."),
            ("", "(b) Monthly check of ten records", "Mar 2019", "Fostering Manager", "Twenty checked."),
            (
                "2. Reviews should be on time, and",
                "(a) Second reviewing officer",
                "1 April 2019",
                "Head of HR",
                "Begun.",
            ),
            headings=RESPONSES,
        ),
        "Page 2",
        table(("written down", "(b) Weekly list", "May 2019", "Business Support Officer", "Sent."), headings=RESPONSES),
    )
    assert [(section.ref, section.title) for section in plan.sections] == [
        ("1", "Records should be complete"),
        ("2", "Reviews should be on time, and written down"),
    ]
    assert [(action.ref, action.title) for action in plan.actions] == [
        ("1a", "New checklist"),
        ("1b", "Monthly check of ten records"),
        ("2a", "Second reviewing officer"),
        ("2b", "Weekly list"),
    ]


def test_a_recommendation_printed_once_without_a_number_is_the_section_of_its_actions(tmp_path):
    plan = plan_in(
        tmp_path,
        "Action plan",
        table(
            ("Records should be complete", "Write a checklist", "Team Manager", "31/03/2023", "Green"),
            ("", "Check ten records a month", "Team Manager", "30/04/2023", "Green"),
            ("", "Report to the board", "Head of HR", "31/05/2023", "Amber"),
            ("Reviews should be on time", "Appoint a second officer", "Head of HR", "30/06/2023", "Red"),
            ("", "Send a weekly list", "Clerk", "30/06/2023", "Red"),
            headings=("Recommendation", "Action", "Lead", "By when", "RAG"),
        ),
    )
    assert [action.section for action in plan.actions] == ["Records should be complete"] * 3 + [
        "Reviews should be on time"
    ] * 2


def test_a_theme_printed_once_for_the_rows_below_it_is_their_section(tmp_path):
    heads = ("CQC theme", "No", "We will...", "Lead Officer", "Target date", "Status")
    plan = plan_in(
        tmp_path,
        "Assurance plan",
        table(
            ("Working with people", "1", "Cut the waiting list", "Head of Care", "31/03/2025", "On track"),
            ("", "2", "Assess carers apart", "Carers Lead", "31/03/2025", "On track"),
            ("Leadership", "3", "Start a practice board", "Principal Social Worker", "31/03/2025", "On track"),
            ("", "4", "Write one dashboard", "Head of Performance", "November each year", "Complete"),
            headings=heads,
        ),
    )
    assert [(action.ref, action.section) for action in plan.actions] == [
        ("1", "Working with people"),
        ("2", "Working with people"),
        ("3", "Leadership"),
        ("4", "Leadership"),
    ]
    assert [action.title for action in plan.actions][-1] == "Write one dashboard"


def test_a_section_in_a_row_over_the_headings_and_a_later_one_within_the_table(tmp_path):
    heads = ("What do we need to do?", "Who will do it?", "When?", "What has happened so far?")
    plan = plan_in(
        tmp_path,
        "Business Plan 2022: action plan",
        (
            ("PRIORITY 1: EXPLOITATION", "", "", ""),
            heads,
            ("1.1 Agree one tool", "Head of Care", "31 July 2022", "Agreed."),
            ("PRIORITY 2: NEGLECT", "", "", ""),
            ("2.1 Launch the strategy", "Head of Care", "30 September 2022", "Launched."),
        ),
    )
    assert [(action.section, action.ref) for action in plan.actions] == [("1", "1.1"), ("2", "2.1")]
    assert plan.title == "Business Plan 2022: action plan"


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Date for implementation", "due"), ("When to be finished", "due"), ("Improvement", "title")],
)
def test_columns_without_a_known_heading_are_told_by_their_words_and_what_they_hold(tmp_path, heading, field):
    heads = ["Ref", "Action", "Officer", "By when", "Progress"]
    heads[3 if field == "due" else 1] = heading
    plan = plan_in(
        tmp_path,
        "Action plan",
        table(
            ("PAY/01", "Send each manager a list", "Payroll Manager", "31/01/2023", "Sent in April."),
            ("PAY/02", "Check claims over £500", "Head of HR", "June 2023", "Tested in May."),
            ("PAY/03", "Review the rights twice", "Payroll Manager", "N/A", "Waits for the supplier."),
            headings=tuple(heads),
        ),
    )
    assert (field, heading) in plan.headings
    assert [action.ref for action in plan.actions] == ["PAY/01", "PAY/02", "PAY/03"]


def test_a_column_of_digits_after_the_actions_is_a_score_and_no_reference(tmp_path):
    plan = plan_in(
        tmp_path,
        "Action plan",
        table(
            ("Give the board a scorecard", "Analyst", "30/09/2022", "4", "Drafted."),
            ("Invite members to panels", "Service Manager", "31/10/2022", "2", "Rota made."),
            ("Audit ten cases a month", "Service Manager", "31/10/2022", "3", "Five done."),
            headings=("Steps we will take", "Lead", "Deadline", "Scale (1-5)", "Progress"),
        ),
    )
    assert [action.ref for action in plan.actions] == [None] * 3
    assert plan.actions[0].extra[0].heading == "Scale (1-5)"


@pytest.mark.parametrize("heading", ["Management response and agreed action", "Agreed action / management response"])
def test_a_heading_of_response_and_action_is_the_action(tmp_path, heading):
    plan = plan_in(
        tmp_path,
        "Tracker",
        table(
            ("1", "Leavers stay on the payroll", "Send a list each month", "Payroll Manager", "31/01/2023"),
            headings=("No", "Recommendation", heading, "Responsible Officer", "Target date"),
        ),
    )
    assert plan.actions[0].title == "Send a list each month"


def test_a_programme_of_work_is_no_list_of_recommendations(tmp_path):
    reading = read_text(
        tmp_path,
        paper(
            "Work programme",
            (("Date", "Item", "Lead officer"), ("16 October 2024", "Winter plans", "Director of Public Health")),
        ),
    )
    assert reading.ignored[0].reason == "Reads as a work programme."


@pytest.mark.parametrize(
    ("line", "as_at"),
    [
        ("Progress is shown to the end of May 2024.", "2024-05-31"),
        ("The board meets each month; this is the position on 24 January 2025.", "2025-01-24"),
        ("Data are as at 31 October 2023", "2023-10-31"),
        ("Version 4.2, updated 21 January 2022", "2022-01-21"),
        ("The panel will have a position paper on 3 May 2024.", "None"),
    ],
)
def test_the_day_that_a_plan_speaks_for_is_read_from_a_line_before_it(tmp_path, line, as_at):
    first = ("1", "Open the hub", "Head of Housing", "30 September 2024", "Begun.", "Green")
    plan = plan_in(tmp_path, "Delivery plan for housing", line, "The plan follows.", table(first, headings=TASKS))
    assert str(plan.as_at) == as_at


def test_a_month_in_the_heading_of_the_notes_dates_them_and_the_plan(tmp_path):
    heads = ("No", "Action", "Lead", "By when", "Narrative (October 2023)", "RAG")
    first = ("1", "Open the hub", "Head of Housing", "30 November", "Begun.", "Green")
    plan = plan_in(tmp_path, "Delivery plan for housing", table(first, headings=heads))
    assert (str(plan.as_at), str(plan.actions[0].updates[0].date)) == ("2023-10-31", "2023-10-31")
    assert (str(plan.actions[0].due), codes(plan.actions[0])) == ("2023-11-30", {"year_inferred"})


def test_without_a_day_to_speak_for_a_missing_year_stays_missing(tmp_path):
    first = ("1", "Open the hub", "Head of Housing", "30 November", "Begun.", "Green")
    plan = plan_in(tmp_path, "Delivery plan for housing", table(first, headings=TASKS))
    assert (plan.actions[0].due, codes(plan.actions[0])) == (None, {"year_missing"})


def test_yes_and_no_under_done_say_whether_it_is(tmp_path):
    heads = ("No", "Agreed action", "Officer", "Deadline", "Done?", "Comment")
    plan = plan_in(
        tmp_path,
        "Delivery plan for transport",
        table(
            ("1", "Apologise to the family", "Clerk", "28/2/19", "Yes", "Sent."),
            ("2", "Review the appeals", "Clerk", "31/5/19", "No", "N/A"),
            headings=heads,
        ),
    )
    assert [(one.status, one.status_text, one.problems) for one in plan.actions] == [
        ("complete", "Yes", ()),
        (None, "No", ()),
    ]
    assert plan.actions[1].updates == ()


def test_a_section_row_names_its_lead_in_a_cell_of_its_own(tmp_path):
    banner = ("Workstream 1: Safety", "Lead: Director of Housing", "", "", "", "")
    first = ("1.1", "Open the hub", "Head of Housing", "31/03/2024", "Begun.", "Green")
    plan = plan_in(tmp_path, "Delivery plan for housing", table(banner, first, headings=TASKS))
    assert [(one.ref, one.title, one.lead) for one in plan.sections] == [("1", "Safety", "Director of Housing")]


def test_in_a_plan_with_milestones_a_row_without_one_is_an_action_of_its_own(tmp_path):
    heads = ("Action", "Milestones", "Dates", "Owner", "Progress", "Rating")
    plan = plan_in(
        tmp_path,
        "Peer challenge action plan",
        table(
            ("Review the programme", "1. Schemes ranked<br>2. Schemes cut", "1. 31 May 2024<br>2. 30 June 2024")
            + ("Head of Assets", "Ranked.", "Green"),
            ("Offer members a plan", "", "Dec 2024", "Clerk", "Begun.", "Amber"),
            ("Visit each depot", "", "On-going", "Chief Executive & Directors", "Nine so far.", "Green"),
            headings=heads,
        ),
    )
    assert [action.title for action in plan.actions] == [
        "Review the programme",
        "Offer members a plan",
        "Visit each depot",
    ]
    assert [step.title for step in plan.actions[0].milestones] == ["Schemes ranked", "Schemes cut"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Domestic Homicide Review: Rowan", "Action plan"), "Domestic Homicide Review: Rowan – Action plan"),
        (("Written Statement of Action", "Introduction", "3 The plan"), "Written Statement of Action"),
        (("Governance Committee", "Action plan"), "Action plan"),
        (("Transport: action plan for 2019", "Action plan"), "Transport: action plan for 2019"),
    ],
)
def test_a_title_that_any_plan_could_have_is_told_apart(tmp_path, lines, title):
    first = ("1", "Open the hub", "Head of Housing", "31/03/2024", "Begun.", "Green")
    assert plan_in(tmp_path, *lines, table(first, headings=TASKS)).title == title


def test_a_later_date_before_the_first_and_a_code_used_twice_are_queried(tmp_path):
    heads = ("Ref", "Action", "Owner", "Original date", "Revised date", "Progress")
    plan = plan_in(
        tmp_path,
        "Audit action tracker",
        table(
            ("Payroll", "", "", "", "", ""),
            ("PAY/03", "Review the rights", "Clerk", "31/05/2023", "31/03/2023", "Begun."),
            ("Cards", "", "", "", "", ""),
            ("PAY/03", "Check the data", "Clerk", "31/05/2023", "", "Begun."),
            headings=heads,
        ),
    )
    assert [codes(action) for action in plan.actions] == [
        {"dates_out_of_order", "reference_repeated"},
        {"reference_repeated"},
    ]


@pytest.mark.parametrize("note", ["Bills were issued in March. COMPLETED.", "Completed"])
def test_a_note_that_ends_in_completion_says_so_where_no_status_does(tmp_path, note):
    first = ("1", "Double the premium", "Revenues Manager", "1 April 2023", note)
    plan = plan_in(
        tmp_path,
        "Monitoring of recommendations",
        table(first, headings=("No", "Action", "Lead", "By when", "Progress")),
    )
    assert (plan.actions[0].status, codes(plan.actions[0])) == ("complete", {"completion_in_update"})


def test_measures_by_period_against_a_target_are_named_as_such(tmp_path):
    rows = (("Characteristic", "2019", "2020", "Target"), ("Disabled staff", "3.2%", "3.9%", "8%"))
    assert read_text(tmp_path, paper("Staff", rows)).ignored[0].reason == "Reads as measures of performance."


def test_a_number_sign_letters_of_priority_and_notes_are_read_for_what_they_are(tmp_path):
    heads = ("#", "Finding", "What we'll do", "Priority (H/M/L)", "Who's responsible", "Target", "State", "Notes")
    plan = plan_in(
        tmp_path,
        "Complaints improvement plan",
        table(
            (
                "1",
                "Answers are late",
                "Recruit two officers",
                "H",
                "Relations Manager",
                "30 Apr 2025",
                "Doing",
                "Begun",
            ),
            ("", "", "Send a list each week", "H", "Relations Manager", "31 Mar 2025", "Done", "Since 3 March"),
            ("2", "Answers are curt", "Train 120 staff", "M", "Development Partner", "30 Sept 2025", "To do", ""),
            headings=heads,
        ),
    )
    first, second = plan.actions
    assert [(first.ref, first.title), (second.ref, second.title)] == [
        ("1", "Answers are late"),
        ("2", "Train 120 staff"),
    ]
    assert [step.status for step in first.milestones] == ["in_progress", "complete"]
    assert [step.updates[0].text for step in first.milestones] == ["Begun", "Since 3 March"]


def test_of_a_rating_for_the_action_and_one_for_its_impact_the_first_counts(tmp_path):
    heads = ("Ref", "Action", "Lead", "By when", "RAG: action", "RAG: impact", "Update")
    first = ("E1", "Name a link worker", "Manager", "31/12/2023", "G", "A", "Nearly all have one.")
    plan = plan_in(tmp_path, "SEND improvement plan", table(first, headings=heads))
    assert (plan.actions[0].rag, plan.actions[0].extra[0].heading) == ("green", "RAG: impact")


def test_a_numbered_theme_printed_once_lends_the_actions_no_reference(tmp_path):
    heads = ("Strategic aim", "Actions", "Who", "When", "Progress", "BRAG")
    plan = plan_in(
        tmp_path,
        "Delivery plan for adults",
        table(
            ("1. People get help", "Write the policy", "Social Worker", "June 2023", "Agreed.", "B"),
            ("", "Train 300 staff", "Training Manager", "Dec 2024", "140 trained.", "G"),
            ("2. People are heard", "Ask each year", "Board Manager", "Nov 2024", "211 answers.", "G"),
            ("", "Put two on the board", "Board Manager", "tbc", "", "G"),
            headings=heads,
        ),
    )
    assert [(action.ref, action.section) for action in plan.actions] == [
        (None, "1"),
        (None, "1"),
        (None, "2"),
        (None, "2"),
    ]


@pytest.mark.parametrize(("word", "status"), [("Slightly behind", "behind"), ("Well under way", "in_progress")])
def test_how_far_a_status_goes_does_not_hide_it(tmp_path, word, status):
    heads = ("Milestone", "Responsible", "Original date", "Latest forecast", "Status")
    first = ("List of assets agreed", "Director of Place", "30 Sept 2023", "30 Oct 2023", word)
    plan = plan_in(tmp_path, "Recovery plan", table(("Programme 1: Money", *[""] * 4), first, headings=heads))
    assert (plan.actions[0].status, plan.sections[0].ref) == (status, "1")


def test_a_log_is_called_by_its_name_and_not_by_the_bodys(tmp_path):
    lines = ("Oakmarsh County Council", "Overview and Scrutiny Committee", "Actions and recommendations log")
    first = ("1", "Open the hub", "Head of Housing", "31/03/2024", "Begun.", "Green")
    plan = plan_in(tmp_path, *lines, table(first, headings=TASKS))
    assert (plan.title, plan.organisation) == ("Actions and recommendations log", "Oakmarsh County Council")
