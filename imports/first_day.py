"""A paper's path in; the first whole date that its opening pages print, to remind of, out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from imports.values.date_words import find_dates

FIRST_PAGES = 6000  # characters


def first_day_printed(path: str | Path) -> date | None:
    """Return the first whole date in the opening pages of a text file; None where there is none."""
    if Path(path).suffix.lower() not in (".txt", ".md", ""):
        return None
    with Path(path).open(encoding="utf-8", errors="replace") as opened:
        text = opened.read(FIRST_PAGES)
    return next((found.day for found in find_dates(text) if found.day and found.kind == "date"), None)
