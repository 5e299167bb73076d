"""The names that a paper gives and those that an organisation knows, in; which new name may be which known one, out.

Nothing is decided here: a person is asked, since "Deputy Director" is as like "Director" as a typing error is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from actions.people.likeness import initials_of, may_be_same
from actions.spelling import spelt_alike
from imports.pipeline.plan_parts import row_of, rows_of
from imports.pipeline.words import plain
from imports.shapes import StagedPlan
from imports.values.names import is_person

MOST = 3  # known names offered for a new one
NEAREST, NEAR = 8, 60  # so many of the most alike are looked at word by word


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
        for initials in initials_of(name):
            self._initials[initials].append(name)

    def like(self, name: str) -> tuple[str, ...]:
        near = process.extract(plain(name), self._names, scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=NEAR)
        found = [other for _, _, other in near if may_be_same(name, other, is_person)]
        found += self._initials.get(name.replace(".", "").lower(), ())
        found += [other for initials in initials_of(name) for other in self._names if _is_short_for(other, initials)]
        return tuple(dict.fromkeys(found))[:MOST]


def _is_short_for(name: str, initials: str) -> bool:
    return name.isalpha() and len(name) >= 3 and name.lower() == initials
