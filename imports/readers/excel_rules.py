"""A sheet's conditional formats in; the colour that each paints on each cell, out.

Serves trackers whose ratings are painted by rules: on the cell's own value, on its text, on another cell of the row,
or as a set of lights for numbers. A colour that depends on the day the workbook is opened is left, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from openpyxl.utils import range_boundaries

from imports.readers.excel_formula import UNKNOWN, Meaning, NotRead, Place, Value, compare, meaning_of
from imports.readers.excel_styles import Look

MOST_JUDGED = 400_000  # cells times rules; a large plan has 40,000
_SIGNS = {
    "equal": "=",
    "notEqual": "<>",
    "greaterThan": ">",
    "lessThan": "<",
    "greaterThanOrEqual": ">=",
    "lessThanOrEqual": "<=",
}
_RED, _AMBER, _GREEN, _BLACK = "#ff0000", "#ffc000", "#00b050", "#000000"
_LIGHTS = {
    **dict.fromkeys(
        ("3TrafficLights1", "3TrafficLights2", "3Signs", "3Symbols", "3Symbols2", "3Flags"), (_RED, _AMBER, _GREEN)
    ),
    "4TrafficLights": (_BLACK, _RED, _AMBER, _GREEN),
}


@dataclass(slots=True)
class Painted:
    """What rules paint: looks by row and column, and the cells whose number is hidden behind its light.

    `unsure` are the cells whose colour hangs on what cannot be worked out here.
    """

    looks: dict[Place, Look] = field(default_factory=dict)
    lights_only: set[Place] = field(default_factory=set)
    unsure: list[Place] = field(default_factory=list)
    left: bool = False


@dataclass(slots=True)
class _Rule:
    order: int
    areas: list[tuple[int, int, int, int]]
    judge: Callable[[Callable[[Place], Value], int, int, Value], object]
    look: Look


def paint(elements: list, values: dict[Place, Value], last_column: int, looks: Callable[[object], Look]) -> Painted:
    """The colours of the cells in rows that hold anything; `looks` gives what a rule's element paints."""
    painted = Painted()
    rows = sorted({row for row, _ in values})
    rules = sorted((rule for element in elements for rule in _rules(element, looks)), key=lambda rule: rule.order)
    judged = 0
    for rule in rules:
        if rule.look.fill is None and rule.look.letters is None:
            continue
        for place, down, across in _places(rule.areas, rows, last_column):
            judged += 1
            if judged > MOST_JUDGED:
                painted.left = True
                return painted
            if place in painted.looks:
                continue
            said = rule.judge(values.get, down, across, values.get(place))
            if said is UNKNOWN:
                painted.unsure.append(place)
                painted.looks[place] = Look()
            elif said and not isinstance(said, str):
                painted.looks[place] = rule.look
    for element in elements:
        _lights(element, values, rows, last_column, painted)
    painted.looks = {place: look for place, look in painted.looks.items() if look.fill or look.letters}
    return painted


def _areas(element) -> list[tuple[int, int, int, int]]:
    text = element.get("sqref") or "".join(element.findtext("{*}sqref") or "")
    found = []
    for one in text.split():
        left, top, right, bottom = range_boundaries(one)
        found.append((top or 1, left or 1, bottom or 1_048_576, right or 16_384))
    return found


def _places(areas, rows: list[int], last_column: int) -> Iterator[tuple[Place, int, int]]:
    """The cells of some areas in rows that hold anything, with how far each lies from the first cell of the first."""
    top, left = areas[0][:2]
    for first_row, first_column, last_row, end in areas:
        for row in rows:
            if first_row <= row <= last_row:
                for column in range(first_column, min(end, last_column) + 1):
                    yield (row, column), row - top, column - left


def _rules(element, looks) -> Iterator[_Rule]:
    areas = _areas(element)
    if not areas:
        return
    for one in element.iterchildren("{*}cfRule"):
        try:
            judge = _judge(one)
        except NotRead:
            judge = _never_sure if one.get("type") == "expression" else None
        if judge:
            yield _Rule(int(one.get("priority") or 0), areas, judge, looks(one))


def _never_sure(cells, down, across, value):
    return UNKNOWN


def _formulas(one) -> list[Meaning]:
    return [meaning_of(f.text or "") for f in one if f.tag.endswith(("}formula", "}f"))]


def _judge(one):
    """The test of a rule on its cell; None for rules that rate nothing, such as bars and doubles."""
    kind, operator, words = one.get("type"), one.get("operator") or "", (one.get("text") or "").lower()
    if kind == "expression":
        (formula, *_) = _formulas(one) or (None,)
        return (lambda cells, down, across, value: formula(cells, down, across)) if formula else None
    if kind == "cellIs":
        return _of_value(operator, _formulas(one))
    if words and kind in ("containsText", "notContainsText", "beginsWith", "endsWith"):
        return lambda cells, down, across, value: _of_text(kind, words, str(value if value is not None else "").lower())
    if kind in ("containsBlanks", "notContainsBlanks"):
        return lambda cells, down, across, value: (not str(value or "").strip()) == (kind == "containsBlanks")
    return None


def _of_text(kind: str, words: str, text: str) -> bool:
    if kind == "beginsWith":
        return text.startswith(words)
    if kind == "endsWith":
        return text.endswith(words)
    return (words in text) == (kind == "containsText")


def _of_value(operator: str, formulas: list[Meaning]):
    def judged(cells, down, across, value):
        wanted = [formula(cells, down, across) for formula in formulas]
        if operator in _SIGNS and wanted:
            return compare(value, _SIGNS[operator], wanted[0])
        if operator in ("between", "notBetween") and len(wanted) > 1:
            low, high = compare(value, ">=", wanted[0]), compare(value, "<=", wanted[1])
            if UNKNOWN in (low, high):
                return UNKNOWN
            return bool(low and high) == (operator == "between")
        return False

    return judged


def _lights(element, values, rows, last_column, painted: Painted) -> None:
    """Numbers shown as lights: the first light, then each from its bound on."""
    for one in element.iterchildren("{*}cfRule"):
        shown = one.find("{*}iconSet")
        colours = _LIGHTS.get(shown.get("iconSet", "3TrafficLights1")) if shown is not None else None
        if colours is None:
            continue
        if shown.get("reverse") in ("1", "true"):
            colours = colours[::-1]
        places = [place for place, _, _ in _places(_areas(element), rows, last_column)]
        numbers = {place: values[place] for place in places if isinstance(values.get(place), float)}
        bounds = _bounds(shown, list(numbers.values())) if numbers else []
        if len(bounds) != len(colours):
            continue
        for place, number in numbers.items():
            at = sum(1 for bound in bounds[1:] if number >= bound)
            painted.looks.setdefault(place, Look(fill=colours[at]))
            if shown.get("showValue") in ("0", "false"):
                painted.lights_only.add(place)


def _bounds(shown, numbers: list[float]) -> list[float]:
    found = []
    for one in shown.iterchildren("{*}cfvo"):
        text = one.get("val") or one.findtext("{*}f") or "0"
        try:
            value = float(text)
        except ValueError:
            return []
        if one.get("type") in ("percent", "percentile"):
            value = min(numbers) + value / 100 * (max(numbers) - min(numbers))
        elif one.get("type") != "num":
            return []
        found.append(value)
    return found
