"""Columns under headings of a body's own, told by what they look like: themes in stretches, ratings in fills."""

from __future__ import annotations

import pytest

from imports.pipeline import read_blocks
from imports.shapes import Cell, Document, Paragraph, StagedPlan, Table

RED, AMBER, GREEN, BAND = "#ff0000", "#ffc000", "#00b050", "#ddebf7"


def plan_of(headings: tuple[str, ...], *rows: tuple[Cell | str, ...]) -> StagedPlan:
    grid = [tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row) for row in (headings, *rows)]
    blocks = (Paragraph("Improvement Plan"), Table(tuple(grid)))
    (plan,) = read_blocks(Document("plan.xlsx", "", "excel", blocks)).plans
    return plan


def rows_under(*themes: Cell | str) -> list[tuple]:
    return [
        (str(at), theme, f"Write guidance number {at}", "Clerk", "31/03/2023") for at, theme in enumerate(themes, 1)
    ]


@pytest.mark.parametrize("heading", ["PEEL area", "Audit", "Service", "Line of enquiry"])
def test_a_column_of_few_words_in_stretches_before_the_actions_holds_the_themes(heading):
    plan = plan_of(("Ref", heading, "Action", "Lead", "Deadline"), *rows_under("Payroll", "Payroll", "Treasury"))
    assert [action.section for action in plan.actions] == ["Payroll", "Payroll", "Treasury"]
    assert not any(action.extra for action in plan.actions)


@pytest.mark.parametrize(
    "cells",
    [
        ("Payroll", "Treasury", "Payroll"),  # not in stretches
        ("Payroll", "Treasury", "Licensing"),  # a word for each row
        ("High", "High", "Low"),
        ("Payroll", "", "Treasury"),
        ("Head of Finance", "Head of Finance", "Head of Quality"),
    ],
)
def test_any_other_column_before_the_actions_is_kept_under_its_heading(cells):
    plan = plan_of(("Ref", "Ward", "Action", "Lead", "Deadline"), *rows_under(*cells))
    assert [action.section for action in plan.actions] == [None] * 3


def test_a_theme_merged_down_its_rows_stands_for_each_of_them():
    themes = (Cell("Payroll", row_span=2), Cell(row_span=0), Cell("Treasury"))
    plan = plan_of(("Ref", "Audit", "Action", "Lead", "Deadline"), *rows_under(*themes))
    assert [action.section for action in plan.actions] == ["Payroll", "Payroll", "Treasury"]


def test_a_recommendation_beside_each_of_its_numbered_actions_is_their_section():
    asked = ("R1 Say what the council is for", "R1 Say what the council is for", "R2 Balance the budget")
    plan = plan_of(("ID", "Recommendation", "Action", "Owner", "Due date"), *rows_under(*asked))
    assert [section.ref for section in plan.sections] == ["R1", "R2"]
    assert [action.section for action in plan.actions] == ["R1", "R1", "R2"]


def test_an_area_merged_over_requirements_with_several_actions_is_the_section_of_each():
    def two(words):
        return Cell(words, row_span=2)

    gap = Cell(row_span=0)
    plan = plan_of(
        ("Area", "Ref", "Requirement", "Action", "Lead", "Due"),
        (Cell("Theatres", row_span=3), two("M1"), two("See all in time"), "Add a nurse", "Matron", "31/03/2023"),
        (gap, gap, gap, "Add a board", "Clerk", "30/04/2023"),
        (gap, "M2", "Train all staff", "Hold a course", "Clerk", "31/05/2023"),
        ("Wards", "M3", "Check all kit", "Buy a list", "Matron", "30/06/2023"),
    )  # fmt: skip
    assert [(action.ref, action.section) for action in plan.actions] == [
        ("M1", "Theatres"), ("M2", "Theatres"), ("M3", "Wards"),
    ]  # fmt: skip
    assert [(step.title, step.extra) for step in plan.actions[0].milestones] == [
        ("Add a nurse", ()),
        ("Add a board", ()),
    ]


@pytest.mark.parametrize("heading", ["Score", "Confidence", "", "June"])
def test_a_column_of_fills_in_the_colours_of_ratings_rates(heading):
    rows = [
        (*row, Cell(text, colour=fill))
        for row, text, fill in zip(
            [(row[0], *row[2:]) for row in rows_under("", "", "")], ("3", "", "1"), (GREEN, AMBER, RED), strict=True
        )
    ]
    plan = plan_of(("Ref", "Action", "Lead", "Deadline", heading), *rows)
    assert [action.rag for action in plan.actions] == ["green", "amber", "red"]


def test_bands_of_rows_rate_nothing():
    rows = [
        tuple(Cell(text, colour=fill) for text in (row[0], *row[2:], ""))
        for row, fill in zip(rows_under("", "", "", ""), (GREEN, AMBER, GREEN, AMBER), strict=True)
    ]
    plan = plan_of(("Ref", "Action", "Lead", "Deadline", "Score"), *rows)
    assert [action.rag for action in plan.actions] == [None] * 4


def test_every_column_of_later_dates_is_read_in_its_order_and_one_to_be_confirmed_is_told():
    headings = ("Ref", "Action", "Lead", "Original date", "Revised date 1", "Revised date 2")
    plan = plan_of(
        headings,
        ("1", "Write the guidance", "Clerk", "31/03/2023", "30/06/2023", "30/09/2023"),
        ("2", "Read all of the plans", "Clerk", "31/03/2023", "30/06/2023", "30/06/2023"),
        ("3", "Train all of the teams", "Clerk", "31/03/2023", "TBC", ""),
    )
    assert [[str(day) for day in action.revised] for action in plan.actions] == [
        ["2023-06-30", "2023-09-30"],
        ["2023-06-30"],
        [],
    ]
    assert ["revised_date_awaited" in {i.code for i in action.problems} for action in plan.actions] == [
        False,
        False,
        True,
    ]


def test_fills_of_done_and_one_other_colour_are_ratings():
    rows = [
        (*(Cell(text) for text in (row[0], *row[2:])), Cell("", colour=fill))
        for row, fill in zip(rows_under("", "", ""), ("#0070c0", AMBER, AMBER), strict=True)
    ]
    plan = plan_of(("Ref", "Action", "Lead", "Deadline", "Delivery"), *rows)
    assert [action.rag for action in plan.actions] == ["blue", "amber", "amber"]
