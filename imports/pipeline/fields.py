"""The rows of a plan in; its sections and staged items out, every cell read into its field or kept as printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from imports.headings import OWNER_FIELDS, plain_heading
from imports.pipeline.fills import Fills, other_ratings, rating_of_whole_row, stated_with_fill
from imports.pipeline.lines import asked_column
from imports.pipeline.parallel import parallel_steps
from imports.pipeline.period_columns import period_columns, steps_by_period
from imports.pipeline.titles import LED
from imports.shapes import Extra, Issue, Match, Note, Owner, Row, Section, StagedItem
from imports.values.date_words import NO_YEAR, FoundDate, find_dates
from imports.values.dates import Deadline, parse_deadline, parse_start
from imports.values.people import parse_owners, strong_parts
from imports.values.ratings import StatedStatus, opening_status, status_words, yes_or_no
from imports.values.references import (
    other_references,
    parse_links,
    parse_reference,
    split_reference,
    under,
)
from imports.values.updates import is_no_note, parse_updates
from imports.values.years import with_years

_ITEMS = ("action", "step")
_AWAITED = Issue("revised_date_awaited", "A later date is to be confirmed; the date before it stands until then")
_ASKS_DONE = re.compile(
    r"\b(?:completed?|addressed|implemented|actioned|resolved|discharged|closed|met|delivered|done|achieved)\b", re.I
)
_WITHOUT_END = ("ongoing", "tbc", "complete")
_SPANS = ("date", "month", "quarter")  # kinds of a last day that make a range with a first


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell cannot be read without: the columns, the date the plan speaks for, its weeks, its people."""

    match: Match
    as_at: date | None = None
    stated: Mapping[int, date] | None = None
    weeks: Mapping[int, date] | None = None
    known: frozenset[str] = frozenset()
    fills: Fills = Fills()
    tell: Callable[[str, int, int], None] = lambda *step: None
    opening: int | None = None  # a column of notes that each open with a status
    periods: Mapping[int, FoundDate] | None = None  # columns that each hold what is due in a quarter or a month


def parse_fields(rows: Sequence[Row], context: Context) -> tuple[tuple[Section, ...], tuple[StagedItem, ...]]:
    """The sections with their notes, and the actions with their steps, in the order printed."""
    context = replace(
        context,
        known=known_owners(rows, context.match),
        opening=_opening_column(rows, context.match),
        periods=period_columns(context.match, rows),
    )
    sections: list[Section] = []
    actions: list[list[StagedItem]] = []
    for at, row in enumerate(rows):
        if at % 100 == 0:
            context.tell("rows", at, len(rows))
        if row.kind == "section":
            sections.append(_section(row))
        elif row.kind == "note":
            _add_note(sections, Note(row.label, row.cells[0]))
        elif row.kind == "step" and actions:
            step = _item(row, context, None, step=True)
            actions[-1].append(replace(step, ref=under(actions[-1][0].ref, step.ref)))
        else:
            actions.append([_item(row, context, sections[-1] if sections else None)])
    return tuple(sections), tuple(_with_steps(parts, context) for parts in actions)


def known_owners(rows: Iterable[Row], match: Match) -> frozenset[str]:
    """The owners that stand alone, or between clear separators, somewhere in the plan."""
    cells = dict.fromkeys(
        row.cells[at]
        for row in rows
        for at, field in match.columns.items()
        if field in OWNER_FIELDS and row.cells.get(at)
    )
    parts = frozenset(part for cell in cells for part in strong_parts(cell))
    sure = set()
    for cell in cells:
        owners, issues = parse_owners(cell, known=parts)
        if not any(issue.code == "owners_run_together" for issue in issues):
            sure |= {owner.name for owner in owners}
    parted = {owner.name for cell in cells for owner in parse_owners(cell, known=sure)[0]}
    return frozenset(sure | parted)


