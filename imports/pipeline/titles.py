"""The lines above a plan's tables in; the plan's title, its sections' headings and the date it speaks for out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from imports.pipeline.bodies import names_in
from imports.pipeline.furniture import is_label
from imports.shapes import Match, Paragraph, Section
from imports.values.date_words import find_dates
from imports.values.references import is_letter, split_reference
from imports.values.updates import as_at_of, dated_heading

_PLAN = re.compile(
    r"\b(?:(?:action|improvement|delivery|recovery|implementation|transformation|development|week|response)\s+plans?|"
    r"improvement (?:programme|actions)|actions?(?: and recommendations?)? (?:log|tracker|list|register)|"
    r"recommendations? (?:log|register)|implementation of\b.*\brecommendations|"
    r"(?:recommendations?|delivery|improvement|inspection|audit)\s+trackers?|report recommendations|"
    r"response to\b.*\b(?:inspection|review|recommendations|report)|"
    r"written statement of action|planned responses?|recommendations? monitoring|monitoring\b.*\brecommendations)\b",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"\A(?:appendix|annex|attachment|schedule)\s+\w{1,4}\s*[:–—.-]*\s*", re.IGNORECASE)
_ORDINALS = {
    word: str(number)
    for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_SECTION = re.compile(
    r"(?:(?:key|main|strategic|improvement|corporate|priority|significant|quality|national|inspection)\s+)?"
    r"(?:theme|programme|priority|area|objective|part|section|strand|workstream|work stream|outcome|recommendation|"
    r"aim|pillar|goal|standard|afi|domain|driver|causes? of concern|requirement|pledge|commitment|promise|weakness|"
    r"finding|ambition|(?:immediate and )?essential action|safety action|must do|should do)"
    r"(?:\s+(?:action|area|theme|statement|(?:of|for)\s+(?:significant\s+)?\w+))?\s+(?:no\.?\s*)?"
    r"(?P<ref>\d{1,2}|[A-H]\b|" + "|".join(_ORDINALS) + r")\b\s*[-–—:.]*\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(r"(?P<ref>\d{1,2}(?:\.\d{1,2})?)[.):]?\s+(?P<title>[A-Z].*)", re.DOTALL)
_LETTERED = re.compile(r"(?P<ref>[A-H])(?:\s+[-–—]|[.:)])\s+(?P<title>[A-Z].*)", re.DOTALL)
CONTINUED = re.compile(r"\s*\(?\b(?:cont(?:inued|’d|'d|d)?)\b\.?\)?\s*\Z", re.IGNORECASE)
LEAD = re.compile(r"(?:lead|theme lead|lead officer|sponsor|sro|owner)s?\s*:\s*(?P<name>.+)", re.IGNORECASE)
LED = re.compile(r"\s*[(–-]\s*(?:lead|lead officer|sponsor|sro)s?\s*:\s*(?P<name>[^()]+)\)?\Z", re.IGNORECASE)
_NUMBERING = re.compile(r"\A[-•\s]*(?:\d{1,2}[A-Z]?(?:(?:\.\d{1,2}){1,3}[.)]?|[.)])\s+)?")
_ENDS_AS_PLAN = re.compile(r"\bplan(?:\s*\(.*\)|[\s,:–-]*(?:20\d\d.*|phase \w+|version .*))?\Z", re.IGNORECASE)
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|will|be|been|agreed|noted)\b")
_OF_PLAN = re.compile(
    r"\b(?:plan|position|progress|summar\w+|updates?|table|information|status|actions|data|figures)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.;])\s+")
# A line that is nothing but the date of the progress below it.
_STATES_DATE = re.compile(
    r"\(?(?:the )?(?:\w+ )?(?:position|progress|updates?|updated|reviewed|revised|amended|"
    r"refreshed|status|information|as|plan|correct)\b"
    r"(?: (?:position|progress|update|reported|is|of|the|plan|as|at|on|to|for)){0,5}:? [\d\w ,/.-]{5,24}\)?",
    re.IGNORECASE,
)
# The words before the date that a plan speaks for, in a sentence or a line about it.
_SPEAKS_FOR = re.compile(
    r"\b(?:as (?:at|of)|stood (?:on|at)|correct (?:at|on|to)|up to date (?:at|on|to)|"
    r"(?:were|was|is|are) (?:last )?updated (?:on|to|at)|last updated(?: on)?|"
    r"(?:position|progress|updates?|information|figures|status)(?: (?:is|are|was|were|given|shown|reported))*"
    r" (?:at|to|up to)|(?:position|status|progress) on)(?: (?:the )?end(?: of)?)?[\s:]*\Z",
    re.IGNORECASE,
)
_OF_FEW = re.compile(r"\b(?:plan|plans|both|all|they|it|these|which)\b", re.IGNORECASE)
# A line that dates the notes below it; any other dates the paper, or names the plan.
_OF_PROGRESS = re.compile(r"\b(?:progress|updates?|position)\b", re.IGNORECASE)
_ANY_PLAN = re.compile(
    r"(?:\d{1,2} )?(?:the |our |detailed |full )?(?:(?:action|improvement|delivery|development) )?plan", re.I
)
_MEETS = re.compile(r"\b(?:committee|board|panel|cabinet|council|meeting|report|agenda|minutes|appendix|annex)\b", re.I)
_SHORT_LINE = 10  # words
_OF_FIGURES = re.compile(r"\b(?:data|figures?|statistics|census|source)\b", re.IGNORECASE)
_PAGES_OF_LINES = 200  # lines of a text between a front page and the plan's first table
_NEAR = 12  # lines above a table in which its title may stand
_PREFACE = 30  # lines above a later table of a plan in which its section's heading may stand


def is_plan_title(text: str) -> bool:
    """Whether a line reads as the title of a plan: short, no sentence, with the word for it.

    >>> is_plan_title("Northshire Improvement Plan 2024"), is_plan_title("The plan will be reported to the board.")
    (True, False)
    """
    text = _bare(text)
    return (
        bool(_PLAN.search(text) or _ENDS_AS_PLAN.search(text))
        and len(text.split()) <= 22
        and not _VERB.search(text)
        and text[:1].strip('“"').isalnum()
        and not text[:1].islower()
    )


def _bare(text: str) -> str:
    """A line without its numbering, its `Appendix 1:` and its full stop."""
    text = " ".join(_NUMBERING.sub("", text).split())
    return _APPENDIX.sub("", text).rstrip(" .;,")


def plan_title(match: Match) -> str:
    """The title of the plan whose first table this is: the nearest line that reads as one, else a short line near."""
    above = [p for p in match.table.above[-_NEAR:] if not re.match(r"[-•]", p.text) or is_plan_title(p.text)]
    within = [cell.text for row in match.table.rows[: match.header_rows - 1] for cell in row if cell.text]
    lines = [*reversed(within), *(p.text for p in (*reversed(match.table.titles), *reversed(above)))]
    printed = [text for text in lines if is_plan_title(text)]
    plans = [text for text in printed if not _says_only_plan(text)]
    if printed and not plans:
        return _told_apart(printed[0], match.table.above)
    exact = next((text for text in plans if _ENDS_AS_PLAN.search(_bare(text))), None)
    short = [t for t in lines if len(t.split()) <= 16 and not t.endswith((".", ";", ":")) and not as_at_of(t)]
    running = [p.text for p in reversed(match.table.titles)]
    marked = [p.text for p in reversed(above) if p.level]
    title = exact or next(iter(plans), None) or next((t for t in (*running, *marked, *short) if _names(t)), None)
    if title:
        return _bare(title)
    line = next((t for t in short if not _SECTION.match(t)), None)
    at = match.column("title")
    heading = match.headings[at] if at is not None and at < len(match.headings) else ""
    if line and heading and is_label(line):
        return f"{line} – {heading}"  # `Appendix 1` alone says of no plan what it is
    return line or match.table.source.file.rsplit(".", 1)[0] or "Untitled plan"


def _says_only_plan(text: str) -> bool:
    """Whether a title is `Action plan` or `The plan` and no more, which any plan could be called."""
    return bool(_ANY_PLAN.fullmatch(_bare(text)))


def _told_apart(title: str, above: Sequence[Paragraph]) -> str:
    """Instead of `Action plan` a fuller title further up, else with what the line just above it says it is for."""
    fuller = next((p.text for p in reversed(above) if is_plan_title(p.text) and not _says_only_plan(p.text)), None)
    if fuller:
        return _bare(fuller)
    at = next((at for at in reversed(range(len(above))) if above[at].text == title), 0)
    line = _bare(above[at - 1].text) if at > 0 else ""
    told = 1 < len(line.split()) <= _SHORT_LINE and line[:1].isupper() and not _VERB.search(line)
    dated = any(found.kind in ("date", "month") for found in find_dates(line))
    if told and not dated and not _MEETS.search(line) and not _SECTION.match(line) and not names_in(line):
        return f"{line} – {_bare(title)}"
    return _bare(title)


def _names(text: str) -> bool:
    """Whether a line can name a plan: two words or more that are neither an appendix nor a section."""
    return len(_bare(text).split()) > 1 and not _SECTION.match(text)


def section_above(
    match: Match, several: bool, title: str, refs: Sequence[str | None], in_column: bool = False
) -> Section | None:
    """The section whose heading stands over a table; None where none does. `refs` are those of its rows.

    `in_column`: the rows print their sections in a column of their own; then only `Theme 2: …` is one above them.

    Over the later tables of a plan a heading may stand above a preface, and needs no number.
    """
    above = [p for p in match.table.above if _bare(p.text) != title][-_PREFACE:]
    titled = max((at for at, p in enumerate(match.table.above) if _bare(p.text) == title), default=-1)
    below = len(match.table.above) - 1 - titled  # a heading without a number that stands above the title is another's
    lead = next((found["name"] for p in reversed(above) if (found := LEAD.fullmatch(p.text))), None)
    plain = None
    for steps, paragraph in enumerate(reversed(above)):
        named = None if is_label(paragraph.text) else _as_section(paragraph, refs, in_column, several)
        if named and (several or steps < 3):
            return Section(title=named[1], ref=named[0], lead=lead)
        if (
            several
            and not in_column
            and plain is None
            and steps < below
            and (_is_heading(LED.sub("", paragraph.text)) or steps == 0 and match.header_rows == 0)
            and not is_plan_title(paragraph.text)
        ):
            plain = paragraph
        if (not several and len(paragraph.text.split()) > 30) or (plain and steps > 3):
            break
    return _plain_section(" ".join(plain.text.split()), above, lead) if plain else None


def _plain_section(text: str, above: Sequence[Paragraph], lead: str | None) -> Section:
    """A heading without a word for sections; `WS2 Timeliness` has a number, and may be led: `WS2 … – lead: Head`."""
    led = next((found["name"] for p in above if p.text.startswith(text) and (found := LED.search(p.text))), None)
    text = LED.sub("", text) or text
    ref, words = split_banner(text)
    numbered = ref is not None and re.fullmatch(r"[A-Z]{1,4}\d{1,2}", ref)
    return Section(title=words if numbered else text, ref=ref if numbered else None, lead=lead or led)


def section_over_headings(match: Match, title: str) -> Section | None:
    """The section that is printed in a row of its own over the headings; None where that row is the plan's title."""
    for row in match.table.rows[: max(0, match.header_rows - 1)]:
        texts = [" ".join(cell.text.split()) for cell in row if cell.text]
        if len(texts) == 1 and _bare(texts[0]) != title and (not is_plan_title(texts[0]) or heads_section(texts[0])):
            ref, words = split_banner(texts[0])
            return Section(title=words, ref=ref)
    return None


