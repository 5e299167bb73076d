"""Where a plan of a paper goes in the register, and for which day the paper speaks."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from actions.services.writing import Stale
from imports import proposals, queries
from imports.models import Proposal
from imports.not_taken import NotTaken
from imports.showing.navigation import address, version_sent, way_down
from tracker.form_fields import TypedDateField


class WhereForm(forms.Form):
    """Which plan of the register it is (none: a new one), and the paper's day; only plans of the user are offered."""

    plan = forms.ChoiceField(label="Which plan of the register is this?", required=False, widget=forms.RadioSelect)
    title = forms.CharField(
        label="Title of the new plan", required=False, max_length=300, help_text="Only where it is a new plan."
    )
    as_at = TypedDateField(
        label="The day that the paper speaks for",
        help_text="Its “as at” date; where it states none, the day of its meeting. For example, 30 9 2020.",
    )

    for_all = forms.BooleanField(label="Use this day for every plan of this paper that states none", required=False)

    def __init__(self, data=None, *, proposal: Proposal, plans, dayless: int):
        self.plans = {str(plan.pk): plan for plan in plans}
        super().__init__(
            data, initial={"plan": proposal.plan_id or "", "as_at": proposal.as_at, "title": proposal.title}
        )
        self.fields["plan"].choices = [*((pk, plan.title) for pk, plan in self.plans.items()), ("", "A new plan")]
        if not dayless:
            del self.fields["for_all"]

    def clean(self):
        """Ask for the title of a new plan."""
        given = self.cleaned_data
        if "plan" in given and not given["plan"] and not given.get("title", "").strip():
            self.add_error("title", "Enter the title of the new plan")
        return given


def where_it_goes(request, upload: int, number: int):
    """Show the form; keep what was chosen and go on to what will change."""
    proposal = queries.proposal_for(request.user, upload, number)
    plans = queries.plans_for(request.user).filter(organisation=proposal.upload.organisation, archived=False)
    dayless = others_without_a_day(request.user, proposal)
    form = WhereForm(request.POST or None, proposal=proposal, plans=plans, dayless=len(dayless))
    if request.method == "POST" and form.is_valid() and kept(request, proposal, form):
        return redirect(address(proposal, "what_will_change"))
    context = way_down(request, proposal, "") | {"form": form, "back": address(proposal, "what_will_change")}
    return render(request, "imports/where_it_goes.html", context)


def others_without_a_day(user, proposal: Proposal) -> list[Proposal]:
    """Return the other plans of the paper that are still to be saved and have no day yet."""
    others = queries.proposals_for(user, proposal.upload).filter(as_at=None, saved_at=None, set_aside_at=None)
    return list(others.exclude(pk=proposal.pk))


def kept(request, proposal: Proposal, form: WhereForm) -> bool:
    """Keep the plan and the day; return whether they were, with the reason on the form where not."""
    given, version = form.cleaned_data, version_sent(request)
    plan = form.plans.get(given["plan"])
    try:
        if plan != proposal.plan or (plan is None and given["title"].strip() != proposal.title):
            proposals.set_plan(proposal, version, plan, request.user, given["title"])
            version = proposal.version
        if given["as_at"] != proposal.as_at:
            proposals.set_as_at(proposal, version, given["as_at"], request.user)
        for other in others_without_a_day(request.user, proposal) if given.get("for_all") else ():
            proposals.set_as_at(other, other.version, given["as_at"], request.user)
    except NotTaken as refusal:
        form.add_error("as_at" if refusal.dated else "plan", str(refusal))
    except Stale as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, "Kept. This is what would change there.")
    return not form.errors
