"""The plans of one document in; the same plans, those under one title told apart by the lines above them, out.

Serves packs that print one running title over a plan and over the tables of answers beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from imports.headings import plain_heading
from imports.pipeline.furniture import is_label
from imports.shapes import Match, Source, StagedPlan

_NEAR = 4  # lines of a text
_LONGEST = 16  # words of a line that heads a table


def told_apart(plans: Sequence[StagedPlan], found: Sequence[Sequence[Match]]) -> list[StagedPlan]:
    """The plans; of several with one title, the one of most actions keeps it, the others add their own heading."""
    kept = {}
    for plan in sorted(plans, key=lambda one: -len(one.actions)):
        kept.setdefault(plain_heading(plan.title), plan)
    return [
        plan if kept[plain_heading(plan.title)] is plan else _with_heading(plan, tables[0])
        for plan, tables in zip(plans, found, strict=True)
    ]


def _with_heading(plan: StagedPlan, match: Match) -> StagedPlan:
    near = (one for one in reversed(match.table.above[-3:]) if _is_near(one.source, match.table.source))
    above = [" ".join(paragraph.text.split()) for paragraph in near]
    heads = [line for line in above if _heads(line) and plain_heading(line) != plain_heading(plan.title)]
    named = next((match.headings[at] for at, name in match.columns.items() if name == "title"), "")
    own = heads[0] if heads and not is_label(heads[0]) else " ".join((*heads[:1], named)).strip()
    return replace(plan, title=f"{plan.title} – {own}") if own else plan


def _is_near(line: Source, table: Source) -> bool:
    """Whether a line stands right above a table, with no part of a page taken out between them."""
    return line.line is None or table.line is None or table.line - line.line <= _NEAR


def _heads(line: str) -> bool:
    short = len(line.split()) <= _LONGEST and line[:1].isupper()
    return short and not line.endswith((".", ";", ",", ":"))
