"""The first rows of a table in; the same rows with headings printed over two rows made one row of headings, out.

Serves plans whose heading is split: `Timescale` over `Start` and `End`, `RAG` over `Last month` and `This month`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from imports.headings import PERIOD, date_part, field_of
from imports.shapes import Cell
from imports.values.date_words import find_dates
from imports.values.references import parse_reference

Cells = tuple[Cell, ...]
_LETTER = re.compile(r"[A-Za-z%]")
_LONGEST = 45  # characters of a heading in two rows


def is_header(row: Cells) -> bool:
    """Whether a row reads as the headings of a plan: half of its words are known headings, two at least."""
    filled = [cell.text for cell in row if cell.text]
    if len(filled) < 2 or sum(1 for text in filled if len(text) < 90) < 2:
        return False
    known = sum(1 for text in filled if len(text) < 90 and _LETTER.search(text) and field_of(text)[0])
    return known > 1 and known * 2 >= len(filled)


def fold_heading(rows: Sequence[Cells]) -> list[Cells]:
    """The rows, with a second row of headings folded into the first."""
    for at in range(min(2, len(rows) - 1)):
        top, sub = rows[at], rows[at + 1]
        if _splits(top, sub) or _heads_groups(top, sub):
            return [*rows[:at], _folded(top, sub), *rows[at + 2 :]]
    return list(rows)


def _splits(top: Cells, sub: Cells) -> bool:
    """Whether a row only divides some of the headings above it, and leaves the others alone."""
    filled = [at for at, cell in enumerate(sub) if cell.text]
    groups = _groups(top)
    if not (is_header(top) or len([c for c in top if c.text]) > 2) or len(filled) < 2:
        return False
    return all(
        _is_part(sub[at].text)
        and at in groups
        or at < len(top)
        and (_same(top[at], sub[at]) or at not in groups and _runs_on(top[at], sub[at]))
        for at in filled
    ) and any(at in groups for at in filled)


def _runs_on(above: Cell, below: Cell) -> bool:
    """Whether a few words in lower case go on with the heading above them: `Who will lead` and `this`."""
    return bool(above.text) and below.text[:1].islower() and len(below.text.split()) < 5 and len(below.text) < _LONGEST


def _heads_groups(top: Cells, sub: Cells) -> bool:
    """Whether a row of a few titles stands over the headings: none of its own, each over two columns or more."""
    over = [at for at, cell in enumerate(top) if cell.text]
    groups = _groups(top)
    if over == [0] and len(top) > 2:
        return False  # one title over the whole table
    if not over or not is_header(sub) or is_header(top) or len(over) * 2 > len(sub):
        return False
    return all(at in groups for at in over) and all(len(top[at].text) < _LONGEST for at in over)


def _groups(top: Cells) -> dict[int, int]:
    """By column: where the heading stands that spans it, for headings with an empty cell to the right."""
    found: dict[int, int] = {}
    for at, cell in enumerate(top):
        if cell.text:
            end = at + 1
            while end < len(top) and not top[end].text:
                end += 1
            if end - at > 1 or cell.column_span > 1:
                found |= dict.fromkeys(range(at, max(end, at + cell.column_span)), at)
    return found


def _is_part(text: str) -> bool:
    """Whether a short text can stand under a heading as a part of it: a heading, a date's part, a month."""
    if len(text) > _LONGEST:
        return False
    whole = [found for found in find_dates(text) if len(found.text) + 2 > len(text.strip())]
    if any(found.kind in ("bare_month", "month", "quarter") for found in whole):
        return True  # `Apr 24`, which would else pass for a reference
    if re.fullmatch(r"\W*\d.*", text) or parse_reference(text):
        return bool(re.fullmatch(r"[Qq][1-4]", text.strip()))
    dated = [found for found in find_dates(text) if found.kind in ("bare_month", "month", "quarter")]
    known = field_of(text)[0] is not None
    return known or bool(date_part(text)) or bool(dated) or bool(PERIOD.search(text))


def _same(one: Cell, other: Cell) -> bool:
    return bool(one.text) and one.text.split() == other.text.split()


def _folded(top: Cells, sub: Cells) -> Cells:
    """One row of headings: `Timescale – Start`; a heading that says all by itself stands alone."""
    groups = _groups(top)
    merged = []
    for at in range(max(len(top), len(sub))):
        above, below = (row[at] if at < len(row) else Cell() for row in (top, sub))
        over = top[groups[at]].text if at in groups else above.text
        if not below.text or _same(above, below):
            merged.append(above)
            continue
        if at not in groups and _runs_on(above, below):
            merged.append(replace(above, text=f"{above.text} {below.text}"))
            continue
        alone = not over or field_of(below.text)[1] == 1.0 and field_of(over)[0] is None
        merged.append(replace(below, text=below.text if alone else f"{over} – {below.text}"))
    return tuple(merged)
