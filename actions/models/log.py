"""The log of changes: append-only, written with the event in one transaction."""

from django.db import models

from actions.models.batch import Batch
from actions.models.item import Item
from actions.models.organisation import Organisation
from actions.models.people import User
from actions.models.plan import Plan
from actions.models.source import Paper

APPEND_ONLY = "The log of changes is append-only."


class AppendOnly(models.QuerySet):
    """A log that can be added to and read."""

    def update(self, **_):
        raise TypeError(APPEND_ONLY)

    def delete(self):
        raise TypeError(APPEND_ONLY)


class Change(models.Model):
    """Who changed what, when, from, to, why, and by which way. The name outlives the account."""

    class Via(models.TextChoices):
        PAGE = "page", "On a page"
        IMPORT = "import", "From a paper"
        LINK = "link", "By a link"
        COMMAND = "command", "By a command"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="changes")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="changes")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=200)
    via = models.CharField(max_length=10, choices=Via.choices)
    event = models.CharField(max_length=40)  # the service's name: revise_deadline, record_progress …
    field = models.CharField(max_length=40, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, related_name="changes")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="changes")
    recorded_at = models.DateTimeField()

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [
            models.Index(fields=["item", "-recorded_at"]),
            models.Index(fields=["plan", "-recorded_at"]),
        ]

    def save(self, *args, **kwargs):
        """Add the entry; one that is there already is never changed."""
        if self.pk:
            raise TypeError(APPEND_ONLY)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse."""
        raise TypeError(APPEND_ONLY)
