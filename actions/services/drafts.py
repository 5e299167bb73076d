"""Writes what is answered by a link: a draft that waits, taken in by a manager or turned down."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from actions.models import Draft, Item, Link, Party, RatingLabel, Round
from actions.rules.judge import State
from actions.rules.rounds import speaks_for
from actions.services.answers import Answer, Said, record_answer
from actions.services.deadlines import needs_agreement
from actions.services.progress import word_for_the_board
from actions.services.writing import Writing
from actions.vocabulary import How, Stage

SETTLED = "Somebody else settled this answer already."


def keep_draft(writing: Writing, link: Link, item: Item, answer: Answer) -> Draft:
    """Keep what was answered by a link until a manager takes it in; it replaces what waited of the same action."""
    waiting = Draft.objects.filter(round=link.round, item=item, party=link.party, state=Draft.State.WAITING)
    waiting.update(state=Draft.State.REPLACED, decided_at=writing.actor.at)
    said = answer.note or ("No change" if answer.no_change else "")
    writing.log("answer_by_link", item, field="update", after=said)
    return Draft.objects.create(
        round=link.round,
        item=item,
        party=link.party,
        link=link,
        item_version=item.version,
        note=answer.note,
        no_change=answer.no_change,
        rating=answer.rating,
        stage=answer.stage or "",
        stage_reason=answer.stage_reason,
        done_on=answer.done_on,
        new_date=answer.new_date,
        reason=answer.reason,
        answered_at=writing.actor.at,
    )


def answer_of(draft: Draft) -> Answer:
    """Return what a draft says."""
    return Answer(
        note=draft.note,
        no_change=draft.no_change,
        rating=draft.rating,
        stage=Stage(draft.stage) if draft.stage else None,
        stage_reason=draft.stage_reason,
        done_on=draft.done_on,
        new_date=draft.new_date,
        reason=draft.reason,
    )


def said_in(round: Round, how: str, said_on: date) -> Said:
    """Return by which way and when something was said, and the day of the round that it speaks for."""
    day = speaks_for(said_on, answers_from=round.answers_from, as_at=round.as_at, closes_on=round.closes_on)
    return Said(how, said_on, day)


def take_in(
    writing: Writing, draft: Draft, state: State, labels: Iterable[RatingLabel], *, words: str = "", version: int
) -> None:
    """Take a draft in as its party's answer; `words` for the board, where others are given, stand in place of its own.

    `version` is that of the action as the manager saw it. Raises Stale, and ValueError with a sentence.
    """
    item, said_on = draft.item, timezone.localdate(draft.answered_at)
    _settle(writing, draft, Draft.State.TAKEN_IN)
    writing.claim(item, version)
    answer = answer_of(draft)
    update = record_answer(
        writing,
        item,
        state,
        answer,
        labels,
        by=draft.party.merged_into or draft.party,
        said=said_in(draft.round, How.LINK, said_on),
        at_once=True,
        new_date_waits=needs_agreement(writing.plan, manages=False),
    )
    if update and answer.note and words.strip() not in ("", answer.note.strip()):
        word_for_the_board(writing, update, words)
    Draft.objects.filter(pk=draft.pk).update(update=update)


def turn_down(writing: Writing, draft: Draft, reason: str = "") -> None:
    """Leave a draft out of the register; it is kept as it was answered."""
    _settle(writing, draft, Draft.State.TURNED_DOWN)
    writing.log("turn_down", draft.item, field="update", before=draft.note or "No change", reason=reason)


def _settle(writing: Writing, draft: Draft, state: str) -> None:
    settled = Draft.objects.filter(pk=draft.pk, state=Draft.State.WAITING).update(
        state=state, decided_at=writing.actor.at, decided_by=writing.actor.user
    )
    if not settled:
        raise ValueError(SETTLED)


def type_in(
    writing: Writing, round: Round, item: Item, state: State, answer: Answer, labels: Iterable[RatingLabel], *,
    party: Party, how: str, said_on: date, new_date_waits: bool,
) -> None:  # fmt: skip
    """Record what a party said by e-mail, at a meeting or on the phone, typed in by the writing's user."""
    record_answer(
        writing, item, state, answer, labels, by=party, new_date_waits=new_date_waits,
        said=said_in(round, how, said_on),
    )  # fmt: skip
