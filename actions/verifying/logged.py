"""How the log of changes tells each kind of event: one entry a kind. A new kind of event needs one here."""

from collections.abc import Callable
from typing import NamedTuple

from actions.vocabulary import STAGE_WORDS, Move


class Told(NamedTuple):
    """The names of the services by one of which an event is logged, and the words; None where these may differ."""

    names: tuple[str, ...]
    words: str | None = None


class OfKind(NamedTuple):
    """The fields of an event that its entry is told from, and the function from them to `Told`."""

    fields: tuple[str, ...]
    told: Callable[..., Told]


MOVES = {
    Move.FIRST: ("set_first_date",),
    Move.FOUND: ("set_first_date",),
    Move.EXTENSION: ("revise_deadline", "ask_for_new_date"),
    Move.BROUGHT_FORWARD: ("revise_deadline", "ask_for_new_date"),
    Move.CORRECTION: ("correct_deadline",),
    Move.REMOVED: ("remove_deadline",),
}


def _move(kind, to_due, text) -> Told:
    day = to_due.isoformat() if to_due else ""
    return Told(MOVES[kind], day if kind == Move.CORRECTION else day or text)


def _update(note) -> Told:
    return Told(("record_progress", "word_for_the_board"), note or "No change")


def _stage(stage) -> Told:
    return Told(("change_stage", "sign_off", "send_back", "still_in_place", "reopen"), STAGE_WORDS[stage])


def _rating(kind, stated) -> Told:
    by_hand = ("set_rating_by_hand",) if stated else ("lift_rating",)
    return Told(by_hand if kind == "by_hand" else ("report_rating",), stated)


def _ownership(kind) -> Told:
    # A party may be called otherwise today, or be erased: the words then were right.
    return Told(("take_on",) if kind == "taken_on" else ("lay_down",))


TOLD_BY = {
    "DateMove": OfKind(("kind", "to_due", "text"), _move),
    "Update": OfKind(("note",), _update),
    "StageChange": OfKind(("stage",), _stage),
    "Rating": OfKind(("kind", "stated_rating"), _rating),
    "Ownership": OfKind(("kind",), _ownership),
    "Evidence": OfKind(("title",), lambda title: Told(("add_evidence",), title)),
    "Succession": OfKind((), lambda: Told(("succeed",))),
}
# What the log tells of an action beside its events, and what raises its version as they do.
OF_ITEM = ("add_item", "reword", "known_since", "decide_date", "take_back", "take_off")
GROUPS = {
    *MOVES.values(),
    *(told.names for told in (_update(""), _stage("done"), _rating("reported", ""))),
    *(_rating("by_hand", stated).names for stated in ("", "Red")),
    *(("take_on",), ("lay_down",), ("add_evidence",), ("succeed",)),
}
GROUP_OF = {name: group for group in GROUPS for name in group}
WITHOUT_WORDS = {("take_on",), ("lay_down",), ("succeed",)}
