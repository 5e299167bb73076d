"""An action or step by hand: added, reworded, given owners, moved to another theme, or taken off the plan."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from actions import links, queries
from actions.answer_form import named
from actions.by_hand.item_form import ItemForm
from actions.by_hand.outline import owners_of
from actions.models import Item, Plan
from actions.pages.theme import plan_to_edit
from actions.permissions import may
from actions.services.by_hand import edit_item as write_item
from actions.services.by_hand import last_position, order_items, set_owners, take_off
from actions.services.deadlines import set_first_date
from actions.services.people import parties_named, take_on
from actions.services.plans import add_items
from actions.services.progress import change_stage
from actions.services.writing import Actor, Stale, Writing
from actions.side_by_side import theirs
from actions.vocabulary import Stage
from tracker.form_fields import whole_number


def new_item(request, organisation: str, plan: str):
    """Add an action, in the theme that `theme` names, or a step of the action that `parent` names."""
    plan = plan_to_edit(request, organisation, plan)
    asked = whole_number(request.GET["parent"]) if "parent" in request.GET else 0
    parent = queries.items_for(request.user, plan).filter(pk=asked, parent=None).first()
    if asked and parent is None:
        raise Http404
    form = form_for(request, plan, parent=parent, section=request.GET.get("theme", ""))
    if request.method == "POST" and form.is_valid():
        item = add(request.user, plan, form, parent)
        messages.success(request, f"“{named(item)}” is added.")
        return redirect(request.get_full_path() if "another" in request.POST else outline_at(plan, item))
    what = f"Add a step of {named(parent)}" if parent else "Add an action"
    return page_of(request, plan, form, {"heading": what})


def edit_item(request, organisation: str, plan: str, pk: int):
    """Change the words, owners or theme of an item; with `do=take_off` and a reason, take it off the plan."""
    item = queries.item_for(request.user, organisation, plan, pk)
    if not may(request.user, "edit_item", item):
        raise PermissionDenied
    request.organisation = item.plan.organisation
    if request.POST.get("do") == "take_off":
        return remove(request, item)
    form, compared = form_for(request, item.plan, item=item, parent=item.parent), {}
    if request.method == "POST" and form.is_valid():
        try:
            change(request.user, item, form)
        except Stale as stale:
            form, compared = stale_form(request, item, form, str(stale))
        else:
            messages.success(request, f"“{named(item)}” is saved.")
            return redirect(outline_at(item.plan, item))
    return page_of(request, item.plan, form, {"heading": f"Change {named(item)}", "item": item} | compared)


def page_of(request, plan: Plan, form: ItemForm, context: dict):
    """Draw the form of a new item or of one that is there."""
    around = {
        "form": form,
        "plan": plan,
        "breadcrumbs": links.breadcrumbs(plan, ("Set up", links.plan_page(plan, "set_up"))),
        "back": links.plan_page(plan, "set_up"),
        "parties": queries.party_names(request.user, plan.organisation),
    }
    return render(request, "actions/edit_item.html", around | context)


def form_for(
    request, plan: Plan, *, item: Item | None = None, parent: Item | None = None, section: str = "", data=None
):
    """Return the form of an item as it stands now, or of a new one, filled in with what was sent."""
    return ItemForm(
        (request.POST if data is None else data) or None,
        plan=plan,
        sections=queries.sections_for(request.user, plan),
        today=timezone.localdate(),
        item=item,
        parent=parent,
        held=owners_of([item]).get(item.pk, ()) if item else (),
        dated=bool(item) and item.datemove_events.filter(retracted_at=None).exists(),
        section=section,
    )


def add(user, plan: Plan, form: ItemForm, parent: Item | None) -> Item:
    """Write the new item with its owners, first date and stage, at the end of its theme or of its action."""
    with Writing(plan, Actor.on_page(user)) as writing:
        words = form.words() | ({"section": parent.section, "parent": parent} if parent else {})
        item = Item(position=last_position(plan) + 1, **words)
        add_items(writing, [item], writing.actor.today)
        parties = parties_named(plan.organisation, [name for name, _ in form.owners()])
        for position, (name, role) in enumerate(form.owners()):
            take_on(writing, item, parties[name], role=role, position=position)
        if deadline := form.deadline():
            set_first_date(writing, item, **deadline)
        stage = Stage(form.cleaned_data["stage"])
        change_stage(writing, item, stage, done_on=writing.actor.today if stage == Stage.DONE else None)
        if parent:
            writing.touch(parent)
        order_items(writing)
    return item


def change(user, item: Item, form: ItemForm) -> None:
    """Write what was changed; raises Stale where somebody was quicker."""
    plan = item.plan
    with Writing(plan, Actor.on_page(user)) as writing:
        writing.claim(item, whole_number(form.cleaned_data["version"]))
        write_item(writing, item, **form.words())
        parties = parties_named(plan.organisation, [name for name, _ in form.owners()])
        set_owners(writing, item, form.held, [(parties[name], role) for name, role in form.owners()])
        if deadline := form.deadline():
            set_first_date(writing, item, **deadline)


def stale_form(request, item: Item, form: ItemForm, sentence: str) -> tuple[ItemForm, dict]:
    """Return the form with all that was typed, on top of what holds now, and both changes side by side."""
    fresh = queries.item_for(request.user, *links.of(item.plan), item.pk)
    data = request.POST.copy()
    data["version"] = str(fresh.version)
    again = form_for(request, fresh.plan, item=fresh, parent=fresh.parent, data=data)
    again.full_clean()
    again.add_error(None, sentence)
    typed = [(form.fields[name].label, form[name].value()) for name in form.changed_data if name != "version"]
    return again, {"typed": typed, "theirs": theirs(request.user, fresh, form["version"].value())}


def remove(request, item: Item):
    """Take the item off the plan with the reason given, or say what is missing."""
    try:
        with Writing(item.plan, Actor.on_page(request.user)) as writing:
            writing.claim(item, whole_number(request.POST.get("version", "")))
            take_off(writing, item, request.POST.get("reason", "")[:2_000])
    except (ValueError, Stale) as refusal:
        form = form_for(request, item.plan, item=item, parent=item.parent, data={})
        context = {"heading": f"Change {named(item)}", "item": item, "not_taken_off": str(refusal),
                   "reason": request.POST.get("reason", "")}  # fmt: skip
        return page_of(request, item.plan, form, context)
    messages.success(request, f"“{named(item)}” is taken off the plan. Its history is kept.")
    return redirect(links.plan_page(item.plan, "set_up"))


def outline_at(plan: Plan, item: Item) -> str:
    """Return the address of the outline, at the place of the item."""
    return f"{reverse('set_up', args=links.of(plan))}#item-{item.pk}"
