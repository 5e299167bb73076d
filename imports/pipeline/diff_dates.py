"""A compared row in; what it adds to the history of dates, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from imports.pipeline.answers import CORRECTION
from imports.pipeline.changes import QUESTION, Change
from imports.pipeline.compared import Compared, date_in_words, day_words, name_of, same_words, settled
from imports.shapes import StagedItem
from imports.values.date_words import find_dates

_SENTENCES = re.compile(r"(?<=[.;])\s+|\n")


def date_changes(row: Compared) -> Iterator[Change]:
    """The moves that the paper prints and the history of dates lacks, or the question that stands in their way.

    An emptied cell, or "Complete" in it, leaves the dates alone. What a refreshed plan made of old actions begins with
    their first date, the earliest of several.
    """
    new, taken = row.new, row.taken
    if row.came_from:
        yield from _from_old_ones(row)
    if not says_anything(new):
        if taken and date_now(taken) and new.deadline_kind == "none" and "due" in row.prints and row.known.due:
            said = f"the paper no longer prints a date; kept as {day_words(row.known.due)}."
            yield from row.ask("due", said, _removed(row, new), before=row.known.due.isoformat())
        return
    if row.is_new:
        if not _first_date_of(row):
            yield from first_dates(row, new)
        return
    if any(_same_dates(new, old) for old in (row.base, taken) if old):
        return
    if _announces_what_holds(row):
        yield from _found_before(row)
        return
    if taken is None or not says_anything(taken):
        yield from _from_nothing(row)
    elif date_now(new) == date_now(taken):
        yield from _another_first_date(row)
    else:
        yield from _moved(row)


def asked_by_words(row: Compared) -> Iterator[Change]:
    """The question that a new date raises which stands only in the progress; until it is answered nothing moves."""
    said = date_in_words(row.new)
    if said and said != row.known.due and not (row.base and date_in_words(row.base) == said):
        held = row.known.due or date_now(row.new)
        question = f"its progress gives {day_words(said)}, the date column still {day_words(held) or 'none'}."
        yield from row.ask(
            "due_in_words", f"{question} Is that the new date?", _moves(row, row.new, held, (said,)),
            before=_iso(row.known.due), after=_iso(said),
        )  # fmt: skip


def says_anything(item: StagedItem) -> bool:
    """Whether a row says when: a date, or words for one ("TBC", "Ongoing")."""
    return bool(date_now(item)) or bool(item.deadline_text and item.deadline_kind not in ("none", "complete"))


def date_now(item: StagedItem) -> date | None:
    """Return the date that holds by the row: the last of its later dates, else its first."""
    return item.revised[-1] if item.revised else item.due


def first_dates(row: Compared, item: StagedItem, **values) -> Iterator[Change]:
    """The whole of a row's dates, as the beginning of a history: the first date and each later one.

    "Revised 30/11/20" alone is a move whose first date is not known.
    """
    if item.due or not item.revised:
        yield set_first_date(row, item, item.due, **values)
    yield from _moves(row, item, item.due, item.revised, **values)


def set_first_date(
    row: Compared, item: StagedItem, due: date | None, *, found: bool = False, reason: str = "", **values
) -> Change:
    """The change that sets a first date, or keeps the words that stand for one."""
    shown = day_words(due) or f"“{item.deadline_text}”"
    after = {"due": due.isoformat() if due else None, "found": found, "reason": reason} | _as_printed(item)
    said = f"first date {'found: ' if found else ''}{shown}{_because(reason)}."
    return row.change("set_first_date", said, field="due", after=after, **values)


def revise_deadline(row: Compared, item: StagedItem, held: date | None, to: date, **values) -> Change:
    """The change that moves a date."""
    kind = "brought forward to" if held and to < held else "new date"
    reason = _baseline(row)
    said = f"{kind} {day_words(to)}, was {day_words(held) or 'not given'}{_because(reason)}."
    after = {"to_due": to.isoformat(), "reason": reason} | _as_printed(item) | {"text": _printed_with(item, to)}
    return row.change("revise_deadline", said, field="due", before=_iso(held), after=after, **values)


def _printed_with(item: StagedItem, day: date) -> str:
    """The words in which a row prints a day, whichever column they stand in; its deadline's where none does."""
    for text in (item.deadline_text or "", *(cell.text for cell in item.printed)):
        for words in _SENTENCES.split(text):
            if any(found.day == day for found in find_dates(words)):
                return words.strip()
    return item.deadline_text or ""


