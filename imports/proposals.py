"""The plans of an upload on their way into the register: compared, corrected, answered, rehearsed, saved.

The only writer of Proposal and ProposedRow. Pages read those rows; nothing here is asked to show a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from actions.models import Change as Logged
from actions.models import Paper, Party, Plan, User
from actions.services.plans import create_plan
from actions.services.writing import Actor, Stale
from imports.apply import PaperTaken, RegisterChanged, Taken, write_paper
from imports.models import APART, ON_ITS_WAY, Proposal, Upload
from imports.not_taken import NotTaken, day_refused
from imports.pipeline.answers import Answers, item_of_key
from imports.pipeline.changes import Diff, KnownPlan
from imports.pipeline.compared import day_words
from imports.pipeline.corrections import Correction, anchors, value_for, value_of, with_corrections
from imports.pipeline.diff import compare
from imports.pipeline.owners_like import likely_names
from imports.pipeline.plan_parts import row_of
from imports.places import Place, free_slug, new_slug, places_of
from imports.proposed_rows import keep_rows
from imports.renumbered import follow, place_of, renumber, share_corrections
from imports.shapes import Reading
from imports.snapshot import known_plan
from imports.staged import Proposed, put_right_in, staged

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
                _begin_anew(proposal)
    for number, proposal in enumerate(made):
        if tell:
            tell("compare", number, len(made))
        if proposal.saved_at is None:
            compare_again(proposal, timezone.localdate())
    if tell:
        tell("compare", len(made), len(made))
    return made


def compare_again(proposal: Proposal, today: date) -> None:
    """Compare the proposal with the register as it is now, and keep the comparison for the pages to show.

    Another comparison than the one before raises the version: who looks at that one must not save this. Somebody who
    decides something meanwhile compares it as well, and theirs stays.
    """
    shown = proposal.mark
    comparison = _compared(proposal, today)
    with transaction.atomic():
        as_it_is = Proposal.objects.select_for_update().filter(pk=proposal.pk, version=proposal.version, saved_at=None)
        if as_it_is.exists():
            _store(proposal, comparison)
            if shown and proposal.mark != shown:
                as_it_is.update(version=F("version") + 1)
                proposal.version += 1
            return
    proposal.refresh_from_db()


def is_current(proposal: Proposal) -> bool:
    """Return whether the register is still as it was when the proposal was compared."""
    return bool(proposal.mark) and proposal.register == register_state(proposal)


def register_state(proposal: Proposal) -> str:
    """Return what tells whether anything was written into the proposal's plan: the newest entry of its log."""
    if proposal.plan_id is None:
        return "new"
    newest = Logged.objects.filter(plan=proposal.plan_id).aggregate(newest=Max("pk"))["newest"]
    papers = Paper.objects.filter(plan=proposal.plan_id, retracted_at=None).count()
    return f"change {newest or 0}, papers {papers}"


# ---- decisions ----------------------------------------------------------------------------------


def answer(proposal: Proposal, version: int, answers: Answers, user: User) -> None:
    """Keep all that was decided about the proposal, in place of what was before, and compare again.

    Raises Stale where somebody changed the proposal since `version`, ValueError with a sentence for what cannot be.
    """
    _check(proposal, answers)
    with _changing(proposal, version, user):
        proposal.answers = answers.to_json()
        proposal.save(update_fields=["answers"])
        _store(proposal, _compared(proposal, timezone.localdate()))


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
    with _changing(proposal, version, user):
        others = [one for one in proposal.corrections if one["anchor"] != anchor or one["field"] not in values]
        proposal.corrections = [*others, *(one.to_json() for one in made if one.value != one.was)]
        proposal.save(update_fields=["corrections"])
        _store(proposal, _compared(proposal, timezone.localdate()))


def take_correction_back(proposal: Proposal, version: int, anchor: str, field: str, user: User) -> None:
    """Forget a correction: the row reads as printed again. Raises Stale."""
    with _changing(proposal, version, user):
        proposal.corrections = [one for one in proposal.corrections if (one["anchor"], one["field"]) != (anchor, field)]
        proposal.save(update_fields=["corrections"])
        _store(proposal, _compared(proposal, timezone.localdate()))


def set_as_at(proposal: Proposal, version: int, day: date, user: User) -> None:
    """Say for which day the paper speaks; raises NotTaken for a day that cannot be, Stale."""
    if refused := day_refused(day, timezone.localdate()):
        raise NotTaken(f"{day_words(day)}: {refused}", dated=True)
    with _changing(proposal, version, user):
        proposal.as_at = day
        proposal.save(update_fields=["as_at"])
        _store(proposal, _compared(proposal, timezone.localdate()))


def set_plan(proposal: Proposal, version: int, plan: Plan | None, user: User, title: str = "") -> None:
    """Say which plan of the register it is, None for a new one with that title; raises NotTaken, Stale."""
    owner = proposal.upload.organisation
    if plan is not None and plan.organisation_id != owner.pk:
        raise NotTaken(f"“{plan.title}” is a plan of another organisation.")
    _check_alone(proposal, plan)
    with _changing(proposal, version, user):
        if plan != proposal.plan:
            proposal.answers = Answers.from_json(proposal.answers).for_another_plan().to_json()
        proposal.plan = plan
        if plan is not None:
            proposal.slug, proposal.title = plan.slug, plan.title
        else:
            proposal.title = " ".join(title.split())[:300] or proposal.title
            proposal.slug = new_slug(proposal)
        proposal.save(update_fields=["plan", "slug", "title", "answers"])
        _store(proposal, _compared(proposal, timezone.localdate()))


