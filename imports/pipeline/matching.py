"""Rows of a paper and items of the register in; which row is which item, and which rows are in question, out.

A printed reference is only a sign, and words decide. Source: design.md section 4, Identity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imports.pipeline.changes import KnownItem, KnownPlan, KnownSection
from imports.pipeline.plan_parts import section_key
from imports.pipeline.words import likeness, plain
from imports.shapes import Section, StagedItem, StagedPlan

# Likeness of words, 0 to 100 (imports/pipeline/words.py): with the same reference in the same section, and without.
LIKE_WITH_REFERENCE = 60
LIKE_BY_WORDS = 85
# What is left of the steps of one action goes by order where the words are at least so far alike.
LIKE_IN_ORDER = 45


@dataclass(frozen=True, slots=True)
class Sign:
    """By what a row or an item is recognised: its reference, its section, its words, and its dates for look-alikes."""

    key: object  # the row's place in the paper, or the item's id
    ref: str
    section: object
    words: str
    dates: tuple = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs of row and item; rows whose reference stands on another item's words, with that item."""

    pairs: dict[str, int]
    in_question: dict[str, int]


def match_sections(paper: Sequence[Section], known: Sequence[KnownSection]) -> dict[int, KnownSection]:
    """Return the known section of each section of the paper, by its place there; new ones are left out."""
    left = list(known)
    found = {}
    tests = (
        lambda new, old: new.ref == old[0] and plain(new.title) == plain(old[1]),
        lambda new, old: new.ref and new.ref == old[0] and _like(new.title, old[1]) >= LIKE_WITH_REFERENCE,
        lambda new, old: plain(new.title) and _like(new.title, old[1]) >= LIKE_BY_WORDS,
    )
    for test in tests:
        for place, section in enumerate(paper):
            if place in found:
                continue
            hit = next((old for old in left if test(section, _printed(old))), None)
            if hit:
                found[place] = hit
                left.remove(hit)
    return found


def match_items(paper: StagedPlan, known: KnownPlan, sections: dict[str, int]) -> Match:
    """Return which item each row of the paper is: actions first, then the steps of each matched action.

    `sections` gives the known section's id by the key under which the paper's items name theirs.
    """
    printed = {section_key(old.sighted): old.id for old in known.sections if old.sighted}
    steps_of = defaultdict(list)
    for item in known.items:
        if item.parent is not None:
            steps_of[item.parent].append(item)
    actions = [item for item in known.items if item.parent is None]
    rows = [_row_sign(str(n), action, sections) for n, action in enumerate(paper.actions)]
    match = match_signs(rows, [_item_sign(item, printed) for item in actions])
    pairs = dict(match.pairs)
    for place, action in enumerate(paper.actions):
        item = match.pairs.get(str(place))
        if item is not None and action.milestones:
            rows = [_row_sign(f"{place}.{n}", step, {}) for n, step in enumerate(action.milestones)]
            pairs |= match_signs(rows, [_item_sign(step, {}) for step in steps_of[item]], in_order=True).pairs
    return Match(pairs, match.in_question)


def match_signs(rows: Sequence[Sign], items: Sequence[Sign], in_order: bool = False) -> Match:
    """Return the pairs of rows and items, and the rows whose unique reference stands on another item's words.

    In turn: the same words under the same reference; the same reference, unique on both sides in its section, with
    like words; the same words; like words; and for steps what is left, in order. Look-alikes that differ only by date
    go by their dates, then by order.
    """
    pool = _Pool(rows, items)
    pool.pair_equal(lambda sign: sign.words and (sign.ref, sign.section, sign.words, sign.dates))
    pool.pair_equal(lambda sign: sign.words and (sign.ref, sign.section, sign.words))
    same_reference = _by_unique_reference(rows, items)
    pool.pair_each((row, item) for row, item in same_reference if _like_signs(row, item) >= LIKE_WITH_REFERENCE)
    pool.pair_equal(lambda sign: sign.words and (sign.section, sign.words, sign.dates))
    pool.pair_equal(lambda sign: sign.words and (sign.section, sign.words))
    pool.pair_equal(lambda sign: sign.words)
    pool.pair_each(_alike(pool.rows, pool.items))
    if in_order:
        return Match(pool.pair_in_order(), {})
    asked = {row.key: item.key for row, item in same_reference if pool.has(row, item)}
    return Match(pool.pairs, asked)


