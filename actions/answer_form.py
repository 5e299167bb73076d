"""The form in which somebody answers for one action or step; checked against what holds now, it gives an Answer."""

from datetime import date

from django import forms

from actions.answer_checks import (
    stage_is_its_steps,
    stages_offered,
    takes_no_new_date,
    wrong_with_answer,
    wrong_with_done_on,
    wrong_with_new_date,
)
from actions.models import Item
from actions.rules.judge import State
from actions.services.answers import Answer, never_had_a_date
from actions.templatetags.look import full_date
from actions.vocabulary import DONE_STAGES, FIELD, REASONED_STAGES, SIGNED_OFF_STAGES, STAGE_WORDS, Stage
from tracker.form_fields import RadiosWithHints, TypedDateField

# Fields that show what holds now: it goes along hidden, so that a choice can be told from what only stood there.
CHOSEN = ("stage", "rating")
# Spaces that do not break keep day, month and year of the example together.
EXAMPLE = "For example, 30\N{NO-BREAK SPACE}9\N{NO-BREAK SPACE}"


class UpdateForm(forms.Form):
    """What a lead or manager says of an item; only what differs from `state` becomes part of the answer.

    `version` carries the version of the item and of each step as they were shown, so that a stale form is refused.
    """

    note = forms.CharField(
        label="What has happened since the last update?",
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Say what was done and what comes next. The board may read this.",
    )
    no_change = forms.BooleanField(label="No change since last time", required=False)
    steps = forms.MultipleChoiceField(
        label="Which steps are done?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick each step that is done.",
    )
    stage = forms.ChoiceField(
        label=FIELD["stage"].heading, required=False, widget=forms.RadioSelect, show_hidden_initial=True
    )
    stage_reason = forms.CharField(
        label="Why is it paused or no longer needed?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Only where you chose one of these two. The board may read this.",
    )
    done_on = TypedDateField(
        label="When was it done?",
        required=False,
        help_text="Only for what you mark as done. Leave it empty if it was done today.",
    )
    rating = forms.ChoiceField(
        label=FIELD["rating"].heading, required=False, widget=RadiosWithHints, show_hidden_initial=True
    )
    new_date = TypedDateField(label="New date", required=False)
    reason = forms.CharField(
        label="Why is a new date needed?", required=False, max_length=2_000, widget=forms.Textarea({"rows": 3})
    )
    will_do = forms.CharField(
        label="What will be done so that the new date is kept?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Who decides about the date reads this beside your reason.",
    )
    version = forms.RegexField(r"^\d{1,18}:\d{1,18}( \d{1,18}:\d{1,18})*\Z", widget=forms.HiddenInput)

    def __init__(
        self,
        data=None,
        *,
        item: Item,
        state: State,
        steps: list[Item],
        labels,
        today: date,
        waits: bool,
        also_given: bool = False,
    ):
        self.item, self.state, self.today, self.also_given = item, state, today, also_given
        self.waits = waits
        self.open_steps = {str(step.pk): step for step in steps if step.stage not in DONE_STAGES}
        self.labels = {label.label: label for label in labels}
        reported = state.reported.stated if state.reported else ""
        versions = " ".join(f"{each.pk}:{each.version}" for each in (item, *steps))
        super().__init__(data, initial={"version": versions, "rating": reported, "stage": self._stage_said()})
        self.fields["steps"].choices = [(pk, named(step)) for pk, step in self.open_steps.items()]
        self.fields["stage"].choices = self._stages()
        self.fields["rating"].choices = [(name, name) for name in self.labels]
        self.fields["rating"].widget.hints = {name: label.meaning for name, label in self.labels.items()}
        now = f"The date now is {full_date(state.deadline.due)}." if state.deadline.due else "No date is set."
        agreed = " A new date waits until it is agreed." if waits and not never_had_a_date(state) else ""
        self.fields["new_date"].help_text = f"{now}{agreed} {EXAMPLE}{today.year + 1}."
        for name in self._not_asked(bool(steps)):
            del self.fields[name]

    def _not_asked(self, has_steps: bool) -> set[str]:
        """Return the fields that do not apply to this item as it stands."""
        left_out = set()
        if not self.open_steps:
            left_out.add("steps")
        if not self.labels:
            left_out.add("rating")
        if stage_is_its_steps(self.state, has_steps):
            left_out |= {"stage", "stage_reason"}
        if self.state.stage in SIGNED_OFF_STAGES:  # a second person stands for it; see signing_off/
            left_out |= {"stage", "stage_reason", "rating"}
        if left_out >= {"stage", "steps"} or self.state.is_done and not self.open_steps:
            left_out.add("done_on")
        if takes_no_new_date(self.state):
            left_out |= {"new_date", "reason", "will_do"}
        return left_out

    def _stage_said(self) -> str:
        return "" if self.state.stage == Stage.NOT_STATED else str(self.state.stage)

    def _stages(self) -> list[tuple[str, str]]:
        return [(str(stage), STAGE_WORDS[stage]) for stage in stages_offered(self.state)]

    def clean_done_on(self):
        """Refuse a day that has not come yet."""
        day = self.cleaned_data.get("done_on")
        if wrong := wrong_with_done_on(day, self.today):
            raise forms.ValidationError(wrong)
        return day

    def clean_new_date(self):
        """Refuse a day that has passed, and the day that holds already."""
        day = self.cleaned_data.get("new_date")
        if wrong := wrong_with_new_date(day, self.state, self.today):
            raise forms.ValidationError(wrong)
        return day

    def clean(self):
        """Hold the answers against each other."""
        given, answer = self.cleaned_data, self.answer()
        for field, sentence in wrong_with_answer(answer, self.state, self.labels.values(), len(self.open_steps)):
            self.add_error(field, sentence)
        if answer.new_date and self.waits and not never_had_a_date(self.state) and not answer.will_do:
            self.add_error("will_do", "Say what will be done so that the new date is kept")
        if (answer.reason or answer.will_do) and not given.get("new_date") and "new_date" not in self.errors:
            about = "you give a reason for" if answer.reason else "this is to be done for"
            self.add_error("new_date", f"Enter the new date that {about}")
        if answer.stage_reason and answer.stage not in REASONED_STAGES:
            self.add_error("stage", "Choose “Paused” or “No longer needed” to go with the reason you gave")
        if not self.errors and answer == Answer() and not self.also_given:
            self.add_error("note", "Say what has happened, or tick “No change since last time”")
        return given

    def answer(self) -> Answer:
        """Return what was said that differs from what holds now."""
        given = self.cleaned_data
        changed = {
            name: given.get(name)
            for name in CHOSEN
            if name in self.changed_data and given.get(name) != self.initial[name]
        }
        return Answer(
            note=given.get("note", ""),
            no_change=given.get("no_change", False),
            rating=self.labels.get(changed.get("rating")),
            stage=Stage(changed["stage"]) if changed.get("stage") else None,
            stage_reason=given.get("stage_reason", ""),
            done_on=given.get("done_on"),
            steps_done=tuple(self.open_steps[pk] for pk in given.get("steps", ())),
            new_date=given.get("new_date"),
            reason=given.get("reason", ""),
            will_do=given.get("will_do", ""),
        )

    def versions(self) -> dict[int, int]:
        """Return the version of the item and of each step that the form was filled in from."""
        pairs = (pair.split(":") for pair in self.cleaned_data["version"].split())
        return {int(pk): int(version) for pk, version in pairs}

    def typed(self) -> list[tuple[str, str]]:
        """Return what was filled in, as labels and words, to stand beside what somebody else changed."""
        answer = self.answer()
        rows = (
            ("note", answer.note),
            ("no_change", "Yes" if answer.no_change else ""),
            ("steps", ", ".join(named(step) for step in answer.steps_done)),
            ("stage", STAGE_WORDS[answer.stage] if answer.stage else ""),
            ("stage_reason", answer.stage_reason),
            ("done_on", full_date(answer.done_on)),
            ("rating", answer.rating.label if answer.rating else ""),
            ("new_date", full_date(answer.new_date)),
            ("reason", answer.reason),
            ("will_do", answer.will_do),
        )
        return [(self.fields[name].label, words) for name, words in rows if words]


def named(item: Item) -> str:
    return " ".join(filter(None, (item.ref, item.title)))
