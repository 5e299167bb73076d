"""How a person arranged the tables of one document, as data: which are plans, what is joined or parted, what the
columns hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from imports.layout import Layout
from imports.shapes import Table


@dataclass(frozen=True, slots=True)
class Arranged:
    """What a person said of one table; None is: as it is found.

    taken    whether it is a plan, or passed over
    joins    the key of the table with whose plan it goes; "" for a plan of its own
    cuts     the rows (`Source.row`) that open a table of their own
    layout   what its columns hold
    """

    taken: bool | None = None
    joins: str | None = None
    cuts: tuple[int, ...] = ()
    layout: Layout | None = None


AS_FOUND = Arranged()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a person said of the tables of one document, by the key of each."""

    tables: Mapping[str, Arranged] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.tables)

    def of(self, key: str) -> Arranged:
        """What was said of a table, or nothing."""
        return self.tables.get(key, AS_FOUND)

    def with_table(self, key: str, **said) -> Arrangement:
        """The same with something else said of one table; a table of which nothing is left to say is forgotten."""
        changed = {**self.tables, key: replace(self.of(key), **said)}
        return Arrangement({name: one for name, one in changed.items() if one != AS_FOUND})

    def to_json(self) -> dict:
        """The arrangement as plain JSON values; what was not said is left out."""
        return {"tables": {key: _shown(one) for key, one in self.tables.items()}} if self.tables else {}

    @classmethod
    def from_json(cls, stored: Mapping) -> Arrangement:
        """The arrangement again; empty from an empty object."""
        return cls({key: _read(one) for key, one in stored.get("tables", {}).items()})


def _shown(one: Arranged) -> dict:
    layout = one.layout.to_json() if one.layout else None
    values = {"taken": one.taken, "joins": one.joins, "cuts": list(one.cuts), "layout": layout}
    return {name: value for name, value in values.items() if value not in (None, [])}


def _read(stored: Mapping) -> Arranged:
    layout = Layout.from_json(stored["layout"]) if stored.get("layout") else None
    return Arranged(stored.get("taken"), stored.get("joins"), tuple(stored.get("cuts", ())), layout)


# ---- which table is meant ---------------------------------------------------------------------------


def key_of(table: Table) -> str:
    """By what a table is known again: its number, the row that it was cut at, and a mark of its first two rows."""
    row = table.source.row or 1
    cut = f".{row}" if row > 1 else ""
    return f"{table.source.table}{cut}-{_mark(table)}"


def _mark(table: Table) -> str:
    words = "\n".join("\t".join(" ".join(cell.text.split()) for cell in row) for row in table.rows[:2])
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:10]


def settled(arrangement: Arrangement, tables: Iterable[Table]) -> tuple[Arrangement, tuple[str, ...]]:
    """The arrangement under the keys that these tables have, and the keys to which no table answers any more.

    A table that another number was given since, by a newer reader, is known by its mark where that is the only one.
    """
    keys = {key_of(table) for table in tables}
    now = {key: found for key in _named(arrangement) if (found := _found(key, keys))}
    lost = tuple(key for key in arrangement.tables if key not in now)
    said = {now[key]: one for key, one in arrangement.tables.items() if key in now}
    joined = {key: replace(one, joins=now.get(one.joins) if one.joins else one.joins) for key, one in said.items()}
    return Arrangement(joined), lost


def _named(arrangement: Arrangement) -> set[str]:
    return {*arrangement.tables, *(one.joins for one in arrangement.tables.values() if one.joins)}


def _found(key: str, keys: set[str]) -> str | None:
    if key in keys:
        return key
    mark = key.partition("-")[2]
    alike = [one for one in keys if one.partition("-")[2] == mark]
    return alike[0] if len(alike) == 1 else None
