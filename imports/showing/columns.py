"""What a column of a plan may hold, and what a word of its ratings may mean, as people choose among them."""

from __future__ import annotations

from actions.vocabulary import FIELD
from imports.layout import SEVERAL
from imports.shapes import STATUS_WORDS

KEPT = ""  # a column without a field of ours
# The pipeline's fields in the order in which a plan prints them; `keep` and `response` read as KEPT does.
FIELD_WORDS = {
    "ref": FIELD["ref"].heading,
    "section": FIELD["section"].heading,
    "recommendation": "Recommendation",
    "title": FIELD["title"].heading,
    "step": "Step",
    "lead": "Lead",
    "owner": "Owner",
    "responsible": "Responsible",
    "accountable": "Accountable",
    "start": FIELD["start"].heading,
    "due": FIELD["original_due"].heading,
    "revised": "Later date",
    "done_on": FIELD["done_on"].heading,
    "status": "Status",
    "rag": "Rating",
    "update": "Progress",
    "link": FIELD["links"].heading,
}
FIELD_CHOICES = ((KEPT, "Keep as printed"), *FIELD_WORDS.items())
ALONE = frozenset(FIELD_WORDS) - frozenset(SEVERAL)  # fields of which a plan has one column
RATED = ("status", "rag")

STATUS_CHOICES = (("", "Says nothing of it"), *STATUS_WORDS.items())
COLOURS = ("red", "amber", "yellow", "green", "blue", "purple", "grey", "black", "white")
COLOUR_CHOICES = (("", "No colour"), *((colour, colour.capitalize()) for colour in COLOURS))
