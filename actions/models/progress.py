"""Progress: notes, and each change of stage."""

from django.db import models

from actions.models.event import Event
from actions.models.people import Party
from actions.models.publishable import Publishable
from actions.vocabulary import HOW_WORDS, STAGE_WORDS, choices


class Update(Event, Publishable):
    """A note of progress. `dated` is false where the paper prints no date and the paper's as-at stands in."""

    label = models.CharField(max_length=120, blank=True)  # "Week 19", as printed
    note = models.TextField(blank=True)
    dated = models.BooleanField(default=True)
    no_change = models.BooleanField(default=False)  # asked, and answered "no change"
    author = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    # Somebody else's words typed in: by which way they came and on which day; `author` said them, `recorded_by` typed.
    how = models.CharField(max_length=10, choices=choices(HOW_WORDS), blank=True)
    said_on = models.DateField(null=True, blank=True)
    # Words for the board in place of another update's, which stays as it was given.
    words_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="worded_as")


class StageChange(Event):
    """An item reaching a stage; `done_on` is the day printed, `by` the paper's as-at where none is."""

    stage = models.CharField(max_length=20, choices=choices(STAGE_WORDS))
    stated_status = models.CharField(max_length=200, blank=True)  # as printed
    done_on = models.DateField(null=True, blank=True)
    done_by = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    # Of a sign-off and of a later check: the keys of the evidence that was looked at, and when to look again.
    looked_at = models.JSONField(default=list, blank=True)
    check_on = models.DateField(null=True, blank=True)
