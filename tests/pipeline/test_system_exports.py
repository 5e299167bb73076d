"""Exports of project systems and monthly trackers: rows that sum up others, a column of notes for each month."""

import pytest

from imports.readers.pdf_across import rules_about, rules_across, within_rules
from imports.readers.pdf_ruled import Fill, badge_behind
from imports.readers.pdf_words import PrintedLine, Word
from imports.values.people import parse_owners
from tests.pipeline.grids import plan_in, table

OUTLINE = ("WBS", "Task Name", "Resource Names", "Start", "Finish", "% Complete", "RAG", "Notes")


def test_a_row_that_sums_up_those_numbered_under_it_is_their_section_and_its_days_a_note(tmp_path):
    plan = plan_in(
        tmp_path,
        "Improvement plan",
        table(
            ("1", "Youth justice", "", "Mon 03/06/24", "Fri 28/03/25", "55%", "", ""),
            ("1.1", "Rewrite the policy", "Operations Manager", "Mon 03/06/24", "Fri 26/07/24", "100%", "Blue", "Out."),
            ("1.2", "Train all staff", "Practice Lead", "Mon 02/09/24", "Fri 29/11/24", "60%", "Amber", "Begun."),
            ("2", "Education", "", "Mon 01/07/24", "Fri 31/01/25", "30%", "", ""),
            ("2.1", "Second a therapist", "Health Manager", "Mon 01/07/24", "Fri 31/01/25", "30%", "Red", "Again."),
            headings=OUTLINE,
        ),
    )
    assert [(one.ref, one.title) for one in plan.sections] == [("1", "Youth justice"), ("2", "Education")]
    assert [(action.ref, action.section) for action in plan.actions] == [("1.1", "1"), ("1.2", "1"), ("2.1", "2")]
    assert ("Finish", "Fri 28/03/25") in [(note.label, note.text) for note in plan.sections[0].notes]


def test_an_action_with_an_owner_above_its_numbered_steps_is_no_section(tmp_path):
    plan = plan_in(
        tmp_path,
        "Improvement plan",
        table(
            ("1", "Youth justice", "Head of Service", "Mon 03/06/24", "Fri 28/03/25", "55%", "", ""),
            ("1.1", "Rewrite the policy", "Operations Manager", "Mon 03/06/24", "Fri 26/07/24", "100%", "Blue", "Out."),
            headings=OUTLINE,
        ),
    )
    assert plan.sections == ()


def test_a_column_for_each_month_holds_the_notes_of_that_month(tmp_path):
    headings = ("ID", "Action", "Owner", "Finish", "RAG", "April 2025", "May 2025")
    plan = plan_in(
        tmp_path,
        "Improvement plan",
        table(
            ("G1", "Rewrite the constitution", "Head of Law", "30/06/2025", "Amber", "Sent round.", "Members trained."),
            ("G2", "Appoint a board", "Company Secretary", "30/05/2025", "Red", "Terms agreed.", ""),
            headings=headings,
        ),
    )
    assert [[(str(note.date), note.text) for note in action.updates] for action in plan.actions] == [
        [("2025-04-30", "Sent round."), ("2025-05-31", "Members trained.")],
        [("2025-04-30", "Terms agreed.")],
    ]


def test_months_that_hold_ratings_are_no_notes(tmp_path):
    headings = ("ID", "Action", "Owner", "Finish", "April 2025", "May 2025")
    rows = [(f"G{n}", f"Write part {n}", "Clerk", "30/06/2025", "Amber", "On track") for n in range(3)]
    plan = plan_in(tmp_path, "Improvement plan", table(*rows, headings=headings))
    assert not any(action.updates for action in plan.actions)


@pytest.mark.parametrize("cell", ["Chief Nurse (SRO) Programme Manager", "Chief Nurse (SRO)\nProgramme Manager"])
def test_who_answers_for_it_is_one_owner_and_who_stands_behind_is_another(cell):
    assert [owner.name.split(" (")[0] for owner in parse_owners(cell)[0]] == ["Chief Nurse", "Programme Manager"]


def line(text: str, left: float, top: float) -> PrintedLine:
    return PrintedLine([Word(text, left, left + 5 * len(text), top, top + 9, 9)])


def test_only_rules_over_a_good_part_of_the_page_part_rows():
    cells = [{"x0": left, "x1": left + 90, "top": 100} for left in (30, 120, 210)]
    assert rules_across([*cells, {"x0": 300, "x1": 362, "top": 110}], 600) == [100]


def test_a_list_below_the_last_rule_is_no_row_and_a_last_row_without_a_rule_is():
    rows = [line("Write", 30, 120), line("Read", 30, 160)]
    rules = [110, 110.8, 150, 190]
    assert rules_about(rows, rules) == [110, 150, 190]
    assert within_rules([*rows, line("Privacy", 40, 200)], rules, 120) == rows
    assert within_rules([*rows, line("Head of Law", 100, 200)], rules, 120) == [*rows, line("Head of Law", 100, 200)]


@pytest.mark.parametrize(("right", "colour"), [(80, "#d4351c"), (200, None)])
def test_a_colour_behind_the_words_alone_rates_and_one_behind_the_whole_cell_is_the_cells(right, colour):
    word = Word("Overdue", 20, 60, 12, 20, 8)
    assert badge_behind((0, 0, 199, 60), [word], [Fill((2, 10, right, 22), "#d4351c")]) == colour
