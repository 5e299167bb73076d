"""What a row is: a section, a remark on one, an action, a step, or more of the row before."""

from tests.pipeline.grids import codes, plan_in, row, table

LETTERED = ("Action", "Lead Officer", "Timescales", "Progress/Comments", "RAG Rating")


def spanning(text: str, width: int = 5) -> tuple[str, ...]:
    return (text, *[""] * (width - 1))


def test_letters_count_under_the_number_of_their_recommendation(tmp_path):
    plan = plan_in(
        tmp_path,
        "Plan",
        table(
            spanning("1. Plans are clear."),
            ("a. Train staff", "Team Manager", "May 2023", "Done", "Complete"),
            spanning("2. Visits are made."),
            ("a. New form", "Team Manager", "May 2023", "", "In progress"),
            headings=LETTERED,
        ),
    )
    assert [(action.ref, action.section, action.title) for action in plan.actions] == [
        ("1a", "1", "Train staff"),
        ("2a", "2", "New form"),
    ]


def test_indicators_and_summaries_are_notes_of_the_section(tmp_path):
    plan = plan_in(
        tmp_path,
        "Plan",
        table(
            spanning("<p>1. Plans are clear.</p> <p>Key success indicators: every plan has a date.</p>"),
            spanning("Summary: <p>Half are done.</p><p>The rest follow in May when the team is whole again.</p>"),
            spanning("An audit of plans will be made in the autumn by the inspectors of the county."),
            ("a. Train staff", "Team Manager", "May 2023", "Done", "Complete"),
            headings=LETTERED,
        ),
    )
    assert [(note.label, note.text.count("\n")) for note in plan.sections[0].notes] == [
        ("Key success indicators", 0),
        ("Summary", 2),
    ]
    assert len(plan.sections) == 1


def test_a_theme_without_a_number_is_a_section(tmp_path):
    plan = plan_in(
        tmp_path,
        "Plan",
        table(spanning("Trust-wide: well led", 6), row(), spanning("Theme 2 – In court", 6), row("2.1")),
    )
    assert [(section.ref, section.title) for section in plan.sections] == [
        (None, "Trust-wide: well led"),
        ("2", "In court"),
    ]
    assert [action.section for action in plan.actions] == ["Trust-wide: well led", "2"]


def test_sections_printed_in_a_column_go_down_over_blank_cells(tmp_path):
    headings = ("Theme", "Action", "Owner", "Due date", "RAG")
    plan = plan_in(
        tmp_path,
        "Plan",
        table(
            ("People", "Open the academy", "Head of HR", "31/03/2022", "Amber"),
            ("", "Ask all who leave", "Head of HR", "31/03/2022", "Green"),
            ("Figures", "Build the page", "Data Manager", "01/05/2022", "Red"),
            headings=headings,
        ),
    )
    assert [action.section for action in plan.actions] == ["People", "People", "Figures"]


def test_headings_over_the_tables_of_a_plan_are_its_sections(tmp_path):
    plan = plan_in(
        tmp_path,
        *("Improvement Plan", "Theme 1 – Court", "Lead: Chief Constable", table(row("1.1"))),
        *("Theme 2: Community", "Lead: Head of Youth Justice", table(row("2.1"))),
    )
    assert [(s.ref, s.title, s.lead) for s in plan.sections] == [
        ("1", "Court", "Chief Constable"),
        ("2", "Community", "Head of Youth Justice"),
    ]


def test_a_numbered_paragraph_of_the_report_is_no_section(tmp_path):
    plan = plan_in(tmp_path, "4 Scorecard", "Improvement Plan", table(row("1.1")))
    assert plan.sections == ()


def test_lettered_actions_beside_a_numbered_objective(tmp_path):
    headings = ("No", "Objective", "Actions", "Responsible", "Deadline", "RAG")
    plan = plan_in(
        tmp_path,
        "Plan",
        table(
            ("1", "Better plans", "a) Retrain staff", "Team Manager", "June 2023", "Green"),
            ("", "", "b) Read twenty plans", "Clerk", "July 2023", "Amber"),
            ("2", "Better visits", "a) New form", "Team Manager", "June 2023", "Red"),
            headings=headings,
        ),
    )
    assert [(action.ref, action.section) for action in plan.actions] == [("1a", "1"), ("1b", "1"), ("2a", "2")]
    assert [section.title for section in plan.sections] == ["Better plans", "Better visits"]


