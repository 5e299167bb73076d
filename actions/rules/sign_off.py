"""Evidence and sign-off as at one day: what shows that it is done, and when to look again."""

from datetime import date, datetime

from actions.rules.facts import Evidence, Item, StageChange, as_at
from actions.vocabulary import SIGNED_OFF_STAGES, Stage


def evidence_now(item: Item, action: Item, as_of: date, known_at: datetime | None = None) -> list[Evidence]:
    """Return what was given as evidence for an item up to `as_of`; what was given for an action stands for its steps.

    >>> from tests.rules.builders import item
    >>> evidence_now(item(), item(), date(2020, 1, 1))
    []
    """
    given = item.evidence if item is action else (*item.evidence, *action.evidence)
    return as_at(given, as_of, known_at)


def awaits(stage: Stage, item: Item, action: Item, as_of: date, known_at: datetime | None = None) -> bool:
    """Return whether it is said to be done, with evidence that nobody has accepted yet."""
    return stage == Stage.DONE and bool(evidence_now(item, action, as_of, known_at))


def check_on(change: StageChange | None) -> date | None:
    """Return when to look again whether what was signed off is still in place, None where nobody is to."""
    return change.check_on if change is not None and change.stage in SIGNED_OFF_STAGES else None
