"""The text of a progress cell in; its notes out, each with the date or the label printed above it."""

from __future__ import annotations

import re
from datetime import date

from imports.shapes import Update
from imports.values.date_words import FoundDate, find_dates

_UPDATE = r"(?:progress\s+)?(?:update|position|progress|status)(?:\s+(?:as\s+)?(?:at|on|to|for|of))?"
_WORD = re.compile(rf"\b{_UPDATE}\s*[:–-]?\s*\Z", re.IGNORECASE)
_INITIALS = r"(?:[A-Z][A-Za-z]?[A-Z]{0,3}\s*[-–,:]?\s*)"
_OPENS_SIGNED = re.compile(rf"[\[(]\s*{_INITIALS}?\Z")
_ENDS_SIGNED = re.compile(rf"\s*[-–,:]?\s*{_INITIALS}?[\])]\s*[:–-]?\s*")
_TAIL = re.compile(r"\s*(?P<word>update|progress)?\s*(?P<mark>[:–—-])?\s*", re.IGNORECASE)
_AS_AT = re.compile(
    r"(?:\bas\s+of|\bat|\blast\s+(?:reviewed|revised|amended|refreshed)(?:\s+on)?|"
    r"\bposition\s+(?:at|on)(?:\s+(?:the\s+)?end\s+of)?|\bprogress\s+(?:to|at|as at|update)|"
    r"\b(?:position|progress|comment(?:s|ary)?|narrative)\s*\(|"
    r"\bupdated?(?:\s+(?:on|to|at|for))?|"
    r"\breport(?:ing)?\s+(?:date|period|month)|\bstatus\s+(?:at|as at)|\bas\s+on|\bcorrect\s+(?:at|as at|to))"
    r"(?:\s+(?:the\s+)?end(?:\s+of)?)?\W*\Z",
    re.IGNORECASE,
)


_FROM = re.compile(r"\b(?:since|from|after|by|until|due|for)\W*\Z", re.IGNORECASE)
_NO_NOTE = re.compile(r"\W*(?:n/?a|none|nil|not applicable)\W*", re.IGNORECASE)


def parse_updates(text: str, stated: date | None = None) -> tuple[Update, ...]:
    """The notes of a progress cell; `stated` is the date its heading carries, given to notes without their own.

    >>> [(str(u.date), u.label, u.text) for u in parse_updates("Update 23 September 2020 Panel set up.")]
    [('2020-09-23', None, 'Panel set up.')]
    >>> [(u.date, u.label, u.text) for u in parse_updates("Week 19 – drafted. Week 20: agreed.")]
    [(None, 'Week 19', 'drafted.'), (None, 'Week 20', 'agreed.')]
    >>> [(str(u.date), u.text) for u in parse_updates("28/03/23 – drafted. 04/05/23 – agreed.")]
    [('2023-03-28', 'drafted.'), ('2023-05-04', 'agreed.')]
    >>> [(str(u.date), u.text) for u in parse_updates("[JL 12/03/24] All done. [JL 04/02/24] Printed.")]
    [('2024-03-12', 'All done.'), ('2024-02-04', 'Printed.')]
    >>> [u.text for u in parse_updates("Letter sent")]
    ['Letter sent']
    """
    heads = _heads(text)
    notes = []
    begin, day, label = 0, None, None
    for head_begin, head_end, next_day, next_label in [*heads, (len(text), len(text), None, None)]:
        words = text[begin:head_begin].strip(" \n")
        if words.strip("•–— -\n") and not is_no_note(words):
            lent = stated if day is None and label is None else None
            notes.append(Update(words, day or lent, label, lent is not None))
            day, label = None, None
        elif next_label is None and next_day and label:
            next_label = label  # `Week 24 11.06.19 update`: a label and a date above the same note
        begin, day, label = head_end, next_day, next_label
    return tuple(notes)


def as_at_of(heading: str) -> date | None:
    """The date that a heading says its column speaks for; None where it says none.

    >>> str(as_at_of("Update as at 20/02/12")), as_at_of("Progress"), as_at_of("Target date 31/03/21")
    ('2012-02-20', None, None)
    >>> str(as_at_of("Follow up position (Oct 23)"))
    '2023-10-31'
    """
    for found in find_dates(heading):
        if found.day and _AS_AT.search(heading[: found.begin]):
            return found.day
    return None


def is_no_note(text: str) -> bool:
    """Whether a cell of notes only says that there is none.

    >>> is_no_note("N/A"), is_no_note("None"), is_no_note("None of the teams")
    (True, True, False)
    """
    return bool(_NO_NOTE.fullmatch(text))


