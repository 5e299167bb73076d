"""From a paper to staged plans, without the database: read, tables, recognise, rows, fields, stage.

    document = read(path)                             the file's paragraphs and tables
    tables = find_tables(document)                    pieces parted by page furniture are joined
    plans, ignored = recognise(tables, layouts)       which are plans, by which layout; the rest with a reason
    staged = stage(plan)                              rows joined, cells read into fields, doubts raised

What a person said of the tables (`imports.arrangement`) is obeyed on the way; `diff` compares a staged plan with the
register afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from imports.arrangement import Arrangement, key_of, settled
from imports.layout import Layout, all_layouts
from imports.pipeline.arrange import aligned, cut_tables
from imports.pipeline.initials import find_initials
from imports.pipeline.key_lines import find_key_lines
from imports.pipeline.keys import find_fill_keys, find_rating_keys, find_weeks
from imports.pipeline.minutes import find_minutes, used_tables
from imports.pipeline.read import read
from imports.pipeline.recognise import recognise
from imports.pipeline.seen import tables_seen
from imports.pipeline.stage import stage, with_issue
from imports.pipeline.tables import find_tables
from imports.pipeline.twins import told_apart
from imports.shapes import Document, Issue, Match, Paragraph, Reading, StagedPlan, Table

Progress = Callable[[str, int, int], None]


def read_document(
    path: Path | str,
    layouts: Iterable[Layout] | None = None,
    progress: Progress | None = None,
    name: str | None = None,
    arrangement: Arrangement | None = None,
) -> Reading:
    """Everything understood of the document at a path, and everything passed over.

    `layouts` narrows the ways of reading (default: all known); one made by hand goes before the known ones
    (`imports.layout.with_by_hand`). `progress` is told the step, how many are done, of how many; `name` is the file's
    own name where it lies under another; `arrangement` is what a person said of the tables. Raises
    `imports.readers.Unreadable`, one plain sentence, where the file cannot be read.
    """
    tell = progress or (lambda step, done, of: None)
    return read_blocks(read(Path(path), name, tell), layouts, progress, arrangement)


def read_blocks(
    document: Document,
    layouts: Iterable[Layout] | None = None,
    progress: Progress | None = None,
    arrangement: Arrangement | None = None,
) -> Reading:
    """The same from a document already open."""
    tell = progress or (lambda step, done, of: None)
    tell("tables", 0, 1)
    tables, arrangement, lost = _arranged(find_tables(document, tell), arrangement or Arrangement())
    tell("tables", 1, 1)
    words = "\n".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    layouts = all_layouts() if layouts is None else tuple(layouts)
    found, ignored = recognise(tables, layouts, words, arrangement)
    keys, fills, weeks = find_rating_keys(tables), find_fill_keys(tables), find_weeks(document, tables)
    in_lines, initials = find_key_lines(document, tables), find_initials(document, tables)
    plans = []
    for at, plan in enumerate(found):
        tell("plans", at, len(found))
        number = plan[0].table.source.table
        key = keys.get(number) or in_lines.get(number, ())
        plans.append(stage(aligned(plan), words, weeks, key, fills.get(number, ()), tell, initials))
    plans = told_apart(plans, found)
    narrowed = not all(known in layouts for known in all_layouts())
    passed = {table.source.table for table in tables if arrangement.of(key_of(table)).taken is False}
    minutes = () if narrowed else find_minutes(document, tables, passed | {p.source.table for p in plans})
    within = used_tables(minutes, tables)
    tell("plans", len(found), len(found))
    document = replace(document, issues=(*document.issues, *_unused(layouts, found), *lost))
    ignored = tuple(one for one in ignored if one.source.table not in within)
    reading = _settle(document, (*plans, *minutes), ignored)
    return replace(reading, tables=tables_seen(tables, found, minutes, ignored))


def _arranged(
    tables: tuple[Table, ...], arrangement: Arrangement
) -> tuple[tuple[Table, ...], Arrangement, tuple[Issue, ...]]:
    """The tables, parted where a person cut them; what was said of each, by its key; a doubt for each one lost."""
    whole, _ = settled(arrangement, tables)
    tables = cut_tables(tables, whole)
    arrangement, lost = settled(arrangement, tables)
    message = "Table {}, arranged by hand, was not found again in this document"
    return tables, arrangement, tuple(Issue("table_lost", message.format(key.split("-")[0])) for key in lost)


def _unused(layouts: Iterable[Layout], found: Iterable[tuple[Match, ...]]) -> Iterator[Issue]:
    """A doubt for each layout by hand that names its tables, where none answers to it."""
    used = {id(match.layout) for plan in found for match in plan}
    for layout in layouts:
        if layout.by_hand and layout.tables and id(layout) not in used:
            named = layout.name or "by hand"
            yield Issue(
                "layout_unused", f"No table has the columns that the layout {named} names; nothing is read by it"
            )


def _settle(document: Document, plans: tuple[StagedPlan, ...], ignored) -> Reading:
    """The reading, with a doubt about the file as a whole put on the last plan that it may touch."""
    reading = Reading(document.file, document.sha256, document.reader, plans, ignored, document.issues)
    for issue in document.issues:
        line = issue.source.line if issue.source else None
        if plans and line and (plans[-1].source.line or 0) <= line <= (plans[-1].source.last_line or line):
            reading = replace(reading, plans=(*reading.plans[:-1], with_issue(reading.plans[-1], issue)))
    return reading
