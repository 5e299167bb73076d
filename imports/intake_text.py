"""An intake in; what it changes, as lines of text and as plain JSON, out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from imports.intake import Intake, PlanIntake
from imports.pipeline.changes import COUNTS, MISSING, QUESTION, Change
from imports.pipeline.compared import day_words

WIDTH = 100
COUNT_WORDS = {
    "new": "new",
    "changed": "changed",
    "untouched": "untouched",
    "missing": "missing from this paper",
    "reopened": "reopened",
    "questions": "in question",
}
# Of each kind so many are printed; the JSON has them all.
SHOWN = 40


def to_json(intake: Intake) -> dict:
    """Return the intake as design.md section 6 gives it, with every change beside the counts."""
    reading = intake.reading
    return {
        "source": {"file": reading.file, "sha256": reading.sha256},
        "organisation": intake.organisation,
        "applied": intake.is_applied,
        "plans": [_plan_json(plan) for plan in intake.plans],
        "counts": intake.counts,
    }


def _plan_json(plan: PlanIntake) -> dict:
    changes = [change.to_json() for change in plan.diff.changes]
    return {
        "slug": plan.slug,
        "title": plan.title,
        "as_at": plan.as_at.isoformat(),
        "counts": plan.counts,
        "questions": [change.sentence for change in plan.diff.questions],
        "changes": changes,
    }


def lines_of(intake: Intake) -> Iterator[str]:
    """Return the intake as lines to read."""
    yield f"{intake.reading.file} → {intake.organisation}"
    for plan in intake.plans:
        yield ""
        yield f"{plan.title} ({plan.slug}), as at {day_words(plan.as_at)}"
        yield f"  {counts_words(plan.counts)}"
        yield from _listed("Themes, headings and ratings", _of_plan(plan), indent="  ")
        yield from _listed("New", _of_kind(plan, "add_item"), indent="  ")
        yield from _listed("Changed", _changed(plan), indent="  ")
        yield from _listed("Missing", _of_kind(plan, MISSING), indent="  ")
        yield from _listed("Please decide", _of_kind(plan, QUESTION), indent="  ")
    yield ""
    if len(intake.plans) > 1:
        yield f"In all: {counts_words(intake.counts)}"
    if intake.is_applied:
        yield "Saved." if any(plan.diff.writing for plan in intake.plans) else "Nothing to save."
    else:
        yield "Nothing is saved yet. Add --apply to save these changes."


def counts_words(counts: dict[str, int]) -> str:
    """Return counts as words, what is nought left out.

    >>> counts_words(dict.fromkeys(COUNTS, 0) | {"new": 2, "missing": 1})
    '2 new · 1 missing from this paper'
    """
    said = [f"{counts[name]} {COUNT_WORDS[name]}" for name in COUNTS if counts[name]]
    return " · ".join(said) or "nothing in it"


def _of_plan(plan: PlanIntake) -> list[Change]:
    return [change for change in plan.diff.writing if not change.row[:1].isdigit() and change.kind != "put_in_order"]


def _of_kind(plan: PlanIntake, kind: str) -> list[Change]:
    return [change for change in plan.diff.changes if change.kind == kind]


def _changed(plan: PlanIntake) -> list[Change]:
    new = {change.row for change in plan.diff.changes if change.kind == "add_item"}
    return [change for change in plan.diff.writing if change.row[:1].isdigit() and change.row not in new]


def _listed(heading: str, changes: list[Change], indent: str) -> Iterator[str]:
    if not changes:
        return
    yield f"{indent}{heading}"
    for change in changes[:SHOWN]:
        yield from textwrap.wrap(
            change.sentence, WIDTH, initial_indent=f"{indent}  - ", subsequent_indent=f"{indent}    "
        )
    if len(changes) > SHOWN:
        yield f"{indent}  … and {len(changes) - SHOWN} more (--json lists them all)"
