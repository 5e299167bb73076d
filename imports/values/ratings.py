"""The text of a status or rating cell in; the status it states, the colour it states, and any doubt out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from imports.shapes import Issue
from imports.values.date_words import find_dates

# Stated words and what they stand for; design.md section 4. The longest phrase is tried first.
STATUS_WORDS = {
    "complete": (
        *("complete", "completed", "done", "closed", "achieved", "finished", "implemented", "delivered"),
        *("action complete", "action completed", "fully implemented", "embedded", "met", "fully met", "discharged"),
        *("complete and embedded", "delivered in full", "evidenced", "evidenced complete"),
        *("ready for closure", "ready to close", "recommended for closure", "proposed for closure", "signed off"),
    ),
    "on_track": (
        *("on track", "on target", "on schedule", "on course", "progressing to plan", "in line with plan"),
        *("on time", "on plan", "to plan", "going to plan"),
    ),
    "in_progress": (
        *("in progress", "underway", "under way", "started", "commenced", "work in progress", "progressing"),
        *("partially complete", "partially completed", "partly complete", "partially met", "partially implemented"),
        *("in hand", "doing", "work started", "in development", "active", "wip", "nearing completion"),
        *("partly", "partially", "part complete", "part met", "part implemented", "delivering", "being delivered"),
        *("embedding", "being embedded", "in delivery", "not yet complete", "not fully complete", "incomplete"),
        *("not fully implemented", "not yet fully implemented"),
    ),
    "behind": (
        *("behind schedule", "behind", "delayed", "slipping", "slipped", "slippage", "at risk", "some slippage"),
        *(
            "behind target",
            "minor delay",
            "minor delays",
            "some delay",
            "some delays",
            "slight delay",
            "delay",
            "late",
            "running late",
            "off plan",
            "behind plan",
        ),
    ),
    "off_track": (
        *("off track", "off target", "not on track", "off schedule", "stalled", "significant delay", "overdue"),
        *("off track requires action", "not achieved", "missed", "not met"),
    ),
    "not_started": (
        *("not started", "not yet started", "to start", "yet to start", "not begun", "not yet begun", "no progress"),
        "not commenced",
        "not implemented",
        "to do",
        "backlog",
    ),
    "not_yet_due": ("not yet due", "not due", "future", "not yet applicable", "due later"),
    "not_applicable": ("n/a", "na", "not applicable", "superseded", "no longer required", "no longer needed"),
    "ongoing": ("ongoing", "on going", "on-going", "continuous", "continuing", "business as usual", "bau"),
}
# A word for a row that is not closed; it does not say how far the work is.
_OPEN = frozenset(("open", "live", "outstanding"))
_SAYS_LITTLE = frozenset(("in_progress", "ongoing"))  # `In progress – behind plan`: the second part says more
_PARTS = re.compile(r"\s[-–—]\s|[:;,(–—]")
_OPENS = re.compile(rf"(?:{'|'.join(sorted(_OPEN))})\b[ /-]+(?=[a-z])")  # `Open - overdue`: the second word says more
COLOURS = ("red", "amber", "green", "blue", "yellow", "grey", "gray", "black", "purple", "white", "orange")
_LETTERS = {"r": "red", "a": "amber", "g": "green", "b": "blue", "y": "yellow"}
_BY_WORDS = {words: status for status, phrases in STATUS_WORDS.items() for words in phrases}
_LONGEST_FIRST = sorted(_BY_WORDS, key=len, reverse=True)
_COLOUR = re.compile(rf"\b({'|'.join(COLOURS)})\b", re.IGNORECASE)
_OPENING = re.compile(r"\s*(?P<words>[A-Za-z][A-Za-z /-]{1,28}?)\s*(?:\s[–—-]\s|[:;.,–—]|\n|\Z)")
_DEGREE = re.compile(r"\A(?:slightly|somewhat|a little|significantly|seriously|well|currently|broadly|now|still)\s+")
_ICONS = {
    **dict.fromkeys("🔴🟥", "red"),
    **dict.fromkeys("🟠🟡🟧🟨", "amber"),
    **dict.fromkeys("🟢🟩", "green"),
    **dict.fromkeys("🔵🟦", "blue"),
}
_BLANK = re.compile(r"\W*\Z")


@dataclass(frozen=True, slots=True)
class StatedStatus:
    """What a status or rating cell says: the words, the status and the colour they state, or None."""

    text: str | None = None
    status: str | None = None
    rag: str | None = None
    issues: tuple[Issue, ...] = ()


@lru_cache(maxsize=4096)
def parse_status(text: str, fill: str | None = None) -> StatedStatus:
    """What a status or rating cell says; `fill` is a named cell colour where the file has one.

    >>> parse_status("In progress").status, parse_status("In progress").rag
    ('in_progress', None)
    >>> parse_status("GREEN").rag, parse_status("A").rag, parse_status("Amber - behind schedule").status
    ('green', 'amber', 'behind')
    >>> parse_status("Complete, and the committee has seen the evidence for it").status
    'complete'
    >>> parse_status("Delayed. The trainer withdrew; another is being sought by the team.").status
    'behind'
    >>> [parse_status(text).status for text in ("Open - overdue", "Closed 12/03/24", "3 – Embedding")]
    ['off_track', 'complete', 'in_progress']
    >>> parse_status("🟠 At risk").status, parse_status("🟠 At risk").rag, parse_status("🟢").rag
    ('behind', 'amber', 'green')
    >>> parse_status("In progress – behind plan").status, parse_status("In progress (on track)").status
    ('behind', 'on_track')
    >>> parse_status("Phase 2 to follow").issues[0].code
    'status_unknown'
    """
    printed = " ".join(text.split())
    if _BLANK.match(printed) and not _icon(printed):
        return StatedStatus(rag=fill)
    plain = _plain(printed)
    rag = _colour(plain) or _icon(printed) or fill
    status = _status(plain, parted=bool(re.match(r"[\w /-]+?\s*(?:[,:;–—(]|\.\s)", printed)))
    if status in _SAYS_LITTLE:
        status = next((said for part in _PARTS.split(printed)[1:] if (said := status_words(part))), status)
    issues = ()
    if status is None and rag is None and plain.split(" ")[0] not in _OPEN:
        issues = (Issue("status_unknown", f"“{_short(printed)}” is not a status or rating known here"),)
    return StatedStatus(printed, status, rag, issues)


def status_words(text: str) -> str | None:
    """The status that a whole short text states; None where it says anything else.

    >>> status_words("Completed"), status_words("Completed the review of policy")
    ('complete', None)
    """
    return _BY_WORDS.get(_plain(text))


def opening_status(text: str) -> StatedStatus | None:
    """The status or colour that opens a note and is parted from the rest of it; None where none does.

    >>> opening_status("Closed – map sent on 20 January").status, opening_status("Amber: two late").rag
    ('complete', 'amber')
    >>> opening_status("Open – with the lawyers").status, opening_status("Closed the old office")
    (None, None)
    """
    found = _OPENING.match(text)
    return parse_status(found["words"]) if found and is_status(found["words"]) else None


def is_status(text: str) -> bool:
    """Whether a cell holds a status or a colour and nothing else."""
    plain = _plain(text)
    return (
        plain in _BY_WORDS
        or plain in _OPEN
        or not plain
        and bool(_icon(text))
        or bool(_colour(plain))
        and len(plain.split()) < 4
    )


def yes_or_no(text: str) -> bool | None:
    """What a cell answers that holds `Yes`, `No`, a tick or a cross; None for anything else.

    >>> yes_or_no("Yes"), yes_or_no("n"), yes_or_no("✓"), yes_or_no("Partly")
    (True, False, True, None)
    """
    plain = text.strip(" .").lower()
    return True if plain in ("yes", "y", "✓", "✔", "☑") else False if plain in ("no", "n", "✗", "✘", "☐") else None


def _plain(text: str) -> str:
    """A status as it is compared: letters only, without a date or a number beside it, or an `Open` before it."""
    for found in reversed(find_dates(text)):
        text = f"{text[: found.begin]} {text[found.end :]}"
    plain = " ".join(re.sub(r"[^a-z/ -]", " ", text.lower()).split()).strip(" -/")
    return _OPENS.sub("", plain, count=1)


def _icon(text: str) -> str | None:
    """The colour of a round or square sign: web pages and workbooks rate by them."""
    return next((colour for sign, colour in _ICONS.items() if sign in text), None)


def _colour(plain: str) -> str | None:
    if plain in _LETTERS:
        return _LETTERS[plain]
    between = re.fullmatch(r"([rag]) ?[/-] ?([rag])", plain)  # `A/G`
    if between:
        return f"{_LETTERS[between[1]]}/{_LETTERS[between[2]]}"
    found = list(dict.fromkeys(colour.lower() for colour in _COLOUR.findall(plain)))
    return "/".join(found) or None


def _status(plain: str, parted: bool) -> str | None:
    """The status a cell is or opens with; a sentence that merely has the word does not count.

    `parted`: a comma or a colon parts the opening words from the rest, as in `Complete, and checked by the board`.
    """
    bare = _DEGREE.sub("", " ".join(_COLOUR.sub(" ", plain).split()).strip(" -/"))
    if bare in _BY_WORDS:
        return _BY_WORDS[bare]
    opens = next((words for words in _LONGEST_FIRST if re.match(rf"{re.escape(words)}\b", bare)), None)
    return _BY_WORDS[opens] if opens and (parted or len(bare.split()) <= 8) else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37].rstrip()}…"


def bare_label(text: str) -> str:
    """A label without the letter of its own word, which keys print before or behind it: `G Green`, `Amber (A)`.

    >>> bare_label("G Green"), bare_label("A - Amber"), bare_label("Red (R)"), bare_label("A Level results")
    ('Green', 'Amber', 'Red', 'A Level results')
    """
    text = " ".join(text.split())
    before = re.fullmatch(r"\(?([A-Z])\)?\s*[-–—:=/]?\s+(\w+)", text)
    behind = re.fullmatch(r"(\w+)\s*[-–—:=/]?\s*\(?\b([A-Z])\)?", text)
    letter, word = before.groups() if before else reversed(behind.groups()) if behind else ("", "")
    return word if word and word.upper().startswith(letter) and word.lower() in COLOURS else text
