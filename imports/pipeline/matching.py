"""Rows of a paper and items of the register in; which row is which item, and which rows are in question, out.

A printed reference is only a sign, and words decide. Source: design.md section 4, Identity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from imports.pipeline.changes import KnownItem, KnownPlan, KnownSection
from imports.pipeline.plan_parts import row_of, rows_of, section_key
from imports.pipeline.words import likeness, plain
from imports.shapes import Section, StagedItem, StagedPlan

# Likeness of words, 0 to 100 (imports/pipeline/words.py): with the same reference in the same section, and without.
LIKE_WITH_REFERENCE = 60
LIKE_BY_WORDS = 85
# What is left of the steps of one action goes by order where the words are at least so far alike.
LIKE_IN_ORDER = 45
LONG_ENOUGH = 20  # characters of words that tell an action from every other; "report to the board" does not
# Up to so many pairs are compared each with each; beyond that a text is compared with its nearest by their words alone.
COMPARED_WHOLE = 100_000
NEAR, NEAREST = 200, 20


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
    """Pairs of row and item, and the rows in question with the item that each may be.

    In question is a row whose reference stands on another item's words, and (`moved`) one whose words were those of a
    step where it is an action, or the other way. `by_hand` are the rows of which a person said what they are.
    """

    pairs: dict[str, int]
    in_question: dict[str, int]
    moved: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()


def match_sections(paper: Sequence[Section], known: Sequence[KnownSection]) -> dict[int, KnownSection]:
    """Return the known section of each section of the paper, by its place there; new ones are left out."""
    new = [(section.ref, plain(section.title)) for section in paper]
    old = [(ref, plain(title)) for ref, title in map(_printed, known)]
    by_ref = defaultdict(list)
    for to, (ref, _) in enumerate(old):
        by_ref[ref].append(to)
    same_ref = [(at, to) for at, (ref, _) in enumerate(new) for to in by_ref[ref][:NEAR]]
    near = _worth_comparing([title for _, title in new], [title for _, title in old])
    tests = (
        (same_ref, lambda one, other: one[1] == other[1]),
        (same_ref, lambda one, other: one[0] and likeness(one[1], other[1]) >= LIKE_WITH_REFERENCE),
        (near, lambda one, other: likeness(one[1], other[1]) >= LIKE_BY_WORDS),
    )
    found, taken = {}, set()
    for pairs, is_it in tests:
        for at, to in pairs:
            if at not in found and to not in taken and is_it(new[at], old[to]):
                found[at] = known[to]
                taken.add(to)
    return found


def match_items(
    paper: StagedPlan, known: KnownPlan, sections: dict[str, int], same: Mapping[str, int | None] | None = None,
    printed: StagedPlan | None = None,
) -> Match:  # fmt: skip
    """Return which item each row of the paper is: actions first, then the steps of each matched action.

    `sections` gives the known section's id by the key under which the paper's items name theirs; `same` what a person
    said of rows, None for a new action. What stays apart by its words is tried by those of `printed`, without what was
    put right in the paper.
    """
    by_hand = _said_same(paper, known, same or {})
    signs = _Signs(paper, known, sections, printed or paper)
    taken = set(by_hand.values())
    steps_of = defaultdict(list)
    for item in known.items:
        if item.parent is not None and item.id not in taken:
            steps_of[item.parent].append(item)
    actions = [item for item in known.items if item.parent is None and item.id not in taken]
    rows = [str(place) for place in range(len(paper.actions)) if str(place) not in by_hand]
    match = signs.match(rows, actions)
    pairs = match.pairs | {row: item for row, item in by_hand.items() if item is not None}
    for place, action in enumerate(paper.actions):
        item = pairs.get(str(place))
        if item is not None and action.milestones:
            rows = [row for row in (f"{place}.{n}" for n in range(len(action.milestones))) if row not in by_hand]
            pairs |= signs.match(rows, steps_of[item], in_order=True).pairs
    moved = _moved(paper, known, signs, pairs, match.in_question, by_hand)
    return Match(pairs, match.in_question | moved, frozenset(moved), frozenset(by_hand))


def _said_same(paper: StagedPlan, known: KnownPlan, same: Mapping[str, int | None]) -> dict[str, int | None]:
    """What a person said of rows that there are, of items that there are, each item once.

    An action with steps cannot become a step.
    """
    items = {item.id: item for item in known.items}
    parents = {item.parent for item in known.items}
    found: dict[str, int | None] = {}
    for row in rows_of(paper):
        item = same.get(row, 0)
        can_be = item is None or item in items and item not in found.values()
        if row in same and can_be and not ("." in row and item in parents):
            found[row] = item
    return found


def _moved(paper, known, signs: _Signs, pairs, in_question, by_hand) -> dict[str, int]:
    """Return rows that found no item with the one item left of like words that stands elsewhere: a step of another
    action, an action where the row is a step, or the other way."""
    spoken_for = {*pairs.values(), *in_question.values()}
    items = [item for item in known.items if item.id not in spoken_for]
    unplaced = (row for row in rows_of(paper) if row not in pairs and row not in by_hand)
    rows = [row for row in unplaced if row not in in_question and row.partition(".")[0] not in in_question]
    alike = _alike([signs.row(row) for row in rows], [signs.item(item) for item in items])
    times = Counter(sign.key for pair in alike for sign in pair)
    parents = {item.parent for item in known.items}
    steps = {item.id for item in items if item.parent is not None}
    return {
        row.key: item.key
        for row, item in alike
        if times[row.key] == times[item.key] == 1 and len(row.words) >= LONG_ENOUGH
        and (item.key in steps or ("." in row.key and item.key not in parents))
    }  # fmt: skip


class _Signs:
    """The signs of a paper's rows and a register's items; corrected rows have two, the second as printed."""

    def __init__(self, paper: StagedPlan, known: KnownPlan, sections: dict[str, int], printed: StagedPlan):
        self._paper, self._printed, self._sections = paper, printed, sections
        self._places = {section_key(old.sighted): old.id for old in known.sections if old.sighted}

    def row(self, row: str, as_printed: bool = False) -> Sign:
        item = row_of(self._printed if as_printed else self._paper, row)
        return _row_sign(row, item, self._sections if "." not in row else {})

    def item(self, item: KnownItem) -> Sign:
        return _item_sign(item, self._places if item.parent is None else {})

    def match(self, rows: Sequence[str], items: Sequence[KnownItem], in_order: bool = False) -> Match:
        """Match rows by their words; those put right by hand that found none by their words as printed too."""
        signs = [self.item(item) for item in items]
        corrected = [row for row in rows if row_of(self._paper, row).corrected]
        if not corrected:
            return match_signs([self.row(row) for row in rows], signs, in_order)
        first = match_signs([self.row(row) for row in rows], signs)
        left = [self.row(row, as_printed=row in corrected) for row in rows if row not in first.pairs]
        taken = set(first.pairs.values())
        then = match_signs(left, [sign for sign in signs if sign.key not in taken], in_order)
        return Match(first.pairs | then.pairs, then.in_question)


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
    for at, item_at in _worth_comparing([row.words for row in rows], [item.words for item in items]):
        row, item = rows[at], items[item_at]
        if (score := _like_signs(row, item)) >= LIKE_BY_WORDS:
            found.append((-score, row.section != item.section, row.ref != item.ref, at, item_at))
    return [(rows[at], items[item_at]) for *_, at, item_at in sorted(found)]


def _worth_comparing(rows: Sequence[str], items: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Return the places of the texts to compare: all pairs of a few, of many those that share the rarest words.

    The time it takes grows with the number of rows and not with its square: a paper of thousands must not hold up a
    site. Words count by their first letters, so that a plural or a tense parts nothing.
    """
    if len(rows) * len(items) <= COMPARED_WHOLE:
        yield from ((at, to) for at, row in enumerate(rows) for to, item in enumerate(items) if row and item)
        return
    places = defaultdict(list)
    for to, item in enumerate(items):
        for stem in _stems(item):
            places[stem].append(to)
    for at, row in enumerate(rows):
        shared: Counter[int] = Counter()
        for stem in sorted(_stems(row), key=lambda stem: len(places.get(stem, ()))):
            shared.update(places.get(stem, ())[:NEAR])
            if len(shared) >= NEAR:
                break
        yield from ((at, to) for to, _ in shared.most_common(NEAREST))


def _stems(words: str) -> set[str]:
    return {word[:5] if word.isalpha() else word for word in words.split()}


def _like_signs(row: Sign, item: Sign) -> float:
    return likeness(row.words, item.words)


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
