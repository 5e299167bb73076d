"""Reads of what papers left in doubt of a plan: which doubts still stand, and which of them somebody may see."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from actions import permissions, queries
from actions.models import Change, Item, OpenIssue, Paper, Plan, Update


def doubts_in(user, plan: Plan) -> QuerySet[OpenIssue]:
    """Return the doubts of a plan that stand, of what `user` may see: open ones, and those that were set aside.

    A doubt of the reading stands while the newest paper raises it; so does a question of a row that is no action yet. A
    question of an action stands until its field is changed, and not by a paper that was taken back; asked by two papers
    it stands once.
    """
    papers = Paper.objects.filter(plan=plan, retracted_at=None)
    newest = papers.order_by("-as_at", "-recorded_at", "-pk").values("pk")[:1]
    raised = OpenIssue.objects.filter(paper__in=papers)
    standing = raised.filter(Q(paper=newest) | Q(kind=OpenIssue.Kind.QUESTION, item__isnull=False))
    again = raised.filter(item=OuterRef("item"), code=OuterRef("code"), message=OuterRef("message"))
    gone = ~Q(field="") & Exists(_changes_since()) | Exists(again.filter(pk__gt=OuterRef("pk")))
    return standing.filter(_seen(user, plan)).exclude(gone).select_related("item", "paper")


def open_doubts(user, plan: Plan) -> QuerySet[OpenIssue]:
    """Return those of them that nobody has set aside."""
    return doubts_in(user, plan).filter(dismissed_at=None)


def doubts_about(user, item: Item) -> list[OpenIssue]:
    """Return the open doubts of one item, questions first."""
    return list(open_doubts(user, item.plan).filter(item=item).order_by("kind", "-paper__as_at", "id"))


def _changes_since() -> QuerySet[Change]:
    """What changed the field that an issue of the outer query is about, after its paper."""
    return Change.objects.filter(
        Q(paper=None) | Q(paper__retracted_at=None),
        item=OuterRef("item"),
        field=OuterRef("field"),
        recorded_at__gt=OuterRef("paper__recorded_at"),
    )


def _seen(user, plan: Plan) -> Q:
    """Doubts quote the words of their row, its updates among them: whoever may not read one of those sees none of it.

    What is about a paper as a whole may quote any row.
    """
    takes_papers_in = user is None or permissions.may(user, "import_into_plan", plan)
    hidden = queries.hidden_from(user, plan)
    if not hidden:
        of_items = Q(item__plan=plan, item__retracted_at=None)
        return of_items | Q(item=None) if takes_papers_in else of_items
    noted = Update.objects.filter(item__plan=plan, publication__in=hidden, retracted_at=None)
    seen = Q(item__in=queries.items_for(user, plan).exclude(pk__in=noted.values("item")).values("pk"))
    if takes_papers_in:
        kept_back = Item.objects.filter(plan=plan, publication__in=hidden)
        seen |= Q(item=None) & ~Exists(kept_back) & ~Exists(noted)
    return seen & ~Q(paper__publication__in=hidden)
