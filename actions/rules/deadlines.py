"""Deadlines read off the history of dates: first date, date now, how often and how far it moved, and lateness."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from actions.rules.facts import DateMove, as_at
from actions.vocabulary import Move


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the history of dates says as at one day.

    `original_due` is None where no first date is known; `moved` rows put the date back; `asked` is a move that waits
    for agreement and does not count; `text` and `precision` are those of the row that set `due`. `derived` marks an
    action's date that is the latest of its steps'.
    """

    original_due: date | None = None
    due: date | None = None
    start: date | None = None
    text: str = ""
    precision: str = "none"
    times_moved: int = 0
    asked: DateMove | None = None
    derived: bool = False


def agreed(move: DateMove, as_of: date, known_at: datetime | None = None) -> bool:
    """Return whether `move` counts on `as_of`: recorded at once, or agreed by then."""
    if not move.needs_agreement:
        return True
    return move.decision == "agreed" and move.decided_on <= as_of and (known_at is None or move.decided_at <= known_at)


def waits(move: DateMove, as_of: date, known_at: datetime | None = None) -> bool:
    """Return whether `move` is asked for and undecided on `as_of`."""
    decided = move.decision and move.decided_on <= as_of and (known_at is None or move.decided_at <= known_at)
    return move.needs_agreement and not decided


def put_right(moves: list[DateMove]) -> list[DateMove]:
    """Return the moves with every correction carried into the row that it names, as if it had always been so."""
    rows = {move.id: move for move in moves if move.kind != Move.CORRECTION}
    corrected = _corrected(moves)
    for move in moves:
        row = corrected.get(move.id)
        if row in rows:
            rows[row] = rows[row]._replace(
                to_due=move.to_due, start=move.start, text=move.text, precision=move.precision
            )
    return list(rows.values())


def _corrected(moves: list[DateMove]) -> dict[int, int]:
    """Return by correction the row that it puts right; one may name another: both lead to the row first written."""
    rows: dict[int, int] = {}
    for move in moves:
        if move.kind == Move.CORRECTION:
            rows[move.id] = rows.get(move.corrects, move.corrects)
    return rows


def history(held: list[DateMove], as_of: date, known_at: datetime | None = None) -> list[DateMove]:
    """Return those of the moves held on `as_of` that count, in the order in which they came to count.

    A date that was asked for counts from the day on which it was agreed, whatever came between.
    """
    counting = [move for move in put_right(held) if agreed(move, as_of, known_at)]
    return sorted(counting, key=lambda move: (*_came_to_count(move), move.id)) if len(counting) > 1 else counting


def _came_to_count(move: DateMove) -> tuple[date, datetime]:
    return (move.decided_on, move.decided_at) if move.needs_agreement else (move.effective_on, move.recorded_at)


def read_deadline(moves: Iterable[DateMove], as_of: date, known_at: datetime | None = None) -> Deadline:
    """Return first date, date now and how often it moved, as at `as_of`.

    A move that was made without a first date ("Revised 30/11/20" alone) counts as moved once and leaves the first
    date unknown; one found later is the first date from then on. Words without a date ("TBC") are no first date: the
    date set after them is. Source: DECISIONS.md, Dates.
    """
    held = as_at(moves, as_of, known_at)
    origin, shown, times = _told(held, as_of, known_at)
    waiting = [move for move in put_right(held) if waits(move, as_of, known_at)]
    return Deadline(
        original_due=origin.to_due if origin else None,
        due=shown.to_due if shown else None,
        start=shown.start if shown else None,
        text=shown.text if shown else "",
        precision=shown.precision if shown else "none",
        times_moved=times,
        asked=waiting[-1] if waiting else None,
    )


def telling_rows(moves: Iterable[DateMove], as_of: date) -> tuple[int | None, int | None]:
    """Return the ids of the rows that tell the first date and the date now: where one was put right, its correction."""
    held = as_at(moves, as_of)
    put_right_by = {wrong: correction for correction, wrong in _corrected(held).items()}
    origin, shown, _ = _told(held, as_of, None)
    return tuple(put_right_by.get(move.id, move.id) if move else None for move in (origin, shown))


def _told(
    held: list[DateMove], as_of: date, known_at: datetime | None
) -> tuple[DateMove | None, DateMove | None, int]:  # fmt: skip
    """Return the move that gives the first date, the one that gives the date now, and how often it was put back."""
    first = found = now = last = None
    times = 0
    for move in history(held, as_of, known_at):
        if move.kind == Move.FOUND:
            found = found or move
            continue
        if move.kind == Move.FIRST and (first is None or first.to_due is None):
            first = move
        times += _puts_back(move, last)
        now = move
        last = move.to_due or last
    return found or first, now or found, times


def _puts_back(move: DateMove, last: date | None) -> bool:
    """Return whether `move` leads to a later date than the last one there was.

    It is read off the dates, not the kind: a correction may have changed what a move was, and a date may have been
    removed ("Ongoing") and set anew in between.
    """
    if move.to_due is None or last is None:
        return move.kind == Move.EXTENSION
    return move.to_due > last


def days_overdue(is_open: bool, due: date | None, as_of: date) -> int:
    """Return by how many calendar days an open item is late; 0 on the day itself and for what is not open."""
    return max((as_of - due).days, 0) if is_open and due else 0


def days_past_first(is_open: bool, original_due: date | None, as_of: date) -> int:
    """Return by how many calendar days an open item has passed its first date on `as_of`."""
    return days_overdue(is_open, original_due, as_of)


def days_later(is_open: bool, deadline: Deadline, as_of: date, done_on: date | None = None) -> int | None:
    """Return how many calendar days later than first agreed it is, or was done; None where either day is unknown.

    Open: the later of date now and `as_of`, less the first date. Done: the day it was done, less the first date.
    Earlier than first agreed gives a negative number.
    """
    if deadline.original_due is None:
        return None
    if is_open:
        return (max(deadline.due or deadline.original_due, as_of) - deadline.original_due).days
    return (done_on - deadline.original_due).days if done_on else None
