"""The sheet of one body for those who never sign in: its actions, what is known, and empty cells to fill in."""

from collections.abc import Sequence
from dataclasses import replace

from actions.exports import columns as of
from actions.exports.columns import Column, Kind
from actions.exports.sheets import Block, Heading, Sheet
from actions.models import Round
from actions.report import Line, Report
from actions.rounds.standing import Lead
from actions.rules.board import day

NOTE_LIMIT = 300


def sheet_of(report: Report, round: Round, name: str, leads: Sequence[Lead], send_to: str) -> Sheet:
    """Return the sheet of the body called `name`, whose leads are given; `report` holds what may be told on paper.

    What the leads are asked about and the report leaves out as not for publication is counted, not named.
    """
    lines = {line.id: line for line in report.lines}
    asked: dict[int, list[str]] = {}
    for lead in leads:
        for line in lead.lines:
            asked.setdefault(line.item.pk, []).append(lead.party.name)
    told = [line for pk, line in lines.items() if pk in asked]
    columns = [*_known(asked), *_to_fill_in(bool(report.scheme))]
    above = [
        report.title,
        f"{name}: update for {round}, by {day(round.closes_on)}",
        f"Please fill in the empty columns and send this back to {send_to}. “No change” is an answer.",
    ]
    if kept := len(asked) - len(told):
        above.append(f"Not for publication, and left out of this sheet: {kept}. Ask {send_to} about {_it(kept)}.")
    rows = tuple(tuple(column.value(line) for column in columns) for line in told)
    headings = tuple(Heading(column.heading, column.kind) for column in columns)
    return Sheet("Update", tuple(above), (Block(headings, rows),), tuple(column.width for column in columns))


def _it(count: int) -> str:
    return "it" if count == 1 else "them"


def _known(asked: dict[int, list[str]]) -> list[Column]:
    return [
        replace(of.REF, width=16),
        Column("Action or step", 58, _title),
        Column(of.LEAD.heading, 32, lambda line: "; ".join(asked[line.id])),
        Column(of.FIRST_DATE.heading, 23, lambda line: line.first_date, Kind.DATE),
        Column(of.DATE_NOW.heading, 23, lambda line: line.date_now, Kind.DATE),
        Column("Last update", 46, lambda line: of.cut(of.latest(line), NOTE_LIMIT)),
    ]


def _to_fill_in(rates: bool) -> list[Column]:
    """Return the columns that are empty."""
    blank = [("What has happened since?", 58), ("Rating", 20), ("New date, and why", 36)]
    return [Column(heading, width, lambda line: None) for heading, width in blank if rates or heading != "Rating"]


def _title(line: Line) -> str:
    return f"{line.title}\n(a step of: {of.cut(line.action_title, 90)})" if line.action_title else line.title
