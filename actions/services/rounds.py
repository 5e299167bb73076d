"""Writes update rounds: opened, people asked, closed; and a plan's rhythm of them."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from actions import queries
from actions.models import Asked, Party, Plan, Round
from actions.services.writing import BATCH, Writing
from actions.vocabulary import HOW_WORDS, How


def set_round_rhythm(writing: Writing, every: str, closes_day: int) -> None:
    """Set how often the plan collects updates, and on which day of the month a round closes (1 to 31)."""
    plan = writing.plan
    if every not in Plan.Every.values or not 1 <= closes_day <= 31:
        raise ValueError("Choose how often, and a day of the month from 1 to 31.")
    before = f"{plan.get_round_every_display()}, on day {plan.round_closes_day}"
    plan.round_every, plan.round_closes_day = every, closes_day
    plan.save(update_fields=["round_every", "round_closes_day"])
    after = f"{plan.get_round_every_display()}, on day {closes_day}"
    writing.log("set_round_rhythm", None, field="round", before=before, after=after)


def open_round(writing: Writing, name: str, closes_on: date, as_at: date | None = None) -> Round:
    """Open a round: every lead of what is not done is to be asked; raises ValueError with a sentence.

    Nobody has been asked yet: see `asked_by` and services/letters.py.
    """
    today = writing.actor.today
    if closes_on < today:
        raise ValueError("The cut-off must be today or later.")
    made = Round(
        plan=writing.plan,
        name=name,
        asked_on=today,
        closes_on=closes_on,
        as_at=as_at or closes_on,
        opened_at=writing.actor.at,
        opened_by=writing.actor.user,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise ValueError("A round is open already. Close it before you open the next one.") from None
    add_who_is_missing(writing, made)
    writing.log("open_round", None, field="round", after=f"{name}, closes on {closes_on:%-d %B %Y}")
    return made


def add_who_is_missing(writing: Writing, round: Round) -> int:
    """Have those asked as well who came to lead something since the round opened; return for how many actions."""
    held = set(Asked.objects.filter(round=round).values_list("item", "party"))
    leads = queries.leads_to_ask(writing.plan, writing.actor.today)
    new = [Asked(round=round, item_id=item, party_id=party) for item, party in leads if (item, party) not in held]
    Asked.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def asked_by(writing: Writing, round: Round, parties: Iterable[Party], how: How) -> None:
    """Record that these parties have been asked in that way; who was asked before stays as it was."""
    for party in parties:
        asked = Asked.objects.filter(round=round, party=party, sent_at=None)
        if asked.update(sent_at=writing.actor.at, how=how):
            writing.log("asked_by", None, field="round", before=round.name, after=f"{party.name}: {HOW_WORDS[how]}")


def close_round(writing: Writing, round: Round) -> None:
    """Close a round; raises ValueError where somebody closed it already."""
    closed = Round.objects.filter(pk=round.pk, closed_at=None).update(
        closed_at=writing.actor.at, closed_by=writing.actor.user
    )
    if not closed:
        raise ValueError("This round was closed already.")
    writing.log("close_round", None, field="round", before=round.name)
    round.refresh_from_db()
