"""Writes what a paper printed, for the next one to be compared with, and what could not be settled."""

from dataclasses import replace

from actions.models import Item, OpenIssue
from actions.services.writing import BATCH
from imports.models import PlanSighting, Sighting
from imports.pipeline import scheme
from imports.pipeline.changes import Change
from imports.pipeline.plan_parts import sections_of
from imports.pipeline.printed import words_about
from imports.pipeline.unsettled import field_of, unsettled
from imports.shapes import Issue
from imports.writing.paper import WritingPaper

# The log of changes has one name for all moves of a date.
_FIELDS = {"original_due": "due", "start": "due", "due_in_words": "due"}
_ASIDE = ("dismissed_at", "dismissed_by_id", "dismissed_who", "dismissed_because")


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
            "decided": [_decided(taking, change, how) for change, how in taking.decided],
        },
    )


def _decided(taking: WritingPaper, change: Change, how: str) -> dict:
    item = taking.item_of(change)
    return {"item": item.pk if item else None, "kind": change.kind, "sentence": change.sentence, "how": how}


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
    """Keep every doubt of the reading and every question of the comparison, once for each paper that raises it.

    One that somebody set aside before, about the same words, stays set aside.
    """
    new = {}
    for issue in _issues(taking):
        new.setdefault((issue.item_id, issue.code, issue.message), issue)
    aside = _set_aside_before(taking)
    for issue in new.values():
        before = aside.get(_very_same(issue))
        for name in _ASIDE if before else ():
            setattr(issue, name, getattr(before, name))
    OpenIssue.objects.bulk_create(new.values(), batch_size=BATCH)


def _very_same(issue: OpenIssue) -> tuple:
    return issue.item_id, issue.code, issue.message, issue.words


def _set_aside_before(taking: WritingPaper) -> dict[tuple, OpenIssue]:
    aside = OpenIssue.objects.filter(paper__plan=taking.writing.plan).exclude(dismissed_at=None)
    return {_very_same(issue): issue for issue in aside.order_by("dismissed_at")}


def _issues(taking: WritingPaper):
    for row, issue in unsettled(taking.staged, taking.diff):
        if not row or row in taking.items:
            yield _doubt(taking, row, issue)
    for change in taking.diff.questions:
        yield _question(taking, change)


def _question(taking: WritingPaper, change: Change) -> OpenIssue:
    row = taking.row(change.row) if change.row[:1].isdigit() else None
    field = change.field.partition(" ")[0]
    return OpenIssue(
        paper=taking.paper,
        item=taking.item_of(change),
        kind=OpenIssue.Kind.QUESTION,
        code=f"question_{field}"[:60],
        field=_FIELDS.get(field, field)[:40],
        message=change.sentence,
        where=row.source.words()[:300] if row else "",
        words=words_about(taking.staged, row, "", field) if row else "",
    )


def _doubt(taking: WritingPaper, row: str, issue: Issue) -> OpenIssue:
    field = field_of(issue)
    return OpenIssue(
        paper=taking.paper,
        item=taking.items.get(row),
        code=issue.code[:60],
        field=field,
        message=issue.message,
        where=issue.source.words()[:300] if issue.source else "",
        words=words_about(taking.staged, taking.row(row), issue.code, field) if row else "",
        suggestion=issue.suggestion,
    )
