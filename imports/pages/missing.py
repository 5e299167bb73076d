"""What the register has and a paper no longer prints: what became of each action, or of all that are left."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from imports import proposals, queries
from imports.models import Proposal, ProposedRow
from imports.not_taken import REFUSALS
from imports.pages.what_we_read import ROWS
from imports.pipeline.answers import DONE, DROPPED, MERGED, OPEN, SPLIT, Answers, Fate
from imports.showing.navigation import version_sent, way_down
from tracker.form_fields import TypedDateField

ROWS_A_PAGE = 25
UNDECIDED, CARRIED = "", "carried"
CHOICES = (
    (UNDECIDED, "Not decided: it stays as it is"),
    (OPEN, "Still open"),
    (CARRIED, "Carried on in this paper under other words"),
    (DONE, "Done"),
    (DROPPED, "No longer needed"),
    (MERGED, "Merged into another action"),
    (SPLIT, "Split into several actions"),
)
FOR_ALL = (OPEN, DONE, DROPPED)


class FateForm(forms.Form):
    """What became of one action: of one carried on, merged or split, what it went into; of the last two the minute.

    `refs` gives the rows of this paper by reference, `taken` those that are another action of the register already.
    """

    fate = forms.ChoiceField(label="What became of it?", choices=CHOICES, required=False, widget=forms.RadioSelect)
    into = forms.CharField(
        label="It went into",
        required=False,
        max_length=300,
        help_text="If carried on, merged or split: the references in this paper, such as 3.2, 3.4.",
        widget=forms.TextInput({"list": "actions-of-this-paper", "autocomplete": "off"}),
    )
    minute = forms.CharField(
        label="Minute", required=False, max_length=300, help_text="Where that was agreed, such as “Minute 14”."
    )
    by = forms.CharField(label="Decided by", required=False, max_length=300)
    on = TypedDateField(label="On", required=False, help_text="Left empty: the day that the paper speaks for.")

    def __init__(self, data=None, *, row: ProposedRow, answers: Answers, refs: dict[str, list[str]], taken: set[str]):
        self.row, self.refs, self.taken = row, refs, taken
        names = {key: ref for ref, keys in refs.items() for key in keys}
        held = answers.fates.get(row.row)
        initial = {"fate": answers.stages.get(row.row, UNDECIDED)}
        if held:
            into = ", ".join(names.get(key, key) for key in held.into)
            initial = {"fate": held.kind, "into": into, "minute": held.minute, "by": held.by, "on": held.on}
        super().__init__(data, prefix=row.row, initial=initial)

    def clean_into(self) -> tuple[str, ...]:
        """Return the rows of the references typed; refuse one that the paper does not have just once."""
        rows = []
        for typed in filter(None, map(str.strip, self.cleaned_data["into"].replace(";", ",").split(","))):
            found = self.refs.get(typed.lower(), [])
            if len(found) != 1:
                said = "no action" if not found else "more than one action"
                raise forms.ValidationError(f"This paper has {said} with the reference “{typed[:40]}”")
            rows += found
        return tuple(dict.fromkeys(rows))

    def clean(self):
        """Hold the answer against what goes with it."""
        given = self.cleaned_data
        if "into" in given and given.get("fate") == CARRIED:
            if len(given["into"]) != 1:
                self.add_error("into", "Choose the one action of this paper that it is")
            elif given["into"][0] in self.taken:
                self.add_error("into", "That one is another action of the register already")
        if "into" in given and "on" in given and given.get("fate") in (DONE, DROPPED, MERGED, SPLIT):
            try:
                self.answer = Fate.from_json(Fate(given["fate"], given["into"], given["minute"], given["by"]).to_json())
            except ValueError as refusal:
                self.add_error("minute" if "minute" in str(refusal) else "into", str(refusal))
            else:
                self.answer = Fate(**{**self.answer.to_json(), "into": self.answer.into, "on": given["on"]})
        return given


def missing(request, upload: int, number: int):
    """Show what is missing; keep what was said to have become of it."""
    proposal = queries.proposal_for(request.user, upload, number)
    gone = queries.missing_rows(request.user, proposal)
    page = Paginator(gone, ROWS_A_PAGE).get_page(request.GET.get("page"))
    answers, refs = Answers.from_json(proposal.answers), references(proposal)
    taken = {*proposal.rows.filter(kind__in=ROWS, item__isnull=False).values_list("row", flat=True)}
    sent = request.POST if request.method == "POST" else None
    asked = [FateForm(sent, row=row, answers=answers, refs=refs, taken=taken) for row in page]
    are_valid = [form.is_valid() for form in asked]  # each one, so that every problem is named at once
    if sent is not None and all(are_valid) and keep(request, proposal, asked):
        return redirect(request.get_full_path())
    context = way_down(request, proposal, "missing") | {
        "page": page,
        "forms": asked,
        "problems": [
            (sentence, form[name].id_for_label)
            for form in asked
            for name, sentences in form.errors.items()
            for sentence in sentences
        ],
        "into": [(row.ref, row.title) for row in proposal.rows.filter(kind__in=ROWS).exclude(ref="")[:500]],
    }
    return render(request, "imports/missing.html", context)


def references(proposal: Proposal) -> dict[str, list[str]]:
    """Return the rows of each reference that the paper prints, in small letters."""
    found: dict[str, list[str]] = {}
    for ref, row in proposal.rows.filter(kind__in=ROWS).exclude(ref="").values_list("ref", "row"):
        found.setdefault(ref.lower(), []).append(row)
    return found


def keep(request, proposal: Proposal, asked: list[FateForm]) -> bool:
    """Keep the answers; a choice for all goes to every action, on whatever page, that is not decided."""
    answers = Answers.from_json(proposal.answers).without(*(form.row.row for form in asked))
    for form in asked:
        answers |= answer_of(form)
    if (for_all := request.POST.get("for_all")) in FOR_ALL:
        gone = queries.missing_rows(request.user, proposal).values_list("row", flat=True)
        left = [row for row in gone if row not in answers.fates and row not in answers.stages]
        said = (
            {"stages": dict.fromkeys(left, OPEN)} if for_all == OPEN else {"fates": dict.fromkeys(left, Fate(for_all))}
        )
        answers |= Answers(**said)
    try:
        proposals.answer(proposal, version_sent(request), answers, request.user)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your answers are kept. Nothing is saved in the register yet.")
    return True


def answer_of(form: FateForm) -> Answers:
    """Return what one form says, as answers."""
    fate = form.cleaned_data.get("fate")
    if fate == CARRIED:
        return Answers(same={form.cleaned_data["into"][0]: form.row.item_id})
    if fate == OPEN:
        return Answers(stages={form.row.row: OPEN})
    return Answers(fates={form.row.row: form.answer}) if fate else Answers()
