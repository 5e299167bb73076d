"""What a careful reader would query: each check raises on what it is for and is quiet beside it."""

import pytest

from imports.pipeline.checks import CHECKS
from tests.pipeline.grids import codes, plan_in, row, table

# code, a row on which it is raised, a like row on which it is not
CASES = (
    (
        "complete_contradicted",
        row(note="It will start in September.", rag="Complete"),
        row(note="It started in May.", rag="Complete"),
    ),
    (
        "complete_contradicted",
        row(note="The protocol is still to be issued.", rag="Complete"),
        row(note="Issued.", rag="Complete"),
    ),
    (
        "complete_not_needed",
        row(note="A protocol is not felt to be required.", rag="Complete"),
        row(note="Signed.", rag="Complete"),
    ),
    (
        "new_date_in_update",
        row(note="Meeting re-scheduled for 22 nd May 2023."),
        row(note="The meeting was on 22 May 2023."),
    ),
    (
        "completion_in_update",
        row(note="Completed with the trust.", rag=""),
        row(note="Completed by half the staff.", rag=""),
    ),
    ("completion_in_update", row(note="Letter sent", rag=""), row(note="Letter in hand", rag="")),
    ("no_owner", row(lead=""), row(lead="Clerk")),
    ("no_deadline", row(when=""), row(when="", rag="Complete")),
    ("status_conflict", row(when="Complete", rag="In progress"), row(when="Complete", rag="Complete")),
    ("year_only", row(when="2023"), row(when="May 2023")),
    (
        "owner_group",
        row(lead="Ann Lee, Team Manager (officers from both councils)"),
        row(lead="Ann Lee, Team Manager (adults)"),
    ),
    ("action_reports", row(action="The meeting took place in May"), row(action="Hold the meeting in May")),
    ("update_without_words", row(note="Update 20 May 2023"), row(note="Update 20 May 2023 Done.")),
    ("impossible_date", row(when="31/11/2023"), row(when="30/11/2023")),
    ("date_misprinted", row(when="30/11//2023"), row(when="30.11.2023")),
    ("no_owner", row(lead="Team Manager to be appointed"), row(lead="Team Manager")),
    (
        "new_date_in_the_past",
        row(when="Revised 31/01/2023", note="Update 17 September 2023 Delayed by staffing."),
        row(when="Revised 31/01/2024", note="Update 17 September 2023 Delayed by staffing."),
    ),
    (
        "new_date_in_the_past",
        row(when="Revised 31/01/2023", note="Update 17 September 2023 Delayed by staffing."),
        row(when="31/12/2022 revised 31/01/2023", note="Update 17 September 2023 Delayed by staffing."),
    ),
    ("dates_out_of_order", row(when="31/12/2023 revised to 31/03/2023"), row(when="31/12/2023 revised to 31/03/2024")),
    (
        "dates_out_of_order",
        row(when="31/12/2023 revised to 31/03/2023"),
        row(when="31/12/2023 brought forward to 31/03/2023"),
    ),
    (
        "not_needed_in_update",
        row(note="Action no longer required."),
        row(note="Visits by another council are no longer required."),
    ),
    ("not_needed_in_update", row(note="To be removed from the Improvement Plan."), row(note="Added to the plan.")),
    ("new_date_to_come", row(note="New target date to be set by the board."), row(note="A new date was set in May.")),
    ("action_reports", row(action="Cut drift and delay; work is underway to do so"), row(action="Cut drift and delay")),
    ("cut_off", row(action="Tell each of the partners about the need for the"), row(action="Tell each partner why.")),
    ("cut_off", row(note="Forms were sent to each of the schools and"), row(note="Forms were sent to schools.")),
    ("completion_in_update", row(note="• Project concluded. Update 3 May 2023 Signed off", rag=""), row(rag="")),
    ("completion_in_update", row(note="• Drafted and completed, with the model.", rag=""), row(note="Half", rag="")),
    ("status_unknown", row(rag="Phase 2"), row(rag="Amber")),
)


