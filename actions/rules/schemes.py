"""A rating scheme tried on a plan before it is used: facts and labels in, what it would change out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.rules.board import BOARD_RULES
from actions.rules.facts import Label, Plan
from actions.rules.judge import State, judge
from actions.rules.ratings import A_MONTH


@dataclass(frozen=True, slots=True)
class Effect:
    """What another scheme changes of the leaves on one day, each as it would then be judged.

    `changed` are those of which other board rules hold, `newly` and `no_longer` those of them whose reported rating
    becomes, or ceases to be, better than the dates show. `unknown` have a rating that the new scheme does not know.
    """

    judged: int
    changed: tuple[State, ...]
    newly: tuple[State, ...]
    no_longer: tuple[State, ...]
    unknown: tuple[State, ...]


def effect_of(plan: Plan, scheme: Sequence[Label], as_of: date) -> Effect:
    """Return what judging `plan` by `scheme` in place of its own would change on `as_of`."""
    before = {state.item.id: state for state in judge(plan, as_of) if state.is_leaf}
    after = [state for state in judge(replace(plan, scheme=tuple(scheme)), as_of) if state.is_leaf]
    pairs = [(before[state.item.id], state) for state in after]
    return Effect(
        judged=len(after),
        changed=tuple(new for old, new in pairs if _rules(old) != _rules(new)),
        newly=tuple(new for old, new in pairs if new.disputed and not old.disputed),
        no_longer=tuple(new for old, new in pairs if old.disputed and not new.disputed),
        unknown=tuple(new for old, new in pairs if _is_known(old) and not _is_known(new)),
    )


def _rules(state: State) -> set[str]:
    return {rule.slug for rule in BOARD_RULES if rule.applies(state)}


def _is_known(state: State) -> bool:
    return state.reported is not None and state.reported.label is not None


def days_asked(scheme: Sequence[Label]) -> dict[str, int | None]:
    """Return by label from how many days late it applies: as the plan set it, else as the default has it.

    The default: late at all leaves the lowest rank but one, over a month the lowest. Source: DECISIONS.md, Ratings.
    """
    if any(label.from_days_late is not None for label in scheme):
        return {label.label: label.from_days_late for label in scheme}
    ranks = sorted({label.rank for label in scheme if label.rank is not None})
    days = {ranks[0]: 1} if ranks else {}
    if len(ranks) > 2:
        days = {ranks[0]: A_MONTH + 1, ranks[1]: 1}
    return {label.label: days.get(label.rank) for label in scheme}
