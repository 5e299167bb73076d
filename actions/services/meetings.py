"""Writes the meetings of the body that a plan reports to, as they turn out to have been held."""

from datetime import date

from actions.models import Meeting
from actions.services.writing import Writing


def meeting_held(writing: Writing, held_on: date) -> Meeting | None:
    """Return the meeting of the plan's board on that day, entered where it was not; None where it names no board."""
    board = writing.plan.board
    if board is None:
        return None
    meeting, is_new = Meeting.objects.get_or_create(body=board, held_on=held_on)
    if is_new:
        writing.log("meeting_held", None, field="meeting", after=meeting)
    return meeting
