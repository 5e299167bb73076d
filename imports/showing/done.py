"""One thing that a paper wrote in; what it was, in words, out."""

from __future__ import annotations

from dataclasses import dataclass

from actions.models import DateMove, Ownership, Rating, StageChange, Succession, Update, Wording
from actions.rules.board import on_or_by
from actions.templatetags.look import full_date
from actions.vocabulary import FIELD, MOVE_WORDS, STAGE_WORDS
from imports.showing.changed_rows import Piece, marked

WORDED = {"extra": "Other columns", "parent": "Step of"}


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that the paper did: what it is, in words; `pieces` mark the words that went and those that came."""

    heading: str
    words: str = ""
    pieces: tuple[Piece, ...] = ()
    mark: str = ""  # what is not for publication


def worded(wording: Wording, names: dict[tuple[str, int], str]) -> Done:
    """Tell of words or a place changed; `names` are those of themes and actions, by what they are and their key."""
    heading = FIELD[wording.field].heading if wording.field in FIELD else WORDED.get(wording.field, wording.field)
    before, after = (_text(wording.field, value, names) for value in (wording.before, wording.after))
    return Done(heading, pieces=tuple(marked(before, after)))


def _text(name: str, value: object, names: dict[tuple[str, int], str]) -> str:
    """A kept value as a person reads it."""
    if name in ("section", "parent"):
        return names.get((name, value), "")
    if name == "extra":
        return "\n".join(f"{column['heading']}: {column['text']}" for column in value)
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def of_theme(wording: Wording) -> Done:
    """Tell of words of a theme changed."""
    if isinstance(wording.before, str) and isinstance(wording.after, str):
        return Done(f"Theme {wording.section}", pieces=tuple(marked(wording.before, wording.after)))
    what = "what the plan says of it" if wording.field == "notes" else wording.field
    return Done(f"Theme {wording.section}", f"{what} changed")


def dated(move: DateMove) -> Done:
    """Tell of a row of the history of dates."""
    to = full_date(move.to_due) or (f"“{move.text}”" if move.text else "none")
    said = [to, f"was {full_date(move.from_due)}" if move.from_due else "", _printed(move.text, to), move.reason]
    return Done(MOVE_WORDS[move.kind], ", ".join(filter(None, said)))


def _printed(text: str, shown: str) -> str:
    return f"printed as “{text}”" if text and text not in shown else ""


def staged(change: StageChange, before: dict) -> Done:
    """Tell of a stage reached; `before` is what the log says was there before, by item, field and what came after."""
    stage = STAGE_WORDS[change.stage]
    was = before.get((change.item_id, "stage", stage), "")
    when = on_or_by(change.done_on, change.done_on or change.done_by) if change.done_on or change.done_by else ""
    said = [f"{stage} {when}".strip(), f"was {was.lower()}" if was else "", _printed(change.stated_status, stage)]
    return Done("Stage", ", ".join(filter(None, (*said, change.reason))))


def rated(given: Rating, before: dict) -> Done:
    """Tell of a rating given."""
    was = before.get((given.item_id, "rating", given.stated_rating), "")
    return Done("Rating", ", ".join(filter(None, (given.stated_rating or "Withdrawn", f"was {was}" if was else ""))))


def noted(update: Update) -> Done:
    """Tell of an update."""
    when = update.label or (full_date(update.effective_on) if update.dated else "")
    mark = "" if update.publication == "public" else update.get_publication_display()
    return Done(f"Update, {when}" if when else "Update", update.note or "No change", mark=mark)


def held(ownership: Ownership) -> Done:
    """Tell who took it on or laid it down."""
    is_on = ownership.kind == Ownership.Kind.TAKEN_ON
    return Done("Lead named" if is_on else "Lead no longer named", ownership.party.name)


def carried_on(succession: Succession, seen: set[int]) -> Done:
    """Tell into which action it went on; one that is not among those `seen` is not named."""
    into = str(succession.into) if succession.into_id in seen else "an action that is not for publication"
    said = (into, succession.agreed_by, succession.minute)
    return Done(succession.get_kind_display(), ", ".join(filter(None, said)))
