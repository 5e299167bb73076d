"""An intake in; what it changes, as lines of text and as plain JSON, out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from imports.intake import Intake, PlanIntake
from imports.pipeline.changes import COUNTS, MISSING, QUESTION, Change
from imports.pipeline.compared import day_words, words
from imports.pipeline.plan_parts import row_of
from imports.pipeline.unsettled import unsettled
from imports.shapes import Issue

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
        "new_organisation": intake.is_new,
        "applied": intake.is_applied,
        "plans": [_plan_json(plan) for plan in intake.plans],
        "counts": intake.counts,
        "please_check": [_doubt_json(issue) for issue in reading.issues],
    }


def _plan_json(plan: PlanIntake) -> dict:
    changes = [change.to_json() for change in plan.diff.changes]
    return {
        "slug": plan.slug,
        "title": plan.title,
        "as_at": plan.as_at.isoformat(),
        "new_plan": plan.is_new,
        "counts": plan.counts,
        "not_said": len(plan.diff.unsaid),
        "please_check": [
            _doubt_json(issue) | {"row": row, "about": _about(plan, row)}
            for row, issue in unsettled(plan.staged, plan.diff)
        ],
        "questions": [change.sentence for change in plan.diff.questions],
        "changes": changes,
    }


def lines_of(intake: Intake) -> Iterator[str]:
    """Return the intake as lines to read."""
    yield f"{intake.reading.file} → {intake.organisation}{', a new organisation' if intake.is_new else ''}"
    yield from _listed("Please check", [_doubt("", issue) for issue in intake.reading.issues], indent="  ")
    for plan in intake.plans:
        yield ""
        yield f"{plan.title} ({plan.slug}), as at {day_words(plan.as_at)}"
        yield f"  {'A new plan: ' if plan.is_new else ''}{counts_words(plan.counts)}{_not_said(len(plan.diff.unsaid))}"
        yield from _listed("Themes, headings and ratings", _of_plan(plan), indent="  ")
        yield from _listed("New", _of_kind(plan, "add_item"), indent="  ")
        yield from _listed("Changed", _changed(plan), indent="  ")
        yield from _listed("Missing", _of_kind(plan, MISSING), indent="  ")
        yield from _listed("Please decide", _of_kind(plan, QUESTION), indent="  ")
        doubts = [_doubt(_about(plan, row), issue) for row, issue in unsettled(plan.staged, plan.diff)]
        yield from _listed("Please check", doubts, indent="  ")
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


def _not_said(rows: int) -> str:
    """How many rows leave it open whether they are done; they stay as they are until a person says.

    >>> _not_said(0), _not_said(3)
    ('', ' · 3 do not say whether they are done')
    """
    if not rows:
        return ""
    return " · 1 does not say whether it is done" if rows == 1 else f" · {rows} do not say whether they are done"


def _about(plan: PlanIntake, row: str) -> str:
    """How a person finds a row: by its reference, a step's after its action's, else by its first words."""
    if not row:
        return ""
    item, above = row_of(plan.staged, row), row_of(plan.staged, row.partition(".")[0])
    named = item.ref or f"“{words(item.title)}”"
    return f"{above.ref} {named}" if "." in row and above.ref and above.ref != item.ref else named


def _doubt_json(issue: Issue) -> dict:
    return {"code": issue.code, "message": issue.message, "where": _where(issue)}


def _where(issue: Issue) -> str:
    return issue.source.words() if issue.source else ""


def _doubt(about: str, issue: Issue) -> str:
    where = _where(issue)
    said = f"{about}: {issue.message}" if about else issue.message
    return f"{said} ({where})" if where else said


def _of_plan(plan: PlanIntake) -> list[Change]:
    return [change for change in plan.diff.writing if not change.row[:1].isdigit() and change.kind != "put_in_order"]


def _of_kind(plan: PlanIntake, kind: str) -> list[Change]:
    return [change for change in plan.diff.changes if change.kind == kind]


def _changed(plan: PlanIntake) -> list[Change]:
    new = {change.row for change in plan.diff.changes if change.kind == "add_item"}
    return [change for change in plan.diff.writing if change.row[:1].isdigit() and change.row not in new]


def _listed(heading: str, changes: Sequence[Change | str], indent: str) -> Iterator[str]:
    if not changes:
        return
    yield f"{indent}{heading}"
    for change in changes[:SHOWN]:
        said = change if isinstance(change, str) else change.sentence
        yield from textwrap.wrap(said, WIDTH, initial_indent=f"{indent}  - ", subsequent_indent=f"{indent}    ")
    if len(changes) > SHOWN:
        yield f"{indent}  … and {len(changes) - SHOWN} more (--json lists them all)"
