"""A paper that was taken in and its reader in; everything that it did, row by row, in words, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from actions import links, queries
from actions.models import (
    Change,
    DateMove,
    Item,
    Ownership,
    Paper,
    Rating,
    Section,
    Source,
    StageChange,
    Succession,
    Update,
    Wording,
)
from imports.models import Sighting
from imports.showing.done import Done, carried_on, dated, held, noted, of_theme, rated, staged, worded
from imports.showing.read_rows import HEADINGS

# Where something stands is no news of it by itself.
UNTOLD = ("source", "position", "created_on")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that papers write: its name in the address, its heading, and what of it a paper wrote."""

    name: str
    heading: str
    written: Callable[[Paper], QuerySet]


def _events(model):
    return lambda paper: model.objects.filter(source__paper=paper)


KINDS = (
    Kind("new", "New actions and steps", lambda paper: Change.objects.filter(paper=paper, event="add_item")),
    Kind("dates", "Dates", _events(DateMove)),
    Kind("stages", "Stages", _events(StageChange)),
    Kind("ratings", "Ratings", _events(Rating)),
    Kind("updates", "Updates", _events(Update)),
    Kind("leads", "Leads", _events(Ownership)),
    Kind(
        "words",
        "Changes of wording",
        lambda paper: Wording.objects.filter(paper=paper, item__isnull=False).exclude(field__in=UNTOLD),
    ),
    Kind("carried_on", "Carried on in others", _events(Succession)),
)


@dataclass
class TrailRow:
    """All that the paper did to one action or step, with its place and its words as printed."""

    item: Item
    is_new: bool
    address: str
    place: str = ""
    printed: tuple[tuple[str, str], ...] = ()
    done: list[Done] = field(default_factory=list)
    put_right: tuple[str, ...] = ()  # the fields that people put right before it was saved

    @property
    def name(self) -> str:
        """Its reference and words as they stand."""
        return " ".join(filter(None, (self.item.ref, self.item.title)))


