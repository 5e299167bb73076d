"""Any text in; the dates that stand in it out, each with its place, precision and doubt.

Day first always; a month means its last day, a week the Sunday that ends it, a range its end (design.md section 4).
A year that is not printed is never supplied.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|mch|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_Y4 = r"(?:19|20)\d\d(?!\d)"
_Y2 = r"['’]?\d\d(?!\d|[/.:-]\d|%|(?:st|nd|rd|th)\b)"
_DAY = r"\d{1,2}(?:\s*(?:st|nd|rd|th)\b)?"
_TO = r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*"
_FINANCIAL = r"20\d\d\s*[/-]\s*(?:20)?\d\d(?!\d|/|-|\.)"
_SEASON = r"(?:spring|summer|autumn|winter|easter|christmas)"

# The order decides where two forms begin at the same place.
_FORMS = {
    "iso": r"\d{4}-\d{2}-\d{2}(?!\d)",
    "numeric": r"(?<![\d/.])\d{1,2}\s?[/.\-]{1,2}\s?\d{1,2}\s?[/.\-]{1,2}\s?(?:\d{4}|\d{2})(?!\d)",
    "days": rf"{_DAY}(?:\s*(?:of\s+)?{_MONTH})?(?:,?\s*{_Y4})?{_TO}{_DAY}\s*(?:of\s+)?{_MONTH},?\s*(?:{_Y4}|{_Y2})",
    "day": rf"{_DAY}\s*[-/]?\s*(?:of\s+)?{_MONTH}[\s,/-]*(?:{_Y4}|{_Y2})?",
    "months": rf"{_MONTH}\s*(?:{_Y4}|{_Y2})?{_TO}{_MONTH}[\s,]*(?:{_Y4}|{_Y2})",
    "american": rf"{_MONTH}\s+{_DAY},\s*{_Y4}",
    "month": rf"{_MONTH}[\s,/-]*(?:{_Y4}|{_Y2})",
    "quarter": rf"(?:q|qtr|quarter)\s?[1-4]\b(?:\s*(?:of|-|–|\(|,)?\s*(?:{_FINANCIAL}|{_Y4}|\d\d/\d\d(?![\d/])))?",
    "term": rf"{_SEASON}(?:\s+term)?(?:\s+of)?(?:\s*(?:{_FINANCIAL}|{_Y4}))?",
    "weeks": r"(?:weeks?|wk)\.?\s*\d{1,2}(?:\s*(?:-|–|—|to)\s*(?:(?:week|wk)\.?\s*)?\d{1,2})?(?!\d)",
    "financial": rf"(?:(?:financial|academic|municipal)\s+year\s+)?{_FINANCIAL}",
    "bare_month": _MONTH,
    "year": _Y4,
}
_ANY = re.compile("|".join(rf"(?P<{name}>(?<![A-Za-z0-9]){form})" for name, form in _FORMS.items()), re.IGNORECASE)
_DATED = re.compile(rf"\d|\b{_MONTH}|\b{_SEASON}\b", re.IGNORECASE)
_WEEK_OF = re.compile(r"(?P<what>w/?c|w/?e|week\s+(?:commencing|beginning|ending|of))[\s:]*\Z", re.IGNORECASE)
_TERM_ENDS = {
    "spring": (5, 31),
    "easter": (4, 30),
    "summer": (8, 31),
    "autumn": (11, 30),
    "winter": (2, 28),
    "christmas": (12, 31),
}
_SCHOOL_TERM_ENDS = {"spring": (3, 31), "summer": (7, 31), "autumn": (12, 31)}

# What may be wrong with a date; the words are those of the issue.
IMPOSSIBLE = "impossible_date"
NO_YEAR = "year_missing"
NO_CALENDAR = "week_without_calendar"
SEASON = "season"
DAY_OR_YEAR = "day_or_year"
WHICH_QUARTER = "quarter_of_which_year"
MISPRINTED = "date_misprinted"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date in a text: the place, the last day meant (None where it cannot be told), and how precise it is."""

    begin: int
    end: int
    text: str
    kind: str
    day: date | None = None
    start: date | None = None
    doubt: str | None = None


