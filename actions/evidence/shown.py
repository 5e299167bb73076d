"""Evidence in; its rows as pages show them, out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actions import links
from actions.evidence.kinds import KINDS
from actions.models import Evidence, Item
from actions.permissions import may
from actions.rules.publication import mark
from tracker.stored_files import MEGABYTE


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One piece of evidence: `about` says what it is (kind and size, or its address), `of` for what else it was given.

    `href` leads to the link, or to the file to be saved; `withdraw` is empty for those who may not.
    """

    key: int
    title: str
    href: str
    is_link: bool
    about: str
    note: str
    on: date
    by: str
    of: str
    not_public: str
    withdraw: str
    mark: str


def rows(user, item: Item, evidence: Iterable[Evidence]) -> list[ShownEvidence]:
    """Return the evidence as it is shown on the page of `item`."""
    return [_row(user, item, one) for one in evidence]


def _row(user, item: Item, one: Evidence) -> ShownEvidence:
    one.item.plan = item.plan
    return ShownEvidence(
        key=one.pk,
        title=one.title,
        href=one.link or links.evidence_page(one),
        is_link=bool(one.link),
        about=_about(one),
        note=one.note,
        on=one.effective_on,
        by=str(one.recorded_by or ""),
        of="" if one.item_id == item.pk else _whose(one.item, item),
        not_public=mark(one.publication, one.exempt_paragraph),
        withdraw=links.evidence_page(one, "withdraw_evidence") if may(user, "withdraw_evidence", one) else "",
        mark=links.marking_page(item.plan, one.item_id, "evidence", one.pk)
        if may(user, "mark_publication", one.item)
        else "",
    )


def _whose(owner: Item, item: Item) -> str:
    if owner.pk == item.parent_id:
        return "Given for the whole action"
    return f"Given for the step {owner}"


def _about(one: Evidence) -> str:
    if one.link:
        return one.link if len(one.link) <= 90 else f"{one.link[:89]}…"
    kind = KINDS[one.kind].words if one.kind in KINDS else "File"
    return f"{kind}, {size_in_words(one.size or 0)}"


def size_in_words(size: int) -> str:
    """Return a size as people say it.

    >>> size_in_words(900), size_in_words(90_000), size_in_words(3_400_000)
    ('1 KB', '88 KB', '3.2 MB')
    """
    if size < MEGABYTE:
        return f"{-(-size // 1024):,} KB"
    return f"{size / MEGABYTE:.1f} MB"
