"""A document in; the actions that its minutes record, as a plan with one section for each item, out.

Serves minutes with decisions and actions: a list under `Actions` below each item, a sentence after `Action:`, or a
table of items with a column that names who acts. Only what is marked as an action is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from imports.headings import plain_heading
from imports.pipeline.bodies import body_of
from imports.pipeline.checks import check_plan
from imports.pipeline.furniture import is_furniture
from imports.shapes import Document, Issue, Owner, Paragraph, Section, Source, StagedItem, StagedPlan, Table
from imports.values.bullets import starts_bullet
from imports.values.date_words import find_dates
from imports.values.names import is_owner_like
from imports.values.people import parse_owners
from imports.values.references import parse_reference
from imports.values.spoken import is_mark, marked_actions, when_due, who_acts

NAME = "minutes"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_HEADING_WORDS = 8
_FAR = 120  # blocks between the items of one set of minutes
_LEAST = 2  # actions of which a plan is made
_NEAR = 120  # blocks above the first item in which the meeting is named
_MINUTES = re.compile(
    r"\b(?:minutes|notes?)\b.*\b(?:meeting|board|committee|panel|of)\b|\bdecisions (?:and|&) actions\b", re.I
)
_TOLD = re.compile(r":|\b(?:were|was|be|approved|agreed|confirmed|received)\b", re.IGNORECASE)  # a sentence on minutes
_CAME = re.compile(r"\b(?:apologies|attendance|present|declarations? of interest)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?P<ref>\d{1,2})[.)]?\s+(?P<title>[A-Z].{2,140})", re.DOTALL)
_ENDS_LIST = re.compile(r"(?:decisions?|appendix|members.? comments?|recommendations?)\b.{0,20}", re.IGNORECASE)
_ITEM_HEADS = {"minute", "item", "minute no", "agenda item", "discussion", "minutes", "subject", "items"}
_ACTION_HEADS = {"action", "actions", "action by", "by whom", "decisions actions", "action owner", "who"}
_NEXT = re.compile(r"\bnext (?:\S+ ){0,10}?meeting\b|\bdate of (?:the )?next meeting\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One action as the minutes record it: its words, the item it stands under, who acts, where."""

    words: str
    section: Section | None
    source: Source
    ref: str | None = None
    named: str = ""  # who acts, from a column of its own
    marked: bool = True
    at: int = 0  # the block of the document


def find_minutes(document: Document, tables: Sequence[Table], taken: set[int]) -> tuple[StagedPlan, ...]:
    """The plans that the document's minutes make; `taken` are the numbers of tables already read as plans."""
    plans = []
    for table in tables:
        if table.source.table not in taken and _is_minute_table(table):
            plans += _plan(list(_of_table(table)), document, _block_of(table, document), _headings(table))
    for told in _clusters(list(_of_text(document.blocks))):
        if _of_meeting(document.blocks, told[0].at):
            plans += _plan(told, document, told[0].at, (("section", "Item"),))
    return tuple(plans)


def used_tables(plans: Sequence[StagedPlan], tables: Sequence[Table]) -> set[int]:
    """The numbers of the tables that stand within minutes which were read: the headings of their items."""
    own = {plan.source.table for plan in plans}
    spans = [(plan.source.line or 0, plan.source.last_line or 0) for plan in plans]
    return own | {t.source.table for t in tables if any(first <= (t.source.line or 0) <= last for first, last in spans)}


# ---- a table of items with a column of actions -------------------------------------------------------


def _is_minute_table(table: Table) -> bool:
    heads = [plain_heading(cell.text) for cell in table.rows[0]]
    return len(heads) < 5 and heads[-1] in _ACTION_HEADS and bool(set(heads[:-1]) & _ITEM_HEADS) and len(table.rows) > 2


def _block_of(table: Table, document: Document) -> int:
    """Where in the document a table begins."""
    heads = [cell.text for cell in table.rows[0]]
    blocks = enumerate(document.blocks)
    return next((at for at, b in blocks if isinstance(b, Table) and b.rows and [c.text for c in b.rows[0]] == heads), 0)


def _headings(table: Table) -> tuple[tuple[str, str], ...]:
    heads = [cell.text for cell in table.rows[0]]
    return (("section", heads[-2]), ("owner", heads[-1]))


