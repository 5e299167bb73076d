"""One row of a list of actions: what the table shows of a state on any day, or of current values today."""

from dataclasses import dataclass
from datetime import date

from actions.rules.judge import State
from actions.rules.publication import mark_of_state
from actions.vocabulary import DayFact, Stage


@dataclass(frozen=True, slots=True)
class Row:
    """An action or step as the table draws it. `action` is the title of the action above a step, else empty.

    `text` is what the plan prints in the place of a date; `asked` is a new date that waits; `steps` counts an action's steps: all, done, overdue.
    `not_public` marks what is not for publication.
    """

    id: int
    ref: str
    title: str
    action: str
    leads: tuple[str, ...]
    original_due: date | None
    due: date | None
    text: str
    times_moved: int
    rating: str
    colour: str
    says: DayFact | None
    overdue: int
    stage: Stage
    updated_on: date | None
    steps: tuple[int, int, int] = (0, 0, 0)
    not_public: str = ""
    asked: date | None = None


def row_of(state: State) -> Row:
    """Return the row of a judged action or step."""
    reported, deadline = state.reported, state.deadline
    return Row(
        id=state.item.id,
        ref=state.item.ref or state.action.ref,
        title=state.item.title,
        action="" if state.item is state.action else state.action.title,
        leads=tuple(owner.name for owner in state.owners),
        original_due=deadline.original_due,
        due=deadline.due,
        text="" if deadline.due else deadline.text,
        times_moved=deadline.times_moved,
        rating=reported.stated if reported else "",
        colour=reported.label.colour if reported and reported.label else "",
        says=state.says,
        overdue=state.overdue,
        stage=state.stage,
        updated_on=state.latest_update.effective_on if state.updates else None,
        steps=(state.steps, state.steps_done, state.steps_overdue),
        not_public=mark_of_state(state),
        asked=deadline.asked.to_due if deadline.asked else None,
    )
