"""Writes one answer to "how far is it?": note, rating, stage, steps done and a new date, together or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from actions.models import Item, Party, RatingLabel, Update
from actions.rules.judge import State
from actions.services.deadlines import revise_deadline, set_first_date
from actions.services.progress import change_stage, record_progress
from actions.services.ratings import report_rating
from actions.services.writing import Writing
from actions.vocabulary import DONE_STAGES, REASONED_STAGES, SIGNED_OFF_STAGES, STAGE_OF_STATUS, STAGE_WORDS, Stage


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of an item; what is None or empty was not said.

    `stage_reason` says why it is paused or no longer needed; `done_on` is the day it was done.
    """

    note: str = ""
    no_change: bool = False
    rating: RatingLabel | None = None
    stage: Stage | None = None
    stage_reason: str = ""
    done_on: date | None = None
    steps_done: tuple[Item, ...] = ()
    new_date: date | None = None
    reason: str = ""
    will_do: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """By which way and when somebody said what another enters, and the day that it speaks for."""

    how: str = ""
    said_on: date | None = None
    effective_on: date | None = None


def made_consistent(answer: Answer, state: State, labels: Iterable[RatingLabel]) -> Answer:
    """Return `answer` with its rating and stage saying the same, where the plan's labels carry a status.

    Of the two, what was said leads and the other follows; raises ValueError with a sentence where both were said and
    disagree, or where more than one label would do.
    """
    if state.stage in SIGNED_OFF_STAGES and _leaves(state.stage, answer):
        raise ValueError("This is signed off: it is opened again on its own page, with a reason")
    if answer.rating:
        stage = STAGE_OF_STATUS.get(answer.rating.status)
        if stage is None or _same_side(stage, answer.stage or state.stage):
            return answer
        if answer.stage:
            said = f"“{answer.rating.label}” does not go with the stage “{STAGE_WORDS[answer.stage]}”"
            raise ValueError(f"{said}: change one of the two")
        return replace(answer, stage=stage)
    held = STAGE_OF_STATUS.get(state.reported.label.status) if state.reported and state.reported.label else None
    if answer.stage is None or held is None or _same_side(held, answer.stage):
        return answer
    fitting = [label for label in labels if STAGE_OF_STATUS.get(label.status) == answer.stage]
    if len(fitting) > 1:
        raise ValueError(f"Choose the rating that goes with the stage “{STAGE_WORDS[answer.stage]}”")
    return replace(answer, rating=fitting[0]) if fitting else answer


def never_had_a_date(state: State) -> bool:
    """Return whether a date given now is the item's first, and not one set again after it was removed."""
    return state.deadline.original_due is None and state.deadline.times_moved == 0


def _leaves(stage: Stage, answer: Answer) -> bool:
    """Return whether the answer says another stage than the one that a second person stands for."""
    rated = STAGE_OF_STATUS.get(answer.rating.status) if answer.rating else None
    return answer.stage not in (None, stage) or rated is not None and not _same_side(rated, stage)


def _same_side(one: Stage, other: Stage) -> bool:
    return (one in DONE_STAGES) == (other in DONE_STAGES)


def record_answer(
    writing: Writing,
    item: Item,
    state: State,
    answer: Answer,
    labels: Iterable[RatingLabel] = (),
    *,
    by: Party | None = None,
    new_date_waits: bool = True,
    said: Said = Said(),
    at_once: bool = False,
) -> Update | None:
    """Record all that `answer` says; `state` is what held before, `labels` are those of the plan's scheme.

    Returns its note of progress, written `at_once` for what is to name it.

    `new_date_waits` is whether a new date needs agreement; a date for what never had one is its first date and needs
    nobody's. Raises ValueError where rating and stage disagree (see `made_consistent`), and where something is paused
    or no longer needed without a reason.
    """
    if answer.stage in REASONED_STAGES and not answer.stage_reason.strip():
        raise ValueError(f"Say why it is {STAGE_WORDS[answer.stage].lower()}")
    answer = made_consistent(answer, state, labels)
    update, on = None, said.effective_on
    if answer.note or answer.no_change:
        update = record_progress(
            writing, item, answer.note, no_change=answer.no_change, author=by, effective_on=on, how=said.how,
            said_on=said.said_on, at_once=at_once,
        )  # fmt: skip
    if answer.stage:
        reached = {"before": state.stage, "done_on": answer.done_on, "reason": answer.stage_reason}
        _reach(writing, item, answer.stage, effective_on=on, **reached)
    if answer.rating:
        before = state.reported.stated if state.reported else ""
        report_rating(writing, item, answer.rating, before=before, effective_on=on)
    for step in answer.steps_done:
        _reach(writing, step, Stage.DONE, before=step.stage, done_on=answer.done_on)
    if answer.new_date and never_had_a_date(state):
        set_first_date(writing, item, answer.new_date)
    elif answer.new_date:
        revise_deadline(
            writing,
            item,
            answer.new_date,
            from_due=state.deadline.due,
            reason=answer.reason,
            will_do=answer.will_do,
            asked_by=by,
            needs_agreement=new_date_waits,
        )
    return update


def _reach(
    writing: Writing, item: Item, stage: Stage, *, before: str, done_on: date | None, reason: str = "",
    effective_on: date | None = None,
) -> None:  # fmt: skip
    # The form says so: a day left empty is today.
    day = (done_on or writing.actor.today) if stage in DONE_STAGES else None
    change_stage(writing, item, stage, before=before, done_on=day, reason=reason, effective_on=effective_on)
