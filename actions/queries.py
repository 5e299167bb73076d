"""Every read of the register. All start at `plans_for(user)`; what a user may not see answers 404."""

from collections import defaultdict

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from actions import permissions
from actions.models import (
    DateMove,
    Item,
    Meeting,
    Ownership,
    Paper,
    Plan,
    Rating,
    RatingLabel,
    Scheme,
    Section,
    StageChange,
    Update,
)
from actions.rules import facts
from actions.vocabulary import Publication

WORKING = Publication.WORKING_NOTE


def plans_for(user) -> QuerySet[Plan]:
    """Return the plans that `user` may see: those of their organisations, or the single plans they were given."""
    if not user.is_authenticated or not user.is_active:
        return Plan.objects.none()
    memberships = user.memberships.values_list("organisation_id", "plan_id")
    organisations = [organisation for organisation, plan in memberships if plan is None]
    single = [plan for _, plan in memberships if plan is not None]
    return Plan.objects.filter(Q(organisation__in=organisations) | Q(pk__in=single)).select_related(
        "organisation", "board"
    )


def plan_for(user, organisation: str, slug: str) -> Plan:
    """Return the plan of that address, or answer 404 as if there were none."""
    return get_object_or_404(plans_for(user), organisation__slug=organisation, slug=slug)


def items_for(user, plan: Plan) -> QuerySet[Item]:
    """Return the items of `plan` that `user` may see, in the plan's order."""
    return _published(Item.objects.filter(plan=plan, retracted_at=None), user, plan)


def item_for(user, organisation: str, slug: str, pk: int) -> Item:
    """Return one item of a plan that `user` may see, with its plan, or answer 404."""
    plan = plan_for(user, organisation, slug)
    found = items_for(user, plan).select_related("plan__organisation", "section", "parent", "rating", "source__paper")
    item = found.filter(pk=pk).first()
    if item is None:
        raise Http404
    item.plan = plan
    return item


def _published(queryset, user, plan: Plan):
    """Leave out what is not for publication for those without that right, and working notes for all but the team."""
    hidden = []
    if not (user is None or permissions.sees_not_for_publication(user, plan)):
        hidden.append(Publication.NOT_FOR_PUBLICATION)
    if not (user is None or permissions.may(user, "manage_plan", plan)):
        hidden.append(WORKING)
    if not hidden:
        return queryset
    if queryset.model is Item:  # a step is no more public than its action
        queryset = queryset.exclude(parent__publication__in=hidden)
    return queryset.exclude(publication__in=hidden)


EVENT = ("id", "effective_on", "recorded_at", "retracted_at")


def plan_facts(plan: Plan, user=None, only: list[int] | None = None) -> facts.Plan:
    """Return all that the register holds of `plan` as plain values, in a fixed number of queries.

    With `user`, what they may not see is left out; without, nothing is (for commands, which run as the operator).
    `only` limits it to the items of those ids.
    """
    of_plan = {"item__plan": plan} if only is None else {"item__in": only}
    moves = _events(
        DateMove, of_plan, "kind", "start", "from_due", "to_due", "text", "precision", "corrects_id",
        "needs_agreement", "decision", "decided_on", "decided_at", "reason", make=facts.DateMove,
    )  # fmt: skip
    stages = _events(
        StageChange, of_plan, "stage", "stated_status", "done_on", "done_by", "source_id", make=_stage_change
    )
    ratings = _events(
        Rating, of_plan, "kind", "label__label", "stated_rating", "reason", "lapses_on", make=facts.Rating
    )
    updates = _events(
        Update, of_plan, "label", "note", "dated", "no_change", "author__name", "publication",
        make=_update, queryset=_published(Update.objects.all(), user, plan),
    )  # fmt: skip
    ownerships = _events(
        Ownership, of_plan, "kind", "role", "party_id", "party__name", "party__body__name", "position", make=_ownership
    )
    items = _published(Item.objects.filter(plan=plan), user, plan).order_by("position", "id")
    if only is not None:
        items = items.filter(pk__in=only)
    fields = ("id", "ref", "title", "section_id", "parent_id", "created_on", "recorded_at", "retracted_at")
    return facts.Plan(
        slug=plan.slug,
        title=plan.title,
        organisation=plan.organisation.name,
        sections=tuple(
            facts.Section(*row)
            for row in Section.objects.filter(plan=plan).order_by("position").values_list("id", "ref", "title")
        ),
        items=tuple(
            facts.Item(
                *row,
                moves=moves[row[0]],
                stages=stages[row[0]],
                ratings=ratings[row[0]],
                updates=updates[row[0]],
                ownerships=ownerships[row[0]],
            )
            for row in items.values_list(*fields)
        ),
        scheme=scheme_facts(plan),
        sign_off=plan.sign_off,
        meetings=tuple(Meeting.objects.filter(body=plan.board_id).values_list("held_on", flat=True))
        if plan.board_id
        else (),
        papers=tuple(
            Paper.objects.filter(plan=plan, retracted_at=None)
            .order_by("as_at", "recorded_at")
            .values_list("name", "as_at")
        ),
        headings=plan.headings,
    )


def scheme_facts(plan: Plan) -> tuple[facts.Label, ...]:
    """Return the labels of the plan's newest rating scheme, in its own order; empty where it rates nothing."""
    newest = Scheme.objects.filter(plan=plan).order_by("-version").values("pk")[:1]
    rows = (
        RatingLabel.objects.filter(scheme=newest)
        .order_by("position")
        .values_list("label", "colour", "meaning", "status", "rank", "stands_beside", "from_days_late")
    )
    return tuple(facts.Label(*row[:5], frozenset(row[5]), row[6]) for row in rows)


def _events(model, of_plan, *fields, make, queryset=None):
    """Return the events of a plan by item, each made from the common fields and then `fields`."""
    found = (model.objects.all() if queryset is None else queryset).filter(**of_plan).order_by("id")
    by_item = defaultdict(list)
    for item, *row in found.values_list("item_id", *EVENT, *fields):
        by_item[item].append(make(*row))
    return defaultdict(tuple, {item: tuple(rows) for item, rows in by_item.items()})


def _stage_change(*row):
    return facts.StageChange(*row[:-1], from_paper=row[-1] is not None)


def _update(*row):
    return facts.Update(*row[:-2], author=row[-2] or "", publication=row[-1])


def _ownership(*row):
    return facts.Ownership(*row[:-2], body=row[-2] or "", position=row[-1])
