"""A plan in, its themes, actions and steps as they are set up, out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from actions import links, queries
from actions.models import Item, Plan, Section


@dataclass(slots=True)
class Entry:
    """One action with its steps; `first` and `last` say whether it can move up or down."""

    item: Item
    edit: str
    leads: str = ""
    steps: list["Entry"] = field(default_factory=list)
    first: bool = False
    last: bool = False


@dataclass(slots=True)
class Theme:
    """A theme with its actions; without a section, what stands in none."""

    section: Section | None
    entries: list[Entry]
    first: bool = False
    last: bool = False


def outline(user, plan: Plan) -> list[Theme]:
    """Return the themes in order, each with what `user` sees in it; what stands in no theme comes last."""
    items = list(queries.items_for(user, plan).order_by("position", "pk"))
    leads = leads_of(items)
    page = links.item_pages(plan, name="edit_item")
    entries = {item.pk: Entry(item, page(item.pk), ", ".join(leads[item.pk])) for item in items}
    by_section: dict[int | None, list[Entry]] = defaultdict(list)
    for item in items:
        if item.parent_id in entries:
            entries[item.parent_id].steps.append(entries[item.pk])
        elif item.parent_id is None:
            by_section[item.section_id].append(entries[item.pk])
    sections = list(queries.sections_for(user, plan).select_related("lead"))
    themes = [Theme(section, by_section.pop(section.pk, [])) for section in sections]
    rest = [entry for entries in by_section.values() for entry in entries]
    mark_ends(themes)
    for group in (*(theme.entries for theme in themes), rest, *(entry.steps for entry in entries.values())):
        mark_ends(group)
    return [*themes, *([Theme(None, rest)] if rest or not themes else [])]


def mark_ends(rows: list) -> None:
    """Say of the first and the last row that they are."""
    if rows:
        rows[0].first = rows[-1].last = True


def leads_of(items: Iterable[Item]) -> dict[int, list[str]]:
    """Return by item the names of those who answer for it now."""
    return defaultdict(list, {pk: [party.name for party, _ in held] for pk, held in owners_of(items).items()})


def owners_of(items: Iterable[Item]) -> dict[int, list[tuple]]:
    """Return by item the parties that hold it now, each with its role, in order."""
    held: dict[int, dict] = defaultdict(dict)
    for row in queries.ownership_rows([item.pk for item in items]):
        if row.kind == row.Kind.TAKEN_ON:
            held[row.item_id][row.party_id, row.role] = row
        else:
            held[row.item_id].pop((row.party_id, row.role), None)
    return {
        pk: [(row.party, row.role) for row in sorted(rows.values(), key=lambda row: (row.position, row.pk))]
        for pk, rows in held.items()
    }
