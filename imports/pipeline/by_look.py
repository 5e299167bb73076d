"""A plan's columns under headings that are not known in; the themes and the ratings among them, by their look, out.

Serves trackers whose theme column is called after the body's own framework (`PEEL area`, `Audit`), and those whose
ratings stand under `Score`, `Confidence` or a month, as a fill and hardly a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from imports.headings import field_of
from imports.shapes import Cell
from imports.values.colours import colour_name
from imports.values.date_words import find_dates
from imports.values.names import is_owner_like
from imports.values.ratings import is_status

_SAMPLE = 60  # rows looked at
_RATES = {"red", "amber", "yellow", "green"}
_SHORT = 24  # characters of what may stand in a cell that rates by its fill

Cells = Sequence[Cell]


def settle_by_look(columns: dict[int, str], headings: tuple[str, ...], rows: Sequence[Cells]) -> dict[int, str]:
    """The columns with those added that only their look tells: a theme before the actions, a rating by its fills."""
    body = [row for row in rows[:_SAMPLE] if sum(1 for cell in row if cell.text) > 1]
    free = [at for at in range(len(headings)) if at not in columns and _may_be_any(headings[at])]
    title, ref = (next((at for at, field in columns.items() if field == name), None) for name in ("title", "ref"))
    if title is not None and "section" not in columns.values():
        theme = next(
            (
                at
                for at in free
                if at < title and headings[at] and (_is_theme(at, body) or _opens_groups(at, title, ref, body))
            ),
            None,
        )
        columns = columns if theme is None else columns | {theme: "section"}
        columns = _asked_as_sections(columns, body)
    if not {"rag", "status"} & set(columns.values()) or "rag" not in columns.values():
        rated = [at for at in free if at not in columns and _rates(at, body)]
        columns = columns | {rated[-1]: "rag"} if rated else columns
    return columns


def _may_be_any(heading: str) -> bool:
    """Whether a heading is not known, or only guessed to be that of the actions, which stand elsewhere: `Pledge`."""
    field, sure = field_of(heading)
    return field is None or field == "title" and sure < 1.0


def _is_theme(at: int, body: Sequence[Cells], longest: int = 80) -> bool:
    """Whether a column has the same few words down many rows, each in one stretch; merged cells count for each row."""
    texts: list[str] = []
    for row in body:
        cell = row[at] if at < len(row) else Cell()
        texts.append(texts[-1] if texts and not cell.text and cell.row_span == 0 else " ".join(cell.text.split()))
    runs = [text for text, _ in groupby(texts)]
    if not all(runs) or len(texts) < 3 or len(set(runs)) < len(runs) or len(runs) * 3 > len(texts) * 2:
        return False
    return all(3 < len(text) < longest and not _is_typed(text) for text in runs)


def _opens_groups(at: int, title: int, ref: int | None, body: Sequence[Cells]) -> bool:
    """Whether a column's words stand once for the rows below them: blank beside half of the actions at least.

    Serves text and web forms, in which a merged cell is printed in its first row and nothing marks the rest. Where
    the number is blank as well, it belongs to these words, and the rows below are steps.
    """
    rows = [row for row in body if title < len(row) and row[title].text]
    texts = [" ".join(row[at].text.split()) for row in rows if row[at].text]
    if len(texts) < 2 or len(texts) * 2 > len(rows) or not rows[0][at].text:
        return False
    if ref is not None and not all(row[ref].text for row in rows if not row[at].text):
        return False
    typed = sum(1 for text in texts if _is_typed(text))
    return len(set(texts)) == len(texts) and typed * 2 <= len(texts) and all(3 < len(text) < 200 for text in texts)


def _asked_as_sections(columns: dict[int, str], body: Sequence[Cells]) -> dict[int, str]:
    """Recommendations printed once for several actions, or beside each of them, are the sections of those.

    Where a number stands once with a recommendation, that is the action, and the rows beside it are its steps.
    """
    asked = next((at for at, field in columns.items() if field == "recommendation"), None)
    title = next((at for at, field in columns.items() if field == "title"), 0)
    if asked is None or asked > title:
        return columns
    ref = next((at for at, field in columns.items() if field == "ref"), None)
    once = ref is None and _opens_groups(asked, title, None, body)
    return columns | {asked: "section"} if once or _is_theme(asked, body, 300) and _numbers_each(ref, body) else columns


def _numbers_each(ref: int | None, body: Sequence[Cells]) -> bool:
    """Whether each row has a number of its own, so that what is asked of several is none of their numbers."""
    numbers = [row[ref].text for row in body if ref is not None and ref < len(row)]
    return all(numbers) and len(set(numbers)) == len(numbers)


def _is_typed(text: str) -> bool:
    return is_status(text) or is_owner_like(text) or bool(find_dates(text)) or text.replace(".", "").isdigit()


def _rates(at: int, body: Sequence[Cells]) -> bool:
    """Whether a column's cells are filled in two colours of ratings at least, and hold hardly a word."""
    cells = [row[at] for row in body if at < len(row)]
    colours = Counter(colour_name(cell.colour) for cell in cells if cell.colour)
    filled = sum(times for name, times in colours.items() if name in _RATES or name == "blue")
    if len((_RATES | {"blue"}) & set(colours)) < 2 or filled * 2 < len(cells):
        return False
    banded = sum(1 for row in body if at < len(row) and row[at].colour and _is_band(row, at))
    return banded * 2 < filled and all(len(cell.text) <= _SHORT for cell in cells)


def _is_band(row: Cells, at: int) -> bool:
    """Whether the fill of a cell is that of most of its row."""
    same = sum(1 for column, cell in enumerate(row) if column != at and cell.colour == row[at].colour)
    return same * 2 > len(row) - 1
