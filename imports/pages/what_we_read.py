"""A plan as it was read: each row beside the words as printed, its doubts in place or all of them as a list."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.shortcuts import render

from imports import queries
from imports.models import Proposal, ProposedRow
from imports.pipeline.gravity import WORDS, gravity_of
from imports.showing.navigation import way_down
from imports.showing.read_rows import ReadRow, doubts_of_plan, themes_of

ROWS_A_PAGE, DOUBTS_A_PAGE = 50, 100
ROWS = (ProposedRow.Kind.ACTION, ProposedRow.Kind.STEP)
SHOWN = (
    ("", "Every action and step"),
    ("doubts", "Rows with something to check"),
    ("corrected", "Rows put right by hand"),
    ("list", "What to check, gravest first"),
)


class ShownForm(forms.Form):
    """Which rows to show."""

    show = forms.ChoiceField(label="Show", choices=SHOWN, required=False, widget=forms.RadioSelect)
    words = forms.CharField(label="Words or reference", required=False, max_length=200)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt of the reading, how grave it is in words, and the row that it is about (None: the plan itself)."""

    words: str
    suggestion: str
    gravity: str
    row: ReadRow | None = None


def what_we_read(request, upload: int, number: int):
    """Show the plan's rows fifty a page, or the doubts about all of them, gravest first."""
    proposal = queries.proposal_for(request.user, upload, number)
    form = ShownForm({"show": "", **request.GET.dict()})
    shown = form.cleaned_data if form.is_valid() else {"show": "", "words": ""}
    rows, as_list = chosen(proposal, **shown), shown["show"] == "list"
    found = by_gravity(proposal, rows) if as_list else rows
    page = Paginator(found, DOUBTS_A_PAGE if as_list else ROWS_A_PAGE).get_page(request.GET.get("page"))
    themes = themes_of(proposal)
    context = way_down(request, proposal, "what_we_read") | {
        "form": form,
        "page": page,
        "rows": [] if as_list else [ReadRow(row, themes) for row in page],
        "doubts": list(page) if as_list else [],
        "as_list": as_list,
        "of_plan": () if as_list or shown["words"] else doubts_of_plan(proposal),
        "is_narrowed": bool(shown["show"] or shown["words"]),
    }
    return render(request, "imports/what_we_read.html", context)


def chosen(proposal: Proposal, show: str, words: str) -> QuerySet[ProposedRow]:
    """Return the rows to show, in the paper's order."""
    rows = proposal.rows.filter(kind__in=ROWS).order_by("position")
    if show in ("doubts", "list"):
        rows = rows.filter(issues__gt=0)
    if show == "corrected":
        rows = rows.filter(corrected__isnull=False)
    if words.strip():
        rows = rows.filter(Q(title__icontains=words.strip()) | Q(ref__iexact=words.strip()))
    return rows


def by_gravity(proposal: Proposal, rows: QuerySet[ProposedRow]) -> list[Doubt]:
    """Return every doubt about the plan and these rows, the gravest first, those of one weight in the paper's order."""
    found = [(*doubt, None) for doubt in doubts_of_plan(proposal)]
    found += [(*doubt, row) for row in map(ReadRow, rows) for doubt in row.doubts]
    found.sort(key=lambda doubt: gravity_of(doubt[0]))
    return [Doubt(words, suggestion, WORDS[gravity_of(code)], row) for code, words, suggestion, row in found]
