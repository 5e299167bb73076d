"""A printed column heading in; the field it stands for, and how surely, out.

The words are the field's own where the register has them (actions/vocabulary.py); the rest are other councils' words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from actions.vocabulary import FIELDS
from imports.heading_phrases import date_field_of, field_of_phrase
from imports.values.date_words import find_dates

# Fields a column may hold. Owners come under four roles; `keep` is a column known to have no field of ours.
OWNER_FIELDS = ("lead", "owner", "responsible", "accountable")
SYNONYMS: dict[str, tuple[str, ...]] = {
    "ref": (
        *("ref", "ref no", "reference", "reference no", "no", "number", "id", "item no", "action no", "action number"),
        *("action ref", "action reference", "action id", "rec no", "recommendation no", "recommendation number"),
        *("issue key", "key", "ticket", "ticket no"),
        *("task id", "task ref", "unique id", "issue id"),
        *("unique ref", "plan ref", "rec ref", "objective no", "sn", "rec", "minute", "minute ref", "item"),
    ),
    "title": (
        *("action", "actions", "action required", "actions required", "improvement action", "agreed action"),
        *("agreed actions", "planned action", "planned actions", "key action", "key actions", "what we will do"),
        *("what will we do", "what we are going to do", "what are we going to do", "what needs to be done"),
        *("what we need to do", "what do we need to do", "what we are doing", "what are we doing", "task"),
        *("action to be taken", "actions to be taken", "proposed action", "proposed actions", "activity", "activities"),
        *("management action", "agreed management action", "management response and action", "required action"),
        *("action required to deliver recommendation", "action to deliver recommendation", "actions we will take"),
        *("action we will take", "specific action", "specific actions", "action to address", "action task", "what"),
        *("action description", "description of action", "action needed", "improvement activity", "what action"),
        *("planned response and action", "actions to achieve", "how we will do it", "we will", "smart action"),
        *("action point", "action points", "agreed improvement action", "improvement required", "our actions"),
        *("task name", "action name", "action title", "title of action"),
    ),
    "step": (
        *("milestone", "milestones", "key milestones", "expected milestones deliverables", "milestones deliverables"),
        *("deliverables", "deliverable", "key deliverables", "expected milestones", "key steps", "steps", "sub action"),
        *("sub actions", "sub tasks", "key tasks", "tasks", "expected deliverables", "milestone deliverable"),
        "key milestones and deliverables",
    ),
    "recommendation": (
        *("recommendation", "recommendations", "inspection recommendation", "audit recommendation", "finding"),
        *("ofsted recommendation", "area for improvement", "areas for improvement", "recommendation finding"),
        *("finding recommendation", "what the inspectors said", "inspectors recommendation", "panel recommendation"),
        *("scrutiny recommendation", "agreed recommendation", "peer challenge recommendation", "issue identified"),
        *("cqc recommendation", "hmip recommendation", "ofsted area for improvement", "issue", "findings"),
    ),
    "response": (
        *("planned response", "planned response summary", "management response", "council response", "our response"),
        *(
            "response to recommendation",
            "agreed response",
            "cabinet response",
            "executive response",
            "service response",
        ),
    ),
    "section": (
        *("theme", "priority", "objective", "workstream", "strand", "action area", "improvement area", "priority area"),
        *("improvement theme", "work stream", "area of focus", "key priority", "strategic objective", "key theme"),
        *("development area", "priority theme", "objective theme", "pillar", "area"),
        *("epic", "epic name", "epic link", "parent summary"),
        *("bucket", "bucket name", "theme area", "domain", "improvement priority", "area for action", "theme name"),
    ),
    "lead": (
        *("lead", "leads", "lead officer", "lead officers", "lead person", "who will lead", "who will lead this"),
        *(
            "lead agency",
            "lead name",
            "lead responsibility",
            "sro",
            "lead officer partner",
            "lead officer and partners",
        ),
        *("action lead", "named lead", "delivery lead", "lead professional", "lead partner", "leading officer"),
        *("lead director", "service lead", "lead officer s", "who is leading", "lead manager", "strategic lead"),
    ),
    "owner": (
        *("owner", "owners", "action owner", "by whom", "who", "who by", "officer", "officers", "action by"),
        *("supported by", "supporting officer", "supporting officers", "support officer", "supporting lead"),
        *("assigned to", "assigned", "delivery owner", "named person", "person", "who will do it", "who will do this"),
        "assignee",
        *("who is doing it", "delivered by", "whom", "action for", "key officer", "by who", "owned by", "task owner"),
    ),
    "responsible": (
        *("responsible officer", "responsible person", "responsible", "person responsible", "officer responsible"),
        *("responsibility", "responsible lead", "responsible owner", "responsible officers", "responsible manager"),
        *(
            "responsible officer s",
            "responsible service",
            "responsible post",
            "persons responsible",
            "who is responsible",
        ),
        *("responsible body", "responsible agency", "officers responsible", "responsible persons"),
    ),
    "accountable": (
        *("accountable", "accountable person", "accountable officer", "accountability", "accountable lead"),
        *("accountable owner", "accountable director", "accountable body", "who is accountable", "sponsor"),
        *("executive sponsor", "project sponsor", "portfolio holder", "lead member", "cabinet member", "sponsors"),
    ),
    "due": (
        *(
            "due",
            "due date",
            "date due",
            "deadline",
            "target date",
            "timescale",
            "timescales",
            "timeframe",
            "time frame",
        ),
        *(
            "by when",
            "when",
            "when will it be done",
            "completion date",
            "target completion date",
            "when by",
            "end date",
        ),
        *("date to be completed by", "date for completion", "implementation date", "timeline", "timelines", "target"),
        *("expected completion", "expected completion date", "planned completion date", "complete by", "completion by"),
        *("date", "original date", "original target date", "original deadline", "original due date", "deadlines"),
        *("when will we do it", "to be completed by", "target dates", "agreed date", "agreed completion date"),
        *("target timescale", "timing", "finish", "finish date", "delivery date", "by", "completed by", "time scale"),
        *("when will it be completed", "when will it happen", "when will this be done", "implementation timescale"),
        *("baseline date", "baseline completion date", "baseline end date", "baseline deadline", "baseline due date"),
        *("baseline target date", "baseline finish date", "baseline timescale"),
        *("planned date", "date of completion", "anticipated completion", "anticipated completion date"),
        *("end", "baseline date", "baseline end", "baseline finish", "first date", "target for completion"),
    ),
    "revised": (
        *("revised date", "revised deadline", "revised target date", "revised completion date", "new date"),
        *(
            "current deadline",
            "updated deadline",
            "forecast date",
            "revised timescale",
            "revised due date",
            "new deadline",
        ),
        *("revised timescales", "forecast completion date", "revised implementation date", "revised end date"),
        *("current target date", "new target date", "extended date", "amended date", "revised", "forecast"),
        *("forecast end", "forecast finish", "expected date", "projected date", "date now", "latest date"),
    ),
    "start": (
        "start",
        "start date",
        "planned start",
        "date started",
        "begin",
        "commencement",
        "planned start date",
        "from",
    ),
    "done_on": (
        *("date completed", "completed date", "actual completion date", "completed on", "date closed", "actual date"),
        *("date of actual completion", "closed on", "date achieved", "actual completion", "actual end date"),
    ),
    "status": (
        *("status", "action status", "current status", "progress status", "delivery status", "complete", "stage"),
        *(
            "completed y n",
            "open closed",
            "completion status",
            "state",
            "status of action",
            "overall status",
            "completed",
        ),
        *("implementation status", "implemented", "complete y n", "done", "closed", "finished", "done y n"),
    ),
    "rag": (
        *("rag", "rag rating", "r a g", "brag", "brag rating", "current rag rating", "rag status", "brag status"),
        *(
            "current rag",
            "progress rag",
            "rating",
            "bragg",
            "rag red amber green",
            "rag rated",
            "overall rag",
            "rag score",
        ),
        *("b r a g", "ragb", "rag b", "delivery rag", "action rag", "current rating", "delivery confidence", "bragb"),
        *("rag progress", "progress rating", "rygb", "current brag rating"),
    ),
    "update": (
        *("progress", "update", "updates", "comments", "progress comments", "progress to date", "progress update"),
        *("summary update", "current position", "latest update", "date progress summary", "position", "commentary"),
        *("progress and evidence", "comments progress", "evidence of progress", "latest position", "narrative"),
        *("update as at", "progress summary", "progress made", "progress updates", "update on progress", "comment"),
        *(
            "progress report",
            "progress notes",
            "latest progress",
            "position statement",
            "status update",
            "what we have done",
        ),
        *(
            "current progress",
            "progress so far",
            "officer update",
            "update comments",
            "monthly update",
            "quarterly update",
        ),
        *("progress at", "progress to", "progress as at", "position at", "position as at", "what have we done"),
        *("what has been done", "progress narrative", "action update", "actions taken", "action taken", "response"),
        *("what have we done so far", "delivery update", "highlight update", "update and evidence", "where are we now"),
        *("where are we", "where we are", "where we are now", "position now", "how are we doing", "what we did"),
        *("what has happened", "what have we achieved", "achievements to date", "rag narrative", "rag commentary"),
        *("commentary on progress", "update on action", "summary of progress", "current situation", "what is done"),
        *("last update", "latest comment", "latest comments", "last comment", "most recent update"),
        *("status commentary", "evidence and progress", "latest news", "progress since last meeting", "feedback"),
    ),
    "link": (
        *("link", "links", "linked recommendation", "linked recommendations", "links to", "recommendation ref"),
        *("reference in detailed plan", "reference in plan", "plan reference", "action plan reference"),
        *(
            "cross reference",
            "linked to",
            "ofsted ref",
            "ofsted recommendation ref",
            "link to recommendation",
            "linked to rec",
        ),
    ),
    "keep": (
        *("outcome", "outcomes", "impact", "evidence", "success measure", "success measures", "success criteria"),
        *("previous rag", "previous rating", "last rag", "complete percent", "percentage complete", "percent complete"),
        *("resources", "resource", "cost", "risk", "risks", "notes", "expected outcome", "intended outcome", "measure"),
        *("how will we know", "how we will know", "anticipated impact on the quality of practice", "sign off"),
        *("outcomes for children and families", "outcome for children and families", "measure of success"),
        *(
            "how we do it",
            "date of rec",
            "date raised",
            "meeting date",
            "date of meeting",
            "date of recommendation",
            "date agreed",
            "date added",
            "source",
        ),
        *("reference in performance dashboard", "performance measure", "kpi", "monitoring", "evidence of impact"),
        *(
            "what difference will it make",
            "expected impact",
            "impact on children",
            "governance",
            "board",
            "target outcome",
        ),
        *(
            "how we do it project or service partner action",
            "how we do it project service action",
            "resources required",
        ),
        *(
            "original rag",
            "created date",
            "last updated",
            "date updated",
            "last modified",
            "created by",
            "completed by",
            "modified",
            "modified by",
            "created",
            "checklist items",
            "completed checklist items",
            "baseline",
            "links to evidence",
            "dependencies",
            "rag last month",
            "rag last quarter",
            "origin",
        ),
    ),
}
# Our own headings, so that our own export reads back; the register's name of a field, then the importer's.
_OURS = {"owners": "lead", "original_due": "due", "due": "revised", "stage": "status", "rating": "rag", "links": "link"}
_KEPT_OURS = ("times_moved", "days_later", "says")
# What a part of a plan's dates is called, alone over a column of dates or under `Timescale`, `Dates`.
_DATE_PARTS = {
    **dict.fromkeys(("start", "from", "begin", "starts", "commence"), "start"),
    **dict.fromkeys(
        ("end", "finish", "to", "by", "due", "target", "original", "baseline", "planned", "first", "plan", "agreed"),
        "due",
    ),
    **dict.fromkeys(
        ("revised", "forecast", "current", "new", "latest", "expected", "now", "projected", "updated"), "revised"
    ),
    **dict.fromkeys(("actual", "achieved", "completed", "done", "complete"), "done_on"),
}
_BEFORE = re.compile(r"\b(?:last|previous|prior|before)\b", re.IGNORECASE)  # `RAG` over `Last month | This month`
PERIOD = re.compile(r"\b(?:last|this|previous|current|next|prior)\b|\bq[1-4]\b|\b(?:month|quarter|year|week)\b", re.I)
_DATE_FIELDS = ("start", "due", "revised", "done_on")
# What an auditor or an inspector found, beside the action that answers it.
_RAISED = re.compile(
    r"(?:issues?|concerns?|findings?|weakness(?:es)?|matters?|points?|observations?) (?:raised|found)\b"
)
_LONGEST_HEADING = 12  # words; more are a sentence
_BRACKETS = re.compile(r"\([^()]*\)")
_AND = re.compile(r"\s*(?:/|&|\+|\band\b)\s*", re.IGNORECASE)
_OF = re.compile(r" (?:on|of|against|since) ")
_TOLD = ("update", "status", "rag")  # what a heading of two parts holds, if one part is one of these
# A heading with one of these words is not the field that its other words would make it.
_GUARDS = re.compile(
    r"\b(?:how we do it|previous|last|prior|percent|percentage|cost|budget|risk|impact|outcome|outcomes|"
    r"evidence|success|measure|"
    r"dashboard|identified|raised|agreed on|email|e-mail|telephone|phone|page|pages|post ?code|baseline|actual spend)\b"
)


# The number of a rule that an action answers to, and not of the action: `Handling code ref`.
_OTHER_REF = re.compile(
    r"\b(?:code|policy|regulation|standard|clause|kloe|section|paragraph)\b.* (?:ref|reference|no)\Z"
)


@lru_cache(maxsize=8192)
def plain_heading(text: str) -> str:
    """A heading as it is compared: lower case, no marks, no dates.

    >>> plain_heading("Update as at 20/02/12"), plain_heading("Progress/Comments"), plain_heading("R A G")
    ('update as at', 'progress comments', 'r a g')
    """
    for found in reversed(find_dates(text)):
        if found.kind not in ("week",):
            text = text[: found.begin] + " " + text[found.end :]
    text = text.replace("#", " no ")
    text = re.sub(r"\bno\.(?=\s|\Z)", "no", text.lower()).replace("%", " percent ").replace("’", "").replace("'", "")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.replace("&", " ")).replace(" and ", " ").split())


@lru_cache(maxsize=4096)
def field_of(heading: str) -> tuple[str | None, float]:
    """The field that a heading stands for and how surely, 0 to 1; None where no words are known for it.

    >>> field_of("Lead Officer"), field_of("Timescales"), field_of("Previous RAG")
    (('lead', 1.0), ('due', 1.0), ('keep', 1.0))
    >>> field_of("Ward")
    (None, 0.0)
    """
    above, dash, below = heading.partition(" – ")  # as headings of two rows are folded
    if dash and below:
        return _of_part(above, below)
    plain = plain_heading(heading)
    if not plain:
        return None, 0.0
    if plain in _FIELD_OF:
        return _FIELD_OF[plain], 1.0
    if len(plain.split()) > _LONGEST_HEADING:
        return None, 0.0
    bare = _BRACKETS.sub(" ", heading)
    if bare != heading and bare.strip() and not _GUARDS.search(plain):
        return field_of(bare)  # `Commentary (latest first)`
    if _RAISED.match(plain):
        return "recommendation", 0.85
    told = next((field for part in _AND.split(heading) if (field := _FIELD_OF.get(plain_heading(part))) in _TOLD), None)
    if told:
        return told, 0.85  # `Outcome / where we are now`
    phrase = field_of_phrase(plain)
    if _OTHER_REF.search(plain):
        return "link", 0.85
    if _GUARDS.search(plain) and not phrase:
        return "keep", 0.6
    found = phrase or _contained(plain) or _alike(plain) or (None, 0.0)
    if found[0] == "due" and found[1] < 1.0 and date_field_of(plain) == "revised":
        return "revised", found[1]  # `Latest agreed date`
    return found


def date_part(heading: str) -> str | None:
    """The field of a plan's dates that a word such as `Baseline` or `Actual` names; None for any other heading.

    >>> date_part("Baseline"), date_part("Actual date"), date_part("Lead")
    ('due', 'done_on', None)
    """
    return _DATE_PARTS.get(re.sub(r" (?:date|end|finish|completion)\Z", "", plain_heading(heading)))


def _of_part(above: str, below: str) -> tuple[str | None, float]:
    """The field of a heading under another: `Timescale – Start` is a start, `RAG – June` a rating."""
    over = field_of(above)
    if over[0] in _DATE_FIELDS or re.search(r"\bdates?\b", above, re.IGNORECASE):
        part = date_part(below)
        if part:
            return part, 1.0
    if _BEFORE.search(below):
        return "keep", 0.6
    own = field_of(below)
    return own if own[0] and own[1] >= 0.8 else over


def _contained(plain: str) -> tuple[str, float] | None:
    """A known heading within a longer one: `Lead officer (and partners)`; two words at least, or a telling one."""
    if len(plain.split()) > 9:
        return None
    head = _OF.split(plain, maxsplit=1)[0]  # `Progress against deadline` is progress, `Update on actions` an update
    held = next((held for part in (head, plain) if (held := _telling_in(part))), None)
    if not held:
        return None
    actions = [words for words in held if _FIELD_OF[words] == "title" and "action" in words]
    if actions and {_FIELD_OF[words] for words in held} <= {"title", "response"}:
        held = actions  # `Management response and agreed action`
    rates = next((words for words in held if words in ("rag", "brag") and plain.startswith(words)), None)
    words = rates or max(held, key=len)  # `RAG: action` rates the action
    return _FIELD_OF[words], 0.85 if plain.startswith(words) or plain.endswith(words) else 0.7


def _telling_in(plain: str) -> list[str]:
    spaced = f" {plain} "
    return [words for words in _TELLING if f" {words} " in spaced]


def _alike(plain: str) -> tuple[str, float] | None:
    """A heading with a slip of spelling."""
    if len(plain) < 5:
        return None
    near = process.extractOne(plain, _KNOWN, scorer=fuzz.ratio, score_cutoff=88)
    return (_FIELD_OF[near[0]], 0.8) if near else None


def _all_words() -> dict[str, str]:
    found = {plain_heading(words): field for field, phrases in SYNONYMS.items() for words in phrases}
    for term in FIELDS:
        field = "keep" if term.name in _KEPT_OURS else _OURS.get(term.name, term.name)
        for words in (term.heading, *term.also):
            found.setdefault(plain_heading(words), field)
    return found


_FIELD_OF = _all_words()
_KNOWN = tuple(_FIELD_OF)
_TELLING = tuple(
    words
    for words, field in _FIELD_OF.items()
    if field != "keep"
    and (
        len(words.split()) > 1
        or words
        in ("deadline", "timescale", "timescales", "owner", "progress", "rag", "brag", "milestones", "recommendation")
        or words
        in ("action", "actions", "update", "status", "lead", "leads", "responsible", "accountable", "timeframe")
    )
)
