"""Writes the parties of an organisation: a name, one out of two spellings, a body, an address."""

from django.db.models import Q

from actions.models import Asked, Body, Item, Link, Ownership, Party, Plan, Section
from actions.services.organisation_writing import OrganisationWriting
from actions.services.people import lay_down, take_on
from actions.services.writing import Actor, Writing
from actions.spelling import spelt_alike


class NameTaken(Exception):
    """Another party has that name; says so in one sentence."""


class CannotMerge(Exception):
    """The two cannot be one; says why in one sentence."""


def rename_party(writing: OrganisationWriting, party: Party, name: str) -> None:
    """Give the party another name. Papers go on finding it under the one before; raises NameTaken."""
    before, name = party.name, " ".join(name.split())
    if name == before:
        return
    others = Party.objects.filter(organisation=party.organisation_id).exclude(pk=party.pk)
    own = None
    for other in others:
        if spelt_alike(other.name) == spelt_alike(name):
            if other.merged_into_id != party.pk:
                raise NameTaken(f"“{other.name}” is there already. To have them be one, merge the two.")
            own = other
    writing.log("rename_party", field="owners", before=before, after=name)
    if own:  # back to a name that it had
        own.delete()
    party.name = name
    party.save(update_fields=["name"])
    if spelt_alike(before) != spelt_alike(name):
        Party.objects.create(organisation=party.organisation, name=before, kind=party.kind, merged_into=party)


def tie_party(writing: OrganisationWriting, party: Party, kind: str, body: str) -> None:
    """Say what the party is, and which body it belongs to; a new body is made, an empty name is none."""
    before = f"{party.get_kind_display()}, {party.body or 'no body'}"
    party.kind = kind
    known = {spelt_alike(each.name): each for each in Body.objects.filter(organisation=party.organisation_id)}
    body = " ".join(body.split())
    party.body = None
    if body:
        found = known.get(spelt_alike(body))
        party.body = found or Body.objects.create(organisation=party.organisation, name=body)
    party.save(update_fields=["kind", "body"])
    after = f"{party.get_kind_display()}, {party.body or 'no body'}"
    if before != after:
        writing.log("tie_party", field="owners", before=f"{party}: {before}", after=f"{party}: {after}")


def give_address(writing: OrganisationWriting, party: Party, email: str) -> None:
    """Keep the address at which the party is asked for updates, with or without an account."""
    email = email.strip().lower()
    if email != party.email:
        writing.log("set_address", field="owners", before=f"{party}: {party.email}", after=f"{party}: {email}")
        party.email = email
        party.save(update_fields=["email"])


def merge_parties(writing: OrganisationWriting, party: Party, into: Party) -> None:
    """Have `party` be another spelling of `into`, as if it had always been so: what it held, `into` held and holds.

    The rows of who held what stay; each is laid down again for its own day, and taken on by `into`. Raises CannotMerge.
    """
    if party.pk == into.pk or party.organisation_id != into.organisation_id:
        raise CannotMerge("Choose another party of the same organisation.")
    if party.merged_into_id or into.merged_into_id:
        raise CannotMerge("One of the two was merged meanwhile.")
    if party.user_id and into.user_id and party.user_id != into.user_id:
        raise CannotMerge(f"{party.user} and {into.user} each have an account here, so these are two people.")
    held = Q(items__ownership_events__party=party) | Q(sections__lead=party)
    for plan in Plan.objects.filter(held, organisation=party.organisation_id).distinct():
        _hand_over(plan, writing.actor, party, into)
    Party.objects.filter(merged_into=party).update(merged_into=into)
    _ask_instead(party, into)
    into.user, into.email = into.user or party.user, into.email or party.email
    into.body = into.body or party.body
    party.user, party.merged_into = None, into
    party.save()
    into.save()
    writing.log("merge_parties", field="owners", before=party.name, after=into.name)


def _hand_over(plan: Plan, actor: Actor, party: Party, into: Party) -> None:
    events = Ownership.objects.filter(item__plan=plan, party=party, retracted_at=None).select_related("item")
    with Writing(plan, actor) as writing:
        for event in events.order_by("effective_on", "recorded_at", "id"):
            role, day = event.role, event.effective_on
            if event.kind == Ownership.Kind.TAKEN_ON:
                lay_down(writing, event.item, party, role=role, effective_on=day)
                take_on(writing, event.item, into, role=role, position=event.position, effective_on=day)
            elif not _holds_by_itself(event.item, into, role):
                lay_down(writing, event.item, into, role=role, effective_on=day)
        for section in Section.objects.filter(plan=plan, lead=party):
            writing.words("lead", party.pk, into.pk, section=section)
            writing.log("lead_of_theme", None, field="owners", before=party.name, after=into.name)
            Section.objects.filter(pk=section.pk).update(lead=into)


def _holds_by_itself(item: Item, party: Party, role: str) -> bool:
    return Ownership.objects.filter(item=item, party=party, role=role, retracted_at=None).exists()


def _ask_instead(party: Party, into: Party) -> None:
    """Have `into` be asked, and answer, where `party` was in a round that is not over."""
    asked = Asked.objects.filter(party=party, round__closed_at=None)
    for row in asked:
        if Asked.objects.filter(round=row.round_id, item=row.item_id, party=into).exists():
            row.delete()
    asked.update(party=into)
    Link.objects.filter(party=party, round__closed_at=None).update(party=into)
