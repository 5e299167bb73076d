"""The frozen dataclasses that flow through an import: a Document of tables in, a Reading of plans out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imports.layout import Layout

# What may stand in StagedItem.status and StagedItem.deadline_kind; design.md section 6.
STATUSES = (
    "complete",
    "on_track",
    "in_progress",
    "behind",
    "off_track",
    "not_started",
    "not_yet_due",
    "not_applicable",
    "ongoing",
)
STATUS_WORDS = {status: status.replace("_", " ").capitalize() for status in STATUSES}  # as people read them
DEADLINE_KINDS = (
    "date",
    "month",
    "week",
    "range",
    "quarter",
    "term",
    "year",
    "ongoing",
    "tbc",
    "complete",
    "text",
    "none",
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was printed; counts start at 1, None where the document does not say."""

    file: str = ""
    page: int | None = None
    line: int | None = None
    last_line: int | None = None
    table: int | None = None
    row: int | None = None
    last_row: int | None = None
    column: int | None = None
    sheet: str = ""  # of a workbook; its own row is then the line

    def in_column(self, column: int) -> Source:
        """The same place in a column; built anew, since `replace` takes five times as long for each cell."""
        return Source(
            self.file, self.page, self.line, self.last_line, self.table, self.row, self.last_row, column, self.sheet
        )

    def through(self, other: Source) -> Source:
        """The stretch of document from this place to the end of the other."""
        return replace(self, last_line=other.last_line or other.line, last_row=other.last_row or other.row)

    def words(self) -> str:
        """The place as a person would name it: `page 27, line 658`."""
        if self.sheet:
            named = (("sheet", self.sheet, None), ("row", self.line, self.last_line))
        else:
            named = (("page", self.page, None), ("table", self.table, None))
            named += (("line", self.line, self.last_line),) if self.line else (("row", self.row, self.last_row),)
        return ", ".join(
            f"{name}s {first} to {last}" if last and last != first else f"{name} {first}"
            for name, first, last in named
            if first is not None
        )


@dataclass(frozen=True, slots=True)
class Issue:
    """One doubt: a code that never changes, a sentence for a person, where, and what might be meant."""

    code: str
    message: str
    source: Source | None = None
    suggestion: str = ""


# ---- the document -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: plain text with bullets as lines; its fill (`#rrggbb`) and spans where the file has them.

    The words of merged cells stand in the first; a span of 0 marks a place that the cell above, or beside, covers.
    """

    text: str = ""
    source: Source = Source()
    colour: str | None = None
    row_span: int = 1
    column_span: int = 1
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text between tables; `level` is set where it is marked as a heading."""

    text: str
    source: Source = Source()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells in the order printed, with the running text that stands just above them."""

    rows: tuple[tuple[Cell, ...], ...]
    source: Source = Source()
    above: tuple[Paragraph, ...] = ()
    titles: tuple[Paragraph, ...] = ()  # lines above it that are printed on page after page
    breaks: frozenset[int] = frozenset()  # rows that open a new page or a new piece of the table

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found in a file: paragraphs and tables in the order printed."""

    file: str
    sha256: str
    reader: str
    blocks: tuple[Paragraph | Table, ...] = ()
    issues: tuple[Issue, ...] = ()


