"""Who may do what, in one place; deny by default.

| role    | reads               | updates              | manages a plan | takes papers in | invites |
|---------|---------------------|----------------------|----------------|-----------------|---------|
| admin   | every plan          | every action         | yes            | yes             | yes     |
| manager | every plan          | every action         | yes            | yes             | no      |
| lead    | every plan          | the actions they own | no             | no              | no      |
| board   | every plan          | no                   | no             | no              | no      |
| clerk   | every plan, exports | no                   | no             | yes             | no      |

Whoever invites also changes and ends memberships; a programme manager keeps the parties (names them, merges spellings,
ties them to bodies). Both only for a whole organisation.

"Every plan" is every plan of the organisation, or the one plan that the membership names. A paper that brings a new
plan is taken in by members of the whole organisation alone.
"""

import rules

from actions.models import DateMove, Evidence, Item, Membership, Organisation, Ownership, Plan, Update
from actions.vocabulary import SIGNED_OFF_STAGES, Role, Stage

KEEP_PARTIES = (Role.ADMIN, Role.MANAGER)
TAKE_PAPERS_IN = (Role.ADMIN, Role.MANAGER, Role.CLERK)


def memberships(user) -> list[Membership]:
    """Return all that the user is a member of; read once, for all plans of a request."""
    if not user.is_authenticated or not user.is_active:
        return []
    held = user.__dict__.get("_memberships")
    if held is None:
        held = user.__dict__["_memberships"] = list(Membership.objects.filter(user=user))
    return held


def _memberships(user, plan: Plan) -> list[Membership]:
    return [m for m in memberships(user) if m.organisation_id == plan.organisation_id and m.plan_id in (None, plan.pk)]


def _roles(user, plan: Plan) -> set[str]:
    return {membership.role for membership in _memberships(user, plan)}


def takes_papers_in(user) -> list[Membership]:
    """Return the memberships by which the user may take papers in: into a whole organisation, or into one plan."""
    return [membership for membership in memberships(user) if membership.role in TAKE_PAPERS_IN]


@rules.predicate
def takes_papers_into(user, organisation: Organisation) -> bool:
    """Whether the user takes papers in for the whole organisation, new plans among them."""
    return organisation is not None and any(
        held.organisation_id == organisation.pk and held.plan_id is None for held in takes_papers_in(user)
    )


def administers(user) -> list[Membership]:
    """Return the memberships by which the user invites people to a whole organisation."""
    return [held for held in memberships(user) if held.role == Role.ADMIN and held.plan_id is None]


def keeps_parties(user) -> list[Membership]:
    """Return the memberships by which the user names, merges and ties the parties of a whole organisation."""
    return [held for held in memberships(user) if held.role in KEEP_PARTIES and held.plan_id is None]


def _of_organisation(held):
    return rules.predicate(
        lambda user, organisation: (
            organisation is not None and any(membership.organisation_id == organisation.pk for membership in held(user))
        )
    )


@rules.predicate
def sets_plans_up(user, organisation: Organisation) -> bool:
    """Whether the user manages the whole organisation, and so may set up plans in it by hand."""
    return organisation is not None and organisation.pk in {held.organisation_id for held in manages_whole(user)}


def manages_whole(user) -> list[Membership]:
    """Return the memberships by which the user manages a whole organisation."""
    return [held for held in memberships(user) if held.plan_id is None and held.role in (Role.ADMIN, Role.MANAGER)]


def _has(*roles):
    allowed = set(roles)
    return rules.predicate(lambda user, plan: plan is not None and bool(_roles(user, plan) & allowed))


@rules.predicate
def holds(user, item: Item) -> bool:
    """Whether the user's own party holds the item, or the action that it is a step of."""
    if item is None or Role.LEAD not in _roles(user, item.plan):
        return False
    return owns(user, item)


@rules.predicate
def owns(user, item: Item) -> bool:
    """Whether a party of the user's holds the item or its action, whatever the user's role."""
    held = Ownership.objects.filter(
        item__in=[pk for pk in (item.pk, item.parent_id) if pk], party__user=user, retracted_at=None
    )
    latest = {(o.item_id, o.party_id, o.role): o.kind for o in held.order_by("effective_on", "recorded_at", "id")}
    return "taken_on" in latest.values()


@rules.predicate
def is_kept(user, item: Item) -> bool:
    """Whether the item's plan is still worked on: an archived one can be read and no more."""
    return item is not None and not item.plan.archived


