"""Progress: notes, and each change of stage."""

from django.db import models

from actions.models.event import Event
from actions.models.people import Party
from actions.models.publishable import Publishable
from actions.vocabulary import STAGE_WORDS, choices


class Update(Event, Publishable):
    """A note of progress. `dated` is false where the paper prints no date and the paper's as-at stands in."""

    label = models.CharField(max_length=120, blank=True)  # "Week 19", as printed
    note = models.TextField(blank=True)
    dated = models.BooleanField(default=True)
    no_change = models.BooleanField(default=False)  # asked, and answered "no change"
    author = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")


class StageChange(Event):
    """An item reaching a stage; `done_on` is the day printed, `by` the paper's as-at where none is."""

    stage = models.CharField(max_length=20, choices=choices(STAGE_WORDS))
    stated_status = models.CharField(max_length=200, blank=True)  # as printed
    done_on = models.DateField(null=True, blank=True)
    done_by = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
