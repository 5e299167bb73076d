"""A formula of a conditional format in; a function of the cell that it is asked for, out.

Only what such formulas are written with: comparisons, joined texts, and a few functions. What depends on the day, on
another sheet or on a function not known here is UNKNOWN, and so is all that follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from openpyxl.utils import column_index_from_string

Value = float | str | bool | None
Place = tuple[int, int]  # row, column
Meaning = Callable[[Callable[[Place], Value], int, int], object]
UNKNOWN = object()
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][\w.]*(?=\())'
    r"|(?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\w!(]))|(?P<truth>TRUE|FALSE)\b|(?P<sign><>|<=|>=|[=<>&(),+*/-]))",
    re.IGNORECASE,
)
_LONGEST = 150  # parts of a formula; each may open a bracket, and each bracket is a call within a call


class NotRead(ValueError):
    """The formula has something that is not known here."""


def meaning_of(formula: str) -> Meaning:
    """What a formula says, as a function of the cells, and of the rows and columns it has moved from its first cell.

    >>> cells = {(2, 7): "On track"}.get
    >>> meaning_of('AND($G2="On track", NOT(ISBLANK(G2)))')(cells, 0, 0)
    True
    >>> meaning_of('$G2<TODAY()')(cells, 0, 0) is UNKNOWN
    True
    """
    parts = _parts(formula.removeprefix("="))
    meaning, rest = _comparison(parts, 0)
    if rest != len(parts):
        raise NotRead(formula)
    return meaning


def _parts(formula: str) -> list[tuple[str, str]]:
    parts, at = [], 0
    formula = formula.strip()
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if not found or len(parts) > _LONGEST:
            raise NotRead(formula)
        parts.append((found.lastgroup, found[found.lastgroup]))
        at = found.end()
    return parts


def _sign(parts, at: int) -> str:
    return parts[at][1] if at < len(parts) and parts[at][0] == "sign" else ""


def _comparison(parts, at: int) -> tuple[Meaning, int]:
    left, at = _joined(parts, at)
    while (sign := _sign(parts, at)) in ("=", "<>", "<", ">", "<=", ">="):
        right, at = _joined(parts, at + 1)
        left = _comparing(left, sign, right)
    return left, at


def _joined(parts, at: int) -> tuple[Meaning, int]:
    left, at = _single(parts, at)
    while (sign := _sign(parts, at)) in ("&", "+", "-", "*", "/"):
        right, at = _single(parts, at + 1)
        left = _calculated(left, sign, right)
    return left, at


def _single(parts, at: int) -> tuple[Meaning, int]:
    if at >= len(parts):
        raise NotRead("ends early")
    kind, text = parts[at]
    if kind == "text":
        return _always(text[1:-1].replace('""', '"')), at + 1
    if kind == "number":
        return _always(float(text)), at + 1
    if kind == "truth":
        return _always(text.upper() == "TRUE"), at + 1
    if kind == "cell":
        return _cell(text), at + 1
    if kind == "name":
        return _called(text.upper(), *_arguments(parts, at + 2))
    if text == "(":
        inner, at = _comparison(parts, at + 1)
        if _sign(parts, at) == ")":
            return inner, at + 1
    if text == "-":
        inner, at = _single(parts, at + 1)
        return _calculated(_always(0.0), "-", inner), at
    raise NotRead(text)


def _arguments(parts, at: int) -> tuple[list[Meaning], int]:
    found: list[Meaning] = []
    if _sign(parts, at) == ")":
        return found, at + 1
    while True:
        one, at = _comparison(parts, at)
        found.append(one)
        if _sign(parts, at) == ")":
            return found, at + 1
        if _sign(parts, at) != ",":
            raise NotRead("arguments")
        at += 1


def _always(value: object) -> Meaning:
    return lambda cells, down, across: value


def _cell(text: str) -> Meaning:
    found = re.fullmatch(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)", text)
    column, row = column_index_from_string(found[2].upper()), int(found[4])
    across_too, down_too = not found[1], not found[3]
    return lambda cells, down, across: cells((row + down * down_too, column + across * across_too))


def _comparing(left: Meaning, sign: str, right: Meaning) -> Meaning:
    def compared(cells, down, across):
        return compare(left(cells, down, across), sign, right(cells, down, across))

    return compared


def compare(one, sign: str, other):
    """How Excel compares two values: letters' case aside, empty like nought, numbers before texts."""
    if UNKNOWN in (one, other):
        return UNKNOWN
    one, other = _beside(one, other), _beside(other, one)
    order = (_rank(one) > _rank(other)) - (_rank(one) < _rank(other)) or (one > other) - (one < other)
    return {"=": order == 0, "<>": order != 0, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[sign]


def _beside(value, other):
    if value is None:
        return "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
    return value.lower() if isinstance(value, str) else value


def _rank(value) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _calculated(left: Meaning, sign: str, right: Meaning) -> Meaning:
    def calculated(cells, down, across):
        one, other = left(cells, down, across), right(cells, down, across)
        if UNKNOWN in (one, other):
            return UNKNOWN
        if sign == "&":
            return _text(one) + _text(other)
        try:
            a, b = float(one or 0), float(other or 0)
            return {"+": a + b, "-": a - b, "*": a * b}[sign] if sign != "/" else a / b
        except (ValueError, ZeroDivisionError, OverflowError):
            return UNKNOWN

    return calculated


def _text(value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.12g}"
    return value or ""


def _all(values):
    return False if any(value is not UNKNOWN and not value for value in values) else _or_unknown(values, True)


def _any(values):
    return True if any(value is not UNKNOWN and value for value in values) else _or_unknown(values, False)


def _or_unknown(values, otherwise: bool):
    return UNKNOWN if any(value is UNKNOWN for value in values) else otherwise


def _found(values, fold: Callable[[str], str]):
    """Where the first text stands in the second, from 1; UNKNOWN's counterpart of an error is None."""
    place = fold(_text(values[1])).find(fold(_text(values[0])))
    return float(place + 1) if place >= 0 else _ERROR


_ERROR = object()
# What each function makes of values that are all known.
_FUNCTIONS: dict[str, Callable[[list], object]] = {
    "NOT": lambda v: not v[0],
    "ISBLANK": lambda v: v[0] is None,
    "LEN": lambda v: float(len(_text(v[0]))),
    "TRIM": lambda v: " ".join(_text(v[0]).split()),
    "UPPER": lambda v: _text(v[0]).upper(),
    "LOWER": lambda v: _text(v[0]).lower(),
    "LEFT": lambda v: _text(v[0])[: int(v[1]) if len(v) > 1 else 1],
    "RIGHT": lambda v: _text(v[0])[-int(v[1]) if len(v) > 1 else -1 :],
    "EXACT": lambda v: _text(v[0]) == _text(v[1]),
    "ISTEXT": lambda v: isinstance(v[0], str),
    "SEARCH": lambda v: _found(v, str.lower),
    "FIND": lambda v: _found(v, str),
    "ISNUMBER": lambda v: isinstance(v[0], float),
    "ISERROR": lambda v: v[0] is _ERROR,
    "IFERROR": lambda v: v[1] if v[0] is _ERROR else v[0],
}


def _called(name: str, arguments: list[Meaning], at: int) -> tuple[Meaning, int]:
    def called(cells, down, across):
        values = [one(cells, down, across) for one in arguments]
        if name in ("AND", "OR"):
            return (_all if name == "AND" else _any)([UNKNOWN if value is _ERROR else value for value in values])
        if name == "IF" and len(values) > 1 and values[0] not in (UNKNOWN, _ERROR):
            return values[1] if values[0] else values[2] if len(values) > 2 else False
        if name not in _FUNCTIONS or any(value is UNKNOWN for value in values):
            return UNKNOWN
        if _ERROR in values and name not in ("ISERROR", "IFERROR", "ISNUMBER"):
            return _ERROR
        try:
            return _FUNCTIONS[name](values)
        except (IndexError, ValueError, TypeError, OverflowError):
            return UNKNOWN

    return called, at
