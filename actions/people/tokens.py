"""The secret of an invitation's link: made once and signed, of which the register keeps a hash; what a link opens."""

import hashlib
import secrets
from datetime import datetime

from django.core.signing import BadSignature, Signer

from actions.models import Invitation

_SIGNER = Signer(sep=".", salt="actions.people.invitation")


def new_token() -> tuple[str, str]:
    """Return a token for an address, and the hash of its secret to be kept; the token is not to be had again."""
    secret = secrets.token_urlsafe(24)
    return _SIGNER.sign(secret), _hash_of(secret)


def _hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_of(token: str, now: datetime) -> Invitation | None:
    """Return the invitation that a token opens, None where it does not stand at that moment or was never made."""
    try:
        secret = _SIGNER.unsign(token)
    except BadSignature:
        return None
    found = Invitation.objects.select_related("organisation", "plan", "invited_by")
    return found.filter(secret_hash=_hash_of(secret), accepted_at=None, revoked_at=None, expires_at__gt=now).first()
