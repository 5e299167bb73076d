"""A staged item in; what its progress notes say against its date or its status, as a Doubt or None, out.

Each check says in its first line what kind of plan it serves; none knows a layout.
"""

from __future__ import annotations

import re
from datetime import timedelta

from imports.pipeline.doubts import Doubt, Seen, long_day, short
from imports.shapes import StagedItem
from imports.values.date_words import find_dates
from imports.values.updates import is_no_note

_SOON = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec|spring|summer|autumn|winter|the new year|next (?:month|quarter|year|term))"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z•])|\n")
_CLAUSE = re.compile(r"[.!?;]\s+|\)\s+(?=[A-Z])|\n")
_STARTING = (
    r"(?:start|commence|begin|be live|go live|launch|be launched|be completed|be in place|be ready|be implemented|"
    r"be finalised)"
)
# Words of work that is still to come; most count only with a month or a season in the same sentence.
_TO_COME = re.compile(
    "|".join(
        (
            rf"\b(?:will|to|is due to|are due to)\s+(?:not\s+)?(?:\w+\s+){{0,2}}?{_STARTING}\b[^.]*?\b{_SOON}\b",
            rf"\b(?:due|scheduled|expected|planned|anticipated) to be \w+ed\b[^.]*?\b{_SOON}\b",
            r"\b(?:due|scheduled|expected|planned|on track|anticipated)\s+(?:for|to)\s+(?:be\s+)?"
            rf"(?:complet\w+|finish\w*|implement\w*|launch\w*|start\w*|roll-?out)\b[^.]*?\b{_SOON}\b",
            r"\bnot (?:yet )?(?:be )?(?:live|started|complete|completed|implemented|in place)\b"
            r"[^.]*?\b(?:until|before)\b",
            r"\b(?:remains|still|yet) (?:outstanding|to be (?:\w+ed|done|made|set|begun|sent))\b",
            r"\bis (?:still )?(?:only )?a draft\b",
            r"\bnot (?:yet )?(?:been )?(?:started|completed|implemented|achieved)\b",
        )
    ),
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"\b(?:not (?:felt to be|considered|deemed|thought to be)? ?(?:required|needed|necessary)|"
    r"no longer (?:required|needed|necessary|relevant|being taken forward|applicable)|superseded by|decided not to|"
    r"will not (?:now )?(?:be taken forward|go ahead|proceed)|to be removed from (?:the|this) [\w ]{0,30}\bplan)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:now (?:expected|planned|anticipated|forecast|scheduled)|re-?scheduled|re-?arranged|postponed|moved|deferred|"
    r"put back|delayed|extended|slipped|now due|to be amended|(?:timescale|deadline|date)s? (?:was |has been )?amended|"
    r"revised (?:date|deadline)|new (?:date|deadline))\b"
    r"[^.;\n]{0,40}?\b(?:for|to|until|is|of|by|in)\s+(?:the\s+)?(?:end of\s+)?\Z|"
    r"\b(?:new|revised) (?:target |completion )?(?:date|deadline)\W{0,3}\Z",
    re.IGNORECASE,
)
_OPENS_DONE = re.compile(
    r"(?:this (?:action|work) (?:is|has been) )?(?:now )?(?:fully )?(?:[a-z]+ed and )?complet(?:e|ed)\b(?!\s+by\b)",
    re.IGNORECASE,
)
_CONCLUDED = re.compile(
    r"(?:(?:the|this) )?(?:project|work|action|review|programme|task) (?:is |was |has been |now )*"
    r"(?:concluded|complete|completed|closed|finished|ended)\W*",
    re.IGNORECASE,
)
_WHOLLY_DONE = re.compile(
    r"\W*(?:(?:this |the )?(?:action|work|task|recommendation|item)s?\W+)?(?:(?:is|are|was|has been|have been|now) )*"
    r"(?:fully )?complet(?:e|ed)(?: in (?:conjunction|partnership|collaboration) with (?:[\w&’'-]+ ?){1,6})?"
    r"(?:\W|\b(?:on|in|at|since|the|end|of)\b)*",
    re.IGNORECASE,
)
# What was moved is the action's own date: named as such, by a word of the action, or by one or two words alone.
_AUXILIARIES = {"been", "have", "were", "will", "originally", "again", "further", "also", "therefore", "which", "that"}
_OWN_DATE = re.compile(
    r"\b(?:timescales?|deadlines?|dates?|targets?|completion|this|it|item|action|recommendation)\b", re.IGNORECASE
)
_OF_ANOTHER = re.compile(r"\b(?:other|another|different|separate|elsewhere)\b", re.IGNORECASE)
_SHORT_SUBJECT = 2  # words
_IMPLIES_DONE = re.compile(
    r"(?:\w+\s+){0,5}(?:has been |have been |was |were )?(?:sent|issued|published|signed|launched|delivered|held|"
    r"circulated|submitted|appointed|approved|achieved|took place|in place)(?:\s+(?:in|on)\s+\w+)?\W*",
    re.IGNORECASE,
)
_AMENDED = re.compile(
    r"\b(?:recommendation|action|wording|timescale|deadline|target date|date)s?\b[^.;]{0,60}\b"
    r"(?:(?:was|were|has been|have been|to be|is|be|subsequently|since) )*"
    r"(?:amended|reworded|re-worded|replaced|merged|withdrawn)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:reviewed|held|took place|agreed|sent|launched|published|presented|attended|approved|met|issued|received|"
    r"reported|completed|endorsed|discussed|considered)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|to be|scheduled|planned|due|intended|expected|booked|arranged|next|time(?:scale|line|table)s?)\b",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"\bnew (?:target |completion |end |due )?(?:date|deadline|time(?:scale|line|frame))s?\b[^.;]{0,20}?"
    r"\b(?:to be|will be|are to be|is to be|yet to be|being) (?:set|agreed|confirmed|fixed|decided|given)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:now|to|until|revised|new date)\b\W*\Z", re.IGNORECASE)
