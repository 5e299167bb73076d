"""A compared row in; changes of its stage and rating, and its new notes of progress, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from actions.rules.facts import Label
from actions.vocabulary import DONE_STAGES, OPEN_STAGES, STAGE_OF_STATUS, STAGE_WORDS, Stage
from imports.pipeline.answers import DONE, LEAVE, NO_LONGER_NEEDED, NOT_DONE
from imports.pipeline.changes import QUESTION, Change, KnownUpdate
from imports.pipeline.compared import Compared, day_words, words
from imports.pipeline.scheme import label_for, same_rating, stated_rating
from imports.pipeline.words import continued, plain
from imports.shapes import StagedItem, Update
from imports.values.updates import is_no_change

# What a person says of a row whose paper does not. What is not done is open, whether or not it has begun.
STAGE_OF_ANSWER = {DONE: Stage.DONE, NOT_DONE: Stage.IN_PROGRESS, NO_LONGER_NEEDED: Stage.NO_LONGER_NEEDED}


def stage_of(item: StagedItem, labels: tuple[Label, ...]) -> Stage | None:
    """Return the stage that a row states: by its status, "Complete" for a date, or its rating's printed meaning.

    None where it states none, or one that a person must judge ("not applicable"). A colour whose key says complete is
    done; with any other meaning it is in progress, since a colour tells no more of how far something is.
    """
    if item.status == "not_applicable":
        return None
    if item.status:
        return STAGE_OF_STATUS.get(item.status)
    if item.deadline_kind == "complete" or item.done_on:
        return Stage.DONE
    label = label_for(item, labels) if item.rag else None
    if label is None or not label.status or label.status == "not_applicable":
        return None
    return Stage.DONE if label.status == "complete" else Stage.IN_PROGRESS


def says_how_far(row: Compared) -> bool:
    """Whether the row or the register says of it whether it is done, or asks a person by "not applicable"."""
    return (
        row.new.status == "not_applicable" or row.known.stage is not None or stage_of(row.new, row.labels) is not None
    )


def stage_changes(row: Compared) -> Iterator[Change]:
    """The row's change of stage, or the question that stands in its way."""
    new, held = stage_of(row.new, row.labels), row.known.stage
    taken = stage_of(row.taken, row.labels) if row.taken else None
    if row.new.status == "not_applicable" and not row.unchanged(lambda item: item.status):
        yield from _not_applicable(row)
    elif new is None:
        yield from _no_longer_says(row) if taken and held else _as_answered(row)
    elif not _says_the_same(row, new):
        if held in (None, taken, new):
            yield change_stage(row, new)
        else:
            yield from row.clash("stage", STAGE_WORDS[Stage(held)], STAGE_WORDS[new], _one(change_stage(row, new)))


def _says_the_same(row: Compared, stage: Stage) -> bool:
    """Whether the paper says of the stage what the last one said, or what the register has."""
    if row.unchanged(lambda item: (stage_of(item, row.labels), item.done_on)):
        return True
    held = Stage.DONE if row.known.stage in DONE_STAGES else row.known.stage  # signed off is no less than "Complete"
    return held == stage and row.new.done_on in (None, row.known.done_on)


def _not_applicable(row: Compared) -> Iterator[Change]:
    said = f"the paper says “{row.new.status_text or 'not applicable'}”. Is it no longer needed?"
    question = row.change(QUESTION, said, field="stage", before=row.known.stage, after=Stage.NO_LONGER_NEEDED)
    answer = row.decided.answers.stages.get(row.row, "")
    options = (NO_LONGER_NEEDED, DONE, NOT_DONE, LEAVE)
    yield replace(question, asks="stages", options=options, answer=answer if answer in options else "")
    yield from _said(row, answer)


def _no_longer_says(row: Compared) -> Iterator[Change]:
    if "stage" in row.prints and row.new.status is None:
        held = row.known.stage
        said = f"the paper no longer says how far it is; kept as {STAGE_WORDS[Stage(held)].lower()}."
        yield from row.ask("stage", said, _one(change_stage(row, Stage.NOT_STATED)), before=held)


def _as_answered(row: Compared) -> Iterator[Change]:
    """What a person said of a leaf of which neither the paper nor the register says whether it is done."""
    if not says_how_far(row) and not row.new.milestones:
        yield from _said(row, row.decided.answers.stages.get(row.row, ""))


def _said(row: Compared, answer: str) -> Iterator[Change]:
    stage = STAGE_OF_ANSWER.get(answer)
    if stage and stage != row.known.stage:
        reason = "Said when the paper was taken in" if stage == Stage.NO_LONGER_NEEDED else ""
        yield change_stage(row, stage, reason=reason)


