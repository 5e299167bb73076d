"""A stored row of a proposal in; what saving would change of it, and what is asked about it, in words, out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from actions.vocabulary import FIELD
from imports.models import ProposedRow
from imports.pipeline.answers import Answers
from imports.pipeline.changes import MISSING, QUESTION, Change, is_left_out

VERDICT_WORDS = {
    "new": "New",
    "changed": "Changed",
    "reopened": "Open again",
    "untouched": "Untouched",
    "missing": "Not in this paper",
    "question": "To answer",
}
TONES = {"new": "blue", "changed": "yellow", "reopened": "red", "question": "orange"}
ANSWER_WORDS = {
    "paper": "What the paper says",
    "register": "What the register says",
    "correction": "What the paper says; the earlier date was a slip and no move",
    "same": "Yes, it is the same action",
    "new": "No, it is a new action",
    "done": "Done",
    "not_done": "Not done",
    "no_longer_needed": "No longer needed",
    "leave": "Leave it as it is",
    "open": "Still open",
}
FLAG_WORDS = {
    "moved_section": "Now under another theme",
    "date_and_words": "Its date and its words change together",
}
VEILED = "The action that the register has is kept from you: somebody who may see it should look at this."
# Fields whose old and new words are worth setting side by side, word by word.
WORDED = frozenset({"title", "ref", "lead", "section"})
MOST_WORDS = 400  # compared word by word; beyond that the two texts stand one after the other


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have ("same"), or only the old ("gone") or the new one ("come")."""

    kind: str
    words: str


def marked(before: str, after: str) -> list[Piece]:
    """Return two texts as one, with the words that went and those that came told apart.

    >>> [(piece.kind, piece.words) for piece in marked("Train all staff", "Train new staff")]
    [('same', 'Train '), ('gone', 'all'), ('come', 'new'), ('same', ' staff')]
    """
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    if max(len(old), len(new)) > 2 * MOST_WORDS:
        return [Piece("gone", before), Piece("same", " "), Piece("come", after)]
    pieces = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("come", "".join(new[c:d]))] if d > c else []
    return pieces


@dataclass(frozen=True)
class ShownChange:
    """One change or question of a row, as pages show it."""

    change: Change
    is_kept: bool
    ref: str  # of its row, by which the sentence names it
    is_ticked: bool = True  # not left out itself, whatever becomes of its row

    @property
    def words(self) -> str:
        """The change's sentence without the name of its row, which stands above it."""
        said = re.sub(rf"\A(?:{re.escape(self.ref)}|“[^”]*”): ", "", self.change.sentence)
        return said[:1].upper() + said[1:].replace("….", "…")

    @property
    def pieces(self) -> list[Piece]:
        """Old and new words, marked, where words changed; empty otherwise."""
        before, after, kind = self.change.before, self.change.after, self.change.kind
        worded = kind in ("reword", "reword_section") and self.change.field in WORDED
        return marked(before, after) if worded and isinstance(before, str) and isinstance(after, str) else []

    @property
    def heading(self) -> str:
        """What it is that changes."""
        field = self.change.field.partition(" ")[0]
        return FIELD[field].heading if field in FIELD else ""

    @property
    def flag(self) -> str:
        """What a careful person looks at twice."""
        return FLAG_WORDS.get(self.change.flag, "")

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """What can be answered: the value, its words, and whether it was."""
        return [(value, ANSWER_WORDS.get(value, value), value == self.change.answer) for value in self.change.options]


@dataclass(frozen=True)
class ChangedRow:
    """One row of the comparison as pages show it; `left_out` are the keys that a person chose not to save.

    `veiled` are the items of which the reader may not see what the register has.
    """

    stored: ProposedRow
    left_out: frozenset[str] = frozenset()
    veiled: frozenset[int] = frozenset()

    @cached_property
    def changes(self) -> list[ShownChange]:
        """What saving would write of the row."""
        return [self._shown(one, not is_left_out(one, self.left_out)) for one in self._all if one.writes]

    @cached_property
    def questions(self) -> list[ShownChange]:
        """What a person is asked about the row, answered or not."""
        return [self._shown(one, True) for one in self._all if one.kind == QUESTION]

    def _shown(self, change: Change, is_kept: bool) -> ShownChange:
        if change.item in self.veiled or self.stored.item_id in self.veiled:
            change = replace(change, sentence=VEILED, before=None)
        return ShownChange(change, is_kept, self.stored.ref, change.key not in self.left_out)

    @cached_property
    def _all(self) -> list[Change]:
        return [Change.from_json(stored) for stored in self.stored.changes if stored["kind"] != MISSING]

    @property
    def anchor(self) -> str:
        """The row's name within the page."""
        return f"row-{self.stored.row.replace('.', '-') or 'plan'}"

    @property
    def name(self) -> str:
        """The row's reference and words; the plan's own changes have a name of their own."""
        if self.stored.kind == ProposedRow.Kind.PLAN:
            return "The plan as a whole"
        theme = "Theme" if self.stored.kind == ProposedRow.Kind.SECTION else ""
        return " ".join(filter(None, (theme, self.stored.ref, self.stored.title)))

    @property
    def verdict(self) -> str:
        """What happens to the row, in a word or two."""
        return VERDICT_WORDS.get(self.stored.verdict, "")

    @property
    def tone(self) -> str:
        """The colour of the verdict's tag."""
        return TONES.get(self.stored.verdict, "grey")

    @property
    def is_printed(self) -> bool:
        """Whether it is a row of the paper, which can be put right, and not a theme or the plan itself."""
        return self.stored.kind in (ProposedRow.Kind.ACTION, ProposedRow.Kind.STEP)

    @property
    def has_steps(self) -> bool:
        """Whether the row is an action, whose steps go with it."""
        return self.stored.kind == ProposedRow.Kind.ACTION

    @property
    def is_out(self) -> bool:
        """Whether the whole row is left out."""
        return self.stored.row in self.left_out


def answered(answers: Answers, change: Change, value: str) -> Answers:
    """Return the answers with one question of the comparison answered by `value`; open again where it is empty."""
    if not value:  # what else was said of the row stands
        key, held = change.key if change.asks == "holds" else change.row, getattr(answers, change.asks)
        return replace(answers, **{change.asks: {one: said for one, said in held.items() if one != key}})
    if value not in change.options:
        raise ValueError("Choose one of the answers given.")
    given: Mapping[str, object] = {
        "holds": {"holds": {change.key: value}},
        "same": {"same": {change.row: change.item if value == "same" else None}},
        "stages": {"stages": {change.row: value}},
    }[change.asks]
    return answers | Answers(**given)