_PLAIN = timedelta(days=75)  # a day and month this close ahead of its note needs no year


def contradicted(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans that mark completion: marked complete, while its own progress speaks of work to come."""
    if item.status != "complete":
        return None
    for sentence in _sentences(item):
        if _TO_COME.search(sentence):
            return Doubt(f"Marked complete, but its progress says: “{short(sentence)}”")
    return None


def not_done_but_dropped(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans that mark completion: marked complete because it was thought needless, not because it was done."""
    dropped = next((sentence for sentence in _sentences(item) if _DROPPED.search(sentence)), None)
    if item.status == "complete" and dropped:
        return Doubt(f"Marked complete, but its progress says it is not needed: “{short(dropped)}”")
    return None


def dropped_in_words(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan with progress notes: the note says that the action is needed no longer, its row does not."""
    if item.status in ("complete", "not_applicable"):
        return None
    said = next((one for one in _sentences(item) if _DROPPED.search(one) and _of_itself(item, one)), None)
    return Doubt(f"The progress says that it is not needed any more: “{short(said)}”. Keep it open?") if said else None


def _of_itself(item: StagedItem, sentence: str) -> bool:
    """Whether what a sentence says is needed no longer is the action, and not something that it mentions."""
    return _is_of(item, sentence[: _DROPPED.search(sentence).start()])


def new_date_promised(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan with progress notes: the note says that a new date is still to be set."""
    said = next((one for one in _sentences(item) if _PROMISED.search(one)), None)
    return Doubt(f"The progress says that a new date is to come: “{short(said)}”") if said else None


def new_date_in_words(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan with progress notes: a later date given only in the words, the date column unchanged.

    The date is taken, for a person to confirm, where it is the action that moved and not something that it mentions.
    """
    if item.due is None or item.revised or item.status == "complete":
        return None
    mentioned = _moved_in_status(item)
    for update in item.updates:
        for found in find_dates(update.text):
            later = found.day is None or found.day > item.due
            moved = _MOVED.search(update.text[: found.begin]) if later else None
            if moved and found.day and _is_of(item, update.text[: moved.start()]):
                return Doubt(
                    f"The new date {found.text} stands only in the progress; "
                    f"the date column still says {item.deadline_text}",
                    {"revised": (found.day,)},
                    found.day.isoformat(),
                )
            if moved and mentioned is None:
                said = f"The progress tells of something moved to {found.text}: does the date of this action move?"
                mentioned = Doubt(said)
    return mentioned


def _moved_in_status(item: StagedItem) -> Doubt | None:
    """`Delayed – now 30/11/2024` in a column of states: the date that it moved to."""
    text = item.status_text or ""
    for found in find_dates(text):
        if found.day and item.due and found.day > item.due and _NOW.search(text[: found.begin]):
            message = f"The new date {found.text} stands only beside the status; the date column says otherwise"
            return Doubt(message, {"revised": (found.day,)}, found.day.isoformat())
    return None


def _is_of(item: StagedItem, before: str) -> bool:
    """Whether what a sentence says was moved, given as the words before "moved", is the action or its date."""
    subject = _CLAUSE.split(before)[-1]
    if _OF_ANOTHER.search(subject):
        return False
    long = [word.lower() for word in re.findall(r"[A-Za-z]{4,}", subject) if word.lower() not in _AUXILIARIES]
    own = {word.lower()[:6] for word in re.findall(r"[A-Za-z]{4,}", item.title)}
    return len(long) <= _SHORT_SUBJECT or bool(_OWN_DATE.search(subject)) or any(word[:6] in own for word in long)


def done_in_words(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans without a status for the row: completion said only by the progress note."""
    if item.status or item.status_text or item.rag or not item.updates or item.deadline_kind == "ongoing":
        return None
    text = item.updates[-1].text.removeprefix("• ")
    *said, last = _SENTENCE.split(text)
    if _is_completion(text, seen) or said and len(last.split()) < 4 and _is_completion(last, seen):
        return Doubt("Completion is stated only in the progress", {"status": "complete"})
    ended = next((one.text for one in item.updates if _CONCLUDED.fullmatch(one.text.removeprefix("• "))), None)
    if ended:
        return Doubt(f"The progress says “{short(ended)}”: done? No status is stated")
    if _OPENS_DONE.match(text):
        return Doubt(f"The progress opens with completion and says more, “{short(text)}”: done? No status is stated")
    first = _without_dates(text.split(";")[0])
    if len(first.split()) <= 8 and _IMPLIES_DONE.fullmatch(first):
        return Doubt(f"The progress says “{short(text)}”: done? No status is stated")
    return None


def _without_dates(text: str) -> str:
    for found in reversed(find_dates(text)):
        text = f"{text[: found.begin].rstrip()}{text[found.end :]}"
    return re.sub(r"\s+(?:in|on|by|at)\Z", "", text.rstrip())


def _is_completion(text: str, seen: Seen) -> bool:
    """Whether a note says that the whole is complete and nothing else but when, which must not lie ahead."""
    rest = text
    for found in reversed(find_dates(text)):
        if found.day and seen.plan.as_at and found.day > seen.plan.as_at:
            return False
        rest = rest[: found.begin] + rest[found.end :]
    return "?" not in rest and bool(_WHOLLY_DONE.fullmatch(rest))


def year_unclear(item: StagedItem, seen: Seen) -> Doubt | None:
    """Notes dated as at a day: a day and month without a year that may lie before or after that day."""
    for update in item.updates:
        spoken = update.date or seen.plan.as_at
        for found in find_dates(update.text) if spoken else ():
            dated = re.match(r"\d", found.text) and found.doubt == "year_missing"
            if not dated or re.match(r"\W+(?:and|to|[-–])\W.{0,20}20\d\d", update.text[found.end : found.end + 30]):
                continue
            day = next((one.day for one in find_dates(f"{found.text} {spoken.year}") if one.day), None)
            if day and day - spoken > _PLAIN:
                printed = " ".join(found.text.split())
                return Doubt(f"The progress says “{printed}” without a year: {day.year} or {day.year - 1}?")
    return None


def dated_ahead(item: StagedItem, seen: Seen) -> Doubt | None:
    """Notes dated as at a day: an event that lies after that day, told as past."""
    for update in item.updates:
        for sentence in _SENTENCE.split(update.text) if update.date else ():
            ahead = next((f for f in find_dates(sentence) if f.day and f.kind == "date" and f.day > update.date), None)
            told = sentence[: ahead.begin] if ahead else ""
            if ahead and _PAST.search(told) and not _FUTURE.search(told):
                return Doubt(f"The progress as at {long_day(update.date)} reports an event of {ahead.text}")
    return None


def label_only(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans whose notes carry a date or a label: one is printed with nothing after it."""
    headings = {heading for name, heading in seen.plan.headings if name == "update"}
    printed = next(
        (
            cell.text
            for cell in item.printed
            if cell.heading in headings and cell.text.strip("- –—") and not is_no_note(cell.text)
        ),
        None,
    )
    if printed and not item.updates and not item.milestones:
        return Doubt(f"The progress holds only “{short(printed)}”, and no words after it")
    return None


def amended_in_words(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan with progress notes: the note says that the action or its date was amended."""
    if item.revised:
        return None
    said = next((sentence for sentence in _sentences(item) if _AMENDED.search(sentence)), None)
    return Doubt(f"The progress says that it was amended: “{short(said)}”") if said else None


def label_inside(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan with progress notes: an undated note within which another begins, with no date of its own."""
    for update in item.updates:
        if update.date is None and re.search(r"[.;]\s+(?:Latest )?Update\s*[:–-]\s+\S", update.text):
            return Doubt("A second note begins within the progress, with no date of its own")
    return None


def _sentences(item: StagedItem) -> list[str]:
    return [sentence for update in item.updates for sentence in _SENTENCE.split(update.text)]
