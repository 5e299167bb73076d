"""A proposal in; exactly what saving it writes, in words, out: the real writing rehearsed and rolled back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.templatetags.look import counted
from imports import proposals
from imports.apply import RegisterChanged
from imports.models import Proposal
from imports.not_taken import NotTaken

AT_ONCE = 400  # rows up to which it is rehearsed with the page; of a longer plan when it is asked for
# By the service that writes it: the noun, and its plural where that is not simply an s.
WORDS = {
    "add_section": "new theme",
    "set_first_date": "first date",
    "revise_deadline": "new date",
    "correct_deadline": "date put right,dates put right",
    "remove_deadline": "date removed,dates removed",
    "change_stage": "change of stage,changes of stage",
    "report_rating": "rating",
    "record_progress": "update",
    "take_on": "lead named,leads named",
    "lay_down": "lead no longer named,leads no longer named",
    "reword": "change of wording,changes of wording",
    "reword_section": "change to a theme,changes to themes",
    "succeed": "action carried on,actions carried on",
    "set_scheme": "rating key",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What saving writes, as phrases with their numbers; or why it cannot be saved yet; or that nobody counted yet."""

    phrases: tuple[str, ...] = ()
    refused: str = ""
    is_counted: bool = True


def written(proposal: Proposal, *, at_once: bool) -> Written:
    """Return what saving the proposal writes; with `at_once` however long that takes to find out."""
    if proposal.saved_at is not None:
        return Written()
    if not at_once and not proposal.rehearsed and proposal.rows.count() > AT_ONCE:
        return Written(is_counted=False)
    try:
        rehearsed = proposals.rehearse(proposal)
    except (NotTaken, RegisterChanged) as refusal:
        return Written(refused=str(refusal))
    return Written(tuple(phrases(rehearsed.counts, rehearsed.actions, rehearsed.steps)))


def phrases(counts: Mapping[str, int], actions: int, steps: int) -> list[str]:
    """Return what is written as phrases with their exact numbers, what is new first.

    >>> phrases({"add_item": 13, "record_progress": 1}, 11, 2)
    ['11 new actions', '2 new steps', '1 update']
    """
    new = [counted(number, noun) for number, noun in ((actions, "new action"), (steps, "new step")) if number]
    return new + [counted(counts[name], noun) for name, noun in WORDS.items() if counts.get(name)]
