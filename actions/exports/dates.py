"""New dates that wait in, the sheet on which a meeting decides about them out."""

from collections.abc import Sequence

from actions.deciding.rows import AskedRow
from actions.exports.columns import Kind, Verdict
from actions.exports.sheets import Block, Heading, Sheet
from actions.report import Report
from actions.rules.board import day
from actions.templatetags.look import counted
from actions.vocabulary import DAY_FACT_WORDS, FIELD, DayFact

COLUMNS = (
    (FIELD["ref"].heading, 14, Kind.TEXT),
    ("Action or step", 56, Kind.TEXT),
    (FIELD["owners"].heading, 28, Kind.TEXT),
    (FIELD["original_due"].heading, 22, Kind.DATE),
    (FIELD["due"].heading, 22, Kind.DATE),
    (FIELD["says"].heading, 26, Kind.TEXT),
    (FIELD["times_moved"].heading, 16, Kind.NUMBER),
    ("Asked for", 22, Kind.DATE),
    ("Days after the date now", 20, Kind.NUMBER),
    ("Reason", 50, Kind.TEXT),
    ("What will be done", 50, Kind.TEXT),
    ("Asked by", 30, Kind.TEXT),
    ("Decision", 40, Kind.TEXT),
)


def new_dates(report: Report, rows: Sequence[AskedRow]) -> Sheet:
    """Return the sheet: a row for each date, its last column left free for the decision."""
    lines = (report.title, f"{report.organisation}, as at {day(report.as_of)}", _number(len(rows)))
    block = Block(tuple(Heading(text, kind) for text, _, kind in COLUMNS), tuple(_row(row) for row in rows))
    widths = tuple(width for _, width, _ in COLUMNS)
    return Sheet("New dates", lines, (block,), widths, filters=True, paper="A3", frozen_columns=2)


def _number(rows: int) -> str:
    return (
        f"{counted(rows, 'new date')} {'waits' if rows == 1 else 'wait'} to be agreed; until then the date now counts."
    )


def _row(row: AskedRow) -> tuple:
    state, move = row.state, row.move
    above = "" if state.item is state.action else f"{state.action.ref} {state.action.title}".strip() + "\n"
    return (
        state.item.ref, f"{above}{state.item.title}", row.leads, state.deadline.original_due, state.deadline.due,
        _says(row), state.deadline.times_moved, move.to_due, row.then.days_moved, move.reason, move.will_do, row.who,
        None,
    )  # fmt: skip


def _says(row: AskedRow) -> Verdict | None:
    state = row.state
    if not state.says:
        return None
    late = f" by {counted(state.overdue, 'day')}" if state.says == DayFact.OVERDUE else ""
    return Verdict(f"{DAY_FACT_WORDS[state.says]}{late}", state.says)
