"""A staged plan and the register's in; changes of headings, rating scheme and themes, out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actions.rules.facts import Label
from imports.pipeline import scheme
from imports.pipeline.changes import QUESTION, Change, KnownPlan, KnownSection
from imports.pipeline.compared import same_words, words
from imports.pipeline.plan_parts import headings_of, section_values
from imports.shapes import Section, StagedPlan


def labels_after(paper: StagedPlan, known: KnownPlan, as_at: date) -> tuple[Label, ...]:
    """Return the scheme after this paper: the register's, with what the paper adds; a newly printed key goes first."""
    held = scheme.from_json(known.labels)
    printed = scheme.scheme_of(paper)
    unchanged = known.sighted_labels is not None and scheme.from_json(known.sighted_labels) == printed
    if held and (unchanged or known.is_ahead_of(as_at) or not paper.rating_key):
        return held if unchanged else scheme.merged(held, printed)
    merged = scheme.merged(printed, held)
    return held if set(merged) == set(held) else merged


def plan_changes(paper: StagedPlan, known: KnownPlan, labels: tuple[Label, ...], as_at: date) -> Iterator[Change]:
    """Changes of the plan's own headings and of its rating scheme; an older paper's headings are history."""
    headings = headings_of(paper)
    if not known.is_ahead_of(as_at):
        was = known.sighted_headings
        if headings and headings != was and headings != known.headings and known.headings in ({}, was or {}):
            said = "The plan's own headings: " + ", ".join(headings.values()) + "."
            yield Change("set_headings", "", said, field="headings", before=known.headings, after=headings)
    if labels != scheme.from_json(known.labels):
        said = "The plan's ratings: " + ", ".join(label.label for label in labels) + "."
        after = scheme.to_json(labels)
        yield Change("set_scheme", "", said, field="scheme", before=list(known.labels), after=after)


def section_changes(row: str, section: Section, old: KnownSection | None) -> Iterator[Change]:
    """What a section of the paper changes in the theme that it is, or the theme that it adds."""
    if old is None:
        said = f"New theme {words(' '.join(filter(None, (section.ref, section.title))))}."
        yield Change("add_section", row, said, field="section", after=section.title)
        return
    new, base = section_values(section), section_values(old.sighted) if old.sighted else {}
    held = {"ref": old.ref, "title": old.title, "lead": old.lead, "notes": list(old.notes)}
    for name, value in new.items():
        if not value or same_words(value, held[name]) or (base and same_words(value, base[name])):
            continue
        free = not held[name] or (base and same_words(held[name], base[name]))
        kind, how = ("reword_section", "") if free else (QUESTION, " both here and in the paper. Which holds")
        said = f"Theme {words(old.ref or old.title)}: {name} changed{how}{'.' if free else '?'}"
        yield Change(kind, row, said, field=name, before=held[name], after=value)
