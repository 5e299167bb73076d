"""A PDF page's lines without rules around them in; the tables that their headings and gaps make, out.

The headings are found by the words that plans use; columns are parted where hardly a line crosses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imports.headings import PERIOD, date_part, field_of
from imports.readers.cells import Placed, coloured_mark, tidy
from imports.readers.pdf_across import rules_about, within_rules
from imports.readers.pdf_ruled import Box, Fill, badge_behind, fill_at, mark_in
from imports.readers.pdf_words import PrintedLine, Word, lines_of, text_of
from imports.shapes import Source
from imports.values.date_words import find_dates
from imports.values.references import parse_reference

_GAP = 0.55  # of the size of the letters: a wider gap parts two columns
_LARGE = 1.25  # times the size of a table's headings: a heading of the page
_CROSSED = 0.2  # share of lines that may cross a gutter: section rows do


@dataclass(slots=True)
class Unruled:
    """A table without rules: where it begins and ends on the page, its gutters, and its cells."""

    top: float
    bottom: float
    gutters: list[float]
    placed: list[Placed]
    lines: list[PrintedLine]

    @property
    def box(self) -> Box:
        """The part of the page that it takes, from edge to edge of its lines."""
        left, right = min(line.left for line in self.lines), max(line.right for line in self.lines)
        return left - 4, self.top - 4, right + 40, self.bottom + 4


def unruled_tables(
    lines: list[PrintedLine], fills: Sequence[Fill], rules: Sequence[float], place: Source, before: Unruled | None
) -> list[Unruled]:
    """The tables of a page that begin at headings among these lines; `before` the one that the last page ended with.

    `rules` are the heights of lines drawn across the page. Rows above the first headings may go on with `before`.
    """
    heads = list(_heads(lines))
    first = heads[0][0] if heads else len(lines)
    carried = _carried_on(lines[:first], fills, rules, place, before, alone=not heads)
    tables = [carried] if carried else []
    for (at, depth), (after, _) in zip(heads, [*heads[1:], (len(lines), 0)], strict=False):
        head = lines[at : at + depth]
        body = within_rules(_body(lines[at + depth : after], head), rules, _second(head))
        tables.append(_made(head, body, _gutters(head, body), fills, rules, place))
    return tables


def segments(line: PrintedLine) -> list[list[Word]]:
    """The words of a line parted at its wide gaps."""
    parts: list[list[Word]] = []
    for word in line.words:
        if parts and word.left - parts[-1][-1].right <= _GAP * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _heads(lines: list[PrintedLine]) -> Iterator[tuple[int, int]]:
    """Each line that reads as headings and how many lines they take; headings may be broken into three.

    Below the first, only a line that stands apart from the one above it is looked at.
    """
    at = 0
    first = True
    while at < len(lines):
        depth = _depth(lines, at) if first or _apart(lines[at - 1], lines[at]) else 0
        if depth:
            yield at, depth
            first = False
        at += depth or 1


def _apart(before: PrintedLine, line: PrintedLine) -> bool:
    return before.size > _LARGE * line.size or line.top - before.bottom > line.size


def _depth(lines: list[PrintedLine], at: int) -> int:
    """How many lines the headings take that begin at one; 0 where none do."""
    if len(segments(lines[at])) < 2:
        return 0
    best = max((1, 2, 3), key=lambda depth: (_known(lines[at : at + depth]), -depth))
    if _known(lines[at : at + best]) < 3:
        return 0
    while best < 3 and at + best < len(lines) and _runs_on(lines[at : at + best], lines[at + best]):
        best += 1
    return best


def _runs_on(head: list[PrintedLine], line: PrintedLine) -> bool:
    """Whether a line holds nothing but the ends of headings just above it, a few words each in lower case."""
    ends = segments(line)
    columns = _stacked(head)
    return line.top - head[-1].bottom < 0.6 * line.size and all(
        len(part) < 4 and part[0].text[:1].islower() and any(_overlap(column, part) > 1 for column in columns)
        for part in ends
    )


def _known(lines: list[PrintedLine]) -> int:
    """How many known headings some lines make when words below each other are read together; 0 where half are not."""
    columns = _stacked(lines)
    texts = [" ".join(word.text for word in column) for column in columns]
    known = sum(1 for text in texts if len(text) < 60 and field_of(text)[0])
    return known if known * 2 >= len(texts) and len(texts) > 2 else 0


def _stacked(lines: list[PrintedLine]) -> list[list[Word]]:
    """The segments of several lines, those that stand below each other put together."""
    if not lines or any(b.top - a.bottom > a.size for a, b in zip(lines, lines[1:], strict=False)):
        return []
    columns: list[list[Word]] = []
    for line in lines:
        for part in segments(line):
            over = next((c for c in columns if _overlap(c, part) > 1), None)
            if over is None:
                columns.append(list(part))
            else:
                over += part
    return sorted(columns, key=lambda column: min(word.left for word in column))


def _overlap(one: list[Word], other: list[Word]) -> float:
    left, right = max(w.left for w in (one[0], other[0])), min(max(w.right for w in one), max(w.right for w in other))
    return right - left


def _second(head: list[PrintedLine]) -> float:
    """Where the second heading begins."""
    return min(word.left for word in _stacked(head)[1])


def _body(lines: list[PrintedLine], head: list[PrintedLine]) -> list[PrintedLine]:
    """The lines below the headings that belong to the table: until running text over its whole width."""
    columns = _stacked(head)
    starts = [min(word.left for word in column) for column in columns]
    body: list[PrintedLine] = []
    full = 0
    for line in lines:
        if line.size > _LARGE * head[-1].size and len(segments(line)) == 1:
            return body  # a heading in larger letters: what stands below it is no more of the table
        parted = len(segments(line)) > 1 or any(abs(line.left - start) < 4 for start in starts[1:])
        full = 0 if parted else full + (line.width > 0.55 * (head[-1].right - head[0].left))
        body.append(line)
        if full > 2:  # three long lines without a gap: a paragraph below the table
            return body[:-3]
    return body


def _gutters(head: list[PrintedLine], body: list[PrintedLine]) -> list[float]:
    """Where the columns part: between each two headings, the middle of the widest strip that few lines cross."""
    columns = _stacked(head)
    gutters = []
    for one, other in zip(columns, columns[1:], strict=False):
        begin, end = min(word.left for word in one), max(word.right for word in other)
        own = PrintedLine([*one, *other])  # no gutter runs through either heading
        gutters.append(_strip(begin, end, min(word.left for word in other), [*head, *body, *[own] * len(body)]))
    return gutters


def _strip(begin: float, end: float, start: float, lines: list[PrintedLine]) -> float:
    """The middle of the widest strip between two places that few lines cross; else just before the heading's start."""
    if _starts_there(start, lines):
        return start - 0.75
    places = [begin + step for step in range(0, max(1, int(end - begin)))]
    crossed = [
        sum(1 for line in lines if any(word.left - 0.5 < place < word.right + 0.5 for word in line.words))
        for place in places
    ]
    least = min(crossed)
    free = [count <= max(least, _CROSSED * len(lines) / 2) for count in crossed]
    best, run = (0, 0), 0
    for at, is_free in enumerate([*free, False]):
        if is_free:
            run += 1
            continue
        near = places[min(at, len(places) - 1)]
        if run > best[1] and near <= start + 2 + run:
            best = (at - run, run)
        run = 0
    return places[best[0]] + best[1] / 2 if best[1] > 1 else start - 1


