"""A staged plan in; the same plan out with what a careful reader would query, each check one entry of CHECKS.

Some checks also take the value that stands only in the words (a new date, a completion), with the issue.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from imports.headings import plain_heading
from imports.pipeline import date_checks as dates
from imports.pipeline import progress_checks as progress
from imports.pipeline import row_checks as rows
from imports.pipeline.doubts import Doubt, Seen, names_person, plain_words
from imports.shapes import Issue, StagedItem, StagedPlan
from imports.values.names import has_post

CHECKS: tuple[tuple[str, Callable[[StagedItem, Seen], Doubt | None]], ...] = (
    ("new_date_in_update", progress.new_date_in_words),
    ("completion_in_update", progress.done_in_words),
    ("complete_contradicted", progress.contradicted),
    ("complete_not_needed", progress.not_done_but_dropped),
    ("year_missing_in_update", progress.year_unclear),
    ("event_after_as_at", progress.dated_ahead),
    ("not_needed_in_update", progress.dropped_in_words),
    ("new_date_to_come", progress.new_date_promised),
    ("year_apart", dates.year_apart),
    ("new_date_in_the_past", dates.new_date_in_the_past),
    ("dates_out_of_order", dates.new_date_before_first),
    ("start_after_end", dates.start_after_end),
    ("progress_is_old", dates.progress_is_old),
    ("date_only_in_words", dates.date_only_in_words),
    ("no_owner", rows.no_owner),
    ("no_deadline", rows.no_deadline),
    ("year_only", rows.year_only),
    ("status_conflict", rows.status_conflict),
    ("complete_in_part", rows.complete_in_part),
    ("rating_not_in_key", rows.rating_not_in_key),
    ("cut_off", rows.cut_off),
    ("owner_not_a_post", rows.owner_is_no_post),
    ("owner_group", rows.group_in_brackets),
    ("update_without_words", progress.label_only),
    ("amended_in_update", progress.amended_in_words),
    ("update_inside_update", progress.label_inside),
    ("stray_letter", rows.stray_letter),
    ("number_missing", rows.number_missing),
    ("urgent_without_date", rows.urgent_without_date),
    ("several_parts", rows.several_parts),
    ("action_reports", rows.reports_instead),
    ("no_words", rows.no_words),
    ("look_alike", rows.look_alike),
    ("reference_repeated", rows.reference_repeated),
    ("reference_gap", rows.reference_gap),
)

_MANY = 5  # actions that carry the same remark before it is one on the plan
_USUAL = {
    "several_dates": "{times} actions have several dated deliverables in one cell; each is a step, "
    "and the last date is taken as the action's",
}


def check_plan(plan: StagedPlan, tell: Callable[[str, int, int], None] = lambda *step: None) -> StagedPlan:
    """The plan with every doubt on the row that it belongs to."""
    seen = _seen(plan)
    checked, before = [], None
    for at, action in enumerate(plan.actions):
        if at % 100 == 0:
            tell("checks", at, len(plan.actions))
        here = replace(seen, before=before)
        steps = tuple(
            step
            if step.source == action.source and not step.owners and step.due and action.deadline_text
            else _checked(step, replace(here, above=action))
            for step in action.milestones
        )
        checked.append(_checked(replace(action, milestones=steps) if steps else action, here))
        before = checked[-1]
    return _of_the_plan(replace(plan, actions=tuple(checked)))


def _of_the_plan(plan: StagedPlan) -> StagedPlan:
    """The plan with a remark that most of its rows would carry made once: it is how the plan is set out."""
    for code, message in _USUAL.items():
        times = sum(1 for action in plan.actions if any(issue.code == code for issue in action.problems))
        if times < _MANY or times * 3 < len(plan.actions):
            continue
        actions = tuple(
            replace(action, problems=tuple(issue for issue in action.problems if issue.code != code))
            for action in plan.actions
        )
        issue = Issue(code, message.format(times=times), plan.source)
        plan = replace(plan, actions=actions, issues=(*plan.issues, issue))
    return plan


def _checked(item: StagedItem, seen: Seen) -> StagedItem:
    raised = {issue.code for issue in item.problems}
    for code, check in CHECKS:
        doubt = check(item, seen) if code not in raised else None
        if doubt:
            issue = Issue(code, doubt.message, item.source, doubt.suggestion)
            item = replace(item, problems=(*item.problems, issue), **doubt.changes)
    return item


def _numbered(plan: StagedPlan) -> str | None:
    """The heading of a running number that nearly every action prints beside its reference."""
    printed = Counter(
        extra.heading for action in plan.actions for extra in action.extra if re.fullmatch(r"\d{1,3}\.?", extra.text)
    )
    heading, times = next(iter(printed.most_common(1)), (None, 0))
    named = heading and plain_heading(heading) in ("no", "number", "sn", "item", "item no")
    return heading if named and times * 10 >= 8 * len(plan.actions) else None


def _seen(plan: StagedPlan) -> Seen:
    owners = [owner.name for item in plan.leaves() for owner in item.owners]
    posts = sum(1 for name in owners if has_post(name) or names_person(name))
    titles: dict[tuple, list[StagedItem]] = {}
    for action in plan.actions:
        titles.setdefault((None, plain_words(action.title)), []).append(action)
        for step in action.milestones:
            titles.setdefault((action.ref, plain_words(step.title)), []).append(step)
    return Seen(
        plan=plan,
        fields=frozenset(name for name, _ in plan.headings),
        posts_usual=len(owners) > 7 and posts * 100 >= 85 * len(owners),
        titles=titles,
        numbered=_numbered(plan),
        days=tuple(sorted(day for item in plan.leaves() for day in (item.due, *item.revised) if day)),
        newest=max((note.date for item in plan.leaves() for note in item.updates if note.date), default=None),
        refs=Counter((action.section, action.ref) for action in plan.actions if action.ref),
        refs_anywhere=Counter(action.ref for action in plan.actions if action.ref),
    )
