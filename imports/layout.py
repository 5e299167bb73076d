"""The words that a layout may use: a picture of how one family of councils sets out its plans."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from imports import layout_json
from imports.headings import OWNER_FIELDS, SYNONYMS, plain_heading
from imports.layout_json import Headings, LayoutError, Rating
from imports.shapes import STATUSES, Table

FIELDS = tuple(SYNONYMS)
# Fields that may stand in several columns: of those named, all that are there are taken.
SEVERAL = (*OWNER_FIELDS, "update", "keep", "link")


@dataclass(frozen=True)
class Layout:
    """How a family of plans is printed; or, made by hand, how one table is to be read.

    columns        field -> its printed heading, or several that mean the same; "" is a column without a heading, a
                   number counts the columns from 1. All must be there. What is not named is kept under its own heading.
    optional       the same, for columns that some plans of the family do without
    marks          words of which one must stand in the document, where two families print the same headings
    organisation   the body, set on a plan only where its name stands in the document
    tables         which tables: words in the headings or in the lines just above, or a table's number; () is any
    header_rows    how many rows are headings; None: the row that has the layout's headings is looked for
    ratings        words of the rating column -> the status and the colour that they stand for
    by_hand        a person says so: tried before all others, and not asked whether the table looks like a plan
    """

    columns: Mapping[str, Headings]
    optional: Mapping[str, Headings] | None = None
    marks: tuple[str, ...] = ()
    organisation: str | None = None
    name: str = ""
    tables: tuple[str | int, ...] = ()
    header_rows: int | None = None
    ratings: Mapping[str, Rating] | None = None
    by_hand: bool = False

    def __post_init__(self):
        for field in self._named():
            if field not in FIELDS:
                raise LayoutError(f"A layout has no word {field!r}; it knows {', '.join(FIELDS)}")
        numbers = [at for printed in self._named().values() for at in _several(printed) if isinstance(at, int)]
        if any(at < 1 for at in numbers) or len(set(numbers)) < len(numbers):
            raise LayoutError("Columns are counted from 1, and each may be named for one field only")
        if self.by_hand and "title" not in self.columns:
            raise LayoutError("Say which column holds the actions (title)")
        for words, rating in (self.ratings or {}).items():
            if rating.status not in (None, *STATUSES):
                raise LayoutError(
                    f"“{words}” cannot stand for the status {rating.status!r}; there are {', '.join(STATUSES)}"
                )

    def place(self, headings: tuple[str, ...]) -> dict[int, str] | None:
        """Which column holds which field; None where one of the layout's columns is not among the headings."""
        placed: dict[int, str] = {}
        for field, printed in self.columns.items():
            found = _find(field, headings, printed, placed)
            if not found:
                return None
            placed |= found
        for field, printed in (self.optional or {}).items():
            placed |= _find(field, headings, printed, placed)
        return placed

    def takes(self, table: Table) -> bool:
        """Whether a table is one of those that the layout names."""
        if not self.tables or table.source.table in self.tables:
            return True
        lines = [paragraph.text for paragraph in (*table.titles, *table.above)]
        words = plain_heading(" ".join((*lines, *(cell.text for row in table.rows[:3] for cell in row))))
        return any(isinstance(one, str) and plain_heading(one) in words for one in self.tables)

    def rating_of(self, text: str) -> Rating | None:
        """What the layout says that the words of a rating cell stand for; None where it does not name them."""
        plain = plain_heading(text)
        return next((means for words, means in (self.ratings or {}).items() if plain_heading(words) == plain), None)

    def to_json(self) -> dict:
        """The layout as plain JSON values."""
        return layout_json.shown(self)

    @classmethod
    def from_json(cls, stored: object) -> Layout:
        """The layout again. Raises LayoutError, one plain sentence, for anything that is no layout."""
        return cls(**layout_json.read(stored))

    def _named(self) -> dict[str, Headings]:
        return {**self.columns, **(self.optional or {})}


def _several(printed: Headings) -> tuple[str | int, ...]:
    return printed if isinstance(printed, tuple) else (printed,)


def _find(field: str, headings: tuple[str, ...], printed: Headings, placed: Mapping[int, str]) -> dict[int, str]:
    """The columns that hold a field: the first of those named, or all of them where a field may have several.

    The very words outweigh words that differ in a date: `Status (May)` is found again as `Status (June)`.
    """
    free = [(at, heading) for at, heading in enumerate(headings) if at not in placed]
    numbers = {at - 1 for at in _several(printed) if isinstance(at, int)}
    for alike in (str.lower, plain_heading):
        wanted = {alike(words) for words in _several(printed) if isinstance(words, str)}
        found = [at for at, heading in free if at in numbers or alike(heading) in wanted]
        if found:
            return dict.fromkeys(found if field in SEVERAL else found[:1], field)
    return {}


@cache
def all_layouts() -> tuple[Layout, ...]:
    """Every layout in imports/layouts, by the name of its file."""
    from imports import layouts  # the package imports this module

    found = []
    for module in pkgutil.iter_modules(layouts.__path__):
        layout = getattr(importlib.import_module(f"{layouts.__name__}.{module.name}"), "LAYOUT", None)
        if layout is not None:
            found.append(replace(layout, name=module.name))
    return tuple(found)


def with_by_hand(layouts: Iterable[Layout]) -> tuple[Layout, ...]:
    """Every known layout, below some made by hand: the rest of the document is read as it would be without them."""
    return (*layouts, *all_layouts())


def layout_named(name: str) -> Layout:
    """The layout of a name. Raises KeyError, with the names there are, for another."""
    for layout in all_layouts():
        if layout.name == name:
            return layout
    raise KeyError(", ".join(layout.name for layout in all_layouts()))