def _opening_column(rows: Sequence[Row], match: Match) -> int | None:
    """Plans with one column for both: where most notes open with a status (`Closed – map sent`), that column."""
    if match.column("status") is not None or match.column("rag") is not None:
        return None
    for at, field in sorted(match.columns.items()):
        notes = [row.cells[at] for row in rows if field == "update" and row.kind in _ITEMS and row.cells.get(at)]
        if len(notes) > 2 and sum(1 for note in notes if opening_status(note)) * 3 >= 2 * len(notes):
            return at
    return None


def _section(row: Row) -> Section:
    words = " ".join(row.cells[0].split())
    led = LED.search(words)  # `Leadership (Lead: Chief Executive)`
    title = words[: led.start()] if led and led.start() else words
    return Section(title=title, ref=row.ref, lead=row.label or (led["name"] if led and led.start() else None))


def _add_note(sections: list[Section], note: Note) -> None:
    if not sections:
        sections.append(Section(title=note.label or note.text[:80]))
    sections[-1] = replace(sections[-1], notes=(*sections[-1].notes, note))


def _printed(row: Row, match: Match) -> tuple[Extra, ...]:
    """Every cell under its heading, as printed."""
    return tuple(Extra(_heading(match, at), text) for at, text in sorted(row.cells.items()))


def _heading(match: Match, at: int) -> str:
    heading = match.headings[at] if at < len(match.headings) else ""
    return heading or {"ref": "Reference"}.get(match.columns.get(at, ""), f"Column {at + 1}")


def _item(row: Row, context: Context, section: Section | None, step: bool = False) -> StagedItem:
    match = context.match
    ref, title = _ref_and_title(row, match, step)
    asked = _text(row, match, "recommendation")
    unsaid = ()
    if not title and asked:
        title, unsaid = asked, (Issue("action_not_stated", "No action is stated; the recommendation stands for it"),)
    owners, doubts = _owners(row, context)
    listed = parallel_steps(row, match, context.weeks) or steps_by_period(row, context.periods or {})
    deadline = _of_steps(listed) if listed else _deadline(row, context, owners)
    start = _start(row, match) or deadline.start
    stated = _stated(row, context)
    issues = (*row.issues, *unsaid, *doubts, *deadline.issues, *stated.issues)
    return StagedItem(
        title=title,
        ref=under(section.ref if section else None, ref),
        section=(section.ref or section.title) if section else None,
        links=_links(row, match),
        owners=owners,
        start=start,
        due=deadline.due,
        revised=deadline.revised,
        done_on=_date(row, match, "done_on") or deadline.done_on or _done_in_status(stated),
        deadline_text=_text(row, match, "due") or _text(row, match, "revised") or None,
        deadline_kind="range" if start and deadline.due and deadline.kind in _SPANS else deadline.kind,
        review=deadline.review,
        problems=tuple(replace(issue, source=issue.source or row.source) for issue in issues),
        status_text=stated.text,
        status=stated.status or deadline.status,
        rag=stated.rag,
        updates=_updates(row, context),
        extra=_extra(row, context, step, bool(listed)),
        milestones=listed or _dated_steps(deadline, row),
        source=row.source,
        printed=_printed(row, match),
    )


def _text(row: Row, match: Match, field: str) -> str:
    at = match.column(field)
    return row.cells.get(at, "") if at is not None else ""


def _words(row: Row, match: Match, field: str) -> str:
    """The words of an action or a step; one bullet alone is no list."""
    text = _text(row, match, field)
    return text if "\n" in text else text.removeprefix("• ")


def _ref_and_title(row: Row, match: Match, step: bool) -> tuple[str | None, str]:
    title = _words(row, match, "step" if step else "title") or _words(row, match, "step" if not step else "title")
    if match.column("ref") is not None and row.numbered != match.column("title"):
        cell = _text(row, match, "ref")
        if step and row.ref and not cell:  # its letter stands before its words
            return row.ref, split_reference(title)[1]
        return parse_reference(cell) or (cell or None), title
    return row.ref, split_reference(title)[1] if row.numbered == match.column("title") else title


_STEPS = re.compile(r"\b(?:milestones?|deliverables?|key steps)\b", re.IGNORECASE)
_owners_in = lru_cache(maxsize=4096)(parse_owners)  # a plan names the same few owners on row after row


