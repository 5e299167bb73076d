"""A Reading in; lines for a person at a terminal out: the plans, their doubts, and what was passed over."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from datetime import date

from imports.shapes import STATUS_WORDS, Ignored, Issue, Reading, Section, StagedItem, StagedPlan

_WIDTH = 100
_SHORT = 180  # letters of a note or a recommendation that are shown
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = {"ongoing": "Ongoing", "tbc": "To be confirmed", "complete": "", "none": "No date"}
_FIELDS = {
    "ref": "reference",
    "title": "action",
    "step": "step",
    "due": "date",
    "revised": "new date",
    "start": "start",
    "done_on": "done on",
    "update": "progress",
    "rag": "rating",
    "link": "answers",
}


def lines_of(reading: Reading) -> Iterator[str]:
    """The reading as lines of text, widest 100 characters."""
    plans, tables = _count(len(reading.plans), "plan"), _count(len(reading.ignored), "table")
    yield from _wrapped(f"{reading.file}: {plans} found, {tables} passed over")
    for issue in reading.issues:
        yield from _wrapped(_check(issue) + (f" ({issue.source.words()})" if issue.source else ""), "  ! ", "    ")
    for plan in reading.plans:
        yield ""
        yield from _plan(plan)
    if reading.ignored:
        yield ""
        yield "Passed over"
        for ignored in reading.ignored:
            yield from _ignored(ignored)


def _plan(plan: StagedPlan) -> Iterator[str]:
    title = _wrapped(plan.title)
    yield from title
    yield "=" * max(map(len, title))
    facts = (
        plan.organisation,
        plan.source.words(),
        f"read as {plan.layout} ({plan.confidence:.0%} sure)",
        f"as at {_date(plan.as_at)}" if plan.as_at else "the paper states no date that it speaks for",
    )
    yield from _wrapped(_capital("; ".join(fact for fact in facts if fact)))
    items = [item for action in plan.actions for item in (action, *action.milestones)]
    states = any(item.status or item.rag or item.status_text for item in items)
    doubts = sum(len(item.problems) for item in items) + len(plan.issues)
    counts = (
        _count(len(plan.actions), "action"),
        _count(len(items) - len(plan.actions), "step"),
        _count(doubts, "thing") + " to check",
        "" if states else "no row states whether it is done",
    )
    yield ", ".join(filter(None, counts))
    yield from _columns(plan)
    for key in plan.rating_key:
        yield from _wrapped(f"{key.label or '(no word)'}: {key.meaning}", "  Rating ", "         ")
    for issue in plan.issues:
        yield from _wrapped(_check(issue), "  ! ", "    ")
    sections = {section.ref or section.title: section for section in plan.sections}
    shown = object()
    for action in plan.actions:
        if action.section != shown:
            shown = action.section
            yield ""
            yield from _section(sections.get(shown))
        yield from _item(action, "  ", states)


def _columns(plan: StagedPlan) -> Iterator[str]:
    """Which printed heading was taken for what, and which are kept as printed."""
    named = dict.fromkeys((heading, _FIELDS.get(field, field)) for field, heading in plan.headings if heading)
    taken = [f"{' '.join(heading.split())} ({field})" for heading, field in named if field != "keep"]
    known = {heading for _, heading in plan.headings if heading}
    kept = [heading for field, heading in plan.headings if field == "keep" and heading]
    kept += [heading for heading in plan.columns if heading and heading not in known]
    if taken:
        yield from _wrapped(f"Columns: {'; '.join(taken)}", "  ", "    ")
    if kept:
        yield from _wrapped(f"Kept as printed: {'; '.join(' '.join(one.split()) for one in kept)}", "  ", "    ")


def _section(section: Section | None) -> Iterator[str]:
    if section is None:
        yield "(no section)"
        return
    yield from _wrapped(" ".join(filter(None, (section.ref, section.title))))
    if section.lead:
        yield from _wrapped(f"Lead: {section.lead}", "  ", "    ")
    for note in section.notes:
        yield from _wrapped(_short(f"{note.label}: {note.text}" if note.label else note.text), "  ", "    ")
    for asked in section.recommendations:
        raised = ", ".join(f"{day:%b %Y}" for day in asked.raised_on)
        words = f"{asked.ref} {asked.text}" if asked.ref else asked.text
        yield from _wrapped(_short(words) + (f" (raised {raised})" if raised else ""), "  > ", "    ")


def _item(item: StagedItem, indent: str, states: bool, step: bool = False) -> Iterator[str]:
    label = f"{item.ref or '–':<6}"
    rest = f"{indent}       "
    yield from _wrapped(item.title or "(no words)", f"{indent}{label} ", rest)
    unowned = step and not item.owners
    parts = item.milestones and item.deadline_kind == "none"  # its steps have the dates and the states
    facts = (
        "" if unowned else _owners(item),
        "" if parts else _dates(item),
        "" if parts else _status(item, states),
        f"Answers {', '.join(item.links)}" if item.links else "",
    )
    yield from _wrapped(" | ".join(filter(None, facts)), rest, rest)
    if item.updates:
        yield from _wrapped(_progress(item), rest, rest)
    for issue in item.problems:
        yield from _wrapped(_check(issue), f"{rest}! ", f"{rest}  ")
    for part in item.milestones:
        yield from _item(part, indent + "    ", states, step=True)


def _check(issue: Issue) -> str:
    if not issue.suggestion:
        return issue.message
    meant = date.fromisoformat(issue.suggestion) if _ISO.fullmatch(issue.suggestion) else None
    ends = "" if issue.message.endswith((".", "?")) else "."
    return f"{issue.message}{ends} Perhaps: {_date(meant) if meant else _short(issue.suggestion)}"


def _owners(item: StagedItem) -> str:
    return "; ".join(owner.name for owner in item.owners) or "No owner"


def _dates(item: StagedItem) -> str:
    start = f"From {_date(item.start)}, " if item.start else ""
    review = f", review by {_date(item.review)}" if item.review else ""
    if item.due or item.revised:
        going_on = ", then ongoing" if item.deadline_kind == "ongoing" else ""
        first = f"First date {_date(item.due)}" if item.due else "First date not in the paper"
        moved = "".join(f", then {_date(day)}" for day in item.revised)
        shown = f"{first}{moved}" if item.revised else f"{'due' if start else 'Due'} {_date(item.due)}"
        return f"{start}{shown}{going_on}{review}"
    if item.done_on:
        return f"Done on {_date(item.done_on)}{review}"
    kind = _KINDS.get(item.deadline_kind)
    return (f"“{item.deadline_text}”" if kind is None else kind) + review


def _status(item: StagedItem, states: bool) -> str:
    rating = item.rag.capitalize() if item.rag else ""
    unsaid = "Not stated" if states and not rating else ""
    return ", ".join(filter(None, (STATUS_WORDS.get(item.status or "", unsaid), rating)))


def _progress(item: StagedItem) -> str:
    """The newest note, and how many stand before it."""
    last = item.updates[-1]
    when = last.label or (_date(last.date) if last.date else "")
    before = f" ({_count(len(item.updates) - 1, 'note')} before)" if len(item.updates) > 1 else ""
    return f"Progress{f' {when}' if when else ''}{before}: {_short(last.text)}"


def _ignored(ignored: Ignored) -> Iterator[str]:
    yield from _wrapped(f"{_capital(ignored.source.words())}: {ignored.heading}", "  ", "    ")
    yield from _wrapped(ignored.reason, "    ", "    ")


def _short(text: str) -> str:
    text = " ".join(text.split()).removeprefix("• ")
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rsplit(' ', 1)[0]}…"


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent=first, subsequent_indent=rest) or []


def _capital(words: str) -> str:
    """The words with their first letter large; the name of a sheet stays as it is."""
    return words[:1].upper() + words[1:]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _date(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