# ---- what was recognised ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    """A table and the layout that reads it: which column holds which field, how sure, and why."""

    table: Table
    layout: Layout
    headings: tuple[str, ...]
    columns: dict[int, str]
    header_rows: int
    confidence: float
    reasons: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    asked: tuple[Recommendation, ...] = ()  # what inspectors asked for, printed just above the table

    def column(self, field: str) -> int | None:
        """The first column that holds a field, or None."""
        return min((at for at, name in self.columns.items() if name == field), default=None)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a plan, joined over page breaks: its kind, the text of each column, and where it was printed.

    `pieces` keeps, per column, the texts of the printed rows that were joined.
    """

    kind: str  # section, note, action, step
    cells: dict[int, str]
    source: Source
    pieces: dict[int, tuple[str, ...]] = field(default_factory=dict)
    colours: dict[int, str] = field(default_factory=dict)
    ref: str | None = None
    label: str = ""
    issues: tuple[Issue, ...] = ()
    numbered: int | None = None  # the column whose cells open with the reference


# ---- the staged plan ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Owner:
    """A person, post or body as printed; role is owner, lead, responsible or accountable."""

    name: str
    role: str = "lead"


@dataclass(frozen=True, slots=True)
class Update:
    """One progress note; the date is that printed beside it, or None.

    `lent` where the date is that of the column's heading or of the paper, which changes with every paper.
    """

    text: str
    date: date | None = None
    label: str | None = None
    lent: bool = False


@dataclass(frozen=True, slots=True)
class Extra:
    """A cell without a field of ours, kept under its own heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A labelled remark on a section, such as its success indicators."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class RatingKey:
    """One line of a plan's printed key to its ratings."""

    label: str
    colour: str | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What an inspector or a panel asked for; raised_on the dates on which it was said."""

    text: str
    ref: str | None = None
    raised_on: tuple[date, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A theme, priority or recommendation with the actions under it."""

    title: str
    ref: str | None = None
    lead: str | None = None
    notes: tuple[Note, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()


@dataclass(frozen=True, slots=True)
class StagedItem:
    """One action or step as understood, with the words as printed and every doubt about it.

    `due` is the first date, `revised` the later ones in order; `printed` keeps each cell under its heading;
    `corrected` names the fields that a person put right since it was read.
    """

    title: str
    ref: str | None = None
    section: str | None = None
    links: tuple[str, ...] = ()
    owners: tuple[Owner, ...] = ()
    start: date | None = None
    due: date | None = None
    revised: tuple[date, ...] = ()
    done_on: date | None = None
    deadline_text: str | None = None
    deadline_kind: str = "none"
    review: date | None = None
    problems: tuple[Issue, ...] = ()
    status_text: str | None = None
    status: str | None = None
    rag: str | None = None
    updates: tuple[Update, ...] = ()
    extra: tuple[Extra, ...] = ()
    milestones: tuple[StagedItem, ...] = ()
    source: Source = Source()
    printed: tuple[Extra, ...] = ()
    corrected: tuple[str, ...] = ()

    def leaves(self) -> Iterator[StagedItem]:
        """The items that count: the steps, or the action itself where it has none."""
        yield from self.milestones or (self,)

    def to_json(self, full: bool = False) -> dict:
        """The item as plain JSON values; `full` adds what the public contract leaves out."""
        return _item_json(self, full)

    @classmethod
    def from_json(cls, stored: dict) -> StagedItem:
        """The item again; without loss from what `to_json(full=True)` gave."""
        return _item_from(stored)


@dataclass(frozen=True, slots=True)
class StagedPlan:
    """One plan as understood; `headings` gives each field and its printed heading, in order of columns.

    `columns` are the headings of all its columns, with those that no field of ours takes.
    """

    title: str
    organisation: str | None = None
    layout: str = ""
    confidence: float = 0.0
    as_at: date | None = None
    rating_key: tuple[RatingKey, ...] = ()
    sections: tuple[Section, ...] = ()
    actions: tuple[StagedItem, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    source: Source = Source()

    def leaves(self) -> Iterator[StagedItem]:
        """The items that count, over the whole plan."""
        for action in self.actions:
            yield from action.leaves()

    def to_json(self, full: bool = False) -> dict:
        """The plan as plain JSON values (design.md section 6); `full` adds what an import has to keep."""
        return _plan_json(self, full)

    @classmethod
    def from_json(cls, stored: dict) -> StagedPlan:
        """The plan again; without loss from what `to_json(full=True)` gave."""
        return _plan_from(stored)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A table that was passed over, with the reason in words; `columns` are its headings, for a layout by hand."""

    source: Source
    heading: str
    reason: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSeen:
    """One table as a person is shown it, so that they can correct what became of it; cut short.

    `rows` are the first ones as printed, the headings among them; `columns` the field that each column was taken for
    (or would be, were it a plan), "" for none; `words` the few words that a column holds again and again; `pieces` the
    rows at which a new page or a heading of its own opens a part of it; `plan` the number of the plan that it went to,
    None where it was passed over for `reason`.
    """

    key: str
    source: Source
    above: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    header_rows: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    count: int = 0
    columns: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    pieces: tuple[tuple[int, str], ...] = ()
    plan: int | None = None
    layout: str = ""
    confidence: float = 0.0
    reason: str = ""

    @classmethod
    def from_json(cls, stored: dict) -> TableSeen:
        """The table again; without loss from what a reading's `to_json(full=True)` gave."""
        listed = {name: _tuples(value) for name, value in stored.items() if isinstance(value, list)}
        return cls(**stored | listed | {"source": _source_from(stored["source"])})


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one document, and all that was passed over; `tables` are all that it holds."""

    file: str
    sha256: str
    reader: str
    plans: tuple[StagedPlan, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    issues: tuple[Issue, ...] = ()
    tables: tuple[TableSeen, ...] = ()

    def to_json(self, full: bool = False) -> dict:
        """The reading as `read_plan --json` prints it; `full` adds what an import has to keep."""
        shown = {
            "source": {"file": self.file, "sha256": self.sha256, "reader": self.reader},
            "plans": [plan.to_json(full) for plan in self.plans],
            "ignored": [_ignored_json(i, full) for i in self.ignored],
        }
        if full:
            shown["issues"] = [issue_json(issue, True) for issue in self.issues]
            shown["tables"] = [_flat(table) | {"source": _place(table.source, True)} for table in self.tables]
        return shown

    @classmethod
    def from_json(cls, stored: dict) -> Reading:
        """The reading again; without loss from what `to_json(full=True)` gave."""
        return cls(
            file=stored["source"]["file"],
            sha256=stored["source"]["sha256"],
            reader=stored["source"]["reader"],
            plans=tuple(StagedPlan.from_json(plan) for plan in stored["plans"]),
            ignored=tuple(map(_ignored_from, stored["ignored"])),
            issues=tuple(issue_from(i) for i in stored.get("issues", ())),
            tables=tuple(map(TableSeen.from_json, stored.get("tables", ()))),
        )


# ---- to JSON and back ---------------------------------------------------------------------------


def _place(source: Source | None, full: bool) -> dict | None:
    if source is None:
        return None
    if full:
        return {f.name: getattr(source, f.name) for f in fields(Source)}
    rows = [source.row, source.last_row or source.row] if source.row is not None else []
    return {"page": source.page, "table": source.table, "rows": rows}


def _source_from(stored: dict | None) -> Source | None:
    if stored is None or "rows" not in stored:
        return None if stored is None else Source(**stored)
    first, last = stored["rows"] or (None, None)
    return Source(page=stored["page"], table=stored["table"], row=first, last_row=last)


def issue_json(issue: Issue, full: bool) -> dict:
    shown = {"code": issue.code, "message": issue.message}
    return shown | ({"source": _place(issue.source, True), "suggestion": issue.suggestion} if full else {})


def issue_from(stored: dict) -> Issue:
    return Issue(stored["code"], stored["message"], _source_from(stored.get("source")), stored.get("suggestion", ""))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _flat(record) -> dict:
    """A record of plain values as a dict; dates become ISO text, tuples lists."""
    return {f.name: _plain(getattr(record, f.name)) for f in fields(record)}


def _plain(value):
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _iso(value) if isinstance(value, date) else value


def _tuples(values: list) -> tuple:
    return tuple(_tuples(one) if isinstance(one, list) else one for one in values)


def _item_json(item: StagedItem, full: bool, step: bool = False) -> dict:
    shown = {
        "ref": item.ref,
        "section": item.section,
        "title": item.title,
        "links": list(item.links),
        "owners": [_flat(owner) for owner in item.owners],
        "start": _iso(item.start),
        "due": _iso(item.due),
        "revised": [_iso(day) for day in item.revised],
        "done_on": _iso(item.done_on),
        "deadline_text": item.deadline_text,
        "deadline_kind": item.deadline_kind,
        "review": _iso(item.review),
        "problems": [issue_json(issue, full) for issue in item.problems],
        "status_text": item.status_text,
        "status": item.status,
        "rag": item.rag,
        "updates": [_update_json(update, full) for update in item.updates],
        "extra": [_flat(extra) for extra in item.extra],
        "milestones": [_item_json(part, full, step=True) for part in item.milestones],
        "source": _place(item.source, full),
    }
    if step:
        del shown["section"], shown["milestones"]
    if full:
        shown["printed"] = [_flat(cell) for cell in item.printed]
        shown |= {"corrected": list(item.corrected)} if item.corrected else {}
    return shown


def _ignored_json(ignored: Ignored, full: bool) -> dict:
    shown = {"source": _place(ignored.source, full), "heading": ignored.heading, "reason": ignored.reason}
    return shown | ({"columns": list(ignored.columns)} if full else {})


def _ignored_from(stored: dict) -> Ignored:
    return Ignored(
        _source_from(stored["source"]), stored["heading"], stored["reason"], tuple(stored.get("columns", ()))
    )


def _update_json(update: Update, full: bool) -> dict:
    shown = {"date": _iso(update.date), "label": update.label, "text": update.text}
    return shown | ({"lent": update.lent} if full else {})


def _update_from(stored: dict) -> Update:
    return Update(stored["text"], _day(stored["date"]), stored["label"], stored.get("lent", False))


def _item_from(stored: dict) -> StagedItem:
    days = {name: _day(stored.get(name)) for name in ("start", "due", "done_on", "review")}
    same = {name: stored.get(name) for name in ("ref", "section", "deadline_text", "status_text", "status", "rag")}
    return StagedItem(
        title=stored["title"],
        links=tuple(stored.get("links", ())),
        owners=tuple(Owner(**owner) for owner in stored.get("owners", ())),
        revised=tuple(date.fromisoformat(day) for day in stored.get("revised", ())),
        deadline_kind=stored.get("deadline_kind", "none"),
        problems=tuple(issue_from(issue) for issue in stored.get("problems", ())),
        updates=tuple(_update_from(update) for update in stored.get("updates", ())),
        extra=tuple(Extra(**extra) for extra in stored.get("extra", ())),
        milestones=tuple(_item_from(part) for part in stored.get("milestones", ())),
        source=_source_from(stored.get("source")) or Source(),
        printed=tuple(Extra(**cell) for cell in stored.get("printed", ())),
        corrected=tuple(stored.get("corrected", ())),
        **days,
        **same,
    )


def _section_json(section: Section) -> dict:
    return {
        "ref": section.ref,
        "title": section.title,
        "lead": section.lead,
        "notes": [_flat(note) for note in section.notes],
        "recommendations": [
            {
                "ref": r.ref,
                "text": r.text,
                "raised_on": [_iso(day) for day in r.raised_on],
                "source": r.source,
            }
            for r in section.recommendations
        ],
    }


def _section_from(stored: dict) -> Section:
    return Section(
        title=stored["title"],
        ref=stored["ref"],
        lead=stored["lead"],
        notes=tuple(Note(**note) for note in stored["notes"]),
        recommendations=tuple(
            Recommendation(r["text"], r["ref"], tuple(date.fromisoformat(day) for day in r["raised_on"]), r["source"])
            for r in stored["recommendations"]
        ),
    )


def _plan_json(plan: StagedPlan, full: bool) -> dict:
    shown = {
        "title": plan.title,
        "organisation": plan.organisation,
        "layout": plan.layout,
        "confidence": round(plan.confidence, 2),
        "as_at": _iso(plan.as_at),
        "rating_key": [_flat(key) for key in plan.rating_key],
        "sections": [_section_json(section) for section in plan.sections],
        "actions": [_item_json(action, full) for action in plan.actions],
    }
    if full:
        shown["headings"] = [list(pair) for pair in plan.headings]
        shown["columns"] = list(plan.columns)
        shown["reasons"] = list(plan.reasons)
        shown["issues"] = [issue_json(issue, True) for issue in plan.issues]
        shown["source"] = _place(plan.source, True)
    return shown


def _plan_from(stored: dict) -> StagedPlan:
    return StagedPlan(
        title=stored["title"],
        organisation=stored["organisation"],
        layout=stored["layout"],
        confidence=stored["confidence"],
        as_at=_day(stored["as_at"]),
        rating_key=tuple(RatingKey(**key) for key in stored["rating_key"]),
        sections=tuple(_section_from(section) for section in stored["sections"]),
        actions=tuple(_item_from(action) for action in stored["actions"]),
        headings=tuple((name, heading) for name, heading in stored.get("headings", ())),
        columns=tuple(stored.get("columns", ())),
        reasons=tuple(stored.get("reasons", ())),
        issues=tuple(issue_from(issue) for issue in stored.get("issues", ())),
        source=_source_from(stored.get("source")) or Source(),
    )
