"""What saving a plan of a paper would change, row by row: each change kept or left out, each question answered."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.shortcuts import redirect, render
from django.utils import timezone

from imports import proposals, queries
from imports.models import ON_ITS_WAY, Proposal, ProposedRow
from imports.not_taken import REFUSALS
from imports.pipeline.answers import Answers
from imports.pipeline.changes import Change
from imports.showing.changed_rows import VERDICT_WORDS, ChangedRow, answered
from imports.showing.navigation import address, missing_count, version_sent, way_down
from imports.showing.written import written
from imports.storable import storable_text

ROWS_A_PAGE = 50
COUNTED = ("new", "changed", "reopened", "untouched", "missing")
SHOWN = (
    ("", "All that changes or is asked"),
    *((name, words) for name, words in VERDICT_WORDS.items() if name != "missing"),
    ("left_out", "Left out"),
    ("all", "Every row"),
)


class ShownForm(forms.Form):
    """Which rows to show."""

    show = forms.ChoiceField(label="Show", choices=SHOWN, required=False, widget=forms.RadioSelect)
    words = forms.CharField(label="Words or reference", required=False, max_length=200)


def what_will_change(request, upload: int, number: int):
    """Show the comparison, compared anew where the register has changed; a POST keeps choices and answers."""
    proposal = queries.proposal_for(request.user, upload, number)
    if request.method == "POST":
        keep_choices(request, proposal)
        return redirect(request.get_full_path())
    is_to_be_compared = proposal.saved_at is None and proposal.mark and proposal.upload.state not in ON_ITS_WAY
    if is_to_be_compared and not proposals.is_current(proposal):
        proposals.compare_again(proposal, timezone.localdate())
        messages.info(request, "The register has changed since this was last compared, so it was compared anew.")
    form = ShownForm({"show": "", **request.GET.dict()})
    shown = form.cleaned_data if form.is_valid() else {"show": "", "words": ""}
    page = Paginator(chosen(proposal, **shown), ROWS_A_PAGE).get_page(request.GET.get("page"))
    left_out = frozenset(Answers.from_json(proposal.answers).left_out)
    veiled = frozenset(queries.kept_back(request.user, proposal).values_list("pk", flat=True))
    counts = proposal.counts | {"missing": missing_count(request.user, proposal)}
    context = way_down(request, proposal, "what_will_change") | {
        "form": form,
        "page": page,
        "rows": [ChangedRow(row, left_out, veiled) for row in page],
        "counts": [(VERDICT_WORDS[name], counts.get(name, 0), name) for name in COUNTED],
        "questions": proposal.counts.get("questions", 0),
        "written": written(proposal, at_once=False),
        "is_narrowed": bool(shown["show"] or shown["words"]),
        "save_page": address(proposal, "save_paper"),
    }
    return render(request, "imports/what_will_change.html", context)


def chosen(proposal: Proposal, show: str, words: str) -> QuerySet[ProposedRow]:
    """Return the rows to show, in the paper's order; what is missing has a page of its own."""
    rows = proposal.rows.exclude(kind=ProposedRow.Kind.MISSING).order_by("position")
    if show == "left_out":
        rows = rows.filter(is_left_out=True)
    elif show == "question":
        rows = rows.filter(questions__gt=0)
    elif show in VERDICT_WORDS:
        rows = rows.filter(verdict=show)
    elif show != "all":
        rows = rows.exclude(changes=[])
    if words.strip():
        rows = rows.filter(Q(title__icontains=words.strip()) | Q(ref__iexact=words.strip()))
    return rows


def keep_choices(request, proposal: Proposal) -> None:
    """Keep what was ticked and answered of the rows that the page showed, and say so."""
    try:
        answers = Answers.from_json(with_choices(proposal, request.POST).to_json())
        proposals.answer(proposal, version_sent(request), answers, request.user)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your choices are kept. Nothing is saved in the register yet.")


def with_choices(proposal: Proposal, sent) -> Answers:
    """Return the proposal's answers with those that a page of rows sent; raises ValueError with a sentence.

    `row` names the rows shown and `change` the changes of theirs, `keep` those to be saved, `leave` the rows of which
    nothing is to be saved; `answer:KEY` answers the question of that key.
    """
    answers = Answers.from_json(proposal.answers)
    rows, shown, kept = sent.getlist("row"), sent.getlist("change"), set(sent.getlist("keep"))
    before = [key for key in answers.left_out if key not in {*rows, *shown}]
    out = [key for key in shown if key not in kept]
    answers = replace(answers, left_out=(*before, *out, *sent.getlist("leave")))
    for row in proposal.rows.filter(row__in=map(storable_text, rows)):
        for change in map(Change.from_json, row.changes):
            if f"answer:{change.key}" in sent:
                answers = answered(answers, change, sent[f"answer:{change.key}"])
    return answers