def _as_section(
    paragraph: Paragraph, refs: Sequence[str | None], in_column: bool, several: bool
) -> tuple[str, str] | None:
    """`Theme 2: In Court`, or `3.0 Improving the front door` above actions 3.1, 3.2: the reference and the words.

    Over one of several tables a letter numbers it as well: `A. Finance and resources`.
    """
    text = CONTINUED.sub("", " ".join(paragraph.text.split())).strip()
    if len(text.split()) > 60 or text.endswith((":", ";")):
        return None
    found = _SECTION.fullmatch(text)
    if found and not text.endswith(".") and found["title"]:
        return _ORDINALS.get(found["ref"].lower(), found["ref"]), found["title"]
    found = _LETTERED.fullmatch(text) if several and len(text.split()) < 16 else None
    if found and not in_column and not text.endswith("."):
        return found["ref"], found["title"]
    found = None if in_column else _NUMBERED.fullmatch(text)
    if not found or not _numbers(found["ref"], refs) or (found["title"].endswith(".") and _VERB.search(found["title"])):
        return None
    return found["ref"], found["title"]


def is_section_heading(text: str) -> bool:
    """Whether a line is `Theme 2: In court` or the like: a section by its own word, however often it is printed."""
    found = _SECTION.fullmatch(text)
    return bool(found) and bool(found["title"]) and len(text.split()) < 40 and not text.endswith((".", ":"))


