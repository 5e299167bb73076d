"""One row of a paper beside what the last paper printed and what the register holds: the three ways of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from actions.rules.facts import Label
from actions.vocabulary import FIELD
from imports.pipeline.answers import PAPER, REGISTER, Answers, Fate
from imports.pipeline.changes import QUESTION, Change, KnownItem
from imports.pipeline.words import plain
from imports.shapes import StagedItem

# The reader's doubt that carries a date which stands only in the words.
IN_WORDS = "new_date_in_update"
NOBODY = KnownItem(id=0, title="")
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about a comparison, as its rows ask for it.

    `names` gives by its plain words the known name of everybody whom papers print otherwise; `came_from` by row what
    the refreshed plan made of old actions.
    """

    answers: Answers = Answers()
    names: Mapping[str, str] = field(default_factory=dict)
    came_from: Mapping[str, tuple[tuple[KnownItem, Fate], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """A row (`new`), what the last paper printed of it (`base`, None: nothing), and the register's `known`.

    `taken` is what the register took of the last paper: what it printed, with what people put right in it. `prints`
    names the fields that the paper gives for any row at all: a column left out says nothing.
    """

    row: str
    new: StagedItem
    known: KnownItem
    as_at: date
    labels: tuple[Label, ...]
    prints: frozenset[str]
    decided: Decided = Decided()

    @property
    def base(self) -> StagedItem | None:
        return as_columns_say(self.known.sighted) if self.known.sighted else None

    @property
    def taken(self) -> StagedItem | None:
        return as_columns_say(self.known.taken) if self.known.taken else self.base

    @property
    def is_new(self) -> bool:
        """Whether the register has no such item yet."""
        return self.known is NOBODY

    @property
    def is_reissue(self) -> bool:
        """Whether the last paper that printed the row speaks for the same day as this one."""
        return self.known.sighted_on == self.as_at

    @property
    def came_from(self) -> tuple[tuple[KnownItem, Fate], ...]:
        """The old actions that went into the row, where a plan was refreshed."""
        return self.decided.came_from.get(self.row, ())

    @property
    def name(self) -> str:
        """How a sentence names the row: its reference, else its first words."""
        return name_of(self.new.ref, self.new.title)

    def unchanged(self, value_of: Callable[[StagedItem], object]) -> bool:
        """Whether the paper gives what the last paper printed, or what the register took of it."""
        new = value_of(self.new)
        return any(same_words(new, value_of(old)) for old in (self.base, self.taken) if old is not None)

    def change(self, kind: str, said: str, **values) -> Change:
        """A change of this row; `said` follows its name."""
        values.setdefault("on", self.as_at)
        return Change(kind, self.row, f"{self.name}: {said}", item=None if self.is_new else self.known.id, **values)

    def ask(self, field: str, said: str, by_paper: Iterable[Change] = (), **values) -> Iterator[Change]:
        """A question about this row; where it was answered for the paper, what that writes as well."""
        yield from settled(self.change(QUESTION, said, field=field, **values), self.decided.answers, by_paper)

    def clash(self, field: str, held: object, printed: object, by_paper: Iterable[Change]) -> Iterator[Change]:
        """The question where the paper and the register both went on from the last paper, to different values."""
        heading = FIELD[field].heading if field in FIELD else field.capitalize()
        said = f"{heading} was changed both here (“{words(held)}”) and in the paper (“{words(printed)}”). Which holds?"
        return self.ask(field, said, by_paper, before=plain_value(held), after=plain_value(printed))


def settled(question: Change, answers: Answers, by_paper: Iterable[Change], **by_other) -> Iterator[Change]:
    """Return a question of which side holds with its answer, and what the answer writes.

    `by_other` gives further answers, such as "correction", each with its changes.
    """
    question = replace(question, asks="holds", options=(PAPER, *by_other, REGISTER))
    answer = answers.holds.get(question.key, "")
    answer = answer if answer in question.options else ""
    yield replace(question, answer=answer)
    yield from {PAPER: by_paper, **by_other}.get(answer, ())


def as_columns_say(item: StagedItem) -> StagedItem:
    """Return a row without the later date that its reader found only in the words: such a date is asked about."""
    return replace(item, revised=()) if date_in_words(item) else item


def date_in_words(item: StagedItem) -> date | None:
    """Return the new date that a row gives only in its progress, or None."""
    said = next((issue.suggestion for issue in item.problems if issue.code == IN_WORDS and issue.suggestion), "")
    return date.fromisoformat(said) if said else None


def name_of(ref: str | None, title: str) -> str:
    """Return how a sentence names an action: its reference, else its first words."""
    return ref or f"“{words(title)}”"


def day_words(day: date | None) -> str:
    """Return a date as people read it; empty where there is none.

    >>> day_words(date(2020, 9, 30))
    '30 September 2020'
    """
    return f"{day.day} {day:%B %Y}" if day else ""


def words(value: object) -> str:
    """Return any value of a field as a person would read it, cut where it is long."""
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, (list, tuple, frozenset, set)):
        return ", ".join(words(part) for part in value) or "nothing"
    if isinstance(value, dict):
        return f"{value.get('heading') or value.get('label') or ''}: {value.get('text', '')}"[:SHOWN]
    text = " ".join(str(value or "nothing").split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


def plain_value(value: object) -> object:
    """Return a value as plain JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain_value(part) for part in value]
    return value


def same_words(one: object, other: object) -> bool:
    """Whether two values say the same, spaces and empty ones aside."""
    if isinstance(one, str) or isinstance(other, str) or one is None or other is None:
        return " ".join(str(one or "").split()) == " ".join(str(other or "").split())
    return one == other


def same_names(one: Iterable[tuple[str, str]], other: Iterable[tuple[str, str]]) -> bool:
    """Whether two lists of owners name the same, however they are spelt."""
    return {(plain(name), role) for name, role in one} == {(plain(name), role) for name, role in other}
