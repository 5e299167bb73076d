"""The rows of a list of actions: a queryset for today or states for any day in, sorted rows for the table out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, SmallIntegerField, Value, When
from django.db.models.functions import Lower
from django_tables2.data import TableListData, TableQuerysetData

from actions import queries
from actions.lists.row import Row, row_of
from actions.models import Item
from actions.rules.judge import State


@dataclass(frozen=True, slots=True)
class Order:
    """How a column sorts: by an expression in the database, by a key on a state (None goes last, either way round)."""

    in_database: Callable[[], object]
    on_state: Callable[[State], object]


ORDERS = {
    "ref": None,  # the plan's own order
    "title": Order(lambda: Lower("title"), lambda s: s.item.title.lower()),
    "lead": Order(queries.first_lead, lambda s: s.owners[0].name if s.owners else None),
    "first_date": Order(lambda: F("original_due"), lambda s: s.deadline.original_due),
    "date_now": Order(lambda: F("due"), lambda s: s.deadline.due),
    "moved": Order(lambda: F("times_moved"), lambda s: s.deadline.times_moved),
    "rating": Order(
        lambda: F("rating__rank"), lambda s: s.reported.label.rank if s.reported and s.reported.label else None
    ),
    # What is open and due first stands first: overdue by most days, then what falls due next.
    "says": Order(lambda: Case(When(is_open=True, then=F("due"))), lambda s: s.deadline.due if s.is_open else None),
    "updated": Order(lambda: F("updated_on"), lambda s: s.latest_update.effective_on if s.updates else None),
}


class Today(TableQuerysetData):
    """Items by their current values; a slice of them comes out as rows."""

    def __init__(
        self, items: QuerySet[Item], drawn: Callable[[QuerySet[Item]], list[Row]], by_hand: dict | None = None
    ):
        super().__init__(items)
        self.drawn, self.by_hand = drawn, by_hand or {}

    @property
    def ordering(self):
        return None

    def order_by(self, aliases):
        """Sort by the columns of `aliases`; what is equal stands in the order in which it came to be."""
        keys = []
        for alias in aliases:
            if ORDERS[alias.bare]:
                expression = ORDERS[alias.bare].in_database()
                if alias.bare == "rating" and self.by_hand:
                    expression = _rank(self.by_hand, expression)
                ascending = not alias.is_descending
                keys.append(getattr(expression, "asc" if ascending else "desc")(nulls_last=True))
            else:
                keys.append("-position" if alias.is_descending else "position")
        self.data = self.data.order_by(*keys, "pk")

    def __getitem__(self, rows: slice) -> list[Row]:
        return self.drawn(self.data[rows])


def _rank(by_hand: dict, stored):
    """Return the rank of an item's rating, of the one set by hand where there is one."""
    ranks = {pk: given.label.rank if given.label else None for pk, given in by_hand.items()}
    whens = [When(pk__in=[pk for pk, each in ranks.items() if each == rank], then=Value(rank)) for rank in
             {*ranks.values()}]  # fmt: skip
    return Case(*whens, default=stored, output_field=SmallIntegerField())


class OnADay(TableListData):
    """States of any day, in the plan's order until a column sorts them; a slice of them comes out as rows."""

    def __getitem__(self, rows: slice) -> list[Row]:
        return [row_of(state) for state in self.data[rows]]

    def order_by(self, aliases):
        """Sort by the columns of `aliases`, the last first, since sorting keeps the order of what is equal."""
        for alias in reversed(aliases):
            if ORDERS[alias.bare]:
                self.data = _sorted(self.data, ORDERS[alias.bare].on_state, alias.is_descending)
            elif alias.is_descending:
                self.data = self.data[::-1]


def _sorted(states: list[State], key, descending: bool) -> list[State]:
    known = [state for state in states if key(state) is not None]
    return sorted(known, key=key, reverse=descending) + [state for state in states if key(state) is None]
