"""A typing error in the history of dates put right: which row, what it should have said, and why; it is no slippage."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries
from actions.answer_checks import EARLIEST_DONE, YEARS_AHEAD
from actions.answer_form import EXAMPLE, named
from actions.models import DateMove, Item
from actions.permissions import may
from actions.rules.board import times
from actions.rules.deadlines import put_right
from actions.rules.facts import as_at
from actions.rules.judge import State
from actions.services.deadlines import correct_deadline
from actions.services.writing import Actor, Stale, Writing
from actions.side_by_side import theirs
from actions.templatetags.look import full_date
from actions.vocabulary import MOVE_WORDS, Move
from tracker.form_fields import TypedDateField, whole_number


class CorrectDateForm(forms.Form):
    """Which row of the history is wrong, and the date that it should have had."""

    wrong = forms.ChoiceField(
        label="Which date was written wrongly?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the date that was written wrongly"},
    )
    right = TypedDateField(label="Right date", error_messages={"required": "Enter the right date"})
    reason = forms.CharField(
        label="How do you know?",
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="For example, the page of the paper that prints the right date.",
        error_messages={"required": "Say how you know that it was a typing error"},
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, item: Item, state: State, today: date):
        self.today, self.rows = today, dates_written(state, today)
        initial = {"version": item.version, "wrong": next(iter(self.rows), "") if len(self.rows) == 1 else ""}
        super().__init__(data, initial=initial)
        self.fields["wrong"].choices = [(pk, row_in_words(row)) for pk, row in self.rows.items()]
        self.fields["right"].help_text = f"The date that should have been written. {EXAMPLE}{today.year}."

    def clean_right(self):
        """Refuse a year that is a slip itself."""
        day = self.cleaned_data["right"]
        if day and not EARLIEST_DONE.year <= day.year <= self.today.year + YEARS_AHEAD:
            years = f"{EARLIEST_DONE.year} to {self.today.year + YEARS_AHEAD}"
            raise forms.ValidationError(f"The right date must have a year from {years}")
        return day

    def clean(self):
        """Refuse to put right what says so already."""
        row = self.rows.get(self.cleaned_data.get("wrong", ""))
        if row and row.to_due == self.cleaned_data.get("right"):
            self.add_error("right", "This is what the history says already")
        return self.cleaned_data

    def typed(self) -> list[tuple[str, str]]:
        """Return what was filled in, to stand beside what somebody else changed."""
        given = self.cleaned_data
        row = self.rows.get(given.get("wrong", ""))
        values = (row_in_words(row) if row else "", full_date(given.get("right")), given.get("reason", ""))
        names = (self.fields[name].label for name in ("wrong", "right", "reason"))
        return [(name, value) for name, value in zip(names, values, strict=True) if value]


def dates_written(state: State, today: date) -> dict[str, object]:
    """Return by key the rows of the history that hold a date and count or wait, as they stand put right so far."""
    rows = put_right(as_at(state.item.moves, today))
    open_or_agreed = ("", DateMove.Decision.AGREED)
    return {str(row.id): row for row in rows if row.to_due and row.decision in open_or_agreed}


def row_in_words(row) -> str:
    """Return a row as the history tells it: "First date: 31 March 2020, as at 6 January 2020"."""
    kind = MOVE_WORDS[Move(row.kind)]
    waits = ", waiting to be agreed" if row.needs_agreement and not row.decision else ""
    return f"{kind}: {full_date(row.to_due)}, as at {full_date(row.effective_on)}{waits}"


def correct_date(request, organisation: str, plan: str, pk: int):
    """Show the form; put the date right, and go back to the action."""
    item = queries.item_for(request.user, organisation, plan, pk)
    if not may(request.user, "correct_date", item):
        raise PermissionDenied
    request.organisation = item.plan.organisation
    today = timezone.localdate()
    form = form_for(request.user, item, request.POST or None)
    compared = {}
    if request.method == "POST" and form.is_valid():
        try:
            save(request.user, item, form)
        except Stale as stale:
            form, compared = stale_form(request, item, form, str(stale))
        else:
            messages.success(request, said(queries.family_of(request.user, item, today)[pk]))
            return redirect(links.item_page(item.plan, pk))
    context = {
        "form": form,
        "item": item,
        "plan": item.plan,
        "heading": f"Put a date right: {named(item)}",
        "breadcrumbs": links.breadcrumbs(item.plan, ("Actions", links.list_behind(item.plan))),
        "back": links.item_page(item.plan, pk),
    }
    return render(request, "actions/correct_date.html", context | compared)


def form_for(user, item: Item, data) -> CorrectDateForm:
    """Return the form beside what the history says now."""
    today = timezone.localdate()
    return CorrectDateForm(data, item=item, state=queries.family_of(user, item, today)[item.pk], today=today)


def save(user, item: Item, form: CorrectDateForm) -> None:
    """Write the correction; raises Stale where somebody was quicker."""
    given = form.cleaned_data
    wrong = DateMove.objects.get(pk=int(given["wrong"]), item=item)
    with Writing(item.plan, Actor.on_page(user)) as writing:
        writing.claim(item, whole_number(given["version"]))
        wrong.item, wrong.to_due = item, form.rows[given["wrong"]].to_due
        correct_deadline(writing, wrong, given["right"], reason=given["reason"])


def stale_form(request, item: Item, form: CorrectDateForm, sentence: str) -> tuple[CorrectDateForm, dict]:
    """Return the form with all that was typed, on top of what holds now, and both changes side by side."""
    fresh = queries.item_for(request.user, item.plan.organisation.slug, item.plan.slug, item.pk)
    data = request.POST.copy()
    data["version"] = str(fresh.version)
    again = form_for(request.user, fresh, data)
    again.full_clean()
    again.add_error(None, sentence)
    return again, {"typed": form.typed(), "theirs": theirs(request.user, fresh, form["version"].value())}


def said(state: State) -> str:
    """Return what holds after a date was put right."""
    deadline = state.deadline
    moved = times(deadline.times_moved) if deadline.times_moved else "never"
    now, first = full_date(deadline.due, "not set"), full_date(deadline.original_due, "not known")
    return f"The typing error is put right. The date now is {now}, the first date {first}, moved {moved}."
