"""What comparing a paper with the register gives: changes, each with a sentence, and the counts over them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from imports.shapes import Section, StagedItem

COUNTS = ("new", "changed", "untouched", "missing", "reopened", "questions")
MISSING, QUESTION = "missing", "question"
# Each kind is named for the service that writes it; MISSING and QUESTION write nothing.
KINDS = (
    *("set_headings", "set_scheme", "add_section", "reword_section", "put_in_order"),
    *("add_item", "reword", "known_since", "succeed"),
    *("set_first_date", "revise_deadline", "correct_deadline", "remove_deadline", "change_stage"),
    *("report_rating", "take_on", "lay_down", "record_progress", MISSING, QUESTION),
)


# ---- the register, as far as a comparison needs it ----------------------------------------------


@dataclass(frozen=True, slots=True)
class KnownSection:
    """A theme of the register, and what the last paper printed of it (None: typed by hand)."""

    id: int
    ref: str
    title: str
    lead: str = ""
    notes: tuple[dict, ...] = ()
    sighted: Section | None = None


@dataclass(frozen=True, slots=True)
class KnownUpdate:
    """A note of progress in the register; `on` is None where its paper's date stands in for its own.

    The answer "no change" has its day always, since each paper that prints it gives it anew.
    """

    note: str
    label: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An action or step of the register, and what papers printed of it.

    `sighted` is the last sighting up to the new paper's date, `taken` the same with what people put right in it (None:
    nothing), `sighted_on` the day that paper speaks for; `later` the first one after it (where the new paper is
    an old one), `later_on` the day of that. `stage` is None where nothing was ever said. `first_date` is the first
    date whenever it became known; all other values are those as at the paper's date where that is an old one.
    """

    id: int
    title: str
    ref: str = ""
    section: int | None = None
    parent: int | None = None
    links: tuple[str, ...] = ()
    extra: tuple[dict, ...] = ()
    owners: tuple[tuple[str, str], ...] = ()
    original_due: date | None = None
    due: date | None = None
    deadline_text: str = ""
    first_date: date | None = None
    has_moves: bool = False
    stage: str | None = None
    done_on: date | None = None
    rating: str = ""
    updates: tuple[KnownUpdate, ...] = ()
    created_on: date | None = None
    sighted: StagedItem | None = None
    taken: StagedItem | None = None
    sighted_on: date | None = None
    sighted_at: int | None = None  # its place among the rows of that paper
    ever_sighted: bool = False
    later: StagedItem | None = None
    later_on: date | None = None
    event_days: dict[str, tuple[date, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan of the register on the day of a comparison; the empty one stands for a plan that is not there yet.

    `newest` is the as-at date of the newest paper taken in; `labels` the rating scheme; `headings` the plan's own, and
    `sighted_headings`, `sighted_key` what the last paper printed of them; `aliases` gives for names that papers print
    otherwise, as plain words, the name by which the organisation knows who is meant.
    """

    sections: tuple[KnownSection, ...] = ()
    items: tuple[KnownItem, ...] = ()
    labels: tuple[dict, ...] = ()
    headings: dict[str, str] = field(default_factory=dict)
    sighted_headings: dict[str, str] | None = None
    sighted_labels: tuple[dict, ...] | None = None
    newest: date | None = None
    aliases: dict[str, str] = field(default_factory=dict)

    def is_ahead_of(self, as_at: date) -> bool:
        """Whether a paper of that day adds history only, since a newer one was taken in."""
        return self.newest is not None and as_at < self.newest


# ---- what comes out -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that taking the paper in would write, or a question that it raises.

    `row` is the place in the staged plan: `4` an action, `4.2` its step, `s3` a section, empty for the plan or for
    what the paper lacks; counted from 0. `item` is the register's key, None for what is new. `before` and `after` are
    plain JSON values, `on` the day that the event speaks for. A question and what is missing say in `asks` which part
    of the answers (imports/pipeline/answers.py) settles them, in `options` what can be answered, and in `answer` what
    was. `flag` marks what a careful person looks at twice: "moved_section", "date_and_words".
    """

    kind: str
    row: str
    sentence: str
    item: int | None = None
    field: str = ""
    before: object = None
    after: object = None
    on: date | None = None
    reopens: bool = False
    asks: str = ""
    options: tuple[str, ...] = ()
    answer: str = ""
    flag: str = ""

    @property
    def key(self) -> str:
        """What tells this change from every other of its comparison, for choosing."""
        who = self.row or (f"item{self.item}" if self.item else "plan")
        return ":".join(filter(None, (who, self.kind, self.field)))

    @property
    def writes(self) -> bool:
        """Whether it would write anything."""
        return self.kind not in (MISSING, QUESTION)

    @property
    def is_open(self) -> bool:
        """Whether it is a question that nobody has answered."""
        return self.kind == QUESTION and not self.answer

    def to_json(self) -> dict:
        """The change as plain JSON values."""
        return {
            "key": self.key,
            "kind": self.kind,
            "row": self.row,
            "sentence": self.sentence,
            "item": self.item,
            "field": self.field,
            "before": self.before,
            "after": self.after,
            "on": self.on.isoformat() if self.on else None,
            "reopens": self.reopens,
            "asks": self.asks,
            "options": list(self.options),
            "answer": self.answer,
            "flag": self.flag,
        }

    @classmethod
    def from_json(cls, stored: dict) -> Change:
        """The change again, without loss."""
        values = {name: value for name, value in stored.items() if name != "key"}
        day = date.fromisoformat(stored["on"]) if stored["on"] else None
        return cls(**values | {"on": day, "options": tuple(stored.get("options", ()))})


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs between a paper and the register.

    `pairs` says which item of the register each row of the paper is, None for a new one; a row in question is left
    out. `sections` does so for sections (`s3`), `leaves` are the rows that count, `unsaid` those of them that do not
    say whether they are done and of which the register knows nothing either.
    """

    changes: tuple[Change, ...]
    pairs: dict[str, int | None]
    sections: dict[str, int | None]
    leaves: tuple[str, ...]
    unsaid: tuple[str, ...] = ()

    @property
    def writing(self) -> tuple[Change, ...]:
        """The changes that would write something."""
        return tuple(change for change in self.changes if change.writes)

    @property
    def questions(self) -> tuple[Change, ...]:
        """What a person has to decide; until then nothing is closed and nothing overwritten."""
        return tuple(change for change in self.changes if change.is_open)

    @property
    def counts(self) -> dict[str, int]:
        """How many leaves are new, changed and so on; see `count`."""
        return count(self.changes, self.leaves, self.pairs)

    def of_row(self, row: str) -> tuple[Change, ...]:
        """The changes of one row."""
        return tuple(change for change in self.changes if change.row == row)

    def choosing(self, keys: Iterable[str]) -> Diff:
        """The same comparison with only the changes of those keys."""
        chosen = set(keys)
        return replace(self, changes=tuple(change for change in self.changes if change.key in chosen))

    def without(self, left_out: Iterable[str]) -> Diff:
        """The same comparison without the changes of those keys.

        The key of a row leaves it out, and its steps; an old action that was to go on in it then stays as it is.
        """
        keys = frozenset(left_out)
        return replace(self, changes=tuple(one for one in self.changes if not is_left_out(one, keys))) if keys else self

    def mark(self) -> str:
        """The digest by which a comparison is known again: equal for equal ones, whenever they were made."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> dict:
        """The comparison as plain JSON values."""
        return {
            "changes": [change.to_json() for change in self.changes],
            "pairs": self.pairs,
            "sections": self.sections,
            "leaves": list(self.leaves),
            "unsaid": list(self.unsaid),
        }

    @classmethod
    def from_json(cls, stored: dict) -> Diff:
        """The comparison again, without loss."""
        changes = tuple(Change.from_json(change) for change in stored["changes"])
        leaves, unsaid = tuple(stored["leaves"]), tuple(stored.get("unsaid", ()))
        return cls(changes, stored["pairs"], stored["sections"], leaves, unsaid)


def is_left_out(change: Change, left_out: frozenset[str]) -> bool:
    """Whether a change was left out: itself, its row, the action above its step, or all that it goes on in."""
    who = change.key.partition(":")[0]
    if change.key in left_out or who in left_out or (change.row.partition(".")[0] or who) in left_out:
        return True
    into = change.after.get("into") if isinstance(change.after, dict) else None
    return bool(into) and all(row in left_out or row.partition(".")[0] in left_out for row in into)


def count(changes: Iterable[Change], leaves: Iterable[str], pairs: dict[str, int | None]) -> dict[str, int]:
    """Return how many leaves are new, changed, untouched, missing, reopened, and how many rows are asked about.

    Each leaf of the paper counts once as new, reopened, changed or untouched; a leaf is untouched only where nothing
    is written of it nor of the action above it. A row that the comparison could not place counts as a question alone;
    other questions are counted beside what happens to their leaf. Missing counts leaves of the register.
    """
    by_row = defaultdict(list)
    for change in changes:
        by_row[change.row if change.kind != MISSING else ""].append(change)
    counts = Counter(dict.fromkeys(COUNTS, 0))
    for leaf in leaves:
        if leaf in pairs:
            counts[_verdict(by_row, leaf)] += 1
    counts["missing"] = sum(change.kind == MISSING for change in by_row[""])
    counts["questions"] = sum(any(change.is_open for change in found) for found in by_row.values())
    return dict(counts)


def verdicts(diff: Diff) -> dict[str, str]:
    """Return for every leaf of the paper whether it is new, reopened, changed, untouched or in question as a whole."""
    by_row = defaultdict(list)
    for change in diff.changes:
        by_row[change.row].append(change)
    return {leaf: _verdict(by_row, leaf) if leaf in diff.pairs else "question" for leaf in diff.leaves}


def _verdict(by_row: dict[str, list[Change]], leaf: str) -> str:
    own = [change for change in by_row[leaf] if change.writes]
    if any(change.kind == "add_item" for change in own):
        return "new"
    if any(change.reopens for change in own):
        return "reopened"
    action = leaf.partition(".")[0]
    above = by_row[action] if action != leaf else ()
    return "changed" if own or any(change.writes for change in above) else "untouched"


def total(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """Return the sum of several counts."""
    counts = list(counts)
    return {name: sum(each[name] for each in counts) for name in COUNTS}