def find_dates(text: str, weeks: Mapping[int, date] | None = None) -> tuple[FoundDate, ...]:
    """Every date in a text, in the order printed; `weeks` gives the Monday of each numbered week.

    >>> [str(found.day) for found in find_dates("due 30/11/20, then March 2021")]
    ['2020-11-30', '2021-03-31']
    >>> [(found.day, found.doubt) for found in find_dates("31/11/20")]
    [(None, 'impossible_date')]
    >>> found = find_dates("January – October 2018")[0]; str(found.start), str(found.day), found.kind
    ('2018-01-01', '2018-10-31', 'range')
    """
    return _find(text, weeks) if weeks else _find_without_weeks(text)


def _find(text: str, weeks: Mapping[int, date]) -> tuple[FoundDate, ...]:
    found = []
    if not _DATED.search(text):  # most cells hold none: spare the long expression
        return ()
    for match in _ANY.finditer(text):
        if match.lastgroup == "bare_month" and not _is_month_name(match):
            continue
        one = _read(match, text, weeks)
        if found and _is_year_again(found[-1], one, text):
            found[-1] = replace(found[-1], end=one.end)
        else:
            found.append(one)
    return tuple(found)


def _is_year_again(before: FoundDate, one: FoundDate, text: str) -> bool:
    """`1 September 2020 2020`: the year of a date printed a second time, right after it."""
    same = one.kind == "year" and before.day and before.kind in ("date", "month") and one.text == str(before.day.year)
    return bool(same) and before.text.endswith(one.text) and not text[before.end : one.begin].strip()


@lru_cache(maxsize=32_768)  # the same cell is looked at for its heading, its field, and its doubts
def _find_without_weeks(text: str) -> tuple[FoundDate, ...]:
    return _find(text, {})


def _is_month_name(match: re.Match) -> bool:
    """`may` and `march` in lower case are words; so are `mar` and `dec` without a capital."""
    return match[0][0].isupper() and len(match[0]) > 2


def _read(match: re.Match, text: str, weeks: Mapping[int, date]) -> FoundDate:
    printed = match[0].strip(" ,/-")
    kind, start, day, doubt = _READERS[match.lastgroup](printed, weeks)
    end = match.start() + len(match[0].rstrip(" ,/-"))
    week = _WEEK_OF.search(text[max(0, match.start() - 20) : match.start()])
    begin = match.start()
    if week and day and kind == "date":
        begin = match.start() - len(week[0])
        kind, start, day = "week", *_week_around(day, week["what"].lower())
    return FoundDate(begin, end, text[begin:end], kind, day, start, doubt)


def _week_around(day: date, what: str) -> tuple[date, date]:
    if what.replace("/", "") == "we" or what.endswith("ending"):
        return day - timedelta(days=6), day
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _safe(year: int, month: int, day: int) -> tuple[date | None, str | None]:
    try:
        return date(year, month, day), None
    except ValueError:
        return None, IMPOSSIBLE


def _year(printed: str) -> int:
    number = int(re.sub(r"\D", "", printed))
    return number if number > 99 else number + (2000 if number < 80 else 1900)


def _month(printed: str) -> int:
    return MONTHS.index(printed.strip()[:3].lower().replace("mch", "mar")) + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _iso(printed, _weeks):
    year, month, day = map(int, printed.split("-"))
    whole, doubt = _safe(year, month, day)
    return "date", None, whole, doubt


def _numeric(printed, _weeks):
    day, month, year = re.split(r"[\s/.\-]+", printed)
    whole, doubt = _safe(_year(year), int(month), int(day))
    return "date", None, whole, doubt or (MISPRINTED if re.search(r"[/.\-]{2}", printed) else None)


_DAY_PARTS = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*[-/]?\s*(?:of\s+)?(?P<month>{_MONTH})?[\s,/-]*(?P<year>{_Y4}|{_Y2})?\Z",
    re.IGNORECASE,
)


def _one_day(printed, _weeks):
    parts = _DAY_PARTS.match(printed)
    if not parts or not parts["year"]:
        return "date", None, None, NO_YEAR
    whole, doubt = _safe(_year(parts["year"]), _month(parts["month"]), int(parts["day"]))
    return "date", None, whole, doubt


