"""What holds of every answer, by whichever form it comes: a state and an answer in, what is wrong in sentences out."""

from collections.abc import Iterable, Iterator
from datetime import date

from actions.models import RatingLabel
from actions.rules.judge import State
from actions.services.answers import Answer, made_consistent, never_had_a_date
from actions.templatetags.look import full_date
from actions.vocabulary import REASONED_STAGES, STAGE_WORDS, Stage

OFFERED = (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.DONE, Stage.PAUSED, Stage.NO_LONGER_NEEDED)
# What lies outside is a slip of the keys: "31 12 9999" once agreed makes an action 2,914,727 days late.
EARLIEST_DONE = date(2000, 1, 1)
YEARS_AHEAD = 10


def stages_offered(state: State) -> list[Stage]:
    """Return the stages that somebody may choose: those of every form, and the one that the item has."""
    return [*OFFERED, *(stage for stage in (state.stage,) if stage not in (*OFFERED, Stage.NOT_STATED))]


def stage_is_its_steps(state: State, has_steps: bool) -> bool:
    """Return whether the steps say how far the action is, so that nobody is asked."""
    return has_steps and not state.stage_stated


def takes_no_new_date(state: State) -> bool:
    """Return whether no new date can be given: it is done, one waits already, or the date is that of its steps."""
    return bool(state.is_done or state.deadline.asked or state.deadline.derived)


def wrong_with_done_on(day: date | None, today: date) -> str:
    """Return what is wrong with the day on which something was done, nothing where all is well."""
    if day and day > today:
        return "The date it was done must be today or in the past"
    if day and day < EARLIEST_DONE:
        return f"The date it was done must be {full_date(EARLIEST_DONE)} or later"
    return ""


def wrong_with_new_date(day: date | None, state: State, today: date) -> str:
    """Return what is wrong with a new date: it holds already, has passed, or lies too far ahead."""
    if day and day == state.deadline.due:
        return "The new date must differ from the date now"
    if day and day < today:
        return "The new date must be today or in the future"
    if day and (day.year - YEARS_AHEAD, day.month, day.day) > (today.year, today.month, today.day):
        return f"The new date must be within {YEARS_AHEAD} years from today"
    return ""


def wrong_with_answer(
    answer: Answer, state: State, labels: Iterable[RatingLabel], open_steps: int
) -> Iterator[tuple[str, str]]:
    """Return what does not go together, as the field of Answer that it stands beside and a sentence.

    `open_steps` is how many steps of the action are not done.
    """
    if answer.new_date and not never_had_a_date(state) and not answer.reason:
        yield "reason", "Say why a new date is needed"
    if answer.stage in REASONED_STAGES and not answer.stage_reason:
        yield "stage_reason", f"Say why it is {STAGE_WORDS[answer.stage].lower()}"
    if answer.done_on and not (answer.stage == Stage.DONE or answer.steps_done):
        yield "done_on", "Mark what was done on that day, or leave the date empty"
    if answer.stage == Stage.DONE and len(answer.steps_done) < open_steps:
        yield "stage", "Tick every step before you mark the action as done"
    if answer.no_change and (answer.rating or answer.stage or answer.steps_done or answer.new_date):
        yield "no_change", "You ticked “No change” and changed something: choose one of the two"
    try:
        made_consistent(answer, state, labels)
    except ValueError as disagreement:
        yield "rating", str(disagreement)