def _one(change: Change) -> Iterator[Change]:
    yield change


def change_stage(row: Compared, stage: Stage, item: StagedItem | None = None, *, reason: str = "", **values) -> Change:
    """The change that sets the stage as `item` (the row itself unless given) states it."""
    item = item or row.new
    held = row.known.stage
    reopens = held in DONE_STAGES and stage in OPEN_STAGES
    done = item.done_on if stage in DONE_STAGES else None
    was = f", was {STAGE_WORDS[Stage(held)].lower()}" if held else ""
    said = f"{'open again: ' if reopens else ''}{STAGE_WORDS[stage].lower()}"
    said += f" on {day_words(done)}" if done else ""
    stated = item.status_text or (item.deadline_text if item.deadline_kind == "complete" else "") or ""
    after = {"stage": str(stage), "stated_status": stated[:200], "done_on": done.isoformat() if done else None}
    after |= {"reason": reason} if reason else {}
    return row.change(
        "change_stage", f"{said}{was}.", field="stage", before=held, after=after, reopens=reopens, **values
    )


def rating_changes(row: Compared) -> Iterator[Change]:
    """The rating as the row gives it, where it differs from the last one; `G` after “Green” is no news."""
    new, held = stated_rating(row.new), row.known.rating
    printed = [stated_rating(item) for item in (row.base, row.taken) if item]
    if not new or any(same_rating(new, other, row.labels) for other in (held, *printed)):
        return
    if held and not same_rating(held, stated_rating(row.taken) if row.taken else "", row.labels):
        yield from row.clash("rating", held, new, _one(report_rating(row, row.new)))
        return
    yield report_rating(row, row.new)


def report_rating(row: Compared, item: StagedItem, **values) -> Change:
    """The change that gives the rating as `item` states it."""
    label = label_for(item, row.labels)
    stated = stated_rating(item)
    was = f", was “{words(row.known.rating)}”" if row.known.rating else ""
    return row.change(
        "report_rating",
        f"rated “{words(stated)}”{was}.",
        field="rating",
        before=row.known.rating,
        after={"label": label.label if label else "", "stated": stated},
        **values,
    )


def update_changes(row: Compared) -> Iterator[Change]:
    """The notes that neither the last paper nor the register has; of one that goes on, what is added.

    "No change" is an answer, given anew by each paper that prints it.
    """
    for update in row.new.updates:
        if is_no_change(update.text) and not update.label:
            yield from _no_change(row, update)
            continue
        note = new_words(update, row.known.updates, row.base.updates if row.base else ())
        if note:
            after = {"note": note, "label": (update.label or "")[:120], "date": _printed_day(update)}
            said = f"update{' of ' + day_words(update.date) if update.date else ''}: “{words(note)}”"
            yield row.change("record_progress", said, field="update", after=after, on=update.date or row.as_at)


def _no_change(row: Compared, update: Update) -> Iterator[Change]:
    on = update.date or row.as_at
    if not any(is_no_change(known.note) and known.on == on for known in row.known.updates):
        after = {"note": "", "label": "", "date": _printed_day(update), "no_change": True}
        yield row.change("record_progress", "answered “no change”.", field="update", after=after, on=on)


def _printed_day(update: Update) -> str | None:
    return update.date.isoformat() if update.date and not update.lent else None


def new_words(update: Update, held: Iterable[KnownUpdate], base: Iterable[Update]) -> str:
    """Return what is new in a printed note: all of it, what it adds to an earlier one, or nothing.

    Notes are the same by their words and label; two of the same words and different dates are two. A date that the
    paper or the column's heading lends tells nothing apart: next month's lends another.
    """
    known = [(k.note, k.label, k.on) for k in held] + [(b.text, b.label or "", _own_day(b)) for b in base]
    own = _own_day(update)
    alike = [(text, day) for text, label, day in known if plain(label) == plain(update.label or "")]
    if any(plain(text) == plain(update.text) and _one_day(day, own) for text, day in alike):
        return ""
    # A note that went on in an earlier paper lies in the register in pieces; what came before is the longest of them.
    before = [text for text, day in alike if _one_day(day, own) and continued(text, update.text)]
    return continued(max(before, key=len), update.text) if before else update.text


def _own_day(update: Update) -> date | None:
    return None if update.lent else update.date


def _one_day(one: date | None, other: date | None) -> bool:
    return one is None or other is None or one == other
