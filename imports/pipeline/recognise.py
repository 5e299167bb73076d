"""Tables in; those that are plans out, each with the columns' fields, and the reason for each one passed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from imports.arrangement import Arranged, Arrangement, key_of
from imports.headings import OWNER_FIELDS, field_of, plain_heading
from imports.layout import Layout
from imports.pipeline.asked import recommendations_in
from imports.pipeline.by_headings import by_headings, fits, likely, row_texts
from imports.pipeline.furniture import header_key
from imports.pipeline.head_rows import is_header
from imports.pipeline.not_plans import FRONT_PAGE, KEY, why_not
from imports.pipeline.titles import heads_section, is_plan_title, plan_title
from imports.shapes import Ignored, Issue, Match, Paragraph, Recommendation, Table
from imports.values.updates import as_at_of

_CORE = frozenset((*OWNER_FIELDS, "title", "due", "revised", "status", "rag", "update"))


PASSED_BY_HAND = "Passed over by hand."
NO_ACTIONS = "Taken for a plan by hand, but no column of actions was found: say which column holds them."


def recognise(
    tables: Iterable[Table], layouts: Iterable[Layout], words: str = "", arrangement: Arrangement | None = None
) -> tuple[tuple[tuple[Match, ...], ...], tuple[Ignored, ...]]:
    """The plans, each the tables that it is printed in, and the tables that are no plan with the reason.

    `words` is the document's text. Two layouts that claim the same table are an issue, and the table is read by
    its headings alone. What `arrangement` says of a table by hand goes before what is found.
    """
    layouts, arrangement = tuple(layouts), arrangement or Arrangement()
    plans = _Plans()
    ignored: list[Ignored] = []
    above: tuple[Paragraph, ...] = ()
    asked: tuple[Recommendation, ...] = ()
    for table in tables:
        above += table.above
        if any(heads_section(paragraph.text) for paragraph in table.above):
            asked = ()
        said = arrangement.of(key_of(table))
        match = None if said.taken is False else _matched(table, layouts, words, said, plans)
        if match is None:
            reason, told = _why_passed(table, said)
            asked += told
            plans.are_closed = plans.are_closed or reason == FRONT_PAGE
            above = above if told or not above else (*above[:-1], *_not_its_title(above[-1], table, reason))
            ignored.append(Ignored(table.source, _heading_of(table), reason, _columns_of(table)))
            continue
        plans.add(replace(match, table=replace(table, above=above), asked=asked), said)
        above, asked = (), ()
    return tuple(tuple(plan) for plan in plans.found), tuple(ignored)


def _not_its_title(last: Paragraph, table: Table, reason: str) -> tuple[Paragraph, ...]:
    """The line just above a table that is no plan, unless it only names that table: it then heads no plan below."""
    text, numbered = last.text, heads_section(last.text)
    label = bool(table.above) and len(text.split()) <= 14 and not text.endswith((".", ":", ";")) and not as_at_of(text)
    named = is_plan_title(text) == numbered if reason != KEY else not is_plan_title(text) and not numbered
    return () if label and named else (last,)


@dataclass(slots=True)
class _Plans:
    """The plans so far, each the tables that it is printed in, and which plan holds a table, by its key.

    `are_closed` once the front page of another report was met.
    """

    found: list[list[Match]] = field(default_factory=list)
    homes: dict[str, list[Match]] = field(default_factory=dict)
    are_closed: bool = False

    def last(self) -> list[Match] | None:
        return self.found[-1] if self.found and not self.are_closed else None

    def add(self, match: Match, said: Arranged) -> None:
        """The table added to the plan that a person named, to the last where it goes on with that, else as a plan."""
        plan, is_piece = self.last(), (match.table.source.row or 1) > 1
        if said.joins is not None or is_piece:
            plan = self.homes.get(said.joins)
        elif plan is not None and not _goes_on(plan, match):
            plan = None
        if plan is None:
            plan = []
            self.found.append(plan)
        plan.append(match)
        self.homes[key_of(match.table)] = plan
        self.are_closed = False


def _matched(table: Table, layouts: tuple[Layout, ...], words: str, said: Arranged, plans: _Plans) -> Match | None:
    """How a table is read: as a person said, else as it is found; a table taken by hand by its likeliest columns."""
    by_hand = said.layout and placed(table, said.layout)
    if by_hand:
        return by_hand
    headless = _headless(table, plans.last())
    opens_with_row = headless and fits(replace(table, rows=table.rows[:1]), headless.columns)
    match = headless if opens_with_row else match_table(table, layouts, words) or headless
    if match is None and said.taken:
        match = likely(table, next((layout for layout in layouts if not layout.columns), Layout(columns={})))
        match = match if match and match.column("title") is not None else None
    if match and said.layout:
        message = "The table has not the columns that were named by hand; it is read as it was found"
        return replace(match, issues=(*match.issues, Issue("mapping_unfit", message, table.source)))
    return match


def _why_passed(table: Table, said: Arranged) -> tuple[str, tuple[Recommendation, ...]]:
    """Why a table is no plan, and the recommendations that it holds for the plan below it."""
    if said.taken is not None:
        return (NO_ACTIONS if said.taken else PASSED_BY_HAND), ()
    told = recommendations_in(table)
    return ("Recommendations; kept with the section that answers them." if told else why_not(table)), told


def _headless(table: Table, plan: list[Match] | None) -> Match | None:
    """A table without headings that goes on with the plan before it, below a heading of its own section."""
    before = plan[-1] if plan else None
    if before is None or table.width != len(before.headings) or is_header(table.rows[0]):
        return None
    if any(is_plan_title(paragraph.text) for paragraph in table.above) or not fits(table, before.columns):
        return None
    return replace(before, table=table, header_rows=0, issues=(), asked=())


def _goes_on(plan: list[Match], match: Match) -> bool:
    """Whether a table goes on with the plan before it: the same headings, and no other plan's title between.

    The plan's own title on a later page, perhaps with its date behind it, is not another's.
    """
    titles = [paragraph.text for paragraph in match.table.above if is_plan_title(paragraph.text)]
    return same_headings(plan[-1], match) and all(_is_same_title(title, plan) for title in titles)


def _is_same_title(title: str, plan: list[Match]) -> bool:
    own = header_key(plan_title(plan[0]))
    return len(own.split()) > 2 and header_key(title).startswith(own)


def match_table(table: Table, layouts: tuple[Layout, ...], words: str = "") -> Match | None:
    """How a table is read as a plan; None where it is none."""
    claims = [claim for layout in layouts if layout.columns and (claim := _claim(table, layout, words)) is not None]
    by_hand = [claim for claim in claims if claim.layout.by_hand]
    if by_hand:
        return max(by_hand, key=lambda claim: len(claim.columns))
    most = max((len(claim.columns) for claim in claims), default=0)
    closest = [claim for claim in claims if len(claim.columns) == most]
    generic = next((layout for layout in layouts if not layout.columns), None)
    if len(closest) == 1:
        return closest[0]
    if generic is None or why_not(table, certain=True):
        return None
    match = by_headings(table, generic)
    return _tied(match, closest) if match and closest else match


def _tied(match: Match, claims: list[Match]) -> Match:
    names = " and ".join(claim.layout.name for claim in claims)
    issue = Issue(
        "layouts_tie", f"The layouts {names} both claim this table; it is read by its headings", match.table.source
    )
    return replace(match, reasons=(*match.reasons, issue.message), issues=(issue,))


def _claim(table: Table, layout: Layout, words: str) -> Match | None:
    if layout.marks and not any(mark.lower() in words.lower() for mark in layout.marks):
        return None
    return placed(table, layout) if layout.takes(table) else None


def placed(table: Table, layout: Layout) -> Match | None:
    """The table by the layout's columns; None where it has them not all."""
    for headings, rows in _headings_tried(table, layout):
        columns = layout.place(headings)
        if columns and (layout.by_hand or not _leaves_out(headings, columns)):
            why = "columns said by hand" if layout.by_hand else f"printed headings of {layout.name}"
            return Match(table, layout, headings, columns, rows, 1.0, (why,))
    return None


