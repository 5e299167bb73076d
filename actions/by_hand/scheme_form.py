"""A plan's rating key in a form: its labels as printed in, the labels of a new version out."""

from collections.abc import Sequence

from django import forms

from actions.models import RatingLabel
from actions.rules.facts import Label
from actions.rules.schemes import days_asked
from actions.templatetags.look import SHAPE_OF_COLOUR
from actions.vocabulary import DAY_FACT_WORDS, STAGE_OF_STATUS, choices

NEW_ROWS = 2
MOST_DAYS, MOST_RANKS = 3650, 20
COLOURS = [("", "None is printed"), *((name, name.capitalize()) for name in SHAPE_OF_COLOUR)]
STATUSES = [("", "Nothing"), *((status, status.replace("_", " ").capitalize()) for status in STAGE_OF_STATUS)]


class LabelForm(forms.Form):
    """One label: what it means, and what the dates may say beside it. Its word is asked for where it is new."""

    label = forms.CharField(label="Label", max_length=80, required=False, help_text="The word, as the plan prints it.")
    colour = forms.ChoiceField(label="Colour", choices=COLOURS, required=False)
    meaning = forms.CharField(label="Meaning", max_length=2_000, required=False, widget=forms.Textarea({"rows": 2}))
    status = forms.ChoiceField(
        label="What it says of how far the action is", choices=STATUSES, required=False,
        help_text="“Complete” makes what is rated so done.",
    )  # fmt: skip
    rank = forms.IntegerField(
        label="Rank", min_value=1, max_value=MOST_RANKS, required=False,
        help_text="1 is the worst. Empty: it judges nothing, and is never an exception.",
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), f"The rank must be from 1 to {MOST_RANKS}"),
    )  # fmt: skip
    from_days_late = forms.IntegerField(
        label="Applies from how many days late?", min_value=1, max_value=MOST_DAYS, required=False,
        help_text="From then on no better label may stand.", widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"The days must be a number from 1 to {MOST_DAYS}"
        ),
    )  # fmt: skip
    stands_beside = forms.MultipleChoiceField(
        label="May stand beside", choices=choices(DAY_FACT_WORDS), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Whatever its rank, it is then right by the plan’s own key.",
    )  # fmt: skip

    def __init__(self, data=None, *, number: int, label: Label | None = None, days: int | None = None):
        self.given = label
        initial = {}
        if label:
            initial = {name: getattr(label, name) for name in ("label", "colour", "meaning", "status", "rank")}
            initial |= {"stands_beside": sorted(label.stands_beside), "from_days_late": days}
        super().__init__(data, prefix=f"label-{number}", initial=initial)
        if label:
            del self.fields["label"]
            if label.colour and label.colour not in SHAPE_OF_COLOUR:
                self.fields["colour"].choices = [*COLOURS, (label.colour, label.colour)]

    @property
    def word(self) -> str:
        """The label's word; empty for a new row that is not used."""
        return self.given.label if self.given else " ".join(self.cleaned_data.get("label", "").split())

    def clean(self):
        """Refuse days for a label that ranks nowhere, and a new row without its word."""
        given = self.cleaned_data
        if given.get("from_days_late") and not given.get("rank") and "rank" not in self.errors:
            self.add_error("rank", "Give the rank of a label that applies from so many days late")
        if not self.word and any(given.get(name) for name in given if name != "label"):
            self.add_error("label", "Enter the label’s word")
        return given

    def to_label(self) -> Label:
        """Return the label as rules know it."""
        given = self.cleaned_data
        return Label(
            self.word, given["colour"], given["meaning"], given["status"], given["rank"],
            frozenset(given["stands_beside"]), given["from_days_late"],
        )  # fmt: skip


class SchemeForm:
    """The forms of all labels of a scheme and of a few new ones; `sentences` are about the whole."""

    def __init__(self, scheme: Sequence[Label], data=None):
        days = days_asked(scheme)
        rows = [*scheme, *[None] * NEW_ROWS]
        self.forms = [
            LabelForm(data, number=number, label=label, days=days.get(label.label) if label else None)
            for number, label in enumerate(rows)
        ]
        self.sentences: list[str] = []

    def is_valid(self) -> bool:
        """Return whether the labels make a scheme."""
        checked = [form.is_valid() for form in self.forms]  # every one of them, so that all errors show at once
        right = all(checked)
        words = [form.word.casefold() for form in self.forms if form.word]
        if len(set(words)) < len(words):
            self.sentences.append("Two labels have the same word: change one of them")
        if not words:
            self.sentences.append("Enter at least one label")
        if right:
            self._check_order()
        return right and not self.sentences

    def _check_order(self) -> None:
        """Refuse days that grow with better labels: the later an action is, the worse its label."""
        set_ = sorted((label.rank, label.from_days_late) for label in self.labels() if label.from_days_late)
        if any(worse[0] < better[0] and worse[1] <= better[1] for worse, better in zip(set_, set_[1:], strict=False)):
            self.sentences.append("A worse label must apply from more days late than a better one")

    def labels(self) -> list[Label]:
        """Return the labels as typed, those there were first."""
        return [form.to_label() for form in self.forms if form.word]

    def problems(self) -> list[tuple[str, str]]:
        """Return all that is wrong as sentences, each with the id of the field that it leads to or nothing."""
        found = [(sentence, "") for sentence in self.sentences]
        for number, form in enumerate(self.forms, start=1):
            of = form.given.label if form.given else f"New label {number}"
            for field in form:
                place = f"{field.auto_id}_0" if field.shape == "checkboxes" else field.id_for_label
                found += [(f"{of}: {error}", place) for error in field.errors]
        return found


def stored(labels: Sequence[Label]) -> list[RatingLabel]:
    """Return the labels as rows of a new version."""
    return [
        RatingLabel(
            label=label.label, colour=label.colour, meaning=label.meaning, status=label.status, rank=label.rank,
            stands_beside=sorted(label.stands_beside), from_days_late=label.from_days_late,
        )
        for label in labels
    ]  # fmt: skip
