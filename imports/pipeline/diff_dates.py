"""A compared row in; what it adds to the history of dates, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from imports.pipeline.changes import Change
from imports.pipeline.compared import Compared, date_in_words, day_words, same_words
from imports.shapes import StagedItem


def date_changes(row: Compared) -> Iterator[Change]:
    """The moves that the paper prints and the history of dates lacks, or the question that stands in their way.

    An emptied cell, or "Complete" in it, leaves the dates alone.
    """
    new, base = row.new, row.base
    if not says_anything(new):
        if base and date_now(base) and new.deadline_kind == "none" and "due" in row.prints:
            said = f"the paper no longer prints a date; kept as {day_words(row.known.due)}." if row.known.due else ""
            if said:
                yield row.ask("due", said, before=row.known.due.isoformat())
        return
    if base and _same_dates(new, base):
        return
    if base is None or not says_anything(base):
        yield from _from_nothing(row)
    elif date_now(new) == date_now(base):
        yield from _another_first_date(row)
    else:
        yield from _moved(row)


def asked_by_words(row: Compared) -> Iterator[Change]:
    """The question that a new date raises which stands only in the progress; until it is answered nothing moves."""
    said = date_in_words(row.new)
    if said and said != row.known.due and not (row.base and date_in_words(row.base) == said):
        held = day_words(row.known.due or row.new.due)
        question = f"its progress gives {day_words(said)}, the date column still {held}. Is that the new date?"
        yield row.ask("due", question, before=_iso(row.known.due), after=_iso(said))


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


def set_first_date(row: Compared, item: StagedItem, due: date | None, *, found: bool = False, **values) -> Change:
    """The change that sets a first date, or keeps the words that stand for one."""
    shown = day_words(due) or f"“{item.deadline_text}”"
    after = {"due": due.isoformat() if due else None, "found": found} | _as_printed(item)
    said = f"first date {'found: ' if found else ''}{shown}."
    return row.change("set_first_date", said, field="due", after=after, **values)


def revise_deadline(row: Compared, item: StagedItem, held: date | None, to: date, **values) -> Change:
    """The change that moves a date."""
    kind = "brought forward to" if held and to < held else "new date"
    said = f"{kind} {day_words(to)}, was {day_words(held) or 'not given'}."
    after = {"to_due": to.isoformat()} | _as_printed(item)
    return row.change("revise_deadline", said, field="due", before=_iso(held), after=after, **values)


def _as_printed(item: StagedItem) -> dict[str, str | None]:
    return {"start": _iso(item.start), "text": item.deadline_text or "", "precision": item.deadline_kind}


def _same_dates(new: StagedItem, base: StagedItem) -> bool:
    if (new.start, new.due, new.revised) != (base.start, base.due, base.revised):
        return False
    return bool(date_now(new)) or same_words(new.deadline_text, base.deadline_text)


def _from_nothing(row: Compared) -> Iterator[Change]:
    """The paper gives a date where none was printed before."""
    if row.known.due is None and not row.known.deadline_text:
        yield from first_dates(row, row.new)
    elif row.known.due != date_now(row.new):
        yield row.clash("due", row.known.due or row.known.deadline_text, date_now(row.new) or row.new.deadline_text)


def _another_first_date(row: Compared) -> Iterator[Change]:
    """The date now is the same, and the paper gives the date before it otherwise, or for the first time."""
    new, first = row.new, row.new.due
    if date_now(new) is None:
        if not same_words(row.known.deadline_text, new.deadline_text):
            yield set_first_date(row, new, None)
    elif first and row.known.original_due is None:
        yield set_first_date(row, new, first, found=True)
    elif first and new.revised and first != row.known.original_due:
        held = row.known.original_due
        said = f"the paper now gives {day_words(first)} as its first date, the register {day_words(held)}."
        yield row.ask("original_due", said, before=_iso(held), after=_iso(first))
    elif new.start and row.base and new.start != row.base.start:
        said = f"the paper now gives {day_words(new.start)} as its start."
        yield row.ask("start", said, before=_iso(row.base.start), after=_iso(new.start))


def _moved(row: Compared) -> Iterator[Change]:
    new, base, held = row.new, row.base, row.known.due
    to, before = date_now(new), date_now(base)
    if held == to and (to or same_words(row.known.deadline_text, new.deadline_text)):
        return
    if held != before:
        yield row.clash("due", held or row.known.deadline_text, to or new.deadline_text)
    elif to is None:
        said = f"no longer has a date: “{new.deadline_text}”, was {day_words(held)}."
        yield row.change("remove_deadline", said, field="due", before=_iso(held), after=_as_printed(new))
    elif before is None and row.known.original_due is None:
        yield from first_dates(row, new)
    else:  # a date set again after "TBC" or "Ongoing" is a move as well
        yield from _moves(row, new, held, _later_than(base, new) if before else [to])
        if new.due and row.known.original_due is None:
            yield set_first_date(row, new, new.due, found=True)


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
