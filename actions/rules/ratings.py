"""Ratings: what was reported, what the dates say, and where the first is better than the second allows."""

from dataclasses import dataclass
from datetime import date, datetime

from actions.rules.facts import Label, Plan, Rating, as_at, stands
from actions.vocabulary import DayFact

# Overdue for longer than this, only the lowest label is left. Source: DECISIONS.md, Ratings ("over one month").
A_MONTH = 31
# So many reported ratings stand in a strip: a year of monthly rounds.
A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Reported:
    """The rating that counts on a day: the label of the plan's scheme (None where it is not one), and as stated."""

    label: Label | None
    stated: str
    by_hand: bool = False
    reason: str = ""
    since: date | None = None
    lapses_on: date | None = None


def reported(
    ratings: tuple[Rating, ...], scheme: tuple[Label, ...], as_of: date, known_at: datetime | None = None
) -> Reported | None:
    """Return the rating as at `as_of`; one set by hand stands before the reported one until it lapses or is lifted.

    Lifting is a setting by hand of nothing; of several settings the newest counts.
    """
    given = as_at(ratings, as_of, known_at)
    by_hand = [rating for rating in given if rating.kind == "by_hand"][-1:]
    if by_hand and (not by_hand[0].stated or by_hand[0].lapses_on and by_hand[0].lapses_on <= as_of):
        by_hand = []
    chosen = by_hand or [rating for rating in given if rating.kind == "reported"][-1:]
    if not chosen or not chosen[0].stated:
        return None
    rating = chosen[0]
    return Reported(
        label_named(scheme, rating.label),
        rating.stated,
        rating.kind == "by_hand",
        rating.reason,
        rating.effective_on,
        rating.lapses_on,
    )


def last_reported(
    ratings: tuple[Rating, ...], as_of: date, known_at: datetime | None = None, most: int = A_YEAR
) -> list[Rating]:
    """Return the newest ratings that were reported by `as_of`, the oldest of them first.

    Of several for one day the last counts; a rating withdrawn ("", nothing stated) is left out.
    """
    by_day = {rating.effective_on: rating for rating in as_at(ratings, as_of, known_at) if rating.kind == "reported"}
    return [rating for rating in by_day.values() if rating.stated][-most:]


def scheme_known(plan: Plan, known_at: datetime | None = None) -> tuple[Label, ...]:
    """Return the plan's newest scheme, or the one that the register held at `known_at`."""
    if known_at is None:
        return plan.scheme
    held = [version for version in plan.schemes if stands(version, known_at)]
    return max(held, key=lambda version: version.recorded_at).labels if held else ()


def label_named(scheme: tuple[Label, ...], name: str | None) -> Label | None:
    """Return the scheme's label of that name, or None."""
    return next((label for label in scheme if label.label == name), None)


def what_the_dates_say(
    *, is_done: bool, is_open: bool, not_stated: bool, due: date | None, overdue: int, moved: bool
) -> DayFact | None:
    """Return what the dates alone say; None for what is paused or no longer needed, which dates cannot judge."""
    if is_done:
        return DayFact.DONE
    if not_stated:
        return DayFact.NOT_STATED
    if not is_open:
        return None
    if due is None:
        return DayFact.NO_DATE
    if overdue:
        return DayFact.OVERDUE
    return DayFact.DATE_MOVED if moved else DayFact.ON_TIME


def best_label_allowed(scheme: tuple[Label, ...], overdue: int) -> Label | None:
    """Return the best label that being `overdue` days late leaves open, or None where the scheme ranks nothing.

    The plan's own settings (`from_days_late`) count where it has any; otherwise late at all leaves the lowest rank but
    one, and late by more than a month the lowest.
    """
    if not overdue:
        return None
    ranked = sorted((label for label in scheme if label.rank is not None), key=lambda label: label.rank)
    if not ranked:
        return None
    set_by_plan = [label for label in ranked if label.from_days_late is not None]
    if set_by_plan:
        applying = [label for label in set_by_plan if overdue >= label.from_days_late]
        return max(applying, key=lambda label: label.from_days_late) if applying else None
    ranks = sorted({label.rank for label in ranked})
    # With two ranks the lowest but one is the best of all, and would allow anything.
    rank = ranks[0] if overdue > A_MONTH or len(ranks) < 3 else ranks[1]
    return next(label for label in ranked if label.rank == rank)


def is_disputed(label: Label | None, scheme: tuple[Label, ...], says: DayFact | None, overdue: int) -> bool:
    """Return whether the reported label is better than the dates allow.

    A label without rank judges nothing and is never disputed; one that the plan lets stand beside what the dates say
    is right by the plan's own key. One that means complete, beside what is not done, is better than any date allows.
    """
    if label is None or says is None or says in label.stands_beside:
        return False
    if label.status == "complete":
        return says not in (DayFact.DONE, DayFact.NOT_STATED)
    if label.rank is None:
        return False
    allowed = best_label_allowed(scheme, overdue)
    return allowed is not None and label.rank > allowed.rank


def is_newly_worst(
    ratings: tuple[Rating, ...], scheme: tuple[Label, ...], as_of: date, since: date | None,
    known_at: datetime | None = None,
) -> bool:  # fmt: skip
    """Return whether the rating fell to the scheme's lowest label after `since`, from a better one.

    Without `since` (no report and no meeting yet) the newest change of rating counts.
    """
    if len(ratings) < 2:  # nothing to have fallen from
        return False
    ranks = {label.rank for label in scheme if label.rank is not None}
    given = [r for r in as_at(ratings, as_of, known_at) if r.kind == "reported"]
    earlier = given[:-1] if since is None else [r for r in given if r.effective_on <= since]
    if len(ranks) < 2 or not given or not earlier:
        return False
    now, before = label_named(scheme, given[-1].label), label_named(scheme, earlier[-1].label)
    if now is None or before is None or now.rank is None or before.rank is None:
        return False
    return now.rank == min(ranks) < before.rank
