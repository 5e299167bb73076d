"""The columns of a table and what is known of them in; those with a month for a heading that hold notes added, out.

Serves trackers that open a column of notes each month beside the actions and their dates: `April 2025 | May 2025`.
"""

from __future__ import annotations

from imports.headings import plain_heading
from imports.values.date_words import find_dates
from imports.values.ratings import is_status


def settle_month_notes(
    columns: dict[int, str], headings: tuple[str, ...], body: list[tuple[str, ...]]
) -> dict[int, str]:
    """Columns of words under a month or a day alone are notes where the plan's dates stand in a column of their own."""
    if "due" not in columns.values():
        return columns
    noted = [at for at, heading in enumerate(headings) if _is_period(heading) and _holds_notes(at, columns, body)]
    return columns | dict.fromkeys(noted, "update") if len(noted) > 1 else columns


def _is_period(heading: str) -> bool:
    dates = find_dates(heading)
    return len(dates) == 1 and dates[0].kind in ("month", "date") and not plain_heading(heading)


def _holds_notes(at: int, columns: dict[int, str], body: list[tuple[str, ...]]) -> bool:
    cells = [row[at] for row in body if at < len(row) and row[at]]
    worded = sum(1 for cell in cells if len(cell.split()) > 1 and not is_status(cell))
    return columns.get(at) in (None, "keep", "update") and worded * 5 >= 4 * len(cells) > 0
