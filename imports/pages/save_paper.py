"""The last look before a plan of a paper is saved: exactly what is written, what stays open; then it is."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from actions import links
from actions.services.writing import Stale
from actions.templatetags.look import full_date
from imports import proposals, queries
from imports.apply import RegisterChanged
from imports.models import Proposal
from imports.not_taken import NotTaken
from imports.pages import what_will_change
from imports.pipeline.answers import Answers
from imports.showing.navigation import address, may_save, missing_count, version_sent, way_down
from imports.showing.written import written


def save_paper(request, upload: int, number: int):
    """Show what will be written; save it and go to the page of the paper that it became."""
    proposal = queries.proposal_for(request.user, upload, number)
    if not may_save(request.user, proposal):
        raise PermissionDenied
    if request.method == "POST":
        return redirect(saved(request, proposal))
    if proposal.saved_at is not None:
        return redirect(address(proposal, "what_will_change"))
    context = way_down(request, proposal, "") | {
        "written": written(proposal, at_once=True),
        "questions": proposal.counts.get("questions", 0),
        "unsaid": unanswered(proposal),
        "missing": missing_count(request.user, proposal),
        "left_out": what_will_change.chosen(proposal, show="left_out", words="").count(),
        "back": address(proposal, "what_will_change"),
    }
    return render(request, "imports/save_paper.html", context)


def unanswered(proposal: Proposal) -> int:
    """Return how many rows do not say whether they are done and were given no answer; "leave it" is one."""
    asked = proposal.rows.filter(is_unsaid=True).values_list("row", flat=True)
    answered = Answers.from_json(proposal.answers).stages
    return sum(row not in answered for row in asked)


def saved(request, proposal: Proposal) -> str:
    """Save the proposal; return the address to go on to, with a message of what happened."""
    try:
        paper = proposals.save(proposal, version_sent(request), request.user)
    except (Stale, NotTaken) as refusal:
        messages.error(request, str(refusal))
    except RegisterChanged:
        changed = "The register was changed by somebody else meanwhile."
        messages.error(request, f"{changed} Nothing was saved; this is what would change now.")
    else:
        name, plan = proposal.upload.name, proposal.plan
        if proposal.paper is not None:
            messages.success(request, f"Saved. This is what {name} changed in “{plan.title}”.")
            return links.paper_page(paper)
        nothing = f"{name} brings nothing new, so nothing was changed in “{plan.title}”."
        if queries.papers_for(request.user, plan).filter(pk=paper.pk).exists():
            before = f"This is {paper.name} as at {full_date(paper.as_at)}, taken in before."
            messages.success(request, f"{nothing} {before}")
            return links.paper_page(paper)
        messages.success(request, nothing)  # the one of before is kept from them
    return address(proposal, "what_will_change")
