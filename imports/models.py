"""What each paper printed of each item, so that the next paper is compared with the last one and not with our edits."""

from django.db import models

from actions.models import Item, Paper


class Sighting(models.Model):
    """An item as one paper printed it: the whole staged value, and the words by which it is found again."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="sightings")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="sightings")
    ref = models.CharField(max_length=80, blank=True)
    section = models.TextField(blank=True)
    title = models.TextField()
    staged = models.JSONField()  # the item as read_plan prints it, without its steps

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "paper"], name="sighted_once_in_a_paper")]


class OpenIssue(models.Model):
    """Something that reading or comparing a paper could not settle, with its place."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="issues")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="issues")
    code = models.CharField(max_length=60)
    message = models.TextField()
    where = models.CharField(max_length=300, blank=True)