def _removed(row: Compared, item: StagedItem) -> Iterator[Change]:
    """The change that takes a date away; what the paper prints instead stays as its words."""
    said = f"no longer has a date{': “' + item.deadline_text + '”' if item.deadline_text else ''}"
    said = f"{said}, was {day_words(row.known.due)}."
    yield row.change("remove_deadline", said, field="due", before=_iso(row.known.due), after=_as_printed(item))


def _put_right(row: Compared, which: str, held: date | None, to: date | None) -> Iterator[Change]:
    """The change by which the first date, the date now or the start always was another: no slippage.

    `corrects` tells which date of the history is wrong, `to_due` what it should have been.
    """
    name = {"original_due": "first date", "start": "start"}.get(which, "date")
    said = f"{name} put right: {day_words(to)}, was {day_words(held) or 'not given'} by a misprint."
    wrong, right = (row.known.due, row.known.due) if which == "start" else (held, to)
    after = {"corrects": _iso(wrong), "to_due": _iso(right), "text": row.new.deadline_text or ""}
    after |= {"start": _iso(row.new.start)}
    yield row.change("correct_deadline", said, field=which, before=_iso(held), after=after)


def _baseline(row: Compared) -> str:
    """Why a date of a refreshed plan differs from the one before: the minute that agreed the new ones."""
    minute = next((fate.minute for _, fate in row.came_from if fate.minute), "") or row.decided.answers.baseline
    return f"New baseline, {minute}" if minute else ""


def _because(reason: str) -> str:
    return f" ({reason[0].lower()}{reason[1:]})" if reason else ""


def _first_date_of(row: Compared) -> date | None:
    """The earliest first date of the old actions that went into the row."""
    return min((old.original_due for old, _ in row.came_from if old.original_due), default=None)


def _from_old_ones(row: Compared) -> Iterator[Change]:
    """The first date that carries over; the paper's own is then a move."""
    first = _first_date_of(row)
    if first is None:
        return
    old = [name_of(old.ref, old.title) for old, _ in row.came_from if old.original_due == first]
    reason = f"Carried over from {old[0]}"
    if not row.is_new:
        held = row.known.original_due
        if held is None or first < held:
            yield set_first_date(row, row.new, first, found=True, reason=reason)
        return
    yield set_first_date(row, row.new, first, reason=reason)
    yield from _moves(row, row.new, first, [day for day in (row.new.due, *row.new.revised) if day])


def _as_printed(item: StagedItem) -> dict[str, str | None]:
    return {"start": _iso(item.start), "text": item.deadline_text or "", "precision": item.deadline_kind}


def _same_dates(new: StagedItem, base: StagedItem) -> bool:
    if (new.start, new.due, new.revised) != (base.start, base.due, base.revised):
        return False
    return bool(date_now(new)) or same_words(new.deadline_text, base.deadline_text)


def _from_nothing(row: Compared) -> Iterator[Change]:
    """The paper gives a date where none was printed before."""
    held, to = row.known.due, date_now(row.new)
    if held is None and not row.known.deadline_text:
        yield from first_dates(row, row.new)
    elif held != to:
        by_paper = _to(row, to) if held else first_dates(row, row.new)
        yield from row.clash("due", held or row.known.deadline_text, to or row.new.deadline_text, by_paper)


