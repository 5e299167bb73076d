"""What one batch did, action by action, and its taking back: what stands in the way, or a reason in."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from actions import links, logs, queries
from actions.models import Batch, Item, Plan
from actions.pages.bulk import batches_of
from actions.permissions import may
from actions.rules.publication import numbered
from actions.services.batches import Obstacle, StandsInTheWay, in_the_way, take_back
from actions.services.writing import Actor
from actions.templatetags.look import full_time

MOST_SHOWN = 100


class TakeBackForm(forms.Form):
    """Why the batch is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        help_text="Stands in the log of changes.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why this is taken back"},
    )


def batch(request, organisation: str, plan: str, pk: int):
    """Show what the batch did; a POST takes it back, all of it or nothing."""
    plan = queries.plan_for(request.user, organisation, plan)
    request.organisation = plan.organisation
    if not may(request.user, "manage_plan", plan):
        raise PermissionDenied
    batch = batches_of(request.user, plan).filter(pk=pk).first()
    if batch is None:
        raise Http404
    batch.plan = plan
    form, obstacles = TakeBackForm(request.POST or None), [] if batch.retracted_at else in_the_way(batch)
    if request.method == "POST" and not plan.archived and form.is_valid():
        try:
            take_back(batch, Actor.on_page(request.user), form.cleaned_data["reason"])
        except StandsInTheWay as refusal:
            obstacles = refusal.obstacles
        except ValueError as refusal:  # somebody else was quicker
            messages.error(request, str(refusal))
            return redirect(links.batch_page(batch))
        else:
            messages.success(request, "This is taken back: the actions are as they were before it.")
            return redirect(links.batch_page(batch))
    context = {
        "plan": plan,
        "batch": batch,
        "heading": "Many updated at once",
        "breadcrumbs": links.breadcrumbs(plan, ("Actions", links.list_behind(plan))),
        "about": about(batch),
        "did": (did := what_it_did(request.user, plan, batch)),
        "counts": numbered("step" if item.parent_id else "action" for item, *_ in did),
        "form": form,
        "may_take_back": not plan.archived and batch.retracted_at is None,
    }
    return render(request, "actions/batch.html", context | shown(request.user, plan, obstacles))


def about(batch: Batch) -> list[tuple[str, str]]:
    """Return who saved the batch, when and why; and who took it back."""
    rows = [("Saved", f"{full_time(batch.recorded_at)}, {batch.recorded_who}"), ("Reason", batch.reason)]
    if batch.retracted_at:
        rows += [("Taken back", f"{full_time(batch.retracted_at)}, {batch.retracted_who}")]
        rows += [("Why it was taken back", batch.retracted_because)]
    return [(term, words) for term, words in rows if words]


def what_it_did(user, plan: Plan, batch: Batch) -> list[tuple[Item, str, list[logs.Row]]]:
    """Return each action that it changed and that `user` may see, with its address and the entries of the log."""
    items = list(queries.items_ever_for(user, plan).filter(pk__in=batch.changes.values("item")).order_by("position"))
    changes = batch.changes.filter(item__in=items).exclude(event="take_back").order_by("pk")
    changes = list(changes.select_related("item", "plan__organisation", "paper__plan__organisation"))
    by_item: dict[int, list[logs.Row]] = {item.pk: [] for item in items}
    for change, entry in zip(changes, logs.rows(user, changes), strict=True):
        by_item[change.item_id].append(entry)
    address = links.item_pages(plan)
    return [(item, "" if item.retracted_at else address(item.pk), by_item[item.pk]) for item in items]


def shown(user, plan: Plan, obstacles: list[Obstacle]) -> dict:
    """Return the obstacles that `user` may see, each with the way to it, and how many more there are."""
    seen = set(queries.items_for(user, plan).filter(pk__in={one.item for one in obstacles if one.item})
               .values_list("pk", flat=True))  # fmt: skip
    found = [
        (one.sentence, links.item_page(plan, one.item) if one.item else "")
        for one in obstacles
        if one.item is None or one.item in seen
    ][:MOST_SHOWN]
    return {"obstacles": found, "more": len(obstacles) - len(found), "blocked": bool(obstacles)}
