"""One row of a paper beside the words as printed: what was read of it put right, a doubt set aside."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from imports import proposals, queries
from imports.models import Proposal, ProposedRow
from imports.not_taken import REFUSALS
from imports.pages.what_we_read import ROWS, ROWS_A_PAGE
from imports.pipeline.corrections import ROLES, value_of
from imports.shapes import STATUS_WORDS, StagedItem
from imports.showing.navigation import address, version_sent, way_down
from imports.showing.read_rows import ROLE_WORDS, ReadRow, themes_of
from imports.storable import storable_text
from imports.values.date_words import find_dates
from tracker.form_fields import TypedDateField

DATES = ("start", "due", "done_on", "review")


class RowForm(forms.Form):
    """What was read of a row, each field as it stands; only what differs from it is a correction."""

    ref = forms.CharField(label="Reference", required=False, max_length=40)
    section = forms.ChoiceField(label="Theme", required=False)
    title = forms.CharField(label="What will be done", max_length=10_000, widget=forms.Textarea({"rows": 3}))
    due = TypedDateField(label="First date", required=False)
    revised = forms.CharField(
        label="Later dates",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="One on each line, in the order agreed, such as 30 September 2020.",
    )
    status = forms.ChoiceField(label="Stated status", required=False)
    rag = forms.CharField(label="Reported rating", required=False, max_length=40)
    start = TypedDateField(label="Start", required=False)
    done_on = TypedDateField(label="Done on", required=False)
    review = TypedDateField(label="Review by", required=False)

    def __init__(self, data=None, *, item: StagedItem, is_step: bool, sections: list[tuple[str, str]]):
        self.item = item
        roles = [role for role in ROLES if any(owner.role == role for owner in item.owners)] or ["lead"]
        super().__init__(data, initial=self._initial(item, roles))
        self.fields["section"].choices = [("", "No theme"), *sections]
        self.fields["status"].choices = [("", "Not stated"), *STATUS_WORDS.items()]
        for role in roles:
            self.fields[f"owners_{role}"] = forms.CharField(
                label=ROLE_WORDS[role],
                required=False,
                max_length=2_000,
                widget=forms.Textarea({"rows": 2}),
                help_text="One person, post or body on each line.",
            )
        order = ["ref", "section", "title", *(f"owners_{role}" for role in roles)]
        self.order_fields([*order, "due", "revised", "status", "rag"])
        if is_step:  # a step stands under its action's theme
            del self.fields["section"]

    @staticmethod
    def _initial(item: StagedItem, roles: list[str]) -> dict:
        names = {
            f"owners_{role}": "\n".join(owner.name for owner in item.owners if owner.role == role) for role in roles
        }
        return names | {
            "ref": item.ref or "",
            "section": item.section or "",
            "title": item.title,
            "revised": "\n".join(f"{day.day} {day:%B %Y}" for day in item.revised),
            "status": item.status or "",
            "rag": item.rag or "",
            **{name: getattr(item, name) for name in DATES},
        }

    def clean_revised(self) -> list[str]:
        """Return the later dates as ISO text; refuse a line that is not one whole date."""
        days = []
        for line in lines_of(self.cleaned_data["revised"]):
            found = find_dates(line)
            if len(found) != 1 or found[0].day is None:
                raise forms.ValidationError(f"“{line[:40]}” must be one real date, such as 30 September 2020")
            days.append(found[0].day.isoformat())
        return days

    def corrections(self) -> dict[str, object]:
        """Return the fields that differ from what stands, with their new values as plain JSON."""
        given = {name: self._as_it_stood(name, value) for name, value in self.cleaned_data.items()}
        new = {name: given[name] for name in ("ref", "section", "title", "status", "rag") if name in given}
        new |= {name: given[name].isoformat() if given[name] else None for name in DATES}
        new["revised"] = given["revised"]
        owners = [name for name in self.fields if name.startswith("owners_")]
        if any(given[name] != self.initial.get(name, "") for name in owners):  # else they stand in the paper's order
            new["owners"] = [
                {"name": line, "role": name.removeprefix("owners_")}
                for name in owners
                for line in lines_of(given[name])
            ]
        return {name: value for name, value in new.items() if (value or None) != (value_of(self.item, name) or None)}

    def _as_it_stood(self, name: str, value: object) -> object:
        """A text whose words and lines nobody changed as it stood: a browser sends other ends of lines."""
        stood = self.initial.get(name)
        both = isinstance(value, str) and isinstance(stood, str)
        return stood if both and lines_of(value) == lines_of(stood) else value


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that hold words, without the space around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class DismissForm(forms.Form):
    """A doubt set aside, with the reason."""

    dismiss = forms.CharField(widget=forms.HiddenInput, max_length=60)
    reason = forms.CharField(label="Why need this not be put right?", max_length=300)

    def corrections(self) -> dict[str, object]:
        """Return the doubt with its reason, in the form of a correction."""
        return {f"dismiss:{self.cleaned_data['dismiss']}": self.cleaned_data["reason"]}


def correct_row(request, upload: int, number: int, row: str):
    """Show the row; keep what was put right, or set a doubt aside, and go back to what was read."""
    proposal = queries.proposal_for(request.user, upload, number)
    stored = proposal.rows.filter(row=storable_text(row), kind__in=ROWS).first()
    if stored is None:
        raise Http404
    themes = themes_of(proposal)
    shown = ReadRow(stored, themes)
    dismissing = DismissForm(request.POST) if "dismiss" in request.POST else None
    form = RowForm(
        request.POST if request.method == "POST" and not dismissing else None,
        item=shown.item,
        is_step=stored.kind == ProposedRow.Kind.STEP,
        sections=list(themes.items()),
    )
    asked = dismissing or form
    back = f"{address(proposal, 'what_we_read')}?{back_to(proposal, stored)}"
    if request.method == "POST" and asked.is_valid() and keep(request, proposal, row, asked):
        return redirect(back)
    context = way_down(request, proposal, "") | {
        "row": shown,
        "form": asked,
        "row_form": form,
        "heading": shown.name,
        "version": proposal.version,
        "back": back,
    }
    return render(request, "imports/correct_row.html", context)


def keep(request, proposal: Proposal, row: str, form: RowForm | DismissForm) -> bool:
    """Keep the corrections; return whether they were, with the reason on the form where not."""
    made = form.corrections()
    try:
        proposals.correct_fields(proposal, version_sent(request), row, made, request.user)
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Put right." if made else "Nothing was changed.")
    return True


def back_to(proposal: Proposal, stored: ProposedRow) -> str:
    """Return the query and fragment that lead to the row among all that was read."""
    before = proposal.rows.filter(kind__in=ROWS, position__lt=stored.position).count()
    return f"page={before // ROWS_A_PAGE + 1}#{ReadRow(stored).anchor}"
