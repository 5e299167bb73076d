"""What a person decided about a comparison, as plain JSON, in; the same checked, for `compare` to follow, out.

Nothing here is trusted: an answer of an unknown kind is refused with a sentence, one to a row or question that the
comparison does not have is passed over by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from imports.storable import storable_text

# Of a question "which holds?": what the paper prints, what the register has, or that the print puts an error right.
PAPER, REGISTER, CORRECTION = "paper", "register", "correction"
HOLDS = (PAPER, REGISTER, CORRECTION)
# How far something is that the paper does not say, or no longer prints.
DONE, NOT_DONE, NO_LONGER_NEEDED, LEAVE, OPEN = "done", "not_done", "no_longer_needed", "leave", "open"
STAGES = (DONE, NOT_DONE, NO_LONGER_NEEDED, LEAVE, OPEN)
MERGED, SPLIT, DROPPED = "merged", "split", "dropped"
FATES = (MERGED, SPLIT, DROPPED, DONE)
MOST = 20_000  # answers of one kind, and characters of all the keys that one may hold; no paper has as many rows
LONGEST = 300
_ROW = re.compile(r"\A(?:s?\d{1,6}|\d{1,6}\.\d{1,6})\Z")
_ITEM = re.compile(r"\Aitem(\d{1,18})\Z")


def item_key(item: int) -> str:
    """Return how answers name an item of the register that the paper lacks.

    >>> item_key(12), item_of_key("item12"), item_of_key("4.2")
    ('item12', 12, None)
    """
    return f"item{item}"


def item_of_key(key: str) -> int | None:
    """Return the item that a key names, None where it names a row of the paper."""
    found = _ITEM.match(key)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an action that a paper no longer prints: merged or split into rows of the paper, dropped, done.

    `minute` names where that was decided, `by` who decided it, `on` the day (None: the day the paper speaks for).
    """

    kind: str
    into: tuple[str, ...] = ()
    minute: str = ""
    by: str = ""
    on: date | None = None

    def to_json(self) -> dict:
        """The fate as plain JSON values."""
        return {
            "kind": self.kind,
            "into": list(self.into),
            "minute": self.minute,
            "by": self.by,
            "on": self.on.isoformat() if self.on else None,
        }

    @classmethod
    def from_json(cls, stored: object) -> Fate:
        """The fate again; raises ValueError with a sentence where it cannot be one."""
        given = _mapping(stored, "What became of an action")
        kind, into = _one_of(given.get("kind"), FATES), given.get("into") or []
        if not isinstance(into, (list, tuple)) or not all(isinstance(row, str) and _ROW.match(row) for row in into):
            raise ValueError("Choose the actions of this paper that it went into.")
        into = tuple(dict.fromkeys(into))
        if kind == MERGED and len(into) != 1:
            raise ValueError("Choose the one action of this paper that it was merged into.")
        if kind == SPLIT and len(into) < 2:
            raise ValueError("Choose the actions of this paper that it was split into: two or more.")
        minute = _text(given.get("minute"))
        if kind in (MERGED, SPLIT) and not minute:
            raise ValueError("Say which minute agreed it.")
        into = into if kind in (MERGED, SPLIT) else ()
        return cls(kind, into, minute, _text(given.get("by")), _day(given.get("on")))


