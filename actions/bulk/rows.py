"""One row of the sheet: an item with what holds now, in; what was typed of it, checked, out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from actions.answer_checks import (
    stage_is_its_steps,
    stages_offered,
    takes_no_new_date,
    wrong_with_answer,
    wrong_with_done_on,
    wrong_with_new_date,
)
from actions.lists.filters import DAY_FIRST
from actions.models import Item, RatingLabel
from actions.rules.judge import State
from actions.rules.publication import mark_of_state
from actions.services.answers import Answer, made_consistent
from actions.vocabulary import SIGNED_OFF_STAGES, STAGE_WORDS, Stage

CELLS = ("note", "no_change", "rating", "stage", "done_on", "new_date")
NOT_A_DATE = "Enter a real date, such as 30/9/2030"


class RowForm(forms.Form):
    """What was typed into the cells of one row; its checks are those of every answer, see answer_checks.py."""

    note = forms.CharField(required=False, max_length=10_000)
    no_change = forms.BooleanField(required=False)
    rating = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose a rating of the plan’s key"})
    stage = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose one of the stages"})
    done_on = forms.DateField(required=False, input_formats=DAY_FIRST, error_messages={"invalid": NOT_A_DATE})
    new_date = forms.DateField(required=False, input_formats=DAY_FIRST, error_messages={"invalid": NOT_A_DATE})

    def __init__(self, data, row: "Row", labels: Mapping[str, RatingLabel], today: date):
        super().__init__(data, prefix=str(row.pk))
        self.row, self.labels, self.today = row, labels, today
        self.fields["rating"].choices = [(label, label) for label in labels]
        self.fields["stage"].choices = row.stages
        for name in set(CELLS) - row.asks:
            del self.fields[name]

    def clean_done_on(self):
        """Refuse a day that has not come yet."""
        return self._checked("done_on", wrong_with_done_on(self.cleaned_data["done_on"], self.today))

    def clean_new_date(self):
        """Refuse a day that has passed, and the day that holds already."""
        return self._checked("new_date", wrong_with_new_date(self.cleaned_data["new_date"], self.row.state, self.today))

    def _checked(self, name: str, wrong: str):
        if wrong:
            raise forms.ValidationError(wrong)
        return self.cleaned_data[name]

    def answer(self, reason: str, will_do: str, stage: Stage | None) -> Answer:
        """Return what was typed that differs from what holds; `stage` is the one given to all that are ticked."""
        given, state = self.cleaned_data, self.row.state
        rating = given.get("rating", "")
        chosen = stage or (Stage(given["stage"]) if given.get("stage") else None)
        return Answer(
            note=given.get("note", ""),
            no_change=given.get("no_change", False),
            rating=self.labels[rating] if rating and rating != (state.reported and state.reported.stated) else None,
            stage=chosen if chosen != state.stage else None,
            stage_reason=reason,
            done_on=given.get("done_on"),
            new_date=given.get("new_date"),
            reason=reason,
            will_do=will_do,
        )


@dataclass
class Row:
    """An action or step on the sheet; `version` is the one that was shown, `typed` the cells as they were sent."""

    item: Item
    state: State
    version: int
    labels: tuple[str, ...]  # of the plan's rating key
    typed: dict[str, str] = field(default_factory=dict)
    ticked: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        """The item's key, with which the names of all its fields begin."""
        return self.item.pk

    @property
    def is_stale(self) -> bool:
        """Whether somebody else changed it since it was shown."""
        return self.version != self.item.version

    @cached_property
    def asks(self) -> set[str]:
        """The cells that can be filled in as the item stands."""
        asked = set(CELLS)
        if not self.labels:
            asked.discard("rating")
        if self.has_steps and stage_is_its_steps(self.state, True):
            asked -= {"stage", "done_on"}
        if self.is_signed_off:
            asked -= {"stage", "rating"}
        if self.state.is_done:
            asked.discard("done_on")
        if takes_no_new_date(self.state):
            asked.discard("new_date")
        return asked

    @property
    def is_signed_off(self) -> bool:
        """Whether a second person stands for it, so that it is opened again on its own page alone."""
        return self.state.stage in SIGNED_OFF_STAGES

    @property
    def has_steps(self) -> bool:
        """Whether it is an action with steps."""
        return bool(self.state.steps)

    @property
    def stages(self) -> list[tuple[str, str]]:
        """The stages to choose from."""
        return [(str(stage), STAGE_WORDS[stage]) for stage in stages_offered(self.state)]

    @property
    def stage_options(self) -> str:
        """The stages as the options of a select element."""
        return options(tuple(self.stages), self.typed.get("stage", ""))

    @property
    def rating_options(self) -> str:
        """The ratings as the options of a select element."""
        return options(tuple((label, label) for label in self.labels), self.typed.get("rating", ""))

    @property
    def stage_now(self) -> str:
        """The stage in words."""
        return STAGE_WORDS[self.state.stage]

    @property
    def name(self) -> str:
        """What the row is called in a sentence: its reference, else its first words."""
        words = self.item.title if len(self.item.title) < 60 else f"{self.item.title[:59].rstrip()}…"
        return self.item.ref or self.state.action.ref or f"“{words}”"

    @property
    def not_public(self) -> str:
        """The mark of what is not for publication."""
        return mark_of_state(self.state)

    def checked(
        self, data, labels: Mapping[str, RatingLabel], today: date, *, reason: str, will_do: str, stage: Stage | None
    ) -> Answer:
        """Return what is said of the row; what is wrong stands in `errors` by the cell, `reason` for the batch's."""
        form = RowForm(data, self, labels, today)
        self.errors |= {name: errors[0] for name, errors in form.errors.items()}
        answer = form.answer(reason, will_do, stage)
        open_steps = self.state.steps - self.state.steps_done
        for name, sentence in wrong_with_answer(answer, self.state, labels.values(), open_steps):
            if name == "stage":
                sentence = "Mark each of its steps as done first"
            self.errors.setdefault("reason" if name == "stage_reason" else name, sentence)
        return answer if self.errors else _only_what_was_said(made_consistent(answer, self.state, labels.values()))


@lru_cache(maxsize=256)
def options(choices: tuple[tuple[str, str], ...], chosen: str) -> str:
    """Return the options of a select element, drawn once for all rows that offer the same."""
    rows = ((value, mark_safe(" selected" if value == chosen else ""), words) for value, words in choices)
    return format_html(
        '<option value="">As it is</option>{}', format_html_join("", '<option value="{}"{}>{}</option>', rows)
    )


def _only_what_was_said(answer: Answer) -> Answer:
    """Return the answer, empty where the batch's reason is all that there is."""
    said = answer.note or answer.no_change or answer.rating or answer.stage or answer.new_date or answer.done_on
    return answer if said else Answer()
