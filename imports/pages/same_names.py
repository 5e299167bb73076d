"""The names of a paper that may be known ones spelt otherwise: which known person or post each is, or somebody new."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.shortcuts import redirect, render

from imports import proposals, queries
from imports.models import Proposal
from imports.not_taken import REFUSALS
from imports.pipeline.answers import Answers
from imports.showing.navigation import version_sent, way_down


@dataclass(frozen=True, slots=True)
class Asked:
    """One name as printed, the known names that it may be, and the one that was chosen (empty: somebody new)."""

    printed: str
    like: list[str]
    chosen: str


def same_names(request, upload: int, number: int):
    """Show the names; keep what was chosen, for this paper and the organisation's next ones."""
    proposal = queries.proposal_for(request.user, upload, number)
    if request.method == "POST":
        keep(request, proposal)
        return redirect(request.get_full_path())
    context = way_down(request, proposal, "same_names") | {"names": asked(request.user, proposal)}
    return render(request, "imports/same_names.html", context)


def asked(user, proposal: Proposal) -> list[Asked]:
    """Return the names that `user` may settle, in the order of the paper."""
    said = Answers.from_json(proposal.answers).parties
    names = queries.names_to_settle(user, proposal)
    return [Asked(name["printed"], name["like"], said.get(name["printed"], "")) for name in names]


def keep(request, proposal: Proposal) -> None:
    """Keep the choices; a name that is none of those offered stays somebody new."""
    answers = Answers.from_json(proposal.answers)
    parties = dict(answers.parties)
    for at, name in enumerate(asked(request.user, proposal)):
        chosen = request.POST.get(f"name:{at}", "")
        parties.pop(name.printed, None)
        if chosen in name.like:
            parties[name.printed] = chosen
    try:
        proposals.answer(proposal, version_sent(request), replace(answers, parties=parties), request.user)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your answers are kept. Nothing is saved in the register yet.")
