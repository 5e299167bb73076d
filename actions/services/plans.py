"""Writes plans, their themes, their rating schemes and the wording of their items."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F, Max, Model

from actions.models import Item, Organisation, Plan, RatingLabel, Scheme, Section
from actions.services.writing import BATCH, Actor, Writing


def create_plan(actor: Actor, organisation: Organisation, slug: str, title: str, **fields) -> Plan:
    """Return a new plan, with the log's first entry; raises IntegrityError where the slug is taken."""
    plan = Plan.objects.create(organisation=organisation, slug=slug, title=title, **fields)
    with Writing(plan, actor) as writing:
        writing.log("create_plan", None, after=title)
    return plan


def add_sections(writing: Writing, sections: Sequence[Section]) -> list[Section]:
    """Add themes to the plan, after those it has."""
    last = writing.plan.sections.aggregate(last=Max("position"))["last"] or 0
    for position, section in enumerate(sections, start=last + 1):
        section.plan, section.position = writing.plan, position
        section.paper, section.recorded_at = writing.actor.paper, writing.actor.at
        writing.log("add_section", None, field="section", after=str(section))
    return Section.objects.bulk_create(sections, batch_size=BATCH)


def add_items(writing: Writing, items: Sequence[Item], created_on: date) -> list[Item]:
    """Add actions (and then steps, whose `parent` is saved) to the plan, known from `created_on`.

    `position` is the caller's: the place in the plan's own order.
    """
    for item in items:
        item.plan, item.created_on, item.recorded_at = writing.plan, created_on, writing.actor.at
        item.is_leaf = True
    made = Item.objects.bulk_create(items, batch_size=BATCH)
    for item in made:
        writing.log("add_item", item, after=str(item))
        writing.touch(item, new=True)
    return made


def reword(writing: Writing, item: Item, **fields) -> None:
    """Change an item's own words or place (ref, title, section, links, extra, source), each logged."""
    reword_many(writing, {item: fields})


def reword_many(writing: Writing, words: Mapping[Item, Mapping[str, object]]) -> None:
    """Change the words or places of many items at once: for each item, its fields and their new values.

    A `source` given beside them is where they were printed.
    """
    names = sorted({name for fields in words.values() for name in fields})
    for item, fields in words.items():
        for name, value in fields.items():
            before = getattr(item, name)
            if before != value:
                setattr(item, name, value)
                writing.words(name, plain(before), plain(value), item=item, source=fields.get("source"))
                if name != "source":
                    writing.log("reword", item, field=name, before=before, after=value)
                for action in filter(None, (before, value)) if name == "parent" else ():
                    writing.touch(action)  # it has a step less, or one more
        writing.touch(item)
    upsert(list(words), names)


def plain(value):
    """Return a value of a field as it is kept to be put back: the key of what is another row, a day as ISO text."""
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def put_in_order(writing: Writing, items: Sequence[Item]) -> None:
    """Give the items the places 1, 2, 3 … in the plan; a place is no news of an item, so no version is raised."""
    moved, before = [], {}
    for position, item in enumerate(items, start=1):
        if item.position != position:
            before[item.pk] = item.position
            item.position = position
            moved.append(item)
    if moved:
        writing.words("position", before, {item.pk: item.position for item in moved})
    upsert(moved, ["position"])


def upsert(items: Sequence[Item], names: Sequence[str]) -> None:
    """Write some fields of many items at once."""
    if items and names:
        Item.objects.bulk_create(
            items, update_conflicts=True, unique_fields=["id"], update_fields=names, batch_size=BATCH
        )


def known_since(writing: Writing, item: Item, day: date) -> None:
    """Have the register know the item from `day` on, where an older paper turns up that names it already."""
    writing.log("known_since", item, field="created_on", before=item.created_on, after=day)
    writing.words("created_on", plain(item.created_on), plain(day), item=item)
    item.created_on = day
    Item.objects.filter(pk=item.pk).update(created_on=day)
    writing.touch(item)


def reword_section(writing: Writing, section: Section, **fields) -> None:
    """Change a theme's own words (ref, title, lead, notes), each logged."""
    for name, value in fields.items():
        before = getattr(section, name)
        setattr(section, name, value)
        writing.log("reword_section", None, field=name, before=before, after=value)
        writing.words(name, plain(before), plain(value), section=section)
    section.save(update_fields=list(fields))
    Section.objects.filter(pk=section.pk).update(version=F("version") + 1)  # a form that shows the old words is stale


def archive(writing: Writing, archived: bool = True) -> None:
    """Take the plan off the list of plans: it can be read and no more; or bring it back."""
    plan = writing.plan
    plan.archived = archived
    plan.save(update_fields=["archived"])
    writing.log("archive" if archived else "bring_back", None, field="archived")


def set_headings(writing: Writing, headings: dict[str, str]) -> None:
    """Keep the headings under which the plan itself prints its fields."""
    plan = writing.plan
    writing.log("set_headings", None, field="headings", before=_listed(plan.headings), after=_listed(headings))
    writing.words("headings", plan.headings, headings)
    plan.headings = headings
    plan.save(update_fields=["headings"])
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)


def _listed(headings: dict[str, str]) -> str:
    return ", ".join(headings.values())


def set_scheme(writing: Writing, labels: Sequence[RatingLabel]) -> Scheme:
    """Give the plan a rating scheme; one in use is kept, and the new wording is its next version."""
    last = writing.plan.schemes.aggregate(last=Max("version"))["last"] or 0
    scheme = Scheme.objects.create(plan=writing.plan, version=last + 1, paper=writing.actor.paper)
    for position, label in enumerate(labels, start=1):
        label.scheme, label.position = scheme, position
    RatingLabel.objects.bulk_create(labels)
    writing.read_otherwise()
    writing.log("set_scheme", None, field="scheme", after=", ".join(label.label for label in labels))
    return scheme
