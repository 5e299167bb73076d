"""A staged plan and the register in; every change that taking it in would make, and every question, out.

Three ways are compared: what the last paper printed, what this one prints, what the register holds. What the papers
leave unchanged is not touched, whatever was edited here since. Source: design.md section 4, Identity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.rules.facts import Label
from imports.pipeline import scheme
from imports.pipeline.changes import MISSING, QUESTION, Change, Diff, KnownItem, KnownPlan, KnownSection
from imports.pipeline.compared import NOBODY, Compared, same_words, words
from imports.pipeline.diff_dates import date_changes, says_anything
from imports.pipeline.diff_history import history_changes
from imports.pipeline.diff_progress import rating_changes, stage_changes, stage_of, update_changes
from imports.pipeline.diff_words import add_item, owner_changes, word_changes
from imports.pipeline.matching import Match, match_items, match_sections, section_key
from imports.shapes import Section, StagedItem, StagedPlan


def compare(paper: StagedPlan, known: KnownPlan, as_at: date) -> Diff:
    """Return what taking `paper`, which speaks for `as_at`, would change in the register.

    A paper older than the newest one taken in adds history only.
    """
    comparison = _comparison(paper, known, as_at)
    changes = [*_plan_changes(comparison), *_row_changes(comparison), *_missing(comparison)]
    pairs = {row: comparison.match.pairs.get(row) for row in comparison.rows}
    leaves = tuple(row for row in _rows(paper) if not _has_steps(paper, row))
    return Diff(_told_apart(changes), pairs, _section_ids(comparison), leaves)


def sections_of(paper: StagedPlan) -> tuple[Section, ...]:
    """Return the paper's sections, and one for each key that rows name and no section has."""
    sections = {section_key(section): section for section in reversed(paper.sections)}
    named = dict.fromkeys(action.section for action in paper.actions if action.section)
    return (*paper.sections, *(Section(title=key) for key in named if key not in sections))


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


def row_of(paper: StagedPlan, row: str) -> StagedItem:
    """Return the staged item at a row's place: `4`, or `4.2` for its step."""
    action, _, step = row.partition(".")
    item = paper.actions[int(action)]
    return item.milestones[int(step)] if step else item


def _section_ids(c: _Comparison) -> dict[str, int | None]:
    old = c.section_pairs
    return {f"s{place}": old[place].id if place in old else None for place in range(len(c.sections))}


@dataclass(frozen=True, slots=True)
class _Comparison:
    paper: StagedPlan
    known: KnownPlan
    as_at: date
    sections: tuple[Section, ...]
    section_pairs: dict[int, KnownSection]
    match: Match
    labels: tuple[Label, ...]
    prints: frozenset[str]
    rows: tuple[str, ...]  # those that are placed: matched, or new

    @property
    def is_history(self) -> bool:
        return self.known.newest is not None and self.as_at < self.known.newest


def _comparison(paper: StagedPlan, known: KnownPlan, as_at: date) -> _Comparison:
    sections = sections_of(paper)
    pairs = match_sections(sections, known.sections)
    ids = {section_key(sections[place]): old.id for place, old in reversed(pairs.items())}
    match = match_items(paper, known, ids)
    labels = _labels(paper, known, as_at)
    is_history = known.newest is not None and as_at < known.newest
    rows = tuple(
        row
        for row in _rows(paper)
        if row in match.pairs or not (is_history or row.partition(".")[0] in match.in_question)
    )
    return _Comparison(paper, known, as_at, sections, pairs, match, labels, _prints(paper, labels), rows)


def _labels(paper: StagedPlan, known: KnownPlan, as_at: date) -> tuple[Label, ...]:
    """The scheme after this paper: the register's, with what the paper adds; a newly printed key goes first."""
    held = scheme.from_json(known.labels)
    printed = scheme.scheme_of(paper)
    is_history = known.newest is not None and as_at < known.newest
    unchanged = known.sighted_labels is not None and scheme.from_json(known.sighted_labels) == printed
    if held and (unchanged or is_history or not paper.rating_key):
        return held if unchanged else scheme.merged(held, printed)
    merged = scheme.merged(printed, held)
    return held if set(merged) == set(held) else merged


def _prints(paper: StagedPlan, labels: tuple[Label, ...]) -> frozenset[str]:
    """The fields that the paper gives for any row at all."""
    items = [row_of(paper, row) for row in _rows(paper)]
    stage = {"stage"} if any(stage_of(item, labels) for item in items) else set()
    return frozenset(stage | ({"due"} if any(says_anything(item) for item in items) else set()))


def _rows(paper: StagedPlan) -> Iterator[str]:
    for place, action in enumerate(paper.actions):
        yield str(place)
        for step in range(len(action.milestones)):
            yield f"{place}.{step}"


def _has_steps(paper: StagedPlan, row: str) -> bool:
    return "." not in row and bool(paper.actions[int(row)].milestones)


# ---- the plan and its themes --------------------------------------------------------------------


def _plan_changes(c: _Comparison) -> Iterator[Change]:
    headings = headings_of(c.paper)
    if not c.is_history:
        was = c.known.sighted_headings
        if headings and headings != was and headings != c.known.headings and c.known.headings in ({}, was or {}):
            said = "The plan's own headings: " + ", ".join(headings.values()) + "."
            yield Change("set_headings", "", said, field="headings", before=c.known.headings, after=headings)
    if c.labels != scheme.from_json(c.known.labels):
        said = "The plan's ratings: " + ", ".join(label.label for label in c.labels) + "."
        after = scheme.to_json(c.labels)
        yield Change("set_scheme", "", said, field="scheme", before=list(c.known.labels), after=after)
    for place, section in enumerate(c.sections):
        old = c.section_pairs.get(place)
        if old is None and not c.is_history:
            said = f"New theme {words(' '.join(filter(None, (section.ref, section.title))))}."
            yield Change("add_section", f"s{place}", said, field="section", after=section.title)
        elif old and not c.is_history:
            yield from _section_changes(f"s{place}", section, old)


