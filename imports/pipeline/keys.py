"""A document's tables in; the keys that plans are read by out: what its ratings mean, when its weeks begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from imports.pipeline.fills import KeyFill, key_of_fills
from imports.shapes import Document, Paragraph, RatingKey, Table
from imports.values.date_words import find_dates
from imports.values.ratings import COLOURS, bare_label

_LETTERS = {"r": "red", "a": "amber", "g": "green", "b": "blue"}
_JUST_BEFORE = 3  # tables: a plan, and what may be printed between it and its key
_WEEK = re.compile(r"(?:week|wk)\.?\s*(\d{1,2})", re.IGNORECASE)


def find_rating_keys(tables: Sequence[Table]) -> dict[int, tuple[RatingKey, ...]]:
    """By number of table: the key to ratings last printed before it, else the first after it."""
    return _by_table(tables, rating_key)


def find_fill_keys(tables: Sequence[Table]) -> dict[int, tuple[KeyFill, ...]]:
    """By number of table: the fills of that key, where the file has colours."""
    return _by_table(tables, lambda table: key_of_fills(table)[1])


def _by_table(tables: Sequence[Table], read: Callable[[Table], tuple]) -> dict[int, tuple]:
    """What was last read before each table; the first key of a paper also speaks for what stands just before it.

    In a workbook it may stand on any sheet after.
    """
    found: dict[int, tuple] = {}
    latest: tuple = ()
    for table in tables:
        found[table.source.table] = latest
        if key := read(table):
            near = table.source.table - _JUST_BEFORE
            if not latest:
                found = {number: key if number >= near or table.source.sheet else () for number in found}
            latest = key
    return found


def rating_key(table: Table) -> tuple[RatingKey, ...]:
    """The key that a small table of two columns is, or one by its fills; empty where it is none."""
    return key_of_fills(table)[0] or _key_in_words(table)


def _key_in_words(table: Table) -> tuple[RatingKey, ...]:
    if table.width > 3 or len(table.rows) > 9:
        return ()
    lines = []
    for row in table.rows:
        texts = [cell.text for cell in row if cell.text]
        label = next((text for text in texts if colour_of(text)), None)
        meaning = next((text for text in texts if text != label), "")
        if label and meaning:
            lines.append(RatingKey(bare_label(label), colour_of(label), meaning))
        elif len(texts) == 1 and lines:
            lines.append(RatingKey("", None, texts[0]))  # a fill without a word: its colour was lost
    return tuple(lines) if sum(1 for line in lines if line.colour) > 1 else ()


def colour_of(text: str) -> str | None:
    """The colour that a short label names: `RED`, `R`, `Amber`, `A - Amber`."""
    plain = bare_label(text).lower()
    return plain if plain in COLOURS else _LETTERS.get(plain)


def find_weeks(document: Document, tables: Sequence[Table]) -> dict[int, date]:
    """The Monday of each numbered week, where the document prints a calendar of them.

    A calendar without a year is read by the one year, of those that the document names, whose days are Mondays.
    """
    printed = {}
    for table in tables:
        cells = [cell.text for row in table.rows for cell in row if cell.text]
        pairs = [
            (week, day)
            for week, day in zip(cells, cells[1:], strict=False)
            if _WEEK.fullmatch(week) and len(day) < 25 and find_dates(day)
        ]
        if len(pairs) > 2:
            printed |= {int(_WEEK.fullmatch(week)[1]): day for week, day in pairs}
    if not printed:
        return {}
    for year in _years(document):
        mondays = {week: _in_year(day, year) for week, day in printed.items()}
        if all(day and day.weekday() == 0 for day in mondays.values()):
            return mondays
    return {}


def _in_year(text: str, year: int) -> date | None:
    dated = text if re.search(r"\d{4}", text) else f"{text} {year}"
    return find_dates(dated)[0].day


def _years(document: Document) -> list[int]:
    """The years that the document names, the most frequent first."""
    counts: dict[int, int] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            for year in re.findall(r"\b20\d\d\b", block.text):
                counts[int(year)] = counts.get(int(year), 0) + 1
    return sorted(counts, key=lambda year: -counts[year])
