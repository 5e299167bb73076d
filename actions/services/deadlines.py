"""The one write path of the history of dates."""

from dataclasses import dataclass
from datetime import date

from actions.models import DateMove, Item, Meeting, Party, Plan, Source
from actions.services.writing import Writing
from actions.vocabulary import Move


def set_first_date(
    writing: Writing, item: Item, due: date | None, *, effective_on: date | None = None, start: date | None = None,
    text: str = "", precision: str = "date", source: Source | None = None, found: bool = False, reason: str = "",
) -> DateMove:  # fmt: skip
    """Record the deadline first agreed; `found` where it turned up after a later one was known.

    `due` is None where the paper prints words but no date ("TBC"): the words are kept.
    """
    kind = Move.FOUND if found else Move.FIRST
    move = DateMove(
        item=item, kind=kind, to_due=due, start=start, text=text, precision=precision, source=source, reason=reason,
        effective_on=effective_on or writing.actor.today,
    )  # fmt: skip
    writing.log("set_first_date", item, field="due", after=due or text, reason=reason)
    return writing.add(move)


def revise_deadline(
    writing: Writing, item: Item, to_due: date, *, from_due: date | None, reason: str = "", will_do: str = "",
    effective_on: date | None = None, start: date | None = None, text: str = "", precision: str = "date",
    source: Source | None = None, asked_by: Party | None = None, needs_agreement: bool = False,
) -> DateMove:  # fmt: skip
    """Record a new date: an extension, or "brought forward" where it is earlier than `from_due`.

    With `needs_agreement` it waits, and Overdue still counts by the date before.
    """
    move = DateMove(
        item=item, kind=_kind(from_due, to_due), from_due=from_due, to_due=to_due, start=start, text=text,
        precision=precision, source=source, reason=reason, will_do=will_do, asked_by=asked_by,
        needs_agreement=needs_agreement, effective_on=effective_on or writing.actor.today,
    )  # fmt: skip
    event = "ask_for_new_date" if needs_agreement else "revise_deadline"
    writing.log(event, item, field="due", before=from_due, after=to_due, reason=reason)
    return writing.add(move)


def correct_deadline(
    writing: Writing, wrong: DateMove, to_due: date | None, *, reason: str, text: str = "", start: date | None = None,
    source: Source | None = None,
) -> DateMove:  # fmt: skip
    """Put a typing error right: `wrong` counts as if it had always said `to_due`; it is not slippage."""
    move = DateMove(
        item=wrong.item, kind=Move.CORRECTION, corrects=wrong, from_due=wrong.to_due, to_due=to_due,
        start=start or wrong.start, text=text or wrong.text, precision=wrong.precision, reason=reason, source=source,
        effective_on=wrong.effective_on,
    )  # fmt: skip
    writing.log("correct_deadline", wrong.item, field="due", before=wrong.to_due, after=to_due, reason=reason)
    return writing.add(move)


def remove_deadline(
    writing: Writing, item: Item, *, from_due: date | None, reason: str = "", effective_on: date | None = None,
    text: str = "", precision: str = "none", source: Source | None = None,
) -> DateMove:  # fmt: skip
    """Record that the item no longer has a date; `text` says what the paper prints instead ("Ongoing")."""
    move = DateMove(
        item=item, kind=Move.REMOVED, from_due=from_due, reason=reason, text=text, precision=precision, source=source,
        effective_on=effective_on or writing.actor.today,
    )  # fmt: skip
    writing.log("remove_deadline", item, field="due", before=from_due, after=text, reason=reason)
    return writing.add(move)


def _kind(from_due: date | None, to_due: date) -> Move:
    return Move.BROUGHT_FORWARD if from_due is not None and to_due < from_due else Move.EXTENSION


@dataclass(frozen=True, slots=True)
class Sitting:
    """When new dates were decided (today where no day is given), at which meeting, under which minute."""

    held_on: date | None = None
    meeting: Meeting | None = None
    minute: str = ""


NO_MEETING = Sitting()


def decide_date(
    writing: Writing, move: DateMove, *, agree: bool, at: Sitting = NO_MEETING, because: str = ""
) -> DateMove:  # fmt: skip
    """Agree or refuse a date that waits; raises ValueError where it was decided before."""
    return _decide(writing, move, DateMove.Decision.AGREED if agree else DateMove.Decision.REFUSED, at, because)


def agree_another_date(
    writing: Writing, move: DateMove, to_due: date, *, at: Sitting = NO_MEETING, because: str = ""
) -> DateMove:  # fmt: skip
    """Agree to `to_due` in place of the date that waits; returns the row of the date that is agreed.

    Raises ValueError where the date was decided before.
    """
    _decide(writing, move, DateMove.Decision.ANOTHER, at, because)
    item, day = move.item, at.held_on or writing.actor.today
    agreed = DateMove(
        item=item, kind=_kind(item.due, to_due), from_due=item.due, to_due=to_due, reason=because or move.reason,
        will_do=move.will_do, effective_on=day, needs_agreement=True, decision=DateMove.Decision.AGREED,
        decided_on=day, decided_at=writing.actor.at, decided_by=writing.actor.user, meeting=at.meeting,
        minute=at.minute,
    )  # fmt: skip
    writing.log("revise_deadline", item, field="due", before=item.due, after=to_due, reason=because or move.reason)
    return writing.add(agreed)


def withdraw_date(writing: Writing, move: DateMove) -> DateMove:
    """Take back a date that waits, by who asked for it; raises ValueError where it was decided before."""
    return _decide(writing, move, DateMove.Decision.WITHDRAWN, NO_MEETING, "")


def _decide(writing: Writing, move: DateMove, decision: DateMove.Decision, at: Sitting, because: str) -> DateMove:
    waiting = DateMove.objects.filter(pk=move.pk, needs_agreement=True, decision="", retracted_at=None)
    decided = waiting.update(
        decision=decision,
        decided_on=at.held_on or writing.actor.today,
        decided_at=writing.actor.at,
        decided_by=writing.actor.user,
        decided_because=because,
        meeting=at.meeting,
        minute=at.minute,
    )
    if not decided:
        raise ValueError("This date was decided already.")
    writing.touch(move.item)
    said = ". ".join(filter(None, (decision.label, because)))
    writing.log("decide_date", move.item, field="due", before=move.from_due, after=move.to_due, reason=said)
    move.refresh_from_db()
    return move


def needs_agreement(plan: Plan, manages: bool) -> bool:
    """Return whether a new date must wait in this plan: a manager's own word is agreement where managers agree."""
    if plan.new_dates == Plan.NewDates.RECORDED:
        return False
    return plan.new_dates == Plan.NewDates.BOARD or not manages
