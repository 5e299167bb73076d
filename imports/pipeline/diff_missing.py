"""What the register has and a paper no longer prints, in; that it is missing, and what became of it as people say, out.

Nothing is closed unasked. An action that was merged or split lives on in the rows that it went into: its first date
carries over to them, and it ends as no longer needed, with the minute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from actions.vocabulary import DONE_STAGES, Stage
from imports.pipeline.answers import (
    DONE,
    DROPPED,
    LEAVE,
    MERGED,
    NO_LONGER_NEEDED,
    OPEN,
    SPLIT,
    Answers,
    Fate,
    item_key,
)
from imports.pipeline.changes import MISSING, Change, KnownItem, KnownPlan
from imports.pipeline.compared import day_words, name_of
from imports.pipeline.matching import Match
from imports.pipeline.plan_parts import row_of
from imports.shapes import StagedPlan

OPTIONS = (DONE, NO_LONGER_NEEDED, OPEN, MERGED, SPLIT)
_KINDS_OF_STAGE = {DONE: DONE, NO_LONGER_NEEDED: DROPPED}


@dataclass(frozen=True, slots=True)
class Gone:
    """An item that the paper lacks: whether it is a leaf, and what was said of it or (`by_action`) of its action."""

    item: KnownItem
    is_leaf: bool
    fate: Fate | None
    answer: str
    by_action: bool


def fates_of(known: KnownPlan, match: Match, answers: Answers, rows: frozenset[str]) -> tuple[Gone, ...]:
    """Return every item that papers printed before and this one does not, with what was said to have become of it.

    What was said of rows that the paper does not have, or cannot place, is passed over.
    """
    asked = set(match.in_question.values())
    accounted_for = set(match.pairs.values()) | asked
    parents = {item.parent for item in known.items}
    gone = []
    for item in known.items:
        if item.id in accounted_for or item.parent in asked or not _was_to_be_expected(item, known):
            continue
        own = _said_of(item.id, answers, rows)
        fate, answer = own if own[1] or item.parent is None else _said_of(item.parent, answers, rows)
        gone.append(Gone(item, item.id not in parents, fate, answer, by_action=not own[1]))
    return tuple(gone)


def _was_to_be_expected(item: KnownItem, known: KnownPlan) -> bool:
    """Whether the paper might have printed it: what is done, or was dropped, is missed once and not every month."""
    if item.stage in DONE_STAGES or item.stage == Stage.NO_LONGER_NEEDED:
        return item.sighted_on is not None and item.sighted_on == known.newest
    return item.ever_sighted


def _said_of(item: int, answers: Answers, rows: frozenset[str]) -> tuple[Fate | None, str]:
    """What was said of an item, and the answer that it is; a fate outweighs a bare stage."""
    fate, stage = answers.fates.get(item_key(item)), answers.stages.get(item_key(item), "")
    if fate and all(row in rows for row in fate.into):
        return fate, NO_LONGER_NEEDED if fate.kind == DROPPED else fate.kind
    if stage in _KINDS_OF_STAGE:
        return Fate(_KINDS_OF_STAGE[stage]), stage
    return None, OPEN if stage in (OPEN, LEAVE) else ""


def came_from(fates: tuple[Gone, ...]) -> dict[str, tuple[tuple[KnownItem, Fate], ...]]:
    """Return by row the old items that went into it, in the register's order.

    An action without a date of its own has the latest of its steps'.
    """
    of_steps = defaultdict(list)
    for gone in fates:
        if gone.item.parent and gone.item.original_due:
            of_steps[gone.item.parent].append(gone.item.original_due)
    found = defaultdict(list)
    for gone in fates:
        if gone.fate and not gone.by_action:
            first = gone.item.original_due or max(of_steps[gone.item.id], default=None)
            for row in gone.fate.into:
                found[row].append((replace(gone.item, original_due=first), gone.fate))
    return {row: tuple(items) for row, items in found.items()}


def missing_changes(
    paper: StagedPlan, known: KnownPlan, match: Match, answers: Answers, rows: frozenset[str], as_at: date
) -> Iterator[Change]:  # fmt: skip
    """Each leaf that is missing, and what was said to have become of it and of the actions above."""
    for gone in fates_of(known, match, answers, rows):
        item, name = gone.item, name_of(gone.item.ref, gone.item.title)
        if gone.is_leaf:
            said = f"{name}: not in this paper, kept as it is. Done, no longer needed, or still open?"
            yield Change(
                MISSING, "", said, item=item.id, before=item.title, asks="fates", options=OPTIONS, answer=gone.answer
            )
        if gone.fate:
            yield from _ended(paper, gone, gone.fate, as_at)


def _ended(paper: StagedPlan, gone: Gone, fate: Fate, as_at: date) -> Iterator[Change]:
    item, name = gone.item, name_of(gone.item.ref, gone.item.title)
    on = fate.on or as_at
    names = [name_of(row_of(paper, row).ref, row_of(paper, row).title) for row in fate.into]
    reason = _reason(fate, names)
    stage = Stage.DONE if fate.kind == DONE else Stage.NO_LONGER_NEEDED
    if item.stage != stage and item.stage not in DONE_STAGES:
        after = {
            "stage": str(stage),
            "stated_status": "",
            "done_on": fate.on.isoformat() if fate.on and fate.kind == DONE else None,
            "reason": reason,
            "into": list(fate.into),
        }
        said = f"{name}: {reason[0].lower()}{reason[1:]}."
        yield Change("change_stage", "", said, item=item.id, field="stage", before=item.stage, after=after, on=on)
    for row, into in zip(fate.into, names, strict=True) if not gone.by_action else ():
        after = {"old": item.id, "kind": fate.kind, "minute": fate.minute, "by": fate.by}
        said = f"{into}: carries {name} on ({fate.kind}, {fate.minute})."
        yield Change("succeed", row, said, field=item_key(item.id), after=after, on=on)


def _reason(fate: Fate, names: list[str]) -> str:
    """Why an action ended, as its history tells it: “Merged into 3.2, minute 14”.

    >>> _reason(Fate("merged", ("4",), "minute 14"), ["3.2"])
    'Merged into 3.2, minute 14'
    >>> _reason(Fate("dropped", (), "minute 14", "Improvement Board", date(2020, 9, 30)), [])
    'No longer needed, by Improvement Board, minute 14, 30 September 2020'
    >>> _reason(Fate("done"), [])
    'Done: the paper no longer prints it'
    """
    verb = {MERGED: "Merged into", SPLIT: "Split into", DROPPED: "No longer needed", DONE: "Done"}[fate.kind]
    said = f"{verb} {' and '.join(names)}" if names else verb
    parts = (said, f"by {fate.by}" if fate.by else "", fate.minute, day_words(fate.on))
    reason = ", ".join(filter(None, parts))
    return f"{reason}: the paper no longer prints it" if reason == verb else reason
