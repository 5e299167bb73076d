"""Sends the e-mails that were ordered: one to each address, with all plans of the organisation in it."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from actions.models import Asked, Change, Letter, Round, User
from actions.rounds.letters import Lines, Part, letter
from actions.rounds.standing import address_of, answers_in
from actions.services import letters
from actions.services.round_links import new_link
from actions.services.writing import Actor

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Plan:
    """What is read once of a round, for all its e-mails."""

    lines: Lines
    asked: dict[int, list[int]]  # items by party
    answered: set[int]
    unasked: set[int]  # parties that have not been asked about something yet


def send_ordered(organisation: int, site: str) -> int:
    """Send every e-mail of the organisation that waits; return how many went. `site` is the address of this site.

    It may be killed at any moment and run again, or run twice at once: each e-mail is claimed by one run.
    """
    plans: dict[int, _Plan] = {}
    sent = 0
    with get_connection() as connection:
        for address, group in _by_address(letters.ordered(organisation)):
            with transaction.atomic():
                claimed = letters.claim(group)
                parts = [_part(each, plans, site) for each in claimed]
            if not claimed:
                continue
            if not address:
                letters.mark_failed(claimed, "No e-mail address is known any more")
                continue
            told = [part for part in parts if part.lines or part.exempt]
            if told and not _hand_over(_message(address, claimed, told, plans, connection), claimed):
                continue
            # Who has answered everything meanwhile is not asked: nothing goes, and nothing waits.
            with transaction.atomic():
                letters.mark_sent(claimed, address if told else "", timezone.now())
            sent += bool(told)
    return sent


def _by_address(waiting) -> Iterable[tuple[str, list[Letter]]]:
    """Return the e-mails that wait, one group for each address."""
    groups: dict[str, list[Letter]] = {}
    for each in waiting.select_related("party__user", "round__plan__organisation", "ordered_by"):
        groups.setdefault(address_of(each.party).lower(), []).append(each)
    return groups.items()


def _part(each: Letter, plans: dict[int, _Plan], site: str) -> Part:
    held = plans.get(each.round_id) or plans.setdefault(each.round_id, _read(each.round))
    items = [item for item in held.asked.get(each.party_id, []) if item not in held.answered]
    if not items:
        return held.lines.part(each.party, items)
    actor = Actor(each.ordered_by, _name(each.ordered_by), Change.Via.PAGE, timezone.now())
    _, token = new_link(each.round, each.party, actor)
    return held.lines.part(each.party, items, f"{site}{reverse('answer', args=[token])}")


def _read(round: Round) -> _Plan:
    asked: dict[int, list[int]] = {}
    unasked = set()
    rows = Asked.objects.filter(round=round).order_by("item__position", "item")
    for party, item, sent_at in rows.values_list("party", "item", "sent_at"):
        asked.setdefault(party, []).append(item)
        if sent_at is None:
            unasked.add(party)
    return _Plan(Lines(round, timezone.localdate()), asked, set(answers_in(round)), unasked)


def _message(address: str, claimed: list[Letter], parts: list[Part], plans: dict, connection) -> EmailMessage:
    sender = claimed[0].ordered_by
    reminder = all(each.number > 1 and each.party_id not in plans[each.round_id].unasked for each in claimed)
    subject, text = letter(parts, _name(sender), reminder=reminder)
    reply_to = [sender.email] if sender else None
    return EmailMessage(subject, text, to=[address], reply_to=reply_to, connection=connection)


def _name(user: User | None) -> str:
    return str(user) if user else "The programme team"


def _hand_over(message: EmailMessage, claimed: list[Letter]) -> bool:
    try:
        message.send()
    except (SMTPException, OSError) as why:
        logger.warning("An e-mail of a round could not be sent: %s", why)
        letters.mark_failed(claimed, "The mail server did not take it")
        return False
    return True
