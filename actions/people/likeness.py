"""Two names in, whether they may be of one person, post or body out; nothing is decided here, a person is asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from rapidfuzz import fuzz

SAME_WORD = 82  # likeness of two words that a slip of typing parts
_NOT_WORDS = re.compile(r"[\W_]+")
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
IsPerson = Callable[[str], bool]


def may_be_same(one: str, other: str, is_person: IsPerson = lambda name: False) -> bool:
    """Whether two names may be of one person, post or body: the same words shortened, misspelt, or with a title or a
    post beside them; `is_person` tells whether a text is the name of a person and nothing else.

    >>> may_be_same("Hd of Childrens Svcs", "Head of Children's Services"), may_be_same("J Bell", "Jo Bell")
    (True, True)
    >>> may_be_same("Head of Houseing", "Head of Housing"), may_be_same("Deputy Director", "Director")
    (True, False)
    >>> may_be_same("Jo Bell, Head of Housing", "Mrs Jo Bell", lambda name: name == "Jo Bell")
    True
    >>> may_be_same("Team Manager 1", "Team Manager 2"), may_be_same("Jo Bell", "Jo Ball-Smith")
    (False, False)
    """
    pairs = ((one, other), (_person_in(one, is_person), other), (one, _person_in(other, is_person)))
    return any(_same_words(words_of(a), words_of(b)) for a, b in pairs)


def likely_pairs(names: Iterable[str], is_person: IsPerson = lambda name: False) -> list[tuple[str, str]]:
    """Return the pairs of names that may be one, in order; names are compared only where their words begin alike.

    >>> likely_pairs(["Head of Housing", "Hd of Houseing", "Head of Schools", "HoH", "Chief Executive"])
    [('Head of Housing', 'Hd of Houseing'), ('Head of Housing', 'HoH'), ('Hd of Houseing', 'HoH')]
    """
    names, alike = list(names), defaultdict(list)
    for name in names:
        first = _AFTER.sub("", name)
        for variant in dict.fromkeys((name, first) if is_person(name) and first else (name,)):
            if words := words_of(variant):
                alike["".join(sorted(word[0] for word in words))].append((name, words))
    found = {
        (one, other): None
        for group in alike.values()
        for (one, words), (other, others) in combinations(group, 2)
        if one != other and _same_words(words, others)
    }
    short = {name.replace(".", "").lower(): name for name in names if len(name.split()) == 1}
    for name in names:
        for initials in sorted(initials_of(name)):
            if len(initials) > 2 and initials in short:
                found.setdefault((name, short[initials]))
    place = {name: number for number, name in enumerate(names)}
    return sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))


def _person_in(name: str, is_person: IsPerson) -> str:
    """The person's name before a post; empty where there is none."""
    first = _AFTER.sub("", name)
    return first if first != name and is_person(first) else ""


def words_of(name: str) -> list[str]:
    """Return the words of a name that tell it from others, shortened ones written out."""
    words = [word for word in _plain(name) if word not in _SMALL | _TITLES]
    return [_SHORT.get(word, word) for word in words]


def _plain(name: str) -> list[str]:
    return _NOT_WORDS.sub(" ", name.replace("'", "").replace("’", "").lower()).split()


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


def initials_of(name: str) -> set[str]:
    """Return the initials by which a post is called: of "Head of Service" `hos` and `hs`; of a single word none."""
    words = _plain(name)
    if len(words) < 3:
        return set()
    return {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)}
