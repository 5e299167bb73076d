"""A Report in, the workbook's sheets out: headings, typed rows and widths, and nothing of how xlsx is written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from actions.exports import columns as of
from actions.exports.columns import Column, Kind, Rated, Value
from actions.report import Line, Report
from actions.rules.board import BOARD_RULES, day
from actions.rules.totals import COUNTS
from actions.vocabulary import FIELD, FIELDS, STAGE_MEANINGS, STAGE_WORDS

# Between margins of 20 mm A4 on its side leaves 257; Excel and LibreOffice round each column up to whole pixels.
PAGE_MM = 252
# So much of the latest update goes into a table that is pasted into a report.
UPDATE_LIMIT = 300
COUNTED = ("items", "open", "done", "attention", *(rule.slug for rule in BOARD_RULES))
BESIDE_STAGES = ("items", "overdue", "attention")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column, and what the column holds."""

    text: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Block:
    """A table of a sheet: maybe a title above it, its headings, its rows; `total` where the last row adds up."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the lines above its tables, and the tables one below the other.

    `widths` are millimetres by column. `filters` puts the filter on the heading row. `paste` marks the table that is
    made to be pasted: printed at 100 %, Arial 11, without filter. `bold` numbers (from 0) the rows that stand out.
    """

    name: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    widths: tuple[float, ...]
    filters: bool = False
    paste: bool = False
    paper: str = "A4"
    frozen_columns: int = 0
    bold: frozenset[int] = frozenset()


def sheets(report: Report) -> tuple[Sheet, ...]:
    """Return the six sheets of the monthly workbook, in order."""
    return (
        summary(report),
        for_the_report(report),
        exceptions(report),
        actions(report),
        full_plan(report),
        about(report),
    )


def summary(report: Report) -> Sheet:
    """Return the counts, by stage and theme and by reported rating."""
    blocks = [_counts(report), _themes(report)]
    if report.ratings:
        blocks.append(_ratings(report))
    width = max(len(block.headings) for block in blocks) - 1
    left_out = "" if report.holds_exempt else report.publication
    return Sheet("Summary", _lines(report, *report.sentences, left_out), tuple(blocks), (84, *[24] * width))


def _counts(report: Report) -> Block:
    rows = [("Actions", report.totals["actions"])]
    rows += [(COUNTS[slug].heading, report.totals[slug]) for slug in COUNTED]
    return Block((Heading("Count"), Heading("Number", Kind.NUMBER)), tuple(rows), "Counts")


def _themes(report: Report) -> Block:
    slugs = [f"stage_{stage}" for stage in report.stages] + list(BESIDE_STAGES)
    names = [STAGE_WORDS[stage] for stage in report.stages] + ["All", "Overdue", "Needs attention"]
    rows = [
        (f"{section.ref} {section.title}".strip(), *(section.counts[slug] for slug in slugs))
        for section in report.sections
    ]
    rows.append(("All themes", *(report.totals[slug] for slug in slugs)))
    theme = report.headings.get("section") or FIELD["section"].heading
    headings = (Heading(theme), *(Heading(name, Kind.NUMBER) for name in names))
    return Block(headings, tuple(rows), "By theme and stage", total=True)


def _ratings(report: Report) -> Block:
    rows = [(Rated(row.label, row.colour) if row.label else "Not rated", row.count) for row in report.ratings]
    rows.append(("All", report.totals["items"]))
    headings = (Heading(FIELD["rating"].heading), Heading("Number", Kind.NUMBER))
    return Block(headings, tuple(rows), "By reported rating", total=True)


def for_the_report(report: Report) -> Sheet:
    """Return the table that is made to be pasted into a committee report: every action followed by its steps."""
    chosen = [
        replace(of.REF, heading="Ref", width=12),
        Column("Action or step", 56, _marked),
        replace(of.LEAD, width=31),
        Column(of.FIRST_DATE.heading, 24, lambda line: of.short(line.first_date)),
        Column(of.DATE_NOW.heading, 24, lambda line: of.short(line.date_now) or line.date_text),
        replace(of.RATING, width=22),
        replace(of.SAYS, width=28, value=of.standing),
        replace(of.UPDATE, value=lambda line: of.cut(of.latest(line), UPDATE_LIMIT)),
    ]
    if not report.scheme:
        chosen.remove(next(column for column in chosen if column.heading == of.RATING.heading))
    left = PAGE_MM - sum(column.width for column in chosen[:-1])
    chosen[-1] = replace(chosen[-1], width=left)
    actions_with_steps = (place for place, line in enumerate(report.lines) if line.steps)
    return replace(
        _table("For the report", report, chosen, report.lines, _lines(report, report.information)),
        paste=True,
        bold=frozenset(actions_with_steps),
    )


def _marked(line: Line) -> str:
    """Return the title, a step's behind a dash, with the mark of what is not for publication."""
    title = f"– {line.title}" if line.action_title else line.title
    return f"{title} [{line.not_public}]" if line.not_public else title


def exceptions(report: Report) -> Sheet:
    """Return what needs the board's attention: each once, under its gravest rule."""
    chosen = [
        of.NEEDS, of.REF, replace(of.ACTION, width=64), *_where(report, of.STEP), of.LEAD, of.FIRST_DATE, of.DATE_NOW,
        of.TIMES_MOVED, of.DAYS_OVERDUE, of.DAYS_LATER, *([of.RATING] if report.scheme else []), of.SAYS, of.WHY,
        of.ALSO, *_where(report, of.KEPT),
    ]  # fmt: skip
    rows = report.exceptions
    sheet = _table("Exceptions", report, chosen, rows, _lines(report, _exceptions_sentence(report)))
    return replace(sheet, filters=True, paper="A3", frozen_columns=2)


