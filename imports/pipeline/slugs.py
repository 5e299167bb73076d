"""The titles of the plans in a paper in; a short address for each, the same whenever the paper comes again, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from imports.pipeline.words import plain

LONGEST = 50
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
# What changes from one month's paper to the next is no part of the address.
_PASSING = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}(?: (?:19|20)\d\d)?|\d{{1,2}} \d{{1,2}} \d{{2,4}}|"
    r"as at|as of|updated?|"
    r"(?:monthly|quarterly) update|q[1-4]|version|v\d+|draft|final)\b"
)
_FILLER = {"the", "a", "an", "of", "for", "and", "to", "in", "on", "with", "s"}


def short_slug(title: str, organisation: str = "") -> str:
    """Return a plan's address from its title: without its organisation's name, its date and small words.

    >>> short_slug("Northshire Council SIF Inspection Action Plan March 2020", "Northshire")
    'sif-inspection-action-plan'
    >>> short_slug("The Plan"), short_slug("Northshire", "Northshire"), short_slug("")
    ('plan', 'northshire', 'plan')
    """
    words = _letters(title)
    named = set(_letters(organisation).split()) | {"council"}
    kept = [word for word in _PASSING.sub(" ", words).split() if word not in _FILLER]
    own = [word for word in kept if word not in named] if organisation else kept
    short = _cut(own if len(own) > 1 else kept) or _cut(words.split())
    return short or "plan"


def slugs_for(titles: Iterable[str], organisation: str = "") -> list[str]:
    """Return an address for each title; the second of the same gets -2, and so on.

    >>> slugs_for(["Action plan", "Action plan", "Recovery plan"])
    ['action-plan', 'action-plan-2', 'recovery-plan']
    """
    found: list[str] = []
    for title in titles:
        slug = short_slug(title, organisation)
        numbers = (f"{slug}-{number}" for number in range(2, 1000))
        found.append(slug if slug not in found else next(other for other in numbers if other not in found))
    return found


def _letters(text: str) -> str:
    return plain(
        unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().replace("'", "").replace("_", " ")
    )


def _cut(words: list[str]) -> str:
    """As many whole words as fit."""
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > LONGEST:
            return slug or word[:LONGEST]
        slug = f"{slug}-{word}" if slug else word
    return slug
