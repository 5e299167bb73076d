"""Tables in; the same with forms, each of which is one action set out as labels and values, folded into one table, out.

Serves audit reports and inspection plans with a card for each action: `Recommendation 1`, `Management response`,
`Responsible officer`, `Target date` in rows; the cards in tables of their own, or one below the other in one table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from imports.headings import OWNER_FIELDS, field_of
from imports.pipeline.furniture import is_furniture
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
    for table in (card for printed in tables for card in _cards(printed)):
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


def _cards(table: Table) -> Iterator[Table]:
    """The cards that stand one below the other in one table: its first label comes again and again."""
    opens = [at for at, row in enumerate(table.rows) if _label(row) and _label(row) == _label(table.rows[0])]
    if table.width not in (2, 4) or len(opens) < _LEAST or opens[1] < 4 or opens[0] != 0:
        yield table
        return
    for begin, end in zip(opens, [*opens[1:], len(table.rows)], strict=True):
        rows = table.rows[begin:end]
        source = replace(rows[0][0].source, last_line=rows[-1][0].source.line, last_row=None, column=None)
        yield Table(rows, source, table.above if begin == 0 else (), table.titles if begin == 0 else ())


def _label(row: Sequence[Cell]) -> str:
    """What a row's first cell calls its value, without the number of a `Recommendation 3`."""
    label = row[0].text.strip(" :")
    numbered = _NUMBERED.fullmatch(label)
    return numbered["label"] if numbered else label


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
    """The cards as rows of one table, below the headings of sections that stand between them."""
    over = [_line_above(table) for table, _ in run]
    if all(over) and len(set(over)) == len(over):
        run, over = _named_by_line(run, over), [""] * len(run)
    elif not any(over[1:]):
        over = [""] * len(run)
    labels = sorted(dict.fromkeys(label for _, form in run for label in form), key=lambda label: label != "Ref")
    first = run[0][0]
    rows = [tuple(Cell(label, first.rows[0][0].source) for label in labels)]
    for (table, form), heading in zip(run, over, strict=True):
        place = replace(table.rows[0][0].source, table=first.source.table, last_line=table.source.last_line)
        if heading:
            words = (heading, *[""] * (len(labels) - 1))
            rows.append(tuple(Cell(text, replace(place, row=len(rows) + 1, last_line=None)) for text in words))
        rows.append(
            tuple(replace(form.get(label, Cell()), source=replace(place, row=len(rows) + 1)) for label in labels)
        )
    source = replace(first.source, last_line=run[-1][0].source.last_line, last_row=len(rows))
    return Table(tuple(rows), source, first.above, first.titles)


def _line_above(table: Table) -> str:
    """The short line that stands right above a card: the heading of its section, or its own."""
    lines = [" ".join(paragraph.text.split()) for paragraph in table.above if not is_furniture(paragraph.text)]
    short = lines and len(lines[-1].split()) <= 16 and not lines[-1].endswith((".", ";", ","))
    return lines[-1] if short else ""


def _named_by_line(run: list[tuple[Table, Form]], over: list[str]) -> list[tuple[Table, Form]]:
    """The cards, each with the line above it that numbers it (`Action 4`) as its reference, or that names it."""
    named = []
    for (table, form), line in zip(run, over, strict=True):
        numbered = _NUMBERED.fullmatch(line)
        label, text = ("Ref", numbered["ref"]) if numbered else ("Heading", line)
        named.append((table, {label: Cell(text), **form} if label not in form else form))
    return named
