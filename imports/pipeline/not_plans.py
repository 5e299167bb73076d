"""A table that is not read as a plan in; the reason, in words for a person, out."""

from __future__ import annotations

import re

from imports.headings import plain_heading
from imports.shapes import Table
from imports.values.ratings import COLOURS

FRONT_PAGE = "Reads as the front page of a report."
KEY = "Reads as a key to ratings."
_NUMBER = re.compile(r"[\s£$€<>~↑↓+-]*[\d,.]+\s*(?:%|m|k|bn|pp)?[\s)]*|x|n/?a|-|Y|N|yes|no", re.IGNORECASE)
_MONEY = re.compile(r"£\s?\d|\bbudget\b|\bspend\b|\bvariance\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:q|qtr|quarter)\s?[1-4].*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*[\s-]*\d{0,4}|20\d\d\s?/\s?\d{2,4}",
    re.IGNORECASE,
)
_PAGES = re.compile(r"p?\.?\s*\d{1,3}(?:\s*[-–]\s*\d{1,3})?|.*\(pages?\s[\d\s-]+\)", re.IGNORECASE | re.DOTALL)
_PEOPLE = {"councillor", "authority", "agency", "attendance", "representing", "membership", "members", "organisation"}

# Words among the headings, and what such a table is; certain: it is never a plan whatever its other columns.
_BY_HEADING = (
    (r"\b(?:likelihood|inherent|residual|risk score|mitigation|risk owner)\b", "a register of risks", True),
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
    """The line just above a table, and a row of its own that spans it."""
    lines = [paragraph.text for paragraph in table.above[-2:] if len(paragraph.text.split()) <= 14]
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
    if table.width == 2 and sum(1 for cell in cells if _PAGES.fullmatch(cell)) * 5 >= 3 * len(cells):
        return "Reads as a list of contents."
    if _PEOPLE & set(plain_heading(" ".join(heads)).split()):
        return "Reads as a list of members or their attendance."
    if sum(1 for cell in heads if _PERIOD.fullmatch(cell.strip())) > 1:
        return "Reads as figures by period."
    if sum(1 for cell in cells if _NUMBER.fullmatch(cell)) * 2 > len(cells):
        return "Reads as figures."
    if sum(1 for cell in cells if _MONEY.search(cell)) * 4 > len(cells):
        return "Reads as sums of money."
    return "No column of actions with an owner, a date, a status or progress beside it."
