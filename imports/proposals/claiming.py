"""One change to a proposal at a time: whoever looked at an older one is refused, told who was quicker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from actions.models import User
from actions.services.writing import Stale
from imports.models import ON_ITS_WAY, Proposal, Upload


@contextmanager
def changing(proposal: Proposal, version: int, user: User) -> Iterator[None]:
    """Change the proposal, all of it or nothing.

    Raises Stale where it is not `version` any more, was saved, or its document is being read again.
    """
    try:
        with transaction.atomic():
            open_ones = Proposal.objects.filter(pk=proposal.pk, version=version, saved_at=None)
            open_ones = open_ones.exclude(upload__state__in=ON_ITS_WAY)
            if proposal.version != version or not open_ones.update(version=F("version") + 1, changed_by=user):
                raise Stale(_who_was_quicker(proposal, user))
            proposal.version, proposal.changed_by = version + 1, user
            yield
    except BaseException:
        proposal.refresh_from_db()
        raise


def _who_was_quicker(proposal: Proposal, user: User) -> str:
    now = Proposal.objects.select_related("saved_by", "changed_by").filter(pk=proposal.pk).first()
    if Upload.objects.filter(pk=proposal.upload_id, state__in=ON_ITS_WAY).exists():
        return "The paper is being read again just now. Nothing was saved; look again when it has been read."
    if now is None:
        return "The document was read again meanwhile, and this plan is no longer in it. Nothing was saved."
    if now.saved_at:
        what = f"{now.saved_by or 'Somebody else'} saved this"
    else:
        what = "This was changed" if now.changed_by == user else f"{now.changed_by or 'Somebody else'} changed this"
    return f"{what} while you were looking at it. Nothing was saved."
