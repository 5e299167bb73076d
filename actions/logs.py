"""Entries of the log of changes in; what one reader may know of them out, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from actions import links, permissions, queries
from actions.models import Change, DateMove, Organisation, Ownership, Party, Plan, Update, User
from actions.models.publishable import Publishable
from actions.queries import KEPT_BACK
from actions.templatetags.look import full_date
from actions.vocabulary import ABOUT_DOUBTS, CHANGE_WORDS, Role

# What is told of the plan as a whole names no action, theme or lead that may be hidden.
OF_THE_WHOLE = (
    *("create_plan", "set_scheme", "set_headings", "meeting_held", "archive", "bring_back"),
    *("set_round_rhythm", "open_round", "close_round"),
)
# Words of these fields may be those of another action, a theme or a piece of evidence that is hidden.
OF_OTHERS = ("section", "parent", "succession", "evidence")
# A mark of what was kept back, and why, is for those who may read all of it.
OF_MARKS = ("mark_publication",)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, as components/log.html draws it."""

    at: datetime
    who: str
    whose_page: str
    via: str
    paper_page: str
    item: str
    item_page: str
    what: str
    before: str
    after: str
    reason: str


def changes_for(user, plans: Iterable[Plan]) -> QuerySet[Change]:
    """Return the entries of those plans, without those of actions and steps that `user` may not see."""
    seen = Q(pk__in=[])
    for plan in plans:
        of_plan = Q(plan=plan)
        if queries.hidden_from(user, plan):
            of_plan &= Q(item=None) | Q(item__in=queries.items_ever_for(user, plan).values("pk"))
            of_plan &= ~Q(event__in=OF_MARKS)
        seen |= of_plan
    return Change.objects.filter(seen)


def changes_of(user, organisation: Organisation, whose: User | Party) -> QuerySet[Change]:
    """Return what an account changed in the plans of the organisation that `user` may see; or a party, with what it
    said, asked for, took on and laid down."""
    plans = list(queries.plans_for(user).filter(organisation=organisation))
    entries = changes_for(user, plans)
    if any(m.organisation_id == organisation.pk and m.role == Role.ADMIN for m in permissions.memberships(user)):
        entries |= Change.objects.filter(organisation=organisation, plan=None)  # invitations, people and bodies
    if isinstance(whose, User):
        return entries.filter(user=whose)
    own = Q(user=whose.user_id) if whose.user_id else Q(pk__in=[])
    same = {"item": OuterRef("item"), "recorded_at": OuterRef("recorded_at")}
    return entries.filter(
        own
        | Q(field="update") & Exists(Update.objects.filter(author=whose, **same))
        | Q(field="due") & Exists(DateMove.objects.filter(asked_by=whose, **same))
        | Q(field="owners") & Exists(Ownership.objects.filter(party=whose, **same)) & _names(whose)
    )


def _names(party: Party) -> Q:
    """Of several leads named at one moment, the entry of this one."""
    return Q(before=party.name) | Q(after=party.name)


def organisation_managed(user, slug: str) -> Organisation:
    """Return the organisation of that address where `user` manages all of it, or answer 404."""
    for held in permissions.memberships(user):
        if held.plan_id is None and held.role in (Role.ADMIN, Role.MANAGER) and held.organisation.slug == slug:
            return held.organisation
    raise Http404


def rows(user, changes: Sequence[Change], *, names_people: bool = False) -> list[Row]:
    """Return the entries as `user` may know them; with `names_people` each name leads to that account's own page.

    The log's own words of an update are never shown: where the update may be read, its words stand in their place.
    The plan and the paper of each entry have to be there (`select_related`).
    """
    plans = {change.plan_id: change.plan for change in changes if change.plan_id}
    veiled = {pk for pk, plan in plans.items() if queries.hidden_from(user, plan)}
    changes = [change for change in changes if not (change.event in OF_MARKS and change.plan_id in veiled)]
    hides = {pk: hidden for pk, plan in plans.items() if (hidden := _hides(user, plan))}
    notes = _notes(user, changes, plans)
    return [_row(change, hides.get(change.plan_id, ()), notes, names_people) for change in changes]


def _hides(user, plan: Plan) -> tuple[str, ...]:
    """Return the kinds that are hidden from `user` in the plan, nothing where the plan has none of them."""
    hidden = queries.hidden_from(user, plan)
    if not hidden:
        return ()
    kinds = [kind for kind in Publishable.__subclasses__() if kind._meta.app_label == "actions"]
    own = ({"plan": plan} if hasattr(kind, "plan") else {"item__plan": plan} for kind in kinds)
    found = any(kind.objects.filter(publication__in=hidden, **of).exists() for kind, of in zip(kinds, own, strict=True))
    return hidden if found else ()


def _notes(user, changes: Sequence[Change], plans: dict[int, Plan]) -> dict[tuple, str]:
    wanted = [change for change in changes if change.field == "update"]
    notes = {}
    for plan in {plans[change.plan_id].pk: plans[change.plan_id] for change in wanted}.values():
        of_plan = [change for change in wanted if change.plan_id == plan.pk]
        updates = queries.published(Update.objects.filter(item__in={change.item_id for change in of_plan}), user, plan)
        updates = updates.filter(recorded_at__in={change.recorded_at for change in of_plan})
        for item, at, note in updates.values_list("item", "recorded_at", "note"):
            notes[item, at, note or "No change"] = note or "No change"
    return notes


def _row(change: Change, hidden: tuple[str, ...], notes: dict[tuple, str], names_people: bool) -> Row:
    kept_back = change.paper is not None and change.paper.publication in hidden
    told = _may_be_told(change, hidden)
    before, after = (change.before, change.after) if told else ("", "")
    if change.field == "update":
        before, after = (notes.get((change.item_id, change.recorded_at, words), "") for words in (before, after))
    page = ""
    if change.item and change.item.retracted_at is None:
        page = links.item_page(change.plan, change.item_id)
    return Row(
        at=change.recorded_at,
        who=change.who,
        whose_page=links.history_of(change.plan.organisation, change.user_id)
        if names_people and change.user_id and change.plan
        else "",
        via=(KEPT_BACK if kept_back else change.paper.name) if change.paper else change.get_via_display(),
        paper_page=links.paper_page(change.paper) if change.paper and not kept_back else "",
        item=str(change.item or ""),
        item_page=page,
        what=CHANGE_WORDS.get(change.event, change.event.replace("_", " ").capitalize()),
        before=_shown(before),
        after=_shown(after),
        reason=""
        if kept_back or hidden and (change.event in ABOUT_DOUBTS or change.field == "evidence")
        else change.reason,
    )


def _may_be_told(change: Change, hidden: tuple[str, ...]) -> bool:
    """Whether from and to may be shown to somebody from whom the plan keeps the kinds `hidden`."""
    if change.field == "update" or not hidden:
        return True
    if change.event in ABOUT_DOUBTS:  # quotes the row of a paper
        return False
    if change.item_id is None:
        return change.event in OF_THE_WHOLE
    return change.field not in OF_OTHERS


def _shown(text: str) -> str:
    try:
        return full_date(date.fromisoformat(text))
    except ValueError:
        return text
