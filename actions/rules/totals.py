"""What is counted, each by one test, so that a number and the list behind it can never differ."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from actions.rules.board import BOARD_RULES, any_rule_hits
from actions.rules.judge import State
from actions.vocabulary import STAGE_MEANINGS, STAGE_WORDS, Stage


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a report prints: its name in addresses and JSON, its heading, its test of a leaf, its meaning."""

    slug: str
    heading: str
    applies: Callable[[State], bool]
    definition: str


def _stage(stage: Stage) -> Count:
    return Count(f"stage_{stage}", STAGE_WORDS[stage], lambda state: state.stage == stage, STAGE_MEANINGS[stage])


COUNTS = {
    count.slug: count
    for count in (
        Count(
            "items", "Actions and steps", lambda state: True,
            "The units that count: each step, and each action without steps.",
        ),
        Count("open", "Open", lambda state: state.is_open, "Not started or in progress."),
        Count("done", "Done", lambda state: state.is_done, "Said to be done, whether or not it was checked since."),
        Count(
            "attention", "Needs the board’s attention", any_rule_hits,
            "At least one of the rules below applies; each is counted once.",
        ),
        Count(
            "asked", "New date asked for", lambda state: state.deadline.asked is not None,
            "A new date waits to be agreed; until then the date before it counts.",
        ),
        *(Count(rule.slug, rule.heading, rule.applies, rule.definition) for rule in BOARD_RULES),
        *(_stage(stage) for stage in Stage),
    )
}  # fmt: skip


def leaves(states: Iterable[State]) -> list[State]:
    """Return the units that count: steps, and actions without any."""
    return [state for state in states if state.is_leaf]


def counted(states: Iterable[State], slug: str, section: int | None | str = "") -> list[State]:
    """Return the leaves behind a number: those of `COUNTS[slug]`, in the theme of that id.

    `section` None stands for what belongs to no theme, "" for every theme.
    """
    applies = COUNTS[slug].applies
    return [state for state in leaves(states) if applies(state) and (section == "" or state.action.section == section)]


def added_up(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    """Return the counts of a plan from those of its themes, which hold each leaf once."""
    whole = {"actions": 0} | dict.fromkeys(COUNTS, 0)
    for counts in parts:
        for slug, number in counts.items():
            whole[slug] += number
    return whole


def totals(states: Iterable[State]) -> dict[str, int]:
    """Return every count by its slug, and `actions`: how many actions the leaves belong to."""
    units = leaves(states)
    return {"actions": len({state.action.id for state in units})} | {
        slug: sum(1 for state in units if count.applies(state)) for slug, count in COUNTS.items()
    }
