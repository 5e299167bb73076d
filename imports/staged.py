"""A proposal in; its plan as the document was read, and as it is compared: put right by hand, whole and parts alike."""

from __future__ import annotations

from dataclasses import dataclass

from imports.models import Proposal
from imports.not_taken import NotTaken
from imports.pipeline.corrections import Correction, by_row, corrected
from imports.pipeline.plan_parts import whole_and_parts
from imports.shapes import StagedPlan


@dataclass(frozen=True)
class Proposed:
    """A plan as `read`, as it is compared (`plan` put right, `printed` not), and corrections whose row is `gone`."""

    read: StagedPlan
    plan: StagedPlan
    printed: StagedPlan
    gone: tuple[Correction, ...]


def staged(proposal: Proposal) -> Proposed:
    """Return the proposal's plan; raises NotTaken, one sentence, where its document holds it no more."""
    plans = (proposal.upload.reading or {}).get("plans", ())
    if not 0 < proposal.number <= len(plans):
        raise NotTaken("The document was read again and no longer has this plan.")
    read = StagedPlan.from_json(plans[proposal.number - 1])
    plan, gone = corrected(read, map(Correction.from_json, proposal.corrections))
    printed = whole_and_parts(read)
    return Proposed(read, printed if plan is read else whole_and_parts(plan), printed, gone)


def put_right_in(proposal: Proposal, proposed: Proposed) -> dict[str, dict[str, Correction]]:
    """Return what people put right in the proposal, by row and field."""
    return by_row(proposed.read, map(Correction.from_json, proposal.corrections))[0]
