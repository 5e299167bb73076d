"""The history of marks: what was made public, kept from publication or made a working note, by whom and why."""

from django.db import models

from actions.models.evidence import Evidence
from actions.models.item import Item
from actions.models.people import User
from actions.models.plan import Plan
from actions.models.progress import Update
from actions.models.source import Paper
from actions.vocabulary import PUBLICATION_WORDS, choices


class Marking(models.Model):
    """One change of who may read something, from the moment it was recorded on and for every day.

    It is an item's own where neither an update nor evidence is named, and a whole paper's where no item is.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="markings")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="markings")
    update = models.ForeignKey(Update, models.CASCADE, null=True, related_name="markings")
    evidence = models.ForeignKey(Evidence, models.CASCADE, null=True, related_name="markings")
    paper = models.ForeignKey(Paper, models.CASCADE, null=True, related_name="markings")
    before = models.CharField(max_length=20, choices=choices(PUBLICATION_WORDS))
    after = models.CharField(max_length=20, choices=choices(PUBLICATION_WORDS))
    paragraph = models.CharField(max_length=80, blank=True)
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]
