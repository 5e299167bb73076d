"""The forms of a round's page: a new round, and which leads are listed."""

from datetime import date

from django import forms

from actions.models import Plan
from actions.rounds.standing import Lead
from actions.rules.rounds import next_cut_off
from actions.vocabulary import REPLY_WORDS
from tracker.form_fields import TypedDateField

OWN = "own"  # parties that belong to no body: the organisation's own


class OpenForm(forms.Form):
    """The name of a round and its cut-off; what the plan's rhythm proposes is filled in."""

    name = forms.CharField(
        label="Name", max_length=80, help_text="The month, as a rule.",
        error_messages={"required": "Enter a name for the round"},
    )  # fmt: skip
    closes_on = TypedDateField(
        label="Cut-off",
        help_text="The last day on which an answer counts.",
        error_messages={"required": "Enter the cut-off"},
    )
    as_at = TypedDateField(
        label="The day that answers speak for",
        required=False,
        help_text="Leave it empty if that is the cut-off. Answers that come earlier speak for their own day.",
    )

    def __init__(self, data=None, *, plan: Plan, today: date):
        last = plan.rounds.order_by("-closes_on").values_list("closes_on", flat=True).first()
        cut_off = next_cut_off(plan.round_closes_day, plan.round_every, today, last)
        super().__init__(data, initial={"name": f"{cut_off:%B %Y}", "closes_on": cut_off})
        self.today = today

    def clean(self):
        """Hold the two days against today and each other."""
        given = super().clean()
        closes_on, as_at = given.get("closes_on"), given.get("as_at")
        if closes_on and closes_on < self.today:
            self.add_error("closes_on", "The cut-off must be today or in the future")
        if closes_on and as_at and as_at > closes_on:
            self.add_error("as_at", "The day that answers speak for must not be after the cut-off")
        return given


class FilterForm(forms.Form):
    """Which leads are listed."""

    reply = forms.ChoiceField(label="Reply", required=False)
    body = forms.ChoiceField(label="Body", required=False)

    def __init__(self, data, leads: list[Lead]):
        super().__init__(data)
        self.fields["reply"].choices = [
            ("", "Any"), *((str(reply), words) for reply, words in REPLY_WORDS.items()),
        ]  # fmt: skip
        own = [(OWN, "No body named")] if any(not lead.body for lead in leads) else []
        bodies = sorted({lead.body for lead in leads if lead.body})
        self.fields["body"].choices = [("", "Any"), *((name, name) for name in bodies), *own]
