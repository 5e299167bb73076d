"""One theme, action or step in a form: what somebody typed in, the words, owners and date to write out."""

from datetime import date

from django import forms

from actions.answer_checks import EARLIEST_DONE, OFFERED, YEARS_AHEAD
from actions.answer_form import EXAMPLE
from actions.models import Item, Ownership, Plan, Section
from actions.services.by_hand import end_of_week
from actions.vocabulary import FIELD, STAGE_WORDS, Stage
from tracker.form_fields import TypedDateField

OWNER_ROWS, MORE_ROWS = 3, 2
WEEKS = 520
PARTY = {"list": "parties", "autocomplete": "off"}


class ThemeForm(forms.Form):
    """A theme: its reference, its title and who leads it."""

    ref = forms.CharField(label="Reference", max_length=40, required=False, help_text="Such as 1 or A; may be empty.")
    title = forms.CharField(label="Title", max_length=2_000, widget=forms.Textarea({"rows": 2}))
    lead = forms.CharField(
        label="Lead", max_length=300, required=False, widget=forms.TextInput(PARTY),
        help_text="A person, a post or a body. Choose one of your own, or type a new name.",
    )  # fmt: skip
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, section: Section | None = None):
        held = section or Section()
        lead = held.lead.name if held.lead_id else ""
        super().__init__(data, initial={"ref": held.ref, "title": held.title, "lead": lead, "version": held.version})


class ItemForm(forms.Form):
    """An action or a step; a new one is asked for its first date and stage as well."""

    ref = forms.CharField(
        label="Reference", max_length=40, required=False, help_text="Such as 1.2 or 1b; may be empty."
    )
    title = forms.CharField(label="What will be done", max_length=10_000, widget=forms.Textarea({"rows": 3}))
    section = forms.ChoiceField(label=FIELD["section"].heading, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data=None, *, plan: Plan, sections, today: date, item: Item | None = None, parent: Item | None = None,
        held=(), dated: bool = False, section: str = "",
    ):  # fmt: skip
        self.plan, self.item, self.today, self.held = plan, item, today, list(held)
        self.sections = {str(each.pk): each for each in sections}
        shown = item or Item()
        initial = {"ref": shown.ref, "title": shown.title, "version": shown.version}
        super().__init__(data, initial=initial | {"section": str(shown.section_id or section or "")})
        self.fields["title"].label = "What will be done, as a step" if parent else "What will be done"
        if parent:
            del self.fields["section"]
        else:
            self.fields["section"].choices = [
                ("", "No theme"),
                *((pk, str(each)) for pk, each in self.sections.items()),
            ]
        self._add_owners()
        if not dated:
            self._add_date()
        if item is None:
            self._add_stage()

    def _add_owners(self) -> None:
        self.owner_rows = max(OWNER_ROWS, len(self.held) + MORE_ROWS)
        for number in range(self.owner_rows):
            party, role = self.held[number] if number < len(self.held) else (None, Ownership.As.LEAD)
            self.fields[f"owner_{number}"] = forms.CharField(
                label=f"Name {number + 1}", max_length=300, required=False, widget=forms.TextInput(PARTY),
                initial=party.name if party else "",
            )  # fmt: skip
            self.fields[f"role_{number}"] = forms.ChoiceField(
                label=f"Role of name {number + 1}", choices=Ownership.As.choices, initial=role, required=False
            )

    def _add_date(self) -> None:
        self.fields["due"] = TypedDateField(
            label=FIELD["original_due"].heading, required=False,
            help_text=f"The deadline as agreed. {EXAMPLE}{self.today.year + 1}.",
        )  # fmt: skip
        if self.plan.week_one:
            self.fields["week"] = forms.IntegerField(
                label="Or the number of its week", required=False, min_value=1, max_value=WEEKS,
                help_text="The week’s Sunday is the deadline.", widget=forms.TextInput({"inputmode": "numeric"}),
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"), f"The week must be a number from 1 to {WEEKS}"
                ),
            )  # fmt: skip
        self.fields["due_text"] = forms.CharField(
            label="Or what stands in place of a date", max_length=200, required=False,
            help_text="Such as Ongoing, or To be confirmed.",
        )  # fmt: skip

    def _add_stage(self) -> None:
        self.fields["stage"] = forms.ChoiceField(
            label=FIELD["stage"].heading, widget=forms.RadioSelect, initial=Stage.NOT_STARTED,
            choices=[(str(stage), STAGE_WORDS[stage]) for stage in OFFERED[:3]],
        )  # fmt: skip

    def clean_due(self):
        """Refuse a year that is a slip of the keys."""
        day = self.cleaned_data.get("due")
        if day and not EARLIEST_DONE.year <= day.year <= self.today.year + YEARS_AHEAD:
            years = f"{EARLIEST_DONE.year} to {self.today.year + YEARS_AHEAD}"
            raise forms.ValidationError(f"The first date must have a year from {years}")
        return day

    def clean(self):
        """Hold the ways to name a date, and the owners, against each other."""
        given = self.cleaned_data
        ways = [name for name in ("due", "week", "due_text") if given.get(name)]
        if len(ways) > 1:
            self.add_error(ways[1], "Give the deadline in one way only")
        seen = set()
        for number in range(self.owner_rows):
            pair = (given.get(f"owner_{number}", "").casefold(), given.get(f"role_{number}"))
            if pair[0] and pair in seen:
                self.add_error(f"owner_{number}", "This name stands there already in the same role")
            seen.add(pair)
        return given

    def owners(self) -> list[tuple[str, str]]:
        """Return name and role of each owner typed, in order."""
        given = self.cleaned_data
        rows = ((" ".join(given[f"owner_{n}"].split()), given[f"role_{n}"]) for n in range(self.owner_rows))
        return [(name, role or Ownership.As.LEAD) for name, role in rows if name]

    def words(self) -> dict:
        """Return the item's own fields as typed; `section` is a theme or None, and missing for a step."""
        given = self.cleaned_data
        words = {"ref": given["ref"], "title": given["title"]}
        return words | {"section": self.sections.get(given["section"])} if "section" in self.fields else words

    def deadline(self) -> dict:
        """Return the first date as `set_first_date` takes it; empty where none is given."""
        given = self.cleaned_data
        if week := given.get("week"):
            return {"due": end_of_week(self.plan.week_one, week), "text": f"Week {week}", "precision": "week"}
        if day := given.get("due"):
            return {"due": day}
        return {"due": None, "text": given["due_text"], "precision": "text"} if given.get("due_text") else {}

    @property
    def owner_fields(self) -> list:
        """The fields of the owners, in pairs."""
        return [(self[f"owner_{number}"], self[f"role_{number}"]) for number in range(self.owner_rows)]

    def part(self, *names: str) -> list:
        """Return those of the fields that this form has."""
        return [self[name] for name in names if name in self.fields]

    @property
    def first(self) -> list:
        """The fields above the owners."""
        return self.part("ref", "title", "section")

    @property
    def last(self) -> list:
        """The fields below the owners."""
        return self.part("due", "week", "due_text", "stage")
