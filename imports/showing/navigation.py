"""A paper on its way in; the addresses of its pages and the way between them, out."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse

from actions.permissions import may
from imports import queries
from imports.models import Proposal
from tracker.form_fields import whole_number


def address(proposal: Proposal, name: str, *more: object) -> str:
    """Return the address of a page of one plan of an upload."""
    return reverse(name, args=[proposal.upload_id, proposal.number, *more])


def way_down(request, proposal: Proposal, here: str) -> dict:
    """Return what every page of one plan of an upload shows around its content."""
    request.organisation = proposal.upload.organisation
    return {
        "proposal": proposal,
        "upload": proposal.upload,
        "heading": proposal.title,
        "is_open": proposal.saved_at is None and proposal.set_aside_at is None,
        "may_save": may_save(request.user, proposal),
        "breadcrumbs": [
            ("Papers", reverse("papers")),
            (proposal.upload.name, reverse("reading", args=[proposal.upload_id])),
        ],
        "links": pages_of(request.user, proposal, here),
    }


def pages_of(user, proposal: Proposal, here: str) -> list[tuple[str, str, bool]]:
    """Return the pages of the plan as rows of words, address and whether it is this one.

    A page that asks `user` nothing is left out.
    """
    counts = proposal.rows.aggregate(
        what_we_read=Count("pk", filter=Q(issues__gt=0)),
        what_will_change=Count("pk", filter=Q(questions__gt=0)),
        not_said=Count("pk", filter=Q(is_unsaid=True)),
    )
    counts["missing"] = missing_count(user, proposal)
    counts["same_names"] = len(queries.names_to_settle(user, proposal))
    pages = {"what_we_read": "What we read", "what_will_change": "What will change"}
    asking = {"not_said": "Done or not?", "missing": "Not in this paper", "same_names": "Known by another name?"}
    pages |= {name: words for name, words in asking.items() if counts[name] or name == here}
    return [
        (f"{words} ({counts[name]:,})" if counts[name] else words, address(proposal, name), name == here)
        for name, words in pages.items()
    ]


def missing_count(user, proposal: Proposal) -> int:
    """Return how many leaves of the register that `user` may see the paper lacks."""
    missing = proposal.counts.get("missing", 0)
    return queries.missing_rows(user, proposal).filter(verdict="missing").count() if missing else 0


def may_save(user, proposal: Proposal) -> bool:
    """Return whether `user` may take this plan into the register."""
    if proposal.plan is not None:
        return may(user, "import_into_plan", proposal.plan)
    return may(user, "import_into_organisation", proposal.upload.organisation)


def version_sent(request) -> int:
    """Return the version of the proposal that a form was filled in from; 0, which none has, where it is no number."""
    return whole_number(request.POST.get("version", ""))
