"""A plan's new dates that wait in, the rows of the decision table out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actions import links, queries
from actions.models import DateMove, Plan
from actions.rules.asked import Consequence, if_agreed
from actions.rules.board import times
from actions.rules.judge import State
from actions.rules.publication import mark_of_state
from actions.templatetags.look import counted, full_date


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One new date that waits, beside what holds now and what agreeing to it would lead to."""

    move: DateMove
    state: State
    then: Consequence
    href: str
    theme: str = ""
    not_public: str = ""

    @property
    def name(self) -> str:
        """The action as it is called in a sentence."""
        return " ".join(filter(None, (self.state.item.ref, self.state.item.title)))

    @property
    def leads(self) -> str:
        """Who answers for it."""
        return ", ".join(owner.name for owner in self.state.owners)

    @property
    def who(self) -> str:
        """Who asked for the date."""
        return str(self.move.asked_by or self.move.recorded_by or "")

    @property
    def moved(self) -> str:
        """How often the date was put back so far."""
        return times(self.state.deadline.times_moved).capitalize() if self.state.deadline.times_moved else "Never"

    @property
    def days_moved(self) -> str:
        """How far from the date now, in words."""
        return days_away(self.then.days_moved, "date now")

    @property
    def if_agreed(self) -> str:
        """What agreeing leads to, in one sentence."""
        return what_it_leads_to(self.then, self.state.overdue)


def if_agreed_words(state: State, move: DateMove, on: date) -> str:
    """Return what agreeing to `move` leads to; nothing where the day shown is before it was asked for."""
    return what_it_leads_to(if_agreed(state, move.pk, on), state.overdue)


def days_away(days: int | None, than: str) -> str:
    """Return how far one date lies from another.

    >>> days_away(184, "date now"), days_away(-1, "date now"), days_away(None, "date now"), days_away(0, "first date")
    ('184 days after the date now', '1 day before the date now', '', 'the same as the first date')
    """
    if days is None:
        return ""
    if not days:
        return f"the same as the {than}"
    return f"{counted(abs(days), 'day')} {'after' if days > 0 else 'before'} the {than}"


def what_it_leads_to(then: Consequence, overdue: int) -> str:
    """Return what agreeing leads to; `overdue` is by how many days the action is late as it stands."""
    said = [f"The date now becomes {full_date(then.due)}"]
    if then.days_later is not None:
        said.append(days_away(then.days_later, "first date"))
    said.append(f"moved {times(then.times_moved)}" if then.times_moved else "never put back")
    if overdue:
        said.append(f"still overdue by {counted(then.overdue, 'day')}" if then.overdue else "no longer overdue")
    return ", ".join(said) + "."


def asked_rows(user, plan: Plan, on: date, only: int | None = None) -> list[AskedRow]:
    """Return a row for each new date that waits on `on` and that `user` may see, in the plan's order.

    `only` narrows them to the move of that id.
    """
    moves = queries.waiting(on).filter(item__in=queries.items_for(user, plan).filter(created_on__lte=on))
    if only is not None:
        moves = moves.filter(pk=only)
    moves = list(
        moves.select_related("asked_by", "recorded_by", "item__section", "item__parent__section").order_by(
            "item__position", "item", "effective_on", "recorded_at", "id"
        )
    )
    states = _states(user, plan, moves, on)
    page = links.item_pages(plan)
    return [
        AskedRow(
            move=move,
            state=states[move.item_id],
            then=if_agreed(states[move.item_id], move.pk, on),
            href=page(move.item_id),
            theme=_theme(move),
            not_public=mark_of_state(states[move.item_id]),
        )
        for move in moves
        if move.item_id in states
    ]


def _states(user, plan: Plan, moves: Sequence[DateMove], on: date) -> dict[int, State]:
    items = queries.items_for(user, plan).filter(pk__in={move.item_id for move in moves})
    return {state.item.id: state for state in queries.states_of(user, plan, items, on)} if moves else {}


def _theme(move: DateMove) -> str:
    section = move.item.parent.section if move.item.parent_id else move.item.section
    return str(section) if section else ""