def test_rows_with_deliverables_of_their_own_are_steps(tmp_path):
    headings = ("Action No.", "What we are doing", "Who leads", "Milestones", "By when", "Progress", "RAG")
    plan = plan_in(
        tmp_path,
        "Plan",
        table(
            ("1.1", "Hear parents", "Forum Chair", "Seats on all boards", "30/06/22", "Four of five.", "Amber"),
            ("", "", "Clerk", "Rates of pay agreed", "Complete", "Agreed.", "Green"),
            ("1.2", "Mend the site", "Web Manager", "New site", "31/07/22", "Open.", "Green"),
            headings=headings,
        ),
    )
    first, second = plan.actions
    assert [(step.title, step.owners[0].name, step.status) for step in first.milestones] == [
        ("Seats on all boards", "Forum Chair", None),
        ("Rates of pay agreed", "Clerk", "complete"),
    ]
    assert (first.due, first.status) == (None, None)
    assert second.milestones == ()
    assert str(second.due) == "2022-07-31"
    assert [(extra.heading, extra.text) for extra in second.extra] == [("Milestones", "New site")]


def test_a_second_date_on_a_row_of_its_own_is_a_later_date_with_an_issue(tmp_path):
    plan = plan_in(
        tmp_path,
        "Plan",
        table(row(when="March 2023", note="Begun."), ("", "", "", "September 2023", "More to come.", ""), row("1.2")),
    )
    action = plan.actions[0]
    assert (str(action.due), [str(day) for day in action.revised]) == ("2023-03-31", ["2023-09-30"])
    assert "second_date_on_own_row" in codes(action)
    assert action.source.last_row == action.source.row + 1


def test_first_and_later_dates_in_two_columns(tmp_path):
    headings = ("Ref", "Action", "Lead", "First date", "Revised date", "Status")
    plan = plan_in(
        tmp_path,
        "Plan",
        table(
            ("A1", "Recruit thirty", "Head of Contact", "31/10/2021", "31/01/2022; 30/04/2022", "Behind schedule"),
            ("A2", "Talk yearly", "Head of People", "", "30/06/2022", "In progress"),
            headings=headings,
        ),
    )
    assert [str(day) for day in plan.actions[0].revised] == ["2022-01-31", "2022-04-30"]
    assert (plan.actions[1].due, [str(day) for day in plan.actions[1].revised]) == (None, ["2022-06-30"])


def test_a_recommendation_beside_its_action_is_kept_under_its_heading(tmp_path):
    headings = ("", "Recommendation", "Action required", "Lead", "Update as at 20/02/23", "Completion date")
    plan = plan_in(
        tmp_path,
        "Plan",
        table(("R1", "Thank the group", "Write a letter", "Clerk", "Sent", "31/01/2023"), headings=headings),
    )
    action = plan.actions[0]
    assert (action.ref, action.title) == ("R1", "Write a letter")
    assert [(extra.heading, extra.text) for extra in action.extra] == [("Recommendation", "Thank the group")]
    assert str(plan.as_at) == str(action.updates[0].date) == "2023-02-20"


def test_where_no_action_is_stated_the_recommendation_stands_with_an_issue(tmp_path):
    headings = ("", "Recommendation", "Action required", "Lead", "Update", "Completion date")
    plan = plan_in(tmp_path, "Plan", table(("R1", "Hold a summit", "", "Clerk", "", "31/01/2023"), headings=headings))
    assert plan.actions[0].title == "Hold a summit"
    assert "action_not_stated" in codes(plan.actions[0])


