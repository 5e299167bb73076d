"""What the parties of a user hold, across plans: judged, grouped by urgency, each with its addresses."""

from dataclasses import dataclass
from datetime import date

from actions import links, queries
from actions.models import Plan
from actions.permissions import may
from actions.rules.judge import State
from actions.rules.publication import mark_of_state


@dataclass(frozen=True, slots=True)
class Held:
    """One leaf that the user holds, with the addresses of its page and (where they may) of its update form."""

    plan: Plan
    state: State
    href: str
    update_href: str
    not_public: str = ""


# In order of urgency: heading, what is said of it, and whether a state belongs; the first that fits counts.
GROUPS = (
    ("Overdue", "The date now has passed.", lambda s: s.overdue > 0),
    ("Due soon", "Due before the plan’s next meeting, or within 42 days where none is set.", lambda s: s.due_soon),
    ("Open", "Not due soon, or without a date.", lambda s: s.is_open),
    ("Not said whether done", "The plan does not say how far these are.", lambda s: s.stage == "not_stated"),
    ("Done, paused or no longer needed", "", lambda s: True),
)
FINISHED = len(GROUPS) - 1


def held_by(user, on: date) -> list[Held]:
    """Return the leaves that the user's parties hold, judged on `on`, the most urgent first."""
    held = []
    for plan, leaves in queries.leaves_held_by(user, on):
        updates = may(user, "update_own", plan)
        held += [held_leaf(plan, state, updates) for state in queries.states_of(user, plan, leaves, on)]
    return sorted(held, key=urgency)


def held_leaf(plan: Plan, state: State, updates: bool) -> Held:
    """Return the list's line of one leaf; `updates` says whether the user may answer for it."""
    pk = state.item.id
    update_page = links.item_page(plan, pk, "update_action") if updates else ""
    return Held(plan, state, links.item_page(plan, pk), update_page, mark_of_state(state))


def group_of(state: State) -> int:
    """Return the place in GROUPS of the first group that the state belongs to."""
    return next(place for place, (_, _, belongs) in enumerate(GROUPS) if belongs(state))


def urgency(held: Held) -> tuple:
    """Return what sorts the most urgent first: the group, then the earliest date, what has none last."""
    due = held.state.deadline.due
    return group_of(held.state), due is None, due or date.max, held.plan.title, held.state.item.id
