"""A doubt or a question about a row of a paper in; the words as printed that it is about, out."""

from __future__ import annotations

from imports.pipeline.plan_parts import headings_of
from imports.shapes import StagedItem, StagedPlan

# Doubts that stand in the progress, whichever field they are about.
_OF_PROGRESS = frozenset(
    {
        *("new_date_in_update", "completion_in_update", "complete_contradicted", "complete_not_needed"),
        *("year_missing_in_update", "event_after_as_at", "update_without_words", "amended_in_update"),
        "update_inside_update",
    }
)


def words_about(paper: StagedPlan, row: StagedItem, code: str, field: str) -> str:
    """Return what the row prints under the heading of a field of the register; its own words where it is no field.

    >>> from imports.shapes import Extra
    >>> plan = StagedPlan("Plan", headings=(("title", "Action"), ("due", "By when")))
    >>> row = StagedItem("Train", printed=(Extra("Action", "Train"), Extra("By when", "Spring")))
    >>> words_about(plan, row, "vague_date", "due"), words_about(plan, row, "look_alike", "")
    ('Spring', 'Train')
    """
    about = "update" if code in _OF_PROGRESS else field
    heading = headings_of(paper).get(about)
    if not about:
        return row.title
    return "\n".join(cell.text for cell in row.printed if cell.heading == heading)
