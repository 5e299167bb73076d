"""The outline of a plan as it is set up: themes, actions and steps, each led to its form; their order changed here."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse

from actions import links, queries
from actions.by_hand.outline import outline
from actions.doubts import open_doubts
from actions.models import Item, Plan, Section
from actions.permissions import may
from actions.services.by_hand import order_sections, swap
from actions.services.writing import Actor, Writing
from tracker.form_fields import whole_number

STEPS = {"up": -1, "down": 1}


def set_up(request, organisation: str, plan: str):
    """Show the outline; move a theme, an action or a step up or down."""
    plan = queries.plan_for(request.user, organisation, plan)
    if not may(request.user, "manage_plan", plan):
        raise PermissionDenied
    request.organisation = plan.organisation
    if request.method == "POST":
        return move(request, plan)
    context = {
        "plan": plan,
        "heading": "Set up the plan",
        "breadcrumbs": links.breadcrumbs(plan),
        "links": links.plan_navigation(plan, "", doubts=open_doubts(request.user, plan).count()),
        "themes": outline(request.user, plan),
        "may_edit": may(request.user, "edit_plan", plan),
        "settings": links.plan_page(plan, "plan_settings"),
        "ratings": links.plan_page(plan, "ratings"),
        "new_theme": links.plan_page(plan, "new_theme"),
        "new_item": links.plan_page(plan, "new_item"),
        "theme_page": reverse("theme", args=[*links.of(plan), 0]).removesuffix("0/"),
    }
    return render(request, "actions/set_up.html", context)


def move(request, plan: Plan):
    """Let a theme or an item change places with its neighbour, and come back to where it stands."""
    if not may(request.user, "edit_plan", plan):
        raise PermissionDenied
    pk, step = whole_number(request.POST.get("pk", "")), STEPS.get(request.POST.get("to", ""))
    kind = request.POST.get("what", "")
    rows: list = siblings(request.user, plan, kind, pk)
    places = [place for place, row in enumerate(rows) if row.pk == pk]
    if step is None or not places:
        return HttpResponseBadRequest()
    place = places[0]
    if 0 <= place + step < len(rows):  # at either end there is nothing to do: somebody else was quicker
        with Writing(plan, Actor.on_page(request.user)) as writing:
            if kind == "theme":
                rows[place], rows[place + step] = rows[place + step], rows[place]
                order_sections(writing, rows)
            else:
                swap(writing, rows[place], rows[place + step])
    return redirect(f"{links.plan_page(plan, 'set_up')}#{kind}-{pk}")


def siblings(user, plan: Plan, kind: str, pk: int) -> list[Section] | list[Item]:
    """Return, in order, the themes of the plan, or the items that stand beside the one of that key."""
    if kind == "theme":
        return list(queries.sections_for(user, plan))
    items = queries.items_for(user, plan)
    item = items.filter(pk=pk).first() if kind == "item" else None
    if item is None:
        return []
    beside = (
        items.filter(parent=item.parent_id) if item.parent_id else items.filter(parent=None, section=item.section_id)
    )
    return list(beside.order_by("position", "pk"))
