"""Every read of papers, on their way in and taken in. What a user may not see answers 404; pages start here."""

from django.db.models import F, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from actions import permissions
from actions import queries as register
from actions.models import Item, Organisation, Paper, Plan, Update
from actions.vocabulary import Publication
from imports.models import OwnLayout, Proposal, ProposedRow, Upload


def organisations_for(user) -> QuerySet[Organisation]:
    """Return the organisations whose papers `user` may take in, new plans among them."""
    held = permissions.takes_papers_in(user)
    return Organisation.objects.filter(pk__in=[m.organisation_id for m in held if m.plan_id is None])


def plans_for(user) -> QuerySet[Plan]:
    """Return the plans into which `user` may take papers."""
    held = permissions.takes_papers_in(user)
    given = Q(organisation__in=[m.organisation_id for m in held if m.plan_id is None])
    for membership in held:
        if membership.plan_id is not None:  # a plan of another organisation is none of theirs
            given |= Q(pk=membership.plan_id, organisation=membership.organisation_id)
    return Plan.objects.filter(given).select_related("organisation")


def uploads_for(user) -> QuerySet[Upload]:
    """Return the uploads that `user` may work on: of their organisations, or brought for a plan that they were given.

    What is not for publication is left to those with that right, and to whoever brought it.
    """
    seen = Q(pk__in=())
    for held in permissions.takes_papers_in(user):
        reach = Q(organisation=held.organisation_id)
        if held.plan_id is not None:
            reach &= Q(plan=held.plan_id)
        if not held.sees_not_for_publication:
            reach &= Q(publication=Publication.PUBLIC) | Q(uploaded_by=user)
        seen |= reach
    return Upload.objects.filter(seen).select_related("organisation", "plan__organisation", "uploaded_by")


def upload_for(user, pk: int) -> Upload:
    """Return one upload that `user` may work on, or answer 404 as if there were none."""
    return get_object_or_404(uploads_for(user), pk=pk)


def same_file_before(user, upload: Upload) -> QuerySet[Upload]:
    """Return the other uploads of the same bytes that `user` may work on, newest first."""
    others = uploads_for(user).filter(organisation=upload.organisation_id, sha256=upload.sha256)
    return others.exclude(pk=upload.pk).defer("reading", "arrangement")


def taken_in_before(user, upload: Upload) -> QuerySet[Paper]:
    """Return the papers that the same bytes became in the plans that `user` may import into, newest first."""
    papers = Paper.objects.filter(plan__in=plans_for(user), sha256=upload.sha256, retracted_at=None)
    papers = papers.filter(organisation=upload.organisation_id)
    return papers.select_related("plan__organisation", "recorded_by").order_by("-recorded_at")


def proposals_for(user, upload: Upload) -> QuerySet[Proposal]:
    """Return the plans of an upload that `user` may see beside the register: new ones, and those of their own."""
    of_theirs = Q(plan=None) | Q(plan__in=plans_for(user))
    return Proposal.objects.filter(of_theirs, upload=upload).select_related("plan__organisation", "paper")


def proposal_for(user, upload: int, number: int) -> Proposal:
    """Return the plan of that number in an upload, with its upload, or answer 404.

    To see it is no leave to save it: that needs "import_into_plan", or for a new plan "import_into_organisation".
    """
    of = upload_for(user, upload)
    proposal = proposals_for(user, of).filter(number=number).first()
    if proposal is None:
        raise Http404
    proposal.upload = of
    return proposal


def missing_rows(user, proposal: Proposal) -> QuerySet[ProposedRow]:
    """Return the rows of what the register has and a paper lacks, in the register's order.

    What the paper does not print is not the user's to read for having brought it: what is kept from them is left out.
    """
    rows = proposal.rows.filter(kind=ProposedRow.Kind.MISSING).select_related("item").order_by("position")
    return rows.exclude(item__in=kept_back(user, proposal).values("pk"))


def kept_back(user, proposal: Proposal) -> QuerySet[Item]:
    """Return the actions and steps of the plan that a proposal goes to which `user` may not see."""
    hidden = register.hidden_from(user, proposal.plan) if proposal.plan else ()
    if not hidden:
        return Item.objects.none()
    return Item.objects.filter(Q(publication__in=hidden) | Q(parent__publication__in=hidden), plan=proposal.plan)


