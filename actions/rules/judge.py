"""Judges a plan on one day: facts in, the state of every action and step out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from actions.rules import deadlines, progress, ratings, sign_off
from actions.rules.deadlines import Deadline
from actions.rules.facts import Item, Label, Ownership, Plan, Round, StageChange, Update, stands
from actions.rules.ratings import Reported
from actions.vocabulary import DONE_STAGES, OPEN_STAGES, DayFact, Stage


@dataclass(frozen=True, slots=True)
class State:
    """One action or step as at one day. All counts of days are calendar days.

    `action` is the item itself or the action it is a step of; `owners` are the action's where a step names none.
    `is_leaf` marks the unit that counts: a step, or an action without any. `days_passed` counts from the date of a row
    that does not say whether it is done. `done_on` is the day named, `done_by` else a day by which it was. On an action
    with steps, `steps`, `steps_done` and `steps_overdue` count them. `check_on` is when to look again at what was
    signed off.
    """

    item: Item
    action: Item
    is_leaf: bool
    stage: Stage
    stage_stated: bool
    stated_status: str
    is_open: bool
    done_on: date | None
    done_by: date | None
    deadline: Deadline
    overdue: int
    past_first: int
    later: int | None
    days_passed: int
    says: DayFact | None
    reported: Reported | None
    disputed: bool
    newly_worst: bool
    owners: tuple[Ownership, ...]
    updates: tuple[Update, ...]
    silent: bool
    no_change_times: int
    evidence_wanting: bool
    due_soon: bool
    awaits_sign_off: bool = False
    check_on: date | None = None
    steps: int = 0
    steps_done: int = 0
    steps_overdue: int = 0

    @property
    def is_done(self) -> bool:
        """Whether its owner says that it is done (or it was signed off since)."""
        return self.stage in DONE_STAGES

    @property
    def latest_update(self) -> Update | None:
        """The newest note of progress, or None."""
        return self.updates[-1] if self.updates else None


# Without a meeting in the calendar, what falls due within six weeks is due soon. Source: DECISIONS.md, Lateness.
SIX_WEEKS = 42


@dataclass(frozen=True, slots=True)
class Day:
    """What every item of a plan is judged against: the day, what the register knew, and the plan's own calendar."""

    as_of: date
    known_at: datetime | None
    scheme: tuple[Label, ...]
    marks_completion: bool
    sign_off: bool
    sign_off_since: date | None
    last_round: Round | None
    since: date | None
    next_meeting: date | None


def day_of(plan: Plan, as_of: date, known_at: datetime | None = None) -> Day:
    """Return the day on which `plan` is judged, with the meetings before and after it."""
    return Day(
        as_of=as_of,
        known_at=known_at,
        scheme=ratings.scheme_known(plan, known_at),
        marks_completion=progress.marks_completion(plan, as_of, known_at),
        sign_off=plan.sign_off,
        sign_off_since=plan.sign_off_since,
        last_round=progress.last_closed_round(plan, as_of),
        since=max((held for held in plan.meetings if held < as_of), default=None),
        next_meeting=min((held for held in plan.meetings if held > as_of), default=None),
    )


def judge(plan: Plan, as_of: date, known_at: datetime | None = None) -> list[State]:
    """Return the state of every action and step that the register knows as at `as_of`, in the plan's order."""
    return judge_items(plan.items, day_of(plan, as_of, known_at))


def judge_items(items: Sequence[Item], day: Day) -> list[State]:
    """Return the states of `items` on `day`: each action, followed by its steps."""
    items = [item for item in items if item.created_on <= day.as_of and stands(item, day.known_at)]
    actions = {item.id: item for item in items if item.parent is None}
    steps: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        if item.parent in actions:
            steps[item.parent].append(item)
    states = []
    for action in actions.values():
        states += judge_action(action, steps[action.id], day)
    return states


def judge_action(action: Item, steps: Sequence[Item], day: Day) -> list[State]:
    """Return the action's state and then those of its steps."""
    own = judge_item(action, action, day, is_leaf=not steps)
    if not steps:
        return [own]
    parts = [judge_item(step, action, day, is_leaf=True, action_owners=own.owners) for step in steps]
    parts = _with_the_actions_rating(own, parts, day)
    return [_with_steps(own, parts, day), *parts]


