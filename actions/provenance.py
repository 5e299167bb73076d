"""An action as it stands in; for each of its fields the paper and the place that it comes from, or who set it, out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from actions.models import Change, Item, Ownership, Source, StageChange, Wording
from actions.models.event import Event
from actions.rules.deadlines import telling_rows
from actions.rules.judge import State
from actions.rules.progress import stage_now
from actions.sources import KEPT_BACK, Papers
from actions.templatetags.look import full_date
from actions.vocabulary import FIELD

WORDS = ("ref", "title", "section", "links", "extra")
HEADINGS = {"extra": "More from the plan"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one field comes from: the paper with its address and the place in it, or who set it by hand and when.

    `printed` are the words that stand there, where they tell more than the page does; `put_right` is the sentence on a
    value that people changed before the paper was saved, with what it prints.
    """

    field: str
    words: str
    address: str = ""
    printed: str = ""
    put_right: str = ""


def origins(papers: Papers, item: Item, state: State, history: dict[str, list], on: date) -> list[Origin]:
    """Return where each field of an item comes from, in the order in which its page shows them.

    `papers` names them for the reader; `history` is what queries.history_of gives, `on` the day of the page.
    """
    found = [*_of_words(papers, item), *_of_leads(papers, state), *_of_dates(papers, state, history["dates"], on)]
    stage = stage_now(state.item, on)
    change = StageChange.objects.filter(pk=stage.id).select_related("source__paper", "recorded_by") if stage else ()
    found += [_event(papers, "stage", each, each.stated_status) for each in change]
    given = _newest(history["ratings"], on, is_by_hand=bool(state.reported and state.reported.by_hand))
    found += [_event(papers, "rating", given, given.stated_rating)] if given and state.reported else []
    note = next((update for update in history["updates"] if update.effective_on <= on), None)
    return found + ([_event(papers, "update", note, "")] if note else [])


@dataclass
class Place:
    """A place in a paper, or somebody's hand, with its fields: put right, quoted, and the others."""

    words: str
    address: str
    put_right: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    quoted: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    others: list[str] = dataclasses.field(default_factory=list)


def by_place(found: Iterable[Origin]) -> list[Place]:
    """Return the same with each place named once, in the order in which they come up."""
    places: dict[tuple[str, str], Place] = {}
    for origin in found:
        place = places.setdefault((origin.words, origin.address), Place(origin.words, origin.address))
        if origin.put_right:
            place.put_right.append((origin.field, origin.put_right))
        elif origin.printed:
            place.quoted.append((origin.field, origin.printed))
        else:
            place.others.append(origin.field)
    return list(places.values())


def _of_words(papers: Papers, item: Item) -> Iterator[Origin]:
    """Its words and its theme: each from the last change of them that stands, else from where it first stood."""
    changed = Wording.objects.filter(item=item).select_related("source__paper", "paper", "recorded_by")
    changed = list(changed.order_by("recorded_at", "id"))
    moved = next((wording for wording in changed if wording.field == "source"), None)
    first = item.source
    if moved is not None:
        first = Source.objects.select_related("paper").filter(pk=moved.before).first()
    last = {wording.field: wording for wording in changed if wording.retracted_at is None}
    for field in WORDS:
        if not (item.section_id if field == "section" else getattr(item, field)):
            continue
        wording = last.get(field)
        if wording is None and first is None:
            yield Origin(_heading(papers, field), _added(item))
        elif wording is None:
            yield _from(papers, field, first, "")
        elif wording.paper_id or wording.source_id:
            yield _from(papers, field, wording.source or Source(paper=wording.paper), "")
        else:
            yield Origin(_heading(papers, field), _by_hand(wording))


def _of_leads(papers: Papers, state: State) -> Iterator[Origin]:
    held = Ownership.objects.filter(pk__in=[owner.id for owner in state.owners])
    for one in held.select_related("source__paper", "recorded_by", "party").order_by("position", "pk"):
        origin = _event(papers, "owners", one, "")
        name = f"{origin.field}: {one.party.name}" if len(state.owners) > 1 else origin.field
        yield dataclasses.replace(origin, field=name)


def _of_dates(papers: Papers, state: State, moves: Iterable, on: date) -> Iterator[Origin]:
    rows = {move.pk: move for move in moves}
    first, now = (rows.get(pk) for pk in telling_rows(state.item.moves, on))
    if first is not None:
        yield _event(papers, "original_due", first, first.text)
    if now is not None and now != first:
        yield _event(papers, "due", now, now.text)
    if now is not None and now.start:
        yield _event(papers, "start", now, "")


def _newest(ratings: Iterable, on: date, *, is_by_hand: bool):
    return next((r for r in ratings if r.effective_on <= on and (r.kind == "by_hand") == is_by_hand), None)


def _event(papers: Papers, field: str, event: Event, printed: str) -> Origin:
    if event.source is None:
        return Origin(_heading(papers, field), _by_hand(event))
    return _from(papers, field, event.source, printed)


def _from(papers: Papers, field: str, source: Source | None, printed: str) -> Origin:
    words, address = papers.named(source)
    quoted = papers.cell(source, field) or (printed if words != KEPT_BACK else "")
    right = papers.put_right(source, field)
    return Origin(_heading(papers, field), words or "Not recorded", address, "" if right else quoted, right)


def _by_hand(event: Event | Wording) -> str:
    return f"By hand, by {event.recorded_by or 'the operator'} on {full_date(event.recorded_at)}"


def _added(item: Item) -> str:
    entry = Change.objects.filter(item=item, event="add_item").first()
    return f"By hand, by {entry.who} on {full_date(entry.recorded_at)}" if entry else "Not recorded"


def _heading(papers: Papers, field: str) -> str:
    own = papers.plan.headings.get(field) if field in ("section", "links", "owners") else ""
    return own or (FIELD[field].heading if field in FIELD else HEADINGS[field])