def _in_two_rows(head: list[PrintedLine], gutters: list[float]) -> bool:
    """Whether headings are printed over two rows, the lower of which parts some of the upper: `Start` and `End`."""
    if len(head) != 2 or _known(head[:1]) < 3:
        return False
    upper, lower = (_by_column(line, gutters) for line in head)
    parts = [" ".join(word.text for word in words) for column, words in lower.items() if column not in upper]
    return bool(parts) and all(date_part(text) or PERIOD.search(text) or find_dates(text) for text in parts)


def _starts_there(start: float, lines: list[PrintedLine]) -> bool:
    """Whether most of what stands around a heading's left edge begins just there and next to nothing crosses it.

    Serves numbers set to the right of their column, right up to the words of the next.
    """
    begins = sum(1 for line in lines if any(abs(word.left - start) < 1.0 for word in line.words))
    crossed = sum(1 for line in lines if any(word.left + 1 < start < word.right - 0.5 for word in line.words))
    return begins > 2 and crossed <= _CROSSED * begins


def _carried_on(lines, fills, rules, place, before: Unruled | None, alone: bool) -> Unruled | None:
    """Rows at the head of a page in the columns of the page before; where headings follow, one of them in three."""
    if before is None or not lines:
        return None
    columns = [0 if _crosses(line, before) else len(_by_column(line, before.gutters)) for line in lines]
    if sum(1 for count in columns[:6] if count > 1) * 2 < len(columns[:6]) or not (alone or max(columns) > 2):
        return None
    if not alone:
        large = [at for at, line in enumerate(lines) if line.size > _LARGE * before.lines[-1].size]
        lines = lines[: min(large, default=len(lines))]
    if not lines:
        return None
    return _made([], lines, before.gutters, fills, rules, place)


