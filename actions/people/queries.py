"""Reads of an organisation's people, invitations and parties; all start at what the user may see."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from actions import permissions, queries
from actions.models import Invitation, Item, Membership, Organisation, Ownership, Party, Plan
from actions.people.likeness import likely_pairs


def organisation_for(user, slug: str) -> Organisation:
    """Return the organisation of that slug that the user belongs to, or answer 404 as if there were none."""
    held = {membership.organisation_id for membership in permissions.memberships(user)}
    return get_object_or_404(Organisation, slug=slug, pk__in=held)


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return who belongs to the organisation, by name."""
    members = Membership.objects.filter(organisation=organisation).select_related("user", "plan", "organisation")
    return members.order_by("user__name", "user__email", "plan__title", "role")


def invitations_to(organisation: Organisation) -> QuerySet[Invitation]:
    """Return the invitations that were neither accepted nor revoked; some may be over."""
    open_ones = Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None)
    return open_ones.select_related("plan", "organisation", "party", "invited_by")


def invitations_for(emails: list[str], now: datetime) -> list[Invitation]:
    """Return the invitations to those addresses that stand, the oldest first."""
    standing = Invitation.objects.filter(email__in=emails, accepted_at=None, revoked_at=None, expires_at__gt=now)
    return list(standing.select_related("organisation", "plan").order_by("invited_at", "id"))


def plans_of(organisation: Organisation) -> QuerySet[Plan]:
    """Return the plans to which a membership may be limited."""
    return Plan.objects.filter(organisation=organisation, archived=False).order_by("title")


def items_seen(user, organisation: Organisation) -> QuerySet[Item]:
    """Return the actions and steps of the organisation's plans that the user may see."""
    by_right = defaultdict(list)
    for plan in queries.plans_for(user).filter(organisation=organisation):
        by_right[queries.hidden_from(user, plan)].append(plan.pk)
    seen = Q(pk__in=[])
    for hidden, plans in by_right.items():
        shown = Q(plan__in=plans) & ~Q(publication__in=hidden)
        kept = Item.objects.filter(plan__in=plans, publication__in=hidden)
        seen |= shown & ~Q(parent__in=kept.values("pk")) if hidden else Q(plan__in=plans)
    return Item.objects.filter(seen, retracted_at=None)


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party of the list: how many open actions and steps it holds, and the names that were merged into it."""

    party: Party
    holds: int
    was: tuple[str, ...]

    @property
    def email(self) -> str:
        """Return where the party is asked for updates, else where its user signs in."""
        return self.party.email or (self.party.user.email if self.party.user else "")


def parties_seen(user, organisation: Organisation) -> QuerySet[Party]:
    """Return the parties of the organisation, without those that hold nothing but what is kept from the user."""
    seen = items_seen(user, organisation).values("pk")
    held = Ownership.objects.filter(party=OuterRef("pk"))
    known = Exists(held.filter(item__in=seen)) | ~Exists(held)
    return Party.objects.filter(known, organisation=organisation, merged_into=None).select_related("body", "user")


def party_lines(user, organisation: Organisation) -> list[PartyLine]:
    """Return the parties that the user may see, by name, each with its open actions and former names."""
    open_items = items_seen(user, organisation).filter(is_open=True, plan__archived=False)
    rows = queries.held_now().filter(item__in=open_items.values("pk")).order_by().values_list("party")
    holds = dict(rows.annotate(Count("item", distinct=True)))
    was = defaultdict(list)
    merged = Party.objects.filter(organisation=organisation).exclude(merged_into=None)
    for into, name in merged.values_list("merged_into", "name"):
        was[into].append(name)
    return [
        PartyLine(party, holds.get(party.pk, 0), tuple(was[party.pk]))
        for party in parties_seen(user, organisation).order_by("name")
    ]


def proposed_merges(lines: list[PartyLine]) -> list[tuple[PartyLine, PartyLine]]:
    """Return pairs of parties that may be one under two spellings: the one that holds less, and the other."""
    by_name = {line.party.name: line for line in lines}
    persons = {line.party.name for line in lines if line.party.kind == Party.Kind.PERSON}
    pairs = likely_pairs(list(by_name), persons.__contains__)
    return [tuple(sorted((by_name[a], by_name[b]), key=lambda line: line.holds)) for a, b in pairs]
