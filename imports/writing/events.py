"""Writes what a paper says of one item: one small function a kind of change, each through the service of its event."""

from datetime import date

from actions.models import DateMove, Item
from actions.services import deadlines, people, plans, progress, ratings, successions
from actions.vocabulary import DONE_STAGES, Move, Stage
from imports.pipeline.changes import Change
from imports.writing.paper import WritingPaper


def _set_first_date(taking: WritingPaper, item: Item, change: Change) -> None:
    new = change.after
    deadlines.set_first_date(
        taking.writing,
        item,
        _day(new["due"]),
        found=new["found"],
        reason=new["reason"],
        **_printed(new),
        **_said(taking, change),
    )


def _revise_deadline(taking: WritingPaper, item: Item, change: Change) -> None:
    """A later date that a paper prints: who agreed it is not stated, so it counts at once."""
    new = change.after
    deadlines.revise_deadline(
        taking.writing,
        item,
        _day(new["to_due"]),
        from_due=_day(change.before),
        reason=new["reason"],
        **_printed(new),
        **_said(taking, change),
    )


def _correct_deadline(taking: WritingPaper, item: Item, change: Change) -> None:
    """A misprint: the row of the history that holds the wrong date counts as if it had said the right one."""
    new = change.after
    wrong = _wrong_move(item, change.field == "original_due", _day(new["corrects"]))
    if wrong is not None:
        deadlines.correct_deadline(
            taking.writing,
            wrong,
            _day(new["to_due"]),
            reason=f"As printed in {taking.paper.name}",
            text=new["text"],
            start=_day(new["start"]),
            source=taking.source_of(change),
        )


def _wrong_move(item: Item, is_first: bool, held: date | None) -> DateMove | None:
    """The row of an item's history of dates that gives `held`: as its first date, or as its date now."""
    moves = DateMove.objects.filter(item=item, retracted_at=None, to_due=held)
    moves = moves.order_by("effective_on", "recorded_at", "id")
    if is_first:
        first = moves.filter(kind__in=(Move.FIRST, Move.FOUND, Move.CORRECTION))
        return first.filter(kind=Move.FOUND).first() or first.first()
    return moves.exclude(kind=Move.FOUND).last()


def _succeed(taking: WritingPaper, item: Item, change: Change) -> None:
    new = change.after
    old = taking.known.get(new["old"])
    if old is not None:
        successions.succeed(
            taking.writing, old, item, new["kind"], minute=new["minute"], agreed_by=new["by"], **_said(taking, change)
        )


def _remove_deadline(taking: WritingPaper, item: Item, change: Change) -> None:
    new = change.after
    deadlines.remove_deadline(
        taking.writing,
        item,
        from_due=_day(change.before),
        text=new["text"],
        precision=new["precision"],
        **_said(taking, change),
    )


def _change_stage(taking: WritingPaper, item: Item, change: Change) -> None:
    """A done without a printed day was done by the day that the paper speaks for."""
    new = change.after
    done_on = _day(new["done_on"])
    done_by = change.on if new["stage"] in DONE_STAGES and done_on is None else None
    progress.change_stage(
        taking.writing,
        item,
        Stage(new["stage"]),
        before=change.before or "",
        stated_status=new["stated_status"],
        reason=new.get("reason", ""),
        done_on=done_on,
        done_by=done_by,
        **_said(taking, change),
    )


def _report_rating(taking: WritingPaper, item: Item, change: Change) -> None:
    new = change.after
    ratings.report_rating(
        taking.writing,
        item,
        taking.labels.get(new["label"]),
        stated=new["stated"],
        before=change.before or "",
        **_said(taking, change),
    )


def _record_progress(taking: WritingPaper, item: Item, change: Change) -> None:
    new = change.after
    progress.record_progress(
        taking.writing,
        item,
        new["note"],
        label=new["label"],
        dated=bool(new["date"]),
        no_change=new.get("no_change", False),
        **taking.publication,
        **_said(taking, change),
    )


def _take_on(taking: WritingPaper, item: Item, change: Change) -> None:
    new = change.after
    people.take_on(
        taking.writing,
        item,
        taking.parties[new["name"]],
        role=new["role"],
        position=new["position"],
        **_said(taking, change),
    )


def _lay_down(taking: WritingPaper, item: Item, change: Change) -> None:
    old = change.before
    people.lay_down(taking.writing, item, taking.parties[old["name"]], role=old["role"], **_said(taking, change))


def _known_since(taking: WritingPaper, item: Item, change: Change) -> None:
    plans.known_since(taking.writing, item, change.on)


WRITERS = {
    "set_first_date": _set_first_date,
    "revise_deadline": _revise_deadline,
    "correct_deadline": _correct_deadline,
    "succeed": _succeed,
    "remove_deadline": _remove_deadline,
    "change_stage": _change_stage,
    "report_rating": _report_rating,
    "record_progress": _record_progress,
    "take_on": _take_on,
    "lay_down": _lay_down,
    "known_since": _known_since,
}


def _said(taking: WritingPaper, change: Change) -> dict:
    """When an event speaks for, and where it was printed."""
    return {"effective_on": change.on, "source": taking.source_of(change)}


def _printed(new: dict) -> dict:
    return {"start": _day(new["start"]), "text": new["text"], "precision": new["precision"]}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
