"""Ratings as they were given, and settings by hand; what the dates say is never stored here."""

from django.db import models

from actions.models.event import Event
from actions.models.plan import RatingLabel


class Rating(Event):
    """A rating given by the item's owner, or set by hand with a reason until `lapses_on`."""

    class Kind(models.TextChoices):
        REPORTED = "reported", "Reported"
        BY_HAND = "by_hand", "Set by hand"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REPORTED)
    label = models.ForeignKey(RatingLabel, models.PROTECT, null=True, blank=True, related_name="ratings")
    stated_rating = models.CharField(max_length=200, blank=True)  # as printed or chosen
    reason = models.TextField(blank=True)
    lapses_on = models.DateField(null=True, blank=True)
