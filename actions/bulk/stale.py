"""Rows that somebody else changed meanwhile: a sheet in; what was typed beside what was saved of each, out."""

from dataclasses import dataclass

from actions import logs, queries
from actions.answer_form import named
from actions.bulk.form import ACT_WORDS
from actions.bulk.rows import Row
from actions.bulk.sheet import Sheet
from actions.vocabulary import FIELD, STAGE_WORDS

HEADINGS = {
    "note": "Note",
    "no_change": "No change",
    "rating": FIELD["rating"].heading,
    "stage": FIELD["stage"].heading,
    "done_on": "Done on",
    "new_date": "New date",
}


@dataclass(frozen=True, slots=True)
class Both:
    """One action: what was typed of it and not saved, and what others saved since it was shown."""

    name: str
    typed: list[tuple[str, str]]
    theirs: list[logs.Row]


def side_by_side(user, sheet: Sheet) -> list[Both]:
    """Return both versions of every row that was changed meanwhile; as many queries for many as for one."""
    stale = sheet.stale
    since = queries.changes_since_many({row.item: row.version for row in stale})
    told = iter(logs.rows(user, [entry for row in stale for entry in since[row.pk]]))
    act = sheet.data.get("act", "")
    return [Both(named(row.item), _typed(row, act), [next(told) for _ in since[row.pk]]) for row in stale]


def _typed(row: Row, act: str) -> list[tuple[str, str]]:
    said = [(HEADINGS[name], _shown(name, value)) for name, value in row.typed.items()]
    return [*said, ("With the rows that are ticked", ACT_WORDS.get(act, "Nothing more"))] if row.ticked else said


def _shown(name: str, value: str) -> str:
    if name == "no_change":
        return "Yes"
    return STAGE_WORDS.get(value, value) if name == "stage" else value
