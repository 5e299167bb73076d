"""My actions: what the parties of a signed-in user hold, across plans, by urgency."""

from datetime import date
from itertools import groupby

from django.shortcuts import render
from django.utils import timezone

from actions import links, queries, walks
from actions.lists.held import GROUPS, group_of, held_by
from actions.models import Plan
from actions.pages.plans import dates_wait


def mine(request):
    """Show what the signed-in user holds, the most urgent first."""
    today = timezone.localdate()
    held = held_by(request.user, today)
    groups = groupby(held, key=lambda each: group_of(each.state))
    context = {
        "heading": "My actions",
        "groups": [(*GROUPS[place][:2], list(lines)) for place, lines in groups],
        "today": today,
        "count": len(held),
        "waiting": waiting_for(request.user, today),
        "walk": walks.begin("mine", [one.update_href for one in walks.to_answer(held)]),
    }
    return render(request, "actions/mine.html", context)


def waiting_for(user, on: date) -> list[tuple[str, Plan, str]]:
    """Return for each plan in which new dates wait for the user: how many in words, the plan, the table of them."""
    plans = list(queries.plans_for(user).filter(archived=False).order_by("organisation__name", "title"))
    asked = queries.waiting_by_plan(user, plans, on)
    return [(dates_wait(asked[plan.pk]), plan, links.plan_page(plan, "dates")) for plan in plans if plan.pk in asked]
