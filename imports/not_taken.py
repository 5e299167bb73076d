"""Why a paper cannot be taken in: one plain sentence, for a page and for the command line."""

from __future__ import annotations

from datetime import date

from actions.services.writing import Stale


class NotTaken(Exception):  # noqa: N818 - its message is shown to people as it is
    """The paper cannot be taken in as it is; the message is one plain sentence.

    `dated` where the paper says for which day it speaks, and that day cannot be used.
    """

    def __init__(self, message: str, dated: bool = False):
        super().__init__(message)
        self.dated = dated


EARLIEST = date(1990, 1, 1)  # no plan here is older; what speaks for an earlier day was misread or mistyped


def day_refused(day: date, today: date) -> str:
    """Return why a paper cannot speak for `day`, in one sentence; empty where it can."""
    if day > today:
        return "that day is still to come, and a paper speaks for a day that was."
    return "that day lies before 1990, which is too long ago for a plan." if day < EARLIEST else ""


# Why a decision about a paper on its way in is not kept; each carries one plain sentence for the person who made it.
REFUSALS = (Stale, NotTaken, ValueError)
