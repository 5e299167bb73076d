"""Writes progress: notes and stages."""

from datetime import date

from actions.models import Item, Party, Source, StageChange, Update
from actions.services.writing import Writing
from actions.vocabulary import STAGE_WORDS, Publication, Stage


def record_progress(
    writing: Writing, item: Item, note: str, *, effective_on: date | None = None, label: str = "", dated: bool = True,
    no_change: bool = False, author: Party | None = None, source: Source | None = None,
    publication: str = Publication.PUBLIC, exempt_paragraph: str = "", exempt_reason: str = "",
    how: str = "", said_on: date | None = None, at_once: bool = False,
) -> Update:  # fmt: skip
    """Record a note of progress, or the answer "no change"; undated ones stand at their paper's as-at date.

    `how` and `said_on` tell by which way and when the author said what somebody else enters.
    """
    update = Update(
        item=item, note=note, label=label, dated=dated, no_change=no_change, author=author, source=source,
        publication=publication, exempt_paragraph=exempt_paragraph, exempt_reason=exempt_reason, how=how,
        said_on=said_on, effective_on=effective_on or writing.actor.today,
    )  # fmt: skip
    writing.log("record_progress", item, field="update", after=note or "No change")
    return writing.add(update, at_once=at_once)


def word_for_the_board(writing: Writing, update: Update, words: str) -> Update:
    """Put words for the board in place of an update's, which stays in the history as it was given.

    They speak for the same day and are kept from whom it is kept. Raises ValueError with a sentence.
    """
    words = words.strip()
    if not words:
        raise ValueError("Enter the words for the board.")
    if Update.objects.filter(words_of=update, retracted_at=None).exists():
        raise ValueError("Somebody worded this update for the board already: change those words instead.")
    if words == update.note:
        raise ValueError("These are the words as they were given.")
    worded = Update(
        item=update.item, note=words, label=update.label, dated=update.dated, no_change=update.no_change,
        author=update.author, words_of=update, publication=update.publication,
        exempt_paragraph=update.exempt_paragraph, exempt_reason=update.exempt_reason, effective_on=update.effective_on,
    )  # fmt: skip
    writing.log("word_for_the_board", update.item, field="update", before=update.note, after=words)
    return writing.add(worded)


def change_stage(
    writing: Writing, item: Item, stage: Stage, *, before: str = "", effective_on: date | None = None,
    stated_status: str = "", done_on: date | None = None, done_by: date | None = None, reason: str = "",
    source: Source | None = None,
) -> StageChange:  # fmt: skip
    """Record that the item reached `stage`; `done_on` as printed, `done_by` the day of whoever first says so."""
    change = StageChange(
        item=item, stage=stage, stated_status=stated_status, done_on=done_on, done_by=done_by, reason=reason,
        source=source, effective_on=effective_on or writing.actor.today,
    )  # fmt: skip
    before = STAGE_WORDS.get(before, before)
    writing.log("change_stage", item, field="stage", before=before, after=STAGE_WORDS[stage], reason=reason)
    return writing.add(change)
