"""The fills of a plan's cells and of its key in; the rating that each row's fill stands for, out.

Serves Word, Excel, PDF and web pages, where a rating is often only a colour behind an empty cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from imports.shapes import Cell, Issue, Match, RatingKey, Row, Table
from imports.values.colours import colour_name, distance
from imports.values.ratings import StatedStatus, bare_label, parse_status

_RATES = ("red", "amber", "yellow", "green", "blue", "purple", "black")
_RATING = re.compile(r"\b(?:b?rag\w?|r\s?a\s?g|ratings?|status|rated)\b", re.IGNORECASE)
_NEAR = 60  # two fills this close are taken for the same; Office's two greens lie 160 apart
_SAME = {"yellow": "amber", "orange": "amber", "gray": "grey"}


@dataclass(frozen=True, slots=True)
class KeyFill:
    """One line of a key: its fill, its label, and the plain name of its colour."""

    fill: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Fills:
    """What the fills of one plan are read by: its key's, and the colours that its rating columns use."""

    key: tuple[KeyFill, ...] = ()
    used: frozenset[str] = frozenset()


# ---- keys -------------------------------------------------------------------------------------------


def key_of_fills(table: Table) -> tuple[tuple[RatingKey, ...], tuple[KeyFill, ...]]:
    """The key to ratings that a small table is by its fills: one line a row, or one label a cell across."""
    lines = _down(table) if table.width <= 4 and len(table.rows) <= 10 else ()
    lines = lines if len(lines) > 1 else _across(table)
    if len({fill.fill for _, fill in lines}) < 2:
        return (), ()
    return tuple(line for line, _ in lines), tuple(fill for _, fill in lines)


def _down(table: Table) -> tuple[tuple[RatingKey, KeyFill], ...]:
    """A row for each rating: a fill with or without a word in it, and the meaning beside it."""
    lines = []
    for row in table.rows:
        filled = [cell for cell in row if _rating(cell.colour)]
        texts = [cell.text for cell in row if cell.text]
        if texts and len({cell.colour for cell in filled}) == 1:
            own = filled[0].text
            lines.append(_line(filled[0].colour, own, next((text for text in texts if text != own), "")))
    return tuple(lines) if len(lines) * 3 >= len(table.rows) * 2 - 2 else ()


def _across(table: Table) -> tuple[tuple[RatingKey, KeyFill], ...]:
    """A row of labels, each on its fill, perhaps with their meanings in the row below."""
    if len(table.rows) > 2 or table.width > 9:
        return ()
    first, below = table.rows[0], table.rows[1] if len(table.rows) > 1 else ()
    filled = [at for at, cell in enumerate(first) if _rating(cell.colour) and (cell.text or _text(below, at))]
    if len(filled) < 2 or len(filled) * 2 < sum(1 for cell in first if cell.text):
        return ()
    return tuple(_line(first[at].colour, first[at].text, _text(below, at)) for at in filled)


def _text(row: Sequence[Cell], at: int) -> str:
    return row[at].text if at < len(row) else ""


def _line(fill: str, label: str, meaning: str) -> tuple[RatingKey, KeyFill]:
    """A line of a key; a short meaning beside a bare fill is its label."""
    colour = colour_name(fill) or ""
    if not label and len(meaning.split()) <= 4:
        label, meaning = meaning, ""
    label = bare_label(label) or colour.capitalize()
    if len(label.split()) > 6:
        label, meaning = colour.capitalize(), label
    said = parse_status(label).rag or ""  # the key's own word outweighs the shade: `Amber` on yellow
    colour = said if said and "/" not in said else colour
    return RatingKey(label, colour or None, meaning), KeyFill(fill, label, colour)


def _rating(fill: str | None) -> bool:
    return colour_name(fill) in (*_RATES, "grey")


# ---- rows -------------------------------------------------------------------------------------------