def _of_table(table: Table) -> Iterator[Spoken]:
    for ref, words, action, source in _items(table):
        first, *rest = _lines_of(words)
        section = Section(title=" ".join(first.split())[:200], ref=ref)
        named = action if _names_owner(action) else ""
        told = (
            list(marked_actions("\n".join((first, *rest))))
            if named or not action
            else [line for line in action.split("\n") if line]
        )
        marked = bool(told)
        if not told and named:
            told = [line for line in rest if line.strip()][-1:] or [first]
        for text in told:
            yield Spoken(text, section, source, ref if len(told) == 1 else None, named, marked)


def _lines_of(words: str) -> list[str]:
    """The lines of a minute; of one that runs on, its sentences, where the first is short enough for a heading."""
    if "\n" in words:
        return words.split("\n")
    first, *rest = _SENTENCE.split(words)
    return [first, *rest] if rest and len(first.split()) <= _HEADING_WORDS else [words]


def _items(table: Table) -> Iterator[tuple[str | None, str, str, Source]]:
    """Each minute, joined over the page: its number, its words, its action cell, its place."""
    held: tuple[str | None, str, str, Source] | None = None
    for row in table.rows[1:]:
        texts = [cell.text for cell in row]
        number, words, action = texts[0], "\n".join(texts[1:-1]), texts[-1] if len(texts) > 2 else ""
        source = replace(row[0].source, last_row=row[0].source.row)
        if held and not number:
            held = (held[0], f"{held[1]}\n{words}", "\n".join(filter(None, (held[2], action))), held[3].through(source))
            continue
        if held:
            yield held
        held = (parse_reference(number.split()[-1]) if number.split() else None, words, action, source)
    if held:
        yield held


def _names_owner(text: str) -> bool:
    return bool(text) and (is_owner_like(text) or len(text.split()) < 4) and len(text.split()) < 9


# ---- running text with a list of actions below each item -----------------------------------------------


def _clusters(spoken: list[Spoken]) -> list[list[Spoken]]:
    """The actions of each meeting: those that stand no further apart than the items of one set of minutes do."""
    found: list[list[Spoken]] = []
    for one in spoken:
        if found and one.at - found[-1][-1].at < _FAR:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _of_meeting(blocks: Sequence[Paragraph | Table], at: int) -> bool:
    """Whether what stands before a block are minutes: named so, with a date, and with who came or sent apologies."""
    above = [b.text for b in blocks[max(0, at - _FAR) : at] if isinstance(b, Paragraph)]
    named = next((at for at, text in enumerate(above) if _names_minutes(text)), None)
    if named is None:
        return False
    dated = any(found.day for text in above[max(0, named - 5) : named + 15] for found in find_dates(text))
    return dated and any(_CAME.search(text) for text in above[named:])


def _names_minutes(text: str) -> bool:
    return bool(_MINUTES.search(text)) and len(text.split()) < 30 and not text.endswith(".") and not _TOLD.search(text)


def _of_text(blocks: Sequence[Paragraph | Table]) -> Iterator[Spoken]:
    section: Section | None = None
    for at, block in enumerate(blocks):
        section = _item(block) or section
        if not isinstance(block, Paragraph):
            continue
        if is_mark(block.text):
            yield from (replace(one, at=at) for one in _list_below(blocks[at + 1 : at + _FAR], section))
        elif block.text[:6].lower() == "action":
            for words in marked_actions(block.text):
                yield Spoken(words, section, block.source, at=at)


def _item(block: Paragraph | Table) -> Section | None:
    """The item that a line, or a table of one row, is the heading of."""
    if isinstance(block, Paragraph):
        found = _ITEM.fullmatch(block.text)
        named = found and len(block.text.split()) < 25 and not block.text.endswith(".")
        return Section(title=" ".join(found["title"].split()), ref=found["ref"]) if named else None
    filled = [cell.text for cell in block.rows[0] if cell.text]
    if len(block.rows) < 3 and len(filled) == 2 and re.fullmatch(r"\d{1,2}\.?", filled[0]):
        return Section(title=" ".join(filled[1].split()), ref=filled[0].rstrip("."))
    return None


def _list_below(blocks: Sequence[Paragraph | Table], section: Section | None) -> Iterator[Spoken]:
    """The lines below `Actions`: bullets, or sentences that say who is to act; a line in lower case goes on."""
    held: Spoken | None = None
    bullets = False
    for block in blocks:
        if isinstance(block, Table) or _ENDS_LIST.fullmatch(block.text) or is_mark(block.text) or _item(block):
            break
        if is_furniture(block.text):
            continue
        bullet = starts_bullet(block.text)
        if held and block.text[:1].islower():
            held = replace(held, words=f"{held.words} {block.text}", source=held.source.through(block.source))
            continue
        if not bullet and (bullets or held and not who_acts(block.text)):
            break
        if held:
            yield held
        bullets = bullets or bullet
        held = Spoken(block.text.lstrip("•–—- ").strip(), section, block.source)
    if held:
        yield held


