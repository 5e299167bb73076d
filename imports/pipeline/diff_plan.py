"""A staged plan and the register's in; changes of headings, rating scheme and themes, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from actions.rules.facts import Label
from imports.pipeline import scheme
from imports.pipeline.changes import QUESTION, Change, KnownPlan, KnownSection
from imports.pipeline.compared import Decided, same_words, settled, words
from imports.pipeline.diff_words import known_name
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


def section_changes(row: str, section: Section, old: KnownSection | None, decided: Decided) -> Iterator[Change]:
    """What a section of the paper changes in the theme that it is, or the theme that it adds."""
    if old is None:
        said = f"New theme {words(' '.join(filter(None, (section.ref, section.title))))}."
        yield Change("add_section", row, said, field="section", after=section.title)
        return
    new = _values(section, decided)
    base = _values(old.sighted, decided) if old.sighted else {}
    held = {"ref": old.ref, "title": old.title, "lead": old.lead, "notes": list(old.notes)}
    for name, value in new.items():
        if not value or same_words(value, held[name]) or (base and same_words(value, base[name])):
            continue
        said = f"Theme {words(old.ref or old.title)}: {name} changed"
        reworded = Change("reword_section", row, f"{said}.", field=name, before=held[name], after=value)
        if not held[name] or (base and same_words(held[name], base[name])):
            yield reworded
        else:
            said = f"{said} both here and in the paper. Which holds?"
            yield from settled(replace(reworded, kind=QUESTION, sentence=said), decided.answers, [reworded])


def _values(section: Section, decided: Decided) -> dict[str, object]:
    values = section_values(section)
    return values | ({"lead": known_name(values["lead"], decided.names)} if values["lead"] else {})
