"""A sentence of minutes in; who is to act, by when, and the action that a mark such as `Agreed –` opens, out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from imports.shapes import Owner
from imports.values.date_words import FoundDate, find_dates
from imports.values.names import has_post, is_body, is_person
from imports.values.people import parse_owners

MONTH_NAMES = tuple(calendar.month_name)[1:]
_MARK = re.compile(
    r"(?P<mark>actions?(?: points?| agreed| required)?(?: \d+)?|agreed(?: actions?)?|recommended|resolved|"
    r"recommendations?(?: agreed)?)\s*(?:[:–—]|\s-)\s*(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WHO_TO = re.compile(r"(?P<who>[A-Z][\w’'.,&/ -]{1,70}?)\s+(?:to|will|agreed to|is to|are to)\s+(?=[a-z]{2,})")
_BY = re.compile(
    r"\b(?:by|before|until|no later than|on|at|for|in)\s+(?:the\s+)?(?:end of\s+)?(?:\w+day,?\s+)?\Z", re.IGNORECASE
)
_NEXT_MEETING = re.compile(r"\b(?:at|to|for|by) (?:the|its|our) next (?:board |committee )?meeting\b(?: in \w+)?", re.I)
_NAMED_MEETING = re.compile(
    rf"\b(?:at|to|for|by) (?:the|its|our) (?P<month>{'|'.join(MONTH_NAMES)}) (?:board |committee )?meeting\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:all|members?|officers?|everyone|partners?)\Z", re.IGNORECASE)


def marked_actions(text: str) -> Iterator[str]:
    """The actions that are marked in the lines of a minute; a mark alone on its line speaks for the next line.

    >>> list(marked_actions("It was noted.\\nAgreed – The Head to report back.\\nNext."))
    ['The Head to report back.']
    >>> list(marked_actions("Recommendation agreed –\\nThat the draft be sent."))
    ['That the draft be sent.']
    """
    lines = [line.strip(" •") for line in text.split("\n")]
    waiting = False
    for line in lines:
        found = _MARK.fullmatch(line)
        words = found["text"].strip() if found else line if waiting else ""
        waiting = bool(found) and not words
        if len(words.split()) > 1:
            yield words


def is_mark(line: str) -> bool:
    """Whether a line is the heading of a list of actions: `Actions`, `Action:`.

    >>> is_mark("Actions"), is_mark("Action points:"), is_mark("Action plan")
    (True, True, False)
    """
    return bool(re.fullmatch(r"(?:agreed )?actions?(?: points?| agreed)?\W*", line.strip(), re.IGNORECASE))


def who_acts(sentence: str) -> tuple[Owner, ...]:
    """The person, post or body that a sentence opens with, where it says what they are to do.

    >>> [owner.name for owner in who_acts("Head of Housing to write to landlords by May.")]
    ['Head of Housing']
    >>> who_acts("Share slides."), who_acts("Evidence to be sent to members")
    ((), ())
    """
    found = _WHO_TO.match(sentence)
    who = found["who"].strip(" ,") if found else ""
    initials = re.fullmatch(r"[A-Z]{2,3}(?:(?: ?[/&] ?| and )[A-Z]{2,3})*", who)
    named = has_post(who) or is_person(who) or is_body(who) or bool(_ALL.match(who)) or bool(initials)
    return parse_owners(who, "owner")[0] if who and named else ()


def when_due(sentence: str, next_meeting: date | None = None) -> tuple[FoundDate | None, str]:
    """The date by which a sentence asks for something, and its words; `the next meeting` is the one that is announced.

    >>> found, words = when_due("Clerk to publish it by 31 May 2023."); str(found.day), words
    ('2023-05-31', 'by 31 May 2023')
    >>> found, words = when_due("Clerk to bring it to the May meeting", date(2023, 5, 9)); str(found.day), words
    ('2023-05-09', 'to the May meeting')
    """
    for found in find_dates(sentence):
        before = _BY.search(sentence[: found.begin])
        if found.day and before and found.kind in ("date", "month"):
            return found, sentence[before.start() : found.end].strip()
    said = _NEXT_MEETING.search(sentence)
    if said:
        return FoundDate(said.start(), said.end(), said[0], "text", next_meeting), said[0]
    said = _NAMED_MEETING.search(sentence)
    if said:
        named = next_meeting and f"{next_meeting:%B}".lower() == said["month"].lower()
        return FoundDate(said.start(), said.end(), said[0], "text", next_meeting if named else None), said[0]
    return None, ""
