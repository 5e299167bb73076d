"""What people decide about a proposal: answers, corrections, its day, its plan, whether it is taken in at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from actions.models import Plan, User
from imports.models import Proposal
from imports.not_taken import NotTaken, day_refused
from imports.pipeline.answers import Answers, item_of_key
from imports.pipeline.compared import day_words
from imports.pipeline.corrections import Correction, anchors, value_for, value_of, with_corrections
from imports.pipeline.plan_parts import row_of
from imports.places import new_slug
from imports.proposals.claiming import changing
from imports.proposals.comparing import compare_now
from imports.staged import staged


def answer(proposal: Proposal, version: int, answers: Answers, user: User) -> None:
    """Keep all that was decided about the proposal, in place of what was before, and compare again.

    Raises Stale where somebody changed the proposal since `version`, ValueError with a sentence for what cannot be.
    """
    _check(proposal, answers)
    with changing(proposal, version, user):
        proposal.answers = answers.to_json()
        proposal.save(update_fields=["answers"])
        compare_now(proposal)


def correct(proposal: Proposal, version: int, row: str, field: str, value: object, user: User) -> None:
    """Put one field of a row right; see `correct_fields`."""
    correct_fields(proposal, version, row, {field: value}, user)


def correct_fields(proposal: Proposal, version: int, row: str, values: Mapping[str, object], user: User) -> None:
    """Put fields of a row right (see imports/pipeline/corrections.py), all or none, and compare again.

    The row is empty for a doubt about the plan itself. Raises Stale, or ValueError with a sentence.
    """
    proposed = staged(proposal)
    anchor = anchors(proposed.read).get(row)
    if anchor is None or (not row and not all(field.startswith("dismiss:") for field in values)):
        raise ValueError("This row is not in the paper any more.")
    printed = row_of(proposed.read, row) if row else None
    at = timezone.now().isoformat(timespec="seconds")
    made = []
    for field, value in values.items():
        kept = value_for(field, value)  # first of all: it knows which fields there are
        was = value_of(printed, field) if printed else ""
        made.append(Correction(anchor, field, kept, was, str(user), at))
    if printed:
        with_corrections(printed, made)
    with changing(proposal, version, user):
        others = [one for one in proposal.corrections if one["anchor"] != anchor or one["field"] not in values]
        proposal.corrections = [*others, *(one.to_json() for one in made if one.value != one.was)]
        proposal.save(update_fields=["corrections"])
        compare_now(proposal)


def take_correction_back(proposal: Proposal, version: int, anchor: str, field: str, user: User) -> None:
    """Forget a correction: the row reads as printed again. Raises Stale."""
    with changing(proposal, version, user):
        proposal.corrections = [one for one in proposal.corrections if (one["anchor"], one["field"]) != (anchor, field)]
        proposal.save(update_fields=["corrections"])
        compare_now(proposal)


def set_as_at(proposal: Proposal, version: int, day: date, user: User) -> None:
    """Say for which day the paper speaks; raises NotTaken for a day that cannot be, Stale."""
    if refused := day_refused(day, timezone.localdate()):
        raise NotTaken(f"{day_words(day)}: {refused}", dated=True)
    with changing(proposal, version, user):
        proposal.as_at = day
        proposal.save(update_fields=["as_at"])
        compare_now(proposal)


def set_plan(proposal: Proposal, version: int, plan: Plan | None, user: User, title: str = "") -> None:
    """Say which plan of the register it is, None for a new one with that title; raises NotTaken, Stale."""
    owner = proposal.upload.organisation
    if plan is not None and plan.organisation_id != owner.pk:
        raise NotTaken(f"“{plan.title}” is a plan of another organisation.")
    _check_alone(proposal, plan)
    with changing(proposal, version, user):
        if plan != proposal.plan:
            proposal.answers = Answers.from_json(proposal.answers).for_another_plan().to_json()
        proposal.plan = plan
        if plan is not None:
            proposal.slug, proposal.title = plan.slug, plan.title
        else:
            proposal.title = " ".join(title.split())[:300] or proposal.title
            proposal.slug = new_slug(proposal)
        proposal.save(update_fields=["plan", "slug", "title", "answers"])
        compare_now(proposal)


def set_aside(proposal: Proposal, version: int, user: User, aside: bool = True) -> None:
    """Say that the plan is not to be taken in, or after all; raises Stale, NotTaken."""
    if not aside:
        _check_alone(proposal, proposal.plan)
    with changing(proposal, version, user):
        proposal.set_aside_at = timezone.now() if aside else None
        proposal.save(update_fields=["set_aside_at"])


def _check(proposal: Proposal, answers: Answers) -> None:
    """Refuse answers that name what the proposal's plan does not have, one action twice, or a day still to come."""
    same = [item for item in answers.same.values() if item is not None]
    gone = [item for item in map(item_of_key, (*answers.fates, *answers.stages)) if item is not None]
    named = {*same, *gone}
    known = set(proposal.plan.items.filter(pk__in=named).values_list("pk", flat=True)) if proposal.plan else set()
    if named - known:
        raise ValueError("Choose an action of this plan.")
    if len(same) > len(set(same)):
        raise ValueError("One action cannot be two rows of the paper. Say of one of them that it is a new action.")
    if any(fate.on and fate.on > timezone.localdate() for fate in answers.fates.values()):
        raise ValueError("The day on which it ended is still to come.")


def _check_alone(proposal: Proposal, plan: Plan | None) -> None:
    """Refuse a plan of the register to which another plan of the paper is on its way already."""
    others = Proposal.objects.filter(upload=proposal.upload_id, saved_at=None, set_aside_at=None)
    if plan is not None and others.filter(plan=plan).exclude(pk=proposal.pk).exists():
        raise NotTaken(f"Another plan of this paper goes to “{plan.title}” already.")
