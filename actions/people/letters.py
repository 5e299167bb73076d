"""The e-mail of an invitation: who invites, to what, and the link; sent by Django's own e-mail."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from actions.models import Invitation
from actions.templatetags.look import full_date

LOG = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, address: str) -> bool:
    """Send the invitation with the address of its link; return whether the mail server took it."""
    message = EmailMessage(subject_of(invitation), words_of(invitation, address), to=[invitation.email])
    if invitation.invited_by:
        message.reply_to = [invitation.invited_by.email]
    try:
        message.send()
    except (SMTPException, OSError):
        LOG.exception("The invitation %s could not be sent", invitation.pk)
        return False
    return True


def subject_of(invitation: Invitation) -> str:
    """Return the subject in one line."""
    return " ".join(f"Invitation to {invitation.plan or invitation.organisation}".split())


def words_of(invitation: Invitation, address: str) -> str:
    """Return the text: what for, the link, until when it works, and what to do if it was not meant for the reader."""
    by = f"{invitation.invited_by} invites you" if invitation.invited_by else "You are invited"
    to = (
        f"the plan “{invitation.plan}” of {invitation.organisation}"
        if invitation.plan
        else f"{invitation.organisation}"
    )
    return f"""Hello,

{by} to {settings.SERVICE_NAME}, where the improvement plans of {invitation.organisation} are followed.
You will see {to} as: {invitation.get_role_display()}.

To accept, open this link by {full_date(invitation.expires_at)}:
{address}

The link is yours alone and works once. If you did not expect it, you need not do anything.

{settings.SERVICE_NAME}
"""
