"""One action or step: what holds now and why, its steps, its history, and the words as the paper printed them."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actions import links, queries
from actions.as_printed import printed_rows
from actions.doubts import doubts_about
from actions.evidence import shown
from actions.histories import change_entries, date_entries, facts_of, rating_rows, update_entries, waiting
from actions.lists.table import StepTable
from actions.models import DateMove, Item, Plan
from actions.pages.board_words import words_page
from actions.pages.plan_actions import day_asked
from actions.permissions import may
from actions.provenance import by_place, origins
from actions.rules.judge import State
from actions.rules.publication import mark_of_state
from actions.services.deadlines import decide_date
from actions.services.meetings import meeting_held
from actions.services.writing import Actor, Writing
from actions.sources import Papers
from actions.templatetags.look import full_date
from actions.vocabulary import REASONED_STAGES, STAGE_WORDS
from tracker.form_fields import TypedDateField

# A key of the register is a number of at most so many digits; int() of thousands of them is an error of its own.
KEY_DIGITS = 18


class MeetingForm(forms.Form):
    """The meeting at which the board decided a new date; only where the board agrees new dates is it asked for."""

    meeting = TypedDateField(label="Date of the meeting", error_messages={"required": "Enter the date of the meeting"})

    def __init__(self, data=None, *, move: DateMove, plan: Plan, today: date, required: bool = True):
        super().__init__(data, auto_id=f"id_{move.pk}_%s")
        self.today, field = today, self.fields["meeting"]
        field.called, field.required = "The date of the meeting", required
        field.help_text = f"The day on which {plan.board or 'the board'} agreed. Needed only to agree."

    def clean_meeting(self):
        """Refuse a meeting that has not been held yet."""
        day = self.cleaned_data.get("meeting")
        if day and day > self.today:
            raise forms.ValidationError("The date of the meeting must be today or in the past")
        return day


def action(request, organisation: str, plan: str, pk: int):
    """Show an action or step as it stands today, or with `as_of` as it stood on that day."""
    return page_of(request, queries.item_for(request.user, organisation, plan, pk))


def page_of(request, item: Item, refused: MeetingForm | None = None, of_move: int = 0):
    """Draw the page of an action; `refused` is the form that was sent to decide the move `of_move`, with its errors."""
    plan, pk = item.plan, item.pk
    request.organisation = plan.organisation
    as_of, _ = day_asked(request.GET)
    on = as_of or timezone.localdate()
    states = queries.family_of(request.user, item, on)
    if pk not in states:
        raise Http404("The register did not know this action on that day.")
    state, history = states[pk], queries.history_of(request.user, item)
    papers = Papers(request.user, item)
    rates = plan.schemes.filter(retracted_at=None).exists()
    steps = [each for each in states.values() if each.action.id == pk and each.item.id != pk]
    context = {
        "item": item,
        "plan": plan,
        "state": state,
        "on": on,
        "heading": " ".join(filter(None, (item.ref, item.title))),
        "breadcrumbs": links.breadcrumbs(plan, *_above(item, state, as_of), as_of=as_of),
        "facts": facts_of(plan, item, state, rates, on),
        "steps": StepTable(steps, plan, request.GET, rates=rates) if steps else None,
        "not_public": mark_of_state(state),
        "exempt_reason": item.exempt_reason or (item.parent.exempt_reason if item.parent else ""),
        "stage_words": STAGE_WORDS[state.stage],
        "stage_reason": queries.reason_of_stage(item, on) if state.stage in REASONED_STAGES else "",
        "waiting": [
            (move, refused if move.pk == of_move else meeting_form(plan, move), withdraw_address(request.user, move))
            for move in waiting(history["dates"], on)
        ],
        "form": refused,
        "places": by_place(origins(papers, item, state, history, on)),
        "dates": date_entries(history["dates"], papers),
        "updates": update_entries(history["updates"], papers),
        "evidence": shown.rows(request.user, item, queries.evidence_for(request.user, item, on)),
        "add_evidence": links.item_page(plan, pk, "add_evidence"),
        "ratings": rating_rows(history["ratings"], papers),
        "doubts": [] if as_of else doubts_about(request.user, item),
        "doubts_page": f"{links.plan_page(plan, 'please_check')}?item={pk}",
        "printed": printed_rows(papers, item, history, on),
        "changes": change_entries(queries.changes_to(item), papers),
        "may_update": may(request.user, "update_item", item),
        "words_page": words_page(request.user, item, history["updates"]),
        "may_decide": may(request.user, "decide_date", item),
        "today_page": links.item_page(plan, pk) if on != timezone.localdate() else "",
        "update_page": links.item_page(plan, pk, "update_action"),
        "decide_page": links.item_page(plan, pk, "decide_date"),
    }
    return render(request, "actions/action.html", context)


def withdraw_address(user, move: DateMove | None) -> str:
    """Return the address at which `user` may take back the date they asked for, nothing where they may not."""
    return links.withdraw_page(move) if move and may(user, "withdraw_date", move) else ""


def meeting_form(plan: Plan, move: DateMove, data=None, *, required: bool = True) -> MeetingForm | None:
    """Return the form that asks at which meeting a new date was decided, None where no board decides."""
    if plan.new_dates != Plan.NewDates.BOARD:
        return None
    return MeetingForm(data, move=move, plan=plan, today=timezone.localdate(), required=required)


def _above(item: Item, state: State, as_of: date | None) -> list[tuple[str, str]]:
    above = [("Actions", links.list_behind(item.plan, as_of))]
    if item.parent_id:
        words = " ".join(filter(None, (state.action.ref, state.action.title)))
        address = links.item_page(item.plan, item.parent_id, as_of=as_of)
        above.append((words if len(words) <= 60 else f"{words[:59]}…", address))
    return above


def decide(request, organisation: str, plan: str, pk: int):
    """Agree or refuse a new date that waits, and go back to the action."""
    item = queries.item_for(request.user, organisation, plan, pk)
    if request.method != "POST":  # somebody who had to sign in first comes back without the form
        return redirect(links.item_page(item.plan, pk))
    if not may(request.user, "decide_date", item):
        raise PermissionDenied
    decision = request.POST.get("decision")
    key, agree = request.POST.get("move", ""), decision == "agree"
    if decision not in {"agree", "refuse"} or not key.isdecimal() or len(key) > KEY_DIGITS:
        return HttpResponseBadRequest()
    move = get_object_or_404(item.datemove_events.filter(retracted_at=None), pk=int(key))
    form = meeting_form(item.plan, move, request.POST, required=agree)
    if form and not form.is_valid():
        return page_of(request, item, form, move.pk)
    held_on = form.cleaned_data["meeting"] if form else None
    try:
        with Writing(item.plan, Actor.on_page(request.user)) as writing:
            meeting = meeting_held(writing, held_on) if held_on else None
            decide_date(writing, move, agree=agree, decided_on=held_on, meeting=meeting)
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        item.refresh_from_db(fields=["due"])
        messages.success(request, outcome(move, item, agree))
    return redirect(links.item_page(item.plan, pk))


def outcome(move: DateMove, item: Item, agree: bool) -> str:
    """Return what deciding a new date has led to; a date that another paper brought meanwhile may hold instead."""
    new = f"The new date {full_date(move.to_due)}"
    if not agree:
        return f"{new} is refused; the date before it still holds."
    if item.due == move.to_due:
        return f"{new} is agreed and holds now."
    return f"{new} is agreed. A later change holds: the date now is {full_date(item.due) or 'not set'}."
