"""Writes what happens after "done": accepted or sent back by a second person, checked later, opened again."""

from collections.abc import Iterable
from datetime import date

from actions.models import Evidence, Item, StageChange
from actions.rules.judge import State
from actions.services.writing import Writing
from actions.vocabulary import SIGNED_OFF_STAGES, STAGE_WORDS, Stage


def ask_for_sign_off(writing: Writing, asks: bool) -> None:
    """Have the plan ask for evidence of what is done from today on, and for a second person's word; or no more."""
    plan = writing.plan
    if plan.sign_off == asks:
        return
    writing.log("ask_for_sign_off", None, field="sign_off", before=_yes(plan.sign_off), after=_yes(asks))
    writing.words("sign_off", plan.sign_off, asks)
    plan.sign_off, plan.sign_off_since = asks, writing.actor.today if asks else None
    plan.save(update_fields=["sign_off", "sign_off_since"])


def sign_off(
    writing: Writing, item: Item, state: State, looked_at: Iterable[Evidence], *, note: str = "",
    check_on: date | None = None,
) -> StageChange:  # fmt: skip
    """Accept that the item is done, on the evidence that was looked at; raises ValueError with a sentence."""
    looked_at = [evidence.pk for evidence in looked_at]
    if state.stage != Stage.DONE:
        raise ValueError("This is not waiting to be signed off any more.")
    if not looked_at:
        raise ValueError("There is no evidence to accept.")
    return _reach(writing, "sign_off", item, Stage.SIGNED_OFF, state, note, looked_at=looked_at, check_on=check_on)


def still_in_place(
    writing: Writing, item: Item, state: State, checked_on: date, *, note: str, check_on: date | None = None
) -> StageChange:
    """Record that what was signed off was found to hold on a day; raises ValueError with a sentence."""
    if state.stage not in SIGNED_OFF_STAGES:
        raise ValueError("Only what was signed off can be checked again.")
    if not note.strip():
        raise ValueError("Say what was found.")
    return _reach(
        writing, "still_in_place", item, Stage.STILL_IN_PLACE, state, note, effective_on=checked_on, check_on=check_on
    )


def reopen(writing: Writing, item: Item, state: State, reason: str) -> StageChange:
    """Open again what was said to be done, whether signed off or sent back; raises ValueError with a sentence."""
    if not state.is_done:
        raise ValueError("This is open already.")
    if not reason.strip():
        raise ValueError("Say why it is opened again.")
    event = "reopen" if state.stage in SIGNED_OFF_STAGES else "send_back"
    return _reach(writing, event, item, Stage.IN_PROGRESS, state, reason)


def _reach(
    writing: Writing, event: str, item: Item, stage: Stage, state: State, reason: str, *,
    effective_on: date | None = None, looked_at: Iterable[int] = (), check_on: date | None = None,
) -> StageChange:  # fmt: skip
    # It stays done on the day on which it was, whoever accepts that and whenever.
    done = {"done_on": state.done_on, "done_by": state.done_by} if stage in SIGNED_OFF_STAGES else {}
    change = StageChange(
        item=item, stage=stage, reason=reason.strip(), looked_at=list(looked_at), check_on=check_on,
        effective_on=effective_on or writing.actor.today, **done,
    )  # fmt: skip
    writing.log(
        event, item, field="stage", before=STAGE_WORDS[state.stage], after=STAGE_WORDS[stage], reason=reason.strip()
    )
    return writing.add(change)


def _yes(asks: bool) -> str:
    return "Yes" if asks else "No"
