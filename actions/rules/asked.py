"""New dates that are asked for: a waiting move in, what agreeing to it would lead to out."""

from dataclasses import dataclass
from datetime import date

from actions.rules.deadlines import days_overdue, read_deadline
from actions.rules.judge import State


@dataclass(frozen=True, slots=True)
class Consequence:
    """What agreeing to a date would lead to; days are calendar days, None where a date is not known.

    `days_moved` counts from the date now, `days_later` from the first date; `times_moved` counts this move as well.
    """

    due: date | None
    days_moved: int | None
    days_later: int | None
    times_moved: int
    overdue: int


def if_agreed(state: State, move: int, as_of: date) -> Consequence:
    """Return what would hold on `as_of` if the waiting move of that id were agreed on that day.

    `state` is the item as judged on `as_of`; raises StopIteration where it has no such move.
    """
    asked = next(each for each in state.item.moves if each.id == move)
    latest = max(each.decided_at or each.recorded_at for each in state.item.moves)
    agreed = asked._replace(decision="agreed", decided_on=as_of, decided_at=latest)
    moves = [agreed if each.id == move else each for each in state.item.moves]
    before, after = state.deadline, read_deadline(moves, as_of)
    return Consequence(
        due=after.due,
        days_moved=_between(before.due, after.due),
        days_later=_between(after.original_due, after.due),
        times_moved=after.times_moved,
        overdue=days_overdue(state.is_open, after.due, as_of),
    )


def _between(first: date | None, second: date | None) -> int | None:
    return (second - first).days if first and second else None
