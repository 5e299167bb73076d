"""The fields that stand once for the whole sheet: the reason, and what to do with all that is ticked."""

from enum import StrEnum

from django import forms

from actions.models import Section
from actions.vocabulary import FIELD, Stage

NO_THEME = "none"


class Act(StrEnum):
    """What can be done with all rows that are ticked."""

    ASSIGN = "assign"
    MOVE = "move"
    PAUSE = "pause"
    DROP = "drop"
    REOPEN = "reopen"


ACT_WORDS = {
    Act.ASSIGN: "Give them another lead",
    Act.MOVE: "Move them to another theme",
    Act.PAUSE: "Pause them",
    Act.DROP: "Mark them as no longer needed",
    Act.REOPEN: "Reopen them",
}
STAGE_OF_ACT = {Act.PAUSE: Stage.PAUSED, Act.DROP: Stage.NO_LONGER_NEEDED, Act.REOPEN: Stage.IN_PROGRESS}


class BatchForm(forms.Form):
    """One reason for all, and one thing to do with those that are ticked."""

    reason = forms.CharField(
        label="Reason for these changes",
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 2}),
        help_text="One for all. Needed where a date moves, and where something is paused, dropped or reopened. "
        "The board may read this.",
    )
    will_do = forms.CharField(
        label="What will be done so that the new dates are kept?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Who decides about the dates reads this beside your reason.",
    )
    act = forms.ChoiceField(label="With the rows that are ticked", required=False)
    lead = forms.CharField(
        label="New lead",
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "parties", "autocomplete": "off"}),
        help_text="Only to give them another lead, in place of those named now.",
    )
    theme = forms.ChoiceField(
        label="New theme", required=False, help_text="Only to move them. Steps go with their action."
    )

    def __init__(self, data=None, *, themes: list[Section], headings: dict[str, str], waits: bool):
        super().__init__(data)
        if not waits:
            del self.fields["will_do"]
        self.themes = {str(theme.pk): theme for theme in themes}
        self.fields["act"].choices = [("", "Nothing more"), *((str(act), words) for act, words in ACT_WORDS.items())]
        shown = [(pk, str(theme)) for pk, theme in self.themes.items()]
        self.fields["theme"].choices = [("", "Choose"), *shown, (NO_THEME, "No theme")]
        for name, term in (("lead", "owners"), ("theme", "section")):
            self.fields[name].label = f"New {(headings.get(term) or FIELD[term].heading).lower()}"

    def clean(self):
        """Ask for what an act needs."""
        given = super().clean()
        act = given.get("act")
        given["lead"] = " ".join(given.get("lead", "").split())
        if act == Act.ASSIGN and not given["lead"] and "lead" not in self.errors:
            self.add_error("lead", "Say who is to lead them")
        if act == Act.MOVE and not given.get("theme") and "theme" not in self.errors:
            self.add_error("theme", "Choose where to move them")
        if act in STAGE_OF_ACT and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", f"Say why you {ACT_WORDS[act][:1].lower()}{ACT_WORDS[act][1:]}")
        return given

    @property
    def theme_chosen(self) -> Section | None:
        """The theme to which they move; None for no theme."""
        return self.themes.get(self.cleaned_data.get("theme", ""))
