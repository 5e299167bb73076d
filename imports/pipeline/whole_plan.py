"""A staged plan in; the same with what no row settles by itself out: years, closed lists, ratings of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from imports.shapes import Issue, StagedItem, StagedPlan

_CLOSED = re.compile(
    r"\b(?:closed|completed?|discharged|implemented)\b.*\b(?:actions?|items?|recommendations?|log)\b|"
    r"\b(?:actions?|items?|recommendations?)\b\W*(?:(?:now|that (?:are|have been)|which (?:are|have been))\s+)?"
    r"(?:closed|completed?|discharged|implemented)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:open|outstanding|not|in ?complete|to be)\b", re.IGNORECASE)
_NEAR = 2  # years between a date that could be read in two ways and others of its plan
_OWN_WORDS = 4  # of a label; more are a remark


def settled_by_whole(plan: StagedPlan) -> StagedPlan:
    """The plan with what its rows say together: see the functions below."""
    return _with_own_ratings(_with_closed_lists(_with_years(plan)))


def _each(plan: StagedPlan, change: Callable[[StagedItem], StagedItem]) -> StagedPlan:
    actions = (
        replace(one, milestones=tuple(map(change, one.milestones))) if one.milestones else one for one in plan.actions
    )
    return replace(plan, actions=tuple(map(change, actions)))


def _items(plan: StagedPlan) -> list[StagedItem]:
    return [item for action in plan.actions for item in (action, *action.milestones)]


def _with_years(plan: StagedPlan) -> StagedPlan:
    """Plans that print `Mar 24` for a month: no doubt where two other dates of the plan are of those years."""
    years = Counter(day.year for item in _items(plan) for day in (item.start, item.due, *item.revised) if day)

    def sure(item: StagedItem) -> StagedItem:
        if not any(issue.code == "day_or_year" for issue in item.problems):
            return item
        own = [day for day in (item.due, *item.revised) if day]
        if not own or any(_near(one.year, years) < 2 + len(own) for one in own):
            return item
        return replace(item, problems=tuple(issue for issue in item.problems if issue.code != "day_or_year"))

    return _each(plan, sure)


def _near(year: int, years: Counter[int]) -> int:
    """How many dates of the plan are of that year or one near it."""
    return sum(years[one] for one in range(year - _NEAR, year + _NEAR + 1))


def _with_closed_lists(plan: StagedPlan) -> StagedPlan:
    """Logs with a second list of `Closed actions`: what stands there and states nothing is complete."""
    titles = {section.ref or section.title: section.title for section in plan.sections}

    def closed(action: StagedItem) -> StagedItem:
        title = titles.get(action.section, "") if action.section else plan.title
        done = _CLOSED.search(title) and not _OPEN.search(title) and len(title.split()) < 10
        return replace(action, status="complete") if done and not _states(action) else action

    return replace(plan, actions=tuple(map(closed, plan.actions)))


def _states(action: StagedItem) -> bool:
    return bool(action.status or action.rag or action.status_text)


def _with_own_ratings(plan: StagedPlan) -> StagedPlan:
    """Plans with ratings of their own: a label that is not known and comes again is asked about once."""
    unknown = Counter(
        " ".join((item.status_text or "").split())
        for item in _items(plan)
        if any(issue.code == "status_unknown" for issue in item.problems)
    )
    own = [label for label, times in unknown.items() if times > 1 and len(label.split()) <= _OWN_WORDS]

    def quiet(item: StagedItem) -> StagedItem:
        if " ".join((item.status_text or "").split()) not in own:
            return item
        return replace(item, problems=tuple(issue for issue in item.problems if issue.code != "status_unknown"))

    asked = (
        Issue(
            "rating_of_its_own", f"“{label}” is a rating of this plan's own ({unknown[label]} rows): say what it means"
        )
        for label in own
    )
    return replace(_each(plan, quiet), issues=(*plan.issues, *asked))
