"""The secret of a link: made once and signed, of which the register keeps a hash; and the link that one opens."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from actions.models import Link, Round

# Answers that come late are still read; the round stays unanswered by them.
DAYS_OF_GRACE = 7
_SIGNER = Signer(sep=".", salt="actions.rounds.link")


def new_token() -> tuple[str, str]:
    """Return a token for an address, and the hash of its secret to be kept; the token is not to be had again."""
    secret = secrets.token_urlsafe(24)
    return _SIGNER.sign(secret), hash_of(secret)


def hash_of(secret: str) -> str:
    """Return what the register keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def expiry_of(round: Round) -> datetime:
    """Return until when a link of the round works: some days after its cut-off."""
    last = round.closes_on + timedelta(days=DAYS_OF_GRACE + 1)
    return timezone.make_aware(datetime.combine(last, datetime.min.time()))


def link_of(token: str) -> Link | None:
    """Return the link that a token opens, None where it was never made or is signed by somebody else."""
    try:
        secret = _SIGNER.unsign(token)
    except BadSignature:
        return None
    found = Link.objects.select_related("round__plan__organisation", "round__plan__board", "party__organisation")
    return found.filter(secret_hash=hash_of(secret)).first()


def works(link: Link, now: datetime) -> bool:
    """Return whether a link may be used: not revoked, not expired, its round open and its plan worked on."""
    return (
        link.revoked_at is None
        and now < link.expires_at
        and link.round.closed_at is None
        and not link.round.plan.archived
    )