def test_every_cell_is_kept_as_printed_under_its_heading(tmp_path):
    plan = plan_in(
        tmp_path,
        "Plan",
        table((*row(), "Minutes"), headings=("Ref", "Action", "Lead", "Timescale", "Progress", "RAG", "Evidence")),
    )
    action = plan.actions[0]
    assert [cell.heading for cell in action.printed] == [
        "Ref",
        "Action",
        "Lead",
        "Timescale",
        "Progress",
        "RAG",
        "Evidence",
    ]
    assert [(extra.heading, extra.text) for extra in action.extra] == [("Evidence", "Minutes")]
    assert plan.headings[0] == ("ref", "Ref")


IDS = ("ID", "Link", "Action", "Impact", "Accountable person", "Deadline", "Dashboard")


def numbered(ref, action="Write the guidance", owner="Team Manager", when="May 2023", link="", impact="Better"):
    return (ref, link, action, impact, owner, when, "")


def test_a_reference_printed_on_the_end_of_the_row_above_goes_down_to_its_own_row(tmp_path):
    first = table(numbered("LM 1"), numbered("LM 2", "Build a shared record of"), headings=IDS)
    second = table(
        ("LM 3", "HM 4", "performance figures.", "", "", "", ""),
        ("", "", "Know the cohort:", "Better", "Head of Justice", "June 2023", ""),
        numbered("LM 4"),
        headings=IDS,
    )
    plan = plan_in(tmp_path, "Improvement Plan", first, "Page 2", second)
    assert [(action.ref, action.title, action.links) for action in plan.actions] == [
        ("LM 1", "Write the guidance", ()),
        ("LM 2", "Build a shared record of performance figures.", ()),
        ("LM 3", "Know the cohort:", ("HM 4",)),
        ("LM 4", "Write the guidance", ()),
    ]


def test_a_row_that_slipped_is_moved_back_by_its_reference(tmp_path):
    plan = plan_in(
        tmp_path,
        "Improvement Plan",
        table(
            numbered("LM 1"),
            (
                "",
                "LM 2",
                "HM 4",
                "Clarify the duties",
                "Better",
                "Head of Justice",
                "Draft – May 2023 Agreed – June 2023",
            ),
            ("", "LM 3", "<p>HM 2</p><p>Secure the staff</p>", "Better", "Head of Service", "June 2023", ""),
            numbered("LM 4"),
            headings=IDS,
        ),
    )
    assert [(action.ref, action.title, [o.name for o in action.owners]) for action in plan.actions[1:3]] == [
        ("LM 2", "Clarify the duties", ["Head of Justice"]),
        ("LM 3", "Secure the staff", ["Head of Service"]),
    ]
    assert [action.links for action in plan.actions[1:3]] == [("HM 4",), ("HM 2",)]
    assert all("row_slipped" in codes(action) for action in plan.actions[1:3])


def test_a_date_to_be_amended_by_the_note_is_the_later_date(tmp_path):
    note = "Half done. 14/06/19 – Deadline to be amended to July 2019."
    action = plan_in(tmp_path, "Action Plan", table(row(when="Mar 2019", note=note, rag=""), row("1.2"))).actions[0]
    assert [str(day) for day in action.revised] == ["2019-07-31"]
    assert "new_date_in_update" in codes(action)


def test_rows_lettered_before_their_words_are_steps_of_the_numbered_action_above(tmp_path):
    plan = plan_in(
        tmp_path,
        "Improvement Plan",
        table(
            row("2.2", "Make the towers safe", "Head of Building Safety", "", "", ""),
            row("", "a) Replace the doors", "Head of Building Safety", "31/07/2023", "Ordered.", "Green"),
            row("", "(b) Fit sprinklers", "Compliance Manager", "28/02/2024", "Out to tender.", "Amber"),
            row("2.3", "Keep one register", "Compliance Manager", "30/09/2023", "Begun.", "Green"),
        ),
    )
    towers, register = plan.actions
    assert [(step.ref, step.title, str(step.due)) for step in towers.milestones] == [
        ("2.2a", "Replace the doors", "2023-07-31"),
        ("2.2b", "Fit sprinklers", "2024-02-28"),
    ]
    assert (register.ref, register.milestones) == ("2.3", ())


