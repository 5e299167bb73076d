"""Headings printed in two rows, in the text form and with merges; the fields that the joined headings give."""

from __future__ import annotations

import pytest

from imports.pipeline import read_blocks
from imports.pipeline.head_rows import fold_heading
from imports.shapes import Cell, Document, Paragraph, Table
from tests.pipeline.grids import plan_in

ROWS = (
    ("1", "Write the guidance", "Clerk", "31/03/2023", "30/04/2023", "", "Green"),
    ("2", "Read all plans", "Chair", "31/05/2023", "", "30/05/2023", "Blue"),
)
UPPER = ("Ref", "Action", "Lead", "Completion date", "", "", "RAG")
CASES = (
    ("Baseline", "Forecast", "Actual"),
    ("Original", "Revised", "Actual"),
)


@pytest.mark.parametrize("lower", CASES, ids=" ".join)
def test_dates_under_one_heading_are_first_date_later_date_and_day_done(tmp_path, lower):
    plan = plan_in(tmp_path, "Action Plan", (UPPER, ("", "", "", *lower, ""), *ROWS))
    first, second = plan.actions
    assert (str(first.due), [str(day) for day in first.revised], first.done_on) == ("2023-03-31", ["2023-04-30"], None)
    assert (str(second.due), second.revised, str(second.done_on)) == ("2023-05-31", (), "2023-05-30")


def test_the_file_may_say_what_is_merged():
    upper = [Cell(text, row_span=2) for text in UPPER]
    upper[3:6] = [Cell("Completion date", column_span=3), Cell(column_span=0), Cell(column_span=0)]
    lower = [Cell(row_span=0)] * 3 + [Cell("Baseline"), Cell("Forecast"), Cell("Actual")] + [Cell(row_span=0)]
    body = [tuple(map(Cell, row)) for row in ROWS]
    table = Table((tuple(upper), tuple(lower), *body))
    (plan,) = read_blocks(Document("p.docx", "", "word", (Paragraph("Action Plan"), table))).plans
    assert [action.ref for action in plan.actions] == ["1", "2"]
    assert [heading for _, heading in plan.headings][3] == "Completion date – Baseline"


LEFT = (
    ("a first row of the plan", ("Ref", "Action", "Lead", "Date"), ("1", "Write", "Clerk", "31/03/2023")),
    ("a section row", ("Ref", "Action", "Lead", "Date"), ("Theme 1", "", "", "")),
    ("a numbered section row", ("Action area", "", "Lead", "Date"), ("1", "Housing", "", "")),
    ("words below every heading", ("Ref", "Action", "Lead", "Date"), ("No", "Title", "Owner", "When")),
)


@pytest.mark.parametrize(("upper", "lower"), [case[1:] for case in LEFT], ids=[case[0] for case in LEFT])
def test_a_row_that_is_no_second_row_of_headings_stays(upper, lower):
    rows = [tuple(map(Cell, row)) for row in (upper, lower, ("2", "Read", "Chair", "30/04/2023"))]
    assert fold_heading(rows) == rows