def _owners(row: Row, context: Context) -> tuple[tuple[Owner, ...], tuple[Issue, ...]]:
    owners: list[Owner] = []
    issues: list[Issue] = []
    for at, field in sorted(context.match.columns.items()):
        if field in OWNER_FIELDS and row.cells.get(at):
            named, doubts = _owners_in(row.cells[at], field, context.known)
            owners += named
            issues += doubts
    once = {owner.name.lower(): owner for owner in reversed(owners)}
    return tuple(owner for owner in owners if once.get(owner.name.lower()) is owner), tuple(issues)


def _deadline(row: Row, context: Context, owners: tuple[Owner, ...]) -> Deadline:
    """The deadline cell; a second date on a printed row of its own, or in a column of its own, is a later date."""
    match = context.match
    at = match.column("due")
    text = row.cells.get(at, "") if at is not None else ""
    if at is None:
        text = _dated_list(row, match)
    if not text and parse_deadline(beside := _text(row, match, "start")).kind in _WITHOUT_END:
        text = beside  # `Ongoing` where the start and the end are one printed cell
    deadline = _dated(text, context)
    codes = {issue.code for issue in deadline.issues}
    pieces = row.pieces.get(at, ()) if at is not None else ()
    if "two_dates" in codes and len(pieces) > 1:
        second = f", {pieces[-1]}," if len(pieces[-1]) < 40 else ""
        message = f"A second date{second} stands on a row of its own; it is taken as the later deadline"
        deadline = _instead(deadline, Issue("second_date_on_own_row", message))
    elif "two_dates" in codes and len(owners) > 1:
        message = (
            f"Two dates and {len(owners)} owners: one date each, or a new date? The last is taken as the later deadline"
        )
        deadline = _instead(deadline, Issue("two_dates_two_owners", message))
    for column, field in sorted(match.columns.items()):
        if field == "revised" and row.cells.get(column):
            deadline = _with_later(deadline, _dated(row.cells[column], context))
    return deadline


def _dated_list(row: Row, match: Match) -> str:
    """Of a plan without a column for dates, the cell of steps that are each dated: `Model tested - 31 July 2024`."""
    cells = (row.cells.get(at, "") for at, heading in enumerate(match.headings) if _STEPS.search(heading or ""))
    return next((cell for cell in cells if len(parse_deadline(cell).parts) > 1), "")


def _dated(text: str, context: Context) -> Deadline:
    """A deadline cell as read; where its year is missing, with the year that the plan's own day makes likely."""
    deadline = parse_deadline(text, context.weeks)
    if context.as_at is None or not any(issue.code == NO_YEAR for issue in deadline.issues):
        return deadline
    meant = with_years(text, context.as_at)
    if meant == text:
        return deadline
    note = Issue("year_inferred", f"“{' '.join(text.split())}” has no year; it is read as “{' '.join(meant.split())}”")
    inferred = parse_deadline(meant, context.weeks)
    return replace(inferred, issues=(*inferred.issues, note))


def _of_steps(steps: Sequence[StagedItem]) -> Deadline:
    """The date of an action whose steps stand as a list beside a list of dates: that of the last."""
    last = max(steps, key=lambda step: step.due or date.min)
    return Deadline(last.deadline_kind, last.start, last.due, last.revised)


def _instead(deadline: Deadline, issue: Issue) -> Deadline:
    return replace(deadline, issues=(*(i for i in deadline.issues if i.code != "two_dates"), issue))


def _with_later(deadline: Deadline, later: Deadline) -> Deadline:
    """The deadline with what a column of later dates says; a date printed there again is no move."""
    last = (deadline.revised or (deadline.due,))[-1]
    days = tuple(day for day in (later.due, *later.revised) if day and day != last)
    awaited = later.kind == "tbc" and deadline.kind != "none"
    return replace(
        deadline,
        kind=later.kind if deadline.kind == "none" else deadline.kind,
        revised=(*deadline.revised, *days),
        issues=(*deadline.issues, *later.issues, *((_AWAITED,) if awaited else ())),
        status=deadline.status or later.status,
    )


