"""The plans of an upload on their way into the register: proposed, compared, decided about, rehearsed, saved.

The only writers of Proposal and ProposedRow, beside imports/renumbered.py. Pages read those rows; nothing here is asked
to show a page. `proposing` makes them, `comparing` sets them beside the register, `deciding` keeps what people say of
them, `saving` writes them.
"""

from imports.proposals.comparing import compare_again, is_current, register_state
from imports.proposals.deciding import (
    answer,
    correct,
    correct_fields,
    set_as_at,
    set_aside,
    set_plan,
    take_correction_back,
)
from imports.proposals.proposing import propose
from imports.proposals.saving import Rehearsal, open_again, rehearse, save

__all__ = [
    "Rehearsal", "answer", "compare_again", "correct", "correct_fields", "is_current", "open_again", "propose",
    "register_state", "rehearse", "save", "set_as_at", "set_aside", "set_plan", "take_correction_back",
]  # fmt: skip
