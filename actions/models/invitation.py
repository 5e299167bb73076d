"""Invitations: how somebody comes to an account, or to a further organisation."""

from django.db import models

from actions.models.organisation import Organisation
from actions.models.people import Party, User
from actions.models.plan import Plan
from actions.vocabulary import ROLE_WORDS, choices


class Invitation(models.Model):
    """One invitation of an address to an organisation, or to one plan of it; only a hash of its link's secret is kept.

    It stands until it is accepted, revoked, or over; `party` is the post or person whose actions the invited will hold.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="+")
    party = models.ForeignKey(Party, models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField("e-mail address")
    role = models.CharField(max_length=10, choices=choices(ROLE_WORDS))
    sees_not_for_publication = models.BooleanField("may see what is not for publication", default=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-id"]

    def __str__(self):
        return f"{self.email}, {self.get_role_display()}, {self.plan or self.organisation}"
