"""A comma-, semicolon-, bar- or tab-separated file in; a Document of its lines and tables out."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from imports.readers import Unreadable
from imports.readers.cells import Placed, coloured_mark
from imports.readers.sheets import sheet_blocks
from imports.readers.text import decode
from imports.shapes import Document, Issue, Source
from imports.values.bullets import plain_lines

SEPARATORS = ",;\t|"
MOST_ROWS, MOST_COLUMNS = 12_000, 200
_SAMPLE = 60  # rows that tell the separator
_FIELD = 5_000_000  # characters of one cell


def read_separated(path: Path, name: str, tell: Callable[[str, int, int], None] = lambda *step: None) -> Document:
    """The lines and tables of a separated file in any common encoding, its separator found by trying each.

    `source.line` is the row of the file. Raises Unreadable, one sentence.
    """
    content = path.read_bytes()
    text = decode(content, name)
    separator, text = separator_of(text)
    if separator is None:
        raise Unreadable(f"{name} has no columns: its lines are not parted by commas, semicolons, bars or tabs.")
    csv.field_size_limit(_FIELD)
    placed, issues, row = [], [], 0
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            if row % 500 == 0:
                tell("rows", row, row)
            if row >= MOST_ROWS:
                issues.append(Issue("sheet_cut", f"Only the first {MOST_ROWS:,} rows were read", Source(name)))
                break
            placed += _row(cells[:MOST_COLUMNS], row, name)
            if len(cells) > MOST_COLUMNS and not issues:
                issues.append(Issue("sheet_cut", f"Only the first {MOST_COLUMNS} columns were read", Source(name)))
    except csv.Error as error:
        raise Unreadable(f"{name} is damaged: row {row + 1} cannot be parted into cells.") from error
    return Document(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        reader="separated",
        blocks=tuple(sheet_blocks(placed, Source(name))),
        issues=tuple(issues),
    )


def _row(cells: list[str], row: int, name: str) -> list[Placed]:
    place = Source(name, line=row + 1, last_line=row + 1)
    found = []
    for column, cell in enumerate(cells):
        text, colour = coloured_mark(cell)
        text = plain_lines(text)
        if text or colour:
            found.append(Placed(row, column, text, colour, source=place))
    return found


def separator_of(text: str) -> tuple[str | None, str]:
    """The sign that parts the cells and the text to read; None where no sign gives several rows of the same width.

    >>> separator_of("sep=;\\na;b\\nc;d")
    (';', 'a;b\\nc;d')
    """
    if text[:4].lower() == "sep=" and text[4:5] in SEPARATORS:
        return text[4], text[5:].lstrip("\r\n")
    widths = {sign: _even(text, sign) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: widths[sign])
    return (best if widths[best] > 0 else None), text


def _even(text: str, sign: str) -> float:
    """How well a sign parts the first rows: the columns that most rows have, weighed by how many rows have them."""
    counts: Counter[int] = Counter()
    try:
        for at, row in enumerate(csv.reader(io.StringIO(text[:400_000], newline=""), delimiter=sign)):
            if at >= _SAMPLE:
                break
            if any(cell.strip() for cell in row):
                counts[len(row)] += 1
    except csv.Error:
        return 0.0
    wide = {width: times for width, times in counts.items() if width > 1}
    if not wide:
        return 0.0
    width, times = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    return width * times / sum(counts.values())
