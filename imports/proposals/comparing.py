"""A proposal beside the register as it is now in; the comparison kept for the pages to show, and its mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from actions.models import Change as Logged
from actions.models import Paper, Party
from imports.models import Proposal
from imports.not_taken import day_refused
from imports.pipeline.answers import Answers
from imports.pipeline.changes import Diff, KnownPlan
from imports.pipeline.diff import compare
from imports.pipeline.owners_like import likely_names
from imports.proposed_rows import keep_rows
from imports.snapshot import known_plan
from imports.staged import Proposed, staged


def compare_again(proposal: Proposal, today: date) -> None:
    """Compare the proposal with the register as it is now, and keep the comparison for the pages to show.

    Another comparison than the one before raises the version: who looks at that one must not save this. Somebody who
    decides something meanwhile compares it as well, and theirs stays.
    """
    shown = proposal.mark
    comparison = _compared(proposal, today)
    with transaction.atomic():
        as_it_is = Proposal.objects.select_for_update().filter(pk=proposal.pk, version=proposal.version, saved_at=None)
        if as_it_is.exists():
            _store(proposal, comparison)
            if shown and proposal.mark != shown:
                as_it_is.update(version=F("version") + 1)
                proposal.version += 1
            return
    proposal.refresh_from_db()


def compare_now(proposal: Proposal) -> None:
    """Compare the proposal with the register and keep that, within a change that was claimed."""
    _store(proposal, _compared(proposal, timezone.localdate()))


def is_current(proposal: Proposal) -> bool:
    """Return whether the register is still as it was when the proposal was compared."""
    return bool(proposal.mark) and proposal.register == register_state(proposal)


def register_state(proposal: Proposal) -> str:
    """Return what tells whether anything was written into the proposal's plan: the newest entry of its log."""
    if proposal.plan_id is None:
        return "new"
    newest = Logged.objects.filter(plan=proposal.plan_id).aggregate(newest=Max("pk"))["newest"]
    papers = Paper.objects.filter(plan=proposal.plan_id, retracted_at=None).count()
    return f"change {newest or 0}, papers {papers}"


def _names_to_settle(proposal: Proposal, proposed: Proposed, known: KnownPlan) -> list[dict]:
    """The names that nobody has yet, each with the known ones that it may be: [{"printed", "like": [...]}]."""
    parties = Party.objects.filter(organisation=proposal.upload.organisation_id, merged_into=None)
    likely = likely_names(proposed.plan, parties.values_list("name", flat=True), known.aliases)
    return [{"printed": name, "like": list(like)} for name, like in likely.items()]


@dataclass(frozen=True)
class _Comparison:
    """A proposal beside the register: `diff` is None where the paper does not say for which day it speaks."""

    proposed: Proposed
    answers: Answers
    known: KnownPlan
    diff: Diff | None
    register: str


def _compared(proposal: Proposal, today: date) -> _Comparison:
    proposed, answers = staged(proposal), Answers.from_json(proposal.answers)
    register = register_state(proposal)  # before it is read: what comes meanwhile must show
    known, diff = KnownPlan(), None
    if proposal.as_at and not day_refused(proposal.as_at, today):
        known = known_plan(proposal.plan, proposal.as_at, proposal.upload.organisation)
        diff = compare(proposed.plan, known, proposal.as_at, answers, proposed.printed)
    return _Comparison(proposed, answers, known, diff, register)


def _store(proposal: Proposal, made: _Comparison) -> None:
    diff = made.diff
    proposal.counts = diff.without(made.answers.left_out).counts if diff else {}
    proposal.mark = diff.mark() if diff else ""
    proposal.register = made.register if diff else ""
    proposal.compared_at = timezone.now() if diff else None
    proposal.rehearsed = None
    proposal.names = _names_to_settle(proposal, made.proposed, made.known)
    proposal.save(update_fields=["counts", "mark", "register", "compared_at", "rehearsed", "names"])
    keep_rows(proposal, made.proposed, made.known, diff, made.answers)
