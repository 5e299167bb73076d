"""Writes one answer to "how far is it?": note, rating, stage, steps done and a new date, together or not at all."""

from dataclasses import dataclass
from datetime import date

from actions.models import Item, Party, RatingLabel
from actions.rules.judge import State
from actions.services.deadlines import revise_deadline, set_first_date
from actions.services.progress import change_stage, record_progress
from actions.services.ratings import report_rating
from actions.services.writing import Writing
from actions.vocabulary import DONE_STAGES, Stage


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of an item; what is None or empty was not said. `done_on` is the day it was done."""

    note: str = ""
    no_change: bool = False
    rating: RatingLabel | None = None
    stage: Stage | None = None
    done_on: date | None = None
    steps_done: tuple[Item, ...] = ()
    new_date: date | None = None
    reason: str = ""


def record_answer(
    writing: Writing, item: Item, state: State, answer: Answer, *, by: Party | None = None, new_date_waits: bool = True
) -> None:
    """Record all that `answer` says; `state` is what held before, `new_date_waits` whether a new date needs agreement.

    A date for what never had one is its first date and needs nobody's agreement.
    """
    if answer.note or answer.no_change:
        record_progress(writing, item, answer.note, no_change=answer.no_change, author=by)
    if answer.stage:
        _reach(writing, item, answer.stage, before=state.stage, done_on=answer.done_on)
    if answer.rating:
        before = state.reported.stated if state.reported else ""
        report_rating(writing, item, answer.rating, before=before)
    for step in answer.steps_done:
        _reach(writing, step, Stage.DONE, before=step.stage, done_on=answer.done_on)
    if answer.new_date and state.deadline.due is None and state.deadline.times_moved == 0:
        set_first_date(writing, item, answer.new_date)
    elif answer.new_date:
        revise_deadline(
            writing,
            item,
            answer.new_date,
            from_due=state.deadline.due,
            reason=answer.reason,
            asked_by=by,
            needs_agreement=new_date_waits,
        )


def _reach(writing: Writing, item: Item, stage: Stage, *, before: str, done_on: date | None) -> None:
    # Without a day of its own, what is said to be done was done by the day on which it is said.
    done_by = writing.actor.today if stage in DONE_STAGES and done_on is None else None
    change_stage(writing, item, stage, before=before, done_on=done_on, done_by=done_by)
