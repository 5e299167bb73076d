"""What a check of a staged plan is given and gives back: the shapes and the words that all checks share."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from imports.shapes import StagedItem, StagedPlan
from imports.values.names import is_person


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a check found: the sentence, and the values that it takes from the words with it."""

    message: str
    changes: dict = field(default_factory=dict)
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check may know of the whole plan."""

    plan: StagedPlan
    fields: frozenset[str]
    posts_usual: bool
    titles: dict[tuple, list[StagedItem]]  # by the action above and the words: the rows in those words
    refs: Counter  # by section and reference
    refs_anywhere: Counter
    days: tuple[date, ...] = ()  # every date by which something is due, in order
    newest: date | None = None  # the newest day printed beside a note
    numbered: str | None = None  # the heading of a running number beside the references
    above: StagedItem | None = None  # the action, where a step is looked at
    before: StagedItem | None = None  # the action printed before


def names_person(name: str) -> bool:
    """Whether an owner is a person, with or without a post beside the name."""
    return is_person(name) or is_person(re.split(r",|\s[–—-]\s|\(", name)[0].strip())


def plain_words(text: str) -> str:
    """A text as it is compared: its words in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


def short(text: str) -> str:
    """The start of a text, for a sentence to a person."""
    text = " ".join(text.split())
    return text if len(text) <= 90 else f"{text[:87].rstrip()}…"


def long_day(day: date) -> str:
    """A day as people read it: 30 September 2020."""
    return f"{day.day} {day:%B %Y}"
