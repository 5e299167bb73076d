"""The tables of an upload as they were seen in; how a person names them, and how sure a reading is in words, out."""

from __future__ import annotations

from collections.abc import Iterable

from imports import queries
from imports.layout import Layout
from imports.models import Upload
from imports.shapes import Source, TableSeen

_SURE = ((0.9, "Sure"), (0.7, "Fairly sure"), (0.0, "Not sure"))


def tables_of(upload: Upload) -> list[TableSeen]:
    """Return the tables that were seen in an upload; none before it is read."""
    return [TableSeen.from_json(stored) for stored in (upload.reading or {}).get("tables", ())]


def titles_of(upload: Upload) -> list[str]:
    """Return the titles of the plans that were read in an upload."""
    return [plan["title"] for plan in (upload.reading or {}).get("plans", ())]


def saved_plans(user, upload: Upload) -> list[str]:
    """Return the titles of the plans of an upload that were saved already, as far as `user` may see them."""
    return [one.title for one in queries.proposals_for(user, upload).exclude(saved_at=None).order_by("number")]


def table_at(tables: Iterable[TableSeen], key: str) -> TableSeen | None:
    """Return the table of a key, None where there is none."""
    return next((seen for seen in tables if seen.key == key), None)


def of_the_same_plan(tables: Iterable[TableSeen], seen: TableSeen) -> list[TableSeen]:
    """Return the other tables of a table's plan; none of one that was passed over."""
    return [one for one in tables if seen.plan and one.plan == seen.plan and one.key != seen.key]


def alike(tables: Iterable[TableSeen], seen: TableSeen, layout: Layout | None = None) -> list[TableSeen]:
    """Return the other tables of the same plan under the same headings, or with all columns that a layout names."""
    others = (one for one in of_the_same_plan(tables, seen) if len(one.headings) == len(seen.headings))
    heads = _plain(seen)
    return [one for one in others if _plain(one) == heads or (layout and layout.place(one.headings) is not None)]


def _plain(seen: TableSeen) -> list[str]:
    return [heading.lower() for heading in seen.headings]


def how_sure(confidence: float) -> str:
    """Return the confidence of a reading in words.

    >>> how_sure(1.0), how_sure(0.74), how_sure(0.5)
    ('Sure', 'Fairly sure', 'Not sure')
    """
    return next(words for least, words in _SURE if confidence >= least)


def name_of(seen: TableSeen) -> str:
    """Return a table's name: `Table 7`, `Table 7 from row 14` where it was cut there.

    >>> name_of(TableSeen("7-aa", Source(table=7, row=1))), name_of(TableSeen("7.14-aa", Source(table=7, row=14)))
    ('Table 7', 'Table 7 from row 14')
    """
    row = seen.source.row or 1
    return f"Table {seen.source.table}" + (f" from row {row}" if row > 1 else "")


def place_of(source: Source) -> str:
    """Return the page or the sheet that a table stands on; the line where the document has neither.

    >>> place_of(Source(page=12, line=80)), place_of(Source(sheet="Plan", line=3)), place_of(Source(line=80))
    ('page 12', 'sheet Plan', 'line 80')
    """
    if source.sheet:
        return f"sheet {source.sheet}"
    if source.page:
        return f"page {source.page}"
    return f"line {source.line}" if source.line else ""


def named(seen: TableSeen) -> str:
    """Return a table's name and place: `Table 7, page 27`."""
    return ", ".join(filter(None, (name_of(seen), place_of(seen.source))))


def headings_of(seen: TableSeen) -> str:
    """Return a table's headings in one line."""
    return " | ".join(heading for heading in seen.headings if heading) or "No headings"
