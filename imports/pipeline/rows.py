"""The tables of one plan in; its rows out, joined over page breaks, with sections and remarks told from actions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from imports.pipeline.banners import heading_line, is_banner, place_banner, section_line
from imports.pipeline.lines import (
    ENDS,
    HANGS,
    Line,
    Shape,
    joined,
    mid_sentence,
    printed_lines,
    printed_ref,
    shape_of,
)
from imports.pipeline.summary_rows import with_summaries_as_sections
from imports.pipeline.titles import CONTINUED, section_above, section_over_headings
from imports.shapes import Match, Row, Section
from imports.values.bullets import starts_bullet
from imports.values.dates import parse_deadline
from imports.values.references import is_letter, parse_reference, split_reference

_TOTAL = re.compile(r"\W*(?:grand |sub-?)?totals?\W*", re.IGNORECASE)

_TOLD = 500  # rows after which progress is told


def gather_rows(
    plan: Sequence[Match], title: str, tell: Callable[[str, int, int], None] = lambda *step: None
) -> tuple[Row, ...]:
    """The rows of a plan that is printed in one table or several: sections, notes on them, actions and steps."""
    shape = shape_of(plan)
    in_column = _has_sections(plan)
    lines: list[Line] = []
    for match in plan:
        printed = list(printed_lines(match))
        section = section_above(
            match,
            len(plan) > 1,
            title,
            [printed_ref(line.cells, shape.ref, shape.numbered) for line in printed],
            in_column,
        ) or section_over_headings(match, title)
        if (
            section
            and printed
            and not _is_under(section, lines)
            and not (is_banner(printed[0], shape) and not _carries_on(printed[0], lines, shape))
        ):
            lines.append(heading_line(section, printed[0].source))
        for at, line in enumerate(_settled(printed, shape)):
            if at and at % _TOLD == 0:
                tell("rows", at, len(printed))
            _place(line, lines, shape)
    return tuple(_row(line, shape.numbered) for line in with_summaries_as_sections(lines, shape, plan[0]))


def _is_under(section: Section, lines: list[Line]) -> bool:
    """Whether the lines so far end in this very section, whose heading a later page prints again."""
    last = next((line for line in reversed(lines) if line.kind == "section"), None)
    return last is not None and (last.ref, last.cells[0]) == (section.ref, section.title)


def _settled(printed: list[Line], shape: Shape) -> list[Line]:
    """The lines, with a reference that stands on the end of the row before moved down to its own row.

    Serves tables whose reference is printed at the top of a page, while the row above still runs on beside it: the
    words there open in mid-sentence or with a bullet and name no owner; the next row without a reference does.
    """
    if shape.ref is None or shape.parent is not None or not shape.owners:
        return printed
    beside = [at for at in range(shape.ref + 1, shape.title) if at in shape.links]
    for at, line in enumerate(printed):
        words = line.cells.get(shape.title, "")
        if not (line.opens_page and at and line.cells.get(shape.ref) and (mid_sentence(words) or starts_bullet(words))):
            continue
        if any(line.cells.get(column) for column in shape.owners):
            continue
        own = _own_row(printed[at + 1 :], shape)
        if own is not None:
            moved = [column for column in (shape.ref, *beside) if column in line.cells]
            own.cells = {column: line.cells.pop(column) for column in moved} | own.cells
            _gather_links(printed[at + 1 : printed.index(own)], own, beside)
    return printed


def _gather_links(between: list[Line], own: Line, beside: list[int]) -> None:
    """Links printed below a reference that was moved down to its own row go with it."""
    for line in between:
        for column in beside:
            if column in line.cells:
                own.cells[column] = joined(own.cells.get(column, ""), line.cells.pop(column))


def _own_row(below: list[Line], shape: Shape) -> Line | None:
    """The next row that opens an action and has no reference, before any that has one."""
    for line in below:
        if line.cells.get(shape.ref):
            return None
        opens = line.cells.get(shape.title, "")[:1].isupper()
        if opens and any(line.cells.get(column) for column in shape.owners):
            return line
    return None


def _has_sections(plan: Sequence[Match]) -> bool:
    """Whether the rows print their sections in a column of their own."""
    at = plan[0].column("section")
    rows = (row for match in plan for row in match.table.rows[match.header_rows :])
    return at is not None and any(at < len(row) and row[at].text for row in rows)


def _place(line: Line, lines: list[Line], shape: Shape) -> None:
    """Put a printed row where it belongs: a row of its own, or more of the row before."""
    if shape.parent is not None and line.cells.get(shape.parent if shape.ref is None else shape.ref):
        _place_objective(line, lines, shape)
    line.ref = printed_ref(line.cells, None if shape.parent is not None else shape.ref, shape.numbered)
    if shape.step is not None and not line.ref and _lengthens(line, lines, shape):
        _lengthen_title(line, lines, shape)
    if not line.cells:
        return
    if _is_total(line, shape):
        return
    if _is_rest_of_banner(line, lines):
        lines[-1].cells[0] = joined(lines[-1].cells[0], next(iter(line.cells.values())))
        lines[-1].source = lines[-1].source.through(line.source)
    elif _is_rest_of_title(line, lines, shape):
        _join(lines[-1], line)
    elif is_banner(line, shape):
        place_banner(line, lines)
    elif _carries_on(line, lines, shape):
        _join(_last_action(lines) or lines[-1], line)
    else:
        if _has_action(lines) and (_is_lettered(line, lines, shape) or _is_step(line, lines, shape)):
            line.kind = "step"
        lines.append(line)


def _is_total(line: Line, shape: Shape) -> bool:
    """Plans with sums of money: the row that adds them up, which is nothing to be done."""
    words = line.cells.get(shape.title) or next(iter(line.cells.values()))
    return bool(_TOTAL.fullmatch(words)) and not any(line.cells.get(at) for at in shape.owners)


def _is_rest_of_banner(line: Line, lines: list[Line]) -> bool:
    """Whether a row is the rest of a section's heading, or of a remark on one, cut by the page."""
    if not lines or lines[-1].kind not in ("section", "note") or len(line.cells) != 1:
        return False
    return line.opens_page and mid_sentence(next(iter(line.cells.values())))


