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
from imports.pipeline.answers import Answers
from imports.pipeline.changes import MISSING, Change, Diff, KnownItem, KnownPlan, KnownSection
from imports.pipeline.compared import NOBODY, Compared, as_columns_say, words
from imports.pipeline.diff_dates import asked_by_words, date_changes, says_anything
from imports.pipeline.diff_history import history_changes
from imports.pipeline.diff_plan import labels_after, plan_changes, section_changes
from imports.pipeline.diff_progress import rating_changes, stage_changes, stage_of, update_changes
from imports.pipeline.diff_words import add_item, owner_changes, word_changes
from imports.pipeline.matching import Match, match_items, match_sections
from imports.pipeline.plan_parts import leaves_of, row_of, rows_of, section_key, sections_of
from imports.shapes import Section, StagedItem, StagedPlan

NOTHING_DECIDED = Answers()


def compare(paper: StagedPlan, known: KnownPlan, as_at: date, answers: Answers = NOTHING_DECIDED) -> Diff:
    """Return what taking `paper`, which speaks for `as_at`, would change in the register, as far as `answers` decide.

    A paper older than the newest one taken in adds history only.
    """
    comparison = _comparison(paper, known, as_at)
    changes = [
        *plan_changes(paper, known, comparison.labels, as_at),
        *_section_changes(comparison),
        *_row_changes(comparison),
        *_missing(comparison),
    ]
    pairs = {row: comparison.match.pairs.get(row) for row in comparison.rows}
    unsaid = tuple(_unsaid(comparison))
    return Diff(_told_apart(changes), pairs, _section_ids(comparison), leaves_of(paper), unsaid)


def _unsaid(c: _Comparison) -> Iterator[str]:
    """The leaves that do not say whether they are done, and of which the register knows nothing either."""
    if c.is_history:
        return
    held = {item.id: item.stage for item in c.known.items}
    placed = set(c.rows)
    for row in leaves_of(c.paper):
        item = row_of(c.paper, row)
        if row not in placed or item.status == "not_applicable" or stage_of(item, c.labels) is not None:
            continue
        if held.get(c.match.pairs.get(row)) is None:
            yield row


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
        return self.known.is_ahead_of(self.as_at)


def _comparison(paper: StagedPlan, known: KnownPlan, as_at: date) -> _Comparison:
    sections = sections_of(paper)
    pairs = match_sections(sections, known.sections)
    ids = {section_key(sections[place]): old.id for place, old in reversed(pairs.items())}
    match = match_items(paper, known, ids)
    labels = labels_after(paper, known, as_at)
    is_history = known.is_ahead_of(as_at)
    rows = tuple(
        row
        for row in rows_of(paper)
        if row in match.pairs or not (is_history or row.partition(".")[0] in match.in_question)
    )
    return _Comparison(paper, known, as_at, sections, pairs, match, labels, _prints(paper, labels), rows)


def _prints(paper: StagedPlan, labels: tuple[Label, ...]) -> frozenset[str]:
    """The fields that the paper gives for any row at all."""
    items = [row_of(paper, row) for row in rows_of(paper)]
    stage = {"stage"} if any(stage_of(item, labels) for item in items) else set()
    return frozenset(stage | ({"due"} if any(says_anything(item) for item in items) else set()))


def _section_changes(c: _Comparison) -> Iterator[Change]:
    for place, section in enumerate(c.sections):
        if not c.is_history:
            yield from section_changes(f"s{place}", section, c.section_pairs.get(place))


_OF_ONE_ROW = (date_changes, asked_by_words, stage_changes, rating_changes, owner_changes, update_changes)

# ---- the rows -----------------------------------------------------------------------------------


def _row_changes(c: _Comparison) -> Iterator[Change]:
    known = {item.id: item for item in c.known.items}
    printed = {section_key(old.sighted): old.id for old in c.known.sections if old.sighted}
    keys = [section_key(section) for section in c.sections]
    placed = set(c.rows)
    for row in rows_of(c.paper):
        item = as_columns_say(row_of(c.paper, row))
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
        for of_field in _OF_ONE_ROW:
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
