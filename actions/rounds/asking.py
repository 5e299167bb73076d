"""Whom the next e-mails of a round go to, and how each e-mail stands: leads in, numbers of e-mails and words out."""

from collections.abc import Iterable
from datetime import datetime

from actions.rounds.standing import Lead
from actions.services.letters import UNKNOWN_AFTER, state_of
from actions.templatetags.look import full_date
from actions.vocabulary import HOW_PHRASES, Reply


def next_number(lead: Lead) -> int:
    """Return the number of the next e-mail to a lead: 1 is the first, every other a reminder."""
    return lead.letter.number + 1 if lead.letter else 1


def to_ask(leads: Iterable[Lead], now: datetime) -> list[Lead]:
    """Return the leads whom an e-mail can reach and who have not been asked about something, nor may have been."""
    return [
        lead
        for lead in leads
        if lead.counts[Reply.NOT_ASKED]
        and lead.address
        and (lead.letter is None or state_of(lead.letter, now) in ("failed", "sent"))
    ]


def stuck(leads: Iterable[Lead], now: datetime) -> list[Lead]:
    """Return the leads whose e-mail has waited so long that no worker seems to send it."""
    return [
        lead
        for lead in leads
        if lead.letter and state_of(lead.letter, now) == "waiting" and now - lead.letter.ordered_at > UNKNOWN_AFTER
    ]


def to_remind(leads: Iterable[Lead], now: datetime) -> list[Lead]:
    """Return the leads who were asked, owe an answer, and have no e-mail on its way."""
    return [
        lead
        for lead in leads
        if lead.counts[Reply.NONE]
        and lead.address
        and (lead.letter is None or state_of(lead.letter, now) not in ("waiting", "sending"))
    ]


def without_address(leads: Iterable[Lead]) -> list[Lead]:
    """Return the leads who owe an answer, have not been asked, and whom no e-mail can reach."""
    return [lead for lead in leads if lead.counts[Reply.NOT_ASKED] and not lead.address]


def how_asked(lead: Lead, now: datetime) -> str:
    """Return how a lead was asked and when, or what stands in the way, in one sentence without its stop."""
    state = state_of(lead.letter, now) if lead.letter else ""
    if state in ("waiting", "sending"):
        return "E-mail on its way"
    if state == "unknown":
        return "Not known whether the e-mail went"
    if state == "failed":
        return f"Not sent: {lead.letter.failed_because[:1].lower()}{lead.letter.failed_because[1:]}"
    sent = max((line.sent_at for line in lead.lines if line.sent_at), default=None)
    if state == "sent" and lead.letter.sent_to and lead.letter.number > 1:
        return f"Reminded on {full_date(lead.letter.sent_at)}"
    if sent is None:
        return "Not asked yet" if lead.address else "Not asked yet: no e-mail address"
    how = next(line.how for line in lead.lines if line.sent_at == sent)
    return f"Asked on {full_date(sent)} {HOW_PHRASES.get(how, '')}".strip()