def judge_item(
    item: Item, action: Item, day: Day, *, is_leaf: bool, action_owners: tuple[Ownership, ...] = ()
) -> State:
    """Return what the facts of one item say by themselves on `day`."""
    as_of, known_at = day.as_of, day.known_at
    change = progress.stage_now(item, as_of, known_at)
    stage_stated = change is not None and change.stage != Stage.NOT_STATED
    stage = Stage(change.stage) if stage_stated else Stage.IN_PROGRESS if day.marks_completion else Stage.NOT_STATED
    is_open = stage in OPEN_STAGES
    deadline = deadlines.read_deadline(item.moves, as_of, known_at)
    done_on = progress.done_on(change)
    overdue = deadlines.days_overdue(is_open, deadline.due, as_of)
    updates = tuple(progress.updates_so_far(item, as_of, known_at))
    says = _says(stage, is_open, deadline, overdue)
    rating = ratings.reported(item.ratings, day.scheme, as_of, known_at)
    return State(
        item=item,
        action=action,
        is_leaf=is_leaf,
        stage=stage,
        stage_stated=stage_stated,
        stated_status=change.stated_status if change else "",
        is_open=is_open,
        done_on=done_on,
        done_by=progress.done_by(change),
        deadline=deadline,
        overdue=overdue,
        past_first=deadlines.days_past_first(is_open, deadline.original_due, as_of),
        later=deadlines.days_later(is_open, deadline, as_of, done_on),
        days_passed=deadlines.days_overdue(stage == Stage.NOT_STATED, deadline.due, as_of),
        says=says,
        reported=rating,
        disputed=ratings.is_disputed(rating.label if rating else None, day.scheme, says, overdue),
        newly_worst=ratings.is_newly_worst(item.ratings, day.scheme, as_of, day.since, known_at),
        owners=tuple(progress.owners_now(item, as_of, known_at)) or action_owners,
        updates=updates,
        silent=is_open and progress.is_silent(item, updates, day.last_round, known_at),
        no_change_times=progress.no_change_in_a_row(updates),
        evidence_wanting=_evidence_wanting(day, stage, change, item, action),
        awaits_sign_off=day.sign_off and sign_off.awaits(stage, item, action, as_of, known_at),
        check_on=sign_off.check_on(change),
        due_soon=_due_soon(is_open, deadline.due, day),
    )


def _says(stage: Stage, is_open: bool, deadline: Deadline, overdue: int) -> DayFact | None:
    return ratings.what_the_dates_say(
        is_done=stage in DONE_STAGES,
        is_open=is_open,
        not_stated=stage == Stage.NOT_STATED,
        due=deadline.due,
        overdue=overdue,
        moved=deadline.times_moved > 0 or (deadline.original_due or deadline.due) != deadline.due,
    )


def _evidence_wanting(day: Day, stage: Stage, change: StageChange, item: Item, action: Item) -> bool:
    # A paper's "Complete" is its owner's word, given before the register could ask for evidence.
    if not day.sign_off or stage != Stage.DONE or change.from_paper:
        return False
    asked = day.sign_off_since is None or change.effective_on >= day.sign_off_since
    return asked and not sign_off.evidence_now(item, action, day.as_of, day.known_at)


def _due_soon(is_open: bool, due: date | None, day: Day) -> bool:
    if not is_open or due is None or due < day.as_of:
        return False
    if day.next_meeting is None:
        return (due - day.as_of).days <= SIX_WEEKS
    return due < day.next_meeting


def _with_the_actions_rating(own: State, parts: list[State], day: Day) -> list[State]:
    """Hold a rating that stands on the action against its worst open step; that step carries the exception."""
    unrated = [part for part in parts if part.is_open and part.reported is None]
    if own.reported is None or not unrated:
        return parts
    worst = max(unrated, key=lambda part: part.overdue)
    disputed = ratings.is_disputed(own.reported.label, day.scheme, worst.says, worst.overdue)
    return [
        replace(
            part,
            reported=own.reported if part.reported is None else part.reported,
            disputed=disputed if part is worst else part.disputed,
            newly_worst=own.newly_worst if part is worst else part.newly_worst,
        )
        for part in parts
    ]


def _with_steps(own: State, parts: list[State], day: Day) -> State:
    """Return the action's state read with its steps: their dates where it prints none, their progress and lateness."""
    deadline = own.deadline
    if deadline.due is None and deadline.original_due is None and deadline.asked is None:
        deadline = _latest(parts)
    done = sum(part.is_done for part in parts)
    stage = own.stage
    if not own.stage_stated and parts:
        stage = _stage_of_steps(parts)
    is_open = stage in OPEN_STAGES
    overdue = deadlines.days_overdue(is_open, deadline.due, day.as_of)
    worst = max((part.overdue for part in parts), default=0)
    says = _says(stage, is_open, deadline, overdue)
    return replace(
        own,
        stage=stage,
        is_open=is_open,
        deadline=deadline,
        overdue=overdue,
        past_first=deadlines.days_past_first(is_open, deadline.original_due, day.as_of),
        later=deadlines.days_later(is_open, deadline, day.as_of, own.done_on),
        says=says,
        disputed=any(part.disputed for part in parts)
        or ratings.is_disputed(own.reported.label if own.reported else None, day.scheme, says, max(worst, overdue)),
        steps=len(parts),
        steps_done=done,
        steps_overdue=sum(part.overdue > 0 for part in parts),
    )


def _latest(parts: list[State]) -> Deadline:
    dues = [part.deadline.due for part in parts if part.deadline.due]
    firsts = [part.deadline.original_due for part in parts if part.deadline.original_due]
    return Deadline(
        original_due=max(firsts, default=None),
        due=max(dues, default=None),
        precision="derived" if dues else "none",
        times_moved=0,
        derived=bool(dues),
    )


def _stage_of_steps(parts: list[State]) -> Stage:
    stages = {part.stage for part in parts}
    if len(stages) == 1:
        return stages.pop()
    if stages <= DONE_STAGES | {Stage.NO_LONGER_NEEDED}:
        return Stage.DONE
    if stages & (OPEN_STAGES | DONE_STAGES):
        return Stage.IN_PROGRESS
    return Stage.NOT_STATED
