"""The text of a deadline cell in; first date, later dates, kind, dated steps and doubts out.

A small grammar, no fuzzy reader: what it cannot read keeps its text and raises an issue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from imports.shapes import Issue
from imports.values.date_words import (
    DAY_OR_YEAR,
    IMPOSSIBLE,
    MISPRINTED,
    MONTHS,
    NO_CALENDAR,
    NO_YEAR,
    SEASON,
    WHICH_QUARTER,
    FoundDate,
    find_dates,
    month_end,
)

_DONE = r"(?:now\s+)?(?:completed?|done|achieved|closed|delivered|finished|implemented|actioned)"
_IS_DONE = re.compile(rf"\W*{_DONE}\W*(?:on|in|by|as at|date)?\W*", re.IGNORECASE)
_OPENS_DONE = re.compile(rf"\W*{_DONE}\b(?!\s+(?:by|of|the|a)\b)", re.IGNORECASE)
_ONGOING = re.compile(
    r"\b(?:on-?\s?going|continuous(?:ly)?|continual(?:ly)?|rolling|in perpetuity|b\.?a\.?u|business as usual)\b",
    re.IGNORECASE,
)
_HOW_OFTEN = (
    r"(?:(?:at )?(?:each|every) \w+|(?:dai|(?:bi-?)?(?:week|month|annual)|fortnight|quarter|year|term)ly|"
    r"twice (?:a |each |per )?(?:year|month|term|week)(?:ly)?|six[- ]monthly)"
)
# A cell that says only how often: no day on which it ends.
_REPEATED = re.compile(
    rf"\W*(?:(?:immediate(?:ly)?|now)(?: and)? (?:then )?)?{_HOW_OFTEN}"
    r"(?:\W+(?:reports?|reviews?|updates?|meetings?|basis|thereafter))*\W*",
    re.IGNORECASE,
)
# `Monthly, reviewed July 2022`, `Annually; first report January 2024`, `Quarterly from May 2023`
_OPENS_REPEATED = re.compile(rf"\W*{_HOW_OFTEN}\s*(?:[,;:(–—-]|from\b|starting\b|beginning\b)", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:t\.?b\.?[cdas]\.?|to be (?:confirmed|determined|decided|agreed|advised|set|arranged|scoped|finalised))"
    r"(?!\w)",
    re.IGNORECASE,
)
_NONE = re.compile(r"\W*(?:n/?a|not applicable|none|nil|-+|–+)?\W*", re.IGNORECASE)
_REVIEW = re.compile(r"\breview(?:ed|s)?\b[^.;\n]{0,20}\Z", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:revised?|revision|chang(?:e|ed)|amended|extended|extension|moved|slipped|postponed|re-?scheduled|deferred|"
    r"delayed|put back|now|new|updated|brought forward|re-?profiled|re-?forecast|current)\b"
    r"(?:\s+(?:the\s+)?(?:target|completion|end|due|delivery)?\s*(?:date|dates|timeline|timescale|deadline|target))?"
    r"\W*(?:is|to|until|till|as|for|by|from)?\W*\Z",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:was|were|originally|original|previous(?:ly)?|former(?:ly)?|first|initial(?:ly)?|old)\b"
    r"(?:\s+(?:target|completion|end|due|delivery)?\s*(?:date|deadline|timescale|target))?\W*\Z",
    re.IGNORECASE,
)
_LINKING = re.compile(
    r"\A(?:\W|\b(?:and|then|or|by|on|in|at|for|from|due|deadline|target|date|end|the|of|to|before|until|no later than|"
    r"early|mid|late|beginning|start|completion|complete by|start date|end date|approx|circa|the end)\b)*\Z",
    re.IGNORECASE,
)
_STARTS = re.compile(r"\b(?:start(?:s|ed|ing)?|from|begin(?:s|ning)?|commenc\w+)(?:\s+date)?\W*\Z", re.IGNORECASE)
_ONLY_FROM = re.compile(r"\W*(?:from|starting(?: from| in)?|commencing(?: in)?)\s+(?:the\s+)?", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:early|mid|late|beginning of|start of|approx\w*|circa)\W*(?:in\s+)?\Z", re.IGNORECASE)

_AT_MEETING = re.compile(r"\b(?:meeting|committee|board|cabinet|council|panel)\b", re.IGNORECASE)  # `May meeting`

_MESSAGES = {
    IMPOSSIBLE: "No such date: {text}",
    MISPRINTED: "The date is printed as “{text}”; {day} is taken",
    NO_YEAR: "The date “{text}” has no year",
    NO_CALENDAR: "“{text}” is a week number and no calendar of weeks was found",
    DAY_OR_YEAR: "“{text}” is taken as a month and a year; it could be a day of that month",
    SEASON: "“{text}” is a season, not a day; its last day is taken",
    WHICH_QUARTER: "“{text}” is taken as a quarter of the calendar year; it could be of the financial year",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline cell as understood; `parts` are the dated lines with words of a cell that has several."""

    kind: str = "none"
    start: date | None = None
    due: date | None = None
    revised: tuple[date, ...] = ()
    done_on: date | None = None
    review: date | None = None
    status: str | None = None
    parts: tuple[DatedPart, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedPart:
    """One deliverable with its own date: its words, the text as printed, and its deadline."""

    title: str
    text: str
    deadline: Deadline


def parse_deadline(text: str, weeks: Mapping[int, date] | None = None) -> Deadline:
    """What a deadline cell says; `weeks` gives the Monday of each numbered week of the plan's own calendar.

    >>> str(parse_deadline("January 2018").due), parse_deadline("January 2018").kind
    ('2018-01-31', 'month')
    >>> moved = parse_deadline("30/06/21 Changed date to 31/08/2021")
    >>> str(moved.due), [str(day) for day in moved.revised]
    ('2021-06-30', ['2021-08-31'])
    >>> moved = parse_deadline("Revised 30/11/20"); moved.due, [str(day) for day in moved.revised]
    (None, ['2020-11-30'])
    >>> parse_deadline("Monthly").kind, parse_deadline("BAU").kind
    ('ongoing', 'ongoing')
    >>> parse_deadline("Complete").status, parse_deadline("Complete").due
    ('complete', None)
    >>> parse_deadline("31/11/20").issues[0].code
    'impossible_date'
    >>> [part.title for part in parse_deadline("Draft shared – Mar 2019 Policy signed – Apr 2019").parts]
    ['Draft shared', 'Policy signed']
    """
    return _parsed(text, weeks) if weeks else _parsed_without_weeks(text)


@lru_cache(maxsize=8192)  # the same cell is read for its date, for its steps and for its doubts
def _parsed_without_weeks(text: str) -> Deadline:
    return _parsed(text, None)


def _parsed(text: str, weeks: Mapping[int, date] | None) -> Deadline:
    dates = find_dates(text, weeks)
    if not dates or not any(one.day for one in dates) and _AT_MEETING.search(text):
        return _without_date(text)
    rest = _without(text, dates)
    if _IS_DONE.fullmatch(rest) and rest.strip():
        return _done(dates)
    opening = _IS_DONE.fullmatch(text[: dates[0].begin]) and text[: dates[0].begin].strip()
    if opening:
        return replace(_of_dates(text, dates[1:], rest), kind="complete", done_on=dates[0].day, status="complete")
    review, dates = _take_review(text, dates)
    if len(dates) == 2 and dates[0].kind == dates[1].kind and _is_start(text, dates):
        return Deadline("range", dates[0].day, dates[1].day, issues=_doubts(dates))
    parts = _parts(text, dates) if _OPENS_DONE.match(text) is None or len(dates) > 1 else ()
    if len(parts) > 1:
        return replace(_of_parts(parts), review=review)
    return replace(_of_dates(text, dates, rest), review=review)


def parse_start(text: str) -> date | None:
    """The first day meant by a cell that says when work starts: a month means its first day.

    >>> str(parse_start("Apr 2021")), str(parse_start("04/05/21")), parse_start("TBC")
    ('2021-04-01', '2021-05-04', None)
    """
    found = next((one for one in find_dates(text) if one.day), None)
    return first_day(found) if found else None


def first_day(found: FoundDate) -> date | None:
    """The first day of what a date covers: of its month, its quarter, its year."""
    if found.start or found.day is None or found.kind == "date":
        return found.start or found.day
    if found.kind == "month":
        return found.day.replace(day=1)
    if found.kind == "quarter":
        return found.day.replace(day=1, month=found.day.month - 2)
    if found.kind == "year":
        return found.day.replace(year=found.day.year - 1) + timedelta(days=1)
    return found.day


def _without_date(text: str) -> Deadline:
    if _NONE.fullmatch(text):
        return Deadline()
    if _OPENS_DONE.match(text):
        return Deadline("complete", status="complete")
    if _TO_COME.search(text):
        return Deadline("tbc")
    if _ONGOING.search(text) or _REPEATED.fullmatch(text):
        return Deadline("ongoing")
    return Deadline("text", issues=(Issue("date_in_words", f"The deadline is in words only: “{_short(text)}”"),))


def _done(dates: tuple[FoundDate, ...]) -> Deadline:
    """`Completed 20/02/20`: done, on that day; the day is when it ended, not what was promised."""
    return Deadline("complete", done_on=dates[-1].day, status="complete", issues=_doubts(dates))


def _take_review(text: str, dates: tuple[FoundDate, ...]) -> tuple[date | None, tuple[FoundDate, ...]]:
    """`Ongoing, to be reviewed December 2020`, `Complete, review June 2021`: no deadline."""
    if not (_ONGOING.search(text) or _OPENS_DONE.match(text) or _OPENS_REPEATED.match(text)):
        return None, dates
    for found in dates:
        if _REVIEW.search(text[: found.begin]):
            return found.day, tuple(other for other in dates if other is not found)
    return None, dates


def _is_start(text: str, dates: tuple[FoundDate, ...]) -> bool:
    """`Start: 01/04/20, end: 30/09/20`: the first of two dates begins the stretch that the second ends.

    Not so where each has words of its own, as in `Data collection started – Mar 2019 Review held – Jun 2019`.
    """
    before, between = text[: dates[0].begin], text[dates[0].end : dates[1].begin]
    return bool(_STARTS.search(before)) and (bool(_LINKING.match(between)) or len(_title(before).split()) < 2)


def _parts(text: str, dates: tuple[FoundDate, ...]) -> tuple[DatedPart, ...]:
    """The dated lines with words; empty where the dates stand alone or only say how a date moved."""
    pieces = _pieces(text, dates)
    worded = [title for _, title, words, _ in pieces if len(title.split()) > 1 and not _LINKING.match(words)]
    if len(worded) < 2 or len(worded) * 2 < len(pieces) or any(_moves(words) for _, _, words, _ in pieces):
        return ()
    parts: list[DatedPart] = []
    for one, title, words, printed in pieces:
        undated = _undated_lines(words) if parts else []
        parts += (DatedPart(line, line, Deadline()) for line in undated)
        if undated:
            rest = words[words.index(undated[-1]) + len(undated[-1]) :]
            title, printed = _title(rest), printed[printed.index(undated[-1]) + len(undated[-1]) :].strip(" \n•")
        if title:
            parts.append(DatedPart(title, printed, Deadline(one.kind, one.start, one.day, issues=_doubts((one,)))))
    return tuple(parts)


def _undated_lines(words: str) -> list[str]:
    """The lines before a dated one that say other words where the date would stand: `Paper sent – superseded`."""
    found = []
    for line in words.strip("\n").split("\n")[:-1]:
        if not re.search(r"\w\s+[–—-]\s+[A-Z]", line):
            break
        found.append(line.strip())
    return found


def _pieces(text: str, dates: tuple[FoundDate, ...]) -> list[tuple[FoundDate, str, str, str]]:
    """Each date with the title made of its words, the words, and the piece as printed.

    The words stand before the date; after it where the cell opens with a date.
    """
    leading = bool(dates) and not text[: dates[0].begin].strip(" •\n-–")
    if leading and len(dates) > 2 and not text[dates[-1].end :].strip(" .;\n"):
        leading = False  # `1/5/21 Part 1 1/6/21 Part 2 1/7/21`: the first date alone has no words
    edges = [one.begin for one in dates] + [len(text)] if leading else [0] + [one.end for one in dates]
    found = []
    for one, begin, end in zip(dates, edges, edges[1:], strict=False):
        words = text[one.end : end] if leading else text[begin : one.begin]
        found.append((one, _title(words), words, text[begin:end].strip(" \n•;,.")))
    return found


def _moves(words: str) -> bool:
    return bool(_LATER.search(words) or _BEFORE.search(words))


def _title(words: str) -> str:
    """The words of a dated line without the dash or the `by` that ties them to the date."""
    words = re.sub(r"\A[\s•;,.:)–—-]+", "", words)
    words = re.sub(r"\A(?:and |then )+(?:on-?going|quarterly|monthly|annually)\b\W*(?=[A-Z])", "", words)
    words = re.sub(r"[\s–—:(,-]+\Z", "", words)
    words = re.sub(r"\s+(?:by|on|in|from|due|until|before|for)\Z", "", words, flags=re.IGNORECASE)
    return " ".join(re.sub(r"[\s–—:(,-]+\Z", "", words).split())


def _of_parts(parts: tuple[DatedPart, ...]) -> Deadline:
    """The action of several dated deliverables is due with the last of them."""
    last = max(parts, key=lambda part: part.deadline.due or date.min).deadline
    message = f"{len(parts)} dated deliverables in one cell; the last is taken as the action's date"
    note = Issue("several_dates", message)
    return Deadline(last.kind, last.start, last.due, parts=parts, issues=(note,))


def _of_dates(text: str, dates: tuple[FoundDate, ...], rest: str) -> Deadline:
    ongoing, done = bool(_ONGOING.search(rest) or _OPENS_REPEATED.match(text)), bool(_OPENS_DONE.match(text))
    if not dates:
        return Deadline("complete", status="complete") if done else Deadline("ongoing" if ongoing else "text")
    if ongoing and len(dates) == 1 and _STARTS.search(text[: dates[0].begin]):
        return Deadline("ongoing", first_day(dates[0]), issues=_doubts(dates))  # `from May 2024, ongoing`
    if _is_only_start(text, dates):
        note = Issue("start_only", f"“{_short(text)}” says when it starts, not when it ends")
        return Deadline("ongoing", first_day(dates[0]), issues=(*_doubts(dates), note))
    first, later, issues = None, [], list(_doubts(dates))
    for index, found in enumerate(dates):
        before = text[dates[index - 1].end if index else 0 : found.begin]
        if _VAGUE.search(before) and found.day and found.kind != "date":
            issues.append(Issue("vague_date", f"“{_short(text)}” is taken as {found.day:%-d %B %Y}"))
        if _BEFORE.search(before) and first is not None and not later:
            later.append(first.day)
            first = found
        elif _LATER.search(before):
            later.append(found.day)
        elif first is None and not later:
            first = found
        else:
            later.append(found.day)
            issues.append(_second(first, found))
    kind = "ongoing" if ongoing else (first or dates[-1]).kind
    revised = tuple(day for day in later if day)
    return Deadline(
        "complete" if done else kind,
        first.start if first else dates[-1].start,
        first.day if first else None,
        revised,
        status="complete" if done else None,
        issues=tuple(issues),
    )


def _is_only_start(text: str, dates: tuple[FoundDate, ...]) -> bool:
    """`From October 2022`: one date, of which only the beginning is said."""
    only, *more = dates
    said = _ONLY_FROM.fullmatch(text[: only.begin]) and not text[only.end :].strip(" .")
    return bool(said) and not more and only.kind != "range" and only.day is not None


def _second(first: FoundDate | None, found: FoundDate) -> Issue:
    if first and first.day and found.day and found.day < first.day:
        return Issue("dates_out_of_order", f"A second date, {found.text}, is before the first, {first.text}")
    return Issue("two_dates", f"Two dates in one cell; {found.text} is taken as the later deadline")


def _doubts(dates: tuple[FoundDate, ...]) -> tuple[Issue, ...]:
    return tuple(_doubt(found) for found in dates if found.doubt)


def _doubt(found: FoundDate) -> Issue:
    day = f"{found.day:%-d %B %Y}" if found.day else ""
    message = _MESSAGES[found.doubt].format(text=" ".join(found.text.split()), day=day)
    return Issue(found.doubt, message, suggestion=_meant(found.text) if found.doubt == IMPOSSIBLE else "")


def _meant(text: str) -> str:
    """What an impossible date may have been: the last day of its month, or day and month changed about.

    >>> _meant("31/11/20"), _meant("04/13/2020"), _meant("45/45/20")
    ('2020-11-30', '2020-04-13', '')
    """
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if len(parts) == 2 and (named := re.search(r"[A-Za-z]{3,}", text)) and named[0][:3].lower() in MONTHS:
        parts.insert(1, MONTHS.index(named[0][:3].lower()) + 1)
    if len(parts) != 3:
        return ""
    day, month, year = parts
    year += 2000 if year < 100 else 0
    if 28 < day < 32 and 1 <= month <= 12:
        return month_end(year, month).isoformat()
    return date(year, day, month).isoformat() if day <= 12 < month < 29 and day > 0 else ""


def _without(text: str, dates: tuple[FoundDate, ...]) -> str:
    kept, begin = [], 0
    for found in dates:
        kept.append(text[begin : found.begin])
        begin = found.end
    return " ".join([*kept, text[begin:]])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"
