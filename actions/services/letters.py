"""Writes the e-mails of a round: ordered by a manager, claimed before each is handed over, marked when it has gone.

An e-mail is sent at most once. It is claimed in a transaction of its own before it is handed to the mail server; a
sender that is killed in between leaves it claimed, and nobody sends it again by itself, since it may have gone.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from actions.models import Asked, Letter, Party, Round
from actions.rounds.standing import address_of
from actions.services.writing import BATCH, Writing
from actions.vocabulary import How

# A claim older than this belongs to a sender that is gone: whether the e-mail went is not known.
UNKNOWN_AFTER = timedelta(minutes=5)


def order_letters(writing: Writing, round: Round, parties: Iterable[Party], number: int = 1) -> int:
    """Order the e-mail of that number (1, and one more for each reminder) to those who have an address.

    Whoever has one of that number is passed over, so ordering twice sends once. Returns how many are new.
    """
    had = set(Letter.objects.filter(round=round, number=number).values_list("party", flat=True))
    new = [
        Letter(round=round, party=party, number=number, ordered_at=writing.actor.at, ordered_by=writing.actor.user)
        for party in parties
        if party.pk not in had and address_of(party)
    ]
    Letter.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    if new:
        writing.log("order_letters", None, field="round", before=round.name, after=f"{len(new)} e-mails")
    return len(new)


def ordered(organisation: int) -> QuerySet[Letter]:
    """Return the e-mails of an organisation's open rounds that wait to be sent, oldest first."""
    waiting = Letter.objects.filter(
        round__plan__organisation=organisation, round__closed_at=None, claimed_at=None, sent_at=None
    )
    return waiting.order_by("ordered_at", "pk")


def claim(letters: Sequence[Letter]) -> list[Letter]:
    """Claim e-mails for sending; return those that nobody else claimed before."""
    now = timezone.now()
    return [each for each in letters if Letter.objects.filter(pk=each.pk, claimed_at=None).update(claimed_at=now)]


def mark_sent(letters: Sequence[Letter], address: str, at: datetime) -> None:
    """Keep that e-mails went, and that their parties have been asked."""
    for each in letters:
        Letter.objects.filter(pk=each.pk).update(sent_at=at, sent_to=address)
        asked = Asked.objects.filter(round=each.round_id, party=each.party_id, sent_at=None)
        asked.update(sent_at=at, how=How.EMAIL)


def mark_failed(letters: Sequence[Letter], why: str) -> None:
    """Keep that the mail server refused e-mails; they are not sent again by themselves."""
    Letter.objects.filter(pk__in=[each.pk for each in letters]).update(failed_because=why[:300])


def state_of(letter: Letter, now: datetime) -> str:
    """Return how an e-mail stands: "sent", "failed", "waiting", "sending", or "unknown" where its sender is gone."""
    if letter.sent_at:
        return "sent"
    if letter.failed_because:
        return "failed"
    if letter.claimed_at is None:
        return "waiting"
    return "unknown" if now - letter.claimed_at > UNKNOWN_AFTER else "sending"
