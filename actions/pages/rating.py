"""A rating set by hand until the main board's next meeting, with a reason; and lifted again."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries
from actions.answer_form import named
from actions.models import Item, Meeting, Plan
from actions.permissions import may
from actions.rules.judge import State
from actions.services.ratings import lift_rating, set_rating_by_hand
from actions.services.writing import Actor, Stale, Writing
from actions.side_by_side import theirs
from actions.templatetags.look import full_date
from tracker.form_fields import RadiosWithHints, whole_number

LIFT = "lift"


class RatingForm(forms.Form):
    """Which label is set by hand, or that the one set is lifted; either way, why."""

    rating = forms.ChoiceField(
        label="Rating set by hand", widget=RadiosWithHints, error_messages={"required": "Choose the rating"}
    )
    reason = forms.CharField(
        label="Why?", max_length=2_000, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why the rating is set by hand"},
        help_text="The board reads this beside the rating.",
    )  # fmt: skip
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, item: Item, state: State, labels):
        self.labels = {label.label: label for label in labels}
        super().__init__(data, initial={"version": item.version})
        lift = [(LIFT, "Lift the rating that is set by hand")] if state.reported and state.reported.by_hand else []
        self.fields["rating"].choices = [*((name, name) for name in self.labels), *lift]
        hints = {name: label.meaning for name, label in self.labels.items()}
        self.fields["rating"].widget.hints = hints | {LIFT: "The reported rating counts again."}

    def typed(self) -> list[tuple[str, str]]:
        """Return what was filled in, to stand beside what somebody else changed."""
        given = self.cleaned_data
        chosen = dict(self.fields["rating"].choices).get(given.get("rating"), "")
        return [
            (self.fields[name].label, words) for name, words in (("rating", chosen), ("reason", given.get("reason")))
        ]


def rating(request, organisation: str, plan: str, pk: int):
    """Show the form; set the rating by hand or lift it, and go back to the action."""
    item = queries.item_for(request.user, organisation, plan, pk)
    if not may(request.user, "set_rating", item):
        raise PermissionDenied
    request.organisation = item.plan.organisation
    today = timezone.localdate()
    state = queries.family_of(request.user, item, today)[pk]
    labels, until = queries.labels_of(item.plan), next_meeting(item.plan, today)
    form = RatingForm(request.POST or None, item=item, state=state, labels=labels)
    compared = {}
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, save(request.user, item, state, form, until))
            return redirect(links.item_page(item.plan, pk))
        except Stale as stale:
            form, compared, state = stale_form(request, item, form, str(stale))
    context = {
        "form": form,
        "item": item,
        "plan": item.plan,
        "state": state,
        "until": until,
        "heading": f"Set the rating by hand: {named(item)}",
        "breadcrumbs": links.breadcrumbs(item.plan, ("Actions", links.list_behind(item.plan))),
        "back": links.item_page(item.plan, pk),
    }
    return render(request, "actions/rating.html", context | compared)


def next_meeting(plan: Plan, today: date) -> date | None:
    """Return the day of the main board's next meeting, None where none is in the calendar."""
    ahead = Meeting.objects.filter(body=plan.board_id, held_on__gt=today).order_by("held_on")
    return ahead.values_list("held_on", flat=True).first() if plan.board_id else None


def save(user, item: Item, state: State, form: RatingForm, until: date | None) -> str:
    """Write the setting or the lifting and return what to tell; raises Stale where somebody was quicker."""
    given, before = form.cleaned_data, state.reported.stated if state.reported else ""
    with Writing(item.plan, Actor.on_page(user)) as writing:
        writing.claim(item, whole_number(given["version"]))
        if given["rating"] == LIFT:
            lift_rating(writing, item, reason=given["reason"], before=before)
            return "The rating set by hand is lifted; the reported one counts again."
        label = form.labels[given["rating"]]
        set_rating_by_hand(writing, item, label, reason=given["reason"], lapses_on=until, before=before)
    stands = f"until the board meets on {full_date(until)}" if until else "until it is lifted"
    return f"The rating is set to “{label.label}” {stands}."


def stale_form(request, item: Item, form: RatingForm, sentence: str) -> tuple[RatingForm, dict, State]:
    """Return the form with all that was typed, on top of what holds now, and both changes side by side."""
    fresh = queries.item_for(request.user, *links.of(item.plan), item.pk)
    state = queries.family_of(request.user, fresh, timezone.localdate())[fresh.pk]
    data = request.POST.copy()
    data["version"] = str(fresh.version)
    again = RatingForm(data, item=fresh, state=state, labels=queries.labels_of(fresh.plan))
    again.full_clean()
    again.add_error(None, sentence)
    return again, {"typed": form.typed(), "theirs": theirs(request.user, fresh, form["version"].value())}, state
