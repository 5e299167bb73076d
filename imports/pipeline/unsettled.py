"""A staged plan and its comparison in; the reader's doubts that are still open, each with its row, out."""

from __future__ import annotations

from collections.abc import Iterator

from imports.pipeline.changes import QUESTION, Diff
from imports.pipeline.compared import IN_WORDS
from imports.pipeline.plan_parts import row_of, rows_of
from imports.shapes import Issue, StagedPlan

# The register's field that a doubt is about: once it was changed, the doubt is settled.
_FIELDS = {
    "due": (
        *("no_deadline", "year_only", "impossible_date", "vague_date", "date_in_words", "dates_out_of_order"),
        *("several_dates", "two_dates", "urgent_without_date", IN_WORDS),
        *("date_misprinted", "year_apart", "new_date_in_the_past", "new_date_to_come", "start_after_end"),
        "date_only_in_words",
    ),
    "owners": (
        *("no_owner", "owner_not_a_post", "owner_group", "owners_run_together", "odd_separator"),
        "two_dates_two_owners",
    ),
    "stage": (
        *("completion_in_update", "complete_contradicted", "complete_not_needed", "complete_in_part"),
        *("status_conflict", "status_unknown", "not_needed_in_update"),
    ),
}
_FIELD_OF = {code: field for field, codes in _FIELDS.items() for code in codes}


def unsettled(paper: StagedPlan, diff: Diff) -> Iterator[tuple[str, Issue]]:
    """Return each doubt of the reading with its row, the plan's own first (row empty).

    A doubt that the comparison asks about as a question is left to the question, and to its answer.
    """
    for issue in paper.issues:
        yield "", issue
    asked = {(change.row, change.after) for change in diff.changes if change.kind == QUESTION}
    for row in rows_of(paper):
        for issue in row_of(paper, row).problems:
            if issue.code != IN_WORDS or (row, issue.suggestion) not in asked:
                yield row, issue


def field_of(issue: Issue) -> str:
    """Return the register's field that a doubt is about, empty where it is none."""
    return _FIELD_OF.get(issue.code, "")
