"""An action in; its row in each paper that brought something to it, as one reader may read it, newest first, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from actions.models import Item, Ownership, Source, StageChange, Wording
from actions.sources import Papers


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a paper: the paper with the place in it, its address, and its cells by heading."""

    words: str
    address: str
    cells: list[tuple[str, str]]


def printed_rows(papers: Papers, item: Item, history: dict[str, list], on: date) -> list[PrintedRow]:
    """Return the rows as printed in papers that speak for `on` or before, the latest paper's first.

    `history` is what queries.history_of gives: a paper that brought nothing but an update that the reader may not read
    is not among them. Of earlier papers those are left out of which the reader may read nothing.
    """
    rows: list[PrintedRow] = []
    for source in _sources(item, history, on):
        row = PrintedRow(*papers.named(source), papers.cells(source))
        if (row.cells or not rows) and row not in rows:
            rows.append(row)
    return rows


def _sources(item: Item, history: dict[str, list], on: date) -> list[Source]:
    """The places from which anything of the item that stands was taken; one that prints nothing is no row."""
    named = {item.source_id, *_of_words(item)}
    named |= {event.source_id for name in ("dates", "updates", "ratings") for event in history[name]}
    events = (model.objects.filter(item=item, retracted_at=None) for model in (StageChange, Ownership))
    places = Q(pk__in=named - {None})
    for of_item in events:
        places |= Q(pk__in=of_item.values("source"))
    found = Source.objects.filter(places, paper__retracted_at=None, paper__as_at__lte=on).select_related("paper")
    found = list(found.order_by("-paper__as_at", "-paper__recorded_at", "-pk"))
    return [source for source in found if source.printed] or [source for source in found if source == item.source]


def _of_words(item: Item) -> Iterator[int | None]:
    """The places of its words, and the one in which it stood first."""
    changed = Wording.objects.filter(item=item, retracted_at=None).values_list("field", "before", "source")
    for field, before, source in changed:
        yield source
        if field == "source":
            yield before
