"""A line between two pieces of a table in; whether it belongs to the page and not to what the paper says, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from imports.shapes import Cell, Paragraph

Piece = tuple[list[Paragraph], list[tuple[Cell, ...]]]  # a piece of a table after the lines above it

_FURNITURE = re.compile(
    r"\W*(?:(?:\S.{0,90}\s\W*|)page\s+\d+(?:\s+of\s+\d+)?|page\s+\d+\s+of\s+\d+\b.{0,60}|\d{1,4}|\d{1,4}\s*\|\s*page|"
    r"agenda\s+item\s+(?:no\.?\s*)?\d*\w?|minute\s+item\s+\d+|"
    r"(?:this\s+)?page\s+(?:is\s+|has\s+been\s+)?(?:intentionally\s+)?left\s+(?:intentionally\s+)?blank"
    r"(?:\s+intentionally)?|"
    r"(?:official(?:\s*[-–:]?\s*sensitive)?|not protectively marked|protect|(?:un)?restricted|confidential|draft)|"
    r"continued(?:\s+over(?:leaf)?)?|version\s+[\d.]+)\W*",
    re.IGNORECASE,
)
# How a paper is numbered within a pack: alone on a line it names no plan and no section.
_LABEL = re.compile(
    r"\W*(?P<label>(?:enclosure|enc|paper|appendix|annex|attachment|schedule|item|report|document)\s+"
    r"(?:no\.?\s*)?[\w/.]{1,6})\b(?P<rest>\W*)(?P<more>.*)",
    re.IGNORECASE | re.DOTALL,
)
NEAR = 40  # lines above a piece in which a running title may stand


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to what it says.

    >>> [is_furniture(line) for line in ("Page 27", "Agenda Item 5", "- 12 -", "Housing plan, page 3 of 9")]
    [True, True, True, True]
    >>> is_furniture("Theme 2: In Court")
    False
    """
    return bool(_FURNITURE.fullmatch(text))


def is_label(text: str) -> bool:
    """Whether a line only numbers the paper: `Enclosure 6`, `Appendix B`.

    >>> is_label("Enclosure 6"), is_label("Appendix B: Action plan")
    (True, False)
    """
    found = _LABEL.fullmatch(text)
    return bool(found) and not found["more"]


@lru_cache(maxsize=4096)
def header_key(text: str) -> str:
    """A text as it is compared with others: letters and digits only."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def running_lines(pieces: Sequence[Piece], head_of) -> frozenset[str]:
    """The short lines, as compared, that stand above several pieces with the same headings, and the labels of the
    paper printed again: they belong to the page. `head_of` gives a piece's headings as compared."""
    seen: Counter = Counter()
    labels: Counter = Counter()
    for between, rows in pieces:
        head = head_of(rows)
        near = between[-NEAR:]
        seen.update({(head, header_key(p.text)) for p in near if len(p.text) < 200 and len(head) > 1})
        labels.update({header_key(found["label"]) for p in near if (found := _LABEL.fullmatch(p.text))})
    again = {key for (_, key), times in seen.items() if times > 1}
    return frozenset(again | {label for label, times in labels.items() if times > 1})