# ---- the plan -------------------------------------------------------------------------------------------


def _plan(spoken: list[Spoken], document: Document, at: int, headings: tuple[tuple[str, str], ...]) -> list[StagedPlan]:
    if len(spoken) < _LEAST:
        return []
    above = [b for b in document.blocks[:at] if isinstance(b, Paragraph)][-_NEAR:]
    held_on = _meeting_date(above)
    if held_on is None and headings[-1][0] == "section":
        return []  # a list of actions in a report
    sections = {one.section.ref or one.section.title: one.section for one in spoken if one.section}
    next_meeting = _next_meeting(document.blocks[at:])
    plan = StagedPlan(
        title=_title(above, held_on),
        organisation=body_of([block.text for block in document.blocks if isinstance(block, Paragraph)]),
        layout=NAME,
        confidence=0.8,
        as_at=held_on,
        sections=tuple(sections.values()),
        actions=tuple(_action(one, next_meeting) for one in spoken),
        headings=headings,
        reasons=("actions marked in minutes",),
        source=spoken[0].source.through(spoken[-1].source),
    )
    return [check_plan(plan)]


def _action(one: Spoken, next_meeting: date | None) -> StagedItem:
    found, said = when_due(one.words, next_meeting)
    owners = parse_owners(one.named, "owner")[0] if one.named else who_acts(one.words)
    return StagedItem(
        title=one.words,
        ref=one.ref,
        section=(one.section.ref or one.section.title) if one.section else None,
        owners=owners,
        due=found.day if found else None,
        deadline_text=said or None,
        deadline_kind=found.kind if found else "none",
        problems=tuple(_doubts(one, owners, said)),
        source=one.source,
    )


def _doubts(one: Spoken, owners: Sequence[Owner], said: str) -> Iterator[Issue]:
    if not one.marked:
        yield Issue("action_unmarked", "Only the column of actions says that there is one; check its words", one.source)
    if said:
        yield Issue("date_in_words", f"The date stands in the words of the action: “{said}”", one.source)
    if any(owner.name.lower() in ("all", "everyone") for owner in owners):
        yield Issue("owner_group", "The owner is everyone: nobody is named", one.source)
    if one.named and len(re.findall(r"[.;]\s+[A-Z]", one.words)):
        yield Issue("several_actions", "Several sentences stand under one mark: one action, or more?", one.source)


def _meeting_date(above: Sequence[Paragraph]) -> date | None:
    for paragraph in reversed(above):
        near = len(paragraph.text.split()) < 16 or _names_minutes(paragraph.text)
        for found in find_dates(paragraph.text) if near else ():
            if found.day and found.kind == "date":
                return found.day
    return None


def _next_meeting(blocks: Sequence[Paragraph | Table]) -> date | None:
    """The day that the minutes announce for the next meeting."""
    for block in blocks:
        texts = (block.text,) if isinstance(block, Paragraph) else (cell.text for row in block.rows for cell in row)
        for text in texts:
            said = _NEXT.search(text)
            day = (
                next((one.day for one in find_dates(text[said.end() :]) if one.kind == "date"), None) if said else None
            )
            if day:
                return day
    return None


def _title(above: Sequence[Paragraph], held_on: date | None) -> str:
    """The line that names the minutes, with the lines that end it where it is cut, and the meeting's date."""
    lines = [" ".join(p.text.split()) for p in above]
    at = next((at for at in reversed(range(len(lines))) if _opens_title(lines[at])), None)
    title = lines[at] if at is not None else "Minutes"
    while at is not None and re.search(r"\b(?:of|the|for|and)\Z", title, re.IGNORECASE) and at + 1 < len(lines):
        at += 1
        title = f"{title} {lines[at]}"
    day = f"{held_on.day} {held_on:%B %Y}" if held_on else ""
    return f"{title}, {day}" if day and day not in title else title


def _opens_title(text: str) -> bool:
    return _names_minutes(text) or bool(re.fullmatch(r"(?:minutes|notes?) of(?: the)?", text, re.IGNORECASE))
