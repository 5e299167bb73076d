"""Writes what one sitting decided about many new dates: all of them or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actions.models import DateMove, Item
from actions.services.deadlines import Sitting, agree_another_date, decide_date
from actions.services.writing import Writing


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about one date that waits; `version` is the item's as whoever decided saw it.

    `another` is the date agreed in its place; without one, `agree` says whether it is agreed or refused.
    """

    move: DateMove
    version: int
    agree: bool
    another: date | None = None
    because: str = ""


class StaleDates(Exception):
    """Some of what was decided was decided, or changed, by somebody else meanwhile; `stale` names which."""

    def __init__(self, stale: list[Decided]):
        super().__init__("Somebody else was quicker. Nothing was saved.")
        self.stale = stale


def decide_dates(writing: Writing, decisions: Iterable[Decided], at: Sitting) -> None:
    """Write every decision as made at one sitting.

    Raises StaleDates, having written nothing, where a date no longer waits or its action changed since it was shown.
    """
    decisions = list(decisions)
    waiting = DateMove.objects.filter(needs_agreement=True, decision="", retracted_at=None)
    still = set(waiting.filter(pk__in=[each.move.pk for each in decisions]).values_list("pk", flat=True))
    items = Item.objects.filter(retracted_at=None).in_bulk({each.move.item_id for each in decisions})
    stale = [each for each in decisions if each.move.pk not in still or _changed(items.get(each.move.item_id), each)]
    if stale:
        raise StaleDates(stale)
    for item in items.values():
        writing.claim(item, item.version)
    for each in decisions:
        each.move.item = items[each.move.item_id]
        if each.another:
            agree_another_date(writing, each.move, each.another, at=at, because=each.because)
        else:
            decide_date(writing, each.move, agree=each.agree, at=at, because=each.because)


def _changed(item: Item | None, decided: Decided) -> bool:
    return item is None or item.version != decided.version
