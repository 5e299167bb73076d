"""The words that a layout may use: a picture of how one family of councils sets out its plans."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from imports.headings import SYNONYMS, plain_heading

FIELDS = tuple(SYNONYMS)


@dataclass(frozen=True)
class Layout:
    """How a family of plans is printed.

    columns        field -> its printed heading, or several that mean the same; "" is a column without a heading.
                   All must be there. What is not named is kept under its own heading.
    optional       the same, for columns that some plans of the family do without
    marks          words of which one must stand in the document, where two families print the same headings
    organisation   the body, set on a plan only where its name stands in the document
    """

    columns: Mapping[str, str | tuple[str, ...]]
    optional: Mapping[str, str | tuple[str, ...]] | None = None
    marks: tuple[str, ...] = ()
    organisation: str | None = None
    name: str = ""

    def __post_init__(self):
        for field in (*self.columns, *(self.optional or {})):
            if field not in FIELDS:
                raise ValueError(f"A layout has no word {field!r}; it knows {', '.join(FIELDS)}")

    def place(self, headings: tuple[str, ...]) -> dict[int, str] | None:
        """Which column holds which field; None where one of the layout's columns is not among the headings."""
        plain = [plain_heading(heading) for heading in headings]
        placed: dict[int, str] = {}
        for field, printed in self.columns.items():
            at = _find(plain, printed, placed)
            if at is None:
                return None
            placed[at] = field
        for field, printed in (self.optional or {}).items():
            at = _find(plain, printed, placed)
            if at is not None:
                placed[at] = field
        return placed


def _find(plain: list[str], printed: str | tuple[str, ...], placed: Mapping[int, str]) -> int | None:
    wanted = [plain_heading(words) for words in ((printed,) if isinstance(printed, str) else printed)]
    return next((at for at, heading in enumerate(plain) if heading in wanted and at not in placed), None)


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


def layout_named(name: str) -> Layout:
    """The layout of a name. Raises KeyError, with the names there are, for another."""
    for layout in all_layouts():
        if layout.name == name:
            return layout
    raise KeyError(", ".join(layout.name for layout in all_layouts()))
