"""The history of words: what was changed of how something is called and where it stands, so that it can be put back."""

from django.db import models

from actions.models.batch import Batch
from actions.models.item import Item
from actions.models.people import User
from actions.models.plan import Plan, Section
from actions.models.source import Paper, Source


class Wording(models.Model):
    """Words or a place changed: of an item, of a theme, or of the plan itself where neither is named.

    `before` and `after` are plain values: a key for what is another row, a day as ISO text. The order of a plan is one
    row of the plan's with `field` "position", which gives both as places by the item's key.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="wordings")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="wordings")
    section = models.ForeignKey(Section, models.CASCADE, null=True, related_name="wordings")
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, related_name="wordings")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="wordings")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["recorded_at", "id"]
