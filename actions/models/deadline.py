"""The history of dates: one row per move of an item's deadline, written by services/deadlines.py alone."""

from django.db import models
from django.db.models import Q

from actions.models.event import Event
from actions.models.people import Party, User
from actions.models.period import Meeting
from actions.vocabulary import MOVE_WORDS, choices


class DateMove(Event):
    """A date set, moved, corrected, found or removed, with the text as printed.

    Where the plan wants new dates agreed, `needs_agreement` is set and the move does not count until `decision` is
    "agreed" and `decided_on` has come.
    """

    class Decision(models.TextChoices):
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Refused"
        ANOTHER = "another", "Another date agreed"  # which is a row of its own
        WITHDRAWN = "withdrawn", "Withdrawn"

    kind = models.CharField(max_length=16, choices=choices(MOVE_WORDS))
    start = models.DateField(null=True, blank=True)
    from_due = models.DateField(null=True, blank=True)
    to_due = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    precision = models.CharField(max_length=10, default="date")
    reason = models.TextField(blank=True)
    will_do = models.TextField(blank=True)  # what will be done so that the new date is kept
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    asked_by = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    needs_agreement = models.BooleanField(default=False)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_because = models.TextField(blank=True)
    minute = models.CharField(max_length=200, blank=True)  # as the minutes number it
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="moves")

    class Meta(Event.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="") | Q(decided_on__isnull=False, decided_at__isnull=False),
                name="decision_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind="correction") | Q(corrects__isnull=False), name="correction_names_its_row"
            ),
        ]
