"""A plan and a moment in; the words and places that the register held then, where they are others now, out."""

from collections.abc import Iterator
from datetime import date, datetime

from actions.models import Plan, Wording
from actions.rules.facts import stands

# Kept as text or as a key; everything else is kept as it is.
FROM_PLAIN = {"created_on": date.fromisoformat}


class WordsThen:
    """The values of fields of items, themes and of the plan itself as they were held at one moment."""

    def __init__(self, plan: Plan, moment: datetime):
        self._held: dict[tuple, object] = {}
        for wording in Wording.objects.filter(plan=plan).order_by("recorded_at", "id"):
            for key, before, after in changes_in(wording):
                self._held.setdefault(key, before)
                if stands(wording, moment):
                    self._held[key] = after

    def item(self, pk: int, field: str, now):
        """Return the value that an item's field had, `now` where it never changed."""
        return self._value(("item", pk, field), now)

    def section(self, pk: int, field: str, now):
        """Return the value that a theme's field had, `now` where it never changed."""
        return self._value(("section", pk, field), now)

    def plan(self, field: str, now):
        """Return the value that a field of the plan itself had, `now` where it never changed."""
        return self._value(("plan", None, field), now)

    def _value(self, key: tuple, now):
        if key not in self._held:
            return now
        return FROM_PLAIN.get(key[2], lambda value: value)(self._held[key])


def changes_in(wording: Wording) -> Iterator[tuple[tuple, object, object]]:
    """Return what one row of the history changed: of what, which and in which field, from what, to what."""
    if wording.field == "position":
        for pk, after in wording.after.items():
            yield ("item", int(pk), "position"), wording.before[pk], after
    elif wording.section_id:
        yield ("section", wording.section_id, wording.field), wording.before, wording.after
    else:
        what = ("item", wording.item_id) if wording.item_id else ("plan", None)
        yield (*what, wording.field), wording.before, wording.after
