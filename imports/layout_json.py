"""A layout in, plain JSON values out; and the other way round, with one plain sentence for what is no layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from imports.headings import SYNONYMS

Headings = str | int | tuple[str | int, ...]

_KNOWN = (
    *("name", "organisation", "columns", "optional", "marks", "tables", "header_rows", "ratings"),
    "by_hand",
)


class LayoutError(ValueError):
    """The values make no layout; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What the words of a rating cell stand for: one of the statuses, a colour in lower case, or both."""

    status: str | None = None
    colour: str | None = None


def shown(layout) -> dict:
    """The layout as plain JSON values; what it does not say is left out."""
    values = {
        "name": layout.name,
        "organisation": layout.organisation,
        "columns": _columns(layout.columns),
        "optional": None if layout.optional is None else _columns(layout.optional),
        "marks": list(layout.marks),
        "tables": list(layout.tables),
        "header_rows": layout.header_rows,
        "ratings": None if layout.ratings is None else {words: asdict(said) for words, said in layout.ratings.items()},
    }
    return {key: value for key, value in values.items() if value not in (None, "", [])} | {"by_hand": layout.by_hand}


def read(stored: object) -> dict:
    """What a Layout is made of. A layout that comes as data is made by hand unless it says otherwise."""
    if not isinstance(stored, Mapping):
        raise LayoutError("A layout is an object with at least “columns”")
    unknown = [str(key) for key in stored if key not in _KNOWN]
    if unknown:
        raise LayoutError(f"A layout has no “{unknown[0]}”; it has {', '.join(_KNOWN)}")
    if "columns" not in stored:
        raise LayoutError("A layout needs “columns”: for each field the heading of its column")
    return {
        "columns": _read_columns(stored["columns"], "columns"),
        "optional": None if stored.get("optional") is None else _read_columns(stored["optional"], "optional"),
        "marks": _listed(stored, "marks", (str,)),
        "organisation": _one(stored, "organisation", str, None),
        "name": _one(stored, "name", str, ""),
        "tables": _listed(stored, "tables", (str, int)),
        "header_rows": _header_rows(stored),
        "ratings": None if stored.get("ratings") is None else _read_ratings(stored["ratings"]),
        "by_hand": _one(stored, "by_hand", bool, True),
    }


_ORDER = {field: at for at, field in enumerate(SYNONYMS)}  # as plans print their columns


def _columns(columns: Mapping[str, Headings]) -> dict:
    return {field: list(printed) if isinstance(printed, tuple) else printed for field, printed in columns.items()}


def _read_columns(stored: object, key: str) -> dict[str, Headings]:
    if not isinstance(stored, Mapping):
        raise LayoutError(f"“{key}” is an object: field, then the heading or the number of its column")
    # One order whatever kept them: PostgreSQL gives the keys of an object back in an order of its own.
    fields = sorted(map(str, stored), key=lambda field: (_ORDER.get(field, len(_ORDER)), field))
    held = {str(field): printed for field, printed in stored.items()}
    return {field: _headings(field, held[field]) for field in fields}


def _headings(field: str, printed: object) -> Headings:
    several = printed if isinstance(printed, list) else [printed]
    if not several or not all(_is(one, (str, int)) for one in several):
        raise LayoutError(f"The column of “{field}” is a heading, a number, or a list of them")
    return tuple(several) if isinstance(printed, list) else printed


def _read_ratings(stored: object) -> dict[str, Rating]:
    if not isinstance(stored, Mapping):
        raise LayoutError("“ratings” is an object: the words of a rating, then its status and colour")
    return {str(words): _rating(str(words), means) for words, means in stored.items()}


def _rating(words: str, means: object) -> Rating:
    known = isinstance(means, Mapping) and set(means) <= {"status", "colour"}
    if not known or not all(value is None or isinstance(value, str) for value in means.values()):
        raise LayoutError(f"The rating “{words}” is an object with “status” and “colour”, each words or null")
    colour = means.get("colour")
    return Rating(means.get("status") or None, colour.strip().lower() or None if colour else None)


def _header_rows(stored: Mapping) -> int | None:
    rows = _one(stored, "header_rows", int, None)
    if rows is not None and not 0 <= rows <= 9:
        raise LayoutError("“header_rows” is a number from 0 to 9")
    return rows


def _listed(stored: Mapping, key: str, kinds: tuple[type, ...]) -> tuple:
    values = stored.get(key)
    values = [] if values is None else values
    if not isinstance(values, list) or not all(_is(one, kinds) for one in values):
        raise LayoutError(f"“{key}” is a list of words" + (" or numbers" if int in kinds else ""))
    return tuple(values)


def _one(stored: Mapping, key: str, kind: type, otherwise):
    value = stored.get(key)
    if value is None:
        return otherwise
    if not _is(value, (kind,)):
        raise LayoutError(f"“{key}” is {_NAMES[kind]}")
    return value


_NAMES = {str: "a text", int: "a number", bool: "true or false"}


def _is(value: object, kinds: tuple[type, ...]) -> bool:
    """Whether a value is of one of the kinds; true is no number."""
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))