def _another_first_date(row: Compared) -> Iterator[Change]:
    """The date now is the same, and the paper gives the date before it otherwise, or for the first time."""
    new, first, held = row.new, row.new.due, row.known.original_due
    if date_now(new) is None:
        if not same_words(row.known.deadline_text, new.deadline_text):
            yield set_first_date(row, new, None)
    elif first and held is None:
        yield set_first_date(row, new, first, found=True)
    elif first and new.revised and first != held:
        said = f"the paper now gives {day_words(first)} as its first date, the register {day_words(held)}."
        by_paper = _put_right(row, "original_due", held, first)
        yield from row.ask("original_due", said, by_paper, before=_iso(held), after=_iso(first))
    elif new.start and row.taken and new.start != row.taken.start:
        said = f"the paper now gives {day_words(new.start)} as its start."
        by_paper = _put_right(row, "start", row.taken.start, new.start)
        yield from row.ask("start", said, by_paper, before=_iso(row.taken.start), after=_iso(new.start))


def _announces_what_holds(row: Compared) -> bool:
    """Whether the paper prints an old date still, and says in its progress that it moves to the one that holds here.

    So do updates that are taken in after the plan that they had amended.
    """
    said, printed = date_in_words(row.new), date_now(row.new)
    return bool(said and printed) and printed < said == row.known.due


def _found_before(row: Compared) -> Iterator[Change]:
    """The first date that an announcement brings to light, where the history begins with the date announced.

    The move was made before the register knew the row, since it knew it by the new date.
    """
    known, first = row.known, date_now(row.new)
    if known.original_due == known.due and known.created_on:
        eve = known.created_on - timedelta(days=1)
        yield set_first_date(row, row.new, first, found=True, on=eve)
        yield revise_deadline(row, row.new, first, known.due, on=eve)


def _moved(row: Compared) -> Iterator[Change]:
    new, taken, held = row.new, row.taken, row.known.due
    to, before = date_now(new), date_now(taken)
    if held == to and (to or same_words(row.known.deadline_text, new.deadline_text)):
        return
    if held != before:
        yield from row.clash("due", held or row.known.deadline_text, to or new.deadline_text, _to(row, to))
    elif row.is_reissue and to and held:
        yield from _reissued(row, held, to)
    elif to and held and to < min(held, row.as_at):
        said = f"the paper gives {day_words(to)}, which had passed by then, the register {day_words(held)}."
        by_paper = _moves_on(row, to, before)
        yield from row.ask("due", f"{said} Was it brought forward?", by_paper, before=_iso(held), after=_iso(to))
    else:
        yield from _moves_on(row, to, before)


def _moves_on(row: Compared, to: date | None, before: date | None) -> Iterator[Change]:
    new = row.new
    if to is None:
        yield from _removed(row, new)
    elif before is None and row.known.original_due is None:
        yield from first_dates(row, new)
    else:  # a date set again after "TBC" or "Ongoing" is a move as well
        yield from _moves(row, new, row.known.due, _later_than(row.taken, new) if before else [to])
        if new.due and row.known.original_due is None:
            yield set_first_date(row, new, new.due, found=True)


def _reissued(row: Compared, held: date, to: date) -> Iterator[Change]:
    """The same day's paper printed again with another date: an error put right, or a move that a reader should see."""
    said = f"the paper of this day gave {day_words(held)} before and now gives {day_words(to)}."
    question = row.change(
        QUESTION, f"{said} Was it a misprint, or did the date move?", field="due", before=_iso(held), after=_iso(to)
    )
    corrected = _put_right(row, "due", held, to)
    yield from settled(question, row.decided.answers, _moves_on(row, to, held), **{CORRECTION: corrected})


def _to(row: Compared, to: date | None) -> Iterator[Change]:
    """The paper's date in place of the register's, in one step."""
    if to is None:
        return _removed(row, row.new)
    return _moves(row, row.new, row.known.due, (to,))


def _later_than(base: StagedItem, new: StagedItem) -> Sequence[date]:
    """Return the dates that the paper prints after those it printed last time."""
    was = tuple(day for day in (base.due, *base.revised) if day)
    now = tuple(day for day in (new.due, *new.revised) if day)
    return now[len(was) :] if now[: len(was)] == was else now[-1:]


def _moves(row: Compared, item: StagedItem, held: date | None, days: Sequence[date], **values) -> Iterator[Change]:
    for day in days:
        if day != held:
            yield revise_deadline(row, item, held, day, **values)
        held = day


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
