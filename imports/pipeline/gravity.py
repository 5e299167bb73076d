"""The code of a doubt in; how much hangs on it, out, so that lists of doubts begin with the gravest.

A doubt about whether something is done, or when, changes what a board is told; one about a comma changes nothing.
"""

from __future__ import annotations

from enum import IntEnum

from imports.pipeline.unsettled import field_of
from imports.shapes import Issue


class Gravity(IntEnum):
    """How much hangs on a doubt; the gravest first."""

    SAYS_OTHERWISE = 1  # the paper contradicts itself, or itself and the register
    DATE = 2
    OWNER = 3
    ROW = 4  # which row, which words, what was left out
    SMALL = 5


WORDS = {
    Gravity.SAYS_OTHERWISE: "Done or not, or two things at once",
    Gravity.DATE: "Dates",
    Gravity.OWNER: "Who answers for it",
    Gravity.ROW: "Rows and words",
    Gravity.SMALL: "Small things",
}
_GRAVE = frozenset({"reference_repeated", "look_alike", "dates_out_of_order", "impossible_date", "status_conflict"})
_SMALL = frozenset(
    {
        *("stray_letter", "odd_separator", "named_otherwise", "comment", "hidden_parts", "update_without_words"),
        *("reference_gap", "words_repeated", "struck_through", "formula_of_today", "colour_unsure"),
    }
)
_BY_FIELD = {"stage": Gravity.SAYS_OTHERWISE, "due": Gravity.DATE, "original_due": Gravity.DATE, "start": Gravity.DATE}
_BY_FIELD |= {"done_on": Gravity.DATE, "owners": Gravity.OWNER, "rating": Gravity.SAYS_OTHERWISE}


def gravity_of(code: str) -> Gravity:
    """Return how much hangs on a doubt of that code; a question of the comparison goes by its field.

    >>> gravity_of("complete_contradicted").name, gravity_of("no_deadline").name, gravity_of("question_due").name
    ('SAYS_OTHERWISE', 'DATE', 'DATE')
    >>> gravity_of("no_owner").name, gravity_of("stray_letter").name, gravity_of("never heard of").name
    ('OWNER', 'SMALL', 'ROW')
    """
    if code in _GRAVE:
        return Gravity.SAYS_OTHERWISE
    if code in _SMALL:
        return Gravity.SMALL
    field = code.removeprefix("question_") if code.startswith("question_") else field_of(Issue(code, ""))
    return _BY_FIELD.get(field, Gravity.ROW)