def _is_rest_of_title(line: Line, lines: list[Line], shape: Shape) -> bool:
    """Whether a row is the rest of an action's words, cut by the page before a capital letter.

    Where sections are numbered, words alone without a number are no section.
    """
    if not line.opens_page or set(line.cells) != {shape.title} or not shape.usual or not lines:
        return False
    text, numbers = line.cells[shape.title], [one.ref for one in lines if one.kind == "section"]
    cut = lines[-1].kind == "action" and not ENDS.search(lines[-1].cells.get(shape.title, ""))
    return cut and bool(numbers) and all(numbers) and split_reference(text)[0] is None and len(text.split()) < 15


def _lengthens(line: Line, lines: list[Line], shape: Shape) -> bool:
    """Whether an action's words beside a later step are the rest of it: in mid-sentence, or after a word that hangs."""
    words, action = line.cells.get(shape.title, ""), _action_above(lines)
    return mid_sentence(words) or bool(
        words and line.opens_page and action and HANGS.search(action.cells.get(shape.title, ""))
    )


def _action_above(lines: list[Line]) -> Line | None:
    return next((one for one in reversed(lines) if one.kind == "action"), None)


def _lengthen_title(line: Line, lines: list[Line], shape: Shape) -> None:
    """The rest of an action's words, printed beside one of its later steps."""
    action = _action_above(lines)
    if action is not None:
        action.cells[shape.title] = joined(action.cells.get(shape.title, ""), line.cells.pop(shape.title))


def _place_objective(line: Line, lines: list[Line], shape: Shape) -> None:
    """The objective that stands beside its first lettered action becomes the section above it."""
    if shape.ref is None:
        number, words = split_reference(line.cells.pop(shape.parent))
        if number is None and line.opens_page and mid_sentence(words) and _has_action(lines):
            _lengthen_section(words, lines)
            return
    else:
        number = parse_reference(line.cells.pop(shape.ref))
        words = line.cells.pop(shape.parent, "") if shape.parent != shape.ref else ""
    lines.append(section_line(number, words, line))


def _lengthen_section(words: str, lines: list[Line]) -> None:
    """The rest of an objective's words, printed beside a later action of it over the page."""
    section = next((one for one in reversed(lines) if one.kind == "section"), None)
    if section is not None:
        section.cells[0] = joined(section.cells[0], words)


