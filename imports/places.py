"""A reading and an organisation in; for each of its plans the register's, or a new address, out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count

from actions.models import Organisation, Paper, Plan
from imports.models import PlanSighting, Proposal
from imports.pipeline.slugs import short_slug, slugs_for
from imports.pipeline.words import plain
from imports.shapes import Reading, Source, StagedPlan


@dataclass(frozen=True)
class Place:
    """The plan of that number in a paper, counted from 1, and where it goes; `plan` is None where it is new."""

    number: int
    staged: StagedPlan
    slug: str
    plan: Plan | None


def places_of(reading: Reading, owner: Organisation | None, organisation: str = "") -> list[Place]:
    """Find each plan of the paper: where this very file was taken in before, else by address, else by title.

    `organisation` is the name of one that is not there yet.
    """
    name = owner.name if owner else organisation
    slugs = slugs_for([staged.title for staged in reading.plans], name)
    left = {plan.slug: plan for plan in Plan.objects.filter(organisation=owner)} if owner else {}
    found: dict[int, Plan] = {}
    sighted = _sighted_before(reading, owner)
    ways = (
        lambda at, plan: sighted.get(plan.pk) == reading.plans[at].source,
        lambda at, plan: plan.slug == slugs[at],
        lambda at, plan: plain(plan.title) == plain(reading.plans[at].title),
    )
    for is_it in ways:
        for at in range(len(slugs)):
            plan = next((plan for plan in left.values() if at not in found and is_it(at, plan)), None)
            if plan:
                found[at] = left.pop(plan.slug)
    taken = {*Plan.objects.filter(organisation=owner).values_list("slug", flat=True)} if owner else set()
    places = []
    for at, staged in enumerate(reading.plans):
        slug = found[at].slug if at in found else free_slug(slugs[at], taken)
        taken.add(slug)
        places.append(Place(at + 1, staged, slug, found.get(at)))
    return places


def _sighted_before(reading: Reading, owner: Organisation | None) -> dict[int, Source]:
    """Where in this very file each plan stood that was taken in from it, by the plan's key."""
    papers = Paper.objects.filter(organisation=owner, sha256=reading.sha256, retracted_at=None) if owner else ()
    sightings = PlanSighting.objects.filter(paper__in=papers).values_list("paper__plan", "staged__source")
    return {plan: Source(**source) for plan, source in sightings}


def free_slug(slug: str, taken: set[str]) -> str:
    """Return the address, or the next number of it where another has it already."""
    return next(free for free in chain((slug,), (f"{slug}-{n}" for n in count(2))) if free not in taken)


def new_slug(proposal: Proposal) -> str:
    """Return an address for a proposal as a new plan: none that the register has, or another plan of its paper."""
    owner = proposal.upload.organisation
    others = Proposal.objects.filter(upload=proposal.upload_id).exclude(pk=proposal.pk)
    taken = {*Plan.objects.filter(organisation=owner).values_list("slug", flat=True)}
    taken |= {*others.values_list("slug", flat=True)}
    return free_slug(short_slug(proposal.title, owner.name), taken)


def plan_at(owner: Organisation | None, slug: str) -> Plan | None:
    """Return the organisation's plan of that address, None where there is none."""
    return Plan.objects.filter(organisation=owner, slug=slug).first() if owner else None
