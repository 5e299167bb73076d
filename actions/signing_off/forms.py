"""The forms by which a second person decides about what is done; what they decided out."""

from datetime import date

from django import forms

from actions.models import Evidence
from actions.templatetags.look import full_date
from tracker.form_fields import RadiosWithHints, TypedDateField

ACCEPT, SEND_BACK, IN_PLACE, REOPEN = "accept", "send_back", "in_place", "reopen"
MONTHS_UNTIL_CHECKED = 6
YEARS_AHEAD = 5
CHANGED = "The evidence changed while you were looking at it: look again, and decide then"


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, its last where it is shorter.

    >>> months_later(date(2020, 8, 31), 6), months_later(date(2020, 9, 30), 6)
    (datetime.date(2021, 2, 28), datetime.date(2021, 3, 30))
    """
    ahead = day.month - 1 + months
    year, month = day.year + ahead // 12, ahead % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    return date(year, month, min(day.day, last))


class DecisionForm(forms.Form):
    """One of two decisions, with words for it and a day to look again; `version` is that of the item as shown."""

    choices: tuple[tuple[str, str], ...] = ()
    hints: dict[str, str] = {}

    decision = forms.ChoiceField(label="What do you decide?", widget=RadiosWithHints)
    words = forms.CharField(
        label="Why?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="The board may read this.",
    )
    check_on = TypedDateField(
        label="When should somebody check that it is still in place?",
        required=False,
        help_text="Leave it empty if nobody needs to.",
    )
    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, today: date, version: int):
        self.today = today
        super().__init__(data, initial={"version": version, "check_on": months_later(today, MONTHS_UNTIL_CHECKED)})
        self.fields["decision"].choices = self.choices
        self.fields["decision"].widget.hints = self.hints
        self.fields["decision"].error_messages["required"] = "Choose what you decide"
        self.fields["check_on"].called = "The day to check"

    def clean_check_on(self):
        """Refuse a day that is not to come, or too far ahead to be meant."""
        day = self.cleaned_data.get("check_on")
        if day and day <= self.today:
            raise forms.ValidationError("The day to check must be in the future")
        if day and day > months_later(self.today, 12 * YEARS_AHEAD):
            raise forms.ValidationError(f"The day to check must be within {YEARS_AHEAD} years from today")
        return day


class SignOffForm(DecisionForm):
    """Accept what was said to be done, having looked at the evidence, or send it back with a reason."""

    choices = ((ACCEPT, "Accept it: it is signed off"), (SEND_BACK, "Send it back: it is open again"))
    hints = {SEND_BACK: "Say below what is missing."}
    looked_at = forms.BooleanField(label="I have looked at all of this evidence", required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("decision", "looked_at", "words", "check_on")

    def __init__(self, data=None, *, evidence: list[Evidence], **given):
        super().__init__(data, **given)
        self.evidence = evidence
        self.initial["shown"] = " ".join(str(one.pk) for one in evidence)
        self.fields["words"].label = "Words for it"
        self.fields["words"].help_text = "What is missing, where you send it back. The board may read this."

    def clean(self):
        """Hold the decision against what it needs."""
        given = super().clean()
        decision = given.get("decision")
        if decision == ACCEPT and not given.get("looked_at"):
            self.add_error("looked_at", "Look at the evidence, and say that you have")
        if decision == ACCEPT and given.get("shown", "") != self.initial["shown"]:
            self.add_error("looked_at", CHANGED)
            self.data = {**self.data.dict(), "shown": self.initial["shown"]}
        if decision == SEND_BACK and not given.get("words", "").strip():
            self.add_error("words", "Say what is missing")
        return given


class CheckForm(DecisionForm):
    """Say that what was signed off is still in place on a day, or open it again with a reason."""

    choices = ((IN_PLACE, "It is still in place"), (REOPEN, "It is not: open it again"))
    checked_on = TypedDateField(label="When was it checked?", required=False)
    field_order = ("decision", "checked_on", "words", "check_on")

    def __init__(self, data=None, *, since: date, may_check: bool, **given):
        super().__init__(data, **given)
        self.since = since
        self.initial["checked_on"] = self.today
        self.fields["checked_on"].called = "The day it was checked"
        self.fields["words"].label = "What was found?"
        self.fields["check_on"].label = "When should somebody check again?"
        if not may_check:  # who holds it may say that it is not in place any more, and nothing else
            self.fields["decision"].choices = self.choices[1:]
            self.initial["decision"] = REOPEN
            self.fields["words"].label = "Why is it opened again?"
            del self.fields["checked_on"], self.fields["check_on"]

    def clean_checked_on(self):
        """Refuse a day that has not come, or before what is checked was signed off."""
        day = self.cleaned_data.get("checked_on")
        if day and day > self.today:
            raise forms.ValidationError("The day it was checked must be today or in the past")
        if day and day < self.since:
            raise forms.ValidationError(f"The day it was checked must be {full_date(self.since)} or later")
        return day

    def clean(self):
        """Hold the decision against what it needs."""
        given = super().clean()
        decision = given.get("decision")
        if decision == IN_PLACE and not given.get("checked_on") and "checked_on" not in self.errors:
            self.add_error("checked_on", "Enter the day on which it was checked")
        if decision and not given.get("words", "").strip():
            self.add_error("words", "Say what was found" if decision == IN_PLACE else "Say why it is opened again")
        return given
