"""The plans that somebody may see, by organisation, each with its counts of today."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from actions import links, permissions, queries
from actions.models import Plan


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan of the list: its counts are of steps, and of actions without steps."""

    plan: Plan
    href: str
    items: int
    open: int
    overdue: int
    done: int
    overdue_href: str
    not_stated: int
    not_stated_href: str
    asked: str
    asked_href: str
    information_as_at: date | None


def plans(request):
    """Show the plans of each organisation, without those that are archived."""
    today = timezone.localdate()
    found = list(queries.plans_for(request.user).filter(archived=False).order_by("organisation__name", "title"))
    counts = queries.counts_by_plan(request.user, found, today)
    asked = queries.waiting_by_plan(request.user, found, today)
    spoken = queries.spoken_for(found)
    lines = [plan_line(plan, counts.get(plan.pk, {}), spoken.get(plan.pk), asked.get(plan.pk, 0)) for plan in found]
    by_organisation = groupby(lines, key=lambda line: line.plan.organisation)
    context = {"heading": "Plans", "organisations": [(name, list(group)) for name, group in by_organisation]}
    take_in = links.take_in_page() if permissions.takes_papers_in(request.user) else ""
    by_hand = reverse("new_plan") if permissions.manages_whole(request.user) else ""
    context |= {"set_up": by_hand, "set_up_words": "Set up a plan by hand"}
    return render(request, "actions/plans.html", context | {"today": today, "take_in": take_in})


def dates_wait(number: int) -> str:
    """Return how many new dates wait for the reader, nothing where none does."""
    if not number:
        return ""
    return f"{number:,} new {'date waits' if number == 1 else 'dates wait'} for you"


def plan_line(plan: Plan, counts: dict, spoken: date | None, asked: int) -> PlanLine:
    """Return the list's line of a plan; `counts` is empty where it has no action, `asked` counts dates that wait."""
    newest = [day for day in (spoken, counts.get("updated_on")) if day]
    return PlanLine(
        plan=plan,
        href=reverse("board", args=links.of(plan)),
        items=counts.get("items", 0),
        open=counts.get("open", 0),
        overdue=counts.get("overdue", 0),
        done=counts.get("done", 0),
        overdue_href=f"{links.list_behind(plan)}?overdue=on",
        not_stated=counts.get("not_stated", 0),
        not_stated_href=links.list_behind(plan, count="not_stated"),
        asked=dates_wait(asked),
        asked_href=links.plan_page(plan, "dates"),
        information_as_at=max(newest, default=None),
    )