def _headings_tried(table: Table, layout: Layout) -> list[tuple[tuple[str, ...], int]]:
    """Each row that may be the headings a layout means, and how many rows are headings then."""
    if layout.header_rows == 0:
        return [(("",) * table.width, 0)]
    rows = range(min(layout.header_rows or 3, len(table.rows)))
    if layout.by_hand:  # with columns given by number any row will do: the one that reads as headings is meant
        rows = sorted(rows, key=lambda at: not is_header(table.rows[at]))
    return [(row_texts(table.rows[at]), layout.header_rows or at + 1) for at in rows]


def _leaves_out(headings: tuple[str, ...], columns: dict[int, str]) -> bool:
    """Whether a layout passes over a column that plainly holds an owner, a date, a status or progress."""
    return any(
        field in _CORE and weight == 1.0
        for at, heading in enumerate(headings)
        if at not in columns
        for field, weight in [field_of(heading)]
    )


def _heading_of(table: Table) -> str:
    """A table's first row, shortened, as people would know it again."""
    first = " | ".join(text for text in row_texts(table.rows[0]) if text)
    return first if len(first) <= 100 else f"{first[:97].rstrip()}…"


def _columns_of(table: Table) -> tuple[str, ...]:
    """The headings of a table that was passed over: the row that reads most like headings, else the first."""
    return row_texts(next((row for row in table.rows[:3] if is_header(row)), table.rows[0]))


def same_headings(first: Match, second: Match) -> bool:
    """Whether two tables are printed under the same headings, one or two aside."""
    one, two = ([plain_heading(heading) for heading in match.headings] for match in (first, second))
    alike = sum(1 for a, b in zip(one, two, strict=False) if a == b)
    return first.layout == second.layout and abs(len(one) - len(two)) < 2 and alike * 5 >= 4 * max(len(one), len(two))
