"""Two texts in; how alike their words are, out."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

_NOT_WORDS = re.compile(r"[^\w]+")
_WORD = re.compile(r"\w+")
# A text that continues in the other counts for a little less than one that is the same throughout.
_PART = 0.95
_LONG_ENOUGH = 25


def plain(text: str) -> str:
    """Return the words alone: lower case, single spaces, no punctuation.

    >>> plain("  Review the Council's\\n policy. ")
    'review the council s policy'
    """
    return _NOT_WORDS.sub(" ", text.lower()).strip()


def likeness(one: str, other: str) -> float:
    """Return how alike two plain texts are, 0 to 100: rapidfuzz's ratio, or that of the shorter and as much of the
    longer, from its beginning or its end: an action gains and loses clauses there.

    >>> likeness("review the policy", "review the policy")
    100.0
    >>> likeness("review the policy", "train the managers") < 50
    True
    >>> likeness("review the policy on home visits", "review the policy on home visits and publish it by june") > 90
    True
    """
    ratio = fuzz.ratio(one, other)
    short, long = sorted((one, other), key=len)
    if ratio >= 95 or len(short) < _LONG_ENOUGH or len(short) == len(long):
        return ratio
    opens, closes = fuzz.ratio(short, long[: len(short)]), fuzz.ratio(short, long[-len(short) :])
    return max(ratio, _PART * opens, _PART * closes)


def continued(old: str, new: str) -> str | None:
    """Return what `new` adds after the words of `old`; None where it does not carry on from them.

    >>> continued("Draft written.", "Draft written.  Panel agreed it.")
    'Panel agreed it.'
    >>> continued("Draft written.", "Drafts written") is None
    True
    """
    words = _WORD.findall(old.lower())
    found = list(_WORD.finditer(new))
    if not words or len(found) <= len(words) or [w[0].lower() for w in found[: len(words)]] != words:
        return None
    return new[found[len(words) - 1].end() :].lstrip(" .,;:)\n\t\u2013\u2014-\u2022").strip()
