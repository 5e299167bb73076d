"""Places in papers in; how a page names and quotes them to one reader, out."""

from __future__ import annotations

from datetime import datetime

from actions import links, queries
from actions.models import Item, Paper, Source
from actions.queries import KEPT_BACK
from actions.templatetags.look import full_date


class Papers:
    """Names the papers that an item comes from, as one reader may know them."""

    def __init__(self, user, item: Item):
        self.plan, self._hidden = item.plan, queries.hidden_from(user, item.plan)
        # Words as printed may quote an update that the reader may not see.
        self.may_quote = item.pk not in queries.with_hidden_updates(user, item.plan, [item.pk])

    def named(self, source: Source | None) -> tuple[str, str]:
        """Return the paper and place of a source, with the paper's address; nothing where there is none."""
        if source is None:
            return "", ""
        name, address = self.paper(source.paper)
        if not address:
            return name, ""
        return ", ".join(filter(None, (name, source.place, f"as at {full_date(source.paper.as_at)}"))), address

    def paper(self, paper: Paper) -> tuple[str, str]:
        """Return a paper's name and address; one that the reader may not see has neither."""
        if paper.publication in self._hidden:
            return KEPT_BACK, ""
        paper.plan = self.plan
        return paper.name, links.paper_page(paper)

    def put_right(self, source: Source | None, field: str) -> str:
        """Return who put a field right by hand before the paper was saved, when, and what the paper prints there."""
        mark = source.put_right.get(field) if source else None
        if mark is None or source.paper.publication in self._hidden:
            return ""
        said = f"Put right by hand by {mark['by']} on {full_date(datetime.fromisoformat(mark['at']))}"
        if not self.may_quote:
            return said
        return f"{said}; the paper prints " + (f"“{mark['printed']}”" if mark["printed"] else "nothing there")

    def cells(self, source: Source | None) -> list[tuple[str, str]]:
        """Return what the source prints, by heading, where the reader may see all of it."""
        if source is None or not self.may_quote or source.paper.publication in self._hidden:
            return []
        return [(heading, words) for heading, words in source.printed.items() if words]

    def cell(self, source: Source | None, field: str) -> str:
        """Return what it prints under the plan's own heading of a field."""
        return dict(self.cells(source)).get(self.plan.headings.get(field, ""), "")
