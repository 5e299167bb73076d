"""A reply that a manager types in for a lead: who said it, when and how; who types it is recorded as well."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries
from actions.answer_form import UpdateForm, named
from actions.pages.round_lead import TYPED_IN, lead_of, must_manage, round_of
from actions.rounds.standing import Line
from actions.rules.publication import mark_of_state
from actions.services.deadlines import needs_agreement
from actions.services.drafts import type_in
from actions.services.writing import Actor, Stale, Writing
from actions.templatetags.look import full_date
from actions.vocabulary import choices
from tracker.form_fields import TypedDateField

STALE = "Somebody else changed this action while you were writing. Look at what stands above, then save again."


class ReplyForm(UpdateForm):
    """An update as somebody else said it."""

    how = forms.ChoiceField(
        label="How was it said?", choices=choices(TYPED_IN), widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was said"},
    )  # fmt: skip
    said_on = TypedDateField(
        label="When was it said?",
        help_text="Up to the cut-off it answers the round.",
        error_messages={"required": "Enter the date on which it was said"},
    )
    field_order = ("how", "said_on")

    def __init__(self, data=None, **held):
        super().__init__(data, **held)
        self.initial["said_on"] = held["today"]

    def clean_said_on(self) -> date:
        """Refuse a day that has not come."""
        day = self.cleaned_data["said_on"]
        if day > self.today:
            raise forms.ValidationError("The date on which it was said must be today or in the past")
        return day


def round_reply(request, organisation: str, plan: str, round: int, party: int, pk: int):
    """Show the form; record the reply and go back to the lead."""
    plan = queries.plan_for(request.user, organisation, plan)
    must_manage(request.user, plan)
    held = round_of(plan, round)
    lead = lead_of(request.user, plan, held, party)
    line = next((each for each in lead.lines if each.item.pk == pk), None)
    if line is None:
        raise Http404("This lead was not asked about that.")
    back = links.round_page(plan, "round_lead", held, party)
    if held.closed_at is not None:
        messages.error(request, "This round is closed: update the action on its own page.")
        return redirect(back)
    form = form_for(request, plan, line, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            save(request.user, plan, held, line, form)
        except Stale:
            form = form_again(request, plan, line)
        else:
            messages.success(request, f"The reply of {lead.party} on {named(line.item)} is recorded.")
            return redirect(back)
    request.organisation = plan.organisation
    context = {
        "form": form,
        "plan": plan,
        "item": line.item,
        "party": lead.party,
        "state": form.state,
        "not_public": mark_of_state(form.state),
        "heading": f"Reply on {named(line.item)}",
        "breadcrumbs": links.breadcrumbs(
            plan, (f"Round: {held}", f"{links.plan_page(plan, 'round')}?round={held.pk}"), (lead.party.name, back)
        ),
        "back": back,
        "cut_off": full_date(held.closes_on),
    }
    return render(request, "actions/round_reply.html", context)


def form_for(request, plan, line: Line, data) -> ReplyForm:
    """Return the form for the action as it stands now."""
    today = timezone.localdate()
    items = queries.items_for(request.user, plan).filter(pk=line.item.pk)
    (state,) = queries.states_of(request.user, plan, items, today)
    return ReplyForm(
        data, item=line.item, state=state, steps=[], labels=queries.labels_of(plan), today=today,
        waits=needs_agreement(plan, manages=True),
    )  # fmt: skip


def form_again(request, plan, line: Line) -> ReplyForm:
    """Return the form with all that was typed, on top of what holds now, and what is wrong."""
    line.item.refresh_from_db()
    data = request.POST.copy()
    data["version"] = form_for(request, plan, line, None).initial["version"]
    form = form_for(request, plan, line, data)
    form.is_valid()
    form.add_error(None, STALE)
    return form


def save(user, plan, round, line: Line, form: ReplyForm) -> None:
    """Write the reply in one transaction; raises Stale where somebody was quicker."""
    given = form.cleaned_data
    with Writing(plan, Actor.on_page(user)) as writing:
        writing.claim(line.item, form.versions().get(line.item.pk, 0))
        type_in(
            writing, round, line.item, form.state, form.answer(), form.labels.values(), party=line.party,
            how=given["how"], said_on=given["said_on"], new_date_waits=needs_agreement(plan, manages=True),
        )  # fmt: skip