def test_lettered_words_alone_are_more_of_the_action_above(tmp_path):
    plan = plan_in(
        tmp_path,
        "Improvement Plan",
        table(row("1.1", "Agree the rules for:"), row("", "a) visits", "", "", "", ""), row("1.2"), row("1.3")),
    )
    assert [(action.ref, action.milestones) for action in plan.actions] == [("1.1", ()), ("1.2", ()), ("1.3", ())]


def test_the_plans_own_title_on_a_later_page_is_no_other_plan(tmp_path):
    plan = plan_in(
        tmp_path,
        *("Homes and Repairs Improvement Plan", "Position as at 31 October 2023", table(row("1.1"), row("1.2"))),
        *("Page 12", "Homes and Repairs Improvement Plan – position as at 31 October 2023", table(row("1.3"))),
    )
    assert [action.ref for action in plan.actions] == ["1.1", "1.2", "1.3"]


NUMBERED = ("ID", "Action", "Accountable person", "Deadline", "Reference")


def among_numbered(*rows):
    """A plan that numbers its actions: a reference printed once may stand for several rows."""
    more = [(f"4.{n}", f"Do thing number {n} as agreed.", "Manager", "May 2023", "") for n in range(1, 5)]
    return ("Action Plan", table(*rows, *more, headings=NUMBERED))


def test_a_reference_printed_once_for_several_rows_has_them_as_steps(tmp_path):
    action = plan_in(
        tmp_path,
        *among_numbered(
            ("2.1", "Keep a team for the court.", "Team Manager", "31 Jan 2023", ""),
            ("", "Meet before each hearing.", "Clerk / Team Manager", "31 Mar 2023", ""),
            ("", "Print the list.", "", "May 2023", ""),
        ),
    ).actions[0]
    assert (action.ref, action.title, action.due) == ("2.1", "Keep a team for the court.", None)
    assert [(step.title, str(step.due), len(step.owners)) for step in action.milestones] == [
        ("Keep a team for the court.", "2023-01-31", 1),
        ("Meet before each hearing.", "2023-03-31", 2),
        ("Print the list.", "2023-05-31", 0),
    ]


def test_a_row_without_reference_that_has_dated_lines_of_its_own_is_an_action(tmp_path):
    first, second, *_ = plan_in(
        tmp_path,
        *among_numbered(
            ("LM 1", "Reform the board.", "Chair", "All members trained – Apr 2023", ""),
            ("", "Tell partners their role:", "", "Draft agreed – Apr 2023 Role signed – May 2023", ""),
        ),
    ).actions
    assert (first.ref, first.milestones) == ("LM 1", ())
    assert (second.ref, [step.title for step in second.milestones]) == (None, ["Draft agreed", "Role signed"])


def test_a_row_that_opens_a_section_is_never_a_step_of_the_section_before(tmp_path):
    plan = plan_in(
        tmp_path,
        *among_numbered(
            ("2.1", "Keep a team for the court.", "Team Manager", "31 Jan 2023", ""),
            spanning("Theme 3 – In the community"),
            ("", "Ask young people.", "Clerk", "31 Mar 2023", ""),
        ),
    )
    assert [(action.ref, len(action.milestones)) for action in plan.actions[:2]] == [("2.1", 0), (None, 0)]


def test_words_of_an_action_that_hang_at_the_end_of_a_page_go_on_beside_a_later_step(tmp_path):
    headings = ("Action No.", "What we are doing", "Responsible person", "Milestones", "When")
    plan = plan_in(
        tmp_path,
        "Improvement Plan",
        table(("2.4", "Improve the quality of", "Ann Lee", "Write the framework", "June 2023"), headings=headings),
        table(("", "LA Parenting Programmes", "Ann Lee", "Train the staff", "July 2023"), headings=headings),
    )
    assert [(action.title, len(action.milestones)) for action in plan.actions] == [
        ("Improve the quality of LA Parenting Programmes", 2)
    ]