def heads_section(text: str) -> bool:
    """Whether a line is the numbered heading of a section: `Theme 2: In court`, `3.0 Improving the front door`."""
    found = _SECTION.fullmatch(text) or _NUMBERED.fullmatch(text)
    return bool(found) and bool(found["title"]) and len(text.split()) < 40 and not text.endswith((".", ":"))


def _numbers(ref: str, refs: Sequence[str | None]) -> bool:
    """Whether the references under a heading go on from its number: 3.1 under 3.0, letters under 3."""
    stem = ref.split(".")[0]
    printed = [one for one in refs if one]
    return bool(printed) and all(is_letter(one) or re.match(rf"{stem}[.a-z]", one) for one in printed)


def _is_heading(text: str) -> bool:
    """Whether a line may head a section: short, opening with a capital; no sentence, label, day or paper's number."""
    short = len(text.split()) <= 20 and text[:1].isupper() and ":" not in text
    dated = as_at_of(text) or any(found.kind == "date" for found in find_dates(text))
    return short and not dated and not text.endswith((".", ";", ",")) and not is_label(text)


def stated_as_at(matches: Iterable[Match]) -> tuple[date | None, bool]:
    """The date that a plan says it speaks for, and whether it is said right above its progress.

    In the heading of its progress, else in a line just above the table, else in a sentence on the plan before it.
    """
    for match in matches:
        said = [as_at_of(match.headings[at]) for at, name in match.columns.items() if name in ("status", "rag")]
        said += [dated_heading(match.headings[at]) for at, name in match.columns.items() if name == "update"]
        if any(said):
            return max(day for day in said if day), True
        for steps, paragraph in enumerate(reversed(match.table.above[-4:])):
            text = " ".join(paragraph.text.split())
            found = as_at_of(text)
            short = steps == 0 and len(text.split()) <= 14 and not _VERB.search(text)
            if found and (short or _STATES_DATE.fullmatch(text) or is_plan_title(text)):
                return found, bool(_OF_PROGRESS.search(text)) and not is_plan_title(text)
        for paragraph in reversed(match.table.above[-_PREFACE:]):
            text = " ".join(paragraph.text.split())
            if (found := as_at_of(text)) and _STATES_DATE.fullmatch(text):
                return found, bool(_OF_PROGRESS.search(text))
            found = next((day for day in map(_told_as_at, _SENTENCE.split(paragraph.text)) if day), None)
            if found:
                return found, False
        for paragraph in match.table.above:  # `Version 4, updated 21 January 2022` on the front page
            if len(paragraph.text.split()) <= _SHORT_LINE and _of_this_plan(paragraph, match):
                found = as_at_of(paragraph.text)
                if found:
                    return found, False
    return None, False


