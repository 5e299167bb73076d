"""A stored row of a proposal in; what was printed, what was read of it, and every doubt about it, in words, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from actions.templatetags.look import full_date
from actions.vocabulary import FIELD
from imports.models import Proposal, ProposedRow
from imports.shapes import STATUS_WORDS, Issue, Owner, StagedItem, Update, issue_from

ROLE_WORDS = {"lead": "Lead", "owner": "Owner", "responsible": "Responsible", "accountable": "Accountable"}
NO_DATE_WORDS = {
    "ongoing": "Ongoing, no date",
    "tbc": "To be confirmed",
    "complete": "“Complete” in place of a date",
    "text": "Words without a date",
    "none": "None printed",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it was read: its name in code, its heading, its value in words, and what it was before a person
    put it right (None: it was not)."""

    name: str
    heading: str
    words: str
    was: str | None = None


@dataclass(frozen=True)
class ReadRow:
    """One action or step as pages show it; `themes` gives the words of the themes by the key that rows name."""

    stored: ProposedRow
    themes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def item(self) -> StagedItem:
        """The row with what was put right."""
        return StagedItem.from_json(self.stored.corrected or self.stored.read)

    @cached_property
    def as_read(self) -> StagedItem:
        """The row as the reader gave it."""
        return StagedItem.from_json(self.stored.read)

    @property
    def anchor(self) -> str:
        """The row's name within the page."""
        return f"row-{self.stored.row.replace('.', '-')}"

    @property
    def name(self) -> str:
        """The row's reference and words."""
        return " ".join(filter(None, (self.item.ref, self.item.title)))

    @property
    def place(self) -> str:
        """Where the row is printed."""
        return self.item.source.words()

    @property
    def printed(self) -> list[tuple[str, str]]:
        """The cells of the row, each under its heading, as printed."""
        return [(cell.heading, cell.text) for cell in self.item.printed if cell.text.strip()]

    @property
    def fields(self) -> list[Field]:
        """What was read, field by field; what stands nowhere is left out unless it matters that it does not."""
        before = self._words_of(self.as_read) if self.item.corrected else {}
        found = [
            Field(name, HEADINGS[name], words, before.get(name) if name in self.item.corrected else None)
            for name, words in self._words_of(self.item).items()
        ]
        return [one for one in found if one.words or one.was is not None or one.name in ALWAYS]

    def _words_of(self, item: StagedItem) -> dict[str, str]:
        words = dict(_words(item))
        return words | {"section": self.themes.get(words["section"], words["section"])}

    @property
    def date_now(self) -> date | None:
        """The last date that the row prints."""
        return self.item.revised[-1] if self.item.revised else self.item.due

    @property
    def updates(self) -> list[tuple[str, str]]:
        """The notes of progress, each with its day or label."""
        return [(update_day(update), update.text) for update in self.item.updates]

    @property
    def extra(self) -> list[tuple[str, str]]:
        """The columns kept under their own headings."""
        return [(cell.heading, cell.text) for cell in self.item.extra if cell.text.strip()]

    @property
    def doubts(self) -> list[tuple[str, str, str]]:
        """Everything that a careful reader would query and nobody has settled: code, sentence, suggestion."""
        return [(issue.code, issue.message, suggested(issue)) for issue in self.item.problems]


HEADINGS = {name: FIELD[name].heading for name in ("ref", "section", "title", "owners", "start")} | {
    "due": FIELD["original_due"].heading,
    "revised": "Later dates",
    "done_on": "Done on",
    "review": "Review by",
    "status": "Stated status",
    "rag": FIELD["rating"].heading,
    "links": FIELD["links"].heading,
}
ALWAYS = ("owners", "due", "status")  # that these are not stated is worth a line


def _words(item: StagedItem) -> Iterator[tuple[str, str]]:
    yield "ref", item.ref or ""
    yield "section", item.section or ""
    yield "title", item.title
    yield "owners", owners_words(item.owners)
    yield "start", full_date(item.start)
    yield "due", full_date(item.due) or ("" if item.revised else NO_DATE_WORDS.get(item.deadline_kind, "None read"))
    yield "revised", ", then ".join(full_date(day) for day in item.revised)
    yield "done_on", full_date(item.done_on)
    yield "review", full_date(item.review)
    yield "status", STATUS_WORDS.get(item.status or "", "Not stated")
    yield "rag", (item.rag or "")[:1].upper() + (item.rag or "")[1:]
    yield "links", ", ".join(item.links)


def owners_words(owners: tuple[Owner, ...]) -> str:
    """Return who answers for a row, with their parts where these differ.

    >>> owners_words((Owner("Head of Repairs"), Owner("Clerk")))
    'Head of Repairs; Clerk'
    >>> owners_words((Owner("Head of Repairs", "lead"), Owner("Director", "accountable")))
    'Head of Repairs (lead); Director (accountable)'
    >>> owners_words(())
    'Nobody named'
    """
    parted = len({owner.role for owner in owners}) > 1
    names = (f"{owner.name} ({ROLE_WORDS[owner.role].lower()})" if parted else owner.name for owner in owners)
    return "; ".join(names) or "Nobody named"


def update_day(update: Update) -> str:
    """Return the day or the label of a note as printed; that of the paper where it lends its own."""
    label = update.label or ""
    if update.date and not update.lent:
        day = full_date(update.date)
        return f"{label}, {day}" if label and not any(part.isdigit() for part in label) else day
    return label or ("Undated" if not update.date else f"As at {full_date(update.date)}")


def themes_of(proposal: Proposal) -> dict[str, str]:
    """Return the words of the plan's themes by the key under which rows name them, in the paper's order."""
    found = proposal.rows.filter(kind=ProposedRow.Kind.SECTION).order_by("position")
    return {theme.ref or theme.title: " ".join(filter(None, (theme.ref, theme.title))) for theme in found}


def suggested(issue: Issue) -> str:
    """Return what a doubt suggests, a bare day in words.

    >>> suggested(Issue("new_date_in_update", "", suggestion="2025-02-28"))
    'Perhaps 28 February 2025'
    """
    try:
        return f"Perhaps {full_date(date.fromisoformat(issue.suggestion))}"
    except ValueError:
        return issue.suggestion


def doubts_of_plan(proposal: Proposal) -> list[tuple[str, str, str]]:
    """Return the doubts about the plan as a whole: code, sentence, suggestion."""
    of_plan = proposal.rows.filter(kind=ProposedRow.Kind.PLAN).first()
    issues = map(issue_from, of_plan.corrected["issues"]) if of_plan and of_plan.corrected else ()
    return [(issue.code, issue.message, suggested(issue)) for issue in issues]
