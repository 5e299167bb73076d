"""A document in; the keys to ratings that it prints as a line of text out: `Red = off track; Amber = at risk`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imports.pipeline.keys import colour_of
from imports.shapes import Document, Paragraph, RatingKey, Table

_LONGEST_LINE = 1200
_LABEL = r"(?:(?:Red|Amber|Yellow|Green|Blue|Purple|Grey|Black|White)\b(?:\s*\([A-Z]\))?|\b[RAGB](?=\s*=))"
_SIGN = r"\s*(?:=|:|\s[-–—]|[–—])\s*"
_NEXT = rf"(?=[\s;,.|/]*(?:\band\s+)?(?<![A-Za-z]){_LABEL}{_SIGN}|\s*\Z)"
_ENTRY = re.compile(rf"(?<![A-Za-z])({_LABEL}){_SIGN}(\S.*?){_NEXT}", re.IGNORECASE | re.DOTALL)
_ANNOUNCED = 60  # characters that may stand before the first label: `Key to RAG ratings used in this report:`


def find_key_lines(document: Document, tables: Sequence[Table]) -> dict[int, tuple[RatingKey, ...]]:
    """By number of table: the key last printed as a line above it or an earlier one, else the document's first."""
    printed = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    latest = next((key for line in _together(printed) if (key := key_of_line(line))), ())
    found: dict[int, tuple[RatingKey, ...]] = {}
    for table in tables if latest else ():
        above = reversed(_together([paragraph.text for paragraph in table.above]))
        latest = found[table.source.table] = next(filter(None, map(key_of_line, above)), latest)
    return found


def _together(lines: Sequence[str]) -> list[str]:
    """The lines, those that each open with a label as one: a key of a line for each colour."""
    joined: list[str] = []
    before = False
    for line in lines:
        opens = bool(_ENTRY.match(line))
        joined[-1:] = [f"{joined[-1]}\n{line}"] if opens and before else [*joined[-1:], line]
        before = opens
    return joined


def key_of_line(text: str) -> tuple[RatingKey, ...]:
    """The key that a line is; empty where it is none, as a line of counts is none.

    >>> [(one.label, one.meaning) for one in key_of_line("RAG key: Red = off track; Amber - at risk; Green: on track")]
    [('Red', 'off track'), ('Amber', 'at risk'), ('Green', 'on track')]
    >>> key_of_line("Red: 3, Amber: 5, Green: 12"), key_of_line("The green team is on track.")
    ((), ())
    """
    entries = list(_ENTRY.finditer(text)) if len(text) <= _LONGEST_LINE else []
    if not entries or entries[0].start() > _ANNOUNCED:
        return ()
    key = tuple(_line(*entry.groups()) for entry in entries)
    worded = all(re.search(r"[A-Za-z]{3}", one.meaning) for one in key)
    return key if worded and len({one.colour for one in key}) > 1 else ()


def _line(label: str, meaning: str) -> RatingKey:
    plain = re.sub(r"\s*\(.*", "", label).strip()
    return RatingKey(plain, colour_of(plain), meaning.strip(" ;,.|"))