def _crosses(line: PrintedLine, table: Unruled) -> bool:
    return any(word.left < gutter < word.right for word in line.words for gutter in table.gutters)


def _by_column(line: PrintedLine, gutters: list[float]) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {}
    for word in line.words:
        found.setdefault(sum(1 for gutter in gutters if word.middle[0] > gutter), []).append(word)
    return found


def _made(head, body, gutters, fills, rules, place: Source) -> Unruled:
    groups = [[line] for line in head] if _in_two_rows(head, gutters) else [head] if head else []
    groups += _rows(body, gutters, rules)
    lines = [*head, *body]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    edges = [left - 2, *gutters, right + 2]
    rooms = _rooms(lines, gutters)
    placed = []
    for row, group in enumerate(groups):
        placed += _cells(row, group, edges, gutters, rooms, fills, place)
    return Unruled(lines[0].top, lines[-1].bottom, gutters, placed, lines)


def _rooms(lines: list[PrintedLine], gutters: list[float]) -> list[float]:
    rooms = [0.0] * (len(gutters) + 1)
    for line in lines:
        for column, words in _by_column(line, gutters).items():
            if not any(word.left < gutter < word.right for word in words for gutter in gutters):
                rooms[column] = max(rooms[column], words[-1].right - words[0].left)
    return [room or 400.0 for room in rooms]


def _rows(body: list[PrintedLine], gutters: list[float], rules: Sequence[float]) -> list[list[PrintedLine]]:
    """The lines of each row: parted by rules across, else by wider gaps, or where the first column begins anew."""
    groups: list[list[PrintedLine]] = []
    between = rules_about(body, rules)
    ruled = len(between) > 2
    usual = _usual_gap(body)
    wide = any(b.top - a.bottom > usual + 3 for a, b in zip(body, body[1:], strict=False))
    numbered = _is_numbered(body, gutters)
    for line in body:
        before = groups[-1][-1] if groups else None
        if before is None:
            fresh = True
        elif ruled:
            fresh = any(before.middle_height < rule < line.middle_height for rule in between)
        else:
            anew = 0 in _by_column(line, gutters) and (numbered or not wide)
            fresh = line.top - before.bottom > usual + 3 or anew
            fresh = fresh or _is_banner(line, gutters) != _is_banner(before, gutters)
        if fresh:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _is_numbered(body: list[PrintedLine], gutters: list[float]) -> bool:
    """Whether the first column holds nothing but short references, each of which opens a row."""
    firsts = [words for line in body if not _is_banner(line, gutters) and (words := _by_column(line, gutters).get(0))]
    texts = [" ".join(word.text for word in words) for words in firsts]
    return len(texts) > 1 and all(len(text) < 9 and (text.isdigit() or parse_reference(text)) for text in texts)


def _usual_gap(body: list[PrintedLine]) -> float:
    gaps = sorted(b.top - a.bottom for a, b in zip(body, body[1:], strict=False))
    return gaps[len(gaps) // 4] if gaps else 2.0


def _is_banner(line: PrintedLine, gutters: list[float]) -> bool:
    """Whether a line runs over several columns without a gap: a section's heading."""
    return len(segments(line)) == 1 and len(_by_column(line, gutters)) > 1


def _cells(row, group, edges, gutters, rooms, fills, place) -> list[Placed]:
    if all(_is_banner(line, gutters) for line in group):
        text = tidy(text_of(group, edges[-1] - edges[0]))
        return [Placed(row, 0, text, None, 1, len(gutters) + 1, (), place)]
    columns: dict[int, list[Word]] = {}
    for line in group:
        for column, words in _by_column(line, gutters).items():
            columns.setdefault(column, []).extend(words)
    top, bottom = group[0].top, group[-1].bottom
    found = []
    for column in range(len(gutters) + 1):
        box = (edges[column], top, edges[column + 1], bottom)
        text, mark = mark_in(box, columns.get(column, ()), fills) or coloured_mark(
            text_of(lines_of(columns.get(column, ())), rooms[column])
        )
        fill = mark or badge_behind(box, columns.get(column, ()), fills) or fill_at(box, fills)
        found.append(Placed(row, column, tidy(text), fill, 1, 1, (), place))
    return found
