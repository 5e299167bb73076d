"""A staged plan and its comparison in; its rows as pages show them, out, kept with as little writing as can be.

An answer changes a few rows of thousands: each row keeps a digest of what it shows, and those of another are written.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from imports.models import Proposal, ProposedRow
from imports.pipeline.answers import Answers, item_key
from imports.pipeline.changes import MISSING, Diff, KnownItem, KnownPlan, is_left_out, verdicts
from imports.pipeline.corrections import anchors
from imports.pipeline.plan_parts import row_of, rows_of, section_key, sections_of
from imports.pipeline.unsettled import unsettled
from imports.shapes import StagedItem, StagedPlan, issue_json
from imports.staged import Proposed

Kind = ProposedRow.Kind
BATCH = 500
NOTHING = Diff((), {}, {}, ())
# What another comparison may change of a row that is there; what was read of it stays.
_CHANGEABLE = (
    *("anchor", "position", "kind", "verdict", "item_id", "ref", "title", "section", "corrected", "changes"),
    *("issues", "questions", "is_unsaid", "is_left_out"),
)


def keep_rows(proposal: Proposal, proposed: Proposed, known: KnownPlan, diff: Diff | None, answers: Answers) -> None:
    """Keep the rows of a proposal as they are to be shown; `diff` is None where it could not be compared yet."""
    held = dict(proposal.rows.values_list("row", "digest"))
    rows = {row.row: row for row in _rows(proposed, known, diff or NOTHING, answers)}
    changed = [row for row in rows.values() if held.get(row.row) != row.digest]
    for row in changed:
        row.proposal = proposal
        if row.row not in held and row.kind in (Kind.ACTION, Kind.STEP):
            row.read = replace(row_of(proposed.read, row.row), milestones=()).to_json(full=True)
    proposal.rows.filter(row__in=[row for row in held if row not in rows]).delete()
    ProposedRow.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["proposal", "row"],
        update_fields=[name.removesuffix("_id") for name in (*_CHANGEABLE, "digest")],
        batch_size=BATCH,
    )


def _rows(proposed: Proposed, known: KnownPlan, diff: Diff, answers: Answers) -> Iterator[ProposedRow]:
    """The rows of a proposal: the plan itself, its themes, its actions and steps, and what is missing."""
    changes = defaultdict(list)
    for change in diff.changes:
        changes[change.row or (item_key(change.item) if change.item else "")].append(change)
    doubts = Counter(row for row, _ in unsettled(proposed.plan, diff))
    left_out, unsaid = frozenset(answers.left_out), frozenset(diff.unsaid)
    plain = (*_of_plan(proposed.plan), *_of_items(proposed, diff), *_of_missing(known, diff))
    for position, row in enumerate(plain):
        found = changes[row.row]
        row.position = position
        row.changes = [change.to_json() for change in found]
        row.questions = sum(change.is_open for change in found)
        row.issues = doubts[row.row]
        row.is_unsaid = row.row in unsaid
        row.is_left_out = any(is_left_out(change, left_out) for change in found if change.writes)
        shown = json.dumps([getattr(row, name) for name in _CHANGEABLE], ensure_ascii=False)
        row.digest = hashlib.sha256(shown.encode()).hexdigest()[:32]
        yield row


def _of_plan(plan: StagedPlan) -> Iterator[ProposedRow]:
    issues = [issue_json(issue, full=True) for issue in plan.issues]
    yield ProposedRow(row="", kind=Kind.PLAN, title=plan.title, corrected={"issues": issues})
    for place, section in enumerate(sections_of(plan)):
        yield ProposedRow(row=f"s{place}", kind=Kind.SECTION, ref=(section.ref or "")[:80], title=section.title)


def _of_items(proposed: Proposed, diff: Diff) -> Iterator[ProposedRow]:
    verdict, mark = verdicts(diff), anchors(proposed.read)
    for row in rows_of(proposed.plan):
        item, printed = row_of(proposed.plan, row), row_of(proposed.read, row)
        yield ProposedRow(
            row=row,
            anchor=mark[row],
            kind=Kind.STEP if "." in row else Kind.ACTION,
            verdict=verdict.get(row, ""),
            item_id=diff.pairs.get(row),
            ref=(item.ref or "")[:80],
            title=item.title,
            section=item.section or "",
            corrected=replace(item, milestones=()).to_json(full=True) if _is_touched(item, printed) else None,
        )


def _is_touched(item: StagedItem, printed: StagedItem) -> bool:
    """Whether a person put something of the row right, or set a doubt about it aside."""
    return bool(item.corrected) or item.problems != printed.problems


def _of_missing(known: KnownPlan, diff: Diff) -> Iterator[ProposedRow]:
    """Every leaf that the paper lacks, after its action where that is gone as well."""
    missing = {change.item for change in diff.changes if change.kind == MISSING}
    still_there = set(diff.pairs.values())
    above = {item.parent for item in known.items if item.id in missing} - still_there
    themes = {section.id: section_key(section) for section in known.sections}
    for item in known.items:
        if item.id in missing or item.id in above:
            yield _missing(item, themes.get(item.section, ""), item.id in missing)


def _missing(item: KnownItem, section: str, is_leaf: bool) -> ProposedRow:
    return ProposedRow(
        row=item_key(item.id), kind=Kind.MISSING, verdict="missing" if is_leaf else "", item_id=item.id, ref=item.ref,
        title=item.title, section=section,
    )  # fmt: skip
