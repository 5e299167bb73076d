"""Writes what a paper printed, for the next one to be compared with, and what could not be settled."""

from dataclasses import replace

from actions.models import Item, OpenIssue
from actions.services.writing import BATCH
from imports.models import PlanSighting, Sighting
from imports.pipeline import scheme
from imports.pipeline.plan_parts import sections_of
from imports.pipeline.unsettled import field_of, unsettled
from imports.shapes import Issue
from imports.writing.paper import WritingPaper

# The log of changes has one name for all moves of a date.
_FIELDS = {"original_due": "due", "start": "due", "due_in_words": "due"}


def write_sightings(taking: WritingPaper) -> None:
    """Keep what the paper printed of the plan and of every item in it."""
    _sight_plan(taking)
    seen = [_sighting(taking, position, row, taking.items[row]) for position, row in enumerate(taking.rows())]
    Sighting.objects.bulk_create(
        seen,
        update_conflicts=True,
        unique_fields=["item", "paper"],
        update_fields=["position", "ref", "section", "title", "staged", "corrected"],
        batch_size=BATCH,
    )


def _sight_plan(taking: WritingPaper) -> None:
    sections = sections_of(taking.staged)
    places = [taking.sections.get(f"s{place}") for place in range(len(sections))]
    kept = [section for section, place in zip(sections, places, strict=True) if place]
    staged = replace(taking.staged, actions=(), sections=tuple(kept))
    PlanSighting.objects.update_or_create(
        paper=taking.paper,
        defaults={
            "staged": staged.to_json(full=True),
            "sections": [place.pk for place in places if place],
            "labels": scheme.to_json(scheme.scheme_of(taking.staged)),
        },
    )


def _sighting(taking: WritingPaper, position: int, row: str, item: Item) -> Sighting:
    staged, taken = taking.row_printed(row), taking.row(row)
    return Sighting(
        item=item,
        paper=taking.paper,
        position=position,
        ref=(staged.ref or "")[:80],
        section=staged.section or "",
        title=staged.title,
        staged=replace(staged, milestones=()).to_json(full=True),
        corrected=replace(taken, milestones=()).to_json(full=True) if taken.corrected else None,
    )


def write_issues(taking: WritingPaper) -> None:
    """Keep every doubt of the reading and every question of the comparison, once for each paper that raises it."""
    known = set(OpenIssue.objects.filter(paper=taking.paper).values_list("item_id", "code", "message"))
    new = {}
    for issue in _issues(taking):
        new.setdefault((issue.item_id, issue.code, issue.message), issue)
    OpenIssue.objects.bulk_create([issue for key, issue in new.items() if key not in known], batch_size=BATCH)


def _issues(taking: WritingPaper):
    for row, issue in unsettled(taking.staged, taking.diff):
        if not row or row in taking.items:
            yield _open(taking, taking.items.get(row), issue)
    for change in taking.diff.questions:
        place = taking.row(change.row).source.words() if change.row[:1].isdigit() else ""
        yield OpenIssue(
            paper=taking.paper,
            item=taking.item_of(change),
            kind=OpenIssue.Kind.QUESTION,
            code=f"question_{change.field.partition(' ')[0]}",
            field=_FIELDS.get(change.field.partition(" ")[0], change.field.partition(" ")[0])[:40],
            message=change.sentence,
            where=place[:300],
        )


def _open(taking: WritingPaper, item: Item | None, issue: Issue) -> OpenIssue:
    where = issue.source.words()[:300] if issue.source else ""
    return OpenIssue(
        paper=taking.paper,
        item=item,
        code=issue.code[:60],
        field=field_of(issue),
        message=issue.message,
        where=where,
    )