@pytest.mark.parametrize(("code", "raised", "quiet"), CASES, ids=[f"{case[0]}: {' '.join(case[1])}" for case in CASES])
def test_a_doubt_is_raised_where_it_is_due_and_only_there(tmp_path, code, raised, quiet):
    assert code in codes(plan_in(tmp_path, "Plan", table(raised)).actions[0])
    assert code not in codes(plan_in(tmp_path, "Plan", table(quiet)).actions[0])


def test_a_new_date_in_the_words_is_taken_as_a_later_date(tmp_path):
    action = plan_in(tmp_path, "Plan", table(row(note="Put back to 30 June 2023."))).actions[0]
    assert [str(day) for day in action.revised] == ["2023-06-30"]


def test_completion_in_the_words_is_a_status_only_where_it_is_said_outright(tmp_path):
    said, implied = (
        plan_in(tmp_path, "Plan", table(row(note=note, rag=""))).actions[0] for note in ("Completed.", "Letter sent")
    )
    assert (said.status, implied.status) == ("complete", None)


MORE_THAN_COMPLETION = (
    "Completed the first draft of the strategy; consultation and sign-off are still to follow.",
    "Complete review of every caseload to start once staff are hired.",
    "Completed 3 of 12 visits.",
    "Completed? Not yet.",
    "Completed in two of five schools.",
)
WHOLLY_COMPLETE = (
    "Complete", "This action is now complete.", "Completed on 3 February 2023.", "Completed - May 2023",
    "Completed in conjunction with the partner trust.",
)  # fmt: skip


@pytest.mark.parametrize("note", MORE_THAN_COMPLETION)
def test_a_note_that_opens_with_completion_and_says_more_closes_nothing(tmp_path, note):
    action = plan_in(tmp_path, "Plan", table(row(note=note, rag=""))).actions[0]
    assert (action.status, "completion_in_update" in codes(action)) == (None, True)


@pytest.mark.parametrize("note", WHOLLY_COMPLETE)
def test_a_note_that_is_the_completion_and_nothing_else_closes_the_action(tmp_path, note):
    assert plan_in(tmp_path, "Plan", table(row(note=note, rag=""))).actions[0].status == "complete"


def test_a_completion_that_lies_ahead_closes_nothing(tmp_path):
    rows = table(row(note="Complete on 3 March 2023", rag=""))
    assert plan_in(tmp_path, "Plan", "Position as at 31 January 2023", rows).actions[0].status is None


@pytest.mark.parametrize("note", [
    "The supplier's other project in Leeds was postponed until June 2024.",
    "The hospital's building works near the clinic were delayed until May 2024.",
])  # fmt: skip
def test_something_else_that_moved_moves_no_date_and_is_raised(tmp_path, note):
    action = plan_in(tmp_path, "Plan", table(row(note=note))).actions[0]
    assert (action.revised, "new_date_in_update" in codes(action)) == ((), True)


def test_an_owner_that_is_a_service_is_queried_where_the_plan_names_posts(tmp_path):
    rows = [row(f"1.{number}", f"Do thing number {number} well") for number in range(1, 9)]
    plan = plan_in(tmp_path, "Plan", table(*rows, row("1.9", lead="Virtual School")))
    assert "owner_not_a_post" in codes(plan.actions[-1])
    assert "owner_not_a_post" not in codes(plan.actions[0])


def test_a_group_beside_a_person_is_no_doubt(tmp_path):
    rows = [row(f"1.{number}", f"Do thing number {number} well") for number in range(1, 9)]
    plan = plan_in(tmp_path, "Plan", table(*rows, row("1.9", lead="Ann Lee; Forms Task & Finish Group")))
    assert "owner_not_a_post" not in codes(plan.actions[-1])