def _days(printed, _weeks):
    first, last = re.split(_TO, printed, maxsplit=1, flags=re.IGNORECASE)
    _kind, _start, due, doubt = _one_day(last, None)
    if due is None:
        return "range", None, None, doubt
    parts = _DAY_PARTS.match(first)
    month = _month(parts["month"]) if parts and parts["month"] else due.month
    year = _year(parts["year"]) if parts and parts["year"] else due.year - (month > due.month)
    start, doubt = _safe(year, month, int(parts["day"])) if parts else (None, IMPOSSIBLE)
    return "range", start, due, doubt


def _american(printed, _weeks):
    month, day, year = re.match(r"(\w+)\.?\s+(\d+)\D*(\d{4})", printed).groups()
    whole, doubt = _safe(int(year), _month(month), int(day))
    return "date", None, whole, doubt


def _one_month(printed, _weeks):
    year = re.search(r"['’]?\d+\Z", printed)[0]
    plain = re.search(r"[a-z.]\s+\d\d\Z", printed, re.IGNORECASE)  # `Nov 20` may be a day of a month
    doubt = DAY_OR_YEAR if plain and int(year) < 32 else None
    return "month", None, month_end(_year(year), _month(printed)), doubt


def _months(printed, _weeks):
    first, last = re.split(_TO, printed, maxsplit=1, flags=re.IGNORECASE)
    due = _one_month(last, None)[2]
    year = re.search(r"\d+\Z", first.strip())
    month = _month(first)
    begins = _year(year[0]) if year else due.year - (month > due.month)
    return "range", date(begins, month, 1), due, None


def _bare_month(_printed, _weeks):
    return "month", None, None, NO_YEAR


def _financial_end(printed: str) -> int | None:
    """The calendar year in which `2020/21` ends; None where the two halves do not follow each other."""
    years = re.search(r"((?:20)?\d\d)\s*[/-]\s*(?:20)?(\d\d)", printed)
    if not years or (int(years[1]) + 1) % 100 != int(years[2]):
        return None
    return _year(years[1]) + 1


def _quarter(printed, _weeks):
    number = int(re.search(r"[1-4]", printed)[0])
    ends = _financial_end(printed)
    if ends:  # the financial year: the first quarter ends in June
        day = month_end(ends if number == 4 else ends - 1, (6, 9, 12, 3)[number - 1])
        return "quarter", None, day, None
    year = re.search(r"(?:19|20)\d\d", printed)
    if not year:
        return "quarter", None, None, NO_YEAR
    return "quarter", None, month_end(int(year[0]), number * 3), WHICH_QUARTER


def _term(printed, _weeks):
    season = re.match(r"[a-z]+", printed.lower())[0]
    ends = (_SCHOOL_TERM_ENDS if "term" in printed.lower() else _TERM_ENDS).get(season, _TERM_ENDS[season])
    year = re.search(r"(?:19|20)\d\d", printed)
    if not year:
        return "term", None, None, NO_YEAR
    later = season == "winter" or (_financial_end(printed) and ends[0] < 9)
    doubt = None if "term" in printed.lower() else SEASON
    return "term", None, date(int(year[0]) + bool(later), *ends), doubt


def _weeks(printed, weeks):
    numbers = [int(number) for number in re.findall(r"\d+", printed)]
    if len(numbers) > 1 and not numbers[0] < numbers[1] < 54:
        numbers = numbers[:1]  # `Week 19 – 74 cases`: the second is no week
    monday = weeks.get(numbers[-1])
    if monday is None:
        return "week", None, None, NO_CALENDAR
    start = weeks.get(numbers[0]) if len(numbers) > 1 else None
    return "week", start, monday + timedelta(days=6), None


def _financial(printed, _weeks):
    ends = _financial_end(printed)
    if ends is None:
        return "year", None, None, IMPOSSIBLE
    return "year", None, date(ends, 8, 31) if "academic" in printed.lower() else date(ends, 3, 31), None


def _whole_year(printed, _weeks):
    return "year", None, date(int(printed), 12, 31), None


_READERS = {
    "iso": _iso,
    "numeric": _numeric,
    "days": _days,
    "day": _one_day,
    "months": _months,
    "american": _american,
    "month": _one_month,
    "quarter": _quarter,
    "term": _term,
    "weeks": _weeks,
    "financial": _financial,
    "bare_month": _bare_month,
    "year": _whole_year,
}
