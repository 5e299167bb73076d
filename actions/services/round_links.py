"""Writes the links by which leads answer without an account: made, used, revoked."""

from datetime import timedelta

from django.db.models import Q

from actions.models import Link, Party, Round
from actions.rounds.tokens import expiry_of, new_token
from actions.services.writing import Writing

# Every opening would be a write; which hour it was is enough to see whether a link is used.
_SEEN = timedelta(hours=1)


def make_link(writing: Writing, round: Round, party: Party) -> tuple[Link, str]:
    """Return a new link for the party's own actions, and the token of its address, which is not to be had again."""
    link, token = new_link(round, party, writing.actor)
    writing.log("make_link", None, field="round", before=round.name, after=party.name)
    return link, token


def new_link(round: Round, party: Party, actor) -> tuple[Link, str]:
    """Return the same without an entry in the log: of an e-mail, whose sending has one."""
    token, kept = new_token()
    link = Link.objects.create(
        round=round, party=party, secret_hash=kept, made_at=actor.at, made_by=actor.user, expires_at=expiry_of(round)
    )
    return link, token


def revoke_links(writing: Writing, round: Round, party: Party) -> int:
    """Revoke every link of the round that the party has; return how many worked until now."""
    working = Link.objects.filter(round=round, party=party, revoked_at=None)
    count = working.update(revoked_at=writing.actor.at, revoked_by=writing.actor.user)
    if count:
        writing.log("revoke_links", None, field="round", before=round.name, after=party.name)
    return count


def note_use(link: Link, at) -> None:
    """Keep when a link was opened last, to the hour."""
    Link.objects.filter(Q(used_at=None) | Q(used_at__lt=at - _SEEN), pk=link.pk).update(used_at=at)
