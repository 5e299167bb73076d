"""One plan's tables in; the staged plan out, with its title, its sections, its actions and every doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from imports.layout import Layout
from imports.pipeline.asked import with_recommendations
from imports.pipeline.bodies import body_of
from imports.pipeline.checks import check_plan
from imports.pipeline.fields import Context, parse_fields
from imports.pipeline.fills import KeyFill, fills_of
from imports.pipeline.initials import spelled_out
from imports.pipeline.rows import gather_rows
from imports.pipeline.titles import plan_title, split_banner, stated_as_at
from imports.pipeline.whole_plan import settled_by_whole
from imports.shapes import Issue, Match, RatingKey, Section, StagedItem, StagedPlan
from imports.values.updates import as_at_of, dated_heading


def stage(
    tables: Sequence[Match],
    words: str = "",
    weeks: Mapping[int, date] | None = None,
    rating_key: tuple[RatingKey, ...] = (),
    key_fills: tuple[KeyFill, ...] = (),
    tell: Callable[[str, int, int], None] = lambda *step: None,
    initials: Mapping[str, str] | None = None,
) -> StagedPlan:
    """The plan that stands in these tables; `words` is the document's text, for the body's name, and
    `initials` its key to them.
    """
    first = tables[0]
    title = plan_title(first)
    as_at, beside = stated_as_at(tables)
    as_at = as_at or as_at_of(title)  # `Quarterly update (May 2019)`
    stated = {
        at: day
        for at, heading in enumerate(first.headings)
        if first.columns.get(at) == "update" and (day := dated_heading(heading) or (as_at if beside else None))
    }
    context = Context(first, as_at, stated, weeks, fills=fills_of(tables, key_fills), tell=tell)
    sections, actions = parse_fields(gather_rows(tables, title, tell), context)
    sections, actions = _sections_by_column(sections, actions, first)
    sections = with_recommendations(sections, actions, tables)
    plan = StagedPlan(
        title=title,
        organisation=_organisation(first, words),
        layout=first.layout.name,
        confidence=min(match.confidence for match in tables),
        as_at=as_at,
        rating_key=rating_key or _key_by_hand(first.layout),
        sections=sections,
        actions=actions,
        headings=tuple((field, first.headings[at]) for at, field in sorted(first.columns.items())),
        columns=first.headings,
        reasons=first.reasons,
        issues=tuple(issue for match in tables for issue in match.issues),
        source=first.table.source.through(tables[-1].table.source),
    )
    return check_plan(settled_by_whole(spelled_out(plan, initials or {})), tell)


def _organisation(match: Match, words: str) -> str | None:
    name = match.layout.organisation
    return name if name and name.lower() in words.lower() else body_of(words.split("\n"))


def _key_by_hand(layout: Layout) -> tuple[RatingKey, ...]:
    """The key to ratings that a layout states, for a plan that prints none."""
    said = (layout.ratings or {}).items()
    return tuple(RatingKey(words, one.colour, (one.status or "").replace("_", " ").capitalize()) for words, one in said)


def _sections_by_column(
    sections: tuple[Section, ...], actions: tuple[StagedItem, ...], match: Match
) -> tuple[tuple[Section, ...], tuple[StagedItem, ...]]:
    """Sections printed in a column of their own: a blank cell goes on with the section above."""
    at = match.column("section")
    if at is None or sections:
        return sections, actions
    heading = match.headings[at] or f"Column {at + 1}"
    found: dict[str, Section] = {}
    placed, current = [], None
    for action in actions:
        text = next((extra.text for extra in action.extra if extra.heading == heading), None)
        if text:
            ref, words = split_banner(" ".join(text.split()))
            current = ref or words
            found.setdefault(current, Section(title=words, ref=ref))
        kept = tuple(extra for extra in action.extra if extra.heading != heading)
        placed.append(replace(action, section=current, extra=kept))
    return tuple(found.values()), tuple(placed)


def with_issue(plan: StagedPlan, issue: Issue) -> StagedPlan:
    """The plan with a doubt put on the item that is printed where the doubt lies, else on the plan."""
    line = issue.source.line if issue.source else None
    for at, action in enumerate(plan.actions):
        place = action.source
        if line and place.line and place.line <= line <= (place.last_line or place.line):
            doubted = replace(action, problems=(*action.problems, issue))
            return replace(plan, actions=(*plan.actions[:at], doubted, *plan.actions[at + 1 :]))
    return replace(plan, issues=(*plan.issues, issue))