def fills_of(plan: Iterable[Match], key: tuple[KeyFill, ...]) -> Fills:
    """What the fills of a plan in these tables are read by."""
    used = {
        colour_name(row[at].colour)
        for match in plan
        for at, field in match.columns.items()
        if field in ("rag", "status")
        for row in match.table.rows[match.header_rows :]
        if at < len(row) and row[at].colour
    }
    return Fills(key, frozenset(used - {None}))


def stated_with_fill(row: Row, match: Match, at: int, fills: Fills) -> StatedStatus:
    """What the status or rating cell of a row says, by its words and by the fill behind it."""
    text, fill = row.cells.get(at, ""), row.colours.get(at)
    if fill and fill == _background(row, match, at) and (text or not _exact(fill, fills)):
        fill = None  # the band of the row, and no rating of its own
    if not fill:
        return parse_status(text)
    label, colour, issues = _meant(fill, fills)
    if not text.strip():
        read = parse_status(label, colour) if label else StatedStatus(rag=colour)
        return replace(read, rag=colour, issues=issues)
    said = parse_status(text)
    if said.rag and colour and "/" not in said.rag and _plain(said.rag) != _plain(colour):
        message = f"The cell says {said.rag} and is coloured {colour}; the word is taken"
        return replace(said, issues=(*said.issues, Issue("rating_colour_differs", message)))
    return said if said.rag else parse_status(text, colour)


def rating_of_whole_row(row: Row, fills: Fills) -> StatedStatus | None:
    """The rating of a plan without a column for it, where the row's own fill is one of the key's."""
    colours = Counter(row.colours.values()).most_common(1)
    if not colours or colours[0][1] * 2 < len(row.cells) or not _exact(colours[0][0], fills):
        return None
    label, colour, _ = _meant(colours[0][0], fills)
    return replace(parse_status(label, colour), rag=colour)


def other_ratings(row: Row, match: Match, fills: Fills) -> dict[int, str]:
    """What empty cells in a plan's other columns of ratings, such as `RAG last month`, say by their fill."""
    found = {}
    for at, heading in enumerate(match.headings):
        rated = match.columns.get(at) in (None, "keep") and _RATING.search(heading)
        if rated and not row.cells.get(at) and row.colours.get(at):
            stated = stated_with_fill(row, match, at, fills)
            if stated.text or stated.rag:
                found[at] = stated.text or stated.rag.capitalize()
    return found


def _background(row: Row, match: Match, at: int) -> str | None:
    """The fill of most cells of a row beside one: it is the row's."""
    others = [row.colours.get(column) for column in range(len(match.headings)) if column != at]
    most = Counter(others).most_common(1)
    return most[0][0] if most and most[0][1] * 2 > len(others) else None


def _exact(fill: str, fills: Fills) -> KeyFill | None:
    return next((line for line in fills.key if line.fill == fill), None)


def _meant(fill: str, fills: Fills) -> tuple[str, str | None, tuple[Issue, ...]]:
    """The key's label of a fill (or none), its colour in words, and the doubt where neither is sure."""
    name = colour_name(fill)
    line = _exact(fill, fills) or _nearest(fill, name, fills.key)
    if line:
        return line.label, line.colour or name, ()
    if name not in _RATES:
        return "", None, ()
    if fills.key:
        message = f"The rating is a {name} cell, and the key has no such colour"
        return "", name, (Issue("rating_colour_unclear", message),)
    if name == "yellow":
        if "amber" not in fills.used:
            return "", "amber", ()  # the only colour between red and green
        return "", name, (Issue("rating_colour_unclear", "The rating is a yellow cell, beside others in amber"),)
    return "", name, ()


def _nearest(fill: str, name: str | None, key: tuple[KeyFill, ...]) -> KeyFill | None:
    same = [line for line in key if line.colour and _plain(line.colour) == _plain(name or "")]
    if len(same) == 1:
        return same[0]
    near = min(same or key, key=lambda line: distance(line.fill, fill), default=None)
    return near if near and distance(near.fill, fill) <= _NEAR else None


def _plain(colour: str) -> str:
    return _SAME.get(colour, colour)
