"""Writes that a doubt a paper left is set aside, and that it is asked again after all."""

from actions.models import OpenIssue
from actions.services.writing import Writing


def set_aside(writing: Writing, issue: OpenIssue, reason: str) -> None:
    """Set a doubt aside, so that no later paper of the same words asks again; raises ValueError with a sentence.

    The action itself is not changed: its version stays.
    """
    if not reason.strip():
        raise ValueError("Say why this need not be put right.")
    actor = writing.actor
    by = {"dismissed_by": actor.user, "dismissed_who": actor.who[:200], "dismissed_because": reason.strip()}
    if not OpenIssue.objects.filter(pk=issue.pk, dismissed_at=None).update(dismissed_at=actor.at, **by):
        raise ValueError("Somebody else set this aside already.")
    writing.log("set_aside", issue.item, before=issue.message, reason=reason.strip())


def ask_again(writing: Writing, issue: OpenIssue) -> None:
    """Open a doubt again that was set aside; raises ValueError where it is open."""
    by = {"dismissed_by": None, "dismissed_who": "", "dismissed_because": ""}
    if not OpenIssue.objects.filter(pk=issue.pk, dismissed_at__isnull=False).update(dismissed_at=None, **by):
        raise ValueError("This is open already.")
    writing.log("ask_again", issue.item, after=issue.message)
