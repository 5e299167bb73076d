"""Update rounds: who was asked about what, by which e-mail or link, and the answers that wait to be taken in.

Whether something was answered is not stored: an update that speaks for a day of the round is the answer, whoever gave
it and by whichever way (rules/progress.py). So an answer taken back is none, and a report of any day says the same.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from actions.models.item import Item
from actions.models.people import Party, User
from actions.models.plan import Plan, RatingLabel
from actions.models.progress import Update
from actions.vocabulary import HOW_WORDS, STAGE_WORDS, choices


class Round(models.Model):
    """One collecting of updates for a plan, with its own cut-off.

    `as_at` is the day that answers speak for where they are given later. It is over when somebody closes it, and in any
    case when the day `closes_on` has passed.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rounds")
    name = models.CharField(max_length=80)  # the month, as a rule
    asked_on = models.DateField()
    closes_on = models.DateField()
    as_at = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["plan", "asked_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(closed_at=None), name="one_open_round"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("asked_on")), name="round_closes_after_asking"),
            models.CheckConstraint(condition=Q(as_at__lte=F("closes_on")), name="answers_speak_for_the_round"),
        ]

    def __str__(self):
        return self.name

    @property
    def answers_from(self) -> date:
        """The first day that an answer may speak for: that of the asking, or the earlier one asked about."""
        return min(self.asked_on, self.as_at)

    @property
    def answers_until(self) -> date:
        """The last day that an answer may speak for: the cut-off, or the day of an earlier closing."""
        return min(self.closes_on, timezone.localdate(self.closed_at)) if self.closed_at else self.closes_on


class Asked(models.Model):
    """One party to be asked about one item in a round; asked in truth since `sent_at`, in the way `how`."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="asked")
    item = models.ForeignKey(Item, models.CASCADE, related_name="asked")
    party = models.ForeignKey(Party, models.PROTECT, related_name="asked")
    sent_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=choices(HOW_WORDS), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "item", "party"], name="asked_once_in_round")]


class Letter(models.Model):
    """One e-mail of a round to one party; the first is number 1, each reminder one more.

    It is claimed before it is handed over and marked sent afterwards. One that was claimed and never marked may have
    gone or not: it is never sent again by itself, so that nobody is asked twice.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="letters")
    party = models.ForeignKey(Party, models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField(default=1)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.EmailField(blank=True)
    failed_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["round", "party", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "party", "number"], name="letter_sent_once")]


class Link(models.Model):
    """A link by which a party answers for its own actions without an account; only a hash of its secret is kept."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="links")
    party = models.ForeignKey(Party, models.PROTECT, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)  # last opened
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["round", "party", "made_at"]


class Draft(models.Model):
    """What somebody answered by a link: nothing of the register until a manager takes it in.

    One that is answered anew before that is kept as `replaced`. `update` is the update that it became.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be taken in"
        TAKEN_IN = "taken_in", "Taken in"
        TURNED_DOWN = "turned_down", "Not taken in"
        REPLACED = "replaced", "Answered again since"

    round = models.ForeignKey(Round, models.CASCADE, related_name="drafts")
    item = models.ForeignKey(Item, models.CASCADE, related_name="drafts")
    party = models.ForeignKey(Party, models.PROTECT, related_name="drafts")
    link = models.ForeignKey(Link, models.PROTECT, null=True, related_name="drafts")
    item_version = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    no_change = models.BooleanField(default=False)
    rating = models.ForeignKey(RatingLabel, models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=20, choices=choices(STAGE_WORDS), blank=True)
    stage_reason = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    new_date = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    update = models.ForeignKey(Update, models.SET_NULL, null=True, blank=True, related_name="drafts")

    class Meta:
        ordering = ["answered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "item", "party"], condition=Q(state="waiting"), name="one_draft_waits"
            )
        ]
