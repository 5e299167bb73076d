"""What each paper printed, and what is on its way in: uploads, their proposals, and layouts corrected by hand."""

from django.db import models

from actions.models import Item, Organisation, Paper, Plan, User
from actions.models.publishable import Publishable
from imports.storage import path_of_ours, uploads_storage


class PlanSighting(models.Model):
    """A plan as one paper printed it, its actions aside: title, headings, rating key and sections."""

    paper = models.OneToOneField(Paper, models.CASCADE, related_name="plan_sighting")
    staged = models.JSONField()  # StagedPlan.to_json(full=True) without its actions
    sections = models.JSONField(default=list)  # our key of each of its sections, in the paper's order
    labels = models.JSONField(default=list)  # the rating scheme that its key or its rows give
    decided = models.JSONField(
        default=list
    )  # [{"item", "kind", "sentence", "how"}]: questions answered, changes left out


class Sighting(models.Model):
    """An item as one paper printed it: the whole staged value, and the words by which it is found again."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="sightings")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="sightings")
    position = models.PositiveIntegerField()  # among the rows of the paper
    ref = models.CharField(max_length=80, blank=True)
    section = models.TextField(blank=True)
    title = models.TextField()
    staged = models.JSONField()  # StagedItem.to_json(full=True) without its steps
    corrected = models.JSONField(null=True)  # the same with what people put right in it, where they did

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "paper"], name="sighted_once_in_a_paper")]


class OwnLayout(models.Model):
    """How an organisation sets out its plans, corrected by hand: the words of `imports/layout.py`, kept as data."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="layouts")
    name = models.SlugField(max_length=80)
    layout = models.JSONField()  # Layout.to_json()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)  # no longer tried; papers read by it still name it
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="own_layout_name_once")]

    def __str__(self):
        return self.name


class Upload(Publishable):
    """A document that somebody brought: the file, kept under a name of ours, and how far reading it has come.

    `reading` is what was understood of it; `arrangement` how its tables were picked, split, joined and mapped by hand.
    Where it is not for publication, neither is what it brings.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        READING = "reading", "Being read"
        READ = "read", "Read"
        REFUSED = "refused", "Could not be read"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="uploads")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="uploads")  # it was brought for
    name = models.CharField(max_length=300)  # as its owner called it; shown, never used as a path
    file = models.FileField(upload_to=path_of_ours, storage=uploads_storage, max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    as_at = models.DateField(null=True, blank=True)  # the day it speaks for, as given with it
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="uploads")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=40, blank=True)  # what the reader is at; the keys of imports/progress.py
    done = models.PositiveIntegerField(default=0)  # how many of `of` it has behind it
    of = models.PositiveIntegerField(default=0)
    part = models.PositiveIntegerField(default=0)  # the plan it is at, of so many
    parts = models.PositiveIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)  # of the whole way
    beat_at = models.DateTimeField(null=True, blank=True)  # last sign of life of its reader, or when it began to wait
    tries = models.PositiveIntegerField(default=0)
    refused_because = models.TextField(blank=True)  # one plain sentence
    arrangement = models.JSONField(default=dict, blank=True)  # Arrangement.to_json()
    reading = models.JSONField(null=True, blank=True)  # Reading.to_json(full=True)
    own_layouts = models.ManyToManyField(OwnLayout, related_name="uploads", blank=True)  # that read a plan in it
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        indexes = [models.Index(fields=["organisation", "sha256"], name="upload_by_hash")]

    def __str__(self):
        return self.name


ON_ITS_WAY = (Upload.State.WAITING, Upload.State.READING)
APART = 1_000_000  # from here on numbers that no plan has: of proposals whose plan is gone from the reading


class ProposalsThere(models.Manager):
    """The proposals to be shown and saved: those whose plan is in the last reading of its paper, and all saved ones.

    One that was not saved and whose plan is gone waits, corrections and answers with it, for the reading that has the
    plan again; only `Proposal.every` finds it.
    """

    def get_queryset(self):
        return super().get_queryset().exclude(number__gte=APART, saved_at=None)


class Proposal(models.Model):
    """One plan of an upload on its way into the register: where it goes, what was corrected, and what was decided.

    `mark` is the digest of the comparison that was shown, `register` the state of the register at that moment; both
    are empty until it was compared. Once saved, `paper` is what it became (None: it brought nothing new), and nothing
    here changes any more.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField()  # of the plan in the reading, counted from 1; from APART on it is gone
    place = models.CharField(max_length=120, blank=True)  # where it is printed: the same plan after another reading
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="proposals")  # None: a new one
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    as_at = models.DateField(null=True, blank=True)  # None: the paper does not say, and must be given
    corrections = models.JSONField(default=list, blank=True)  # Correction.to_json() each, in order
    answers = models.JSONField(default=dict, blank=True)  # Answers.to_json()
    counts = models.JSONField(default=dict, blank=True)  # of the comparison, over leaves
    mark = models.CharField(max_length=64, blank=True)
    register = models.CharField(max_length=80, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    rehearsed = models.JSONField(null=True, blank=True)  # Rehearsal.to_json() of what is shown, once it was asked for
    names = models.JSONField(default=list, blank=True)  # names not known yet that may be known ones, see owners_like.py
    paper = models.OneToOneField(Paper, models.SET_NULL, null=True, blank=True, related_name="proposal")
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")  # the last to decide something
    set_aside_at = models.DateTimeField(null=True, blank=True)  # not to be taken in
    version = models.PositiveIntegerField(default=1)

    objects = ProposalsThere()
    every = models.Manager()

    class Meta:
        ordering = ["upload", "number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="proposal_once_in_upload")]

    def __str__(self):
        return self.title


class ProposedRow(models.Model):
    """One row of a proposal as pages show it: what was read, what was corrected, what saving it would change.

    Made anew by each comparison (`imports/proposals` alone writes it), so that a page of a plan of thousands of rows
    reads fifty of them. `row` is the place in the staged plan (`4`, `4.2`, `s3`), `item12` what the paper lacks, empty
    for the plan itself.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", "Plan"
        SECTION = "section", "Theme"
        ACTION = "action", "Action"
        STEP = "step", "Step"
        MISSING = "missing", "Missing from this paper"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="rows")
    row = models.CharField(max_length=30)
    anchor = models.CharField(max_length=40, blank=True)  # by which corrections and answers find it in another reading
    digest = models.CharField(max_length=32, blank=True)  # of all that the row shows
    position = models.PositiveIntegerField()  # actions and steps in the paper's order, then what is missing
    kind = models.CharField(max_length=10, choices=Kind.choices)
    verdict = models.CharField(max_length=10)  # new changed untouched reopened missing question, or "" (no leaf)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")  # of the register, where it is known
    ref = models.CharField(max_length=80, blank=True)
    title = models.TextField(blank=True)
    section = models.TextField(blank=True)
    read = models.JSONField(null=True)  # StagedItem.to_json(full=True) as read, without its steps
    corrected = models.JSONField(null=True)  # the same with the corrections, where there are any
    changes = models.JSONField(default=list)  # Change.to_json() each
    issues = models.PositiveIntegerField(default=0)  # doubts still open
    questions = models.PositiveIntegerField(default=0)  # not answered yet
    is_unsaid = models.BooleanField(default=False)  # the paper does not say whether it is done
    is_left_out = models.BooleanField(default=False)  # a person chose not to save it, or part of it

    class Meta:
        ordering = ["proposal", "position"]
        constraints = [models.UniqueConstraint(fields=["proposal", "row"], name="proposed_row_once")]
        indexes = [models.Index(fields=["proposal", "verdict", "position"], name="proposed_verdict")]
