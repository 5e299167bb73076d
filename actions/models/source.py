"""Papers that were taken in, the place in one that a value came from, and what a paper left in doubt."""

from django.db import models

from actions.models.organisation import Organisation
from actions.models.people import User
from actions.models.plan import Plan
from actions.models.publishable import Publishable


class Paper(Publishable):
    """A document that was taken in: its name, hash and the date that it speaks for.

    Each taking in has a row of its own, so that each can be taken back: `retracted_at` is when that was done.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="papers")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="papers")
    name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    as_at = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_who = models.CharField(max_length=200, blank=True)  # outlives the account
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    retracted_who = models.CharField(max_length=200, blank=True)  # outlives the account
    retracted_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-as_at", "-recorded_at"]

    def __str__(self):
        return self.name


class Source(models.Model):
    """A place in a paper, counted from 1 as a reader would, and the words printed there.

    One without a page, line or table stands for the paper as a whole.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="sources")
    page = models.PositiveIntegerField(null=True)
    sheet = models.CharField(max_length=80, blank=True)  # of a workbook; its own row is then the line
    line = models.PositiveIntegerField(null=True)
    last_line = models.PositiveIntegerField(null=True)
    table = models.PositiveIntegerField(null=True)
    first_row = models.PositiveIntegerField(null=True)
    last_row = models.PositiveIntegerField(null=True)
    printed = models.JSONField(default=dict)  # heading -> words as printed
    # What people put right before it was saved: field of the register -> {"printed", "by", "at"}, the day as ISO text.
    put_right = models.JSONField(default=dict)

    def __str__(self):
        return ", ".join(filter(None, (self.paper.name, self.place)))

    @property
    def place(self) -> str:
        """The place as a person would name it: "page 27, line 658"; empty for the paper as a whole."""
        parts = (
            [("sheet", self.sheet, None)] if self.sheet else [("page", self.page, None), ("table", self.table, None)]
        )
        if self.line:
            parts.append(("row" if self.sheet else "line", self.line, self.last_line))
        else:
            parts.append(("row", self.first_row, self.last_row))
        return ", ".join(
            f"{name} {first}" if last in (None, first) else f"{name}s {first} to {last}"
            for name, first, last in parts
            if first
        )


class OpenIssue(models.Model):
    """Something that reading or comparing a paper could not settle, with its place; each paper keeps its own.

    `field` is the field of the register that it is about, as the log of changes names it; empty where it is none.
    `words` are those it is about, as printed. Set aside by somebody, it says by whom and why.
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
    words = models.TextField(blank=True)
    suggestion = models.TextField(blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    dismissed_who = models.CharField(max_length=200, blank=True)  # outlives the account
    dismissed_because = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["item", "code"], name="issue_of_item")]
