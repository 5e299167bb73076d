"""A document's words and tables in; its printed key to initials out: `CM = Compliance Manager`.

Serves plans whose owners are initials, with the key as a line of text, as a list of lines or as a small table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from imports.shapes import Document, Paragraph, StagedItem, StagedPlan, Table
from imports.values.names import is_initials, is_owner_like

_LONGEST_LINE = 1500  # characters; a key may name thirty posts
_INITIALS = r"[A-Z][A-Za-z]?[A-Z]{1,4}"
_NEXT = rf"(?=\s*[;,.|\n]?\s*(?:\band\s+)?(?<![A-Za-z]){_INITIALS}\s*(?:=|:|\s[-–—]\s)|\s*[;.|\n]|\s*\Z)"
_PAIR = re.compile(rf"(?<![A-Za-z])({_INITIALS})\s*(?:=|:|\s[-–—]\s)\s*([A-Z][^=;\n]*?){_NEXT}")
_ENTRY = re.compile(r"\s*\S{1,10}\s*(?:=|\s[-–—]\s)")  # a line of a list of initials, of whatever form
_HELD = re.compile(rf"([A-Z][^,;:()\n]+?)\s*\(({_INITIALS})\)")
_NAMED = re.compile(r"\b(?:initials|abbreviations|acronyms|glossary|key to (?:leads|owners|officers|names))\b", re.I)
_LITTLE = frozenset(("of", "and", "the", "for", "to", "in", "with", "&"))


def find_initials(document: Document, tables: Sequence[Table]) -> dict[str, str]:
    """Who is meant by each of the initials of the document's keys; initials with two meanings are left out."""
    said: dict[str, set[str]] = {}
    for initials, name in (*_in_lines(document), *_in_tables(tables)):
        if is_initials(initials) and _fits(initials, name):
            said.setdefault(initials, set()).add(name)
    return {initials: names.pop() for initials, names in said.items() if len(names) == 1}


def spelled_out(plan: StagedPlan, initials: Mapping[str, str]) -> StagedPlan:
    """The plan with its owners named as the key names them."""
    return replace(plan, actions=tuple(_named(action, initials) for action in plan.actions)) if initials else plan


def pairs_of(line: str) -> tuple[tuple[str, str], ...]:
    """Initials and names in one line of text; none where the line is not a key.

    >>> pairs_of("Key to initials: DH = Director of Housing; CM = Compliance Manager")
    (('DH', 'Director of Housing'), ('CM', 'Compliance Manager'))
    >>> pairs_of("Abbreviations: Director of Housing (DH), Compliance Manager (CM)")
    (('DH', 'Director of Housing'), ('CM', 'Compliance Manager'))
    >>> pairs_of("The Compliance Manager (CM) met the Director of Housing (DH).")
    ()
    """
    found = tuple((initials, name.strip(" ,.")) for initials, name in _PAIR.findall(line))
    if not found and _NAMED.search(line):
        found = tuple((initials, name.strip()) for name, initials in _HELD.findall(line))
    plain = all("=" in line[line.find(initials) :][: len(initials) + 2] for initials, _ in found)
    return found if _NAMED.search(line) or len(found) > 1 and plain else ()


def _in_lines(document: Document) -> Iterable[tuple[str, str]]:
    """The pairs of each line, and of the lines that follow one that only says that a key begins."""
    under_heading = False
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            under_heading = False
        elif len(block.text) <= _LONGEST_LINE:
            pairs = pairs_of(block.text) or (pairs_of(f"Initials: {block.text}") if under_heading else ())
            named = bool(_NAMED.search(block.text)) and len(block.text) < 60
            under_heading = named or under_heading and bool(pairs or _ENTRY.match(block.text))
            yield from pairs


def _in_tables(tables: Sequence[Table]) -> Iterable[tuple[str, str]]:
    """The rows of each table of two columns in which, below the heading, initials stand beside names."""
    for table in tables:
        if table.width != 2:  # asked once: it looks at every row
            continue
        rows = [tuple(cell.text.strip() for cell in row) for row in table.rows]
        rows = [row for row in rows if len(row) == 2]
        keyed = [row for row in rows if is_initials(row[0]) and is_owner_like(row[1])]
        if len(keyed) > 1 and len(keyed) >= len(rows) - 1:
            yield from keyed


def _fits(initials: str, name: str) -> bool:
    """Whether a name's words, or its last ones, open with the initials: `ICB` of Ardale Integrated Care Board."""
    words = re.findall(r"[A-Za-z][\w'’]*", name)
    letters = ("".join(word[0] for word in kept).upper() for kept in (words, _without_little(words)))
    return len(words) < 12 and any(one.endswith(initials.upper()) for one in letters)


def _without_little(words: list[str]) -> list[str]:
    return [word for word in words if word.lower() not in _LITTLE]


def _named(item: StagedItem, initials: Mapping[str, str]) -> StagedItem:
    owners = tuple(replace(owner, name=initials.get(owner.name, owner.name)) for owner in item.owners)
    return replace(item, owners=owners, milestones=tuple(_named(step, initials) for step in item.milestones))