class Trail:
    """What one paper did, of what one reader may see."""

    def __init__(self, user, paper: Paper):
        self.user, self.paper, self.plan = user, paper, paper.plan
        self._items = queries.items_ever_for(user, self.plan)

    def written(self, kind: Kind) -> QuerySet:
        """Return what the paper wrote of one kind."""
        found = kind.written(self.paper).filter(item__in=self._items.values("pk"))
        return queries.published(found, self.user, self.plan) if found.model is Update else found

    def counts(self) -> list[tuple[Kind, int]]:
        """Return how many of each kind the paper wrote; kinds of which it wrote none are left out."""
        counted = [(kind, self.written(kind).order_by().count()) for kind in KINDS]
        return [(kind, number) for kind, number in counted if number]

    def items(self, show: str = "") -> QuerySet[Item]:
        """Return the items to which the paper did anything (of the kind named `show`), in the paper's order."""
        touched = Q()
        for kind in KINDS:
            if show in ("", kind.name):
                touched |= Q(pk__in=self.written(kind).order_by().values("item"))
        place = Sighting.objects.filter(item=OuterRef("pk"), paper=self.paper).values("position")[:1]
        found = self._items.filter(touched).annotate(place=Subquery(place))
        return found.order_by(F("place").asc(nulls_last=True), "position", "pk")

    def rows(self, items: Iterable[Item]) -> list[TrailRow]:
        """Return a page of those items with all that was done to them; the same queries however many they are."""
        items = list(items)
        page = links.item_pages(self.plan)
        new = set(self._of("new", items).values_list("item", flat=True))
        rows = {
            item.pk: TrailRow(item, item.pk in new, "" if item.retracted_at else page(item.pk)) for item in items
        }  # fmt: skip
        before = self._before(items)
        self._tell(rows, self._of("words", items), self._worded(items))
        self._tell(rows, self._of("dates", items), dated)
        self._tell(rows, self._of("stages", items), lambda change: staged(change, before))
        self._tell(rows, self._of("ratings", items).select_related("label"), lambda given: rated(given, before))
        self._tell(rows, self._of("updates", items), noted)
        self._tell(rows, self._of("leads", items).select_related("party"), held)
        into = self._of("carried_on", items).select_related("into")
        seen = set(self._items.filter(pk__in=into.values("into")).values_list("pk", flat=True))
        self._tell(rows, into, lambda succession: carried_on(succession, seen))
        self._place(rows)
        self._mark_put_right(rows)
        return list(rows.values())

    def of_plan(self) -> list[Done]:
        """Return what the paper did to the plan itself: its headings, ratings, themes and order."""
        done = []
        scheme = self.plan.schemes.filter(paper=self.paper).first()
        seen = set(queries.sections_ever_for(self.user, self.plan).values_list("pk", flat=True))
        for wording in Wording.objects.filter(paper=self.paper, item=None).select_related("section"):
            if wording.section_id is None and wording.field == "headings":
                done.append(Done("Headings of the plan", ", ".join(wording.after.values())))
            elif wording.section_id is None:
                done.append(Done("Order", f"{len(wording.after):,} actions and steps stand in another place"))
            elif wording.section_id in seen:
                done.append(of_theme(wording))
        if scheme:
            done.append(Done("Ratings of the plan", ", ".join(label.label for label in scheme.labels.all())))
        themes = Section.objects.filter(plan=self.plan, paper=self.paper, pk__in=seen).order_by("position")
        return done + [Done("New theme", str(theme)) for theme in themes]

    def _of(self, name: str, items: list[Item]) -> QuerySet:
        kind = next(kind for kind in KINDS if kind.name == name)
        found = kind.written(self.paper).filter(item__in=[item.pk for item in items])
        return queries.published(found, self.user, self.plan) if found.model is Update else found

    def _before(self, items: list[Item]) -> dict[tuple[int, str, str], str]:
        """What the log says was there before, by item, field and what came after."""
        log = Change.objects.filter(paper=self.paper, item__in=items, field__in=("stage", "rating"))
        rows = log.exclude(event="take_back").values_list("item", "field", "after", "before")
        return {(item, name, after): before for item, name, after, before in rows}

    def _worded(self, items: list[Item]) -> Callable[[Wording], Done]:
        moved = Wording.objects.filter(paper=self.paper, item__in=items)
        keys = {"section": set(), "parent": set()}
        for name, before, after in moved.filter(field__in=keys).values_list("field", "before", "after"):
            keys[name].update((before, after))
        themes = queries.sections_ever_for(self.user, self.plan).filter(pk__in=keys["section"])
        names = {("section", theme.pk): str(theme) for theme in themes}
        names |= {("parent", action.pk): str(action) for action in self._items.filter(pk__in=keys["parent"])}
        return lambda wording: worded(wording, names)

    def _tell(self, rows: dict[int, TrailRow], written: QuerySet, words: Callable) -> None:
        for one in written:
            row = rows[one.item_id]
            row.done.append(words(one))
            if one.source_id and not row.place:
                row.place = one.source_id

    def _place(self, rows: dict[int, TrailRow]) -> None:
        """Give each row its place in the paper, and its words as printed where the reader may read all of them."""
        sources = Source.objects.in_bulk([row.place for row in rows.values() if row.place])
        kept_back = queries.with_hidden_updates(self.user, self.plan, list(rows))
        for row in rows.values():
            source = sources.get(row.place or row.item.source_id)
            row.place = source.place if source else ""
            if source and row.item.pk not in kept_back:
                row.printed = tuple((heading, text) for heading, text in source.printed.items() if text)

    def _mark_put_right(self, rows: dict[int, TrailRow]) -> None:
        """Name the fields that are not as the paper prints them, so that nobody looks for them there."""
        sighted = Sighting.objects.filter(paper=self.paper, item__in=rows, corrected__isnull=False)
        for item, corrected in sighted.values_list("item", "corrected"):
            names = corrected.get("corrected", ())
            rows[item].put_right = tuple(HEADINGS[name] for name in names if name in HEADINGS)
