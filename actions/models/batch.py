"""Batches: many actions changed at once on a page, for one reason, so that all of it is found again."""

from django.db import models

from actions.models.people import User
from actions.models.plan import Plan


class Batch(models.Model):
    """One save that changed many actions: events, words and entries of the log name it; taken back whole."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="batches")
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_who = models.CharField(max_length=200, blank=True)  # outlives the account
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    retracted_who = models.CharField(max_length=200, blank=True)  # outlives the account
    retracted_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
