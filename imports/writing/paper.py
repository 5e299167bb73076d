"""One paper being written into one plan: what its writers share."""

from dataclasses import dataclass, field
from functools import cached_property

from actions.models import Item, Paper, Party, RatingLabel, Section, Source
from actions.services.people import parties_named
from actions.services.writing import Writing
from imports.pipeline.changes import Change, Diff
from imports.pipeline.diff_words import known_name
from imports.pipeline.names import kind_of_name
from imports.pipeline.plan_parts import row_of, section_key, sections_of
from imports.pipeline.put_right import ByRow
from imports.shapes import Section as StagedSection
from imports.shapes import StagedItem, StagedPlan


@dataclass
class WritingPaper:
    """The paper, its comparison, and what was found or made so far, by the row of the staged plan."""

    writing: Writing
    paper: Paper
    staged: StagedPlan
    diff: Diff
    printed: StagedPlan  # without what people put right in it
    put_right: ByRow = field(default_factory=dict)  # what that was, and by whom, by the row
    names: dict[str, str] = field(default_factory=dict)  # by plain words as printed: the name under which one is known
    aliases: dict[str, str] = field(default_factory=dict)  # those of them that are known from now on, as printed
    publication: dict[str, str] = field(default_factory=dict)  # the mark of new actions and updates
    decided: tuple[tuple[Change, str], ...] = ()  # what a person answered or left out, and how
    sections: dict[str, Section] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    known: dict[int, Item] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    labels: dict[str, RatingLabel] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)

    def item_of(self, change: Change) -> Item | None:
        """Return the item that a change is of; None where its row was not chosen."""
        return self.items.get(change.row) or self.known.get(change.item)

    def row(self, row: str) -> StagedItem:
        """Return the staged item of a row."""
        return row_of(self.staged, row)

    def row_printed(self, row: str) -> StagedItem:
        """Return the staged item of a row as printed, without what people put right in it."""
        return row_of(self.printed, row)

    def lead_of(self, section: StagedSection) -> str:
        """Return the name under which the lead of a theme is known, empty where it has none."""
        return known_name(section.lead, self.names) if section.lead else ""

    def rows(self) -> list[str]:
        """Return the rows that have an item, in the paper's order."""
        return sorted(self.items, key=_place)

    def section_of(self, row: str) -> Section | None:
        """Return the theme that the paper puts an action under."""
        return self.sections.get(self._section_rows.get(self.row(row).section or "", ""))

    @cached_property
    def _section_rows(self) -> dict[str, str]:
        """The row of the section of each key; the first where a key is printed twice."""
        places = list(enumerate(sections_of(self.staged)))
        return {section_key(section): f"s{place}" for place, section in reversed(places)}

    def source_of(self, change: Change) -> Source | None:
        """Return the place in the paper that a change comes from."""
        return self.sources.get(change.row)

    def name_parties(self, names: list[str]) -> None:
        """Find or make the parties of those names, so that `parties` has them all."""
        kinds = {name: kind_of_name(name) for name in names}
        self.parties |= parties_named(self.writing.plan.organisation, names, kinds)


def _place(row: str) -> tuple[int, int]:
    action, _, step = row.partition(".")
    return int(action), int(step or -1)
