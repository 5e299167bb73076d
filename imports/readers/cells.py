"""Cells placed by row and column in; the rows of a Table out, with merged cells kept and words made plain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from imports.readers import Unreadable
from imports.shapes import Cell, Issue, Source, Table
from imports.values.bullets import MARKS

MOST_CELLS = 1_500_000  # places in one table, the empty ones counted; 50,000 rows of 20 columns are a million
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\u200b\u200e\u200f\u00ad]")
_PLAIN = re.compile(rf"[^\x00-\x1f\ufeff\u200b\u200e\u200f\u00ad{MARKS}]*\Z")
_BULLET = re.compile(rf"[ \t]*[{MARKS}][ \t]*")
# A mark drawn in the colour of its rating, and what such marks in colours of their own stand for.
_DOT = re.compile(r"[●⬤■◼▲▼►◄◆•○☺☹\uf06c\uf06e\s]+\Z")
_COLOURED = {
    **dict.fromkeys("🔴🟥", "#ff0000"),
    **dict.fromkeys("🟠🟧", "#ffc000"),
    **dict.fromkeys("🟡🟨", "#ffff00"),
    **dict.fromkeys("🟢🟩", "#00b050"),
    **dict.fromkeys("🔵🟦", "#0070c0"),
}


@dataclass(slots=True)
class Placed:
    """One cell of a file and where its table has it, counted from 0; `source` overrides the row's."""

    row: int
    column: int
    text: str = ""
    colour: str | None = None
    row_span: int = 1
    column_span: int = 1
    issues: tuple[Issue, ...] = ()
    source: Source | None = None


def tidy(text: str) -> str:
    """The words of a cell as lines: spaces made one, empty lines dropped, bullets of any mark led by `• `.

    >>> tidy(" Panel  set up:\\n\\n \uf0b7 weekly \\n▪monthly")
    'Panel set up:\\n• weekly\\n• monthly'
    """
    if _PLAIN.match(text):
        return " ".join(text.split())
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    lines = (_BULLET.sub("\n• ", line) if any(mark in line for mark in MARKS) else line for line in text.split("\n"))
    plain = (re.sub(r"\s+", " ", line).strip() for line in "\n".join(lines).split("\n"))
    return "\n".join(line for line in plain if line and line != "•")


# What letters of the fonts of signs are drawn as: dots and squares, ticks and crosses, faces, arrows of travel.
_DRAWN = {
    "wingdings": {"l": "●", "n": "■", "u": "◆", "ü": "✓", "û": "✗", "J": "☺", "L": "☹", "á": "▲", "â": "▼", "é": "▲"},
    "wingdings 2": {"P": "✓", "O": "✗", "R": "✓", "Q": "✗"},
    "wingdings 3": {"p": "▲", "q": "▼", "r": "▲", "s": "▼", "t": "◄", "u": "►"},
    "webdings": {"n": "●", "g": "■", "a": "✓", "r": "✗", "5": "▲", "6": "▼"},
}


def drawn_as(text: str, font: str) -> str:
    """A single letter of a font of signs as what it looks like; any other text as it is.

    >>> drawn_as("l", "Wingdings"), drawn_as("\uf06c", "Wingdings"), drawn_as("l", "Arial")
    ('●', '●', 'l')
    """
    signs = _DRAWN.get(font.lower()) if len(text) == 1 else None
    if not signs:
        return text
    letter = chr(ord(text) - 0xF000) if 0xF020 <= ord(text) <= 0xF0FF else text
    return signs.get(letter, text)


def coloured_mark(text: str, font: str | None = None) -> tuple[str, str | None]:
    """A text and no colour; or no text and a colour, where it is but a dot that shows a rating by its colour.

    `text` is as the file has it: made tidy, a dot would be gone as a bullet without words.

    >>> coloured_mark("🟢"), coloured_mark("●", "#ff0000"), coloured_mark("Green", "#ff0000")
    (('', '#00b050'), ('', '#ff0000'), ('Green', None))
    """
    bare = text.strip().replace("\ufe0f", "")
    if bare in _COLOURED:
        return "", _COLOURED[bare]
    if bare and font and _DOT.match(bare):
        return "", font
    return text, None


def table_of(placed: Iterable[Placed], source: Source) -> Table | None:
    """The table that the cells make; None where there is none. Each cell's source is the table's with its column.

    Raises Unreadable where merges or stray cells make the table larger than any plan.
    """
    placed = [cell for cell in placed if cell.row_span and cell.column_span]
    if not placed:
        return None
    height = 1 + max(cell.row for cell in placed)
    columns = _columns(placed)
    if height * len(columns) > MOST_CELLS:
        raise Unreadable(
            f"{source.file} has a table of {height:,} rows and {len(columns):,} columns, too many to read."
        )
    grid: list[list[Cell | None]] = [[None] * len(columns) for _ in range(height)]
    places: dict[int, Source] = {}
    for cell in placed:
        places.setdefault(cell.row, cell.source or source)
    for cell in placed:
        _put(cell, grid, columns, places)
    rows = tuple(
        tuple(cell or Cell(source=places.get(at, source).in_column(column)) for column, cell in enumerate(row, 1))
        for at, row in enumerate(grid)
    )
    return Table(rows, source)


def _columns(placed: list[Placed]) -> dict[int, int]:
    """The columns at which any cell begins, and their number: those that merges always cover are none."""
    return {column: at for at, column in enumerate(sorted({cell.column for cell in placed}))}


def _put(cell: Placed, grid: list[list[Cell | None]], columns: dict[int, int], places: dict[int, Source]) -> None:
    left = columns[cell.column]
    rows = range(cell.row, min(cell.row + cell.row_span, len(grid)))
    across = [columns[at] for at in _spanned(cell, columns)]
    for down in rows:
        for right in across:
            if grid[down][right] is not None:
                continue  # two cells of a damaged table lie over each other: the first stands
            first = down == cell.row and right == left
            grid[down][right] = Cell(
                text=cell.text if first else "",
                source=places.get(down, places[cell.row]).in_column(right + 1),
                colour=cell.colour,
                row_span=len(rows) if first else 0 if down > cell.row else 1,
                column_span=len(across) if first else 0 if right > left else 1,
                issues=cell.issues if first else (),
            )


def _spanned(cell: Placed, columns: dict[int, int]) -> list[int]:
    if cell.column_span == 1:
        return [cell.column]
    return [column for column in columns if cell.column <= column < cell.column + cell.column_span]
