"""The only writer: what was chosen of a comparison in; written through actions.services in one transaction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from actions.models import Change as Logged
from actions.models import Item, Paper, Plan, User
from actions.services.plans import archive
from actions.services.writing import Actor, Writing
from imports.not_taken import NotTaken
from imports.pipeline.answers import Answers
from imports.pipeline.changes import Change, Diff, is_left_out
from imports.pipeline.diff import NOTHING_DECIDED, compare
from imports.pipeline.plan_parts import names_in
from imports.pipeline.put_right import ByRow
from imports.pipeline.words import plain
from imports.shapes import StagedPlan
from imports.snapshot import known_plan
from imports.writing.events import WRITERS
from imports.writing.of_plan import write_plan
from imports.writing.paper import WritingPaper
from imports.writing.rows import write_rows
from imports.writing.sightings import write_issues, write_sightings

LEFT_OUT = "left_out"


class RegisterChanged(Exception):
    """The register has changed since the changes were shown; `diff` is what would change now."""

    def __init__(self, diff: Diff):
        super().__init__("The register has changed since these changes were shown. Please look at them again.")
        self.diff = diff


@dataclass(frozen=True)
class PaperTaken:
    """A document to be taken in: its name, SHA-256, the day that it speaks for, and who takes it in."""

    file: str
    sha256: str
    as_at: date
    who: str
    user: User | None = None
    publication: dict[str, str] = field(default_factory=dict)  # the fields of Publishable, for all that it brings


@dataclass(frozen=True)
class Taken:
    """What taking a paper in wrote: its changes, the paper as recorded, and how often each service wrote.

    A paper that was taken in before and brings nothing new is not recorded again: `known` is the one of then.
    """

    diff: Diff
    paper: Paper | None
    tally: Counter[str]
    known: Paper | None = None


def take_in(plan: Plan, staged: StagedPlan, taken: PaperTaken, **decided) -> tuple[Diff, Paper | None]:
    """Do what `write_paper` does; return the changes, and the paper as recorded."""
    written = write_paper(plan, staged, taken, **decided)
    return written.diff, written.paper


def write_paper(
    plan: Plan, staged: StagedPlan, taken: PaperTaken, *, seen: Diff | str | None = None,
    chosen: Iterable[str] | None = None, answers: Answers = NOTHING_DECIDED, printed: StagedPlan | None = None,
    put_right: ByRow | None = None,
) -> Taken:  # fmt: skip
    """Write what `staged` changes in `plan`, all of it or nothing.

    `printed` is the paper without what people put right in it, where they did; the next one is compared with that.
    `put_right` are those corrections by row, for the register to say whose a value is.
    `seen` is the comparison that a person was shown, or its mark; raises RegisterChanged where it no longer holds,
    NotTaken for a plan that is archived, unless taking papers back has emptied it.
    `chosen` are the keys of the changes to write (default: all), `answers` what was decided. Questions without an
    answer write nothing. A paper that was taken in before and brings nothing new is not recorded again.
    """
    with transaction.atomic():
        _lock(plan)
        known = known_plan(plan, taken.as_at)
        if plan.archived and known.items:
            raise NotTaken(f"“{plan.title}” is archived: it can be read, and nothing in it can be changed.")
        diff = compare(staged, known, taken.as_at, answers, printed)
        if seen is not None and seen != (diff.mark() if isinstance(seen, str) else diff):
            raise RegisterChanged(diff)
        decided = _decided(diff, answers)
        diff = diff.without(answers.left_out)
        if chosen is not None:
            diff = diff.choosing(chosen)
        if not diff.writing and (before := _taken_before(plan, taken)):
            return Taken(diff, None, Counter(), before)
        actor = replace(Actor.by_command(taken.who, taken.user), via=Logged.Via.IMPORT)
        paper = _record(plan, taken, actor)
        with Writing(plan, replace(actor, paper=paper), brief=True) as writing:
            if plan.archived:  # its only paper was taken back
                archive(writing, archived=False)
            printed_names = names_in(staged)
            aliases = {name: whom for name, whom in answers.parties.items() if plain(name) in printed_names}
            names = known.aliases | {plain(name): whom for name, whom in aliases.items()}
            _write(
                WritingPaper(
                    writing, paper, staged, diff, printed or staged, put_right=put_right or {}, names=names,
                    aliases=aliases, publication=taken.publication, decided=decided,
                )
            )  # fmt: skip
        return Taken(diff, paper, writing.tally)


def _decided(diff: Diff, answers: Answers) -> tuple[tuple[Change, str], ...]:
    """What a person decided of the comparison: each question with its answer, each change left out."""
    left_out = frozenset(answers.left_out)
    found = ((change, LEFT_OUT if is_left_out(change, left_out) else change.answer) for change in diff.changes)
    return tuple((change, how) for change, how in found if how)


def _lock(plan: Plan) -> None:
    """Let one import at a time into a plan, and no update of its items meanwhile (SQLite has one writer anyway)."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    list(Item.objects.select_for_update().filter(plan=plan).values_list("pk", flat=True))


def _taken_before(plan: Plan, taken: PaperTaken) -> Paper | None:
    """The same file, or else another that speaks for the same day, where one was taken in already."""
    papers = Paper.objects.filter(plan=plan, retracted_at=None)
    return papers.filter(sha256=taken.sha256).first() or papers.filter(as_at=taken.as_at).first()


def _record(plan: Plan, taken: PaperTaken, actor: Actor) -> Paper:
    """The paper anew, whatever it brings, so that each time it was taken in can be taken back by itself."""
    return Paper.objects.create(
        organisation=plan.organisation, plan=plan, name=taken.file[:300], sha256=taken.sha256, as_at=taken.as_at,
        recorded_at=actor.at, recorded_by=actor.user, recorded_who=actor.who[:200], **taken.publication,
    )  # fmt: skip


def _write(taking: WritingPaper) -> None:
    write_plan(taking)
    write_rows(taking)
    for change in taking.diff.writing:
        if change.kind in WRITERS and taking.item_of(change) is not None:
            WRITERS[change.kind](taking, taking.item_of(change), change)
    write_sightings(taking)
    write_issues(taking)
