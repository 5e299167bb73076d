"""A reading and an organisation in; for each plan in it where it goes and what would change; then all of it written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from actions.models import Change, Organisation, Paper, Plan, User
from actions.models.organisation import RESERVED
from actions.services.plans import create_plan
from actions.services.writing import Actor
from imports.apply import PaperTaken, take_in
from imports.models import PlanSighting
from imports.pipeline.changes import Diff, total
from imports.pipeline.diff import compare
from imports.pipeline.plan_parts import whole_and_parts
from imports.pipeline.slugs import slugs_for
from imports.pipeline.words import plain
from imports.shapes import Reading, Source, StagedPlan
from imports.snapshot import known_plan
from imports.storable import storable


class NotTaken(Exception):  # noqa: N818 - its message is shown to people as it is
    """The paper cannot be taken in as it is; the message is one plain sentence."""


@dataclass(frozen=True)
class PlanIntake:
    """One plan of a paper: its address and title, the register's plan (None: new), the staged plan and its date."""

    slug: str
    title: str
    plan: Plan | None
    staged: StagedPlan
    as_at: date
    diff: Diff

    @property
    def counts(self) -> dict[str, int]:
        return self.diff.counts


@dataclass(frozen=True)
class Intake:
    """A paper beside the register: whose it is, and what each of its plans would change."""

    organisation: str
    reading: Reading
    plans: tuple[PlanIntake, ...]
    is_applied: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """The counts over all its plans."""
        return total(plan.counts for plan in self.plans)


def organisation_named(name: str) -> Organisation | None:
    """Return the organisation of that name or slug, however its letters are cased."""
    words = " ".join(name.split())
    found = Organisation.objects.filter(name__iexact=words) or Organisation.objects.filter(slug__iexact=words)
    return found.first()


def compare_paper(
    reading: Reading, organisation: str, *, slug: str | None = None, only: int | None = None,
    as_at: date | None = None,
) -> Intake:  # fmt: skip
    """Return what taking the plans of `reading` in would change; writes nothing.

    `only` is the number of the one plan to take, counted from 1; `slug` names the plan where one is taken; `as_at` is
    the day that the paper speaks for, where it does not say. Raises NotTaken, one plain sentence.
    """
    reading = storable(reading)
    reading = replace(reading, plans=tuple(map(whole_and_parts, reading.plans)))
    owner = organisation_named(organisation)
    places = [place for place in _places(reading, owner, organisation) if only in (None, place.number)]
    if not places:
        raise NotTaken(f"No plan was found in {reading.file}.")
    if slug:
        (place,) = places
        places = [replace(place, slug=slug, plan=_plan_of(owner, slug))]
    taken = [_compared(reading, place, as_at) for place in places]
    return Intake(owner.name if owner else " ".join(organisation.split()), reading, tuple(taken))


@dataclass(frozen=True)
class _Place:
    """The plan of that number in a paper, and where it goes."""

    number: int
    staged: StagedPlan
    slug: str
    plan: Plan | None


def _places(reading: Reading, owner: Organisation | None, organisation: str) -> list[_Place]:
    """Find each plan of the paper: where this very file was taken in before, else by address, else by title."""
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
        slug = found[at].slug if at in found else _free(slugs[at], taken)
        taken.add(slug)
        places.append(_Place(at + 1, staged, slug, found.get(at)))
    return places


def _sighted_before(reading: Reading, owner: Organisation | None) -> dict[int, Source]:
    """Where in this very file each plan stood that was taken in from it, by the plan's key."""
    papers = Paper.objects.filter(organisation=owner, sha256=reading.sha256, retracted_at=None) if owner else ()
    sightings = PlanSighting.objects.filter(paper__in=papers).values_list("paper__plan", "staged__source")
    return {plan: Source(**source) for plan, source in sightings}


def _free(slug: str, taken: set[str]) -> str:
    """Return the address, or the next number of it where another plan has it already."""
    return next(free for free in (slug, *(f"{slug}-{n}" for n in range(2, 1000))) if free not in taken)


def _plan_of(owner: Organisation | None, slug: str) -> Plan | None:
    return Plan.objects.filter(organisation=owner, slug=slug).first() if owner else None


def _compared(reading: Reading, place: _Place, as_at: date | None) -> PlanIntake:
    day = as_at or place.staged.as_at
    if day is None:
        raise NotTaken(
            f"{reading.file} does not say for which date its plan “{place.staged.title}” speaks. "
            "Say so with --as-at, such as --as-at 30/09/2020."
        )
    title = place.plan.title if place.plan else place.staged.title[:300]
    diff = compare(place.staged, known_plan(place.plan, day), day)
    return PlanIntake(place.slug, title, place.plan, place.staged, day, diff)


def apply_paper(intake: Intake, who: str, user: User | None = None) -> Intake:
    """Write what each plan of the paper changes, all in one transaction; return it as it was written.

    The organisation and plans that are not there yet are made.
    """
    with transaction.atomic():
        owner = organisation_named(intake.organisation) or Organisation.objects.create(
            name=intake.organisation, slug=_organisation_slug(intake.organisation)
        )
        actor = replace(Actor.by_command(who, user), via=Change.Via.IMPORT)
        written = [_apply(owner, place, intake.reading, actor) for place in intake.plans]
    return replace(intake, organisation=owner.name, plans=tuple(written), is_applied=True)


def _apply(owner: Organisation, place: PlanIntake, reading: Reading, actor: Actor) -> PlanIntake:
    plan = place.plan or create_plan(actor, owner, place.slug, place.title)
    taken = PaperTaken(reading.file, reading.sha256, place.as_at, actor.who, actor.user)
    diff, _ = take_in(plan, place.staged, taken, seen=place.diff)
    return replace(place, plan=plan, diff=diff)


def _organisation_slug(name: str) -> str:
    slug = slugify(name)[:80] or "organisation"
    taken = RESERVED.union(Organisation.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return slug if slug not in taken else next(s for n in range(2, 1000) if (s := f"{slug}-{n}"[:80]) not in taken)
