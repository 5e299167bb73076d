"""A plan and its reader in; what waits, what lacks evidence and what is to be checked, in words, out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from actions import links, queries
from actions.models import Plan
from actions.permissions import may
from actions.rules.board import on_or_by
from actions.rules.judge import State
from actions.rules.publication import mark_of_state
from actions.templatetags.look import full_date
from actions.vocabulary import DONE_STAGES

FEW = 20  # of the checks that are still to come


@dataclass(frozen=True, slots=True)
class SignOffRow:
    """One action or step; `when` says when it was done or is to be checked."""

    ref: str
    title: str
    action: str
    href: str
    leads: str
    when: str
    not_public: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one list under its heading; `more` is how many are not shown, `none` what it says without any."""

    slug: str
    heading: str
    about: str
    column: str
    none: str
    rows: tuple[SignOffRow, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """How many there are, shown or not."""
        return len(self.rows) + self.more


def groups(user, plan: Plan, today: date) -> list[Group]:
    """Return the lists of the page, in the order of what is to be done."""
    done = queries.leaves_for(user, plan, today).filter(stage__in=[str(stage) for stage in DONE_STAGES])
    states = queries.states_of(user, plan, done.order_by("position", "pk"), today)
    decides = "sign_off_action" if may(user, "manage_plan", plan) else "action"
    to_decide, to_action = links.item_pages(plan, name=decides), links.item_pages(plan)
    checked = sorted((s for s in states if s.check_on), key=lambda state: state.check_on)
    to_come = [state for state in checked if state.check_on > today]
    return [
        Group(
            "waiting", "Waiting to be signed off", "Done, with evidence that nobody has accepted yet.", "Done",
            "Nothing waits to be signed off.", _rows((s for s in states if s.awaits_sign_off), to_decide, _done),
        ),
        Group(
            "wanting", "Done, and no evidence given", "Their leads said so here; the board hears of it.", "Done",
            "Everything that was said here to be done has evidence.",
            _rows((s for s in states if s.evidence_wanting), to_action, _done),
        ),
        Group(
            "due", "Due to be checked", "Signed off, and to be looked at again by now.", "Check on",
            "Nothing is due to be checked.",
            _rows((s for s in checked if s.check_on <= today), to_decide, _check),
        ),
        Group(
            "to_come", "To be checked later", "", "Check on", "No later check is set.",
            _rows(to_come[:FEW], to_decide, _check), more=max(len(to_come) - FEW, 0),
        ),
    ]  # fmt: skip


def _rows(
    states: Iterable[State], page: Callable[[int], str], when: Callable[[State], str]
) -> tuple[SignOffRow, ...]:  # fmt: skip
    return tuple(
        SignOffRow(
            ref=state.action.ref,
            title=state.item.title,
            action="" if state.item is state.action else state.action.title,
            href=page(state.item.id),
            leads="; ".join(owner.name for owner in state.owners) or "No lead named",
            when=when(state),
            not_public=mark_of_state(state),
        )
        for state in states
    )


def _done(state: State) -> str:
    if not state.done_by:
        return "Day not stated"
    words = on_or_by(state.done_on, state.done_by)
    return words.removeprefix("on ") if state.done_on else words.capitalize()


def _check(state: State) -> str:
    return full_date(state.check_on)
