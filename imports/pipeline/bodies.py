"""A document's lines in; the name of the body whose paper it is, and the running heads that carry it, out.

Serves any paper that prints its council, trust, force, service or partnership at its top, and most of them do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from imports.pipeline.furniture import header_key

_WORD = r"[A-Z][\w'’-]*,?"
_SMALL = r"(?:of|and|with|upon|on|in|under|by|for|the|&|le|cum)"
_KIND = (
    r"(?:council|combined authority|fire (?:(?:and|&) rescue )?(?:service|authority)|fire (?:and|&) rescue|"
    r"police(?: service| authority)?|constabulary|(?:nhs|hospitals?|care|foundation|partnership) (?:foundation )?trust|"
    r"integrated care (?:board|partnership)|(?:university )?health board|clinical commissioning group|"
    r"ambulance service|metropolitan borough(?: council)?|london borough of [a-z]+(?: [a-z]+)?|"
    r"safeguarding (?:children|adults)(?:['’]?s?)? board|youth (?:justice|offending) (?:service|team)|"
    r"probation (?:service|delivery unit)|hospice|partnership|national park authority|unitary authority|"
    r"housing association)"
)
_NAMED = re.compile(rf"\b{_KIND}\b", re.IGNORECASE)
_BODY = re.compile(
    rf"(?<![\w'’-])(?P<name>(?:{_WORD}\s+(?:{_SMALL}\s+){{0,2}}){{0,7}}?(?i:{_KIND}))"
    r"(?![\w'’]|\s+(?i:and crime panel|board\b))"
)
# Words that make a name of no body by themselves: `County Council`, `The Full Council`.
_GENERIC = frozenset(
    (
        *("the", "a", "an", "our", "this", "that", "each", "all", "full", "new", "whole", "any", "your", "their"),
        *("county", "city", "borough", "district", "metropolitan", "town", "parish", "unitary", "combined", "london"),
        *("council", "authority", "partnership", "police", "trust", "nhs", "hospital", "hospitals", "foundation"),
        *("care", "service", "and", "of", "for", "with", "to", "by", "report", "leader", "cabinet", "strategic"),
        *("key", "local", "area", "board", "integrated", "safeguarding", "children", "adults", "youth", "justice"),
        *("offending", "fire", "rescue", "probation", "team", "between", "ofsted"),
    )
)
_CAPITALS = frozenset(("NHS", "ICB", "SEND", "UK", "BCP"))
_LEADING = re.compile(
    rf"\A(?:(?:{_SMALL}|The|Report|To|For|By|From|Between|Agreed|At|With|Of|And|NHS (?={_WORD} NHS))\s+)+"
)
_OTHERS = re.compile(r"\b(?:inspectorate|ofsted|majesty['’]s|commissioner)\b", re.IGNORECASE)
_TOP = 40  # lines in which a paper names its body on a line of its own
_COUNTED = 4_000  # lines looked at for how often a name is used
_OFTEN = 3  # times that a body is named in a paper of its own, at least
_LONGEST_HEAD = 16  # words of a running head


def body_of(lines: Sequence[str]) -> str | None:
    """The body whose paper these lines are: on a line of its own at the top, else named often.

    >>> body_of(["WESTMERE BOROUGH COUNCIL", "Housing Panel"]), body_of(["Report of the County Council"])
    ('Westmere Borough Council', None)
    >>> body_of(["Vale of Orme Fire Authority"]), body_of(["Combined Fire Authority"])
    ('Vale of Orme Fire Authority', None)
    >>> body_of(["Farrow Safeguarding Children Partnership", "Farrow Police sent a note."])
    'Farrow Safeguarding Children Partnership'
    """
    for line in lines[:_TOP]:
        names = names_in(line)
        if names and len(line.split()) <= len(names[0].split()) + 1:
            return names[0]
    counts = Counter(
        name for line in lines[:_COUNTED] for name in names_in(line) if not name.lower().endswith("partnership")
    )
    named, times = next(iter(counts.most_common(1)), (None, 0))
    return named if times >= _OFTEN else _first_of_top(lines)


def _first_of_top(lines: Sequence[str]) -> str | None:
    """The body that one of the first lines names among other words: `Aldmoor City Council and NHS Aldmoor`."""
    return next((name for line in lines[:_TOP] if len(line.split()) <= _LONGEST_HEAD for name in names_in(line)), None)


def names_in(line: str) -> list[str]:
    """The names of bodies in a line, in ordinary letters.

    >>> names_in("Agreed with Farrow and Wyke Fire and Rescue Authority in May")
    ['Farrow and Wyke Fire and Rescue Authority']
    """
    found = []
    for match in _BODY.finditer(line) if _NAMED.search(line) and len(line) < 2_000 else ():
        name = _proper(match["name"])
        own = [word for word in re.findall(r"[\w'’-]+", name.lower()) if word not in _GENERIC]
        if own and not _OTHERS.search(name) and name.split()[0].lower() not in ("the", "our", "this", "full", "report"):
            found.append(name)
    return found


def _proper(name: str) -> str:
    """The name as printed; capitals throughout become ordinary letters, and words before it are dropped."""
    words = _LEADING.sub("", name).split()
    if not any(word.isupper() and len(word) > 3 for word in words) or any(word[1:].islower() for word in words):
        return " ".join(words)
    lower = [word if word in _CAPITALS else word.capitalize() for word in words]
    return " ".join(
        w.lower() if w.lower() in ("of", "and", "the", "upon", "with") and at else w for at, w in enumerate(lower)
    )


def running_heads(lines: Iterable[str], body: str | None) -> frozenset[str]:
    """Of the lines between two pieces of a table, as compared: the body's name alone, or before words said already.

    >>> lines = ["Aldmoor Council", "Plan for housing", "Aldmoor Council - Plan for housing 4"]
    >>> sorted(running_heads(lines, "Aldmoor Council"))
    ['aldmoor council', 'aldmoor council plan for housing 4']
    """
    if not body:
        return frozenset()
    own, said, heads = header_key(body), set(), set()
    for line in lines:
        key = header_key(line)
        if key == own or key.startswith(f"{own} ") and _said(key[len(own) + 1 :], said):
            heads.add(key)
        if len(key.split()) <= _LONGEST_HEAD:
            said.add(key)
    return frozenset(heads)


def _said(rest: str, said: set[str]) -> bool:
    """Whether what stands behind a body's name is a page number, or a title that was printed before."""
    words = re.sub(r"(?:\s|\A)(?:page )?\d{1,3}\Z", "", rest).strip()
    return not words or len(words.split()) > 1 and any(words in one for one in said)
