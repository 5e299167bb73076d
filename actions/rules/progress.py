"""Stage, owners and updates as at one day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain

from actions.rules.facts import Item, Ownership, Plan, Round, StageChange, Update, as_at, stands
from actions.vocabulary import DONE_STAGES, Stage


def stage_now(item: Item, as_of: date, known_at: datetime | None = None) -> StageChange | None:
    """Return the change that set the item's stage as at `as_of`, or None where nothing was ever said."""
    changes = as_at(item.stages, as_of, known_at)
    return changes[-1] if changes else None


def done_on(change: StageChange | None) -> date | None:
    """Return the day on which it was done, where somebody named it."""
    return change.done_on if change is not None and change.stage in DONE_STAGES else None


def done_by(change: StageChange | None) -> date | None:
    """Return a day by which it was done: as named, else that of the paper or the person that first says so.

    That day is no measure of lateness: what a first paper calls complete may have been done long before.
    """
    return (change.done_on or change.done_by) if change is not None and change.stage in DONE_STAGES else None


def marks_completion(plan: Plan, as_of: date, known_at: datetime | None = None) -> bool:
    """Return whether the plan says of any item that it is done, or how far it is.

    Some plans never do; there an unmarked row cannot be called open. Source: DECISIONS.md, Stage.
    """
    said = [plan.hidden_stages, *(item.stages for item in plan.items)]
    return any(change.stage != Stage.NOT_STATED for changes in said for change in as_at(changes, as_of, known_at))


def owners_now(item: Item, as_of: date, known_at: datetime | None = None) -> list[Ownership]:
    """Return who holds the item as at `as_of`, in the order in which the plan names them."""
    return holders(item.ownerships, as_of, known_at)


def holders(ownerships: Iterable[Ownership], as_of: date, known_at: datetime | None = None) -> list[Ownership]:
    """Return those of an item's ownerships that hold as at `as_of`, in the order in which the plan names them."""
    latest = {(o.party, o.role): o for o in as_at(ownerships, as_of, known_at)}
    return sorted((o for o in latest.values() if o.kind == "taken_on"), key=lambda o: (o.position, o.id))


def updates_so_far(item: Item, as_of: date, known_at: datetime | None = None) -> list[Update]:
    """Return the notes given up to `as_of`, oldest first; words for the board stand in place of those they replace."""
    held = as_at(item.updates, as_of, known_at)
    replaced = {update.words_of for update in held if update.words_of}
    return [update for update in held if update.id not in replaced] if replaced else held


def last_closed_round(plan: Plan, as_of: date) -> Round | None:
    """Return the newest update round that had closed by `as_of`, or None where none has been held."""
    closed = [r for r in plan.rounds if r.closed_on <= as_of]
    return max(closed, key=lambda r: r.closed_on) if closed else None


def is_silent(
    item: Item, updates: Sequence[Update], last_round: Round | None, known_at: datetime | None = None
) -> bool:
    """Return whether the last closed round asked about the item and nobody answered; "no change" is an answer.

    Whatever was said of it for a day of the round answers: a note, a stage, a reported rating, a new date asked for.
    """
    if last_round is None or item.id not in last_round.asked:
        return False
    said = chain(updates, item.stages, (r for r in item.ratings if r.kind == "reported"), item.moves)
    return not any(
        last_round.opened_on <= each.effective_on <= last_round.closed_on
        and (last_round.opened_at is None or each.recorded_at >= last_round.opened_at)
        and stands(each, known_at)
        for each in said
    )


def no_change_in_a_row(updates: list[Update]) -> int:
    """Return how many of the newest answers, without a break, said "no change"."""
    count = 0
    for update in reversed(updates):
        if not update.no_change:
            break
        count += 1
    return count
