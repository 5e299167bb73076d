"""The form in which a person says which tables of a paper are plans, and how they belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from imports.arrangement import Arrangement
from imports.shapes import TableSeen
from imports.showing.tables import headings_of, name_of, named

PLAN, NOT = "plan", "not"
OWN = "own"


class ArrangeForm(forms.Form):
    """For each table of a page: is it a plan, whose plan does it belong to, and where is it cut.

    `tables` are all that the paper holds, `shown` the numbers, counted from 0, of those that the page has: a browser
    sends a thousand fields at the most.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data=None,
        *,
        tables: Sequence[TableSeen],
        shown: Sequence[int],
        titles: Sequence[str],
        arrangement: Arrangement,
        version: int,
    ):
        super().__init__(data, initial={"version": version})
        self.tables, self.shown, self.titles, self.arrangement = tables, shown, titles, arrangement
        homes: list[tuple[str, str]] = []
        for at, seen in enumerate(tables):
            if at in shown:
                self._add_table(at, seen, homes)
            if seen.plan:
                homes.append((seen.key, f"It goes on with {named(seen)}: {headings_of(seen)}"[:100]))

    def _add_table(self, at: int, seen: TableSeen, homes: Sequence[tuple[str, str]]) -> None:
        """The fields about one table; `homes` are the tables of plans before it."""
        said, found = self.arrangement.of(seen.key), "a plan" if seen.plan else "no plan"
        as_found = "As it was found" if said.taken is not None else f"As it was found: {found}"
        what = [("", as_found), (PLAN, "It is a plan"), (NOT, "It is no plan: pass it over")]
        taken = {True: PLAN, False: NOT, None: ""}[said.taken]
        self._add(f"what_{at}", f"What is {name_of(seen).lower()}?", what, taken)
        if seen.plan:  # what was passed over is no part of a plan yet
            joins = [("", "As it was found"), (OWN, "A plan of its own"), *homes]
            joined = OWN if said.joins == "" else said.joins or ""
            self._add(f"joins_{at}", f"Whose plan is {name_of(seen).lower()}?", joins, joined)
        if places := self._places(seen):
            cuts = forms.MultipleChoiceField(
                label=f"Where another plan begins within {name_of(seen).lower()}",
                required=False,
                choices=places,
                initial=[str(row) for row in said.cuts],
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"cuts_{at}"] = cuts

    def _add(self, name: str, label: str, choices, initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)

    def _places(self, seen: TableSeen) -> list[tuple[str, str]]:
        """The rows at which a table may be cut, with their words; a piece is cut with the whole that it is of."""
        if (seen.source.row or 1) > 1:
            return []
        pieces = [one for one in self.tables if one.source.table == seen.source.table]
        found = {row: words for one in pieces for row, words in one.pieces}
        for one in pieces[1:]:
            found[one.source.row] = " | ".join(one.rows[one.header_rows]) if len(one.rows) > one.header_rows else ""
        found |= {row: "" for row in self.arrangement.of(seen.key).cuts if row not in found}
        return [
            (str(row), f"Row {row}: {words}"[:160] if words else f"Row {row}") for row, words in sorted(found.items())
        ]

    def lines(self) -> list[Line]:
        """The tables with what became of each and the fields about it."""
        return [
            Line(
                seen,
                self.titles[seen.plan - 1] if seen.plan and seen.plan <= len(self.titles) else "",
                self[f"what_{at}"],
                self._field(f"joins_{at}"),
                self._field(f"cuts_{at}"),
            )
            for at, seen in self._tables_shown()
        ]

    def _tables_shown(self) -> list[tuple[int, TableSeen]]:
        return [(at, self.tables[at]) for at in self.shown]

    def _field(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    def arranged(self) -> Arrangement:
        """The arrangement that was said; what was said of columns stays."""
        arrangement = self.arrangement
        for at, seen in self._tables_shown():
            what, joins = self.cleaned_data[f"what_{at}"], self.cleaned_data.get(f"joins_{at}")
            arrangement = arrangement.with_table(
                seen.key,
                taken={PLAN: True, NOT: False}.get(what),
                joins="" if joins == OWN else joins or None,
                cuts=tuple(sorted(map(int, self.cleaned_data.get(f"cuts_{at}", ())))),
            )
        return arrangement


@dataclass(frozen=True)
class Line:
    """One table as the page draws it."""

    seen: TableSeen
    title: str
    what: forms.BoundField
    joins: forms.BoundField | None
    cuts: forms.BoundField | None

    @property
    def named(self) -> str:
        return named(self.seen)

    @property
    def headings(self) -> str:
        return headings_of(self.seen)

    @property
    def above(self) -> str:
        return self.seen.above[-1] if self.seen.above else ""
