"""Every change of a plan, or of one person in the plans of their organisation: who, when, what, from, to and why."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from actions import links, logs, queries
from actions.doubts import open_doubts
from actions.lists.log_filter import LogFilter
from actions.models import Membership, Party, User
from actions.pages.plan_actions import without
from actions.permissions import may

ON_A_PAGE = 50


def history(request, organisation: str, plan: str):
    """Show every change of the plan that the reader may know of, the newest first."""
    plan = queries.plan_for(request.user, organisation, plan)
    request.organisation = plan.organisation
    context = {
        "plan": plan,
        "title": f"History, {plan.title}",
        "caption": plan.title,
        "heading": "History",
        "breadcrumbs": links.breadcrumbs(plan),
        "links": links.plan_navigation(plan, "history", doubts=open_doubts(request.user, plan).count()),
    }
    return drawn(request, context, logs.changes_for(request.user, [plan]), may(request.user, "manage_plan", plan))


def of_person(request, organisation: str, user: int):
    """Show what one account changed in the organisation's plans, to those who manage all of them."""
    council = logs.organisation_managed(request.user, organisation)
    person = get_object_or_404(User, pk=user)
    changes = logs.changes_of(request.user, council, person)
    if not (Membership.objects.filter(user=person, organisation=council).exists() or changes.exists()):
        raise Http404
    return drawn_of(request, council, str(person), changes)


def of_party(request, organisation: str, party: int):
    """Show the same of a person, post or body that actions are given to, and what it took on and laid down."""
    council = logs.organisation_managed(request.user, organisation)
    whose = get_object_or_404(Party, pk=party, organisation=council)
    return drawn_of(request, council, whose.name, logs.changes_of(request.user, council, whose))


def drawn_of(request, council, name: str, changes):
    """Return the page of one person's changes."""
    request.organisation = council
    context = {
        "title": f"History of {name}",
        "caption": council.name,
        "heading": f"History of {name}",
        "breadcrumbs": [("Plans", reverse("plans"))],
    }
    return drawn(request, context, changes, True)


def drawn(request, context: dict, changes, names_people: bool):
    """Return the page of these changes, narrowed by what the address asks for, fifty at a time."""
    chosen = LogFilter(request.GET, changes)
    found = chosen.qs.select_related("plan__organisation", "item", "paper__plan__organisation")
    page = Paginator(found.order_by("-recorded_at", "-id"), ON_A_PAGE).get_page(request.GET.get("page"))
    context |= {
        "filter": chosen,
        "chosen": [(words, without(request.GET, name)) for name, words in chosen.in_words()],
        "clear": without(request.GET, *chosen.filters),
        "page": page,
        "entries": logs.rows(request.user, list(page), names_people=names_people),
    }
    return render(request, "actions/history.html", context)