def set_aside(proposal: Proposal, version: int, user: User, aside: bool = True) -> None:
    """Say that the plan is not to be taken in, or after all; raises Stale, NotTaken."""
    if not aside:
        _check_alone(proposal, proposal.plan)
    with _changing(proposal, version, user):
        proposal.set_aside_at = timezone.now() if aside else None
        proposal.save(update_fields=["set_aside_at"])


# ---- what saving would do -----------------------------------------------------------------------


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


# ---- saving -------------------------------------------------------------------------------------


def save(proposal: Proposal, version: int, user: User) -> Paper:
    """Write the proposal into the register, all of it or nothing; return the paper that it became.

    Raises Stale where somebody else changed or saved the proposal, RegisterChanged where the register is not what the
    comparison shown was made with (the new comparison is kept, so that the page shows it), NotTaken with a sentence.
    """
    try:
        with _changing(proposal, version, user):
            return _save(proposal, user)
    except RegisterChanged:
        with _changing(proposal, proposal.version, user):
            _store(proposal, _compared(proposal, timezone.localdate()))
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
            _begin_anew(proposal)


# ---- parts --------------------------------------------------------------------------------------


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


def _begin_anew(proposal: Proposal) -> None:
    """Keep the rows as they are read now, not compared yet: the answers name these, whenever their reader may end."""
    proposal.rows.all().delete()
    keep_rows(proposal, staged(proposal), KnownPlan(), None, Answers.from_json(proposal.answers))


@contextmanager
def _changing(proposal: Proposal, version: int, user: User) -> Iterator[None]:
    """Change the proposal, all of it or nothing.

    Raises Stale where it is not `version` any more, was saved, or its document is being read again.
    """
    try:
        with transaction.atomic():
            open_ones = Proposal.objects.filter(pk=proposal.pk, version=version, saved_at=None)
            open_ones = open_ones.exclude(upload__state__in=ON_ITS_WAY)
            if proposal.version != version or not open_ones.update(version=F("version") + 1, changed_by=user):
                raise Stale(_who_was_quicker(proposal, user))
            proposal.version, proposal.changed_by = version + 1, user
            yield
    except BaseException:
        proposal.refresh_from_db()
        raise


def _who_was_quicker(proposal: Proposal, user: User) -> str:
    now = Proposal.objects.select_related("saved_by", "changed_by").filter(pk=proposal.pk).first()
    if Upload.objects.filter(pk=proposal.upload_id, state__in=ON_ITS_WAY).exists():
        return "The paper is being read again just now. Nothing was saved; look again when it has been read."
    if now is None:
        return "The document was read again meanwhile, and this plan is no longer in it. Nothing was saved."
    if now.saved_at:
        what = f"{now.saved_by or 'Somebody else'} saved this"
    else:
        what = "This was changed" if now.changed_by == user else f"{now.changed_by or 'Somebody else'} changed this"
    return f"{what} while you were looking at it. Nothing was saved."


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


def _names_to_settle(proposal: Proposal, proposed: Proposed, known: KnownPlan) -> list[dict]:
    """The names that nobody has yet, each with the known ones that it may be: [{"printed", "like": [...]}]."""
    parties = Party.objects.filter(organisation=proposal.upload.organisation_id, merged_into=None)
    likely = likely_names(proposed.plan, parties.values_list("name", flat=True), known.aliases)
    return [{"printed": name, "like": list(like)} for name, like in likely.items()]


@dataclass(frozen=True)
class _Comparison:
    """A proposal beside the register: `diff` is None where the paper does not say for which day it speaks."""

    proposed: Proposed
    answers: Answers
    known: KnownPlan
    diff: Diff | None
    register: str


def _compared(proposal: Proposal, today: date) -> _Comparison:
    proposed, answers = staged(proposal), Answers.from_json(proposal.answers)
    register = register_state(proposal)  # before it is read: what comes meanwhile must show
    known, diff = KnownPlan(), None
    if proposal.as_at and not day_refused(proposal.as_at, today):
        known = known_plan(proposal.plan, proposal.as_at, proposal.upload.organisation)
        diff = compare(proposed.plan, known, proposal.as_at, answers, proposed.printed)
    return _Comparison(proposed, answers, known, diff, register)


def _store(proposal: Proposal, made: _Comparison) -> None:
    diff = made.diff
    proposal.counts = diff.without(made.answers.left_out).counts if diff else {}
    proposal.mark = diff.mark() if diff else ""
    proposal.register = made.register if diff else ""
    proposal.compared_at = timezone.now() if diff else None
    proposal.rehearsed = None
    proposal.names = _names_to_settle(proposal, made.proposed, made.known)
    proposal.save(update_fields=["counts", "mark", "register", "compared_at", "rehearsed", "names"])
    keep_rows(proposal, made.proposed, made.known, diff, made.answers)
