"""Writes who holds what, and the parties themselves."""

from collections.abc import Iterable
from datetime import date

from actions.models import Body, Item, Organisation, Ownership, Party, Source
from actions.services.writing import Writing
from actions.spelling import spelt_alike


def parties_named(
    organisation: Organisation, names: Iterable[str], kinds: dict[str, str] | None = None
) -> dict[str, Party]:
    """Return the party of each name, made where there is none; a merged party gives the one it was merged into.

    Names that `spelt_alike` makes equal are one. `kinds` tells person, post or body by name, for new
    parties. A new body gets its own entry among the bodies.
    """
    names = list(dict.fromkeys(name for name in names if name))
    held = Party.objects.filter(organisation=organisation).select_related("merged_into").order_by("-pk")
    known = {spelt_alike(party.name): party for party in held}
    new = {}
    for name in names:
        if spelt_alike(name) not in known:
            kind = (kinds or {}).get(name, Party.Kind.POST)
            new.setdefault(spelt_alike(name), Party(organisation=organisation, name=name, kind=kind))
    for party in new.values():
        if party.kind == Party.Kind.BODY:
            party.body, _ = Body.objects.get_or_create(organisation=organisation, name=party.name[:200])
    Party.objects.bulk_create(new.values())
    known |= new
    found = {name: known[spelt_alike(name)] for name in names}
    return {name: party.merged_into or party for name, party in found.items()}


def known_as(writing: Writing, party: Party, name: str) -> None:
    """Have `party` be known under a name that papers print as well; a name that is somebody's already stays theirs."""
    organisation = writing.plan.organisation
    held = Party.objects.filter(organisation=organisation).values_list("name", flat=True)
    if spelt_alike(name) in map(spelt_alike, held):
        return
    Party.objects.create(organisation=organisation, name=name, kind=party.kind, merged_into=party)
    writing.log("known_as", None, field="owners", before=name, after=party.name)


def take_on(
    writing: Writing, item: Item, party: Party, *, role: str = Ownership.As.LEAD, position: int = 0,
    effective_on: date | None = None, source: Source | None = None,
) -> Ownership:  # fmt: skip
    """Record that `party` answers for the item in `role`."""
    writing.log("take_on", item, field="owners", after=party.name)
    return writing.add(
        Ownership(
            item=item, party=party, role=role, position=position, source=source,
            effective_on=effective_on or writing.actor.today,
        )
    )  # fmt: skip


def lay_down(
    writing: Writing, item: Item, party: Party, *, role: str = Ownership.As.LEAD, effective_on: date | None = None,
    source: Source | None = None,
) -> Ownership:  # fmt: skip
    """Record that `party` no longer answers for the item in `role`."""
    writing.log("lay_down", item, field="owners", before=party.name)
    return writing.add(
        Ownership(
            item=item, party=party, role=role, kind=Ownership.Kind.LAID_DOWN, source=source,
            effective_on=effective_on or writing.actor.today,
        )
    )  # fmt: skip
