"""A staged item in; what is missing or odd in its row, as a Doubt or None, out.

Each check says in its first line what kind of plan it serves; none knows a layout.
"""

from __future__ import annotations

import re

from imports.headings import OWNER_FIELDS
from imports.pipeline.doubts import Doubt, Seen, long_day, names_person, plain_words, short
from imports.shapes import StagedItem
from imports.values.names import has_post
from imports.values.ratings import COLOURS

_HAPPENED = re.compile(
    r"\b(?:took place|has been (?:held|completed|agreed|sent)|was held|were held|have met)\b", re.IGNORECASE
)
_UNDER_WAY = re.compile(
    r"\b(?:work|this|it|which|review|project) (?:is|has|are|has been) (?:now |currently |already )?"
    r"(?:under ?way|in progress|on-?going|completed?|started|begun|commenced)\b[^.;]{0,30}",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?\s*%")
_URGENT = re.compile(
    r"\b(?:as a matter of urgency|urgently|as soon as (?:is )?(?:possible|practicable)|without delay)\b", re.IGNORECASE
)
_HANGS = re.compile(r"(?:,|\b(?:of|and|or|the|a|an|between|including|their|its))\s*\Z")
_EVERYONE = frozenset(
    ("all", "everyone", "all staff", "all members", "all partners", "all agencies", "all leads", "various")
)
_GROUP = re.compile(
    r"\([^)]*\b(?:officers|staff|members|teams|leads|managers|colleagues|partners|representatives)\b[^)]*\)",
    re.IGNORECASE,
)


def no_owner(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans with a column for owners: nobody named, on the action or on any of its steps."""
    has_column = bool(seen.fields & set(OWNER_FIELDS))
    if seen.above or not has_column:  # a step without an owner is its action's
        return None
    named = item.owners or any(step.owners for step in item.milestones)
    return None if named else Doubt("No owner is stated")


def no_deadline(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans with a column for dates: none given or yet to be confirmed, and the row is not marked complete."""
    dated = item.due or item.revised or item.milestones or item.deadline_kind not in ("none", "tbc")
    if "due" in seen.fields and not dated and item.status not in ("complete", "not_applicable"):
        said = f": “{item.deadline_text}”" if item.deadline_text else ""
        return Doubt(f"No date is stated{said}")
    return None


def year_only(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan: a deadline that is a year alone."""
    if item.deadline_kind == "year" and item.due:
        return Doubt(f"The deadline is a year only; {long_day(item.due)} is taken")
    return None


def status_conflict(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans with a date and a status: the date column says complete, the status says another thing."""
    if item.deadline_kind == "complete" and item.status not in (None, "complete"):
        return Doubt(f"The date column says “{item.deadline_text}”, the status “{item.status_text}”")
    return None


def complete_in_part(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans with a percentage beside the status: complete, yet less than all of it."""
    if item.status != "complete":
        return None
    shares = [extra.text for extra in item.extra if "complete" in extra.heading.lower()]
    share = next((text for text in shares if _PERCENT.fullmatch(text.strip())), None)
    if share and float(share.strip(" %")) < 100:
        return Doubt(f"Marked complete, but “{share.strip()}” stands beside it")
    return None


def rating_not_in_key(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans that print a key to their ratings: a colour that the key does not have."""
    colours = [key.colour for key in seen.plan.rating_key if key.colour]
    if len(colours) < 2 or not item.rag or item.rag in colours or item.rag not in COLOURS:
        return None
    near = "amber" if item.rag in ("yellow", "orange") and "amber" in colours else ""
    named = ", ".join(colour.capitalize() for colour in colours)
    return Doubt(f"The rating “{item.status_text or item.rag}” is not in the plan's key: {named}", suggestion=near)


def cut_off(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any paper of pages: the action or its last note ends on a word that something must follow."""
    for what, text in (("action", item.title), ("progress", item.updates[-1].text if item.updates else "")):
        if len(text.split()) > 4 and _HANGS.search(text):
            ending = " ".join(text.split()[-6:])
            return Doubt(f"The {what} breaks off at “… {ending}”; the rest is not in the document")
    return None


def owner_is_no_post(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans that name posts or people throughout: no owner of the row is one, only a service or a body."""
    odd = next((o.name for o in item.owners if not has_post(o.name) and not names_person(o.name)), None)
    alone = not any(has_post(o.name) or names_person(o.name) for o in item.owners)
    if seen.posts_usual and odd and alone:
        return Doubt(f"The owner “{odd}” reads as a service or a body, not as a post or a person")
    return None


def group_in_brackets(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan: an owner that is everyone, or a cell that also names an unnamed group in brackets."""
    if any(o.name.lower() in _EVERYONE for o in item.owners):
        return Doubt("The owner is everyone: nobody is named")
    named = next((found[0] for o in item.owners if (found := _GROUP.search(o.name))), None)
    return Doubt(f"The owner cell also names a group in brackets: {named}") if named else None


def reports_instead(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan: the action cell tells what happened and not what is to be done."""
    if len(item.title.split()) <= 14 and _HAPPENED.search(item.title):
        return Doubt("The action tells what happened, not what is to be done")
    told = _UNDER_WAY.search(item.title)
    return Doubt(f"The action also tells how far it has got: “{told[0]}”") if told else None


def stray_letter(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan: an action or an owner that opens with a single letter, as a slip of typing leaves it."""
    texts = (item.title, *(owner.name for owner in item.owners))
    odd = next((text for text in texts if re.match(r"[B-HJ-Z] [A-Z][a-z]", text)), None)
    return Doubt(f"A stray letter opens “{short(odd)}”", suggestion=odd[2:]) if odd else None


def number_missing(item: StagedItem, seen: Seen) -> Doubt | None:
    """Plans with a running number beside the reference: the number of this row is not printed."""
    headings = {extra.heading for extra in item.extra}
    lacks = seen.numbered and not seen.above and seen.numbered not in headings
    return Doubt(f"The column “{seen.numbered}” is empty") if lacks else None


def urgent_without_date(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan: asked for as a matter of urgency, and no date is given."""
    urgent = _URGENT.search(item.title)
    dated = item.due or item.revised or item.milestones or item.deadline_text
    return Doubt(f"Asked for “{urgent[0]}”, and no date is given") if urgent and not dated else None


def several_parts(item: StagedItem, seen: Seen) -> Doubt | None:
    """Lists of recommendations without dates: one that has several parts, each of which could be an action."""
    parts = sum(1 for line in item.title.split("\n") if line.startswith("•"))
    if "due" not in seen.fields and parts > 1 and not item.milestones:
        return Doubt(f"{parts} parts stand under one reference or recommendation: one action, or {parts}?")
    return None


def no_words(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan: a row without words for what is to be done."""
    return None if item.title.strip() else Doubt("The row has no words for the action")


def look_alike(item: StagedItem, seen: Seen) -> Doubt | None:
    """Any plan: two actions, or two steps of one action, in the same words."""
    alike = seen.titles.get((seen.above.ref if seen.above else None, plain_words(item.title)), ())
    other = next((one for one in alike if one.source != item.source), None)
    if len(item.title.split()) < 4 or other is None:
        return None
    return Doubt(f"Another row has the same words: {_named(other)}. Is one of them printed twice?")


def _named(item: StagedItem) -> str:
    """A row as a person would find it: its reference, else its place."""
    return " at ".join(filter(None, (item.ref, item.source.words()))) or "elsewhere"


def reference_repeated(item: StagedItem, seen: Seen) -> Doubt | None:
    """Numbered plans: a reference that stands twice in its section."""
    if not item.ref or seen.above:
        return None
    coded = re.search(r"[A-Za-z].*\d|\d\.\d", item.ref)  # bare numbers may begin again in each section
    if seen.refs[(item.section, item.ref)] > 1 or coded and seen.refs_anywhere[item.ref] > 1:
        return Doubt(f"The reference {item.ref} stands more than once")
    return None


def reference_gap(item: StagedItem, seen: Seen) -> Doubt | None:
    """Numbered plans: the numbering skips a number within a section."""
    if seen.above or not seen.before or not item.ref or not seen.before.ref or item.section != seen.before.section:
        return None
    if "/" in item.ref:
        return None  # numbered through the year: what was closed is taken off the list
    last, this = _counted(seen.before.ref), _counted(item.ref)
    if last and this and last[0] == this[0] and this[1] == last[1] + 2:
        return Doubt(f"The numbering goes from {seen.before.ref} to {item.ref}")
    return None


def _counted(ref: str) -> tuple[str, int] | None:
    """The part of a reference before what is counted, and the count: `1c` is 3 under `1`."""
    number = re.fullmatch(r"(.*?)(\d+)", ref)
    if number:
        return number[1], int(number[2])
    letter = re.fullmatch(r"(\d*)([a-z])", ref)
    return (letter[1], ord(letter[2]) - 96) if letter else None
