"""A staged plan and what people put right in it, in; the plan with it, and what no longer finds its row, out.

A correction is anchored to the words as printed and their occurrence, so that it survives another reading of the same
paper: rows may be joined or parted otherwise, columns mapped anew.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date

from imports.pipeline.plan_parts import row_of, rows_of
from imports.pipeline.unsettled import field_of
from imports.pipeline.words import plain
from imports.shapes import STATUSES, Owner, StagedItem, StagedPlan
from imports.storable import storable_text

DISMISS = "dismiss:"
ROLES = ("owner", "lead", "responsible", "accountable")
LONGEST = {"ref": 40, "section": 1000, "title": 10_000, "rag": 40}
FIRST_YEAR, LAST_YEAR = 1950, 2150


@dataclass(frozen=True, slots=True)
class Correction:
    """One value put right by hand: which row (by `anchor`, see `anchors`), which field, and to what.

    `value` and `was` are plain JSON: a day as ISO text, later dates as a list of such, owners as a list of
    {"name", "role"}. `field` may be `dismiss:CODE`, a doubt set aside; `value` is then the reason.
    """

    anchor: str
    field: str
    value: object
    was: object
    who: str
    at: str

    def to_json(self) -> dict:
        """The correction as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict) -> Correction:
        """The correction again, without loss."""
        return cls(**stored)


def corrected(plan: StagedPlan, made: Iterable[Correction]) -> tuple[StagedPlan, tuple[Correction, ...]]:
    """Return the plan with the corrections, the later of two to one field counting, and those whose row is gone."""
    of_row, gone = by_row(plan, made)
    return _put_right(plan, of_row) if of_row else plan, gone


def by_row(
    plan: StagedPlan, made: Iterable[Correction]
) -> tuple[dict[str, dict[str, Correction]], tuple[Correction, ...]]:
    """Return the correction that counts of each field by its row, and the corrections whose row is gone."""
    place = {anchor: row for row, anchor in anchors(plan).items()}
    of_row: dict[str, dict[str, Correction]] = defaultdict(dict)
    gone = []
    for one in made:
        if one.anchor in place:
            of_row[place[one.anchor]].pop(one.field, None)
            of_row[place[one.anchor]][one.field] = one
        else:
            gone.append(one)
    return dict(of_row), tuple(gone)


def anchors(plan: StagedPlan) -> dict[str, str]:
    """Return for every row (and the plan itself, the empty row) what tells its printed words from all others."""
    found, times = {"": "plan"}, Counter()
    for row in rows_of(plan):
        action = row.partition(".")[0]
        mark = _fingerprint(row_of(plan, row), *((found[action], row_of(plan, action)) if action != row else ()))
        times[mark] += 1
        found[row] = f"{mark}.{times[mark]}"
    return found


def value_for(field: str, value: object) -> object:
    """Return a corrected value as it is kept; raises ValueError with a sentence where the field cannot hold it."""
    if field.startswith(DISMISS):
        reason = _line(value, 300)
        if not reason or not 0 < len(field) - len(DISMISS) <= 60:
            raise ValueError("Say why this need not be put right.")
        return reason
    if field not in _VALUES:
        raise ValueError("This cannot be put right here.")
    return _VALUES[field](value)


def value_of(item: StagedItem, field: str) -> object:
    """Return what a staged row holds in a field, as plain JSON values."""
    if field.startswith(DISMISS):
        return ""
    value = getattr(item, field)
    if field == "owners":
        return [{"name": owner.name, "role": owner.role} for owner in value]
    if field == "revised":
        return [day.isoformat() for day in value]
    return value.isoformat() if isinstance(value, date) else value


def with_corrections(item: StagedItem, made: Iterable[Correction]) -> StagedItem:
    """Return one row with corrections of it, marked in `corrected`, and without the doubts that they settle."""
    names, dismissed = [], set()
    for one in made:
        if one.field.startswith(DISMISS):
            dismissed.add(one.field.removeprefix(DISMISS))
        else:
            item = replace(item, **_values_with(item, one.field, one.value))
            names.append(one.field)
    settled = {_REGISTERS[name] for name in names}
    doubts = tuple(
        issue for issue in item.problems if issue.code not in dismissed and (field_of(issue) or None) not in settled
    )
    return replace(item, problems=doubts, corrected=tuple(dict.fromkeys((*item.corrected, *names))))


