"""A paper that was read in; what was found in it, plan by plan, and what was passed over, in words, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, Sum
from django.urls import NoReverseMatch, reverse

from actions.templatetags.look import counted
from imports import queries
from imports.mapping import BY_HAND
from imports.models import Proposal, Upload
from imports.pipeline.minutes import NAME as MINUTES
from imports.shapes import Source, TableSeen
from imports.showing.layouts import holds, in_words
from imports.showing.navigation import may_save
from imports.showing.tables import headings_of, how_sure, name_of, named, place_of, tables_of

_GENERAL = "generic"
_HOLDS = re.compile(r" holds (\w+)\Z")  # the pipeline names fields as they are called in code


@dataclass(frozen=True)
class PlanFound:
    """One plan of a paper: what it holds, how it was read and how surely, and the ways on."""

    proposal: Proposal
    staged: dict  # StagedPlan.to_json(full=True)
    tables: tuple[TableSeen, ...]
    may_save: bool

    @property
    def title(self) -> str:
        return self.proposal.title

    @property
    def state(self) -> str:
        """Saved, found to bring nothing new, set aside, or nothing while it waits."""
        if self.proposal.saved_at:
            return "Saved" if self.proposal.paper_id else "Nothing new"
        return "Set aside" if self.proposal.set_aside_at else ""

    @property
    def goes_to(self) -> str:
        """The plan of the register that it is, or that it is a new one."""
        if self.proposal.plan is None:
            return "A new plan"
        return f"{self.proposal.plan}" if self.proposal.plan.title != self.title else "A plan that the register has"

    @property
    def counts(self) -> str:
        """How much of everything it holds: `5 themes, 27 actions, 60 steps, 58 dates`."""
        actions = self.staged["actions"]
        steps = [step for action in actions for step in action["milestones"]]
        dates = sum(bool(one["due"]) + len(one["revised"]) for one in (*actions, *steps))
        numbers = (
            (len(self.staged["sections"]), "theme"),
            (len(actions), "action"),
            (len(steps), "step"),
            (dates, "date"),
        )
        return ", ".join(counted(number, noun) for number, noun in numbers if number or noun == "action")

    @property
    def doubts(self) -> int:
        """How many things want checking."""
        return self.proposal.doubts or 0

    @property
    def sure(self) -> str:
        return how_sure(self.staged["confidence"])

    @property
    def how(self) -> str:
        """By what it was read: its headings, a layout, a person's own words."""
        layout = self.staged["layout"]
        if layout == MINUTES:
            return "actions marked in minutes"
        if layout in ("", _GENERAL):
            return "read by its headings and by what its columns hold"
        if layout == BY_HAND:
            return "read by the columns that were said by hand"
        return f"read by the layout “{in_words(layout)}”"

    @property
    def reasons(self) -> list[str]:
        return [_HOLDS.sub(lambda found: f" holds {holds(found[1])}", reason) for reason in self.staged["reasons"]]

    @property
    def place(self) -> str:
        """Where it is printed: the page it begins on, and its tables."""
        where = place_of(Source(**self.staged["source"]))
        if not self.tables:
            return where
        more = len(self.tables) - 1
        first = name_of(self.tables[0]).lower()
        return ", ".join(filter(None, (where, first))) + (f" and {counted(more, 'more table')}" if more else "")

    @property
    def first_table(self) -> TableSeen | None:
        return self.tables[0] if self.tables else None

    @property
    def read(self) -> str:
        return _page(self.proposal, "what_we_read")

    @property
    def changes(self) -> str:
        return _page(self.proposal, "what_will_change")

    @property
    def paper(self) -> str:
        """The page of the paper that it became."""
        plan = self.proposal.plan
        if not self.proposal.paper_id or plan is None:
            return ""
        return _reversed("paper", plan.organisation.slug, plan.slug, self.proposal.paper_id)


@dataclass(frozen=True)
class Passed:
    """A table that was passed over, and why."""

    seen: TableSeen

    @property
    def named(self) -> str:
        return named(self.seen)

    @property
    def above(self) -> str:
        return self.seen.above[-1] if self.seen.above else ""

    @property
    def headings(self) -> str:
        return headings_of(self.seen)


@dataclass(frozen=True)
class Found:
    """Everything that was found in a paper."""

    upload: Upload
    plans: tuple[PlanFound, ...]
    passed: tuple[Passed, ...]
    issues: tuple[tuple[str, str], ...]  # sentences about the document, and where

    @property
    def words(self) -> str:
        """`2 plans found, 52 tables passed over`."""
        return f"{counted(len(self.plans), 'plan')} found, {counted(len(self.passed), 'table')} passed over"

    @cached_property
    def has_tables(self) -> bool:
        return bool(self.upload.reading and self.upload.reading.get("tables"))


def found_in(user, upload: Upload) -> Found:
    """Return what was found in a paper, as far as `user` may see it."""
    reading, tables = upload.reading or {}, tables_of(upload)
    staged = dict(enumerate(reading.get("plans", ()), 1))
    proposals = queries.proposals_for(user, upload).annotate(
        doubts=Sum("rows__issues", filter=Q(rows__issues__gt=0)),
    )
    proposals = [proposal for proposal in proposals.order_by("number") if proposal.number in staged]
    for proposal in proposals:
        proposal.upload = upload
    plans = tuple(
        PlanFound(
            proposal,
            staged[proposal.number],
            tuple(seen for seen in tables if seen.plan == proposal.number),
            may_save(user, proposal),
        )
        for proposal in proposals
    )
    passed = tuple(Passed(seen) for seen in tables if not seen.plan)
    return Found(upload, plans, passed, tuple(_issues(reading)))


def _issues(reading: dict) -> Iterator[tuple[str, str]]:
    for issue in reading.get("issues", ()):
        yield issue["message"], Source(**issue["source"]).words() if issue["source"] else ""


def _page(proposal: Proposal, name: str) -> str:
    return _reversed(name, proposal.upload_id, proposal.number)


def _reversed(name: str, *args) -> str:
    """The address of a page; nothing where the site runs without it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
