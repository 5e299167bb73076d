"""Storage and constraints; rules, reads and writes live elsewhere."""

from actions.models.batch import Batch
from actions.models.deadline import DateMove
from actions.models.evidence import Evidence
from actions.models.invitation import Invitation
from actions.models.item import Item, Ownership
from actions.models.log import Change
from actions.models.marking import Marking
from actions.models.organisation import Body, Organisation
from actions.models.people import Membership, Party, User
from actions.models.period import Meeting
from actions.models.plan import Plan, RatingLabel, Scheme, Section
from actions.models.progress import StageChange, Update
from actions.models.rating import Rating
from actions.models.round import Asked, Draft, Letter, Link, Round
from actions.models.source import OpenIssue, Paper, Source
from actions.models.succession import Succession
from actions.models.wording import Wording

__all__ = [
    "Asked", "Batch", "Body", "Change", "DateMove", "Draft", "Evidence", "Invitation", "Item", "Letter", "Link",
    "Marking", "Meeting", "Membership", "OpenIssue", "Organisation", "Ownership", "Paper", "Party", "Plan", "Rating",
    "RatingLabel", "Round", "Scheme", "Section", "Source", "StageChange", "Succession", "Update", "User", "Wording",
]  # fmt: skip
