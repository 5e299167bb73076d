"""A reading and an organisation in; for each plan in it where it goes and what would change; then all of it written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from actions.models import Change, Organisation, Plan, User
from actions.models.organisation import RESERVED
from actions.services.plans import create_plan
from actions.services.writing import Actor
from imports.apply import PaperTaken, take_in
from imports.not_taken import NotTaken, day_refused
from imports.pipeline.changes import Diff, total
from imports.pipeline.compared import day_words
from imports.pipeline.diff import compare
from imports.pipeline.plan_parts import whole_and_parts
from imports.places import Place, free_slug, places_of, plan_at
from imports.shapes import Reading, StagedPlan
from imports.snapshot import known_plan
from imports.storable import storable


@dataclass(frozen=True)
class PlanIntake:
    """One plan of a paper: its address and title, the register's plan (None: new), the staged plan and its date."""

    slug: str
    title: str
    plan: Plan | None
    staged: StagedPlan
    as_at: date
    diff: Diff
    is_new: bool = False  # not in the register when it was compared

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
    is_new: bool = False  # the organisation was not in the register when it was compared

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
    reading: Reading, organisation: str, *, today: date, slug: str | None = None, only: int | None = None,
    as_at: date | None = None,
) -> Intake:  # fmt: skip
    """Return what taking the plans of `reading` in would change; writes nothing.

    `only` is the number of the one plan to take, counted from 1; `slug` names the plan where one is taken; `as_at` is
    the day that the paper speaks for, where it does not say; neither may lie after `today`. Raises NotTaken, one plain
    sentence.
    """
    reading = storable(reading)
    reading = replace(reading, plans=tuple(map(whole_and_parts, reading.plans)))
    owner = organisation_named(organisation)
    places = [place for place in places_of(reading, owner, organisation) if only in (None, place.number)]
    if not places:
        raise NotTaken(f"No plan was found in {reading.file}.")
    if slug:
        (place,) = places
        places = [replace(place, slug=slug, plan=plan_at(owner, slug))]
    taken = [_compared(reading, place, owner, as_at, today) for place in places]
    return Intake(owner.name if owner else " ".join(organisation.split()), reading, tuple(taken), is_new=owner is None)


def _compared(
    reading: Reading, place: Place, owner: Organisation | None, as_at: date | None, today: date
) -> PlanIntake:
    day = as_at or place.staged.as_at
    if day is None:
        raise NotTaken(
            f"{reading.file} does not say for which date its plan “{place.staged.title}” speaks. "
            "Say so with --as-at, such as --as-at 30/09/2020."
        )
    if refused := day_refused(day, today):
        said = f"{reading.file} gives {day_words(day)} as the day for which “{place.staged.title}” speaks: {refused}"
        raise NotTaken(f"{said} Say the right one with --as-at.", dated=True)
    title = place.plan.title if place.plan else place.staged.title[:300]
    diff = compare(place.staged, known_plan(place.plan, day, owner), day)
    return PlanIntake(place.slug, title, place.plan, place.staged, day, diff, is_new=place.plan is None)


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
    slug = slugify(name)[:70].strip("-") or "organisation"  # with room for a number
    taken = Organisation.objects.filter(slug__startswith=slug).values_list("slug", flat=True)
    return free_slug(slug, RESERVED.union(taken))