def dated_heading(heading: str) -> date | None:
    """The date of a column of notes: the one it is as at, or the only day or month in it.

    >>> str(dated_heading("Narrative (October 2023)")), dated_heading("Progress since May 2023")
    ('2023-10-31', None)
    """
    dates = [found for found in find_dates(heading) if found.kind in ("date", "month")]
    alone = len(dates) == 1 and dates[0].day and not _FROM.search(heading[: dates[0].begin])
    return as_at_of(heading) or (dates[0].day if alone else None)


def _heads(text: str) -> list[tuple[int, int, date | None, str | None]]:
    """Where a dated or labelled note begins: begin, end of the heading, its date or its label."""
    heads = []
    for found in find_dates(text):
        head = _head(text, found, heads[-1][1] if heads else 0)
        if head and (not heads or head[0] >= heads[-1][1]):
            heads.append(head)
    return heads


def _head(text: str, found: FoundDate, last: int) -> tuple[int, int, date | None, str | None] | None:
    """The heading that a date or a week is part of; None for a date inside a sentence.

    `last` is where the heading before ends: a date right after a label belongs to the same heading.
    """
    if signed := _signed(text, found):
        return signed
    word = _WORD.search(text[: found.begin])
    begin = word.start() if word else found.begin
    number = re.match(r"(?:week|wk)\.?\s*(\d+)", found.text, re.IGNORECASE)
    week = found.kind == "week" and number is not None
    # what looks like a range of weeks is a label, a dash, and a note that begins with a number
    tail = _TAIL.match(text, found.begin + number.end() if week else found.end)
    fresh = re.match(r"\s+(?:[A-Z•]|\d+(?:%|\s[a-z]))", text[found.end :]) and found.kind in ("date", "month")
    named = bool(word) and re.match(r"(?:Progress )?Update\b", word[0]) and found.kind == "date" and found.day
    numeric = found.kind == "date" and found.text[:1].isdigit() and not re.search("[A-Za-z]", found.text)
    marked = numeric and tail["mark"] is not None
    if begin != last and not named and not _opens(text, begin, anywhere=bool(word) or week or marked):
        return None
    dated = week and re.match(r"\d{1,2}\s?[./]", text[tail.end() :])
    if not (word or tail["word"] or tail["mark"] or dated or fresh or _alone(text, found.end)):
        return None
    if week:
        return begin, tail.end(), None, f"Week {number[1]}"
    return (begin, tail.end(), found.day, None) if found.day else None


def _signed(text: str, found: FoundDate) -> tuple[int, int, date | None, str | None] | None:
    """`[JL 12/03/24]`, `(04/02/24 - JL)`: a date in brackets with the initials of who wrote, where a note begins."""
    before, after = _OPENS_SIGNED.search(text[: found.begin]), _ENDS_SIGNED.match(text, found.end)
    if not before or not after or not found.day or not _opens(text, before.start(), anywhere=True):
        return None
    return before.start(), after.end(), found.day, None


def _opens(text: str, begin: int, anywhere: bool) -> bool:
    """Whether a place begins a line; with `anywhere`, the end of a sentence before it is enough."""
    before = text[:begin].rstrip(" •–-")
    return not before or before[-1] == "\n" or (anywhere and before[-1] in ".;:)")


def _alone(text: str, end: int) -> bool:
    """Whether a date has the rest of its line for itself."""
    return not text[end:].split("\n", 1)[0].strip(" .:")


_NO_CHANGE = re.compile(
    r"\W*(?:(?:there (?:is|was|has been)|as yet|still)\s+)?"
    r"(?:no (?:further |other )?changes?|(?:position |status |remains? |currently )*unchanged|"
    r"nothing (?:new|further) to (?:report|add)|(?:same )?as (?:before|(?:at )?last (?:time|month|quarter|meeting)))"
    r"(?: (?:to (?:report|note)|(?:since|from) (?:the )?(?:last|previous) (?:\w+ ?){1,2}|"
    r"(?:this|in this) (?:month|quarter|period)|at (?:this|present)(?: time| stage)?))*\W*",
    re.IGNORECASE,
)


def is_no_change(text: str) -> bool:
    """Whether the whole of a note answers that nothing has changed.

    >>> [is_no_change(t) for t in ("No change.", "Position unchanged", "No change since the last meeting", "")]
    [True, True, True, False]
    >>> [is_no_change(t) for t in ("No change to the contract was needed", "Unchanged plan sent out", "No progress")]
    [False, False, False]
    """
    return bool(_NO_CHANGE.fullmatch(text))
