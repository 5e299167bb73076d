"""An Excel workbook in; a Document of its lines and tables out, with merges, fills, dates and what is hidden."""

from __future__ import annotations

import hashlib
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from imports.headings import field_of
from imports.readers import Unreadable
from imports.readers.cells import Placed, coloured_mark, tidy
from imports.readers.excel_scan import MOST_COLUMNS, MOST_ROWS, Scan, comments_of, scan_sheet
from imports.readers.excel_values import day_of, shown
from imports.readers.ooxml import THEME_ORDER, theme_colours
from imports.readers.sheets import sheet_blocks
from imports.readers.zips import check_zip
from imports.shapes import Document, Issue, Paragraph, Source, Table
from imports.values.bullets import plain_lines
from imports.values.colours import parts_of, tinted

_UNNAMED = re.compile(r"(?:sheet|worksheet|table|tab)\s*\d*(?:\s*\(\d+\))?\Z", re.IGNORECASE)
_HEADED = 60  # rows in which a sheet's headings stand
_DATES = ("due", "revised", "start", "done_on")
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
)


@dataclass(slots=True)
class _Book:
    """The workbook under way: its colours, and what each style of cell looks like."""

    name: str
    theme: dict[str, str]
    tell: Callable[[str, int, int], None]
    looks: dict[int, tuple[str | None, str | None, str, bool]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def read_excel(path: Path, name: str, tell: Callable[[str, int, int], None] = lambda *step: None) -> Document:
    """The lines and tables of a workbook, sheet by sheet; `source.sheet` and `source.line` are sheet and row.

    Hidden rows and columns are read, with an issue; hidden sheets are passed over with one, unless all are hidden.
    Macros are never run and nothing outside is fetched. Raises Unreadable, one sentence.
    """
    check_zip(path, name)
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(path) as packed, path.open("rb") as file:
            warnings.simplefilter("ignore")  # what openpyxl does not keep (images, validation) is not read here
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            book = _Book(name, theme_colours(workbook.loaded_theme), tell)
            blocks = tuple(_sheets(workbook, packed, book))
            workbook.close()
    except (etree.XMLSyntaxError, SyntaxError, *_BROKEN) as error:
        raise Unreadable(f"{name} is damaged and cannot be opened as an Excel workbook.") from error
    return Document(
        file=name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        reader="excel",
        blocks=blocks,
        issues=tuple(book.issues),
    )


def _sheets(workbook, packed: zipfile.ZipFile, book: _Book) -> Iterator[Paragraph | Table]:
    sheets = [sheet for sheet in workbook.worksheets if hasattr(sheet, "iter_rows")]
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        if visible and sheet not in visible:
            message = f"The sheet “{sheet.title}” is hidden in the workbook and was passed over"
            book.issues.append(Issue("hidden_sheet", message, Source(book.name, sheet=sheet.title)))
            continue
        yield from _sheet(sheet, packed, book)


def _sheet(sheet, packed: zipfile.ZipFile, book: _Book) -> Iterator[Paragraph | Table]:
    part = sheet._worksheet_path  # the name of its part; openpyxl has no public word for it
    scan = scan_sheet(packed, part, lambda row: book.tell("rows", row, row))
    place = Source(book.name, sheet=sheet.title)
    book.issues += _told(scan, place)
    if not scan.rows:
        return
    placed = list(_placed(sheet, scan, comments_of(packed, part), book))
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


def _listed(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 12 else f"{', '.join(names[:10])} and {len(names) - 10} more"


def _placed(sheet, scan: Scan, comments: dict[str, str], book: _Book) -> Iterator[Placed]:
    """Every cell with words or a fill, counted from 0; the title of the sheet's `dimension` is not believed."""
    sheet.reset_dimensions()
    spans = {(top, left): (right - left + 1, bottom - top + 1) for left, top, right, bottom in scan.merges}
    rows = sheet.iter_rows(min_row=1, max_row=scan.last_row, max_col=scan.last_column)
    for number, row in enumerate(rows, 1):
        if number % 250 == 0:
            book.tell("rows", number, scan.last_row)
        place = Source(book.name, sheet=sheet.title, line=number, last_line=number)
        for column, cell in enumerate(row, 1):
            if cell.value is None and not getattr(cell, "_style_id", 0):
                continue
            fill, font, form, struck = _look(cell, book)
            if cell.value is None and fill is None:
                continue
            text, mark = coloured_mark(shown(cell.value, form), font)
            text = _plain(text)
            across, down = spans.get((number, column), (1, 1))
            issues = _issues(text if struck else "", comments.get(f"{get_column_letter(column)}{number}"), place)
            yield Placed(
                number - 1,
                column - 1,
                text,
                mark or fill,
                max(1, min(down, scan.last_row - number + 1)),
                max(1, min(across, scan.last_column - column + 1)),
                issues,
                place,
            )


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


def _look(cell, book: _Book) -> tuple[str | None, str | None, str, bool]:
    """A cell's fill, the colour of its letters, its number format, and whether it is struck through."""
    style = getattr(cell, "_style_id", 0)
    if style not in book.looks:
        font, plain = getattr(cell, "font", None), getattr(cell, "number_format", None) or "General"
        letters = _colour(font.color, book.theme) if font is not None else None
        struck = bool(font is not None and font.strike)
        book.looks[style] = (_fill(getattr(cell, "fill", None), book.theme), letters, plain, struck)
    return book.looks[style]


def _fill(fill, theme: dict[str, str]) -> str | None:
    kind = getattr(fill, "fill_type", None)
    if kind == "solid":
        return _colour(fill.fgColor, theme)
    stops = getattr(fill, "stop", None)
    return _colour(stops[0].color, theme) if stops else None


def _colour(colour, theme: dict[str, str]) -> str | None:
    """A colour given as rgb, by its place in the theme with a tint, or by its place in the old palette."""
    if colour is None:
        return None
    if colour.type == "rgb" and parts_of(str(colour.rgb)):
        return tinted(f"#{str(colour.rgb)[-6:].lower()}", colour.tint or 0)
    if colour.type == "theme" and colour.theme < len(THEME_ORDER):
        return tinted(theme[THEME_ORDER[colour.theme]], colour.tint or 0)
    if colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        return f"#{COLOR_INDEX[colour.indexed][-6:].lower()}"
    return None


def _date_numbers(placed: list[Placed]) -> None:
    """Day counts left without a date's format, in a column headed as dates, become days, each with an issue."""
    first = [cell for cell in placed if cell.row < _HEADED and 0 < len(cell.text) < 60]
    heads = {cell.column for cell in first if field_of(" ".join(cell.text.split()))[0] in _DATES}
    for cell in placed:
        if cell.column in heads and cell.text.isdigit() and len(cell.text) == 5 and (day := day_of(int(cell.text))):
            message = f"The date is stored as the number {cell.text}; it is read as {day}"
            cell.text, cell.issues = day, (*cell.issues, Issue("number_as_date", message, cell.source))
