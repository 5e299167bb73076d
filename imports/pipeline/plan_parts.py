"""A staged plan in; its sections, headings and rows as the register names them, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from imports.pipeline.words import plain
from imports.shapes import Section, StagedItem, StagedPlan

# The pipeline's names of columns, by the register's fields (actions/vocabulary.py); the first that is printed counts.
_COLUMNS = {
    "ref": ("ref",),
    "section": ("section",),
    "title": ("title",),
    "owners": ("lead", "owner", "responsible", "accountable"),
    "start": ("start",),
    "original_due": ("original_due",),
    "due": ("due",),
    "stage": ("status",),
    "done_on": ("done_on",),
    "rating": ("rag", "status"),
    "update": ("update",),
    "links": ("link",),
}


def section_key(section: Section) -> str:
    """Return the key under which items name their section: its reference, else its title."""
    return section.ref or section.title


def sections_of(paper: StagedPlan) -> tuple[Section, ...]:
    """Return the paper's sections, and one for each key that rows name and no section has."""
    sections = {section_key(section): section for section in reversed(paper.sections)}
    named = dict.fromkeys(action.section for action in paper.actions if action.section)
    return (*paper.sections, *(Section(title=key) for key in named if key not in sections))


def section_values(section: Section) -> dict[str, object]:
    """Return a staged section's own words as the register holds them; what inspectors asked for is among its notes."""
    notes = [{"label": note.label, "text": note.text} for note in section.notes]
    for asked in section.recommendations:
        raised = ", ".join(f"{day.day} {day:%B %Y}" for day in asked.raised_on)
        said = ", ".join(filter(None, (asked.source, f"raised {raised}" if raised else "")))
        label = " ".join(filter(None, ("Recommendation", asked.ref)))
        notes.append({"label": label, "text": f"{asked.text} ({said})" if said else asked.text})
    return {"ref": section.ref or "", "title": section.title, "lead": section.lead or "", "notes": notes}


def headings_of(paper: StagedPlan) -> dict[str, str]:
    """Return the plan's own headings by the register's fields.

    Where the paper has a column for later dates, the other is that of first dates.
    """
    printed = {name: heading for name, heading in reversed(paper.headings) if heading}
    if "revised" in printed:
        printed |= {"original_due": printed.get("due", ""), "due": printed["revised"]}
    found = {
        field: next((printed[name] for name in names if printed.get(name)), "") for field, names in _COLUMNS.items()
    }
    return {field: heading for field, heading in found.items() if heading}


def rows_of(paper: StagedPlan) -> Iterator[str]:
    """Return the place of every row: `4` an action, `4.2` its step, counted from 0."""
    for place, action in enumerate(paper.actions):
        yield str(place)
        for step in range(len(action.milestones)):
            yield f"{place}.{step}"


def leaves_of(paper: StagedPlan) -> tuple[str, ...]:
    """Return the places of the rows that count: steps, and actions without any."""
    return tuple(row for row in rows_of(paper) if "." in row or not paper.actions[int(row)].milestones)


def row_of(paper: StagedPlan, row: str) -> StagedItem:
    """Return the staged item at a row's place: `4`, or `4.2` for its step."""
    action, _, step = row.partition(".")
    item = paper.actions[int(action)]
    return item.milestones[int(step)] if step else item


def names_in(paper: StagedPlan) -> frozenset[str]:
    """Return the plain words of every name that the paper gives: of owners, and of the leads of themes."""
    owners = (owner.name for row in rows_of(paper) for owner in row_of(paper, row).owners)
    leads = (section.lead for section in paper.sections if section.lead)
    return frozenset(map(plain, (*owners, *leads)))


def whole_and_parts(paper: StagedPlan) -> StagedPlan:
    """Return the paper with the steps of an action that it marks complete marked so too, where they say nothing.

    A cell that spans an action's steps speaks for them all: finished work must not come in as overdue.
    """

    def settled(action: StagedItem) -> StagedItem:
        if action.status != "complete" or not action.milestones:
            return action
        parts = (step if _says_how_far(step) else replace(step, status="complete") for step in action.milestones)
        return replace(action, milestones=tuple(parts))

    return replace(paper, actions=tuple(map(settled, paper.actions)))


def _says_how_far(step: StagedItem) -> bool:
    return bool(step.status or step.rag or step.done_on or step.deadline_kind == "complete")
