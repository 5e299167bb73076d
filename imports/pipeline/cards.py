"""Blocks of a document in; the same with actions set out each under its own heading made one table, out.

Serves web pages of cards or definition lists and reports that give each action a heading with `Lead: …`, `Deadline: …`
and notes below it, wherever two of them or more follow each other under headings of one level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from imports.headings import OWNER_FIELDS, field_of
from imports.shapes import Cell, Paragraph, Source, Table
from imports.values.references import parse_reference

_LABELLED = re.compile(r"(?P<label>[A-Z][\w /’'&()-]{1,40}?)\s*:\s+(?P<text>\S.*)", re.DOTALL)
_CORE = {**dict.fromkeys(OWNER_FIELDS, "owner"), "due": "due", "revised": "due", "status": "status", "rag": "status"}
_NUMBER = re.compile(r"(?:action|recommendation|item|no\.?|number)?\s*(?P<ref>[\w.]{1,8})\s*[.:]?", re.IGNORECASE)
_NOTES = "Notes"

Block = Paragraph | Table


@dataclass(slots=True)
class _Card:
    """One action: its heading, and what is said under each label."""

    heading: Paragraph
    end: int  # the first block after it
    said: dict[str, list[str]] = field(default_factory=dict)
    last: Source | None = None

    @property
    def core(self) -> set[str]:
        return {_CORE[name] for label in self.said if (name := field_of(label)[0]) in _CORE}


def fold_cards(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with each run of cards in place of their lines a table under the headings that stand above them."""
    cards = {at: card for at in range(len(blocks)) if (card := _card(blocks, at)) is not None}
    level = _level(cards)
    if level is None:
        return tuple(blocks)
    out: list[Block] = []
    run: list[_Card] = []
    at = 0
    while at < len(blocks):
        card = cards.get(at)
        if card is not None and card.heading.level == level:
            run.append(card)
            at = card.end
            continue
        out += _tables(run)
        run = []
        out.append(blocks[at])
        at += 1
    return (*out, *_tables(run))


def _level(cards: dict[int, _Card]) -> int | None:
    """The level of headings that has most cards, two at least."""
    levels = [card.heading.level for card in cards.values()]
    best = max(set(levels), key=levels.count, default=None)
    return best if levels.count(best) > 1 else None


def _card(blocks: Sequence[Block], at: int) -> _Card | None:
    """The card that begins at a heading; None where two labels of an action do not stand below it."""
    heading = blocks[at]
    if not isinstance(heading, Paragraph) or heading.level is None:
        return None
    card = _Card(heading, at + 1)
    label = ""
    for block in blocks[at + 1 :]:
        if isinstance(block, Table) or (block.level is not None and block.level <= heading.level):
            break
        found = _LABELLED.fullmatch(block.text)
        named = found is not None and block.level is None and field_of(found["label"])[0] is not None
        if block.level is not None or (block.text.endswith(":") and field_of(block.text.rstrip(":"))[0]):
            label = block.text.rstrip(" :")
        elif named:
            card.said.setdefault(found["label"], []).append(found["text"])
        else:
            card.said.setdefault(label or _NOTES, []).append(block.text)
        card.end += 1
        card.last = block.source
    return card if len(card.core) > 1 else None


def _tables(run: list[_Card]) -> list[Table]:
    if not run:
        return []
    labels = list(dict.fromkeys(label for card in run for label in card.said))
    worded = next((label for label in labels if field_of(label)[0] in ("title", "recommendation")), None)
    first = "Ref" if worded else "Action"
    rows = [tuple(Cell(label, run[0].heading.source) for label in (first, *labels))]
    for card in run:
        place = card.heading.source.through(card.last or card.heading.source)
        number = _NUMBER.fullmatch(card.heading.text)
        ref = number["ref"] if number and parse_reference(number["ref"]) else card.heading.text
        texts = (ref if worded else card.heading.text, *("\n".join(card.said.get(label, ())) for label in labels))
        rows.append(tuple(Cell(text, replace(place, column=column)) for column, text in enumerate(texts, 1)))
    return [Table(tuple(rows), run[0].heading.source)]
