"""What was read of an upload in; a proposal of each of its plans, compared with the register, out."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from imports.models import APART, Proposal, Upload
from imports.not_taken import NotTaken, day_refused
from imports.pipeline.answers import Answers
from imports.pipeline.changes import KnownPlan
from imports.places import Place, free_slug, places_of
from imports.proposals.comparing import compare_again
from imports.proposed_rows import keep_rows
from imports.renumbered import place_of, renumber, share_corrections
from imports.shapes import Reading
from imports.staged import staged

Progress = Callable[[str, int, int], None]


def propose(upload: Upload, tell: Progress | None = None) -> list[Proposal]:
    """Make a proposal of each plan in what was read of the upload, compared with the register; return them in order.

    After another reading of the same file the proposals that were not saved are made again: what was corrected and
    answered by hand is kept where its row is still found, and with a plan that is gone until it is there again.
    """
    reading = _reading(upload)
    with transaction.atomic():
        Upload.objects.select_for_update().get(pk=upload.pk)
        there = renumber(upload, reading)
        places = places_of(reading, upload.organisation)
        for place in places:
            _place(upload, place, len(places))
        share_corrections(upload, reading, there)
        made = list(Proposal.objects.filter(upload=upload, number__lt=APART).order_by("number"))
        for proposal in made:
            proposal.upload = upload
            if proposal.saved_at is None and proposal.rows.exists():
                begin_anew(proposal)
    for number, proposal in enumerate(made):
        if tell:
            tell("compare", number, len(made))
        if proposal.saved_at is None:
            compare_again(proposal, timezone.localdate())
    if tell:
        tell("compare", len(made), len(made))
    return made


def _reading(upload: Upload) -> Reading:
    if upload.reading is None:
        raise NotTaken("The document was not read yet.")
    return Reading.from_json(upload.reading)


def _place(upload: Upload, place: Place, of: int) -> None:
    before = Proposal.objects.filter(upload=upload, number=place.number)
    if before.exists():  # whoever looks at the rows of the last reading cannot answer for those of this
        before.filter(saved_at=None).update(version=F("version") + 1)
        return
    others = Proposal.objects.filter(upload=upload)
    plan = upload.plan if upload.plan_id and of == 1 else place.plan
    if plan and others.filter(plan=plan).exists():  # the other part of a plan that was cut in two
        plan = None
    day = upload.as_at or place.staged.as_at
    day = None if day is None or day_refused(day, timezone.localdate()) else day
    title = plan.title if plan else place.staged.title[:300]
    slug = plan.slug if plan else free_slug(place.slug, {*others.values_list("slug", flat=True)})
    Proposal.objects.create(
        upload=upload, number=place.number, place=place_of(place.staged), plan=plan, slug=slug, title=title, as_at=day
    )


def begin_anew(proposal: Proposal) -> None:
    """Keep the rows as they are read now, not compared yet: the answers name these, whenever their reader may end."""
    proposal.rows.all().delete()
    keep_rows(proposal, staged(proposal), KnownPlan(), None, Answers.from_json(proposal.answers))