def anything_hidden_from(user, plan: Plan) -> bool:
    """Return whether the plan has, or had, an action or step that `user` may not see."""
    hidden = register.hidden_from(user, plan)
    return bool(hidden) and Item.objects.filter(publication__in=hidden, plan=plan).exists()


def names_to_settle(user, proposal: Proposal) -> list[dict]:
    """Return the names of a paper that may be known ones, with those that `user` may know.

    Who takes papers into one plan alone is not told who holds something in another.
    """
    if permissions.may(user, "import_into_organisation", proposal.upload.organisation):
        return proposal.names
    known = register.parties_in(user, proposal.plan).values_list("name", flat=True) if proposal.plan else ()
    known = set(known) if proposal.names else set()
    found = [{**name, "like": [one for one in name["like"] if one in known]} for name in proposal.names]
    return [name for name in found if name["like"]]


def layouts_for(user) -> QuerySet[OwnLayout]:
    """Return the layouts of the organisations whose papers `user` takes in.

    `papers` of each are the uploads read by it that `user` may work on, the newest first.
    """
    uploads = uploads_for(user).only("name", "uploaded_at", "uploaded_by", "organisation", "plan__organisation")
    return (
        OwnLayout.objects.filter(organisation__in=organisations_for(user))
        .select_related("organisation", "made_by", "changed_by")
        .prefetch_related(Prefetch("uploads", uploads.order_by("-uploaded_at"), to_attr="papers"))
        .order_by("organisation__name", "name")
    )


def layout_for(user, pk: int) -> OwnLayout:
    """Return one layout of an organisation whose papers `user` takes in, or answer 404."""
    return get_object_or_404(layouts_for(user), pk=pk)


def papers_for(user, plan: Plan) -> QuerySet[Paper]:
    """Return the papers taken into a plan that `user` may see, taken back or not: the newest day first."""
    hidden = register.hidden_from(user, plan)
    return Paper.objects.filter(plan=plan).exclude(publication__in=hidden).select_related("plan__organisation")


def paper_for(user, organisation: str, slug: str, pk: int) -> Paper:
    """Return one paper of a plan that `user` may see, with its plan, or answer 404."""
    plan = register.plan_for(user, organisation, slug)
    paper = get_object_or_404(papers_for(user, plan), pk=pk)
    paper.plan = plan
    return paper


def file_of(user, paper: Paper) -> Upload | None:
    """Return the upload that holds the file of a paper, where `user` may have it.

    A file holds all that it prints: where the paper brought anything that is kept from them, so is the file. A paper
    taken in by a command has one only if the same file was brought to the site as well.
    """
    if not permissions.may(user, "import_into_plan", paper.plan) or brings_what_is_hidden_from(user, paper):
        return None
    same = uploads_for(user).filter(organisation=paper.organisation_id, sha256=paper.sha256)
    return same.order_by(F("pk").desc()).first()


def still_to_save(user, paper: Paper) -> list[Proposal]:
    """Return the plans of the document that brought `paper` which wait to be looked at, where `user` takes them in."""
    mine = uploads_for(user).filter(organisation=paper.organisation_id)
    upload = mine.filter(proposals__paper=paper).order_by("-pk").first()
    if upload is None:
        return []
    waiting = proposals_for(user, upload).filter(saved_at=None, set_aside_at=None).order_by("number")
    for proposal in waiting:
        proposal.upload = upload
    return list(waiting)


def proposal_again(user, paper: Paper) -> Proposal | None:
    """Return the proposal by which a paper that was taken back can be taken in again, where `user` may do that."""
    if paper.retracted_at is None or not permissions.may(user, "import_into_plan", paper.plan):
        return None
    waiting = Proposal.objects.filter(plan=paper.plan, saved_at=None, set_aside_at=None, as_at=paper.as_at)
    mine = waiting.filter(upload__in=uploads_for(user), upload__sha256=paper.sha256)
    return mine.order_by("pk").first()  # the paper's own, with its answers; another brought later brought nothing new


def brings_what_is_hidden_from(user, paper: Paper) -> bool:
    """Return whether a paper printed an action, or brought an update, that `user` may not see."""
    hidden = register.hidden_from(user, paper.plan)
    if not hidden:
        return False
    kept_back = Q(publication__in=hidden) | Q(parent__publication__in=hidden)
    items = Item.objects.filter(kept_back, sightings__paper=paper)
    return items.exists() or Update.objects.filter(source__paper=paper, publication__in=hidden).exists()
