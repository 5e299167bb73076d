"""The proposals of an upload that was read again in; the same under the numbers that their plans have now, out.

A table that was passed over, cut or joined by hand moves the plans behind it: what was corrected and answered must stay
with its own plan, and within that with its own row. Beside `imports/proposals` the only writer of Proposal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from imports.models import APART, Proposal, ProposedRow, Upload
from imports.pipeline.answers import Answers
from imports.pipeline.corrections import anchors
from imports.pipeline.plan_parts import sections_of
from imports.places import new_slug
from imports.shapes import Reading, StagedPlan

_OF_PLAN = "plan"  # the anchor of doubts about the plan itself


def place_of(plan: StagedPlan) -> str:
    """Return what tells where in its paper a plan is printed."""
    at = plan.source
    return f"{at.sheet[:60]}|{at.page or ''}|{at.line or ''}|{at.table or ''}|{at.row or ''}"


def renumber(upload: Upload, reading: Reading) -> set[int]:
    """Give each proposal the number that its plan has in a new reading, and see to its answers.

    One whose plan is gone waits under a number that no plan has, with all that was decided beside the rows of then,
    until a reading has the plan again; so does what was decided about a saved one, see `follow`. Return the keys of the
    proposals whose plan was in the reading before.
    """
    before = list(Proposal.every.filter(upload=upload).select_for_update().order_by("number"))
    there = {proposal.pk for proposal in before if proposal.number < APART}
    now = _numbers(before, reading)
    for proposal in before:
        Proposal.every.filter(pk=proposal.pk).update(number=APART + proposal.pk)
    for proposal, number in now.items():
        if number is None:
            continue
        plan = reading.plans[number - 1]
        proposal.number, proposal.place = number, place_of(plan)
        if proposal.saved_at is None:
            proposal.answers = _answers_now(proposal, plan, anchors(plan))
        if proposal.saved_at is None and proposal.pk not in there:
            _make_room(proposal)
        proposal.save(update_fields=["number", "place", "plan", "slug", "answers"])
    return there


def share_corrections(upload: Upload, reading: Reading, there: Collection[int]) -> None:
    """Hand each correction whose row went to another plan to that plan's proposal.

    `there` are the proposals whose plan was in the reading before: a row that such a plan had then as well is its own,
    however alike they are.
    """
    waiting = list(Proposal.every.filter(upload=upload, saved_at=None).order_by("number"))
    if not any(proposal.corrections for proposal in waiting):
        return
    homes = [proposal for proposal in waiting if proposal.number < APART]
    printed = {proposal: {*anchors(reading.plans[proposal.number - 1]).values()} - {_OF_PLAN} for proposal in homes}
    come = {proposal: printed[proposal] - _held(proposal, there) for proposal in homes}
    for proposal in waiting:
        for one in list(proposal.corrections):
            anchor = one["anchor"]
            if anchor == _OF_PLAN or anchor in printed.get(proposal, ()):
                continue
            home = next((home for home in homes if anchor in come[home]), None)
            if home is not None:
                proposal.corrections = [kept for kept in proposal.corrections if kept is not one]
                home.corrections = [*home.corrections, one]
                proposal.save(update_fields=["corrections"])
                home.save(update_fields=["corrections"])


def follow(proposal: Proposal) -> bool:
    """Have the answers of a proposal that was saved follow its rows to the last reading of its document.

    Return whether that still has its plan; where not, they stay beside the rows of then, see `renumber`.
    """
    plans = (proposal.upload.reading or {}).get("plans", ())
    if not 0 < proposal.number <= len(plans):
        return False
    plan = StagedPlan.from_json(plans[proposal.number - 1])
    proposal.answers = _answers_now(proposal, plan, anchors(plan))
    proposal.save(update_fields=["answers"])
    return True


def _numbers(before: Iterable[Proposal], reading: Reading) -> dict[Proposal, int | None]:
    """The number that each proposal's plan has now: by its place in the paper, else by its title; None where gone."""
    free = dict(enumerate(reading.plans, 1))
    found: dict[Proposal, int | None] = dict.fromkeys(before)
    titles = _printed_titles(before)
    ways = (
        lambda proposal, number, plan: proposal.place == place_of(plan),
        lambda proposal, number, plan: not proposal.place and proposal.number == number,  # from before places were kept
        lambda proposal, number, plan: titles.get(proposal.pk, proposal.title)[:300] == plan.title[:300],
    )
    for is_it in ways:
        for proposal in (one for one in before if found[one] is None):
            number = next((number for number, plan in free.items() if is_it(proposal, number, plan)), None)
            if number is not None:
                found[proposal] = number
                del free[number]
    return found


def _printed_titles(proposals: Iterable[Proposal]) -> dict[int, str]:
    """The title of each as its paper printed it; its own is that of the register's plan, or was given by hand."""
    rows = ProposedRow.objects.filter(proposal__in=[one.pk for one in proposals], kind=ProposedRow.Kind.PLAN)
    return dict(rows.values_list("proposal", "title"))


def _held(proposal: Proposal, there: Collection[int]) -> set[str]:
    """The anchors of the rows that the proposal's plan had in the reading before."""
    return {*proposal.rows.values_list("anchor", flat=True)} if proposal.pk in there else set()


def _make_room(proposal: Proposal) -> None:
    """Have a proposal that is there again go into a new plan where another of its paper took its plan meanwhile."""
    others = Proposal.objects.filter(upload=proposal.upload_id).exclude(pk=proposal.pk)
    if proposal.plan_id and others.filter(plan=proposal.plan_id, saved_at=None, set_aside_at=None).exists():
        proposal.plan = None
        proposal.answers = Answers.from_json(proposal.answers).for_another_plan().to_json()
        proposal.slug = new_slug(proposal)
    elif proposal.plan_id is None and others.filter(slug=proposal.slug, plan=None).exists():
        proposal.slug = new_slug(proposal)


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
