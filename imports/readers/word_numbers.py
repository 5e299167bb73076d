"""A Word document's numbering in; the number or bullet that Word prints before each paragraph, out.

Numbers that Word counts by itself stand in no text: references 1.1, 1.2 are often made so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docx.oxml.ns import qn

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class Level:
    """One level of a list: what it counts from, how, and the pattern that it prints, such as `%1.%2`."""

    start: int = 1
    form: str = "decimal"
    pattern: str = "%1."


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list
    kinds: dict[str, str] = field(default_factory=dict)  # list -> the definition that it counts with
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark(self, number: str, level: int) -> str:
        """What stands before the next paragraph of that list and level: `1.2`, `a)`, `•`, or nothing."""
        levels = self.levels.get(number)
        if not levels or level not in levels:
            return "•" if number in self.levels else ""
        if levels[level].form == "bullet":
            return "•"
        if levels[level].form == "none":
            return ""
        counts = self._count(number, level)
        return re.sub(
            r"%(\d)", lambda found: self._shown(levels, counts, int(found[1]) - 1), levels[level].pattern
        ).strip()

    def _count(self, number: str, level: int) -> dict[int, int]:
        """The counts of a list after one more paragraph at that level; deeper levels begin again."""
        own = self.starts.get(number)
        counts = self.counts.setdefault(number if own else self.kinds.get(number, number), {})
        start = (own or {}).get(level, self.levels[number][level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return counts

    def _shown(self, levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
        kind = levels.get(level, Level())
        return written(counts.get(level, kind.start), kind.form)


def written(count: int, form: str) -> str:
    """A count in Word's form of it.

    >>> written(3, "lowerLetter"), written(4, "upperRoman"), written(12, "decimal"), written(7, "decimalZero")
    ('c', 'IV', '12', '07')
    """
    if form in ("lowerLetter", "upperLetter"):
        text = _LETTERS[(count - 1) % 26] * ((count - 1) // 26 + 1)
    elif form in ("lowerRoman", "upperRoman"):
        text, left = "", count
        for worth, sign in _ROMAN:
            text, left = text + sign * (left // worth), left % worth
    else:
        return f"{count:02d}" if form == "decimalZero" else str(count)
    return text.upper() if form.startswith("upper") else text


def numbering_of(document) -> Numbering:
    """The lists that a python-docx document defines."""
    numbering = Numbering()
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return numbering
    kinds = {kind.get(qn("w:abstractNumId")): _levels(kind) for kind in root.findall(qn("w:abstractNum"))}
    for one in root.findall(qn("w:num")):
        number, kind = one.get(qn("w:numId")), one.find(qn("w:abstractNumId"))
        name = kind.get(qn("w:val")) if kind is not None else None
        numbering.levels[number] = kinds.get(name, {})
        numbering.kinds[number] = f"kind {name}"
        starts = {
            int(over.get(qn("w:ilvl"))): int(start.get(qn("w:val")))
            for over in one.findall(qn("w:lvlOverride"))
            if (start := over.find(qn("w:startOverride"))) is not None
        }
        if starts:
            numbering.starts[number] = starts
    return numbering


def _levels(kind) -> dict[int, Level]:
    levels = {}
    for one in kind.findall(qn("w:lvl")):
        start, form, pattern = (_value(one, name) for name in ("w:start", "w:numFmt", "w:lvlText"))
        levels[int(one.get(qn("w:ilvl")))] = Level(
            int(start) if (start or "").isdigit() else 1, form or "decimal", pattern if pattern is not None else ""
        )
    return levels


def _value(element, name: str) -> str | None:
    found = element.find(qn(name))
    return found.get(qn("w:val")) if found is not None else None