def _is_step(line: Line, lines: list[Line], shape: Shape) -> bool:
    """A row without a reference: of an action with steps where it prints no action, of a requirement above it, or of
    the numbered action above whose reference is printed once for several rows.
    """
    if line.ref:
        return False
    if shape.step is not None:
        return (
            not line.cells.get(shape.title)
            or shape.usual
            and shape.ref is not None
            and bool(line.cells.get(shape.step))
        )
    own = sum(1 for at in shape.own if line.cells.get(at))
    if shape.asked is not None and shape.ref not in line.cells and shape.asked not in line.cells and own > 1:
        return True
    return own > 0 and _shares_reference(line, lines, shape)


def _shares_reference(line: Line, lines: list[Line], shape: Shape) -> bool:
    """Whether a row stands beside the one reference of the row above, in a plan that numbers its actions.

    A row that has dated deliverables of its own stays an action: a step has no steps.
    """
    if shape.ref is None or not shape.usual or shape.parent is not None or shape.ref in line.cells:
        return False
    above = lines[-1]
    action = _action_above(lines)
    dated = line.cells.get(shape.due, "") if shape.due is not None else ""
    return above.kind in ("action", "step") and bool(action and action.ref) and not parse_deadline(dated).parts


def _is_lettered(line: Line, lines: list[Line], shape: Shape) -> bool:
    """A row a, b or c below an action 1, 2 or 3, lettered in the column of references or before its own words.

    Before its words a letter makes a step only where the row has an owner, a date or a state of its own.
    """
    if shape.ref is None or shape.parent is not None:
        return False
    if line.ref is None and any(line.cells.get(at) for at in shape.own):
        line.ref = split_reference(line.cells.get(shape.title, ""))[0]
    if not is_letter(line.ref):
        return False
    above = next(one for one in reversed(lines) if one.kind in ("action", "section"))
    return above.kind == "action" and bool(above.ref) and above.ref[-1].isdigit()


def _has_action(lines: list[Line]) -> bool:
    return any(line.kind == "action" for line in lines)


def _last_action(lines: list[Line]) -> Line | None:
    return next((line for line in reversed(lines) if line.kind in ("action", "step")), None)


def _carries_on(line: Line, lines: list[Line], shape: Shape) -> bool:
    """Whether a printed row is more of the row before it."""
    before = _last_action(lines)
    if before is None:
        return False
    if line.ref:
        again = line.opens_page and line.ref == before.ref
        return again or bool(CONTINUED.search(line.cells.get(shape.ref if shape.ref is not None else shape.title, "")))
    title = line.cells.get(shape.title, "")
    if shape.step is not None:
        return _step_carries_on(line, title, shape)
    if not title:
        return True
    if any(mid_sentence(text) for text in line.cells.values()):
        return line.opens_page or shape.usual
    if shape.usual:
        whole = sum(1 for at in shape.beside if line.cells.get(at))
        if whole and not line.opens_page and ENDS.search(before.cells.get(shape.title, "")):
            return False  # printed below its page's head, so nothing was cut: a row of its own
        return whole < 2 or (line.opens_page and not ENDS.search(before.cells.get(shape.title, "x")) and whole < 3)
    return False


def _step_carries_on(line: Line, title: str, shape: Shape) -> bool:
    """A row of a plan with steps is a step of its own where it prints a step or a date."""
    step = line.cells.get(shape.step, "")
    if title and not title[:1].islower():
        return not step and sum(1 for at in shape.own if line.cells.get(at)) < 2  # else an action without a step
    cut = line.opens_page and not any(line.cells.get(at) for at in (shape.dated if starts_bullet(step) else shape.own))
    return not step or mid_sentence(step) or cut


def _join(before: Line, line: Line) -> None:
    for at, text in line.cells.items():
        held = before.cells.get(at, "")
        before.pieces[at] = (*before.pieces.get(at, (held,) if held else ()), text)
        before.cells[at] = joined(held, text)
    before.source = before.source.through(line.source)
    before.colours |= line.colours
    before.issues += line.issues


def _row(line: Line, numbered: int | None) -> Row:
    return Row(
        kind=line.kind,
        cells=dict(line.cells),
        source=line.source,
        pieces=dict(line.pieces),
        colours=dict(line.colours),
        ref=line.ref,
        label=line.label,
        issues=line.issues,
        numbered=numbered,
    )
