"""Every row of a paper that does not say whether it is done, its printed progress beside it, asked about once."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from imports import proposals, queries
from imports.models import Proposal
from imports.not_taken import REFUSALS
from imports.pipeline.answers import DONE, LEAVE, NOT_DONE, Answers
from imports.showing.navigation import version_sent, way_down
from imports.showing.read_rows import ReadRow

ROWS_A_PAGE = 100
CHOICES = ((DONE, "Done"), (NOT_DONE, "Not done"), (LEAVE, "Leave it"))


@dataclass(frozen=True, slots=True)
class Unsaid:
    """One row with the answer that was given; none yet is "leave"."""

    row: ReadRow
    answer: str


def not_said(request, upload: int, number: int):
    """Show the rows; keep the answers, those of one for every row that is still to be answered among them."""
    proposal = queries.proposal_for(request.user, upload, number)
    if request.method == "POST":
        keep(request, proposal)
        return redirect(request.get_full_path())
    rows = proposal.rows.filter(is_unsaid=True).order_by("position")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    stages = Answers.from_json(proposal.answers).stages
    context = way_down(request, proposal, "not_said") | {
        "page": page,
        "rows": [Unsaid(ReadRow(row), stages.get(row.row, LEAVE)) for row in page],
        "choices": CHOICES,
    }
    return render(request, "imports/not_said.html", context)


def keep(request, proposal: Proposal) -> None:
    """Keep what was chosen row by row; a choice for all goes to every row, on whatever page, that has none."""
    allowed = dict(CHOICES)
    asked = list(proposal.rows.filter(is_unsaid=True).values_list("row", flat=True))
    answers = Answers.from_json(proposal.answers)
    stages = {row: request.POST[f"stage:{row}"] for row in asked if request.POST.get(f"stage:{row}") in allowed}
    if (for_all := request.POST.get("for_all")) in allowed:
        left = [row for row in asked if stages.get(row, answers.stages.get(row, LEAVE)) == LEAVE]
        stages |= dict.fromkeys(left, for_all)
    try:
        proposals.answer(proposal, version_sent(request), answers | Answers(stages=stages), request.user)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your answers are kept. Nothing is saved in the register yet.")