def section_values(section: Section) -> dict[str, object]:
    """Return a staged section's own words as the register holds them; what inspectors asked for is among its notes."""
    notes = [{"label": note.label, "text": note.text} for note in section.notes]
    for asked in section.recommendations:
        raised = ", ".join(f"{day.day} {day:%B %Y}" for day in asked.raised_on)
        said = ", ".join(filter(None, (asked.source, f"raised {raised}" if raised else "")))
        label = " ".join(filter(None, ("Recommendation", asked.ref)))
        notes.append({"label": label, "text": f"{asked.text} ({said})" if said else asked.text})
    return {"ref": section.ref or "", "title": section.title, "lead": section.lead or "", "notes": notes}


def _section_changes(row: str, section: Section, old: KnownSection) -> Iterator[Change]:
    new, base = section_values(section), section_values(old.sighted) if old.sighted else {}
    held = {"ref": old.ref, "title": old.title, "lead": old.lead, "notes": list(old.notes)}
    for name, value in new.items():
        if not value or same_words(value, held[name]) or (base and same_words(value, base[name])):
            continue
        free = not held[name] or (base and same_words(held[name], base[name]))
        kind, how = ("reword_section", "") if free else (QUESTION, " both here and in the paper. Which holds")
        said = f"Theme {words(old.ref or old.title)}: {name} changed{how}{'.' if free else '?'}"
        yield Change(kind, row, said, field=name, before=held[name], after=value)


# ---- the rows -----------------------------------------------------------------------------------


def _row_changes(c: _Comparison) -> Iterator[Change]:
    known = {item.id: item for item in c.known.items}
    printed = {section_key(old.sighted): old.id for old in c.known.sections if old.sighted}
    keys = [section_key(section) for section in c.sections]
    placed = set(c.rows)
    for row in _rows(c.paper):
        item = row_of(c.paper, row)
        if row not in placed:
            yield from _unplaced(c, row, item, known)
            continue
        held = known.get(c.match.pairs.get(row), NOBODY)
        compared = Compared(row, item, held, c.as_at, c.labels, c.prints)
        if c.is_history:
            yield from history_changes(compared)
            continue
        if compared.is_new:
            yield add_item(compared)
        else:
            was = printed.get(held.sighted.section or "") if held.sighted else None
            yield from word_changes(compared, _section_of(c, item, keys), was)
        for of_field in (date_changes, stage_changes, rating_changes, owner_changes, update_changes):
            yield from of_field(compared)
    yield from _new_order(c)


def _section_of(c: _Comparison, item: StagedItem, keys: Sequence[str]) -> int | str | None:
    """The register's section that the paper puts an action under; `s3` where that one is new."""
    if not item.section or item.section not in keys:
        return None
    place = keys.index(item.section)
    old = c.section_pairs.get(place)
    return old.id if old else f"s{place}"


def _unplaced(c: _Comparison, row: str, item: StagedItem, known: dict[int, KnownItem]) -> Iterator[Change]:
    """The question that a row raises which is neither plainly new nor plainly an item of the register."""
    compared = Compared(row, item, NOBODY, c.as_at, c.labels, c.prints)
    other = known.get(c.match.in_question.get(row))
    if other:
        said = f"this reference stood on “{words(other.title)}”, now on “{words(item.title)}”. Is it the same action?"
        question = compared.ask("ref", said, before=other.title, after=item.title)
        yield replace(question, item=other.id)
    elif c.is_history and ("." not in row or row.partition(".")[0] in c.match.pairs):
        said = "stands in this older paper only, so nothing is added. Was it dropped, done or merged since?"
        yield compared.ask("item", said, after=item.title)


def _new_order(c: _Comparison) -> Iterator[Change]:
    """The new order of the plan's rows, where the paper changes it or adds rows to a plan that has some."""
    if c.is_history or not c.known.items:
        return
    last_place = {item.id: item.sighted_at for item in c.known.items}
    matched = [c.match.pairs[row] for row in c.rows if row in c.match.pairs]
    places = [last_place[item] for item in matched if last_place[item] is not None]
    if places != sorted(places) or len(matched) < len(c.rows):
        yield Change("put_in_order", "", "The order of the actions follows the paper.", field="position")


def _missing(c: _Comparison) -> Iterator[Change]:
    """The leaves of the register that papers printed before and this one does not; they stay as they are."""
    if c.is_history:
        return
    asked = set(c.match.in_question.values())
    accounted_for = set(c.match.pairs.values()) | asked
    parents = {item.parent for item in c.known.items}
    for item in c.known.items:
        if item.id in parents or item.id in accounted_for or item.parent in asked or not item.ever_sighted:
            continue
        name = item.ref or f"“{words(item.title)}”"
        said = f"{name}: not in this paper, kept as it is. Done, no longer needed, or still open?"
        yield Change(MISSING, "", said, item=item.id, before=item.title)


def _told_apart(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Number the changes of one row, kind and field, so that each has a key of its own."""
    times: Counter[str] = Counter()
    told = []
    for change in changes:
        times[change.key] += 1
        number = times[change.key]
        told.append(change if number == 1 else replace(change, field=f"{change.field} {number}"))
    return tuple(told)
