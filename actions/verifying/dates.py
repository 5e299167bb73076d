"""Checks of the history of dates: each move leaves from the date that held, and says who agreed."""

from collections.abc import Iterator, Sequence
from datetime import date

from actions.rules.deadlines import read_deadline
from actions.rules.facts import DateMove
from actions.rules.facts import Item as Facts
from actions.verifying.held import Disagreement, Held, said
from actions.vocabulary import Move


def moves_leave_from_the_date_before(held: Held) -> Iterator[Disagreement]:
    """Each row of the history says as its "from" the date that held when it was written."""
    steps = {}
    for item in held.facts.items:
        steps.setdefault(item.parent, []).append(item)
    for item in held.facts.items:
        for move in item.moves:
            if move.kind not in (Move.FIRST, Move.FOUND, Move.CORRECTION) and not _fits(item, steps, move):
                before = _before(item.moves, move)
                told = f"the history says {said(read_deadline(before, move.effective_on, move.recorded_at).due)}"
                yield held.off(item.id, f"Date before {said(move.to_due)}", move.from_due, told)


def _fits(item: Facts, steps: dict, move: DateMove) -> bool:
    before = _before(item.moves, move)
    held = {_due(before, move, day) for day in (move.effective_on, date.max)}
    if held == {None}:  # an action without a date of its own has the latest of its steps'
        held |= {each.to_due for step in steps.get(item.id, ()) for each in step.moves}
    return move.from_due in held


def _due(before: Sequence[DateMove], move: DateMove, day: date) -> date | None:
    return read_deadline(before, day, move.recorded_at).due


def _before(moves: Sequence[DateMove], move: DateMove) -> list[DateMove]:
    return [each for each in moves if (each.recorded_at, each.id) < (move.recorded_at, move.id)]


def corrections_name_a_row_of_their_own(held: Held) -> Iterator[Disagreement]:
    """A typing error that is put right stands in the history of the same action or step, and says what it put right."""
    for item in held.facts.items:
        rows = {move.id: move for move in item.moves}
        for move in item.moves:
            if move.kind != Move.CORRECTION:
                continue
            if move.corrects not in rows:
                yield held.off(item.id, "Typing error put right", f"row {move.corrects}", "it is of another action")
            elif move.from_due not in _printed(rows, move):
                told = f"the row says {said(rows[move.corrects].to_due)}"
                yield held.off(item.id, "Date that was put right", move.from_due, told)


def _printed(rows: dict[int, DateMove], correction: DateMove) -> set[date | None]:
    """What the row that is put right said, by itself or by an earlier correction."""
    earlier = (row for row in rows.values() if row.corrects == correction.corrects and row.id < correction.id)
    return {rows[correction.corrects].to_due, *(row.to_due for row in earlier)}


def decisions_name_who(held: Held) -> Iterator[Disagreement]:
    """A new date that was agreed, refused or withdrawn says in the log by whom."""
    decided = {(entry.item, entry.recorded_at) for entry in held.log if entry.event == "decide_date" and entry.who}
    for item in held.facts.items:
        for move in item.moves:
            if move.decision and (item.id, move.decided_at) not in decided:
                yield held.off(item.id, f"New date {said(move.to_due)}", move.decision, "the log does not say by whom")
