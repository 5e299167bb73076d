"""A table that is not read as a plan in; the reason, in words for a person, out."""

from __future__ import annotations

import re

from imports.headings import plain_heading
from imports.pipeline.initials import pairs_of
from imports.shapes import Table
from imports.values.ratings import COLOURS, status_words

FRONT_PAGE = "Reads as the front page of a report."
KEY = "Reads as a key to ratings."
NOTHING = "No column of actions with an owner, a date, a status or progress beside it."
MEASURES = "Reads as measures of performance."
_NUMBER = re.compile(r"[\s£$€<>~↑↓+-]*[\d,.]+\s*(?:%|m|k|bn|pp)?[\s)]*|x|n/?a|-|Y|N|yes|no", re.IGNORECASE)
_MONEY = re.compile(r"£\s?\d|\bbudget\b|\bspend\b|\bvariance\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:q|qtr|quarter)\s?[1-4].*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*[\s-]*\d{0,4}|20\d\d\s?/\s?\d{2,4}",
    re.IGNORECASE,
)
_PAGES = re.compile(r"p?\.?\s*\d{1,3}(?:\s*[-–]\s*\d{1,3})?|.*\(pages?\s[\d\s-]+\)", re.IGNORECASE | re.DOTALL)
_WEEK = re.compile(r"(?:week|wk)\.?\s*\d{1,2}", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:the )?(?:percentage|proportion|rate|number|average|timeliness|%)\s+(?:of|that|who|in|per|days)\b",
    re.IGNORECASE,
)
_HELD_AGAINST = re.compile(
    r"\b(?:target|benchmark|trend|direction of travel|baseline|statistical neighbours?|similar la|national average|"
    r"england average)\b",
    re.IGNORECASE,
)
_PEOPLE = {"councillor", "authority", "agency", "attendance", "representing", "membership", "members", "organisation"}

# Words among the headings, and what such a table is; certain: it is never a plan whatever its other columns.
_BY_HEADING = (
    (
        r"\b(?:likelihood|inherent|residual|risk score|mitigation|risk owner)\b|\brisk (?:ref|no|id)\b|"
        r"\b(?:current|gross|net|initial) (?:risk )?(?:score|rating)\b.*\bcontrols\b",
        "a register of risks",
        True,
    ),
    (
        r"\b(?:agenda item|author pages|item page|report author|officer contact|contact officer)\b",
        "an agenda or work programme",
        True,
    ),
    (
        r"\b(?:date of meeting|meeting date|scrutiny date|committee date)\b",
        "a calendar of meetings or a work programme",
        False,
    ),
    (r"\b(?:apologies|attendance|attended|present)\b", "a record of attendance", True),
    (r"\b(?:budget|investment|expenditure|forecast spend|funding|savings?|grant)\b", "sums of money", False),
    (r"\b(?:performance measure|indicators?|measures?|kpis?|numerator)\b", "measures of performance", False),
    (r"\b(?:amended by|version|document owner)\b", "the history of a document", True),
    (
        r"\bareas? for improvement\b|\brecommendations?\b",
        "recommendations or findings without an owner, a date or progress",
        False,
    ),
    (r"\b(?:decisions? actions?|minute item action|minute)\b", "the minutes of a meeting", False),
)
_TITLES = (
    (r"\b(?:work(?:ing)? programme|forward plan|work plan)\b", "a work programme"),
    (r"\brisk register\b", "a register of risks"),
    (r"\b(?:attendance|membership)\b", "a list of members or their attendance"),
    (r"\b(?:glossary|definitions|abbreviations)\b", "a glossary"),
)


def why_not(table: Table, certain: bool = False) -> str:
    """The reason for which a table is no plan; with `certain`, only one that no column can outweigh, else ""."""
    head = " ".join(plain_heading(cell.text) for cell in table.rows[0] if len(cell.text) < 80)
    for words, what, sure in _BY_HEADING:
        if re.search(words, head) and (sure or not certain):
            return f"Reads as {what}."
    title = _title(table)
    for words, what in _TITLES:
        if re.search(words, title):
            return f"Reads as {what}."
    return "" if certain else _by_contents(table)


def _title(table: Table) -> str:
    """The line just above a table, and a row of its own that spans it; a key printed as a line names no table."""
    lines = [p.text for p in table.above[-2:] if len(p.text.split()) <= 14 and not pairs_of(p.text)]
    first = [cell.text for cell in table.rows[0] if cell.text]
    return " ".join((*lines, *(first if len(first) == 1 else ()))).lower()


def _by_contents(table: Table) -> str:
    cells = [cell.text.strip() for row in table.rows for cell in row[1:] if cell.text.strip()]
    first = [row[0].text.strip().lower().rstrip(":") for row in table.rows if row[0].text.strip()]
    heads = [cell.text for row in table.rows[:2] for cell in row if 0 < len(cell.text) < 80]
    if {"report to", "date of meeting", "relevant officer", "purpose of item", "responsible officer"} & set(first):
        return FRONT_PAGE
    if any(text in COLOURS or text in ("r", "a", "g", "rag") for text in first) or {c.lower() for c in cells} & {"red"}:
        return KEY
    if len(cells) < 2:
        return "Too little in it to be a plan."
    if _is_calendar(table):
        return "Reads as a calendar of weeks; deadlines given as week numbers are read by it."
    if table.width == 2 and _counts_pages(cells):
        return "Reads as a list of contents."
    if any(_PEOPLE & set(words) for head in heads if len(words := plain_heading(head).split()) < 4):
        return "Reads as a list of members or their attendance."
    every = [cell.text for row in table.rows[:2] for cell in row if cell.text]
    return _by_figures(cells, first, every) or NOTHING


def _is_calendar(table: Table) -> bool:
    """`Week 13 | 1st April | Week 14 | 8th April`."""
    texts = [cell.text.strip() for row in table.rows for cell in row if cell.text.strip()]
    return sum(1 for text in texts if _WEEK.fullmatch(text)) * 5 >= 2 * len(texts)


def _counts_pages(cells: list[str]) -> bool:
    """Whether most cells are numbers of pages, which never go back."""
    pages = [cell for cell in cells if _PAGES.fullmatch(cell)]
    begins = [int(re.search(r"\d+", page)[0]) for page in pages]
    return len(pages) * 5 >= 3 * len(cells) and begins == sorted(begins) and (len(begins) < 3 or begins[0] < begins[-1])


def _by_figures(cells: list[str], first: list[str], heads: list[str]) -> str:
    """What a table is that is mostly figures; "" where it is another thing."""
    figures = sum(1 for cell in cells if _NUMBER.fullmatch(cell)) * 2 > len(cells)
    if figures and sum(1 for text in first if status_words(text)) > 1:
        return "Reads as totals by status."
    periods = sum(1 for cell in heads if _PERIOD.fullmatch(cell.rsplit(" – ", 1)[-1].strip())) > 1
    counted = sum(1 for text in (*(heads if periods else ()), *first) if _COUNTED.match(text))
    if (periods or figures) and (any(_HELD_AGAINST.search(head) for head in heads) or counted > (not periods)):
        return MEASURES
    if periods:
        return "Reads as figures by period."
    if figures:
        return "Reads as figures."
    if sum(1 for cell in cells if len(cell) < 80 and _MONEY.search(cell)) * 4 > len(cells):
        return "Reads as sums of money."
    return ""
