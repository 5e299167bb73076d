"""Ratings that are only a fill: read through the document's own key, told from bands and from words that differ."""

from __future__ import annotations

import pytest

from imports.pipeline import read_blocks
from imports.shapes import Cell, Document, Paragraph, StagedPlan, Table
from tests.pipeline.grids import codes

HEADINGS = ("Ref", "Action", "Lead", "Deadline", "RAG")
RED, AMBER, YELLOW, LIME, GREEN, BLUE = "#ff0000", "#ffc000", "#ffff00", "#92d050", "#00b050", "#0070c0"


def plan_of(*ratings: Cell, key: Table | None = None, band: str | None = None, headings=HEADINGS) -> StagedPlan:
    """The plan whose rows end in these cells; `band` is a fill behind the rest of every row."""
    rows = [
        tuple(Cell(text, colour=band) for text in (str(n), f"Write guidance number {n}", "Clerk", "31/03/2023"))
        + (one,)
        for n, one in enumerate(ratings, 1)
    ]
    head = tuple(Cell(text) for text in headings)
    blocks = (Paragraph("Action Plan"), *((key, Paragraph("Actions")) if key else ()), Table((head, *rows)))
    (plan,) = read_blocks(Document("plan.docx", "", "word", blocks)).plans
    return plan


def key(*lines: tuple[str, str, str]) -> Table:
    """A key of (fill, label, meaning)."""
    return Table(tuple((Cell(label, colour=fill), Cell(meaning)) for fill, label, meaning in lines))


def read(plan: StagedPlan) -> list[tuple]:
    return [(action.rag, action.status) for action in plan.actions]


@pytest.mark.parametrize(
    ("fill", "rag"),
    [
        (RED, "red"),
        (AMBER, "amber"),
        (LIME, "green"),
        (GREEN, "green"),
        (BLUE, "blue"),
        (YELLOW, "amber"),
        (None, None),
    ],
)
def test_without_a_key_a_fill_is_its_plain_colour(fill, rag):
    assert read(plan_of(Cell(colour=fill), Cell("Red"))) == [(rag, None), ("red", None)]


def test_yellow_beside_amber_is_doubted():
    plan = plan_of(Cell(colour=YELLOW), Cell(colour=AMBER))
    assert [action.rag for action in plan.actions] == ["yellow", "amber"]
    assert "rating_colour_unclear" in codes(plan.actions[0])


def test_two_greens_are_told_apart_by_the_key():
    plan = plan_of(
        Cell(colour=LIME),
        Cell(colour=GREEN),
        Cell(colour="#01b151"),
        key=key((GREEN, "", "Complete"), (LIME, "", "On track"), (RED, "", "Off track")),
    )
    assert read(plan) == [("green", "on_track"), ("green", "complete"), ("green", "complete")]
    assert [(line.label, line.colour) for line in plan.rating_key] == [
        ("Complete", "green"),
        ("On track", "green"),
        ("Off track", "red"),
    ]


def test_the_keys_own_word_for_a_colour_is_kept_with_its_meaning():
    plan = plan_of(
        Cell(colour=YELLOW), key=key((YELLOW, "Amber", "Behind, to be met"), (RED, "Red", "Will not be met"))
    )
    assert plan.actions[0].rag == "amber"
    assert plan.rating_key[0].meaning == "Behind, to be met"


def test_a_key_of_one_row_across_is_read():
    across = Table(((Cell("Complete", colour=BLUE), Cell("On track", colour=GREEN), Cell("Late", colour=RED)),))
    assert read(plan_of(Cell(colour=BLUE), Cell(colour=GREEN), key=across)) == [
        ("blue", "complete"),
        ("green", "on_track"),
    ]


def test_a_colour_that_the_key_does_not_list_is_doubted():
    plan = plan_of(Cell(colour="#7030a0"), key=key((GREEN, "Green", "Done"), (RED, "Red", "Late")))
    assert plan.actions[0].rag == "purple"
    assert "rating_colour_unclear" in codes(plan.actions[0])


def test_a_word_outweighs_a_fill_that_says_otherwise_and_is_doubted():
    plan = plan_of(Cell("Amber", colour=RED), Cell("Green", colour=GREEN))
    assert [action.rag for action in plan.actions] == ["amber", "green"]
    assert [("rating_colour_differs" in codes(action)) for action in plan.actions] == [True, False]


def test_the_band_of_a_row_is_no_rating():
    plan = plan_of(Cell("In progress", colour=BLUE), Cell("", colour=BLUE), band=BLUE)
    assert read(plan) == [(None, "in_progress"), (None, None)]


def test_a_row_filled_with_a_colour_of_the_key_is_rated_by_it():
    headings = ("Ref", "Action", "Lead", "Deadline", "Progress")
    shown = key((GREEN, "Green", "Complete"), (RED, "Red", "Late"))
    plan = plan_of(Cell("Drafted.", colour=GREEN), key=shown, band=GREEN, headings=headings)
    assert plan.actions[0].rag == "green"


def test_words_that_judge_take_their_colour_from_the_fill():
    assert read(plan_of(Cell("Complete", colour=GREEN), Cell("Red"))) == [("green", "complete"), ("red", None)]


def test_last_months_colour_is_kept_under_its_own_heading():
    headings = (*HEADINGS[:4], "RAG last month", "RAG")
    head = tuple(Cell(text) for text in headings)
    row = (
        *(Cell(text) for text in ("1", "Write the guidance", "Clerk", "31/03/2023")),
        Cell(colour=RED),
        Cell(colour=GREEN),
    )
    (plan,) = read_blocks(Document("p.docx", "", "word", (Paragraph("Action Plan"), Table((head, row))))).plans
    assert plan.actions[0].rag == "green"
    assert [(extra.heading, extra.text) for extra in plan.actions[0].extra] == [("RAG last month", "Red")]