def test_a_year_far_from_every_other_date_of_the_plan_is_queried_with_the_year_that_is_near(tmp_path):
    rows = [row(f"1.{n}", f"Do thing number {n} well", when=f"{n}/05/2023") for n in range(1, 10)]
    plan = plan_in(tmp_path, "Plan", table(*rows, row("1.10", "Write it", when="31/03/2013")))
    doubt = next(issue for issue in plan.actions[-1].problems if issue.code == "year_apart")
    assert doubt.suggestion == "2023-03-31"
    assert not any("year_apart" in codes(action) for action in plan.actions[:-1])


def test_dates_of_a_long_plan_stand_apart_from_none(tmp_path):
    rows = [row(f"1.{n}", f"Do thing number {n} well", when=f"31/03/20{20 + n}") for n in range(1, 11)]
    assert not any("year_apart" in codes(action) for action in plan_in(tmp_path, "Plan", table(*rows)).actions)


def test_an_open_row_whose_progress_is_months_behind_the_plans_is_queried(tmp_path):
    notes = {
        "1.1": "Update 15 May 2023 Begun.",
        "1.2": "Update 2 September 2023 Going on.",
        "1.3": "Update 1 May 2023 Met.",
    }
    rows = [row(ref, f"Do thing {ref} well", note=note, rag="") for ref, note in notes.items()]
    rows.append(row("1.4", "Close it", note="Update 3 May 2023 Shut.", rag="Complete"))
    plan = plan_in(tmp_path, "Plan", table(*rows))
    assert [a.ref for a in plan.actions if "progress_is_old" in codes(a)] == ["1.1", "1.3"]


def test_a_rating_that_the_plans_key_lacks_is_queried(tmp_path):
    key = (("Late", "RED"), ("Under way", "AMBER"), ("Done", "GREEN"))
    plan = plan_in(tmp_path, key, "Plan", table(row(rag="Amber"), row("1.2", rag="Yellow"), row("1.3", rag="Green")))
    doubts = [issue for action in plan.actions for issue in action.problems if issue.code == "rating_not_in_key"]
    assert [(doubt.source.row, doubt.suggestion) for doubt in doubts] == [(3, "amber")]


def test_a_start_after_the_end_is_queried(tmp_path):
    headings = ("Ref", "Action", "Lead", "Start date", "End date", "Progress")
    rows = (
        ("1", "Write it", "Clerk", "01/09/2023", "31/03/2023", ""),
        ("2", "Send it", "Clerk", "01/01/2023", "31/03/2023", ""),
    )
    plan = plan_in(tmp_path, "Action Plan", table(*rows, headings=headings))
    assert ["start_after_end" in codes(action) for action in plan.actions] == [True, False]


def test_a_date_aimed_at_in_the_words_of_a_plan_without_dates_is_queried(tmp_path):
    rows = (
        ("1", "Hire five officers", "Head", "Interviews held, with the aim of a 9 November 2023 start."),
        ("2", "Book rooms", "Head", "Booked on 9 November 2023."),
    )
    plan = plan_in(tmp_path, "Action Plan", table(*rows, headings=("No", "Action", "Lead", "Progress")))
    assert ["date_only_in_words" in codes(action) for action in plan.actions] == [True, False]


def test_what_most_rows_would_carry_is_said_once_of_the_plan(tmp_path):
    dated = "Draft shared – Mar 2023 Policy signed – Apr 2023"
    rows = [row(f"1.{n}", f"Do thing number {n} well", when=dated) for n in range(1, 7)]
    plan = plan_in(tmp_path, "Plan", table(*rows))
    assert not any("several_dates" in codes(action) for action in plan.actions)
    assert [issue.code for issue in plan.issues] == ["several_dates"]
    few = plan_in(tmp_path, "Plan", table(*rows[:1], row("1.2", "Write"), row("1.3", "Send")))
    assert "several_dates" in codes(few.actions[0])


def test_what_may_be_meant_is_suggested(tmp_path):
    cases = {"31/11/2023": "2023-11-30", "04/13/2023": "2023-04-13", "29 February 2023": "2023-02-28"}
    for printed, meant in cases.items():
        action = plan_in(tmp_path, "Plan", table(row(when=printed))).actions[0]
        assert [issue.suggestion for issue in action.problems if issue.code == "impossible_date"] == [meant]


