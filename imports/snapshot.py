"""A plan of the register and a paper's date in; the plain values that the paper is compared with, out."""

from datetime import date
from typing import NamedTuple

from actions import queries
from actions.models import Item, Organisation, Paper, Party, Plan, Section
from actions.plain_rows import plain_rows
from actions.rules import deadlines, facts, progress
from actions.rules.facts import as_at as events_as_at
from imports.models import PlanSighting, Sighting
from imports.pipeline import scheme
from imports.pipeline.changes import KnownItem, KnownPlan, KnownSection, KnownUpdate
from imports.pipeline.plan_parts import headings_of
from imports.pipeline.words import plain
from imports.shapes import StagedItem, StagedPlan


class _Sighted(NamedTuple):
    """What one paper printed of an item: the day it speaks for, the place among its rows, the staged values."""

    as_at: date | None = None
    position: int | None = None
    staged: StagedItem | None = None
    corrected: StagedItem | None = None


_NEVER = _Sighted()


def known_plan(plan: Plan | None, as_at: date, owner: Organisation | None = None) -> KnownPlan:
    """Return what the register and the papers taken in hold of `plan`, as a paper of `as_at` is compared with it.

    The values are today's; those of `as_at` where a newer paper was taken in already. None is a plan still to be made
    for `owner`, which may be there already.
    """
    if plan is None:
        return KnownPlan(aliases=_aliases(owner.pk) if owner else {})
    newest = _papers(plan).order_by("-as_at").values_list("as_at", flat=True).first()
    day = as_at if newest and as_at < newest else date.max
    held = queries.plan_facts(plan)
    sighting = _plan_sighted(plan, as_at)
    return KnownPlan(
        sections=_sections(plan, sighting),
        items=_items(plan, held, as_at, day),
        labels=tuple(scheme.to_json(held.scheme)),
        headings=plan.headings,
        sighted_headings=headings_of(StagedPlan.from_json(sighting.staged)) if sighting else None,
        sighted_labels=tuple(sighting.labels) if sighting else None,
        newest=newest,
        aliases=_aliases(plan.organisation_id),
    )


def _aliases(organisation: int) -> dict[str, str]:
    """The names under which papers print people and posts that the organisation knows under another."""
    merged = Party.objects.filter(organisation=organisation).exclude(merged_into=None)
    return {plain(name): known for name, known in merged.values_list("name", "merged_into__name")}


def _papers(plan: Plan):
    return Paper.objects.filter(plan=plan, retracted_at=None)


def _plan_sighted(plan: Plan, as_at: date) -> PlanSighting | None:
    """What the newest paper up to that day printed of the plan itself."""
    papers = _papers(plan).filter(as_at__lte=as_at)
    return PlanSighting.objects.filter(paper__in=papers).order_by("paper__as_at", "paper__recorded_at").last()


def _sections(plan: Plan, sighting: PlanSighting | None) -> tuple[KnownSection, ...]:
    """The plan's themes, each with what the last paper printed of it."""
    printed = {}
    if sighting:
        printed = dict(zip(sighting.sections, StagedPlan.from_json(sighting.staged).sections, strict=True))
    return tuple(
        KnownSection(
            id=section.pk,
            ref=section.ref,
            title=section.title,
            lead=section.lead.name if section.lead else "",
            notes=tuple(section.notes),
            sighted=printed.get(section.pk),
        )
        for section in Section.objects.filter(plan=plan, retracted_at=None).order_by("position").select_related("lead")
    )


def _items(plan: Plan, held: facts.Plan, as_at: date, day: date) -> tuple[KnownItem, ...]:
    of_plan = Item.objects.filter(plan=plan, retracted_at=None)
    rows = {pk: (links, extra) for pk, links, extra in plain_rows(of_plan, "id", "links", "extra")}
    before, after, ever = _sightings(plan, as_at)
    return tuple(
        _item(rows[item.id], item, day, before.get(item.id, _NEVER), after.get(item.id, _NEVER), item.id in ever)
        for item in held.items
        if item.id in rows
    )


def _item(row: tuple, item: facts.Item, day: date, before: _Sighted, after: _Sighted, ever: bool) -> KnownItem:
    links, extra = row
    deadline = deadlines.read_deadline(item.moves, day)
    stage = progress.stage_now(item, day)
    reported = [rating for rating in events_as_at(item.ratings, day) if rating.kind == "reported"]
    return KnownItem(
        id=item.id,
        title=item.title,
        ref=item.ref,
        section=item.section,
        parent=item.parent,
        links=tuple(links),
        extra=tuple(extra),
        owners=tuple((owner.name, owner.role) for owner in progress.owners_now(item, day)),
        original_due=deadline.original_due,
        due=deadline.due,
        deadline_text=deadline.text,
        first_date=deadlines.read_deadline(item.moves, date.max).original_due,
        has_moves=any(move.retracted_at is None for move in item.moves),
        stage=stage.stage if stage and stage.stage != "not_stated" else None,
        done_on=stage.done_on if stage else None,
        rating=reported[-1].stated if reported else "",
        updates=tuple(
            KnownUpdate("No change", "", update.effective_on)
            if update.no_change and not update.note
            else KnownUpdate(update.note, update.label, update.effective_on if update.dated else None)
            for update in item.updates
            if update.retracted_at is None
        ),
        created_on=item.created_on,
        sighted=before.staged,
        taken=before.corrected,
        sighted_on=before.as_at,
        sighted_at=before.position,
        ever_sighted=ever,
        later=after.staged,
        later_on=after.as_at,
        event_days={
            "due": tuple(move.effective_on for move in item.moves if move.retracted_at is None),
            "stage": tuple(change.effective_on for change in item.stages if change.retracted_at is None),
            "rating": tuple(rating.effective_on for rating in item.ratings if rating.retracted_at is None),
        },
    )


def _sightings(plan: Plan, as_at: date) -> tuple[dict[int, _Sighted], dict[int, _Sighted], set[int]]:
    """The last sighting of each item up to that day, the first after it, and the items ever sighted.

    The words of a sighting are long and there is one a month: only those that count are fetched.
    """
    before, after = {}, {}
    ever = set()
    light = Sighting.objects.filter(paper__in=_papers(plan)).order_by("paper__as_at", "paper__recorded_at", "id")
    for pk, item, day in light.values_list("id", "item_id", "paper__as_at"):
        ever.add(item)
        if day <= as_at:
            before[item] = pk
        else:
            after.setdefault(item, pk)
    wanted = [*before.values(), *after.values()]
    found = {}
    for start in range(0, len(wanted), 900):
        rows = Sighting.objects.filter(pk__in=wanted[start : start + 900])
        fields = ("id", "paper__as_at", "position", "staged", "corrected")
        for pk, day, place, staged, corrected in rows.values_list(*fields):
            put_right = StagedItem.from_json(corrected) if corrected else None
            found[pk] = _Sighted(day, place, StagedItem.from_json(staged), put_right)
    return (
        {item: found[pk] for item, pk in before.items()},
        {item: found[pk] for item, pk in after.items()},
        ever,
    )
