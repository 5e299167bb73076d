"""One action or step: what holds now and why, its steps, its history, and the words as the paper printed them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actions import links, queries
from actions.histories import change_entries, date_entries, facts_of, rating_rows, update_entries, waiting
from actions.lists.table import StepTable
from actions.models import Item
from actions.pages.plan_actions import day_asked
from actions.permissions import may
from actions.rules.judge import State
from actions.services.deadlines import decide_date
from actions.services.writing import Actor, Writing
from actions.templatetags.look import full_date


def action(request, organisation: str, plan: str, pk: int):
    """Show an action or step as it stands today, or with `as_of` as it stood on that day."""
    item = queries.item_for(request.user, organisation, plan, pk)
    plan = item.plan
    request.organisation = plan.organisation
    as_of, _ = day_asked(request.GET)
    on = as_of or timezone.localdate()
    states = queries.family_of(request.user, item, on)
    if pk not in states:
        raise Http404("The register did not know this action on that day.")
    state, history = states[pk], queries.history_of(request.user, item)
    rates = plan.schemes.exists()
    steps = [each for each in states.values() if each.action.id == pk and each.item.id != pk]
    context = {
        "item": item,
        "plan": plan,
        "state": state,
        "on": on,
        "heading": " ".join(filter(None, (item.ref, item.title))),
        "breadcrumbs": links.breadcrumbs(plan, *_above(item, state)),
        "facts": facts_of(plan, item, state, rates),
        "steps": StepTable(steps, plan, request.GET, rates=rates) if steps else None,
        "waiting": waiting(history["dates"]),
        "dates": date_entries(history["dates"]),
        "updates": update_entries(history["updates"]),
        "ratings": rating_rows(history["ratings"]),
        "changes": change_entries(queries.changes_to(item)),
        "may_update": may(request.user, "update_item", item),
        "may_decide": may(request.user, "decide_date", item),
        "today_page": links.item_page(plan, pk) if as_of else "",
        "update_page": links.item_page(plan, pk, "update_action"),
        "decide_page": links.item_page(plan, pk, "decide_date"),
    }
    return render(request, "actions/action.html", context)


def _above(item: Item, state: State) -> list[tuple[str, str]]:
    above = [("Actions", links.list_behind(item.plan))]
    if item.parent_id:
        words = " ".join(filter(None, (state.action.ref, state.action.title)))
        above.append((words if len(words) <= 60 else f"{words[:59]}…", links.item_page(item.plan, item.parent_id)))
    return above


def decide(request, organisation: str, plan: str, pk: int):
    """Agree or refuse a new date that waits, and go back to the action."""
    item = queries.item_for(request.user, organisation, plan, pk)
    if request.method != "POST":  # somebody who had to sign in first comes back without the form
        return redirect(links.item_page(item.plan, pk))
    if not may(request.user, "decide_date", item):
        raise PermissionDenied
    decision = request.POST.get("decision")
    if decision not in {"agree", "refuse"} or not request.POST.get("move", "").isdecimal():
        return HttpResponseBadRequest()
    move = get_object_or_404(item.datemove_events.filter(retracted_at=None), pk=request.POST["move"])
    try:
        with Writing(item.plan, Actor.on_page(request.user)) as writing:
            decide_date(writing, move, agree=decision == "agree")
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        outcome = "is agreed and holds now" if decision == "agree" else "is refused; the date before it still holds"
        messages.success(request, f"The new date {full_date(move.to_due)} {outcome}.")
    return redirect(links.item_page(item.plan, pk))
