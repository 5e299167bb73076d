"""A paper that was taken in, in; taken back whole, or what stands in the way, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from actions.models import Change, Item, Paper, Rating, Wording
from actions.services.batches import standing
from actions.services.plans import archive
from actions.services.retracting import items_added_by, take_back_paper
from actions.services.writing import Actor, Writing
from actions.vocabulary import ABOUT_DOUBTS, DEED_WORDS
from imports.pipeline.compared import day_words, words
from imports.proposals import open_again


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that was built upon what a paper wrote, in one sentence; of an action, or a later paper."""

    sentence: str
    item: int | None = None
    paper: int | None = None


class StandsInTheWay(Exception):  # noqa: N818 - no error: it says what a person has to do first
    """The paper cannot be taken back, since `obstacles` rest on what it wrote; nothing was changed."""

    def __init__(self, obstacles: list[Obstacle]):
        super().__init__("What this paper brought has been built upon since, so it cannot be taken back.")
        self.obstacles = obstacles


def take_back(paper: Paper, actor: Actor, reason: str) -> None:
    """Take back all that `paper` wrote, or nothing; it can be taken in again afterwards.

    Raises StandsInTheWay, and ValueError with a sentence where it was taken back already or no reason is given.
    """
    if not reason.strip():
        raise ValueError("Say why this paper is taken back.")
    with Writing(paper.plan, replace(actor, paper=paper)) as writing:  # from here on nobody else writes in the plan
        paper.refresh_from_db()
        if paper.retracted_at:
            raise ValueError(f"{paper.retracted_who} took this paper back already, on {_day(paper.retracted_at)}.")
        if obstacles := in_the_way(paper):
            raise StandsInTheWay(obstacles)
        take_back_paper(writing, paper, reason.strip())
        open_again(paper)
        if _leaves_an_empty_plan(paper):
            archive(writing)


def in_the_way(paper: Paper) -> list[Obstacle]:
    """Return what was built upon what `paper` wrote: later papers first, then what people did since, in order."""
    return [*_later_papers(paper), *_deeds(paper), *_of_plan(paper)]


def _later_papers(paper: Paper) -> Iterator[Obstacle]:
    later = Paper.objects.filter(plan=paper.plan_id, pk__gt=paper.pk, retracted_at=None).order_by("pk")
    for other in later:
        who = other.recorded_who or "Somebody"
        said = f"{who} took in a later paper, {other.name} as at {day_words(other.as_at)}, on {_day(other.recorded_at)}"
        yield Obstacle(f"{said}. Take that one back first.", paper=other.pk)


def _deeds(paper: Paper) -> Iterator[Obstacle]:
    """What people did to actions since: to those of which it wrote anything, or by what it brought."""
    touched = Q(item__in=_log_of(paper).exclude(item=None).values("item"))
    rated = Rating.objects.filter(label__scheme__paper=paper, retracted_at=None).values("item")
    placed = Item.objects.filter(Q(section__paper=paper) | Q(parent__in=items_added_by(paper)), retracted_at=None)
    by_key, by_place = Q(item__in=rated, field="rating"), Q(item__in=placed, event__in=("add_item", "reword"))
    for entry in _log_since(paper).filter(touched | by_key | by_place).select_related("item"):
        named = entry.item.ref or f"“{words(entry.item.title)}”"
        yield Obstacle(f"{named}: {_deed(entry)}", item=entry.item_id)


def _of_plan(paper: Paper) -> Iterator[Obstacle]:
    """What people did to the plan's own words, order and ratings since, where the paper wrote those."""
    of_plan = _log_of(paper).filter(event__in=("set_headings", "set_scheme")).values("event")
    for entry in _log_since(paper).filter(item=None, event__in=of_plan):
        yield Obstacle(_deed(entry))
    own = Wording.objects.filter(paper=paper, item=None)
    themes = Q(section__paper=paper) | Q(section__in=own.exclude(section=None).values("section"))
    order = Q(field="position", field__in=own.values("field"))
    since = Wording.objects.filter(plan=paper.plan_id, paper=None, retracted_at=None, recorded_at__gt=paper.recorded_at)
    for wording in since.filter(themes | order).select_related("recorded_by", "section"):
        deed = f"reworded the theme {wording.section}" if wording.section else "changed the order of the actions"
        yield Obstacle(f"{wording.recorded_by or 'Somebody'} {deed} on {_day(wording.recorded_at)}")


def _log_of(paper: Paper) -> QuerySet[Change]:
    return Change.objects.filter(paper=paper)


def _log_since(paper: Paper) -> QuerySet[Change]:
    """What people wrote into the plan's log after the paper; the log's own order is that of the plan's changes."""
    last = _log_of(paper).aggregate(last=Max("pk"))["last"] or 0
    since = standing(Change.objects.filter(plan=paper.plan_id, paper=None, pk__gt=last))
    return since.exclude(event__in=ABOUT_DOUBTS).order_by("pk")


def _deed(entry: Change) -> str:
    return f"{entry.who} {DEED_WORDS.get(entry.event, 'changed it')} on {_day(entry.recorded_at)}"


def _day(moment) -> str:
    return day_words(timezone.localdate(moment))


def _leaves_an_empty_plan(paper: Paper) -> bool:
    """Whether a plan is left that papers alone set up, and of which nothing stands any more."""
    plan = paper.plan
    holds = plan.items.filter(retracted_at=None).exists() or plan.papers.filter(retracted_at=None).exists()
    by_paper = plan.changes.filter(event="create_plan", via=Change.Via.IMPORT).exists()
    return by_paper and not holds and not plan.changes.filter(paper=None).exclude(event="create_plan").exists()
