"""The proposals of an upload that was read again in; the same under the numbers that their plans have now, out.

A table that was passed over, cut or joined by hand moves the plans behind it: what was corrected and answered must stay
with its own plan, and within that with its own row. Beside `imports/proposals.py` the only writer of Proposal.
"""

from __future__ import annotations

from collections.abc import Mapping

from imports.models import Proposal, ProposedRow, Upload
from imports.pipeline.answers import Answers
from imports.pipeline.corrections import anchors
from imports.pipeline.plan_parts import sections_of
from imports.shapes import Reading, StagedPlan

_APART = 1_000_000  # numbers that no plan has: of proposals on their way to another, and of those without a plan
_OF_PLAN = "plan"  # the anchor of doubts about the plan itself


def place_of(plan: StagedPlan) -> str:
    """Return what tells where in its paper a plan is printed."""
    at = plan.source
    return f"{at.sheet[:60]}|{at.page or ''}|{at.line or ''}|{at.table or ''}|{at.row or ''}"


def renumber(upload: Upload, reading: Reading) -> None:
    """Give each proposal the number that its plan has in a new reading, and see to its corrections and answers.

    One whose plan is gone is deleted; a saved one is kept under a number that no plan has. What was decided about a
    saved one stays as it was saved, beside the rows of then: see `follow`.
    """
    before = {proposal: proposal.number for proposal in upload.proposals.select_for_update()}
    if not before:
        return
    now = _numbers(before, reading)
    known = {number: anchors(plan) for number, plan in enumerate(reading.plans, 1)}
    _share_corrections(now, known)
    for proposal in before:
        Proposal.objects.filter(pk=proposal.pk).update(number=_APART + proposal.pk)
    for proposal, number in now.items():
        if number is None:
            if proposal.saved_at is None:
                proposal.delete()
            continue
        proposal.number, proposal.place = number, place_of(reading.plans[number - 1])
        if proposal.saved_at is None:
            proposal.answers = _answers_now(proposal, reading.plans[number - 1], known[number])
        proposal.save(update_fields=["number", "place", "answers", "corrections"])


def follow(proposal: Proposal) -> bool:
    """Have the answers of a proposal that was saved follow its rows to the last reading of its document.

    Return whether that still has its plan; the proposal is deleted where it does not.
    """
    plans = (proposal.upload.reading or {}).get("plans", ())
    if not 0 < proposal.number <= len(plans):
        proposal.delete()
        return False
    plan = StagedPlan.from_json(plans[proposal.number - 1])
    proposal.answers = _answers_now(proposal, plan, anchors(plan))
    proposal.save(update_fields=["answers"])
    return True


def _numbers(before: Mapping[Proposal, int], reading: Reading) -> dict[Proposal, int | None]:
    """The number that each proposal's plan has now: by its place in the paper, else by its title; None where gone."""
    free = dict(enumerate(reading.plans, 1))
    found: dict[Proposal, int | None] = dict.fromkeys(before)
    ways = (
        lambda proposal, number, plan: proposal.place == place_of(plan),
        lambda proposal, number, plan: not proposal.place and proposal.number == number,  # from before places were kept
        lambda proposal, number, plan: proposal.title == plan.title[:300],
    )
    for is_it in ways:
        for proposal in (one for one in before if found[one] is None):
            number = next((number for number, plan in free.items() if is_it(proposal, number, plan)), None)
            if number is not None:
                found[proposal] = number
                del free[number]
    return found


def _share_corrections(now: Mapping[Proposal, int | None], known: Mapping[int, Mapping[str, str]]) -> None:
    """Hand each correction whose row went to another plan to that plan's proposal, where there is one."""
    printed = {number: set(rows.values()) - {_OF_PLAN} for number, rows in known.items()}
    homes = {number: proposal for proposal, number in now.items() if number and proposal.saved_at is None}
    for proposal, number in now.items():
        if proposal.saved_at:
            continue
        for one in list(proposal.corrections):
            anchor = one["anchor"]
            if anchor == _OF_PLAN or anchor in printed.get(number, ()):
                continue
            other = next((home for at, home in homes.items() if at != number and anchor in printed[at]), None)
            if other is not None:
                proposal.corrections = [kept for kept in proposal.corrections if kept is not one]
                other.corrections = [*other.corrections, one]


def _answers_now(proposal: Proposal, plan: StagedPlan, known: Mapping[str, str]) -> dict:
    """The answers under the keys that their rows have in the new reading."""
    if not proposal.answers:
        return {}
    return Answers.from_json(proposal.answers).of_rows(_rows_now(proposal, plan, known)).to_json()


def _rows_now(proposal: Proposal, plan: StagedPlan, known: Mapping[str, str]) -> dict[str, str]:
    """The key that each row of the last comparison has in the new reading: by its anchor, a theme by its title."""
    place = {anchor: row for row, anchor in known.items()}
    themes = {section.title: f"s{at}" for at, section in enumerate(sections_of(plan))}
    rows = {}
    for row, kind, anchor, title in proposal.rows.values_list("row", "kind", "anchor", "title"):
        key = themes.get(title) if kind == ProposedRow.Kind.SECTION else place.get(anchor) if anchor else None
        if key:
            rows[row] = key
    return rows
