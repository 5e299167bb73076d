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


def test_an_owner_that_is_a_service_is_queried_where_the_plan_names_posts(tmp_path):
    rows = [row(f"1.{number}", f"Do thing number {number} well") for number in range(1, 9)]
    plan = plan_in(tmp_path, "Plan", table(*rows, row("1.9", lead="Virtual School")))
    assert "owner_not_a_post" in codes(plan.actions[-1])
    assert "owner_not_a_post" not in codes(plan.actions[0])


def test_numbering_that_skips_or_repeats_is_queried(tmp_path):
    plan = plan_in(tmp_path, "Plan", table(row("1"), row("3", "Read it"), row("3", "Sign it")))
    assert "reference_gap" in codes(plan.actions[1])
    assert "reference_repeated" in codes(plan.actions[2])
    assert not {"reference_gap", "reference_repeated"} & codes(plan.actions[0])


def test_two_actions_in_the_same_words_are_queried(tmp_path):
    plan = plan_in(tmp_path, "Plan", table(row("1", "Review the way we work"), row("2", "Review the way we work.")))
    assert all("look_alike" in codes(action) for action in plan.actions)


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
