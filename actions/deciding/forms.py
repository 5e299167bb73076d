"""What a manager decides about new dates: the sitting, once, and one form for each date that waits."""

from datetime import date

from django import forms
from django.utils.html import format_html

from actions.answer_checks import EARLIEST_DONE, YEARS_AHEAD
from actions.deciding.rows import AskedRow
from actions.models import DateMove, Meeting, Plan
from actions.services.deadlines import Sitting
from actions.services.decisions import Decided
from actions.templatetags.look import full_date
from tracker.form_fields import TypedDateField, whole_number

AGREE, REFUSE, ANOTHER = "agree", "refuse", "another"
DECISIONS = (("", "Leave waiting"), (AGREE, "Agree"), (REFUSE, "Refuse"), (ANOTHER, "Another date"))
AT_NONE, ELSEWHEN = "none", "other"
MEETINGS_OFFERED = 6
# Several rows ask the same, so each label says, to those who do not see its row, which date it is about.
ABOUT = '{}<span class="govuk-visually-hidden"> about {}</span>'


class SittingForm(forms.Form):
    """When and where the batch was decided: a meeting of the plan's board, another day, or no meeting at all.

    Where the board agrees new dates, a meeting and its minute are needed; elsewhere they may be named.
    """

    meeting = forms.ChoiceField(label="At which meeting was this decided?", widget=forms.RadioSelect, required=False)
    held_on = TypedDateField(label="Date of the meeting", required=False)
    minute = forms.CharField(
        label="Minute", max_length=200, required=False, help_text="As the minutes number it, such as 7 or 42/2026."
    )

    def __init__(self, data=None, *, plan: Plan, today: date):
        self.today, self.needed = today, plan.new_dates == Plan.NewDates.BOARD
        held = Meeting.objects.filter(body=plan.board_id, held_on__lte=today).order_by("-held_on")
        self.meetings = {str(meeting.pk): meeting for meeting in held[:MEETINGS_OFFERED]} if plan.board_id else {}
        none = [] if self.needed else [(AT_NONE, "At none: the programme manager decides today")]
        known = [(pk, f"{plan.board}, {full_date(meeting.held_on)}") for pk, meeting in self.meetings.items()]
        choices = [*none, *known, (ELSEWHEN, "At a meeting on another day" if known else "At a meeting")]
        super().__init__(data, initial={"meeting": choices[0][0]})
        self.fields["meeting"].choices = choices
        self.fields["held_on"].called = "The date of the meeting"
        self.fields["held_on"].help_text = f"The day on which {plan.board or 'the board'} sat."
        self.asks_which = len(choices) > 1
        if not self.asks_which:
            del self.fields["meeting"]

    def clean_held_on(self):
        """Refuse a meeting that has not been held yet, and a year that is a slip."""
        day = self.cleaned_data.get("held_on")
        if day and day > self.today:
            raise forms.ValidationError("The date of the meeting must be today or in the past")
        if day and day < EARLIEST_DONE:
            raise forms.ValidationError(f"The date of the meeting must be {full_date(EARLIEST_DONE)} or later")
        return day

    def clean(self):
        """Ask for what the chosen meeting needs."""
        given, chosen = self.cleaned_data, self.chosen()
        if not chosen and "meeting" not in self.errors:
            self.add_error("meeting", "Choose the meeting at which this was decided")
        if chosen == ELSEWHEN and not given.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", "Enter the date of the meeting")
        if chosen not in ("", ELSEWHEN) and given.get("held_on"):
            self.add_error("meeting", "Choose “At a meeting on another day”, or leave the date of the meeting empty")
        if self.needed and not given.get("minute"):
            self.add_error("minute", "Enter the minute under which the board’s decision stands")
        if chosen == AT_NONE and given.get("minute"):
            self.add_error("meeting", "Choose the meeting that the minute belongs to")
        return given

    def chosen(self) -> str:
        """Return the choice of a meeting; where only a day can be named, that."""
        return self.cleaned_data.get("meeting", "") if self.asks_which else ELSEWHEN

    @property
    def known(self) -> Meeting | None:
        """The meeting of the calendar that was chosen, or None."""
        return self.meetings.get(self.chosen())

    def day(self) -> date:
        """Return the day on which it was decided."""
        held_on = self.cleaned_data.get("held_on") if self.chosen() == ELSEWHEN else None
        return self.known.held_on if self.known else held_on or self.today

    def sitting(self, meeting: Meeting | None) -> Sitting:
        """Return what is recorded with each date; `meeting` is the one of the calendar."""
        return Sitting(self.day(), meeting, self.cleaned_data.get("minute", ""))


class DecisionForm(forms.Form):
    """What is decided about one new date; left empty, it goes on waiting."""

    decision = forms.ChoiceField(label="Decision", choices=DECISIONS, widget=forms.RadioSelect, required=False)
    another = TypedDateField(label="Other date", required=False)
    because = forms.CharField(
        label="Reason", required=False, max_length=2_000, widget=forms.Textarea({"rows": 2}),
        help_text="Needed to refuse.",
    )  # fmt: skip
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, row: AskedRow, version: int, today: date):
        super().__init__(data, prefix=f"date-{row.move.pk}", initial={"version": version})
        self.row, self.today = row, today
        for name in ("decision", "another", "because"):
            self.fields[name].label = format_html(ABOUT, self.fields[name].label, row.name[:80])
        self.fields["another"].called = "The other date"

    def clean(self):
        """Hold the date, the reason and the decision against each other."""
        given = self.cleaned_data
        decision, another = given.get("decision"), given.get("another")
        if decision == ANOTHER and not another and "another" not in self.errors:
            self.add_error("another", "Enter the date that is agreed instead")
        if another and decision != ANOTHER:
            self.add_error("decision", "You entered another date: choose “Another date”, or leave it empty")
        if decision == REFUSE and not given.get("because"):
            self.add_error("because", "Say why it is refused")
        if decision == ANOTHER and another:
            self._check(another)
        if not decision and given.get("because"):
            self.add_error("decision", "Choose a decision to go with the reason you gave")
        return given

    def _check(self, another: date) -> None:
        deadline = self.row.state.deadline
        if another == self.row.move.to_due:
            self.add_error("another", "This is the date that was asked for: choose “Agree”")
        elif another == deadline.due:
            self.add_error("another", "This is the date now: choose “Refuse”")
        elif abs(another.year - self.today.year) > YEARS_AHEAD:
            self.add_error("another", f"The other date must be within {YEARS_AHEAD} years from today")

    def refuse_before(self, day: date) -> None:
        """Refuse another date that lies before the day on which it was decided."""
        another = self.cleaned_data.get("another")
        if another and another < day and "another" not in self.errors:
            self.add_error("another", "The other date must not lie before the day on which it was decided")

    @property
    def says_something(self) -> bool:
        """Whether anything was chosen or typed."""
        return bool(self.is_bound and (self.errors or self.cleaned_data.get("decision")))

    def decided(self, move: DateMove) -> Decided:
        """Return the decision; of a date that goes on waiting there is none."""
        given = self.cleaned_data
        another = given.get("another") if given["decision"] == ANOTHER else None
        version = whole_number(given["version"])
        return Decided(move, version, given["decision"] != REFUSE, another, given.get("because", ""))