def _of_this_plan(line: Paragraph, match: Match) -> bool:
    """Whether a short dated line may be the plan's own: of no figures, and not of another paper pages before."""
    far = line.source.line and match.table.source.line and match.table.source.line - line.source.line > _PAGES_OF_LINES
    return not far and not _OF_FIGURES.search(line.text)


def _told_as_at(sentence: str) -> date | None:
    """`The table gives the position as at 28 February 2022`: a sentence on the plan, and its date."""
    for found in find_dates(sentence):
        before = sentence[: found.begin]
        about = _OF_PLAN.search(before) or _OF_FEW.search(before)
        if found.day and about and _SPEAKS_FOR.search(before):
            return found.day
    return None


def split_banner(text: str) -> tuple[str | None, str]:
    """The reference and the title of a row that spans the table.

    >>> split_banner("2. Ensure that plans are clear")
    ('2', 'Ensure that plans are clear')
    >>> split_banner("Theme 1 – Out of Court")
    ('1', 'Out of Court')
    >>> split_banner("Area for improvement 3: Supervision of crime")
    ('3', 'Supervision of crime')
    >>> split_banner("Change led by the Board")
    (None, 'Change led by the Board')
    >>> split_banner("A - Safe homes")
    ('A', 'Safe homes')
    """
    found = _SECTION.fullmatch(text) or _LETTERED.fullmatch(text)
    if found and found["title"]:
        return _ORDINALS.get(found["ref"].lower(), found["ref"]), found["title"]
    return split_reference(text)


def dates_in(text: str) -> tuple[date, ...]:
    """The days named in a text, in order."""
    return tuple(found.day for found in find_dates(text) if found.day)
