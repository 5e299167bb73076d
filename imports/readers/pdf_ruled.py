"""A PDF page with ruled tables in; each table's cells by row and column, with words and fills, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from imports.readers.cells import Placed, coloured_mark, tidy
from imports.readers.pdf_heads import Box, parted_heads
from imports.readers.pdf_words import PrintedLine, Word, colour_of, lines_of, text_of
from imports.shapes import Issue, Source
from imports.values.colours import colour_name

_SNAP = 3.0  # points within which two edges are the same
_DOT = 4.5  # points: the least dot that shows a rating; the dots of lists are smaller
_RATES = {"red", "amber", "yellow", "green", "blue"}
_THIN = 3.0  # a rectangle thinner than this is a rule, not a fill


@dataclass(slots=True)
class Fill:
    """A filled shape on the page."""

    box: Box
    colour: str


@dataclass(slots=True)
class Ruled:
    """A table's box on the page and its cells."""

    box: Box
    placed: list[Placed] = field(default_factory=list)


def ruled_tables(page, words: Sequence[Word], fills: Sequence[Fill], place: Source) -> list[Ruled]:
    """The tables of a pdfplumber page that rules part into cells, from the top down; a single box is no table."""
    if len(page.edges) < 6:
        return []
    settings = {"snap_tolerance": _SNAP, "join_tolerance": _SNAP, "intersection_tolerance": _SNAP}
    open_ends = _open_ends(page.edges)
    if open_ends:
        settings["explicit_horizontal_lines"] = open_ends
    found = []
    for table in page.find_tables(settings):
        cells = [cell for cell in table.cells if cell[2] - cell[0] > _SNAP and cell[3] - cell[1] > _SNAP]
        columns, rows = _edges(cell[0] for cell in cells), _edges(cell[1] for cell in cells)
        if len(columns) > 1 and cells and any(_inside(word, table.bbox) for word in words):
            cells = parted_heads(cells, columns, words)
            found.append(_table(table.bbox, cells, columns, rows, words, fills, place))
    return sorted(found, key=lambda one: one.box[1])


def fills_of(page) -> list[Fill]:
    """The filled shapes of a page in the order painted, rules left out."""
    found = []
    for shape in (*page.rects, *page.curves):
        wide, high = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
        colour = colour_of(shape.get("non_stroking_color")) if shape.get("fill") else None
        if colour and wide > _THIN and high > _THIN:
            found.append(Fill((shape["x0"], shape["top"], shape["x1"], shape["bottom"]), colour))
    return found


def fill_at(box: Box, fills: Sequence[Fill]) -> str | None:
    """The colour painted last behind the middle of a box; None for white."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for fill in reversed(fills):
        left, top, right, bottom = fill.box
        if left - 1 <= across <= right + 1 and top - 1 <= down <= bottom + 1:
            return fill.colour if colour_name(fill.colour) else None
    return None


def badge_behind(box: Box, words: Sequence[Word], fills: Sequence[Fill]) -> str | None:
    """The rating colour painted behind all the words of a cell, where it is narrower than the cell: a badge."""
    for fill in reversed(fills):
        left, _, right, _ = fill.box
        behind = words and all(_inside(word, fill.box) for word in words)
        if behind and right - left < box[2] - box[0] - 2 and colour_name(fill.colour) in (*_RATES, "orange"):
            return fill.colour
    return None


def mark_in(box: Box, words: Sequence[Word], fills: Sequence[Fill]) -> tuple[str, str] | None:
    """No text and the colour of the dot that is all there is in a box: a drawn shape, or a letter of a font of signs.

    A lone coloured `l` or `n` is such a letter, printed where the font was missing.
    """
    if len(words) == 1 and words[0].colour:
        text, colour = coloured_mark(words[0].text, words[0].colour)
        lone = words[0].text in ("l", "n") and colour_name(words[0].colour) in _RATES
        return ("", words[0].colour) if lone else (text, colour) if colour else None
    if words:
        return None
    for fill in reversed(fills):
        left, top, right, bottom = fill.box
        across, down = (left + right) / 2, (top + bottom) / 2
        inside = box[0] <= across <= box[2] and box[1] <= down <= box[3] and right - left < box[2] - box[0]
        if inside and right - left > _DOT and bottom - top > _DOT and colour_name(fill.colour) in _RATES:
            return "", fill.colour
    return None


def _open_ends(edges: Sequence[dict]) -> list[float]:
    """Heights at which several upright rules stop without one across: a row cut by the page has no rule below it."""
    upright = [edge for edge in edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > 8]
    across = [edge for edge in edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 8]
    ends: dict[int, int] = {}
    for edge in upright:
        for end in (edge["top"], edge["bottom"]):
            if not any(_meets(one, edge["x0"], end) for one in across):
                ends[round(end)] = ends.get(round(end), 0) + 1
    return [float(end) for end, times in ends.items() if times > 2]


def _meets(across: dict, left: float, end: float) -> bool:
    """Whether a rule across touches the end of an upright one."""
    return abs(across["top"] - end) <= _SNAP and across["x0"] - _SNAP <= left <= across["x1"] + _SNAP


def _edges(places) -> list[float]:
    """Places that lie within a few points of each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SNAP:
            found.append(place)
    return found