def test_numbering_that_skips_or_repeats_is_queried(tmp_path):
    plan = plan_in(tmp_path, "Plan", table(row("1"), row("3", "Read it"), row("3", "Sign it")))
    assert "reference_gap" in codes(plan.actions[1])
    assert "reference_repeated" in codes(plan.actions[2])
    assert not {"reference_gap", "reference_repeated"} & codes(plan.actions[0])


def test_two_actions_in_the_same_words_are_queried(tmp_path):
    plan = plan_in(tmp_path, "Plan", table(row("1", "Review the way we work"), row("2", "Review the way we work.")))
    assert all("look_alike" in codes(action) for action in plan.actions)
    said = next(issue.message for issue in plan.actions[0].problems if issue.code == "look_alike")
    assert "2 at table 1, line 5" in said


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("Reviewed by the board on 21/03/2012", "event_after_as_at"),
        ("Schools were told on 21 November of the help there is.", "year_missing_in_update"),
    ],
)
def test_notes_as_at_a_day_are_compared_with_that_day(tmp_path, note, code):
    headings = ("Ref", "Action", "Lead", "Timescale", "Update as at 20/02/12", "RAG")
    assert code in codes(plan_in(tmp_path, "Plan", table(row(note=note), headings=headings)).actions[0])


@pytest.mark.parametrize("note", ["The board meets on 21 March.", "Timeline: review held 03/04/2012, end 1 May 2012"])
def test_a_day_close_ahead_and_a_table_of_times_are_no_doubt(tmp_path, note):
    headings = ("Ref", "Action", "Lead", "Timescale", "Update as at 20/02/12", "RAG")
    action = plan_in(tmp_path, "Plan", table(row(note=note), headings=headings)).actions[0]
    assert not codes(action) & {"event_after_as_at", "year_missing_in_update"}


def test_every_doubt_has_a_sentence_and_a_place(tmp_path):
    action = plan_in(tmp_path, "Plan", table(row(lead="", when="31/11/2023", note="Letter sent", rag=""))).actions[0]
    assert len(action.problems) > 2
    assert all(issue.message and issue.source.line == 4 for issue in action.problems)


def test_every_check_has_a_name_of_its_own():
    assert len({code for code, _ in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"note": "Recommendation amended after the May meeting. First paper sent."}, "amended_in_update"),
        ({"note": "It is on the list. Update: Mr Day says that it is late."}, "update_inside_update"),
        ({"action": "H Heads of Service to attend"}, "stray_letter"),
        ({"action": "Write it as a matter of urgency", "when": ""}, "urgent_without_date"),
    ],
)
def test_what_the_words_of_one_row_give_away_is_raised(tmp_path, cells, code):
    plan = plan_in(tmp_path, "Action Plan", table(row(**cells), row("1.2"), row("1.3")))
    assert [code in codes(action) for action in plan.actions] == [True, False, False]


def test_a_missing_running_number_is_raised(tmp_path):
    headings = ("ID", "No", "Action", "Lead", "Deadline", "RAG")
    rows = [(f"LA{n}", str(n), f"Do thing {n}", "Manager", "May 2023", "Green") for n in range(1, 7)]
    rows[2] = ("LA3", "", *rows[2][2:])
    plan = plan_in(tmp_path, "Action Plan", table(*rows, headings=headings))
    assert [a.ref for a in plan.actions if "number_missing" in codes(a)] == ["LA3"]


def test_several_parts_of_a_recommendation_without_dates_are_raised(tmp_path):
    rows = (
        ("1", "<ul><li>Set up a panel</li><li>Train it</li></ul>", "Head", "Done so far."),
        ("2", "Write it down", "Head", "Not yet."),
    )
    plan = plan_in(tmp_path, "Action Plan", table(*rows, headings=("No", "Recommendation", "Lead", "Progress")))
    assert ["several_parts" in codes(action) for action in plan.actions] == [True, False]
