"""The board's rules, one entry each, in order of gravity; page, workbook, JSON and tests loop over them."""

from collections.abc import Callable
from dataclasses import dataclass

from actions.rules.judge import State
from actions.vocabulary import DAY_FACT_WORDS


@dataclass(frozen=True, slots=True)
class BoardRule:
    """Something that a board should hear of.

    `slug` names it in JSON and addresses, `heading` on the page; `definition` says when it applies, `question` is one
    that members may ask; `applies` tests a leaf's state; `sentence` says why it applies to this one. What follows from
    a graver rule (`implied_by`) is counted, but not said twice beside it.
    """

    slug: str
    heading: str
    definition: str
    question: str
    applies: Callable[[State], bool]
    sentence: Callable[[State], str]
    implied_by: str = ""


def days(count: int) -> str:
    """Return "1 day" or "61 days".

    >>> days(1), days(1200)
    ('1 day', '1,200 days')
    """
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def day(value) -> str:
    """Return a day as people read it.

    >>> from datetime import date
    >>> day(date(2020, 9, 3))
    '3 September 2020'
    """
    return f"{value.day} {value:%B %Y}"


def on_or_by(done_on, done_by) -> str:
    """Return when something was done: "on" a day that was named, "by" the day of whoever first says so.

    >>> from datetime import date
    >>> on_or_by(None, date(2018, 9, 3))
    'by 3 September 2018'
    """
    return f"on {day(done_on)}" if done_on else f"by {day(done_by)}"


def times(count: int) -> str:
    """Return how often, in words for the small numbers.

    >>> times(1), times(2), times(5)
    ('once', 'twice', '5 times')
    """
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _disputed(state: State) -> str:
    against = f"{DAY_FACT_WORDS[state.says].lower()} by {days(state.overdue)}" if state.overdue else "otherwise"
    return f"Reported “{state.reported.stated}”; the dates say {against}"


def _moved(state: State) -> str:
    later = f", now {days(state.later)} later than first agreed" if state.later and state.later > 0 else ""
    return f"Date moved {times(state.deadline.times_moved)}{later}"


def _no_date(state: State) -> str:
    return f"The plan prints “{state.deadline.text}”" if state.deadline.text else "The plan prints no date"


def no_change(count: int) -> str:
    """Return what is said of the answer "no change", given so many times running.

    >>> no_change(1), no_change(3), no_change(12), no_change(21)
    ('No change', 'No change (third time)', 'No change (12th time)', 'No change (21st time)')
    """
    if count < 2:
        return "No change"
    words = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    ending = "th" if 10 < count % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"No change ({words[count - 2] if count - 2 < len(words) else f'{count}{ending}'} time)"


BOARD_RULES = (
    BoardRule(
        "overdue", "Overdue", "Open, and the date now has passed. Due today is not late.",
        "What will bring it back?",
        lambda s: s.overdue > 0,
        lambda s: f"Due {day(s.deadline.due)}, overdue by {days(s.overdue)}",
    ),
    BoardRule(
        "new_red", "Newly at the worst rating", "Fell to the plan's worst rating since the last meeting.",
        "What changed?",
        lambda s: s.newly_worst,
        lambda s: f"Now “{s.reported.stated}”" if s.reported else "Fell to the worst rating",
    ),
    BoardRule(
        "disputed", "Reported better than the dates show", "The reported rating is better than its dates allow.",
        "Why this rating?",
        lambda s: s.disputed,
        _disputed,
    ),
    BoardRule(
        "past_original", "Past its first date", "Open, and the first date has passed, whatever date holds now.",
        "Why was the first date missed?",
        lambda s: s.past_first > 0,
        lambda s: f"First date {day(s.deadline.original_due)} passed {days(s.past_first)} ago"
        + (f"; date now {day(s.deadline.due)}" if s.deadline.due else "; no date now"),
        implied_by="overdue",
    ),
    BoardRule(
        "revised_twice", "Moved twice or more", "Open, and the date was put back at least twice.",
        "Will this date hold?",
        lambda s: s.is_open and s.deadline.times_moved >= 2,
        _moved,
    ),
    BoardRule(
        "silent", "Asked, no reply", "Asked about in the last closed update round, and nobody answered.",
        "Who should have answered?",
        lambda s: s.silent,
        lambda s: f"No update since {day(s.latest_update.effective_on)}" if s.updates else "No update so far",
    ),
    BoardRule(
        "no_deadline", "No date set", "Open, and no date is set.",
        "By when will it be done?",
        lambda s: s.is_open and s.deadline.due is None,
        _no_date,
    ),
    BoardRule(
        "no_owner", "No lead named", "Open, and neither it nor its action names a lead.",
        "Who answers for it?",
        lambda s: s.is_open and not s.owners,
        lambda s: "Nobody is named",
    ),
    BoardRule(
        "closed_without_evidence", "Done without evidence",
        "Said to be done, in a plan that asks for evidence, with none given.",
        "What shows that it is done?",
        lambda s: s.evidence_wanting,
        lambda s: (
            f"Done {on_or_by(s.done_on, s.done_by)}, no evidence given" if s.done_by else "Done, no evidence given"
        ),
    ),
    BoardRule(
        "due_soon", "Due soon", "Open, and due before the next meeting (within 42 days where none is set).",
        "Is it on course?",
        lambda s: s.due_soon,
        lambda s: f"Due {day(s.deadline.due)}",
    ),
    BoardRule(
        "not_stated", "Date passed, not said whether done",
        "The date has passed and the plan does not say whether it is done.",
        "Is it done?",
        lambda s: s.days_passed > 0,
        lambda s: f"Due {day(s.deadline.due)}, {days(s.days_passed)} ago; the plan does not say whether it is done",
    ),
)  # fmt: skip
# Raised with every change of what a rule counts, so that a stored report says by which rules it was judged.
RULES_VERSION = 1
RULE = {rule.slug: rule for rule in BOARD_RULES}


def rules_hit(state: State) -> tuple[BoardRule, ...]:
    """Return the rules that apply to a leaf, gravest first; nothing for an action with steps."""
    return tuple(rule for rule in BOARD_RULES if rule.applies(state)) if state.is_leaf else ()


def any_rule_hits(state: State) -> bool:
    """Return whether any rule applies to a leaf."""
    return state.is_leaf and any(rule.applies(state) for rule in BOARD_RULES)
