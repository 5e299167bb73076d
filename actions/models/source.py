"""Papers that were taken in, the place in one that a value came from, and what a paper left in doubt."""

from django.db import models

from actions.models.organisation import Organisation
from actions.models.people import User
from actions.models.plan import Plan


class Paper(models.Model):
    """A document that was taken in: its name, hash and the date that it speaks for."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="papers")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="papers")
    name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    as_at = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-as_at", "-recorded_at"]

    def __str__(self):
        return self.name


class Source(models.Model):
    """A place in a paper: page, table and rows, each counted from 1 as a reader would, and the words printed there."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="sources")
    page = models.PositiveIntegerField(null=True)
    table = models.PositiveIntegerField(null=True)
    first_row = models.PositiveIntegerField(null=True)
    last_row = models.PositiveIntegerField(null=True)
    printed = models.JSONField(default=dict)  # heading -> words as printed

    def __str__(self):
        where = [f"page {self.page}" if self.page else "", f"table {self.table}" if self.table else ""]
        if self.first_row:
            rows = f"row {self.first_row}"
            where.append(
                rows if self.last_row in (None, self.first_row) else f"{rows.replace('row', 'rows')} to {self.last_row}"
            )
        return ", ".join([self.paper.name, *filter(None, where)])


class OpenIssue(models.Model):
    """Something that reading or comparing a paper could not settle, with its place; each paper keeps its own.

    `field` is the field of the register that it is about, as the log of changes names it; empty where it is none.
    """

    class Kind(models.TextChoices):
        READING = "reading", "Doubt of the reading"
        QUESTION = "question", "Question of the comparison"

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="issues")
    item = models.ForeignKey("actions.Item", models.CASCADE, null=True, related_name="issues")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.READING)
    code = models.CharField(max_length=60)
    field = models.CharField(max_length=40, blank=True)
    message = models.TextField()
    where = models.CharField(max_length=300, blank=True)
