"""A Reading in; lines for a person at a terminal out: the plans, their doubts, and what was passed over."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from datetime import date

from imports.shapes import Ignored, Issue, Reading, StagedItem, StagedPlan

_WIDTH = 100
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_STATUS = {
    "complete": "Complete",
    "on_track": "On track",
    "in_progress": "In progress",
    "behind": "Behind",
    "off_track": "Off track",
    "not_started": "Not started",
    "not_yet_due": "Not yet due",
    "not_applicable": "Not applicable",
    "ongoing": "Ongoing",
}
_KINDS = {"ongoing": "Ongoing", "tbc": "To be confirmed", "complete": "Complete", "none": "No date"}


def lines_of(reading: Reading) -> Iterator[str]:
    """The reading as lines of text, widest 100 characters."""
    plans, tables = _count(len(reading.plans), "plan"), _count(len(reading.ignored), "table")
    yield f"{reading.file}: {plans} found, {tables} passed over"
    for issue in reading.issues:
        yield f"  ! {issue.message} ({issue.source.words()})" if issue.source else f"  ! {issue.message}"
    for plan in reading.plans:
        yield ""
        yield from _plan(plan)
    if reading.ignored:
        yield ""
        yield "Passed over"
        for ignored in reading.ignored:
            yield from _ignored(ignored)


def _plan(plan: StagedPlan) -> Iterator[str]:
    yield plan.title
    yield "=" * min(len(plan.title), _WIDTH)
    facts = (
        plan.organisation,
        _capital(plan.source.words()),
        f"read as {plan.layout} ({plan.confidence:.0%} sure)",
        f"as at {_date(plan.as_at)}" if plan.as_at else "the paper states no date that it speaks for",
    )
    yield "; ".join(fact for fact in facts if fact)
    steps = sum(len(action.milestones) for action in plan.actions)
    doubts = sum(len(item.problems) for action in plan.actions for item in (action, *action.milestones))
    yield f"{_count(len(plan.actions), 'action')}, {_count(steps, 'step')}, {_count(doubts, 'thing')} to check"
    for key in plan.rating_key:
        yield f"  {key.label or '(no word)'}: {key.meaning}"
    yield from (f"  ! {issue.message}" for issue in plan.issues)
    sections = {section.ref or section.title: section for section in plan.sections}
    shown = object()
    for action in plan.actions:
        if action.section != shown:
            shown = action.section
            yield ""
            section = sections.get(shown)
            yield from _wrapped(
                " ".join(filter(None, (section.ref, section.title))) if section else "(no section)", "", ""
            )
        yield from _item(action, "  ")


def _item(item: StagedItem, indent: str, step: bool = False) -> Iterator[str]:
    label = f"{item.ref or '–':<6}"
    yield from _wrapped(item.title or "(no words)", f"{indent}{label} ", f"{indent}       ")
    facts = ("" if step and not item.owners else _owners(item), _dates(item), _status(item))
    yield from _wrapped(" | ".join(filter(None, facts)), f"{indent}       ", f"{indent}       ")
    for issue in item.problems:
        yield from _wrapped(_check(issue), f"{indent}       ! ", f"{indent}         ")
    for step in item.milestones:
        yield from _item(step, indent + "    ", step=True)


def _check(issue: Issue) -> str:
    if not issue.suggestion:
        return issue.message
    meant = date.fromisoformat(issue.suggestion) if _ISO.fullmatch(issue.suggestion) else None
    ends = "" if issue.message.endswith((".", "?")) else "."
    return f"{issue.message}{ends} Perhaps: {_date(meant) if meant else issue.suggestion}"


def _owners(item: StagedItem) -> str:
    return "; ".join(owner.name for owner in item.owners) or "No owner"


def _dates(item: StagedItem) -> str:
    if item.due or item.revised:
        first = f"First date {_date(item.due)}" if item.due else "First date not in the paper"
        moved = "".join(f", then {_date(day)}" for day in item.revised)
        return f"{first}{moved}" if item.revised else f"Due {_date(item.due)}"
    if item.done_on:
        return f"Done on {_date(item.done_on)}"
    return _KINDS.get(item.deadline_kind) or f"“{item.deadline_text}”"


def _status(item: StagedItem) -> str:
    rating = item.rag.capitalize() if item.rag else ""
    return ", ".join(filter(None, (_STATUS.get(item.status or "", "" if rating else "Not stated"), rating)))


def _ignored(ignored: Ignored) -> Iterator[str]:
    yield from _wrapped(f"{_capital(ignored.source.words())}: {ignored.heading}", "  ", "    ")
    yield f"    {ignored.reason}"


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent=first, subsequent_indent=rest) or [
        first.rstrip()
    ]


def _capital(words: str) -> str:
    """The words with their first letter large; the name of a sheet stays as it is."""
    return words[:1].upper() + words[1:]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _date(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
