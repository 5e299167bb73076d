"""Tables in; the same with forms, each of which is one action set out as labels and values, folded into one table, out.

Serves audit reports: `Recommendation 1`, `Management response`, `Responsible officer`, `Target date` in rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from imports.headings import OWNER_FIELDS, field_of
from imports.shapes import Cell, Table

_NUMBERED = re.compile(
    r"(?P<label>[A-Za-z][A-Za-z ]+?)\s*(?:no\.?\s*)?(?P<ref>\d{1,3}(?:\.\d+)?)\s*[.:]?", re.IGNORECASE
)
_DIGITS = re.compile(r"[\d.]+\Z")
_LEAST = 2  # forms of which a plan is made
_LEAST_LABELS = 3
_WORDED = ("title", "recommendation")
_BESIDE = (*OWNER_FIELDS, "due", "status", "rag", "update", "response")

Form = dict[str, Cell]


def fold_forms(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables; where two forms or more with the same labels follow each other, one table of them instead."""
    folded: list[Table] = []
    run: list[tuple[Table, Form]] = []
    for table in tables:
        form = _form(table)
        if run and (form is None or not _alike(run[0][1], form)):
            folded += _closed(run)
            run = []
        if form is None:
            folded.append(table)
        else:
            run.append((table, form))
    return (*folded, *_closed(run))


def repeats_form(before: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the labels of a narrow piece are those of the piece before again: the next form, not more of it."""
    if len(rows[0]) > 4 or len(rows) < _LEAST_LABELS:
        return False
    first, second = (
        [_DIGITS.sub("", row[0].text).strip(" :.").lower() for row in part if row] for part in (before, rows)
    )
    return len(set(second) & set(first) - {""}) * 4 >= 3 * len(second)


def _closed(run: list[tuple[Table, Form]]) -> list[Table]:
    return [_one_table(run)] if len(run) >= _LEAST else [table for table, _ in run]


def _form(table: Table) -> Form | None:
    """The labels and values of a table that sets out one action; None where it is another thing."""
    if table.width not in (2, 4) or len(table.rows) > 20:
        return None
    form: Form = {}
    for row in table.rows:
        for at in range(0, len(row) - 1, 2):
            label, value = row[at].text.strip(" :"), row[at + 1]
            if not label:
                continue
            numbered = _NUMBERED.fullmatch(label)
            if numbered and field_of(numbered["label"])[0] in _WORDED:
                label = numbered["label"]
                form.setdefault("Ref", replace(value, text=numbered["ref"]))
            if label in form or len(label) > 60:
                return None
            form[label] = value
    fields = {field for label in form if label != "Ref" and (field := field_of(label)[0])}
    return form if fields & set(_WORDED) and len(fields & set(_BESIDE)) > 1 else None


def _alike(first: Form, other: Form) -> bool:
    return len(first.keys() & other.keys()) * 4 >= 3 * max(len(first), len(other))


def _one_table(run: list[tuple[Table, Form]]) -> Table:
    labels = sorted(dict.fromkeys(label for _, form in run for label in form), key=lambda label: label != "Ref")
    first = run[0][0]
    rows = [tuple(Cell(label, first.rows[0][0].source) for label in labels)]
    for number, (table, form) in enumerate(run, 2):
        last = table.source.last_line
        place = replace(table.rows[0][0].source, table=first.source.table, row=number, last_line=last)
        rows.append(tuple(replace(form.get(label, Cell()), source=place) for label in labels))
    source = replace(first.source, last_line=run[-1][0].source.last_line, last_row=len(rows))
    return Table(tuple(rows), source, first.above, first.titles)
