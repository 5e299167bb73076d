"""The settings of a plan in a form: what somebody typed in, the fields to write out."""

from datetime import date

from django import forms

from actions.models import Body, Organisation, Plan
from actions.templatetags.look import full_date
from actions.vocabulary import FIELD
from tracker.form_fields import RadiosWithHints, TypedDateField

NEW_DATES_HINTS = {
    Plan.NewDates.RECORDED: "A new date holds as soon as it is given.",
    Plan.NewDates.MANAGER: "A new date waits until the programme manager agrees it; a manager’s own holds at once.",
    Plan.NewDates.BOARD: "Every new date waits for a meeting of the board, and is kept with its minute.",
}
# The fields that lists, files and reports show under the plan's own heading where it has one.
HEADED = ("ref", "section", "title", "owners", "links", "start", "due", "rating", "update")
SETTINGS = ("title", "origin", "board", "agreed_on", "new_dates", "sign_off", "week_one")
YEARS = range(1990, 2100)


class PlanForm(forms.Form):
    """What a plan is called, what it answers, and how it is kept."""

    title = forms.CharField(label="Title of the plan", max_length=300)
    origin = forms.CharField(
        label="What it answers", max_length=300, required=False,
        help_text="The inspection, audit or review, such as “Inspection of children’s services, June 2026”.",
    )  # fmt: skip
    board = forms.CharField(
        label="Board", max_length=200, required=False,
        help_text="The board or committee that the plan reports to. Choose one of your own, or type a new name.",
        widget=forms.TextInput({"list": "boards", "autocomplete": "off"}),
    )  # fmt: skip
    agreed_on = TypedDateField(label="Agreed on", required=False, help_text="The day on which the plan was agreed.")
    new_dates = forms.ChoiceField(
        label="Who agrees new dates?", choices=Plan.NewDates.choices, widget=RadiosWithHints(hints=NEW_DATES_HINTS)
    )
    sign_off = forms.BooleanField(
        label="What is done needs a second person’s sign-off", required=False,
        help_text="Somebody other than its owner accepts the evidence.",
    )  # fmt: skip
    round_every = forms.ChoiceField(
        label="How often are updates collected?", choices=Plan.Every.choices, widget=forms.RadioSelect
    )
    round_closes_day = forms.IntegerField(
        label="Day of the month on which a round closes", min_value=1, max_value=31,
        help_text="Where a month is shorter, its last day.", widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"min_value": "The day must be from 1 to 31", "max_value": "The day must be from 1 to 31",
                        "invalid": "The day must be a whole number from 1 to 31"},
    )  # fmt: skip
    week_one = TypedDateField(
        label="First day of week 1", required=False,
        help_text="Only where the plan counts its weeks (“Week 7”): the Monday on which its week 1 began.",
    )  # fmt: skip
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, plan: Plan | None = None, organisation: Organisation | None = None):
        super().__init__(data, initial=initial_of(plan or Plan()))
        self.plan = plan
        organisation = organisation or (plan.organisation if plan else None)
        boards = Body.objects.filter(organisation=organisation, kind=Body.Kind.BOARD)
        self.boards = list(boards.values_list("name", flat=True)) if organisation else []
        for name in HEADED if plan else ():
            self.fields[f"heading_{name}"] = forms.CharField(
                label=FIELD[name].heading, max_length=100, required=False, initial=plan.headings.get(name, "")
            )

    def clean_week_one(self):
        """Refuse what is no Monday: a week ends on its Sunday."""
        day = self.cleaned_data.get("week_one")
        if day and day.weekday():
            raise forms.ValidationError(f"{full_date(day)} is no Monday: enter the Monday on which week 1 began")
        return self._sensible(day, "The first day of week 1")

    def clean_agreed_on(self):
        """Refuse a year that is a slip of the keys."""
        return self._sensible(self.cleaned_data.get("agreed_on"), "The date it was agreed")

    @staticmethod
    def _sensible(day: date | None, what: str) -> date | None:
        if day and day.year not in YEARS:
            raise forms.ValidationError(f"{what} must have a year from {YEARS[0]} to {YEARS[-1]}")
        return day

    def settings(self) -> dict:
        """Return the plan's own fields as typed; `board` is a name."""
        return {name: self.cleaned_data[name] for name in SETTINGS}

    def headings(self) -> dict[str, str]:
        """Return the plan's headings: those typed, and those that this form does not ask for."""
        kept = {name: words for name, words in self.plan.headings.items() if name not in HEADED}
        typed = {name: self.cleaned_data.get(f"heading_{name}", "") for name in HEADED}
        return kept | {name: words for name, words in typed.items() if words}

    @property
    def own_headings(self) -> list:
        """The fields that ask for the plan's own headings."""
        return [field for field in self if field.name.startswith("heading_")]

    @property
    def main(self) -> list:
        """The other fields that are seen."""
        return [field for field in self.visible_fields() if not field.name.startswith("heading_")]


def initial_of(plan: Plan) -> dict:
    """Return what the form shows of a plan, or of a new one."""
    shown = {name: getattr(plan, name) for name in (*SETTINGS, "round_every", "round_closes_day") if name != "board"}
    return shown | {"board": plan.board.name if plan.board_id else "", "version": plan.version}


class WhereForm(forms.Form):
    """In which of their organisations somebody sets a plan up; asked only where there are several."""

    organisation = forms.ChoiceField(label="Organisation", widget=forms.RadioSelect)

    def __init__(self, data=None, *, organisations: list[Organisation]):
        super().__init__(data)
        self.by_slug = {each.slug: each for each in organisations}
        self.fields["organisation"].choices = [(each.slug, each.name) for each in organisations]
        self.asks = len(organisations) > 1
        if not self.asks:
            self.fields["organisation"].required = False

    def chosen(self) -> Organisation | None:
        """Return the organisation, None where several could be meant and none is chosen."""
        if not self.asks:
            return next(iter(self.by_slug.values()))
        return self.by_slug.get(self.cleaned_data.get("organisation", "")) if self.is_valid() else None