class _Pool:
    """Rows and items that have found no partner yet, in their own order."""

    def __init__(self, rows: Iterable[Sign], items: Iterable[Sign]):
        self._rows = {row.key: row for row in rows}
        self._items = {item.key: item for item in items}
        self.pairs: dict[str, int] = {}

    @property
    def rows(self) -> list[Sign]:
        return list(self._rows.values())

    @property
    def items(self) -> list[Sign]:
        return list(self._items.values())

    def has(self, row: Sign, item: Sign) -> bool:
        return row.key in self._rows and item.key in self._items

    def pair(self, row: Sign, item: Sign) -> None:
        self.pairs[row.key] = item.key
        del self._rows[row.key], self._items[item.key]

    def pair_each(self, found: Iterable[tuple[Sign, Sign]]) -> None:
        for row, item in list(found):
            if self.has(row, item):
                self.pair(row, item)

    def pair_equal(self, key) -> None:
        """Pair rows and items of equal `key`, those of one key in order; a false key pairs nothing."""
        by_key = defaultdict(list)
        for item in self.items:
            if key(item):
                by_key[key(item)].append(item)
        for row in self.rows:
            if key(row) and by_key[key(row)]:
                self.pair(row, by_key[key(row)].pop(0))

    def pair_in_order(self) -> dict[str, int]:
        for row, item in zip(self.rows, self.items, strict=False):
            if _like_signs(row, item) >= LIKE_IN_ORDER or (not row.words and not item.words):
                self.pair(row, item)
        return self.pairs


def _by_unique_reference(rows: Sequence[Sign], items: Sequence[Sign]) -> list[tuple[Sign, Sign]]:
    """Return rows and items of one reference, where it stands once in its section on both sides."""

    def unique(signs):
        times = Counter((sign.section, sign.ref) for sign in signs if sign.ref)
        return {(s.section, s.ref): s for s in signs if s.ref and times[s.section, s.ref] == 1}

    of_items = unique(items)
    return [(row, of_items[place]) for place, row in unique(rows).items() if place in of_items]


def _alike(rows: Sequence[Sign], items: Sequence[Sign]) -> list[tuple[Sign, Sign]]:
    """Return rows and items of like words, the most alike first; among equals the same section, then order."""
    found = []
    for at, row in enumerate(rows):
        for item_at, item in enumerate(items):
            if row.words and item.words and (score := _like_signs(row, item)) >= LIKE_BY_WORDS:
                found.append((-score, row.section != item.section, row.ref != item.ref, at, item_at))
    return [(rows[at], items[item_at]) for *_, at, item_at in sorted(found)]


def _like_signs(row: Sign, item: Sign) -> float:
    return likeness(row.words, item.words)


def _like(one: str, other: str) -> float:
    return likeness(plain(one), plain(other))


def _printed(known: KnownSection) -> tuple[str | None, str]:
    """The reference and title by which the last paper named a section; its own where none did."""
    if known.sighted:
        return known.sighted.ref, known.sighted.title
    return known.ref or None, known.title


def _dates(item: StagedItem) -> tuple:
    return (item.due, *item.revised, item.deadline_text)


def _row_sign(row: str, item: StagedItem, sections: dict[str, int]) -> Sign:
    return Sign(row, plain(item.ref or ""), sections.get(item.section or ""), plain(item.title), _dates(item))


def _item_sign(item: KnownItem, sections: dict[str, int]) -> Sign:
    """An item is recognised by what the last paper printed of it, and by its own words where none did."""
    section = item.section if item.parent is None else None
    if item.sighted is None:
        return Sign(item.id, plain(item.ref), section, plain(item.title))
    section = sections.get(item.sighted.section or "", section)
    return Sign(item.id, plain(item.sighted.ref or ""), section, plain(item.sighted.title), _dates(item.sighted))
