"""What every event has in common: the day it speaks for, when it was recorded, and whether it was taken back."""

from django.db import models

from actions.models.batch import Batch
from actions.models.people import User
from actions.models.source import Source


class Event(models.Model):
    """Something that happened to an item. Never deleted: taking it back sets `retracted_at`."""

    item = models.ForeignKey("actions.Item", models.CASCADE, related_name="%(class)s_events")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    retracted_at = models.DateTimeField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["effective_on", "recorded_at", "id"]
