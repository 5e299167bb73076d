"""The facts that rules judge: what the register holds of a plan, as plain values.

Events are named tuples whose first four fields say which event it is, the day it speaks for, when it was recorded and
when (if ever) it was taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple, TypeVar


class DateMove(NamedTuple):
    """A row of the history of dates; days are calendar days."""

    id: int
    effective_on: date
    recorded_at: datetime
    retracted_at: datetime | None
    kind: str
    start: date | None
    from_due: date | None
    to_due: date | None
    text: str
    precision: str
    corrects: int | None
    needs_agreement: bool
    decision: str
    decided_on: date | None
    decided_at: datetime | None
    reason: str


class StageChange(NamedTuple):
    """A stage reached, with the plan's own word for it; `from_paper` where a paper said so.

    `check_on` is when to look again whether what was signed off is still in place.
    """

    id: int
    effective_on: date
    recorded_at: datetime
    retracted_at: datetime | None
    stage: str
    stated_status: str
    done_on: date | None
    done_by: date | None
    from_paper: bool
    check_on: date | None = None


class Rating(NamedTuple):
    """A rating given ("reported") or set by hand until `lapses_on`; `label` is the scheme's, None where it has none."""

    id: int
    effective_on: date
    recorded_at: datetime
    retracted_at: datetime | None
    kind: str
    label: str | None
    stated: str
    reason: str
    lapses_on: date | None


class Update(NamedTuple):
    """A note of progress; `dated` is False where the paper's as-at date stands in for its own.

    `words_of` names the update in whose place these words stand before the board; that one stays as it was given.
    """

    id: int
    effective_on: date
    recorded_at: datetime
    retracted_at: datetime | None
    label: str
    note: str
    dated: bool
    no_change: bool
    author: str
    publication: str
    words_of: int | None = None


class Evidence(NamedTuple):
    """A file or link that shows how far an item is; whether there is any is the same for every reader."""

    id: int
    effective_on: date
    recorded_at: datetime
    retracted_at: datetime | None


class Ownership(NamedTuple):
    """A party taking on ("taken_on") or laying down ("laid_down") an item in a role."""

    id: int
    effective_on: date
    recorded_at: datetime
    retracted_at: datetime | None
    kind: str
    role: str
    party: int
    name: str
    body: str
    position: int


class Paper(NamedTuple):
    """A document that was taken in, the day that it speaks for, the SHA-256 of its bytes, and when it was taken in."""

    name: str
    as_at: date
    sha256: str
    recorded_at: datetime
    retracted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a rating scheme; `rank` 1 is the worst, None judges nothing."""

    label: str
    colour: str = ""
    meaning: str = ""
    status: str = ""
    rank: int | None = None
    stands_beside: frozenset[str] = frozenset()
    from_days_late: int | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """One version of a rating scheme, and from when to when the register held it."""

    recorded_at: datetime
    labels: tuple[Label, ...]
    retracted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A theme of the plan; `notes` holds label and text of what it says of the theme, as printed."""

    id: int
    ref: str
    title: str
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An action, or a step of one (`parent`), with every event that the register holds of it.

    `extra` holds heading and text of the plan's columns that have no field of ours, as printed. `publication` says who
    may read it, `exempt_paragraph` by which paragraph it is kept back.
    """

    id: int
    ref: str
    title: str
    section: int | None
    parent: int | None
    created_on: date
    recorded_at: datetime
    retracted_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    moves: tuple[DateMove, ...] = ()
    stages: tuple[StageChange, ...] = ()
    ratings: tuple[Rating, ...] = ()
    updates: tuple[Update, ...] = ()
    ownerships: tuple[Ownership, ...] = ()
    publication: str = "public"
    exempt_paragraph: str = ""


class LeftOut(NamedTuple):
    """An "action", "step" or "update" that is not for publication and was left out, known from `effective_on`."""

    what: str
    effective_on: date
    recorded_at: datetime
    retracted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """An update round that is over: which items were asked about, and from which day to which an update answers.

    What was recorded before `opened_at` answers nothing, whatever day it speaks for.
    """

    opened_on: date
    closed_on: date
    asked: frozenset[int]
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and all that is known of it; `items` stand in the plan's own order, steps after their action.

    `left_out` is what a file leaves out as not for publication, None where it is no file but a page.
    `scheme` is the newest of `schemes` that stands. `hidden_stages` are those of items that the reader may not see:
    whether a plan marks completion is the same for every reader. What was done before `sign_off_since` was never asked
    for evidence.
    """

    slug: str
    title: str
    organisation: str
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    scheme: tuple[Label, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    hidden_stages: tuple[StageChange, ...] = ()
    sign_off: bool = False
    sign_off_since: date | None = None
    meetings: tuple[date, ...] = ()
    rounds: tuple[Round, ...] = ()
    papers: tuple[Paper, ...] = ()
    headings: dict[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] | None = None


Known = TypeVar("Known", DateMove, StageChange, Rating, Update, Ownership, Evidence)


def stands(event, known_at: datetime | None = None) -> bool:
    """Return whether the register held `event` at the moment `known_at`, or holds it now where that is None."""
    if known_at is None:
        return event.retracted_at is None
    return event.recorded_at <= known_at and (event.retracted_at is None or event.retracted_at > known_at)


def held_at(plan: Plan, moment: datetime) -> Plan:
    """Return `plan` without what the register did not hold at that moment, and without what it learnt to retract since.

    So a report of what was known then is equal for ever, whatever was taken back later.
    """

    def held(rows):
        return tuple(row._replace(retracted_at=None) for row in rows if stands(row, moment))

    kinds = ("moves", "stages", "ratings", "updates", "ownerships", "evidence")
    return replace(
        plan,
        items=tuple(
            replace(item, retracted_at=None, **{kind: held(getattr(item, kind)) for kind in kinds})
            for item in plan.items
            if stands(item, moment)
        ),
        hidden_stages=held(plan.hidden_stages),
        papers=held(plan.papers),
    )


def as_at(events: Iterable[Known], as_of: date, known_at: datetime | None = None) -> list[Known]:
    """Return the events that speak for days up to `as_of`, oldest first (by day, then recording, then id)."""
    if known_at is None:  # the same as stands() says, without a call for each of a plan's thousands of events
        held = [event for event in events if event.effective_on <= as_of and event.retracted_at is None]
    else:
        held = [event for event in events if event.effective_on <= as_of and stands(event, known_at)]
    if len(held) > 1:
        held.sort(key=lambda event: (event.effective_on, event.recorded_at, event.id))
    return held
