"""Actions set out each under a heading with labelled lines below it, in a web page or a report; one plan of them."""

from __future__ import annotations

from imports.pipeline import read_blocks
from imports.pipeline.cards import fold_cards
from imports.shapes import Document, Paragraph, Source, Table


def lines(*texts: tuple[int, str] | str) -> tuple[Paragraph, ...]:
    """Running lines of a document, headings with their level."""
    return tuple(
        Paragraph(text, Source(line=at, last_line=at))
        if isinstance(text, str)
        else Paragraph(text[1], Source(line=at), text[0])
        for at, text in enumerate(texts, 1)
    )


PAGE = lines(
    (1, "Northmoor improvement plan"),
    (2, "Theme 1: Practice"),
    (3, "1.1 Write the guidance on visits"),
    "Lead officer: Team Manager",
    "Deadline: 31 March 2023",
    "Status: On track",
    (6, "Progress"),
    "12 January 2023: Draft shared.",
    "9 February 2023: Draft agreed.",
    (3, "1.2 Read all of the plans"),
    "Lead officer: Clerk",
    "Deadline: 30 June 2023",
    "Status: Not started",
    (2, "Theme 2: People"),
    (3, "2.1 Recruit six workers"),
    "Lead officer: HR Business Partner",
    "Deadline: 30 September 2023",
    "Status: Behind schedule",
)


def plan_of(blocks):
    (plan,) = read_blocks(Document("plan.html", "", "html", blocks)).plans
    return plan


def test_cards_are_the_actions_of_the_themes_that_they_stand_under():
    plan = plan_of(PAGE)
    assert [(action.ref, action.section, action.status) for action in plan.actions] == [
        ("1.1", "1", "on_track"),
        ("1.2", "1", "not_started"),
        ("2.1", "2", "behind"),
    ]
    assert [action.owners[0].name for action in plan.actions] == ["Team Manager", "Clerk", "HR Business Partner"]
    assert [str(update.date) for update in plan.actions[0].updates] == ["2023-01-12", "2023-02-09"]


def test_an_action_knows_the_lines_that_its_card_fills():
    assert (plan_of(PAGE).actions[0].source.line, plan_of(PAGE).actions[0].source.last_line) == (3, 9)


def test_where_the_action_has_a_label_its_heading_is_the_reference():
    numbered = [
        part
        for number, words in ((1, "Write the guidance on visits"), (2, "Read all of the plans"))
        for part in ((2, f"Action {number}"), f"Action: {words}", "Owner: Clerk", "Due date: 31/03/2023")
    ]
    plan = plan_of(lines((1, "Improvement plan"), *numbered))
    assert [(action.ref, action.title) for action in plan.actions] == [
        ("1", "Write the guidance on visits"),
        ("2", "Read all of the plans"),
    ]


def test_a_single_card_and_headings_without_labels_are_running_text():
    for blocks in (PAGE[:9], lines((2, "Background"), "The board met: twice.", (2, "Next steps"), "Read on.")):
        assert not any(isinstance(block, Table) for block in fold_cards(blocks))
