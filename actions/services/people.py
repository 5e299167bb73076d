"""Writes who holds what, and the parties themselves."""

from collections.abc import Iterable
from datetime import date

from actions.models import Body, Item, Organisation, Ownership, Party, Source
from actions.services.writing import Writing


def parties_named(
    organisation: Organisation, names: Iterable[str], kinds: dict[str, str] | None = None
) -> dict[str, Party]:
    """Return the party of each name, made where there is none; a merged party gives the one it was merged into.

    `kinds` tells person, post or body by name, for new parties. A new body gets its own entry among the bodies.
    """
    names = list(dict.fromkeys(name for name in names if name))
    known = {
        p.name: p for p in Party.objects.filter(organisation=organisation, name__in=names).select_related("merged_into")
    }
    new = [
        Party(organisation=organisation, name=name, kind=(kinds or {}).get(name, Party.Kind.POST))
        for name in names
        if name not in known
    ]
    for party in new:
        if party.kind == Party.Kind.BODY:
            party.body, _ = Body.objects.get_or_create(organisation=organisation, name=party.name[:200])
    known |= {party.name: party for party in Party.objects.bulk_create(new)}
    return {name: party.merged_into or party for name, party in known.items()}


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
