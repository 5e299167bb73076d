"""What each paper printed, so that the next paper is compared with the last one and not with our edits."""

from django.db import models

from actions.models import Item, Paper


class PlanSighting(models.Model):
    """A plan as one paper printed it, its actions aside: title, headings, rating key and sections."""

    paper = models.OneToOneField(Paper, models.CASCADE, related_name="plan_sighting")
    staged = models.JSONField()  # StagedPlan.to_json(full=True) without its actions
    sections = models.JSONField(default=list)  # our key of each of its sections, in the paper's order
    labels = models.JSONField(default=list)  # the rating scheme that its key or its rows give


class Sighting(models.Model):
    """An item as one paper printed it: the whole staged value, and the words by which it is found again."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="sightings")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="sightings")
    position = models.PositiveIntegerField()  # among the rows of the paper
    ref = models.CharField(max_length=80, blank=True)
    section = models.TextField(blank=True)
    title = models.TextField()
    staged = models.JSONField()  # StagedItem.to_json(full=True) without its steps

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "paper"], name="sighted_once_in_a_paper")]
