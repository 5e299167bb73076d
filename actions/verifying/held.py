"""All that the checks of one plan compare, read in a fixed number of queries; and one thing that does not agree."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import NamedTuple

from actions import queries
from actions.models import Change, Item, Party, Plan, Rating, Wording
from actions.models.event import Event
from actions.rules import facts
from actions.services.current import CURRENT
from actions.verifying.logged import TOLD_BY, Told

PLACE = ("id", "ref", "title", "plan_id", "section_id", "section__plan_id", "section__retracted_at")
OF_ITEM = (
    *(*PLACE, "parent_id", "parent__plan_id", "parent__parent_id", "parent__section_id", "parent__retracted_at"),
    *("source__paper__plan_id", "version", "recorded_at", "retracted_at", *CURRENT),
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that does not agree: of which plan and item, which field, what is kept, and what it should be."""

    plan: str
    item: int | None
    named: str
    field: str
    kept: str
    told: str
    check: str = ""

    def __str__(self):
        return ": ".join(filter(None, (self.plan, self.named, f"{self.field} is {self.kept}; {self.told}")))

    def as_json(self) -> dict:
        """Return it as plain values, with the sentence."""
        return asdict(self) | {"sentence": str(self)}


class Written(NamedTuple):
    """One event as it is stored: its kind, and how the log has to tell it."""

    kind: type[Event]
    id: int
    item: int
    recorded_at: datetime
    retracted_at: datetime | None
    paper_of: int | None  # the plan whose paper it comes from
    told: Told


class Entry(NamedTuple):
    """One entry of the log of changes."""

    id: int
    item: int | None
    event: str
    after: str
    who: str
    recorded_at: datetime
    from_paper: int | None
    paper_of: int | None
    organisation: int


@dataclass(frozen=True, slots=True)
class Held:
    """A plan as it stands in the database."""

    plan: Plan
    facts: facts.Plan
    items: dict[int, dict]  # by key, the fields OF_ITEM
    events: list[Written]
    log: list[Entry]
    parties: dict[int, Party]  # those of the plan's organisation
    foreign_labels: list[int]  # items rated by a label of another plan's key
    foreign_wordings: list[int | None]  # items with a change of words that names another plan's paper

    def off(self, item: int | None, field: str, kept, told: str) -> Disagreement:
        """Return the disagreement that `field` of the item (None: of the plan) is `kept`, and what it should be."""
        known = self.items.get(item)
        named = f"{known['ref']} {_short(known['title'])}".strip() if known else f"action {item}" if item else ""
        return Disagreement(f"{self.plan.organisation.slug}/{self.plan.slug}", item, named, field, said(kept), told)

    def standing(self) -> Iterator[tuple[int, dict]]:
        """Return the items that were not taken back, by key."""
        return ((pk, item) for pk, item in self.items.items() if item["retracted_at"] is None)


def hold(plan: Plan) -> Held:
    """Return all that the register holds of `plan`, taken back or not; a fixed number of queries."""
    rows = Item.objects.filter(plan=plan).order_by("position", "id").values(*OF_ITEM)
    foreign = Wording.objects.filter(plan=plan, paper__isnull=False).exclude(paper__plan=plan)
    rated = Rating.objects.filter(item__plan=plan, label__isnull=False).exclude(label__scheme__plan=plan)
    return Held(
        plan=plan,
        facts=queries.plan_facts(plan),
        items={row["id"]: row for row in rows},
        events=[event for kind in Event.__subclasses__() for event in _events(kind, plan)],
        log=_log(plan),
        parties=Party.objects.filter(organisation=plan.organisation_id).in_bulk(),
        foreign_labels=list(rated.values_list("item", flat=True)),
        foreign_wordings=list(foreign.values_list("item", flat=True)),
    )


def _events(kind: type[Event], plan: Plan) -> Iterator[Written]:
    of_kind = TOLD_BY[kind.__name__]
    common = ("id", "item_id", "recorded_at", "retracted_at", "source__paper__plan_id")
    rows = kind.objects.filter(item__plan=plan).order_by("id").values_list(*common, *of_kind.fields)
    return (Written(kind, *row[: len(common)], of_kind.told(*row[len(common) :])) for row in rows.iterator())


def _log(plan: Plan) -> list[Entry]:
    fields = ("id", "item_id", "event", "after", "who", "recorded_at", "paper_id", "paper__plan_id", "organisation_id")
    return [Entry(*row) for row in Change.objects.filter(plan=plan).order_by("id").values_list(*fields)]


def said(value) -> str:
    """Return a stored value as a line names it.

    >>> said(date(2020, 9, 3)), said(""), said(None), said(True)
    ('3 September 2020', 'empty', 'empty', 'yes')
    """
    if value in (None, ""):
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.day} {value:%B %Y}"
    return _short(str(value))


def _short(words: str, most: int = 60) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