def _start(row: Row, match: Match) -> date | None:
    """The first day of what the start column prints."""
    text = _text(row, match, "start")
    return parse_start(text) if text else None


def _date(row: Row, match: Match, field: str) -> date | None:
    text = _text(row, match, field)
    return parse_deadline(text).due if text else None


def _stated(row: Row, context: Context) -> StatedStatus:
    """The status and the rating of a row, by words and fills, else from the word that opens its note."""
    match = context.match
    if context.opening is not None:
        return opening_status(row.cells.get(context.opening, "")) or StatedStatus()
    columns = [at for field in ("status", "rag") if (at := match.column(field)) is not None]
    if not columns and (whole := rating_of_whole_row(row, context.fills)):
        return whole
    read = [
        _as_layout_says(row, match, at) or _answered(row, match, at) or stated_with_fill(row, match, at, context.fills)
        for at in columns
    ]
    return StatedStatus(
        text="; ".join(dict.fromkeys(one.text for one in read if one.text)) or None,
        status=next((one.status for one in read if one.status), None),
        rag=next((one.rag for one in reversed(read) if one.rag), None),
        issues=tuple(issue for one in read for issue in one.issues),
    )


def _done_in_status(stated: StatedStatus) -> date | None:
    """`Closed 12/03/24` in a column of states: the day on which it was done."""
    days = [found.day for found in find_dates(stated.text or "") if found.day]
    return days[-1] if stated.status == "complete" and days else None


def _as_layout_says(row: Row, match: Match, at: int) -> StatedStatus | None:
    """What the layout's own words for a rating make of the cell; None where it names no such words."""
    printed = " ".join(row.cells.get(at, "").split())
    said = match.layout.rating_of(printed) if printed else None
    return StatedStatus(printed, said.status, said.colour) if said else None


def _answered(row: Row, match: Match, at: int) -> StatedStatus | None:
    """`Yes` or `No` under a heading that asks whether it is done, such as `Addressed?`; a no says no more than that."""
    answer = yes_or_no(row.cells.get(at, ""))
    if answer is None or not _ASKS_DONE.search(match.headings[at]):
        return None
    return StatedStatus(row.cells[at].strip(), "complete" if answer else None)


def _updates(row: Row, context: Context):
    """The notes of a row; a status column that tells more than a status holds them where no other column does."""
    stated, columns = context.stated or {}, context.match.columns
    noted = "update" in columns.values()
    return tuple(
        update
        for at, field in sorted(columns.items())
        if row.cells.get(at) and not is_no_note(row.cells[at])
        if (field == "update" or not noted and field == "status" and _tells(row.cells[at]))
        for update in parse_updates(row.cells[at], stated.get(at) or _noted_on(row, context.match, at))
    )


def _noted_on(row: Row, match: Match, at: int) -> date | None:
    """The day of a note that stands in a column of its own: `Latest note | Latest note date`."""
    named = plain_heading(match.headings[at])
    days = (f"{named} date", f"date of {named}", "date of update", "update date", "date of last update")
    beside = next((to for to, heading in enumerate(match.headings) if plain_heading(heading) in days), None)
    if beside is None or match.columns.get(beside) not in (None, "keep"):
        return None
    found = [found.day for found in find_dates(row.cells.get(beside, "")) if found.day]
    return found[0] if len(found) == 1 else None


def _tells(text: str) -> bool:
    """Whether a status cell goes on to tell what happened: `Closed – map sent to members`."""
    return len(text.split()) > 4 and opening_status(text) is not None and status_words(text) is None


def _links(row: Row, match: Match) -> tuple[str, ...]:
    """What the row answers: its links, and other references beside its own."""
    links = list(other_references(_text(row, match, "ref")))
    for at, field in sorted(match.columns.items()):
        if field == "link":
            links += parse_links(row.cells.get(at, ""))
    return tuple(dict.fromkeys(links))


