"""An Excel workbook in; a Document of its lines and tables out, with merges, fills, dates and what is hidden."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from imports.headings import field_of
from imports.readers import Unreadable
from imports.readers.cells import Placed, coloured_mark, drawn_as, tidy
from imports.readers.excel_book import Book, Sheet, open_book
from imports.readers.excel_rules import Painted, paint
from imports.readers.excel_scan import MOST_COLUMNS, MOST_ROWS, Scan, Stored, comments_of, scan_sheet
from imports.readers.excel_styles import Look
from imports.readers.excel_values import day_of, shown
from imports.readers.sheets import sheet_blocks
from imports.readers.zips import BROKEN, check_zip
from imports.shapes import Document, Issue, Paragraph, Source, Table
from imports.values.bullets import plain_lines

_UNNAMED = re.compile(r"(?:sheet|worksheet|table|tab)\s*\d*(?:\s*\(\d+\))?\Z", re.IGNORECASE)
_HEADED = 60  # rows in which a sheet's headings stand
_DATES = ("due", "revised", "start", "done_on")


@dataclass(slots=True)
class _Reading:
    """The workbook under way: its name, what its sheets share, and the doubts so far."""

    name: str
    packed: zipfile.ZipFile
    book: Book
    tell: Callable[[str, int, int], None]
    issues: list[Issue] = field(default_factory=list)


def read_excel(path: Path, name: str, tell: Callable[[str, int, int], None] = lambda *step: None) -> Document:
    """The lines and tables of a workbook, sheet by sheet; `source.sheet` and `source.line` are sheet and row.

    Hidden rows and columns are read, with an issue; hidden sheets are passed over with one, unless all are hidden.
    Macros are never run and nothing outside is fetched. Raises Unreadable, one sentence.
    """
    check_zip(path, name)
    try:
        with zipfile.ZipFile(path) as packed:
            reading = _Reading(name, packed, open_book(packed), tell)
            blocks = tuple(_sheets(reading))
    except BROKEN as error:
        raise Unreadable(f"{name} is damaged and cannot be opened as an Excel workbook.") from error
    return Document(
        file=name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        reader="excel",
        blocks=blocks,
        issues=tuple(reading.issues),
    )


def _sheets(reading: _Reading) -> Iterator[Paragraph | Table]:
    sheets = reading.book.sheets
    any_visible = any(sheet.visible for sheet in sheets)
    for sheet in sheets:
        if any_visible and not sheet.visible:
            message = f"The sheet “{sheet.title}” is hidden in the workbook and was passed over"
            reading.issues.append(Issue("hidden_sheet", message, Source(reading.name, sheet=sheet.title)))
            continue
        yield from _sheet(sheet, reading)


def _sheet(sheet: Sheet, reading: _Reading) -> Iterator[Paragraph | Table]:
    scan = scan_sheet(reading.packed, sheet.part, reading.book, lambda row: reading.tell("rows", row, row))
    place = Source(reading.name, sheet=sheet.title)
    painted = _painted(scan, reading.book)
    reading.issues += [*_told(scan, place), *_unpainted(painted, place)]
    if not scan.rows:
        return
    placed = list(_placed(scan, painted, comments_of(reading.packed, sheet.part), place, reading))
    _date_numbers(placed)
    if not _UNNAMED.match(sheet.title.strip()):
        yield Paragraph(" ".join(sheet.title.split()), place, 1)
    yield from sheet_blocks(placed, place)


def _told(scan: Scan, place: Source) -> Iterator[Issue]:
    """What of a sheet is not as it looks: hidden, left out, or not calculated."""
    sheet = f"on the sheet “{place.sheet}”"
    if scan.left_rows or scan.left_columns:
        which = f"{MOST_ROWS:,} rows" if scan.left_rows else f"{MOST_COLUMNS} columns"
        message = f"Only the first {which} {sheet} were read; what lies beyond was left"
        yield Issue("sheet_cut", message, place)
    if scan.far_row:
        message = f"What stands {sheet} from row {scan.far_row:,} on lies far below the rest and was left"
        yield Issue("rows_far_below", message, place)
    if scan.hidden_rows:
        rows = _listed([str(row) for row in sorted(scan.hidden_rows)])
        yield Issue("hidden_rows", f"Hidden rows {sheet} were read: {rows}", place)
    hidden = sorted(column for column in scan.hidden_columns if column <= scan.last_column)
    if hidden:
        columns = _listed([get_column_letter(column) for column in hidden])
        yield Issue("hidden_columns", f"Hidden columns {sheet} were read: {columns}", place)
    if scan.unsolved:
        message = f"Formulas {sheet} have no stored result and read as empty: {_listed(scan.unsolved)}"
        yield Issue("formula_unsolved", message, place, "Open the workbook in Excel, save it and send it again")
    if scan.of_today:
        message = f"Formulas {sheet} change with the day and were read as last saved: {_listed(scan.of_today)}"
        yield Issue("formula_of_today", message, place)


def _listed(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 12 else f"{', '.join(names[:10])} and {len(names) - 10} more"


def _painted(scan: Scan, book: Book) -> Painted:
    """What the sheet's rules of colour paint on its cells."""
    if not scan.rules:
        return Painted()
    values = {(one.row, one.column): _worth(one) for one in scan.cells if one.kind}
    return paint(scan.rules, values, scan.last_column, book.conditional_look)


