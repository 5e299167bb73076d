"""Evidence of one action or step: given, handed out to be saved, and withdrawn; a file is never shown as a page."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from actions import links, queries
from actions.evidence import shown
from actions.evidence.form import EvidenceForm
from actions.evidence.keeping import kept
from actions.evidence.kinds import saved_as
from actions.models import Evidence, Item
from actions.permissions import may
from actions.services.evidence import add_evidence, withdraw_evidence
from actions.services.writing import Actor, Writing
from tracker.stored_files import to_be_saved

ARCHIVED = "This plan is archived: it can be read, and nothing in it can be changed."


class WithdrawForm(forms.Form):
    """Why evidence counts no more."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Stands in the log of changes. The file is kept.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why the evidence is withdrawn"},
    )


def add(request, organisation: str, plan: str, pk: int):
    """Show the form and what was given before; keep the file or the link and go back to the action."""
    item = queries.item_for(request.user, organisation, plan, pk)
    request.organisation = item.plan.organisation
    if item.plan.archived:
        return _as_it_stands(request, item)
    if not may(request.user, "update_item", item):
        raise PermissionDenied
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if request.method == "POST" and form.is_valid():
        with kept(form.file) as file, Writing(item.plan, Actor.on_page(request.user)) as writing:
            made = add_evidence(writing, item, form.given(file))
        messages.success(request, f"“{made.title}” is added as evidence.")
        return redirect(f"{links.item_page(item.plan, pk)}#evidence")
    context = {
        "form": form,
        "item": item,
        "plan": item.plan,
        "heading": "Add evidence",
        "breadcrumbs": _above(item),
        "evidence": shown.rows(request.user, item, queries.evidence_for(request.user, item)),
        "back": links.item_page(item.plan, pk),
    }
    return render(request, "actions/evidence.html", context)


def evidence_file(request, organisation: str, plan: str, pk: int, key: int):
    """Hand the file out to whoever may see the evidence, what was withdrawn to those alone who manage the plan."""
    item = queries.item_for(request.user, organisation, plan, pk)
    found = queries.evidence_ever_for(request.user, item).exclude(file="")
    if not may(request.user, "manage_plan", item.plan):
        found = found.filter(retracted_at=None)
    evidence = get_object_or_404(found, pk=key)
    try:
        opened = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file of this evidence is no longer here.") from None
    return to_be_saved(opened, saved_as(evidence.name, evidence.kind))


def withdraw(request, organisation: str, plan: str, pk: int, key: int):
    """Ask why; a POST has the evidence count no more."""
    item = queries.item_for(request.user, organisation, plan, pk)
    request.organisation = item.plan.organisation
    evidence = _standing(request.user, item, key)
    if item.plan.archived:
        return _as_it_stands(request, item)
    if not may(request.user, "withdraw_evidence", evidence):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with Writing(item.plan, Actor.on_page(request.user)) as writing:
                withdraw_evidence(writing, evidence, form.cleaned_data["reason"])
        except ValueError as refusal:  # somebody else was quicker
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"“{evidence.title}” is withdrawn.")
        return redirect(f"{links.item_page(item.plan, pk)}#evidence")
    context = {
        "form": form,
        "item": item,
        "plan": item.plan,
        "heading": "Withdraw this evidence",
        "breadcrumbs": _above(item),
        "evidence": shown.rows(request.user, item, [evidence]),
        "back": links.item_page(item.plan, pk),
    }
    return render(request, "actions/withdraw_evidence.html", context)


def _standing(user, item: Item, key: int) -> Evidence:
    evidence = get_object_or_404(queries.evidence_ever_for(user, item).filter(retracted_at=None), pk=key)
    evidence.item = item
    return evidence


def _above(item: Item) -> list[tuple[str, str]]:
    words = " ".join(filter(None, (item.ref, item.title)))
    here = (words if len(words) <= 60 else f"{words[:59]}…", links.item_page(item.plan, item.pk))
    return links.breadcrumbs(item.plan, ("Actions", links.list_behind(item.plan)), here)


def _as_it_stands(request, item: Item):
    messages.error(request, ARCHIVED)
    return redirect(links.item_page(item.plan, item.pk))
