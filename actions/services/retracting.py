"""Takes back what a paper or a batch wrote: events are retracted, words before put back; nothing is deleted."""

from collections.abc import Iterable

from django.db.models import QuerySet

from actions.models import Batch, Change, Item, Paper, Scheme, Section, Succession, Wording
from actions.models.event import Event
from actions.services.plans import upsert
from actions.services.writing import Writing
from actions.words_then import FROM_PLAIN, changes_in

# What a paper wrote about the people and posts of the whole organisation stays: other plans may rest on it.
STAYS = ("known_as",)


def take_back_paper(writing: Writing, paper: Paper, reason: str) -> None:
    """Take back all that `paper` wrote, `writing.actor` being who does so; the log tells each thing undone.

    Whether anything stands in the way is the caller's to see to. Raises ValueError where it was taken back before.
    """
    actor = writing.actor
    taken_back = Paper.objects.filter(pk=paper.pk, retracted_at=None).update(
        retracted_at=actor.at, retracted_by=actor.user, retracted_who=actor.who[:200], retracted_because=reason
    )
    if not taken_back:
        raise ValueError("This paper was taken back already.")
    items = _items_of(writing)
    _log(writing, Change.objects.filter(paper=paper).exclude(event__in=STAYS), items, reason)
    for pk in {*_retract_events(writing, source__paper=paper), *_retract_items(writing, paper, items)}:
        writing.touch(items[pk])
    _restore_words(writing, Wording.objects.filter(paper=paper, retracted_at=None), items)
    for brought in (Section, Scheme):
        if brought.objects.filter(paper=paper, retracted_at=None).update(retracted_at=actor.at) and brought is Scheme:
            writing.read_otherwise()
    paper.refresh_from_db()


def take_back_batch(writing: Writing, batch: Batch, reason: str) -> None:
    """Take back all that `batch` wrote, as of a paper; a party that it named first stays among the organisation's."""
    actor = writing.actor
    taken_back = Batch.objects.filter(pk=batch.pk, retracted_at=None).update(
        retracted_at=actor.at, retracted_by=actor.user, retracted_who=actor.who[:200], retracted_because=reason
    )
    if not taken_back:
        raise ValueError("This was taken back already.")
    items = _items_of(writing)
    _log(writing, Change.objects.filter(batch=batch), items, reason)
    for pk in _retract_events(writing, batch=batch):
        writing.touch(items[pk])
    _restore_words(writing, Wording.objects.filter(batch=batch, retracted_at=None), items)
    batch.refresh_from_db()


def _items_of(writing: Writing) -> dict[int, Item]:
    return {item.pk: item for item in Item.objects.filter(plan=writing.plan)}


def items_added_by(paper: Paper) -> QuerySet[Item]:
    """Return the actions and steps that a paper brought, taken back or not."""
    return Item.objects.filter(pk__in=Change.objects.filter(paper=paper, event="add_item").values("item"))


def kinds_of_event() -> list[type[Event]]:
    """Return every kind of event that the register keeps."""
    return Event.__subclasses__()


def _log(writing: Writing, made: QuerySet[Change], items: dict[int, Item], reason: str) -> None:
    """One entry for each entry that was made: from what it wrote to what was before."""
    for entry in made.order_by("pk"):
        back = {"field": entry.field, "before": entry.after, "after": entry.before}
        writing.log("take_back", items.get(entry.item_id), **back, reason=reason)


def _retract_events(writing: Writing, **of) -> Iterable[int]:
    """Retract the events of a paper or a batch; return the keys of the items that they are of."""
    touched = set()
    for kind in kinds_of_event():
        written = kind.objects.filter(**of, retracted_at=None)
        touched.update(written.order_by().values_list("item", flat=True))
        if kind is Succession:
            touched.update(written.order_by().values_list("into", flat=True))
        written.update(retracted_at=writing.actor.at)
    return touched


def _retract_items(writing: Writing, paper: Paper, items: dict[int, Item]) -> Iterable[int]:
    """Retract the items that the paper brought; return their keys, and those of the actions that lose a step."""
    added = items_added_by(paper).filter(retracted_at=None)
    keys = list(added.values_list("pk", flat=True))
    added.update(retracted_at=writing.actor.at)
    return {*keys, *(items[pk].parent_id for pk in keys if items[pk].parent_id)}


def _restore_words(writing: Writing, written: QuerySet[Wording], items: dict[int, Item]) -> None:
    """Put back the words and places that were changed, the last of them first."""
    sections = {section.pk: section for section in Section.objects.filter(plan=writing.plan)}
    things = {"item": items, "section": sections, "plan": {None: writing.plan}}
    put_back: dict[tuple[str, int | None], set[str]] = {}
    for wording in written.order_by("-recorded_at", "-id"):
        for (what, pk, field), before, after in changes_in(wording):
            if what == "item" and field != "position":
                _touch(writing, items, pk, field, before, after)
            _set(things[what][pk], field, before)
            put_back.setdefault((what, pk), set()).add(field)
    written.update(retracted_at=writing.actor.at)
    _store(things, put_back)


def _touch(writing: Writing, items: dict[int, Item], pk: int, field: str, before, after) -> None:
    writing.touch(items[pk])
    for action in (before, after) if field == "parent" else ():
        if action:
            writing.touch(items[action])


def _set(thing, field: str, before) -> None:
    value = FROM_PLAIN.get(field, lambda kept: kept)(before)
    setattr(thing, thing._meta.get_field(field).attname, value)


def _store(things: dict, put_back: dict[tuple[str, int | None], set[str]]) -> None:
    """Write the restored values: of items in bulk, since a new order moves all of them."""
    of_items: dict[frozenset, list[Item]] = {}
    for (what, pk), fields in put_back.items():
        thing = things[what][pk]
        if what == "item":
            of_items.setdefault(frozenset(fields), []).append(thing)
        else:
            thing.save(update_fields=sorted(fields))
    for fields, several in of_items.items():
        upsert(several, sorted(fields))