def _worth(one: Stored) -> float | str | bool:
    """The value of a cell as formulas compare it."""
    if one.kind == "n":
        return float(one.value)
    return one.value == "1" if one.kind == "b" else one.value


def _unpainted(painted: Painted, place: Source) -> Iterator[Issue]:
    if painted.unsure:
        cells = _listed([f"{get_column_letter(column)}{row}" for row, column in sorted(set(painted.unsure))])
        message = f"The colour of cells on the sheet “{place.sheet}” depends on the day or on what is not here: {cells}"
        yield Issue("colour_unsure", message, place)
    if painted.left:
        message = f"The sheet “{place.sheet}” has more rules of colour than are read; some colours were left"
        yield Issue("colour_unsure", message, place)


def _placed(scan: Scan, painted: Painted, comments, place: Source, reading: _Reading) -> Iterator[Placed]:
    """Every cell with words or a fill, counted from 0."""
    book = reading.book
    spans = {(top, left): (right - left + 1, bottom - top + 1) for left, top, right, bottom in scan.merges}
    cells = {(one.row, one.column): one for one in scan.cells}
    for row, column in sorted(set(painted.looks) - set(cells)):
        cells[row, column] = Stored(row, column, "", "", -1)
    row_place = place
    for (row, column), one in sorted(cells.items()) if painted.looks else cells.items():
        if row_place.line != row:
            row_place = Source(place.file, sheet=place.sheet, line=row, last_line=row)
            if row % 500 == 0:
                reading.tell("rows", row, scan.last_row)
        look, rule = book.look(one.style), painted.looks.get((row, column))
        fill, letters = (rule.fill or look.fill, rule.letters or look.letters) if rule else (look.fill, look.letters)
        text = "" if (row, column) in painted.lights_only else drawn_as(_shown(one, look, book), look.font)
        text, mark = coloured_mark(text, letters)
        text = _plain(text)
        across, down = spans.get((row, column), (1, 1)) if spans else (1, 1)
        struck = one.struck or (text if look.struck else "")
        issues = _issues(struck, comments.get((row, column)), row_place) if struck or comments else ()
        yield Placed(
            row - 1,
            column - 1,
            text,
            mark or fill,
            max(1, min(down, scan.last_row - row + 1)),
            max(1, min(across, scan.last_column - column + 1)),
            issues,
            row_place,
        )


def _shown(one: Stored, look: Look, book: Book) -> str:
    """The words that stand in a cell."""
    if one.kind == "n":
        number = float(one.value)
        if look.is_date:
            try:
                day = from_excel(number, CALENDAR_MAC_1904 if book.from_1904 else CALENDAR_WINDOWS_1900)
            except (OverflowError, ValueError):
                return one.value  # a number beyond any calendar
            return shown(day, look.form)
        return shown(number, look.form)
    if one.kind == "b":
        return shown(one.value == "1")
    return shown(from_ISO8601(one.value), look.form) if one.kind == "d" else one.value


def _plain(text: str) -> str:
    """A cell's words; lists kept on a web site are exported with their tags."""
    return plain_lines(text) if "<" in text or "&" in text else tidy(text)


def _issues(struck: str, comment: str | None, place: Source) -> tuple[Issue, ...]:
    found = ()
    if struck:
        words = " ".join(struck.split())
        short = words if len(words) <= 60 else f"{words[:57].rstrip()}…"
        found += (Issue("struck_through", f"“{short}” is struck through in the document", place),)
    if comment:
        found += (Issue("comment", f"A comment on the row says: “{comment[:200]}”", place),)
    return found


def _date_numbers(placed: list[Placed]) -> None:
    """Day counts left without a date's format, in a column headed as dates, become days, each with an issue."""
    first = [cell for cell in placed if cell.row < _HEADED and 0 < len(cell.text) < 60]
    heads = {cell.column for cell in first if field_of(" ".join(cell.text.split()))[0] in _DATES}
    for cell in placed:
        if cell.column in heads and cell.text.isdigit() and len(cell.text) == 5 and (day := day_of(int(cell.text))):
            message = f"The date is stored as the number {cell.text}; it is read as {day}"
            cell.text, cell.issues = day, (*cell.issues, Issue("number_as_date", message, cell.source))
