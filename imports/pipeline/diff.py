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
from imports.pipeline.changes import QUESTION, Change, Diff, KnownItem, KnownPlan, KnownSection
from imports.pipeline.compared import NOBODY, Compared, Decided, as_columns_say, words
from imports.pipeline.diff_dates import asked_by_words, date_changes, says_anything
from imports.pipeline.diff_history import history_changes, only_then
from imports.pipeline.diff_missing import came_from, fates_of, missing_changes
from imports.pipeline.diff_plan import labels_after, plan_changes, section_changes
from imports.pipeline.diff_progress import rating_changes, says_how_far, stage_changes, stage_of, update_changes
from imports.pipeline.diff_words import add_item, owner_changes, parent_changes, word_changes
from imports.pipeline.matching import Match, match_items, match_sections
from imports.pipeline.plan_parts import leaves_of, row_of, rows_of, section_key, sections_of
from imports.pipeline.words import plain
from imports.shapes import Section, StagedPlan

NOTHING_DECIDED = Answers()


def compare(
    paper: StagedPlan, known: KnownPlan, as_at: date, answers: Answers = NOTHING_DECIDED,
    printed: StagedPlan | None = None,
) -> Diff:  # fmt: skip
    """Return what taking `paper`, which speaks for `as_at`, would change in the register, as far as `answers` decide.

    `printed` is the paper without what people put right in it, where they did. A paper older than the newest one taken
    in adds history only. What `answers` leave out is in the comparison all the same: see `Diff.without`.
    """
    comparison = _comparison(paper, known, as_at, answers, printed)
    unsaid: list[str] = []
    changes = [
        *plan_changes(paper, known, comparison.labels, as_at),
        *_section_changes(comparison),
        *_row_changes(comparison, unsaid),
        *_missing(comparison),
    ]
    pairs = {row: comparison.match.pairs.get(row) for row in comparison.rows}
    return Diff(_told_apart(changes), pairs, _section_ids(comparison), leaves_of(paper), tuple(unsaid))


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
    decided: Decided

    @property
    def is_history(self) -> bool:
        return self.known.is_ahead_of(self.as_at)


def _comparison(
    paper: StagedPlan, known: KnownPlan, as_at: date, answers: Answers, printed: StagedPlan | None
) -> _Comparison:
    sections = sections_of(paper)
    pairs = match_sections(sections, known.sections)
    ids = {section_key(sections[place]): old.id for place, old in reversed(pairs.items())}
    match = match_items(paper, known, ids, answers.same, printed)
    labels = labels_after(paper, known, as_at)
    rows = tuple(_placed(paper, match, known.is_ahead_of(as_at), answers))
    names = known.aliases | {plain(name): whom for name, whom in answers.parties.items()}
    fates = fates_of(known, match, answers, frozenset(rows))
    decided = Decided(answers, names, came_from(fates))
    return _Comparison(paper, known, as_at, sections, pairs, match, labels, _prints(paper, labels), rows, decided)


def _placed(paper: StagedPlan, match: Match, is_history: bool, answers: Answers) -> Iterator[str]:
    """The rows that are an item of the register, or plainly a new one."""
    placed = set()
    for row in rows_of(paper):
        action = row.partition(".")[0]
        is_new = row not in match.in_question and (action == row or action in placed)
        if is_history:  # an old paper adds what a person says was an action of its own
            is_new = is_new and (answers.same.get(row, 0) is None or answers.same.get(action, 0) is None)
        if row in match.pairs or is_new:
            placed.add(row)
            yield row


def _prints(paper: StagedPlan, labels: tuple[Label, ...]) -> frozenset[str]:
    """The fields that the paper gives for any row at all."""
    items = [row_of(paper, row) for row in rows_of(paper)]
    stage = {"stage"} if any(stage_of(item, labels) for item in items) else set()
    return frozenset(stage | ({"due"} if any(says_anything(item) for item in items) else set()))


def _section_changes(c: _Comparison) -> Iterator[Change]:
    for place, section in enumerate(c.sections):
        if not c.is_history:
            yield from section_changes(f"s{place}", section, c.section_pairs.get(place), c.decided)


_OF_ONE_ROW = (date_changes, asked_by_words, stage_changes, rating_changes, owner_changes, update_changes)

# ---- the rows -----------------------------------------------------------------------------------


def _row_changes(c: _Comparison, unsaid: list[str]) -> Iterator[Change]:
    """The changes of every row; leaves of which nobody says whether they are done are added to `unsaid`."""
    known = {item.id: item for item in c.known.items}
    places = _Places(c)
    placed = set(c.rows)
    for row in rows_of(c.paper):
        item = as_columns_say(row_of(c.paper, row))
        held = known.get(c.match.pairs.get(row), NOBODY)
        compared = Compared(row, item, held, c.as_at, c.labels, c.prints, c.decided)
        yield from _settled_by_hand(c, compared, known)
        if row not in placed:
            yield from _unplaced(c, compared, known)
        elif c.is_history:
            yield from _only_then(c, compared) if compared.is_new else history_changes(compared)
        else:
            yield from _with_flags(_changes_of(compared, places))
            if not item.milestones and not says_how_far(compared):
                unsaid.append(row)
    yield from _new_order(c)