def _nearest(places: Sequence[float], place: float) -> int:
    return min(range(len(places)), key=lambda at: abs(places[at] - place))


def _inside(word: Word, box: Box) -> bool:
    across, down = word.middle
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _table(box, cells, columns, rows, words, fills, place) -> Ruled:
    """The cells with their words; words in the table's box that lie in no cell are kept with the nearest."""
    held: dict[Box, list[Word]] = {cell: [] for cell in cells}
    lost: dict[Box, list[Word]] = {}
    for word in words:
        if not _inside(word, box):
            continue
        cell = next((one for one in cells if _inside(word, one)), None)
        if cell is None:
            cell = min(cells, key=lambda one: _apart(word, one))
            lost.setdefault(cell, []).append(word)
        held[cell].append(word)
    printed = {cell: lines_of(inside) for cell, inside in held.items()}
    rooms = _rooms(printed, columns)
    ruled = Ruled(box)
    for cell, lines in printed.items():
        row, column = _nearest(rows, cell[1]), _nearest(columns, cell[0])
        across = max(1, sum(1 for left in columns[column:] if left < cell[2] - _SNAP))
        room = rooms[column] if across == 1 else _own_room(cell, lines)
        inset = min((line.left - cell[0] for line in lines), default=0.0)  # as much is left free on the right
        text, mark = mark_in(cell, held[cell], fills) or coloured_mark(text_of(lines, room, cell[2] - inset))
        ruled.placed.append(
            Placed(
                row,
                column,
                tidy(text),
                mark or badge_behind(cell, held[cell], fills) or fill_at(cell, fills),
                max(1, sum(1 for top in rows[row:] if top < cell[3] - _SNAP)),
                across,
                _lost(lost.get(cell), place),
                place,
            )
        )
    return ruled


def _apart(word: Word, cell: Box) -> float:
    """How far a word lies from a cell; up or down counts thrice, since a word strays along its row."""
    across, down = word.middle
    return max(cell[0] - across, across - cell[2], 0) + 3 * max(cell[1] - down, down - cell[3], 0)


def _rooms(printed: dict[Box, list[PrintedLine]], columns: Sequence[float]) -> list[float]:
    """By column, the width of its longest line: words were broken at about there."""
    rooms = [0.0] * len(columns)
    for cell, lines in printed.items():
        column = _nearest(columns, cell[0])
        after = columns[column + 1] if column + 1 < len(columns) else cell[2]
        if cell[2] <= after + _SNAP:  # a cell over several columns has more room than they
            rooms[column] = max([rooms[column], *(line.width for line in lines)])
    return [room or 400.0 for room in rooms]


def _own_room(cell: Box, lines: list[PrintedLine]) -> float:
    """The width that a cell over several columns has for its words: as much is left free to their right as before."""
    free = min((line.left - cell[0] for line in lines), default=0.0)
    return max([cell[2] - cell[0] - 2 * max(free, 0.0), *(line.width for line in lines)])


def _lost(words: list[Word] | None, place: Source) -> tuple[Issue, ...]:
    if not words:
        return ()
    text = " ".join(word.text for word in words)
    short = text if len(text) <= 60 else f"{text[:57].rstrip()}…"
    return (
        Issue("words_outside_cells", f"“{short}” stands in no cell of the table; it is kept with the nearest", place),
    )
