"""A staged plan in; its rating scheme out, from the printed key or else from the labels that its rows use.

Ranks are given only where the words are plain. Source: DECISIONS.md, Ratings ("Colours have no common meaning").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from actions.rules.facts import Label
from imports.pipeline.words import plain
from imports.shapes import StagedItem, StagedPlan
from imports.values.ratings import parse_status

# 1 is the worst. Yellow stands where others print amber.
COLOUR_RANKS = {"red": 1, "amber": 2, "yellow": 2, "green": 3, "blue": 4}
STATUS_RANKS = {"off_track": 1, "behind": 2, "on_track": 3, "complete": 4}
# Without one of these, words such as "Complete" and "Not started" tell how far it is and judge nothing.
JUDGING = {"off_track", "behind", "on_track"}
LONGEST_LABEL = 40
_CLAUSE_ENDS = re.compile(r"[,;:.(–—]|\s-\s")
_SUBJECT = re.compile(r"\A.*?\b(?:is|are|has been|have been)\s+(?:now\s+|fully\s+)?", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never)\b", re.IGNORECASE)
_NOT_COMPLETE = re.compile(
    r"\b(?:on (?:track|target|schedule|course)|in progress|under ?way|on-?going|nearly|almost|partial\w*|partly)\b|"
    r"\b(?:to|will) be (?:complete|done|finish)",
    re.IGNORECASE,
)


def scheme_of(plan: StagedPlan) -> tuple[Label, ...]:
    """Return the labels of the plan's rating scheme in printed order; empty where the plan rates nothing.

    Labels that rows use and the key lacks follow the key's.
    """
    labels = _of_key(plan)
    for item in _rows(plan):
        if is_rated(item) and label_for(item, labels) is None:
            labels.append(_of_row(item, plan))
    return tuple(_ranked(labels))


def is_rated(item: StagedItem) -> bool:
    """Whether the row states a rating: a colour, or words that the reader knows as a status."""
    return bool(item.rag or (item.status and item.status_text and item.deadline_kind != "complete"))


def stated_rating(item: StagedItem) -> str:
    """Return the rating as the row states it, empty where it states none.

    "Complete" in the date column is a stage and no rating.
    """
    if not is_rated(item):
        return ""
    return (item.status_text or item.rag.capitalize())[:200]


def label_for(item: StagedItem, labels: Iterable[Label]) -> Label | None:
    """Return the label that the row's rating means: the same words, else the same colour, else the same status."""
    labels = list(labels)
    words = plain(item.status_text or "")
    tests = (
        lambda label: words and plain(label.label) == words,
        lambda label: item.rag and item.rag in (label.colour, plain(label.label)),
        lambda label: item.status and not item.rag and label.status == item.status,
    )
    return next((label for test in tests for label in labels if test(label)), None)


def same_rating(one: str, other: str, labels: Iterable[Label]) -> bool:
    """Whether two ratings as stated are one label of the scheme, however each is printed: `G` and `Green`."""
    labels = list(labels)
    return (
        plain(one) == plain(other) or bool(one and other) and _meant(one, labels) == _meant(other, labels) is not None
    )


def _meant(stated: str, labels: list[Label]) -> str | None:
    said = parse_status(stated)
    label = label_for(StagedItem(title="", status_text=stated, status=said.status, rag=said.rag), labels)
    return label.label if label else None


def merged(first: Sequence[Label], then: Sequence[Label]) -> tuple[Label, ...]:
    """Return the labels of `first`, then those of `then` that it lacks, so that a rating once given keeps its label.

    A label that both have in the same words, colour and meaning stays as `then` has it set, ranks and all.
    """
    known = {plain(label.label): label for label in then}

    def settled(label: Label) -> Label:
        other = known.pop(plain(label.label), None)
        same = other and (other.colour, other.meaning) == (label.colour, label.meaning)
        return other if same else label

    return (*(settled(label) for label in first), *known.values())


def to_json(labels: Iterable[Label]) -> list[dict]:
    """Return labels as plain JSON values."""
    return [asdict(label) | {"stands_beside": sorted(label.stands_beside)} for label in labels]


def from_json(stored: Iterable[dict]) -> tuple[Label, ...]:
    """Return labels again from what `to_json` gave."""
    return tuple(Label(**label | {"stands_beside": frozenset(label["stands_beside"])}) for label in stored)


def _rows(plan: StagedPlan) -> Iterable[StagedItem]:
    for action in plan.actions:
        yield action
        yield from action.milestones


def _of_key(plan: StagedPlan) -> list[Label]:
    labels = {}
    for key in plan.rating_key:
        if not plain(key.label):
            continue
        colour = (key.colour or parse_status(key.label).rag or "").lower()[:20]
        status = parse_status(key.label).status or status_of_meaning(key.meaning or "") or ""
        labels.setdefault(plain(key.label), Label(key.label[:80], colour, key.meaning or "", status))
    return list(labels.values())


def status_of_meaning(meaning: str) -> str | None:
    """Return the status that a label's printed meaning opens with; None where it opens with none, or with "complete"
    and goes on to what is not.

    >>> status_of_meaning("Complete, and the evidence has been seen by the board that asked for it")
    'complete'
    >>> status_of_meaning("Complete, and not due to be looked at again"), status_of_meaning("Due to be completed")
    ('complete', None)
    >>> status_of_meaning("All tasks are complete"), status_of_meaning("Tasks have not been started")
    ('complete', None)
    >>> status_of_meaning("Behind: not done by its date"), status_of_meaning("Completed, or on track to be")
    ('behind', None)
    """
    opening = _CLAUSE_ENDS.split(meaning.strip())[0]
    said = opening if _NOT.search(opening) else _SUBJECT.sub("", opening)
    status = parse_status(said).status if said else None
    return None if status == "complete" and _NOT_COMPLETE.search(meaning) else status


def _of_row(item: StagedItem, plan: StagedPlan) -> Label:
    """A label from the words that rows of the same colour or status print most often, where they are short."""
    alike = Counter(
        other.status_text
        for other in _rows(plan)
        if other.status_text and (other.rag, other.status) == (item.rag, item.status)
    )
    words = next((text for text, _ in alike.most_common() if len(text) <= LONGEST_LABEL), None)
    if item.rag and (words is None or plain(words) != item.rag):
        return Label(item.rag.capitalize()[:80], item.rag[:20])
    words = words or item.status.replace("_", " ").capitalize()
    return Label(words[:80], item.rag or "", "", item.status or "")


def _ranked(labels: list[Label]) -> Iterable[Label]:
    judges = any(label.status in JUDGING for label in labels)
    for label in labels:
        rank = COLOUR_RANKS.get(label.colour)
        if rank is None and judges and not label.colour:
            rank = STATUS_RANKS.get(label.status)
        yield Label(label.label, label.colour, label.meaning, label.status, rank)