def _exceptions_sentence(report: Report) -> str:
    if not report.totals["attention"]:
        return "Nothing needs the board’s attention: no rule applies to any action or step."
    return (
        f"{report.totals['attention']:,} of {report.totals['items']:,} need the board’s attention; each stands here "
        "once, under the gravest rule that applies, the others beside it."
    )


def actions(report: Report) -> Sheet:
    """Return every unit that counts, one row each: steps, and actions without any."""
    chosen = [
        of.REF, *_where(report, of.THEME), of.ACTION, *_where(report, of.STEP), of.LEAD, *_where(report, of.BODY),
        of.STAGE, of.FIRST_DATE, of.DATE_NOW, of.TIMES_MOVED, of.DAYS_OVERDUE, of.DAYS_LATER, of.DONE_ON,
        *([of.RATING] if report.scheme else []), of.SAYS, of.NEEDS, of.UPDATE, *_where(report, of.KEPT),
    ]  # fmt: skip
    sheet = _table("Actions", report, chosen, report.leaves, _lines(report, report.sentences[0]))
    return replace(sheet, filters=True, paper="A3", frozen_columns=1)


def full_plan(report: Report) -> Sheet:
    """Return the plan under its own headings and in its own order: every action, then its steps, nothing left out."""
    own = of.under_its_own_heading
    chosen = [
        *_where(report, own(of.THEME, "section", report)), own(of.REF, "ref", report), own(of.ACTION, "title", report),
        *_where(report, of.STEP), own(of.LEAD, "owners", report), *_where(report, own(of.START, "start", report)),
        of.FIRST_DATE, of.DATE_NOW, *_where(report, own(of.DATE_TEXT, "due", report)), of.STAGE,
        *_where(report, own(of.STATUS, "status", report)),
        *([own(of.RATING, "rating", report)] if report.scheme else []),
        *_where(report, own(of.UPDATES, "update", report)), *of.printed_columns(report),
        *_where(report, of.KEPT),
    ]  # fmt: skip
    sheet = _table("Full plan", report, chosen, report.lines, _lines(report, report.sentences[0]))
    return replace(sheet, filters=True, paper="A3", frozen_columns=0)


def about(report: Report) -> Sheet:
    """Return what a reader needs to trust the figures: dates, definitions, rating key and papers."""
    blocks = [
        Block(_texts("This workbook", ""), tuple(_facts(report))),
        Block(_texts("Count", "What it counts"), tuple((COUNTS[s].heading, COUNTS[s].definition) for s in COUNTED)),
        Block(_texts("Stage", "What it means"), tuple((STAGE_WORDS[s], STAGE_MEANINGS[s]) for s in STAGE_WORDS)),
        Block(_texts("Column", "What it holds"), tuple((term.heading, f"{term.meaning}.") for term in FIELDS)),
        Block(_texts("Rating", "What it means, in the plan’s own words"), tuple(_key(report))),
        Block(_texts("Paper", "Date it speaks for, and its SHA-256"), tuple(_papers(report))),
    ]  # fmt: skip
    return Sheet("About", _lines(report), tuple(blocks), (72, 185))


def _facts(report: Report) -> Iterable[tuple[str, str]]:
    yield "Plan", report.title
    yield "Organisation", report.organisation
    yield "As at", day(report.as_of)
    yield "Age of the information", report.information or "Nothing is held yet."
    yield "Next meeting", day(report.next_meeting) if report.next_meeting else "None is set."
    if report.publication:
        yield "Publication", report.publication
    yield "Rules", f"Version {report.rules_version}"


def _key(report: Report) -> Iterable[tuple[Value, str]]:
    if not report.scheme:
        yield "None", "This plan does not rate its actions."
    elif not report.prints_key:
        yield "All", "The plan uses these ratings and does not say what they mean."
    for label in report.scheme:
        without = "The plan prints no meaning." if report.prints_key else ""
        yield Rated(label.label, label.colour), label.meaning or without


def _papers(report: Report) -> Iterable[tuple[str, str]]:
    if not report.papers:
        yield "None", "Nothing was taken in from a paper by this date."
    for paper in report.papers:
        yield paper.name, f"{day(paper.as_at)}; {paper.sha256}" if paper.sha256 else day(paper.as_at)


def _texts(*headings: str) -> tuple[Heading, ...]:
    return tuple(Heading(text) for text in headings)


def _lines(report: Report, *more: str) -> tuple[str, ...]:
    """Return the lines above a sheet's tables: the plan, whose it is and as at when, and what else is said.

    A file that holds what is not for publication says so on every sheet: sheets are copied one by one.
    """
    kept = report.publication if report.holds_exempt else ""
    said = (line for line in (kept, *more) if line)
    return (report.title, f"{report.organisation}, as at {day(report.as_of)}", *said)


def _where(report: Report, column: Column) -> list[Column]:
    """Return the column where any line of the plan has something in it."""
    return [column] if any(column.value(line) for line in report.lines) else []


def _table(name: str, report: Report, chosen: Sequence[Column], lines: Iterable[Line], above: tuple[str, ...]) -> Sheet:
    values: list[Callable[[Line], Value]] = [column.value for column in chosen]
    rows = tuple(tuple(value(line) for value in values) for line in lines)
    headings = tuple(Heading(column.heading, column.kind) for column in chosen)
    return Sheet(name, above, (Block(headings, rows),), tuple(column.width for column in chosen))
