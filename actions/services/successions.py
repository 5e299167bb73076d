"""Writes what became of actions when a plan was refreshed."""

from datetime import date

from actions.models import Item, Source, Succession
from actions.services.writing import Writing


def succeed(
    writing: Writing, item: Item, into: Item, kind: str, *, minute: str, agreed_by: str = "",
    effective_on: date | None = None, source: Source | None = None,
) -> Succession:  # fmt: skip
    """Record that `item` goes on in `into`: merged with others, or as a part of what it was; raises ValueError without
    the minute that agreed it."""
    if not minute.strip():
        raise ValueError("Say which minute agreed it.")
    succession = Succession(
        item=item, into=into, kind=kind, minute=minute, agreed_by=agreed_by, source=source,
        effective_on=effective_on or writing.actor.today,
    )  # fmt: skip
    reason = ", ".join(filter(None, (agreed_by, minute)))
    writing.log("succeed", item, field="succession", after=str(into), reason=reason)
    writing.touch(into)
    return writing.add(succession)
