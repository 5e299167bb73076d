"""One row of a paper beside what the last paper printed and what the register holds: the three ways of a comparison."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from actions.rules.facts import Label
from actions.vocabulary import FIELD
from imports.pipeline.changes import QUESTION, Change, KnownItem
from imports.pipeline.words import plain
from imports.shapes import StagedItem

# The reader's doubt that carries a date which stands only in the words.
IN_WORDS = "new_date_in_update"
NOBODY = KnownItem(id=0, title="")
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Compared:
    """A row (`new`), what the last paper printed of it (`base`, None: nothing), and the register's `known`.

    `prints` names the fields that the paper gives for any row at all: a column left out says nothing.
    """

    row: str
    new: StagedItem
    known: KnownItem
    as_at: date
    labels: tuple[Label, ...]
    prints: frozenset[str]

    @property
    def base(self) -> StagedItem | None:
        return as_columns_say(self.known.sighted) if self.known.sighted else None

    @property
    def is_new(self) -> bool:
        """Whether the register has no such item yet."""
        return self.known is NOBODY

    @property
    def name(self) -> str:
        """How a sentence names the row: its reference, else its first words."""
        if self.new.ref:
            return self.new.ref
        words = " ".join(self.new.title.split())
        return f"“{words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + '…'}”"

    def change(self, kind: str, said: str, **values) -> Change:
        """A change of this row; `said` follows its name."""
        values.setdefault("on", self.as_at)
        return Change(kind, self.row, f"{self.name}: {said}", item=None if self.is_new else self.known.id, **values)

    def ask(self, field: str, said: str, **values) -> Change:
        """A question about this row."""
        return self.change(QUESTION, said, field=field, **values)

    def clash(self, field: str, held: object, printed: object) -> Change:
        """The question where the paper and the register both went on from the last paper, to different values."""
        heading = FIELD[field].heading if field in FIELD else field.capitalize()
        said = f"{heading} was changed both here (“{words(held)}”) and in the paper (“{words(printed)}”). Which holds?"
        return self.ask(field, said, before=plain_value(held), after=plain_value(printed))


def as_columns_say(item: StagedItem) -> StagedItem:
    """Return a row without the later date that its reader found only in the words: such a date is asked about."""
    return replace(item, revised=()) if date_in_words(item) else item


def date_in_words(item: StagedItem) -> date | None:
    """Return the new date that a row gives only in its progress, or None."""
    said = next((issue.suggestion for issue in item.problems if issue.code == IN_WORDS and issue.suggestion), "")
    return date.fromisoformat(said) if said else None


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
