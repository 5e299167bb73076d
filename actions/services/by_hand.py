"""Writes what a programme manager sets up by hand: the plan's own settings, themes, actions and their order."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F, Max
from django.utils.text import slugify

from actions.models import Body, Item, Organisation, Party, Plan, Section
from actions.services.people import lay_down, take_on
from actions.services.plans import plain, put_in_order, reword_many
from actions.services.writing import Stale, Writing

SLUG_LENGTH = 60


def free_slug(organisation: Organisation, title: str) -> str:
    """Return an address for a new plan, made from its title and not taken in the organisation."""
    base = slugify(title)[:SLUG_LENGTH].strip("-") or "plan"
    taken = set(organisation.plans.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)


def board_named(organisation: Organisation, name: str) -> Body | None:
    """Return the body of that name, entered as a board where there is none; None for no name."""
    name = " ".join(name.split())
    if not name:
        return None
    held = organisation.bodies.filter(name__iexact=name).first()
    return held or Body.objects.create(organisation=organisation, name=name, kind=Body.Kind.BOARD)


def claim_plan(writing: Writing, version: int) -> None:
    """Raise the plan's version from `version`; raises Stale where somebody was quicker."""
    if not Plan.objects.filter(pk=writing.plan.pk, version=version).update(version=F("version") + 1):
        raise Stale("Somebody else changed this plan while you were writing. Nothing was saved.")


def edit_plan(writing: Writing, **fields) -> None:
    """Change the plan's own fields (title, origin, board, agreed_on, new_dates, sign_off, week_one), each logged."""
    plan = writing.plan
    changed = {name: value for name, value in fields.items() if getattr(plan, name) != value}
    for name, value in changed.items():
        before = getattr(plan, name)
        setattr(plan, name, value)
        writing.log("edit_plan", None, field=name, before=_told(before), after=_told(value))
        writing.words(name, plain(before), plain(value))
    if "sign_off" in changed:  # what was done before was never asked for evidence
        changed["sign_off_since"] = plan.sign_off_since = writing.actor.today if plan.sign_off else None
    if changed:
        plan.save(update_fields=list(changed))


def _told(value) -> object:
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else value


def claim_section(writing: Writing, section: Section, version: int) -> None:
    """Raise a theme's version from `version`; raises Stale where somebody was quicker, or it was taken off the plan."""
    held = Section.objects.filter(pk=section.pk, version=version, retracted_at=None)
    if not held.update(version=F("version") + 1):
        raise Stale("Somebody else changed this theme while you were writing. Nothing was saved.")


def remove_section(writing: Writing, section: Section, reason: str = "") -> None:
    """Take an empty theme off the plan; raises ValueError where actions stand in it."""
    if section.items.filter(retracted_at=None).exists():
        raise ValueError("Move or take off the actions of this theme first.")
    Section.objects.filter(pk=section.pk).update(retracted_at=writing.actor.at)
    writing.log("remove_section", None, field="section", before=section, reason=reason)


def order_sections(writing: Writing, sections: Sequence[Section]) -> None:
    """Give the themes the places 1, 2, 3 … and their actions the places that follow from it."""
    for position, section in enumerate(sections, start=1):
        if section.position != position:
            Section.objects.filter(pk=section.pk).update(position=position)
            section.position = position
    writing.log("reorder", None, field="section", after=", ".join(map(str, sections)))
    order_items(writing, [section.pk for section in sections])


def order_items(writing: Writing, sections: Sequence[int] | None = None) -> None:
    """Have the places of all items follow their themes, then their own order, with steps after their action."""
    items = list(Item.objects.filter(plan=writing.plan).order_by("position", "pk"))
    place = {pk: number for number, pk in enumerate(sections or _sections(writing.plan))}
    actions = {item.pk: item for item in items if item.parent_id is None}

    def key(item: Item) -> tuple:
        action = actions.get(item.parent_id, item)
        return place.get(action.section_id, len(place)), action.position, action.pk, item is not action, item.position

    put_in_order(writing, sorted(items, key=key))


def _sections(plan: Plan) -> list[int]:
    return list(plan.sections.order_by("position", "pk").values_list("pk", flat=True))


def swap(writing: Writing, item: Item, other: Item) -> None:
    """Let two actions of a theme, or two steps of an action, change places; an action takes its steps along."""
    item.position, other.position = other.position, item.position
    Item.objects.filter(pk=item.pk).update(position=item.position)
    Item.objects.filter(pk=other.pk).update(position=other.position)
    writing.words("position", {item.pk: other.position, other.pk: item.position},
                  {item.pk: item.position, other.pk: other.position})  # fmt: skip
    writing.log("reorder", item, field="position", after=f"beside {other}")
    order_items(writing)


def last_position(plan: Plan) -> int:
    """Return the place of the plan's last item, 0 where it has none."""
    return plan.items.aggregate(last=Max("position"))["last"] or 0


def edit_item(writing: Writing, item: Item, **fields) -> None:
    """Change an item's words, or the theme of an action; its steps go with it, to the end of that theme."""
    changed = {name: value for name, value in fields.items() if getattr(item, name) != value}
    moves = "section" in changed
    words: dict[Item, Mapping] = {item: changed} if changed else {}
    if moves:
        item.position = last_position(writing.plan) + 1
        Item.objects.filter(pk=item.pk).update(position=item.position)
        words |= {step: {"section": changed["section"]} for step in item.steps.filter(retracted_at=None)}
    for each, values in words.items():
        reword_many(writing, {each: values})
    if moves:
        order_items(writing)


def set_owners(
    writing: Writing, item: Item, held: Sequence[tuple[Party, str]], wanted: Sequence[tuple[Party, str]]
) -> None:
    """Have `wanted` (party and role, in order) answer for the item in place of those who hold it now."""
    for party, role in held:
        if (party, role) not in wanted:
            lay_down(writing, item, party, role=role)
    for position, (party, role) in enumerate(wanted):
        if (party, role) not in held:
            take_on(writing, item, party, role=role, position=position)


def take_off(writing: Writing, item: Item, reason: str) -> None:
    """Take an action (with its steps) or a step off the plan, as entered by mistake; ValueError without a reason.

    Nothing is deleted: its events stay, and the log says who, when and why.
    """
    if not reason.strip():
        raise ValueError("Say why it is taken off the plan")
    gone = [item, *item.steps.filter(retracted_at=None)]
    Item.objects.filter(pk__in=[each.pk for each in gone], retracted_at=None).update(retracted_at=writing.actor.at)
    for each in gone:
        writing.log("take_off", each, before=each, reason=reason)
        writing.touch(each)
    if item.parent:
        writing.touch(item.parent)


def end_of_week(week_one: date, number: int) -> date:
    """Return the Sunday that ends week `number`, where week 1 begins on `week_one`.

    >>> end_of_week(date(2026, 11, 2), 1), end_of_week(date(2026, 11, 2), 3)
    (datetime.date(2026, 11, 8), datetime.date(2026, 11, 22))
    """
    return date.fromordinal(week_one.toordinal() + 7 * number - 1)
