"""The update page of one action or step: the form, its answer saved or refused, and two changes side by side.

With `walk` it is one of many, each with the next at once; see actions/walks.py.
"""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from actions import links, logs, queries, walks
from actions.answer_form import CHOSEN, UpdateForm, named
from actions.evidence.form import EvidenceForm
from actions.evidence.keeping import kept
from actions.models import DateMove, Item
from actions.pages.action import withdraw_address
from actions.permissions import may
from actions.rules.publication import mark_of_state
from actions.services.answers import never_had_a_date, record_answer
from actions.services.deadlines import needs_agreement
from actions.services.evidence import add_evidence
from actions.services.writing import Actor, Stale, Writing
from actions.templatetags.look import full_date
from tracker import unsent


def update(request, organisation: str, plan: str, pk: int):
    """Show the form; save what was said and go back to the action, or to the page that `next` names."""
    item = queries.item_for(request.user, organisation, plan, pk)
    if item.plan.archived:
        messages.error(request, "This plan is archived: it can be read, and nothing in it can be changed.")
        return redirect(links.item_page(item.plan, pk))
    if not may(request.user, "update_item", item):
        raise PermissionDenied
    request.organisation = item.plan.organisation
    proof = EvidenceForm(request.POST or None, request.FILES or None, required=False)
    form = form_for(request, item, request.POST or None, also_given=proof.is_valid() and proof.is_given)
    walk = walks.at(request.POST.get("walk") or request.GET.get("walk", ""), request.user, item, timezone.localdate())
    compared = {}
    if request.method == "POST" and form.is_valid() and proof.is_valid():
        try:
            said = save(request.user, form, proof)
        except Stale as stale:
            form, compared = stale_form(request, form, str(stale))
            proof.choose_again()
        else:
            messages.success(request, f"{named(item)}: {said}" if walk else said)
            return redirect(way_on(request, item, walk))
    elif request.method == "POST":
        proof.choose_again()
    elif typed := unsent.take(request):
        form, proof = filled_in(form_for(request, item, typed)), filled_in(EvidenceForm(typed, required=False))
    context = {
        "form": form,
        "proof": proof,
        "item": form.item,
        "plan": item.plan,
        "state": form.state,
        "not_public": mark_of_state(form.state),
        "heading": f"Update {named(item)}",
        "breadcrumbs": links.breadcrumbs(item.plan, ("Actions", links.list_behind(item.plan))),
        "withdraw": withdraw_address(request.user, asked_for(form)),
        "back": walk.back if walk else way_back(request, item),
        "walk": walk,
        "typed_by": unsent.mark_of(request.user),
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "actions/update.html", context | compared)


def filled_in(form):
    """Return the form with what was typed and without complaints: nobody has tried to save that yet."""
    form.full_clean()
    form.errors.clear()
    return form


def way_on(request, item: Item, walk: walks.Walk | None) -> str:
    """Return where to go once it is saved: to the next form of a walk unless they stop here, else back."""
    if walk is None:
        return way_back(request, item)
    return walk.next if walk.next and request.POST.get("then") != "stop" else walk.back


def asked_for(form: UpdateForm) -> DateMove | None:
    """Return the new date of the form's item that waits, or None."""
    asked = form.state.deadline.asked
    return form.item.datemove_events.select_related("asked_by").filter(pk=asked.id).first() if asked else None


def form_for(request, item: Item, data, *, also_given: bool = False) -> UpdateForm:
    """Return the form for the item as it stands now, filled in with `data` where somebody sent it.

    With `also_given` evidence comes along, so that nothing else need be said.
    """
    plan, today = item.plan, timezone.localdate()
    steps = list(queries.items_for(request.user, plan).filter(parent=item).order_by("position"))
    return UpdateForm(
        data,
        item=item,
        state=queries.family_of(request.user, item, today)[item.pk],
        steps=steps,
        labels=queries.labels_of(plan),
        today=today,
        waits=needs_agreement(plan, may(request.user, "manage_plan", plan)),
        also_given=also_given,
    )


def save(user, form: UpdateForm, proof: EvidenceForm) -> str:
    """Write the answer and its evidence in one transaction and return what to tell; raises Stale."""
    item, answer, versions = form.item, form.answer(), form.versions()
    waits = needs_agreement(item.plan, may(user, "manage_plan", item.plan))
    with kept(proof.file) as file, Writing(item.plan, Actor.on_page(user)) as writing:
        for each in (item, *answer.steps_done):
            writing.claim(each, versions.get(each.pk, 0))
        by = queries.party_of(user, item.plan)
        record_answer(writing, item, form.state, answer, form.labels.values(), by=by, new_date_waits=waits)
        if proof.is_given:
            add_evidence(writing, item, proof.given(file))
    if answer.new_date and waits and not never_had_a_date(form.state):
        return f"Your update is saved. The new date {full_date(answer.new_date)} waits to be agreed."
    return "Your update is saved."


def stale_form(request, form: UpdateForm, sentence: str) -> tuple[UpdateForm, dict]:
    """Return the form with all that was typed, on top of what holds now, and both changes side by side."""
    item = queries.item_for(request.user, form.item.plan.organisation.slug, form.item.plan.slug, form.item.pk)
    versions = form.versions()
    fresh = form_for(request, item, None)
    data = request.POST.copy()
    data["version"] = fresh.initial["version"]
    for name in CHOSEN:
        data[f"initial-{name}"] = fresh.initial[name]
        if name not in form.changed_data:  # only shown, not chosen: the other person's choice stands
            data[name] = fresh.initial[name]
    again = filled_in(form_for(request, item, data))
    again.add_error(None, sentence)
    changed = [item, *queries.items_for(request.user, item.plan).filter(parent=item)]
    theirs = [entry for each in changed for entry in queries.changes_since(each, versions.get(each.pk, each.version))]
    return again, {"typed": form.typed(), "theirs": logs.rows(request.user, theirs)}


def way_back(request, item: Item) -> str:
    """Return the address to go to afterwards: `next` where it leads to a page of this site, else the action."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    own = partial(url_has_allowed_host_and_scheme, allowed_hosts={request.get_host()})
    if asked and own(asked, require_https=request.is_secure()):
        return asked
    return links.item_page(item.plan, item.pk)
