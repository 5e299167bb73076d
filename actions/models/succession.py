"""What became of an action when its plan was refreshed: merged into another, or split into several."""

from django.db import models
from django.db.models import Q

from actions.models.event import Event


class Succession(Event):
    """An old action (`item`) going on in a new one (`into`), agreed in a minute; a split has a row for each."""

    class Kind(models.TextChoices):
        MERGED = "merged", "Merged into"
        SPLIT = "split", "Split into"

    into = models.ForeignKey("actions.Item", models.CASCADE, related_name="predecessions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    minute = models.CharField(max_length=300)
    agreed_by = models.CharField(max_length=300, blank=True)

    class Meta(Event.Meta):
        constraints = [models.CheckConstraint(condition=~Q(minute=""), name="succession_names_its_minute")]