def _put_right(plan: StagedPlan, of_row: dict[str, dict[str, Correction]]) -> StagedPlan:
    def settled(row: str, item: StagedItem) -> StagedItem:
        return with_corrections(item, of_row[row].values()) if row in of_row else item

    actions = []
    for place, action in enumerate(plan.actions):
        steps = tuple(settled(f"{place}.{number}", step) for number, step in enumerate(action.milestones))
        actions.append(replace(settled(str(place), action), milestones=steps))
    dismissed = {name.removeprefix(DISMISS) for name in of_row.get("", ())}
    issues = tuple(issue for issue in plan.issues if issue.code not in dismissed)
    return replace(plan, actions=tuple(actions), issues=issues)


def _fingerprint(item: StagedItem, above: str = "", action: StagedItem | None = None) -> str:
    """The digest of a row's cells as printed, however their columns were read; of a step in a cell, of its words.

    `above` is the anchor of the step's action.
    """
    cells = [plain(cell.text) for cell in item.printed]
    if not cells or (action and item.printed == action.printed):
        cells = [plain(item.title)]
    return hashlib.sha256("\n".join([above, *cells]).encode()).hexdigest()[:24]


# ---- one field ------------------------------------------------------------------------------------

# The register's field that a doubt about a staged field names (imports/pipeline/unsettled.py).
_REGISTERS = {
    **dict.fromkeys(("start", "due", "revised", "review"), "due"),
    **dict.fromkeys(("done_on", "status", "rag"), "stage"),
    **{name: name for name in ("ref", "title", "section", "owners")},
}


def _values_with(item: StagedItem, field: str, value: object) -> dict[str, object]:
    """What changes in a staged row where one field is put right; kinds and words follow it."""
    if field == "owners":
        return {"owners": tuple(Owner(**owner) for owner in value)}
    if field == "revised":
        return {"revised": tuple(date.fromisoformat(day) for day in value)} | _dated(item, bool(value))
    if field in ("start", "due", "review", "done_on"):
        day = date.fromisoformat(value) if value else None
        return {field: day} | (_dated(item, day is not None) if field == "due" else {})
    if field == "rag":  # the words of the rating went with the colour that was read
        return {"rag": value, "status_text": None}
    return {field: value}


def _dated(item: StagedItem, has_date: bool) -> dict[str, str]:
    """The kind of a deadline where its date is put right."""
    undated = item.deadline_kind in ("none", "tbc", "ongoing", "text", "complete")
    if has_date:
        return {"deadline_kind": "date"} if undated and item.deadline_kind != "complete" else {}
    return {} if undated else {"deadline_kind": "text" if item.deadline_text else "none"}


def _line(value: object, most: int) -> str:
    if not isinstance(value, str):
        raise ValueError("Write it in words.")
    if len(value) > most:
        raise ValueError(f"Write at most {most} letters.")
    return " ".join(storable_text(value).split())


def _words(field: str) -> Callable[[object], str | None]:
    return lambda value: _line(value or "", LONGEST[field]) or None


def _title(value: object) -> str:
    """The title in the lines in which it is written: bullets stand on lines of their own."""
    _line(value or "", LONGEST["title"])
    said = "\n".join(filter(None, (_line(line, LONGEST["title"]) for line in (value or "").splitlines())))
    if not said:
        raise ValueError("Write what is to be done.")
    return said


def _day(value: object) -> str | None:
    if value in (None, ""):
        return None
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("Give the day as a whole date, such as 30 9 2020.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"Give a day between {FIRST_YEAR} and {LAST_YEAR}.")
    return day.isoformat()


def _days(value: object) -> list[str]:
    if not isinstance(value, (list, tuple)) or len(value) > 50:
        raise ValueError("Give the later dates one by one.")
    return [day for day in map(_day, value) if day]


def _status(value: object) -> str | None:
    if value in (None, ""):
        return None
    if value not in STATUSES:
        raise ValueError("Choose one of the answers given.")
    return value


def _owners(value: object) -> list[dict]:
    if not isinstance(value, (list, tuple)) or len(value) > 50:
        raise ValueError("Give who answers for it, one by one.")
    found = {}
    for owner in value:
        given = {"name": owner} if isinstance(owner, str) else owner
        if not isinstance(given, dict):
            raise ValueError("Give who answers for it, one by one.")
        name, role = _line(given.get("name") or "", 300), given.get("role") or "lead"
        if role not in ROLES:
            raise ValueError("Choose one of the answers given.")
        if name:
            found.setdefault((plain(name), role), {"name": name, "role": role})
    return list(found.values())


_VALUES: dict[str, Callable[[object], object]] = {
    "ref": _words("ref"),
    "section": _words("section"),
    "title": _title,
    "owners": _owners,
    "start": _day,
    "due": _day,
    "revised": _days,
    "done_on": _day,
    "review": _day,
    "status": _status,
    "rag": lambda value: (_line(value or "", LONGEST["rag"]) or None) and _line(value, LONGEST["rag"]).lower(),
}
FIELDS = tuple(_VALUES)
