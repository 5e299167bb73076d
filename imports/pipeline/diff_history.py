"""A row of a paper older than the newest one taken in; what it adds to the history, and nothing of today, out.

What holds from the next paper on is restored there, where nothing else happened in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from actions.vocabulary import STAGE_WORDS, Stage
from imports.pipeline.changes import Change
from imports.pipeline.compared import Compared, day_words, same_names
from imports.pipeline.diff_dates import date_now, first_dates, revise_deadline, set_first_date
from imports.pipeline.diff_progress import (
    STAGE_OF_ANSWER,
    change_stage,
    rating_changes,
    report_rating,
    stage_of,
    update_changes,
)
from imports.pipeline.diff_words import lay_down, owners_of, take_on
from imports.pipeline.scheme import stated_rating
from imports.pipeline.words import plain
from imports.shapes import StagedItem

UNSAID = StagedItem(title="")


def history_changes(row: Compared) -> Iterator[Change]:
    """What the old paper adds: its dates, stage, rating, owners and notes on its own day; no words are changed."""
    if row.known.created_on and row.as_at < row.known.created_on:
        said = f"known since {day_words(row.as_at)}, by this older paper."
        yield row.change("known_since", said, field="created_on", before=row.known.created_on.isoformat())
    yield from _dates(row)
    yield from _stage(row)
    yield from _rating(row)
    yield from _owners(row)
    yield from update_changes(row)


def only_then(row: Compared, newest: date | None) -> Iterator[Change]:
    """What became of an action that an old paper alone has, as a person says, by the day of the newest paper."""
    stage = STAGE_OF_ANSWER.get(row.decided.answers.stages.get(row.row, ""))
    if stage and newest and stage != stage_of(row.new, row.labels):
        yield change_stage(row, stage, UNSAID, reason="Said when the older paper was taken in", on=newest)


def _dates(row: Compared) -> Iterator[Change]:
    """An earlier first date; where the later papers began with another, the move in between as well."""
    new, known = row.new, row.known
    to, next_first = date_now(new), known.first_date
    if to is None or known.due == to:
        return
    if known.due is not None or (row.base and date_now(row.base)):
        said = f"this older paper gives {day_words(to)}; the history of dates is kept as it is."
        yield from row.ask("due", said, _moved_then(row, to), before=_iso(known.due), after=_iso(to))
    elif not known.has_moves:
        yield from first_dates(row, new)
    elif next_first is None:
        if new.due:
            yield set_first_date(row, new, new.due, found=True)
    else:
        first = new.due or to
        yield set_first_date(row, new, first, found=first != next_first)
        eve = known.later_on - timedelta(days=1) if known.later_on else None
        if first != next_first and eve and eve > row.as_at:
            moved = replace(new, deadline_text=known.later.deadline_text, deadline_kind=known.later.deadline_kind)
            yield revise_deadline(row, moved, first, next_first, on=eve)


def _moved_then(row: Compared, to: date) -> Iterator[Change]:
    """The old paper's date on its own day, and what the register has for that day again from the next paper on."""
    yield revise_deadline(row, row.new, row.known.due, to)
    if row.known.due and _carries_on(row, "due"):
        yield revise_deadline(row, row.known.later or row.new, to, row.known.due, on=row.known.later_on)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _stage(row: Compared) -> Iterator[Change]:
    stage, held = stage_of(row.new, row.labels), row.known.stage
    if stage is None or stage == held:
        return
    yield replace(change_stage(row, stage), reopens=False)
    if _carries_on(row, "stage"):
        after = stage_of(row.known.later, row.labels) or Stage.NOT_STATED
        if after != stage:
            said = f"{row.name}: {STAGE_WORDS[after].lower()} again from the next paper on."
            restored = change_stage(row, after, row.known.later, on=row.known.later_on)
            yield replace(restored, sentence=said, reopens=False)


def _rating(row: Compared) -> Iterator[Change]:
    given = list(rating_changes(row))
    yield from given
    if given and given[0].writes and _carries_on(row, "rating"):
        later = row.known.later
        if plain(stated_rating(later)) != plain(stated_rating(row.new)):
            yield report_rating(row, later if stated_rating(later) else UNSAID, on=row.known.later_on)


def _owners(row: Compared) -> Iterator[Change]:
    new, held = owners_of(row.new, row.decided.names), row.known.owners
    if not new or held or same_names(new, held):
        return
    later = {(plain(name), role) for name, role in owners_of(row.known.later or UNSAID, row.decided.names)}
    for position, (name, role) in enumerate(new):
        yield take_on(row, name, role, position)
        if row.known.later_on and (plain(name), role) not in later:
            yield lay_down(row, name, role, on=row.known.later_on)


def _carries_on(row: Compared, kind: str) -> bool:
    """Whether what is set on the paper's day would still hold when the next paper speaks."""
    until = row.known.later_on
    return until is not None and not any(_between(day, row.as_at, until) for day in row.known.event_days.get(kind, ()))


def _between(day: date, begin: date, end: date) -> bool:
    return begin < day <= end