def _changes_of(row: Compared, places: _Places) -> Iterator[Change]:
    if row.is_new:
        yield add_item(row)
    else:
        yield from word_changes(row, *places.sections(row))
        yield from parent_changes(row, places.parent(row))
    for of_field in _OF_ONE_ROW:
        yield from of_field(row)


def _only_then(c: _Comparison, row: Compared) -> Iterator[Change]:
    """What an older paper says of an action that no later one has, where a person says that it was one."""
    yield add_item(row)
    on_its_day = replace(row, decided=Decided(names=c.decided.names))
    for of_field in (date_changes, stage_changes, rating_changes, owner_changes, update_changes):
        yield from of_field(on_its_day)
    yield from only_then(row, c.known.newest)


_MOVES = ("revise_deadline", "remove_deadline")


def _with_flags(changes: Iterator[Change]) -> list[Change]:
    """Mark a new date whose row was reworded as well: what was promised may no longer be the same."""
    found = list(changes)
    moved = [change for change in found if change.kind in _MOVES]
    reworded = [change for change in found if change.kind == "reword" and change.field == "title"]
    both = {id(change) for change in (*moved, *reworded)} if moved and reworded else ()
    return [replace(change, flag="date_and_words") if id(change) in both else change for change in found]


class _Places:
    """Where the paper puts each row: under which theme and which action, by the register's ids."""

    def __init__(self, c: _Comparison):
        self._c = c
        self._keys = [section_key(section) for section in c.sections]
        self._printed = {section_key(old.sighted): old.id for old in c.known.sections if old.sighted}

    def sections(self, row: Compared) -> tuple[int | str | None, int | None]:
        """The section that the paper puts an action under (`s3` where it is new), and the one where it was printed."""
        was = self._printed.get(row.known.sighted.section or "") if row.known.sighted else None
        if not row.new.section or row.new.section not in self._keys:
            return None, was
        place = self._keys.index(row.new.section)
        old = self._c.section_pairs.get(place)
        return old.id if old else f"s{place}", was

    def parent(self, row: Compared) -> int | str | None:
        """The action above a step; its row where it is new."""
        action = row.row.partition(".")[0]
        return None if action == row.row else self._c.match.pairs.get(action, action)


def _settled_by_hand(c: _Comparison, row: Compared, known: dict[int, KnownItem]) -> Iterator[Change]:
    """What a person said about which action a row is, so that it can be seen and taken back."""
    if row.row not in c.match.by_hand:
        return
    item = known.get(c.match.pairs.get(row.row))
    said = f"the same action as “{words(item.title)}”, as was said here." if item else "a new action, as was said here."
    before = item.title if item else None
    question = row.change(QUESTION, said, field="item", before=before, after=row.new.title)
    yield replace(question, asks="same", options=("same", "new"), answer="same" if item else "new")


def _unplaced(c: _Comparison, row: Compared, known: dict[int, KnownItem]) -> Iterator[Change]:
    """The question that a row raises which is neither plainly new nor plainly an item of the register."""
    action = row.row.partition(".")[0]
    other = known.get(c.match.in_question.get(row.row))
    if other and row.row in c.match.moved:
        was = f"a step of {_called(known, other.parent)}" if other.parent else "an action"
        is_now = "an action" if action == row.row else "a step"
        said = f"stands here as {is_now}; {was} had the same words. Is it the same?"
        yield _same(row, said, other)
    elif other:
        said = f"this reference stood on “{words(other.title)}”, now on “{words(row.new.title)}”."
        yield _same(row, f"{said} Is it the same action?", other)
    elif c.is_history and (action == row.row or action in c.match.pairs):
        said = "stands in this older paper only, so nothing is added. Was it dropped, done or merged since?"
        question = row.change(QUESTION, said, field="item", after=row.new.title)
        yield replace(question, asks="same", options=("same", "new"))


def _same(row: Compared, said: str, other: KnownItem) -> Change:
    question = row.change(QUESTION, said, field="ref", before=other.title, after=row.new.title)
    return replace(question, item=other.id, asks="same", options=("same", "new"))


def _called(known: dict[int, KnownItem], item: int) -> str:
    return known[item].ref or f"“{words(known[item].title)}”"


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
    """What the paper lacks, and what was said to have become of it; an old paper's lacks are no news."""
    if not c.is_history:
        yield from missing_changes(c.paper, c.known, c.match, c.decided.answers, frozenset(c.rows), c.as_at)


def _told_apart(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Number the changes of one row, kind and field, so that each has a key of its own."""
    times: Counter[str] = Counter()
    told = []
    for change in changes:
        key = change.key
        times[key] += 1
        number = times[key]
        told.append(change if number == 1 else replace(change, field=f"{change.field} {number}"))
    return tuple(told)
