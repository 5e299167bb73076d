"""Writes that actions belong to another theme: their steps go with them, and all stand at its end."""

from collections.abc import Sequence

from actions.models import Item, Section
from actions.services.plans import put_in_order, reword_many
from actions.services.writing import Writing


def move_to_theme(writing: Writing, actions: Sequence[Item], theme: Section | None) -> None:
    """Move actions with their steps to the end of `theme` (None: to no theme, at the end of the plan).

    Those that stand there already stay where they are.
    """
    keys = {action.pk for action in actions if action.section_id != (theme.pk if theme else None)}
    if not keys:
        return
    items = list(Item.objects.filter(plan=writing.plan).select_related("section").order_by("position", "pk"))
    moved = [item for item in items if (item.parent_id or item.pk) in keys]
    reword_many(writing, {item: {"section": theme} for item in moved if item.retracted_at is None})
    put_in_order(writing, _with_moved(items, moved, theme))


def _with_moved(items: list[Item], moved: list[Item], theme: Section | None) -> list[Item]:
    """Return the items in their new order: what moved after the last of its theme, or after all."""
    gone = {item.pk for item in moved}
    stay = [item for item in items if item.pk not in gone]
    own = [place for place, item in enumerate(stay, start=1) if theme and item.section_id == theme.pk]
    end = own[-1] if own else len(stay)
    return [*stay[:end], *moved, *stay[end:]]
