"""A staged plan and its comparison in; the rows of it as pages show them, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from imports.models import Proposal, ProposedRow
from imports.pipeline.answers import Answers, item_key
from imports.pipeline.changes import MISSING, Change, Diff, is_left_out, verdicts
from imports.pipeline.corrections import anchors
from imports.pipeline.plan_parts import row_of, rows_of, sections_of
from imports.pipeline.unsettled import unsettled
from imports.shapes import StagedPlan

Kind = ProposedRow.Kind


def proposed_rows(
    proposal: Proposal, read: StagedPlan, plan: StagedPlan, diff: Diff | None, answers: Answers
) -> list[ProposedRow]:  # fmt: skip
    """Return the rows of a proposal: the plan itself, its themes, its actions and steps, and what is missing.

    `read` is the plan as read, `plan` the same with corrections; `diff` is None where it could not be compared yet.
    """
    changes = defaultdict(list)
    for change in diff.changes if diff else ():
        changes[change.row or (item_key(change.item) if change.item else "")].append(change)
    doubts = Counter(row for row, _ in unsettled(plan, diff or Diff((), {}, {}, ())))
    left_out = frozenset(answers.left_out)
    unsaid = frozenset(diff.unsaid if diff else ())
    made = []
    for row in _rows(read, plan, diff, changes):
        found = changes[row.row]
        row.proposal, row.position = proposal, len(made)
        row.changes = [change.to_json() for change in found]
        row.questions = sum(change.is_open for change in found)
        row.issues = doubts[row.row]
        row.is_unsaid = row.row in unsaid
        row.is_left_out = any(is_left_out(change, left_out) for change in found)
        made.append(row)
    return made


def _rows(read: StagedPlan, plan: StagedPlan, diff: Diff | None, changes: dict[str, list[Change]]):
    yield ProposedRow(row="", kind=Kind.PLAN, title=plan.title)
    for place, section in enumerate(sections_of(plan)):
        yield ProposedRow(row=f"s{place}", kind=Kind.SECTION, ref=(section.ref or "")[:80], title=section.title)
    yield from _items(read, plan, diff)
    for row, found in changes.items():
        missing = next((change for change in found if change.kind == MISSING), None)
        if missing:
            yield ProposedRow(row=row, kind=Kind.MISSING, verdict="missing", item_id=missing.item, title=missing.before)


def _items(read: StagedPlan, plan: StagedPlan, diff: Diff | None) -> Iterator[ProposedRow]:
    verdict = verdicts(diff) if diff else {}
    pairs = diff.pairs if diff else {}
    mark = anchors(read)
    for row in rows_of(plan):
        item, printed = row_of(plan, row), row_of(read, row)
        yield ProposedRow(
            row=row,
            anchor=mark[row],
            kind=Kind.STEP if "." in row else Kind.ACTION,
            verdict=verdict.get(row, ""),
            item_id=pairs.get(row),
            ref=(item.ref or "")[:80],
            title=item.title,
            section=item.section or "",
            read=replace(printed, milestones=()).to_json(full=True),
            corrected=replace(item, milestones=()).to_json(full=True) if item.corrected else None,
        )
