"""A paper that was taken in: everything that it did, row by row, what was decided about it, and its file."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from actions import links
from actions import queries as register
from actions.models import Paper
from actions.permissions import may
from imports import queries
from imports.apply import LEFT_OUT
from imports.models import PlanSighting
from imports.showing.changed_rows import ANSWER_WORDS
from imports.showing.navigation import address
from imports.showing.paper_trail import KINDS, Trail
from tracker.stored_files import to_be_saved

ROWS_A_PAGE = 50
FATE_WORDS = {"merged": "Merged into another", "split": "Split into several", "dropped": "Dropped"}


def paper(request, organisation: str, plan: str, pk: int):
    """Show all that the paper did, or with `show` what it did of one kind."""
    paper = queries.paper_for(request.user, organisation, plan, pk)
    request.organisation = paper.plan.organisation
    trail, show = Trail(request.user, paper), request.GET.get("show", "")
    show = show if show in {kind.name for kind in KINDS} else ""
    page = Paginator(trail.items(show), ROWS_A_PAGE).get_page(request.GET.get("page"))
    may_work = may(request.user, "import_into_plan", paper.plan)
    context = {
        "paper": paper,
        "plan": paper.plan,
        "heading": paper.name,
        "breadcrumbs": links.breadcrumbs(paper.plan, ("Papers", links.plan_page(paper.plan, "plan_papers"))),
        "counts": trail.counts(),
        "of_plan": trail.of_plan(),
        "decided": decided(request.user, paper) if may_work else [],
        "show": next((kind for kind in KINDS if kind.name == show), None),
        "page": page,
        "rows": trail.rows(page),
        "file": links.paper_page(paper, "paper_file") if queries.file_of(request.user, paper) else "",
        "again": again(request.user, paper),
        "to_save": to_save(request.user, paper),
        "take_back": links.paper_page(paper, "take_back") if may_take_back(request.user, paper) else "",
    }
    return render(request, "imports/paper.html", context)


def again(user, paper: Paper) -> str:
    """Return the address at which a paper that was taken back can be taken in again, nothing where it cannot."""
    proposal = queries.proposal_again(user, paper)
    return address(proposal, "what_will_change") if proposal else ""


def to_save(user, paper: Paper) -> list[tuple[str, str]]:
    """Return the plans of the same document that wait to be looked at: title and address."""
    if paper.retracted_at is not None:
        return []
    waiting = queries.still_to_save(user, paper)
    return [(proposal.title, address(proposal, "what_will_change")) for proposal in waiting]


def may_take_back(user, paper: Paper) -> bool:
    """Return whether `user` may take the paper back, as far as their rights go."""
    return paper.retracted_at is None and not paper.plan.archived and may(user, "import_into_plan", paper.plan)


def decided(user, paper: Paper) -> list[tuple[str, str]]:
    """Return what was decided about the comparison: each question or change left out, and how it was decided.

    What names no action of the register (a theme, a row left out) may name what is kept from the user: where anything
    of the plan is, they are not told.
    """
    sighting = PlanSighting.objects.filter(paper=paper).first()
    found = sighting.decided if sighting else []
    of_items = {one["item"] for one in found if one["item"]}
    seen = set(register.items_ever_for(user, paper.plan).filter(pk__in=of_items).values_list("pk", flat=True))
    of_plan = [one for one in found if not one["item"]]
    tells_all = bool(of_plan) and not queries.anything_hidden_from(user, paper.plan)
    words = ANSWER_WORDS | FATE_WORDS | {LEFT_OUT: "Left out"}
    return [
        (one["sentence"], words.get(one["how"], one["how"]))
        for one in found
        if (one["item"] in seen if one["item"] else tells_all)
    ]


def paper_file(request, organisation: str, plan: str, pk: int):
    """Hand out the file as it was brought, to be saved and never shown by the browser as a page of this site."""
    paper = queries.paper_for(request.user, organisation, plan, pk)
    upload = queries.file_of(request.user, paper)
    if upload is None:
        raise Http404("The file of this paper is not here, or is not yours to have.")
    try:
        opened = upload.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file of this paper is no longer here.") from None
    return to_be_saved(opened, paper.name)