def _extra(row: Row, context: Context, step: bool, listed: bool = False) -> tuple[Extra, ...]:
    """The cells without a field of ours, under their own headings; a single step stands here too."""
    kept, match = [], context.match
    for at, text in sorted((other_ratings(row, match, context.fills) | row.cells).items()):
        field = match.columns.get(at)
        beside_title = field == "step" and not step and bool(_text(row, match, "title")) and not listed
        if at in (context.periods or ()) and listed:
            continue
        if field in (None, "keep", "recommendation", "response", "section") or beside_title:
            kept.append(Extra(_heading(match, at), text))
    return tuple(kept)


def _dated_steps(deadline: Deadline, row: Row) -> tuple[StagedItem, ...]:
    """The dated lines of a deadline cell, as steps of the action."""
    return tuple(
        StagedItem(
            title=part.title,
            start=part.deadline.start,
            due=part.deadline.due,
            deadline_text=part.text,
            deadline_kind=part.deadline.kind,
            problems=tuple(replace(issue, source=row.source) for issue in part.deadline.issues),
            source=row.source,
        )
        for part in deadline.parts
    )


def _with_steps(parts: list[StagedItem], context: Context) -> StagedItem:
    """An action of several printed steps: the first stands on the action's own row, and becomes a step too."""
    action, *steps = parts
    at = context.match.column("step")
    if not steps:
        return action
    if at is None:
        return _with_rows(action, steps, context)
    heading = _heading(context.match, at)
    own = next((extra.text for extra in action.extra if extra.heading == heading), None)
    if own is None:
        return replace(action, milestones=(*action.milestones, *steps))
    return _of_rows(action, own, steps, heading)


def _with_rows(action: StagedItem, steps: list[StagedItem], context: Context) -> StagedItem:
    """An action with lettered rows below it; or one requirement printed beside several actions, which are its steps;
    or one reference printed for several rows, each with its own date or owner.
    """
    asked = asked_column(context.match)
    heading = _heading(context.match, asked) if asked is not None else None
    required = next((extra.text for extra in action.extra if extra.heading == heading), None)
    if steps[0].ref or action.milestones:
        return replace(action, milestones=(*action.milestones, *steps))
    whole = _of_rows(action, action.title, steps, heading)
    own = {extra.heading for step in steps for extra in step.extra} - _of_section(context.match)
    first = replace(whole.milestones[0], extra=tuple(extra for extra in action.extra if extra.heading in own))
    named = [step.owners for step in steps if step.owners]
    return replace(
        whole,
        title=required or action.title,
        owners=tuple(owner for owner in action.owners if all(owner in owners for owners in named)),
        extra=tuple(extra for extra in whole.extra if extra.heading not in own),
        milestones=(first, *(_without(step, _of_section(context.match)) for step in whole.milestones[1:])),
    )


def _of_section(match: Match) -> frozenset[str]:
    """The heading of the column of sections, which speaks for an action with all its rows."""
    at = match.column("section")
    return frozenset() if at is None else frozenset((_heading(match, at),))


def _without(item: StagedItem, headings: frozenset[str]) -> StagedItem:
    return replace(item, extra=tuple(extra for extra in item.extra if extra.heading not in headings))


def _of_rows(action: StagedItem, own: str, steps: list[StagedItem], heading: str | None) -> StagedItem:
    """The action of several rows, the words of its own row's step given: nothing but its steps has a date or state."""
    first = replace(
        action,
        title=own,
        ref=None,
        section=None,
        extra=(),
        milestones=(),
    )
    last = max((s for s in (first, *steps)), key=lambda s: s.due or date.min)
    return replace(
        action,
        extra=tuple(extra for extra in action.extra if extra.heading != heading),
        owners=action.owners,
        start=None,
        due=None,
        revised=(),
        done_on=None,
        deadline_text=None,
        deadline_kind="none",
        review=None,
        problems=(),
        status=None,
        status_text=None,
        rag=None,
        updates=(),
        milestones=(first, *steps),
        source=action.source.through(last.source if last.source.line else steps[-1].source),
    )