@dataclass(frozen=True, slots=True)
class Answers:
    """All that was decided about one comparison; empty, every question keeps its safe answer.

    `same`: the register's item that a row of the paper is, None for a new one. `holds`: by the key of a question, which
    side holds. `stages`: by row, or `item12` for what the paper lacks, how far it is. `fates`: by `item12`, what became
    of it. `left_out`: keys of changes not to save; the bare key of a row (`4`, `4.2`, `item12`) leaves all of it out.
    `parties`: by the name as printed, the known person or post that it is. `baseline`: the minute that agreed the dates
    of a refreshed plan, which every date that moves then quotes.
    """

    same: dict[str, int | None] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    fates: dict[str, Fate] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    parties: dict[str, str] = field(default_factory=dict)
    baseline: str = ""

    def __or__(self, later: Answers) -> Answers:
        """These answers with those of `later` over them; what either leaves out is left out."""
        joined = {
            name: getattr(self, name) | getattr(later, name) for name in ("same", "holds", "stages", "fates", "parties")
        }
        left_out = tuple(dict.fromkeys((*self.left_out, *later.left_out)))
        return Answers(**joined, left_out=left_out, baseline=later.baseline or self.baseline)

    def without(self, *keys: str) -> Answers:
        """These answers but for those of the keys, so that they are open again."""
        kept = {}
        for name in (one.name for one in fields(self)):
            held = getattr(self, name)
            if isinstance(held, dict):
                kept[name] = {key: value for key, value in held.items() if key not in keys}
            elif isinstance(held, tuple):
                kept[name] = tuple(key for key in held if key not in keys)
        return replace(self, **kept)

    def of_rows(self, rows: Mapping[str, str]) -> Answers:
        """These answers after another reading: of each row under the key that it has now, without those of rows gone.

        >>> Answers(stages={"4": "done", "5": "done", "item12": "leave"}).of_rows({"4": "7"}).stages
        {'7': 'done', 'item12': 'leave'}
        """

        def now(key: str) -> str | None:
            row, colon, rest = key.partition(":")
            return key if not _ROW.match(row) else f"{rows[row]}{colon}{rest}" if row in rows else None

        def keyed(held: dict) -> dict:
            return {key: value for old, value in held.items() if (key := now(old))}

        into = {key: replace(fate, into=tuple(filter(None, map(now, fate.into)))) for key, fate in self.fates.items()}
        whole = {key: fate for key, fate in into.items() if len(fate.into) == len(self.fates[key].into)}
        return replace(
            self,
            same=keyed(self.same),
            holds=keyed(self.holds),
            stages=keyed(self.stages),
            fates=whole,
            left_out=tuple(filter(None, map(now, self.left_out))),
        )

    def for_another_plan(self) -> Answers:
        """These answers as far as they are about the paper alone, whichever plan of the register it is.

        >>> decided = Answers(same={"1": 12}, stages={"1": "done", "item12": "open"}, left_out=("2", "2:add_item"))
        >>> decided.for_another_plan() == Answers(stages={"1": "done"}, left_out=("2",))
        True
        """
        return Answers(
            stages={key: stage for key, stage in self.stages.items() if _ROW.match(key)},
            left_out=tuple(filter(_ROW.match, self.left_out)),
            parties=self.parties,
            baseline=self.baseline,
        )

    def to_json(self) -> dict:
        """The answers as plain JSON values, sorted, so that equal answers are equal texts."""
        return {
            "same": dict(sorted(self.same.items())),
            "holds": dict(sorted(self.holds.items())),
            "stages": dict(sorted(self.stages.items())),
            "fates": {key: fate.to_json() for key, fate in sorted(self.fates.items())},
            "left_out": sorted(self.left_out),
            "parties": dict(sorted(self.parties.items())),
            "baseline": self.baseline,
        }

    @classmethod
    def from_json(cls, stored: object) -> Answers:
        """The answers again; raises ValueError with a sentence for what cannot be one. Kinds not known are ignored."""
        given = _mapping(stored, "The answers")
        same = _keyed(given.get("same"), _item, _ROW)
        return cls(
            same=same,
            holds=_keyed(given.get("holds"), lambda value: _one_of(value, HOLDS)),
            stages=_keyed(given.get("stages"), lambda value: _one_of(value, STAGES)),
            fates=_keyed(given.get("fates"), Fate.from_json, _ITEM),
            left_out=_keys(given.get("left_out")),
            parties=_keyed(given.get("parties"), _name),
            baseline=_text(given.get("baseline")),
        )


def _mapping(stored: object, what: str) -> Mapping:
    if not isinstance(stored, Mapping):
        raise ValueError(f"{what} could not be understood. Please choose again.")
    return stored


def _keyed(stored: object, value_of, shape: re.Pattern | None = None) -> dict:
    given = _mapping(stored or {}, "The answers")
    if len(given) > MOST:
        raise ValueError("There are more answers than any paper has rows.")
    found = {}
    for key, value in given.items():
        if not _is_key(key) or (shape and not shape.match(key)):
            raise ValueError("An answer is to a row that no paper has. Please choose again.")
        found[key] = value_of(value)
    return found


def _is_key(key: object) -> bool:
    return isinstance(key, str) and 0 < len(key) <= LONGEST and storable_text(key) == key


def _keys(stored: object) -> tuple[str, ...]:
    given = stored or ()
    if not isinstance(given, (list, tuple)) or len(given) > MOST:
        raise ValueError("What is to be left out could not be understood. Please choose again.")
    if not all(map(_is_key, given)):
        raise ValueError("What is to be left out could not be understood. Please choose again.")
    return tuple(dict.fromkeys(given))


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError("Choose one of the answers given.")
    return value


def _item(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63):
        return value
    raise ValueError("Choose an action of the plan, or say that it is a new one.")


def _name(value: object) -> str:
    name = _text(value)
    if not name:
        raise ValueError("Choose the person or post that is meant.")
    return name


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ValueError(f"Write at most {LONGEST} letters.")
    return " ".join(storable_text(value).split())


def _day(value: object) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("Give the day as a whole date, such as 2020-09-30.") from None
