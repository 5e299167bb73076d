"""A plan read from the first rows of a table in; each row as a few lines of terms and values, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from actions.templatetags.look import full_date
from imports.shapes import StagedItem, StagedPlan
from imports.showing.columns import STATUS_WORDS

_LONGEST = 160  # letters of one value
_NO_DATE = {"ongoing": "Ongoing", "tbc": "To be confirmed", "complete": "“Complete” in place of a date"}


@dataclass(frozen=True)
class TrialRow:
    """One action or step: its reference, its words, and what else was read.

    Doubts are left to the reading of the whole paper: these rows are few and cut short.
    """

    ref: str
    title: str
    is_step: bool
    facts: tuple[tuple[str, str], ...]


def trial_rows(plan: StagedPlan) -> list[TrialRow]:
    """The actions and steps that the first rows read to, in order."""
    sections = {section.ref or section.title: section.title for section in plan.sections}
    rows = []
    for action in plan.actions:
        rows.append(_row(action, sections.get(action.section or "", ""), is_step=False))
        rows += [_row(step, "", is_step=True) for step in action.milestones]
    return rows


def _row(item: StagedItem, theme: str, is_step: bool) -> TrialRow:
    facts = (("Theme", theme), *_facts(item))
    shown = tuple((term, _cut(value)) for term, value in facts if value)
    return TrialRow(item.ref or "", _cut(item.title) or "No words", is_step, shown)


def _facts(item: StagedItem) -> Iterator[tuple[str, str]]:
    yield "Owners", "; ".join(f"{owner.name} ({owner.role})" for owner in item.owners)
    yield "Start", full_date(item.start)
    yield "First date", full_date(item.due) or _NO_DATE.get(item.deadline_kind, item.deadline_text or "")
    yield "Later dates", ", ".join(map(full_date, item.revised))
    yield "Done on", full_date(item.done_on)
    yield "Status", STATUS_WORDS.get(item.status or "", "")
    yield "Rating", (item.rag or "").capitalize()
    yield "Progress", " / ".join(update.text for update in item.updates)
    yield "Answers", ", ".join(item.links)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"
