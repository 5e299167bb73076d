"""The rows of a plan in; the same with those that only sum up the numbered rows below them made sections, out.

Serves exports of project systems, whose outline prints `1 Leadership` with the first and last day of `1.1`, `1.2`, and
with nobody who has it, no state and no note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from imports.pipeline.banners import section_line
from imports.pipeline.lines import Line, Shape
from imports.shapes import Match


def with_summaries_as_sections(lines: Sequence[Line], shape: Shape, match: Match) -> list[Line]:
    """The lines; what a summary row printed beside its words is a note on its section."""
    if shape.ref is None or not shape.owners or any(line.kind == "section" for line in lines):
        return list(lines)
    found: list[Line] = []
    for line, below in zip_longest(lines, lines[1:]):
        if below is None or not _sums_up(line, below, shape):
            found.append(line)
            continue
        found.append(section_line(line.ref, line.cells[shape.title], line))
        found += [
            replace(line, cells={0: text}, kind="note", label=match.headings[at])
            for at, text in sorted(line.cells.items())
            if at not in (shape.ref, shape.title)
        ]
    return found


def _sums_up(line: Line, below: Line, shape: Shape) -> bool:
    """Whether a row without owner, state or note stands above the first of the rows that are numbered under it."""
    under = bool(line.ref and below.ref) and below.ref.startswith(f"{line.ref}.")
    silent = not any(line.cells.get(at) or line.colours.get(at) for at in shape.beside if at not in shape.days)
    return under and silent and bool(line.cells.get(shape.title)) and any(below.cells.get(at) for at in shape.owners)