@rules.predicate
def is_worked_on(user, plan: Plan) -> bool:
    """Whether the plan itself is not archived."""
    return plan is not None and not plan.archived


manages = _has(Role.ADMIN, Role.MANAGER)
manages_item = rules.predicate(lambda user, item: item is not None and manages(user, item.plan))

rules.add_perm("actions.view_plan", _has(*Role))
rules.add_perm("actions.export_plan", _has(*Role))
rules.add_perm("actions.manage_plan", manages)
rules.add_perm("actions.import_into_plan", _has(*TAKE_PAPERS_IN))
rules.add_perm("actions.import_into_organisation", takes_papers_into)
rules.add_perm("actions.invite", _of_organisation(administers))
rules.add_perm("actions.keep_parties", _of_organisation(keeps_parties))
rules.add_perm("actions.update_own", _has(Role.ADMIN, Role.MANAGER, Role.LEAD))
rules.add_perm("actions.update_item", is_kept & (manages_item | holds))
rules.add_perm("actions.mark_publication", is_kept & manages_item)
rules.add_perm("actions.decide_date", is_kept & manages_item)
rules.add_perm("actions.edit_plan", manages & is_worked_on)
rules.add_perm("actions.edit_item", is_kept & manages_item)
rules.add_perm("actions.create_plan", sets_plans_up)
rules.add_perm("actions.set_rating", is_kept & manages_item)
rules.add_perm("actions.correct_date", is_kept & manages_item)
rules.add_perm("actions.decide_dates", manages & is_worked_on)


@rules.predicate
def has_settled_plan(user, item: Item) -> bool:
    """Whether the item's plan asks for a second person's word on what is done."""
    return item is not None and item.plan.sign_off


@rules.predicate
def said_done(user, item: Item) -> bool:
    """Whether it was the user who said that the item is done, and not somebody whose words they typed in."""
    changes = item.stagechange_events.filter(retracted_at=None).order_by("effective_on", "recorded_at", "id")
    change = changes.last()
    if change is None or change.stage != Stage.DONE or change.recorded_by_id != user.pk:
        return False
    typed = Update.objects.filter(
        item__in=[pk for pk in (item.pk, item.parent_id) if pk], recorded_at=change.recorded_at, retracted_at=None
    ).exclude(how="")
    return not typed.filter(author__isnull=False).exclude(author__user=user).exists()


# A second person: whoever holds it, or said that it is done, cannot be the one who accepts it.
second_person = is_kept & manages_item & ~owns
rules.add_perm("actions.sign_off", has_settled_plan & second_person & ~said_done)
rules.add_perm("actions.check_in_place", second_person)
rules.add_perm("actions.reopen", is_kept & (manages_item | holds))
rules.add_perm("actions.settle_plan", manages & rules.predicate(lambda user, plan: not plan.archived))


@rules.predicate
def manages_what_it_shows(user, evidence: Evidence) -> bool:
    """Whether the user manages the plan of what the evidence is of."""
    return evidence is not None and manages(user, evidence.item.plan)


@rules.predicate
def gave(user, evidence: Evidence) -> bool:
    """Whether the user gave the evidence, and nobody has signed off what it shows."""
    return evidence is not None and evidence.recorded_by_id == user.pk and evidence.item.stage not in SIGNED_OFF_STAGES


@rules.predicate
def is_given_in_a_kept_plan(user, evidence: Evidence) -> bool:
    """Whether the plan of what the evidence is of is still worked on."""
    return evidence is not None and not evidence.item.plan.archived


rules.add_perm("actions.withdraw_evidence", is_given_in_a_kept_plan & (manages_what_it_shows | gave))


@rules.predicate
def asked_for(user, move: DateMove) -> bool:
    """Whether the user is who asked for the new date."""
    return move is not None and user.pk in {move.recorded_by_id, move.asked_by.user_id if move.asked_by else None}


is_of_a_kept_plan = rules.predicate(lambda user, move: move is not None and not move.item.plan.archived)
rules.add_perm("actions.withdraw_date", is_of_a_kept_plan & asked_for)


def may(user, verb: str, thing) -> bool:
    """Return whether `user` may do `verb` ("update_item", "manage_plan" …) to a plan, an item or an organisation."""
    # Not user.has_perm: it grants a superuser everything, and nobody is their own second person.
    return rules.has_perm(f"actions.{verb}", user, thing)


def sees_not_for_publication(user, plan: Plan) -> bool:
    """Return whether the user may read what is not for publication in `plan`."""
    return any(membership.sees_not_for_publication for membership in _memberships(user, plan))
