"""Actions and steps: one table, so that dates, owners, updates and history hang on one key."""

from django.db import models
from django.db.models import Q

from actions.models.event import Event
from actions.models.people import Party
from actions.models.plan import Plan, RatingLabel, Section
from actions.models.publishable import Publishable
from actions.models.source import Source
from actions.vocabulary import STAGE_WORDS, Stage, choices


class Item(Publishable):
    """An action, or a step of one (`parent`, one level deep).

    The fields below `is_leaf` repeat what the events say today, for lists and sorting; `services/current.py` alone
    writes them, and a report never reads them.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="steps")
    ref = models.CharField(max_length=40, blank=True)
    title = models.TextField()
    position = models.PositiveIntegerField()
    links = models.JSONField(default=list, blank=True)  # references of the recommendations it answers
    extra = models.JSONField(default=list, blank=True)  # [{"heading", "text"}] of columns without a field of ours
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_on = models.DateField()  # the day from which the register knows it
    recorded_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True, blank=True)

    is_leaf = models.BooleanField(default=True)
    is_open = models.BooleanField(default=False)
    stage = models.CharField(max_length=20, choices=choices(STAGE_WORDS), default=Stage.NOT_STATED)
    original_due = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    times_moved = models.PositiveIntegerField(default=0)
    rating = models.ForeignKey(RatingLabel, models.PROTECT, null=True, blank=True, related_name="+")
    updated_on = models.DateField(null=True, blank=True)  # the day that the latest update speaks for

    class Meta:
        ordering = ["plan", "position"]
        indexes = [
            models.Index(fields=["plan", "position"]),
            # SQLite passes over a partial index for a bound IN list, so is_open stands in the index itself.
            # The last three make it enough by itself for counting a list and for sorting it by date.
            models.Index(
                fields=["plan", "is_leaf", "is_open", "due", "retracted_at", "created_on", "stage"],
                name="item_open_due",
            ),
            # What is not for publication is rare, and asked for by every list.
            models.Index(fields=["publication", "plan"], name="item_publication"),
        ]
        constraints = [models.CheckConstraint(condition=Q(parent=None) | Q(is_leaf=True), name="steps_have_no_steps")]

    def __str__(self):
        return f"{self.ref} {self.title}".strip()


class Ownership(Event):
    """A party taking on or laying down an item; the latest row of each party and role counts."""

    class Kind(models.TextChoices):
        TAKEN_ON = "taken_on", "Taken on"
        LAID_DOWN = "laid_down", "Laid down"

    class As(models.TextChoices):
        OWNER = "owner", "Owner"
        LEAD = "lead", "Lead"
        RESPONSIBLE = "responsible", "Responsible"
        ACCOUNTABLE = "accountable", "Accountable"

    party = models.ForeignKey(Party, models.PROTECT, related_name="ownerships")
    role = models.CharField(max_length=12, choices=As.choices, default=As.LEAD)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TAKEN_ON)
    position = models.PositiveIntegerField(default=0)
