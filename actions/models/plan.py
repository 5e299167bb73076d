"""Plans, their themes and the scheme by which each rates its actions."""

from django.db import models

from actions.models.organisation import Body, Organisation
from actions.models.people import Party


class Plan(models.Model):
    """The answer of one organisation to an inspection, an audit or a review."""

    class NewDates(models.TextChoices):
        RECORDED = "recorded", "Recorded as given"
        MANAGER = "manager", "Agreed by the programme manager"
        BOARD = "board", "Agreed by the board"

    class Every(models.TextChoices):
        MONTH = "month", "Every month"
        TWO_MONTHS = "two_months", "Every two months"
        QUARTER = "quarter", "Every three months"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="plans")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    origin = models.CharField(max_length=300, blank=True, help_text="The inspection, audit or review that it answers.")
    board = models.ForeignKey(Body, models.SET_NULL, null=True, blank=True, related_name="plans")
    agreed_on = models.DateField(null=True, blank=True)
    new_dates = models.CharField(max_length=10, choices=NewDates.choices, default=NewDates.MANAGER)
    sign_off = models.BooleanField("done needs a second person's sign-off", default=False)
    # What was said to be done before that day was never asked for evidence.
    sign_off_since = models.DateField(null=True, blank=True)
    round_every = models.CharField("update round", max_length=10, choices=Every.choices, default=Every.MONTH)
    # Day of the month on which a round closes; where the month is shorter, its last.
    round_closes_day = models.PositiveSmallIntegerField("cut-off of the round", default=25)
    # The Monday on which week 1 of a plan begins that counts its weeks.
    week_one = models.DateField(null=True, blank=True)
    headings = models.JSONField(default=dict, blank=True)  # field name -> the heading under which the plan prints it
    archived = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="plan_slug_once"),
            models.CheckConstraint(
                condition=models.Q(round_closes_day__range=(1, 31)), name="round_closes_on_a_day_of_the_month"
            ),
        ]

    def __str__(self):
        return self.title


class Section(models.Model):
    """A theme or recommendation of a plan, with its notes (success indicators, a summary) as printed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    ref = models.CharField(max_length=40, blank=True)
    title = models.TextField()
    lead = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    notes = models.JSONField(default=list, blank=True)  # [{"label", "text"}]
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    paper = models.ForeignKey(
        "actions.Paper", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # that brought it
    recorded_at = models.DateTimeField(null=True, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "position"]

    def __str__(self):
        return f"{self.ref} {self.title}".strip()


class Scheme(models.Model):
    """How a plan rates its actions. Never edited once in use: new wording is a new version."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="schemes")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    paper = models.ForeignKey(
        "actions.Paper", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # that brought it
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "version"]
        constraints = [models.UniqueConstraint(fields=["plan", "version"], name="scheme_version_once")]

    def __str__(self):
        return f"{self.plan}, version {self.version}"


class RatingLabel(models.Model):
    """One label of a scheme: what it is called, printed in, means, and what the dates may say beside it."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="labels")
    label = models.CharField(max_length=80)
    colour = models.CharField(max_length=20, blank=True)  # red amber green blue grey, or empty: none is printed
    meaning = models.TextField(blank=True)
    status = models.CharField(max_length=20, blank=True)  # the stated status that it carries
    rank = models.SmallIntegerField(null=True, blank=True)  # 1 is the worst; none: it judges nothing
    stands_beside = models.JSONField(default=list, blank=True)  # day-facts that it may stand beside whatever its rank
    from_days_late = models.PositiveIntegerField(
        null=True, blank=True
    )  # overdue by this many days, this is the best label allowed
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["scheme", "position"]
        constraints = [models.UniqueConstraint(fields=["scheme", "label"], name="label_once_in_scheme")]

    def __str__(self):
        return self.label
