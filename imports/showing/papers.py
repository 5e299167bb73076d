"""Papers on their way in; what the list shows of each, and the states that it can be narrowed to, out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from actions import links
from actions.rules.publication import mark_of
from actions.templatetags.look import full_date
from imports import queries
from imports.intake_text import counts_words
from imports.models import APART, Proposal, Upload

READ, REFUSED = Upload.State.READ, Upload.State.REFUSED
# What a list of papers can be narrowed to: slug, words, and the condition on what `in_list` counts.
STATES = (
    ("to_check", "To be checked", Q(state=READ, waiting__gt=0)),
    ("on_its_way", "Being read", Q(state__in=(Upload.State.WAITING, Upload.State.READING))),
    ("taken_in", "Taken in", Q(state=READ, waiting=0, kept__gt=0)),
    ("refused", "Could not be read", Q(state=REFUSED)),
    ("nothing", "Nothing taken in", Q(state=READ, waiting=0, kept=0)),
)


def in_list(user, uploads: QuerySet[Upload]) -> QuerySet[Upload]:
    """Return the uploads with the plans of each that `user` may see, and how many wait and how many are taken in."""
    theirs = Q(proposals__plan=None) | Q(proposals__plan__in=queries.plans_for(user))
    open_ones = Q(proposals__saved_at=None, proposals__set_aside_at=None, proposals__number__lt=APART)
    kept = Q(proposals__saved_at__isnull=False, proposals__paper__isnull=False, proposals__paper__retracted_at=None)
    plans = Proposal.objects.filter(Q(plan=None) | Q(plan__in=queries.plans_for(user)))
    plans = plans.select_related("plan", "paper__plan__organisation", "saved_by").defer("answers", "corrections")
    return (
        uploads.defer("reading", "arrangement")
        .annotate(
            waiting=Count("proposals", filter=theirs & open_ones, distinct=True),
            kept=Count("proposals", filter=theirs & kept, distinct=True),
        )
        .prefetch_related(Prefetch("proposals", plans))
        .order_by("-uploaded_at", "-pk")
    )


@dataclass(frozen=True)
class PaperLine:
    """One paper of the list, from `in_list`."""

    upload: Upload

    @property
    def href(self) -> str:
        return reverse("reading", args=[self.upload.pk])

    @property
    def about(self) -> str:
        """Who brought it, when, and for which plan."""
        upload = self.upload
        who = f" by {upload.uploaded_by}" if upload.uploaded_by else ""
        what = f" for {upload.plan}" if upload.plan else ""
        return f"Brought{who} on {full_date(upload.uploaded_at)}{what}"

    @property
    def not_public(self) -> str:
        """The mark of what is not for publication; nothing for what is public."""
        return mark_of((self.upload.publication, self.upload.exempt_paragraph))

    @property
    def is_on_its_way(self) -> bool:
        return self.upload.state not in (READ, REFUSED)

    @property
    def tag(self) -> tuple[str, str]:
        """The words of its state, and the colour of their tag."""
        upload = self.upload
        if upload.state != READ:
            return {
                Upload.State.WAITING: ("Waiting to be read", "grey"),
                Upload.State.READING: ("Being read", "blue"),
                REFUSED: ("Could not be read", "red"),
            }[Upload.State(upload.state)]
        if upload.waiting:
            return ("Partly taken in" if upload.kept else "To be checked"), "yellow"
        if upload.kept:
            return "Taken in", "green"
        if not self.plans:
            return "No plan found", "grey"
        if any(plan.brought_nothing for plan in self.plans):
            return "Nothing new", "grey"
        return ("Taken back" if any(plan.is_saved for plan in self.plans) else "Set aside"), "grey"

    @cached_property
    def plans(self) -> list[PlanLine]:
        return [PlanLine(proposal) for proposal in self.upload.proposals.all()]


@dataclass(frozen=True)
class PlanLine:
    """One plan of a paper, and what became of it."""

    proposal: Proposal

    @property
    def is_saved(self) -> bool:
        return self.proposal.saved_at is not None

    @property
    def brought_nothing(self) -> bool:
        """Whether it was saved and no paper was made of it, the register having all of it from one before."""
        return self.is_saved and self.proposal.paper is None

    @property
    def href(self) -> str:
        """What taking it in did, where it was; else what was read of it."""
        paper = self.proposal.paper
        if self.is_saved and paper is not None:
            return reverse("paper", args=[*links.of(paper.plan), paper.pk])
        return reverse("what_we_read", args=[self.proposal.upload_id, self.proposal.number])

    @property
    def words(self) -> str:
        """What became of it, or what it would change."""
        proposal = self.proposal
        if self.is_saved:
            who = f" by {proposal.saved_by}" if proposal.saved_by else ""
            if self.brought_nothing:
                return f"brought nothing new, as noted{who} on {full_date(proposal.saved_at)}"
            back = proposal.paper.retracted_at is not None
            return f"taken in{who} on {full_date(proposal.saved_at)}{', and taken back since' if back else ''}"
        if proposal.set_aside_at:
            return f"set aside on {full_date(proposal.set_aside_at)}"
        if proposal.as_at is None:
            return "say for which day it speaks"
        return counts_words(proposal.counts) if proposal.counts else ""
