"""A proposal rehearsed and saved: exactly what it would write, and then that; saved once more after a taking back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from actions.models import Change as Logged
from actions.models import Paper, Plan, User
from actions.services.plans import create_plan
from actions.services.writing import Actor
from imports.apply import PaperTaken, RegisterChanged, Taken, write_paper
from imports.models import APART, Proposal, Upload
from imports.not_taken import NotTaken, day_refused
from imports.pipeline.answers import Answers
from imports.pipeline.compared import day_words
from imports.proposals.claiming import changing
from imports.proposals.comparing import compare_now, is_current
from imports.proposals.proposing import begin_anew
from imports.renumbered import follow
from imports.staged import put_right_in, staged


@dataclass(frozen=True)
class Rehearsal:
    """Exactly how many of each thing saving writes, by the name of the service that writes it (`revise_deadline`).

    `actions` and `steps` part what `add_item` counts.
    """

    counts: dict[str, int]
    actions: int = 0
    steps: int = 0

    def to_json(self) -> dict:
        """The rehearsal as plain JSON values."""
        return {"counts": self.counts, "actions": self.actions, "steps": self.steps}

    @classmethod
    def from_json(cls, stored: dict) -> Rehearsal:
        """The rehearsal again, without loss."""
        return cls(**stored)


def rehearse(proposal: Proposal) -> Rehearsal:
    """Return exactly what saving would write, from the real write path rolled back; kept until something changes.

    Raises RegisterChanged or NotTaken as `save` does.
    """
    if proposal.rehearsed and is_current(proposal):
        return Rehearsal.from_json(proposal.rehearsed)
    _open(proposal)
    with transaction.atomic():
        if proposal.plan is None:
            proposal.plan = _new_plan(proposal, Actor.by_command())
        try:
            written = _written(proposal, "Rehearsal", None)
        finally:
            is_new = proposal.register == "new"
            proposal.plan = None if is_new else proposal.plan
            transaction.set_rollback(True)
    steps = sum(change.kind == "add_item" and "." in change.row for change in written.diff.writing)
    rehearsed = Rehearsal(dict(sorted(written.tally.items())), written.tally["add_item"] - steps, steps)
    Proposal.objects.filter(pk=proposal.pk, version=proposal.version).update(rehearsed=rehearsed.to_json())
    proposal.rehearsed = rehearsed.to_json()
    return rehearsed


def save(proposal: Proposal, version: int, user: User) -> Paper:
    """Write the proposal into the register, all of it or nothing; return the paper that it became.

    Raises Stale where somebody else changed or saved the proposal, RegisterChanged where the register is not what the
    comparison shown was made with (the new comparison is kept, so that the page shows it), NotTaken with a sentence.
    """
    try:
        with changing(proposal, version, user):
            return _save(proposal, user)
    except RegisterChanged:
        with changing(proposal, proposal.version, user):
            compare_now(proposal)
        raise


def _save(proposal: Proposal, user: User) -> Paper:
    _open(proposal)
    actor = replace(Actor.on_page(user), via=Logged.Via.IMPORT)
    if proposal.plan is None:
        proposal.plan = _new_plan(proposal, actor)
    written = _written(proposal, str(user), user)
    proposal.paper = written.paper
    proposal.saved_at, proposal.saved_by = actor.at, user
    proposal.save(update_fields=["plan", "paper", "saved_at", "saved_by"])
    return written.paper or written.known


def _new_plan(proposal: Proposal, actor: Actor) -> Plan:
    try:
        with transaction.atomic():
            return create_plan(actor, proposal.upload.organisation, proposal.slug, proposal.title)
    except IntegrityError:
        raise NotTaken(
            f"A plan with the address “{proposal.slug}” was made meanwhile. Say whether this paper belongs to it."
        ) from None


def _written(proposal: Proposal, who: str, user: User | None) -> Taken:
    upload, proposed = proposal.upload, staged(proposal)
    mark = {name: getattr(upload, name) for name in ("publication", "exempt_paragraph", "exempt_reason")}
    paper = PaperTaken(upload.name, upload.sha256, proposal.as_at, who, user, mark)
    answers = Answers.from_json(proposal.answers)
    decided = {"seen": proposal.mark, "answers": answers, "printed": proposed.printed}
    right = put_right_in(proposal, proposed)
    return write_paper(proposal.plan, proposed.plan, paper, **decided, put_right=right)


def _open(proposal: Proposal) -> None:
    if proposal.set_aside_at:
        raise NotTaken("This plan was set aside. Say on the page of its paper that it is to be taken in after all.")
    if proposal.as_at is None:
        raise NotTaken("Say for which day the paper speaks.")
    if refused := day_refused(proposal.as_at, timezone.localdate()):
        raise NotTaken(f"{day_words(proposal.as_at)}: {refused}", dated=True)


def open_again(paper: Paper) -> None:
    """Let the proposals of a paper that is taken back be saved once more, with what was answered and corrected.

    So are those that brought nothing new beside it, and may now. A document may have been read again since; who looks
    at the changes has them compared anew.
    """
    beside = Q(plan=paper.plan_id, paper=None, saved_at__gte=paper.recorded_at)
    again = Proposal.objects.select_related("upload").filter(Q(paper=paper) | beside)
    list(Upload.objects.select_for_update().filter(pk__in=again.values("upload")).order_by("pk"))
    for proposal in again.order_by("pk"):
        is_there = follow(proposal)
        Proposal.objects.filter(pk=proposal.pk).update(
            number=proposal.number if is_there else APART + proposal.pk,
            paper=None, saved_at=None, saved_by=None, rehearsed=None, version=F("version") + 1,
        )  # fmt: skip
        if is_there:
            begin_anew(proposal)
