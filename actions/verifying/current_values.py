"""Checks of what is kept on items beside their events: the current values, and the version."""

from collections import defaultdict
from collections.abc import Iterator

from actions.services.current import CURRENT, expected
from actions.verifying.held import Disagreement, Held, said
from actions.verifying.logged import GROUP_OF, OF_ITEM
from actions.vocabulary import FIELD


def current_values(held: Held) -> Iterator[Disagreement]:
    """What lists sort and filter by is what the rules make of the events of all that stands."""
    told = expected(held.plan, held.facts)
    for pk, item in held.standing():
        if pk not in told:
            yield held.off(pk, "Place", f"under action {item['parent_id']}", "no such action stands in this plan")
        for field, new in zip(CURRENT, told.get(pk, ()), strict=False):
            if item[field] != new:
                yield held.off(pk, _words(field), item[field], f"the events say {said(new)}")


def versions(held: Held) -> Iterator[Disagreement]:
    """Every change has raised the version, so that whoever read the item before it is refused."""
    moments = defaultdict(set)
    for entry in held.log:
        if entry.item and (entry.event in OF_ITEM or entry.event in GROUP_OF):
            moments[entry.item].add(entry.recorded_at)
    for pk, item in held.items.items():
        if item["version"] < len(moments[pk]):
            yield held.off(pk, "Version", item["version"], f"the log tells {len(moments[pk])} changes")


def _words(field: str) -> str:
    name = field.removesuffix("_id")
    return FIELD[name].heading if name in FIELD else name
