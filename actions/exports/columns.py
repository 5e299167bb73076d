"""The columns that sheets are made of: a Line in, a typed value out, with heading, width in millimetres and kind."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from actions.report import Line, Note, Report
from actions.rules.board import day
from actions.vocabulary import FIELD


class Kind(StrEnum):
    """What a column holds, which decides how it is written and aligned."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating as it stands in a cell: the plan's word, and the colour that the scheme gives it."""

    word: str
    colour: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the dates say, as it stands in a cell: the words, and which of the day-facts they are."""

    words: str
    fact: str


Value = str | int | date | Rated | Verdict | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; `width` is in millimetres on paper at 100 %."""

    heading: str
    width: float
    value: Callable[[Line], Value]
    kind: Kind = Kind.TEXT


def short(value: date | None) -> str:
    """Return a day as `30 Sep 2020`, for tables that are pasted as text.

    >>> short(date(2020, 9, 3)), short(None)
    ('3 Sep 2020', '')
    """
    return f"{value.day} {value:%b %Y}" if value else ""


def cut(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters, cut between words, a cut marked by an ellipsis.

    >>> cut("Adverts are out and interviews begin", 20), cut("Adverts are out", 20)
    ('Adverts are out and…', 'Adverts are out')
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    if not text[limit - 1].isspace() and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:.") + "…"


def action_title(line: Line) -> str:
    """Return the title of the action that the line is, or is a step of."""
    return line.action_title or line.title


def step_title(line: Line) -> str:
    """Return the step's title, empty for an action."""
    return line.title if line.action_title else ""


def rating(line: Line) -> Rated | None:
    """Return the reported rating, or None where nothing was reported."""
    return Rated(line.reported, line.reported_colour) if line.reported else None


def says(line: Line) -> Verdict | None:
    """Return what the dates say, or None where they cannot judge."""
    return Verdict(line.says_words, line.says) if line.says else None


def standing(line: Line) -> Verdict:
    """Return what the dates say, else the stage; of an action with steps also how many of them are done."""
    words = line.says_words or line.stage_words
    return Verdict(f"{words}; {line.steps_done} of {line.steps} steps done" if line.steps else words, line.says)


def stage(line: Line) -> str:
    """Return the stage, and of an action with steps how many of them are done."""
    return f"{line.stage_words}, {line.steps_done} of {line.steps} steps done" if line.steps else line.stage_words


def note_words(note: Note) -> str:
    """Return a note with what it is dated by: its own label, or its day; nothing where the paper dates it not."""
    when = note.label or (day(note.on) if note.dated else "")
    said = f"{when}: {note.text}" if when else note.text
    return f"{said} [{note.not_public}]" if note.not_public else said


def latest(line: Line) -> str:
    """Return the latest note of progress with its date."""
    return note_words(line.latest) if line.latest else ""


def every_note(line: Line) -> str:
    """Return all notes of progress, the newest first, one below the other."""
    return "\n".join(note_words(note) for note in line.notes)


def also(line: Line) -> str:
    """Return the rules that apply beside the gravest one, less those that a graver one says already."""
    return "; ".join(hit.heading for hit in line.tags(line.hits[0].slug))


def _field(name: str, width: float, value, kind: Kind = Kind.TEXT) -> Column:
    return Column(FIELD[name].heading, width, value, kind)


REF = _field("ref", 22, lambda line: line.ref)
THEME = _field("section", 42, lambda line: line.theme)
ACTION = _field("title", 78, action_title)
STEP = Column("Step", 62, step_title)
LEAD = _field("owners", 44, lambda line: "; ".join(line.leads))
BODY = Column("Body", 32, lambda line: "; ".join(line.bodies))
STAGE = _field("stage", 26, stage)
STATUS = Column("Status as printed", 26, lambda line: line.stated_status)
START = _field("start", 22, lambda line: line.start, Kind.DATE)
FIRST_DATE = _field("original_due", 22, lambda line: line.first_date, Kind.DATE)
DATE_NOW = _field("due", 22, lambda line: line.date_now, Kind.DATE)
DATE_TEXT = Column("Date as printed", 28, lambda line: line.date_text)
TIMES_MOVED = _field("times_moved", 16, lambda line: line.times_moved, Kind.NUMBER)
DAYS_OVERDUE = Column("Days overdue", 19, lambda line: line.days_overdue or None, Kind.NUMBER)
DAYS_LATER = _field("days_later", 22, lambda line: line.days_later, Kind.NUMBER)
DONE_ON = _field("done_on", 22, lambda line: line.done_by, Kind.DATE)
RATING = _field("rating", 26, rating)
SAYS = _field("says", 36, says)
UPDATE = _field("update", 84, latest)
UPDATES = Column("Progress", 100, every_note)
KEPT = Column("Publication", 34, lambda line: line.not_public)
NEEDS = Column("Needs attention because", 34, lambda line: line.hits[0].heading if line.hits else "")
WHY = Column("Why", 56, lambda line: line.why(line.hits[0].slug))
ALSO = Column("Also", 34, also)


def under_its_own_heading(column: Column, field: str, report: Report) -> Column:
    """Return the column under the heading by which the plan itself prints that field, where it does."""
    return replace(column, heading=report.headings.get(field) or column.heading)


def printed_columns(report: Report) -> list[Column]:
    """Return the plan's own further columns, in the order in which the plan prints them; a step has its action's."""
    own = {line.id: dict(line.extra) for line in report.lines}
    headings = dict.fromkeys(heading for line in report.lines for heading, _ in line.extra)

    def column(heading: str) -> Column:
        return Column(
            heading,
            60,
            lambda line: own[line.id].get(heading) or own.get(line.action_id, {}).get(heading, ""),
        )

    return [column(heading) for heading in headings]
