"""The names that a paper gives and those that an organisation knows, in; which new name may be which known one, out.

Nothing is decided here: a person is asked, since "Deputy Director" is as like "Director" as a typing error is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from actions.spelling import spelt_alike
from imports.pipeline.plan_parts import row_of, rows_of
from imports.pipeline.words import plain
from imports.shapes import StagedPlan
from imports.values.names import is_person

MOST = 3  # known names offered for a new one
NEAREST, NEAR = 8, 60  # so many of the most alike are looked at word by word
SAME_WORD = 82  # likeness of two words that a slip of typing parts
_SMALL = frozenset(("of", "for", "the", "and", "to", "in", "s"))
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "cllr", "councillor", "sir", "dame"))
# Shortened words of posts that are no beginning of the whole word.
_SHORT = {
    **{"dir": "director", "dept": "department", "hd": "head", "mgr": "manager", "mngr": "manager", "asst": "assistant"},
    **{"svc": "service", "svcs": "services", "srv": "service", "ofcr": "officer", "snr": "senior", "jnr": "junior"},
    **{"dpty": "deputy", "exec": "executive", "cttee": "committee", "govt": "government", "mgmt": "management"},
    **{"supt": "superintendent", "insp": "inspector", "sgt": "sergeant", "coord": "coordinator"},
    **{"ops": "operations", "comms": "communications"},
}  # fmt: skip
_AFTER = re.compile(r"\s*[,(/–—].*|\s+-\s.*", re.DOTALL)  # a person's post, printed behind the name


def likely_names(paper: StagedPlan, known: Iterable[str], aliases: Mapping[str, str] | None = None) -> dict[str, tuple]:
    """Return for each name in the paper that nobody has yet the known names that it may be, the likeliest first.

    Of names that are all new, the one printed most often counts as known to the others. `aliases` are known too, by
    their plain words.
    """
    times = Counter(" ".join(owner.name.split()) for row in rows_of(paper) for owner in row_of(paper, row).owners)
    times.update(" ".join(section.lead.split()) for section in paper.sections if section.lead)
    known, aliases = list(known), aliases or {}
    seen, candidates, found = set(map(spelt_alike, known)), _Known(known), {}
    for name, _ in times.most_common():
        if spelt_alike(name) in seen or plain(name) in aliases:
            continue
        seen.add(spelt_alike(name))
        if like := candidates.like(name):
            found[name] = like
        else:
            candidates.add(name)
    return found


class _Known:
    """The names that a new one is compared with, by their words and by their initials."""

    def __init__(self, names: Iterable[str]):
        self._names: dict[str, str] = {}
        self._initials: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        self._names[name] = plain(name)
        for initials in _initials_of(name):
            self._initials[initials].append(name)

    def like(self, name: str) -> tuple[str, ...]:
        near = process.extract(plain(name), self._names, scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=NEAR)
        found = [other for _, _, other in near if may_be_same(name, other)]
        found += self._initials.get(name.replace(".", "").lower(), ())
        found += [other for initials in _initials_of(name) for other in self._names if _is_short_for(other, initials)]
        return tuple(dict.fromkeys(found))[:MOST]


def may_be_same(one: str, other: str) -> bool:
    """Whether two names may be of one person, post or body: the same words shortened, misspelt, or with a title or a
    post beside them.

    >>> may_be_same("Hd of Childrens Svcs", "Head of Children's Services"), may_be_same("J Bell", "Jo Bell")
    (True, True)
    >>> may_be_same("Jo Bell, Head of Housing", "Mrs Jo Bell"), may_be_same("Head of Houseing", "Head of Housing")
    (True, True)
    >>> may_be_same("Deputy Director", "Director"), may_be_same("Head of Service North", "Head of Service South")
    (False, False)
    >>> may_be_same("Team Manager 1", "Team Manager 2"), may_be_same("Jo Bell", "Jo Ball-Smith")
    (False, False)
    """
    pairs = ((one, other), (_person_in(one), other), (one, _person_in(other)))
    return any(_same_words(_words(a), _words(b)) for a, b in pairs)


def _person_in(name: str) -> str:
    """The person's name before a post; empty where there is none."""
    first = _AFTER.sub("", name)
    return first if first != name and is_person(first) else ""


def _words(name: str) -> list[str]:
    words = [word for word in plain(name.replace("'", "").replace("’", "")).split() if word not in _SMALL | _TITLES]
    return [_SHORT.get(word, word) for word in words]


def _same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or len(one) != len(other):
        return False
    left = list(other)
    for word in one:
        match = next((there for there in left if _same_word(word, there)), None)
        if match is None:
            return False
        left.remove(match)
    return any(len(word) > 1 for word in (*one, *other))


def _same_word(one: str, other: str) -> bool:
    """Whether two words are one: the same, begun by the other, or misspelt; figures must be equal."""
    if one == other or one.isdigit() or other.isdigit():
        return one == other
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and (len(short) == 1 or len(short) >= 3):
        return True
    return len(short) >= 4 and fuzz.ratio(one, other) >= SAME_WORD


def _initials_of(name: str) -> set[str]:
    """The initials by which a post is called: of "Head of Service" `hos` and `hs`; of a single word none."""
    words = plain(name.replace("'", "").replace("’", "")).split()
    if len(words) < 3:
        return set()
    return {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)}


def _is_short_for(name: str, initials: str) -> bool:
    return name.isalpha() and len(name) >= 3 and name.lower() == initials
