"""A Report in, the bytes of an xlsx file out; the only place that writes one. The same Report gives the same bytes."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from actions.exports.columns import Kind, Rated, Value, Verdict, cut
from actions.exports.sheets import Block, Sheet, sheets
from actions.exports.text_size import POINTS_PER_MM, broken, lines, width
from actions.report import Report
from actions.rules.board import day

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel's own limits: characters in a cell, height of a row in points.
CELL_LIMIT, ROW_LIMIT = 32_767, 409
FONT = "Arial"
PAPER = {"A4": Worksheet.PAPERSIZE_A4, "A3": Worksheet.PAPERSIZE_A3}
INK, QUIET, BRAND, LINE, TOTAL_FILL = "0B0C0C", "505A5F", "1D4E63", "B1B4B6", "EEF2F4"
# Ground and ink of each colour that schemes print, as on the pages; each pair reads at 4.5:1 or better.
RATING_COLOURS = {
    "red": ("B8262B", "FFFFFF"), "amber": ("F5B301", "0B0C0C"), "orange": ("F5B301", "0B0C0C"),
    "yellow": ("FFE34D", "0B0C0C"), "green": ("0B6B46", "FFFFFF"), "blue": ("1A5EA1", "FFFFFF"),
    "purple": ("54319F", "FFFFFF"), "brown": ("765536", "FFFFFF"), "grey": ("5B5E60", "FFFFFF"),
    "gray": ("5B5E60", "FFFFFF"), "black": ("0B0C0C", "FFFFFF"),
}  # fmt: skip
VERDICT_INKS = {"overdue": "A31F24", "date_moved": "7A4A00", "on_time": "0B5C3E", "done": "164F88"}
FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.NUMBER: "#,##0", Kind.TEXT: "General"}
# What no XML file may hold: control characters but tab and line feed, and halves of surrogate pairs.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@")
# A row with lines above and below alone: a theme's title runs on over the empty cells to its right, unmerged.
ACROSS = "across"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def content(report: Report) -> bytes:
    """Return the workbook of `report` as the bytes of an xlsx file."""
    return written(sheets(report), report)


def written(sheets: Iterable[Sheet], report: Report) -> bytes:
    """Return those sheets as the bytes of an xlsx file; `report` gives title, day and whose they are."""
    book = Workbook()
    book.remove(book.active)
    # Column widths are counted in digits of the book's own font: 7 pixels, for Arial 10 as for Calibri 11.
    book._fonts[0] = Font(name=FONT, size=10)
    made_on = datetime.combine(report.as_of, time())
    book.properties.creator = report.organisation
    book.properties.title = plain(f"{report.title}, as at {day(report.as_of)}")
    book.properties.created = book.properties.modified = made_on
    palette = Palette(book)
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet, palette, report)
    return _bytes(book)


def plain(text: str) -> str:
    """Return `text` as a cell can hold it: no control characters, and cut with a mark at Excel's limit."""
    return cut(_FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")), CELL_LIMIT)


class Palette:
    """The styles of the book, each made once: giving a cell a style of its own is most of the time openpyxl takes."""

    def __init__(self, book: Workbook):
        self._sheet = book.create_sheet("palette")
        self._made = {}
        book.remove(self._sheet)

    def style(self, size: float, kind: Kind = Kind.TEXT, *, bold=False, ink=INK, fill="", border=True, quoted=False,
              heading=False, centred=False):  # fmt: skip
        """Return the style of that look, to be set as a cell's `_style`."""
        key = (size, kind, bold, ink, fill, border, quoted, heading, centred)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, size, kind, bold, ink, fill, border, quoted, heading, centred):
        cell = Cell(self._sheet, row=1, column=1)
        cell.font = Font(name=FONT, size=size, bold=bold, color=ink)
        across = "center" if centred else "right" if kind is Kind.NUMBER else "left"
        # Wrapping is for tables: lines above them may run on over empty cells.
        place = {
            "horizontal": across,
            "vertical": "bottom" if heading else "top",
            "wrap_text": border is True and (kind is Kind.TEXT or heading),
        }
        # A number would touch the words of the column to its right.
        cell.alignment = Alignment(**place, indent=1 if kind is Kind.NUMBER else 0)
        cell.number_format = FORMATS[kind]
        cell.quotePrefix = quoted
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        if border:
            side = Side("thin", color=LINE)
            between = side if border is True else None
            cell.border = Border(left=between, right=between, top=side, bottom=side)
        return cell._style


def _write(target: Worksheet, sheet: Sheet, palette: Palette, report: Report) -> None:
    for place, millimetres in enumerate(sheet.widths, start=1):
        target.column_dimensions[get_column_letter(place)].width = _characters(millimetres)
    row = _write_lines(target, sheet, palette)
    first_heading = row + 1
    for block in sheet.blocks:
        row = _write_block(target, sheet, block, row + 1, palette)
    if len(sheet.blocks) == 1:
        _freeze(target, sheet, first_heading, last_row=row - 1)
    _page(target, sheet, report)


def _write_lines(target: Worksheet, sheet: Sheet, palette: Palette) -> int:
    """Write the lines above the tables; return the number of the row below them, which stays empty."""
    row = 0
    # What runs on beyond the last column would not be printed, or would shrink the page.
    available = sum(sheet.widths) * POINTS_PER_MM
    for place, text in enumerate(sheet.lines):
        size, ink, bold = (14, INK, True) if place == 0 else (10, QUIET, False)
        for part in broken(plain(text), available, size, bold):
            row += 1
            _put(target, row, 1, part, palette, size, bold=bold, ink=ink, border=False)
            target.row_dimensions[row].height = _line_height(size) + 2
    return row + 1


def _write_block(target: Worksheet, sheet: Sheet, block: Block, row: int, palette: Palette) -> int:
    """Write a table from `row` on; return the number of the row below it, which stays empty."""
    size = 11 if sheet.paste else 10
    widths = [each * POINTS_PER_MM - 5 for each in sheet.widths]
    if block.title:
        _put(target, row, 1, block.title, palette, 12, bold=True, border=False)
        target.row_dimensions[row].height = 20
        row += 1
    for place, heading in enumerate(block.headings, start=1):
        _put(target, row, place, heading.text, palette, size, heading.kind, bold=True, ink="FFFFFF", fill=BRAND,
             heading=True)  # fmt: skip
    target.row_dimensions[row].height = _height([each.text for each in block.headings], widths, size, bold=True)
    kinds = [heading.kind for heading in block.headings]
    for place, values in enumerate(block.rows):
        row += 1
        adds_up = block.total and place == len(block.rows) - 1
        bold, fill = adds_up or place in sheet.bold, TOTAL_FILL if adds_up or place in sheet.bold else ""
        runs_on = place in sheet.themes and _fits(values, widths, size)
        for column, value in enumerate(values):
            _put(target, row, column + 1, value, palette, size, kinds[column], bold=bold, fill=fill,
                 border=ACROSS if runs_on else True)  # fmt: skip
        target.row_dimensions[row].height = _line_height(size) + 3 if runs_on else _height(values, widths, size, bold)
    return row + 1


def _fits(values: tuple[Value, ...], widths: list[float], size: float) -> bool:
    """Return whether a theme's title fits on one line over the empty cells to its right."""
    return width(plain(str(values[1])), size, bold=True) <= sum(widths[1:]) and "\n" not in str(values[1])


def _put(target: Worksheet, row: int, column: int, value: Value, palette: Palette, size: float,
         kind: Kind = Kind.TEXT, **look) -> None:  # fmt: skip
    """Write one value with its look; whatever is text stays text, also where it begins like a formula."""
    cell = target.cell(row=row, column=column)
    if isinstance(value, Rated):
        fill, ink = RATING_COLOURS.get(value.colour.lower(), ("", INK))
        value, look = value.word, look | {"fill": fill, "ink": ink, "bold": True, "centred": True}
    elif isinstance(value, Verdict):
        value, look = value.words, look | {"ink": VERDICT_INKS.get(value.fact, INK)}
    if isinstance(value, str):
        value = plain(value)
        as_number = kind if look.get("heading") else Kind.TEXT
        cell._style = palette.style(size, as_number, **look, quoted=value.startswith(_FORMULA))
        if value:
            cell._value, cell.data_type = value, "s"
        return
    cell._style = palette.style(size, kind, **look)
    if value is not None:
        cell._value, cell.data_type = value, "d" if isinstance(value, date) else "n"


def _freeze(target: Worksheet, sheet: Sheet, heading: int, last_row: int) -> None:
    target.freeze_panes = target.cell(row=heading + 1, column=sheet.frozen_columns + 1)
    target.print_title_rows = f"{heading}:{heading}"
    if sheet.filters:
        target.auto_filter.ref = f"A{heading}:{get_column_letter(len(sheet.widths))}{max(last_row, heading)}"


def _page(target: Worksheet, sheet: Sheet, report: Report) -> None:
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = PAPER[sheet.paper]
    target.sheet_view.showGridLines = False
    margins = target.page_margins
    margins.left = margins.right = 20 / 25.4 if sheet.paste else 12 / 25.4
    margins.top, margins.bottom, margins.header, margins.footer = (mm / 25.4 for mm in (15, 18, 8, 8))
    if sheet.paste:
        target.page_setup.scale = 100
    else:
        target.sheet_properties.pageSetUpPr.fitToPage = True
        target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.print_area = f"A1:{get_column_letter(len(sheet.widths))}{target.max_row}"
    title = cut(plain(report.title).replace("\n", " "), 120).replace("&", "&&")
    footer = target.oddFooter
    footer.left.text, footer.right.text = f"{title}, as at {day(report.as_of)}", "Page &P of &N"
    footer.center.text = "Not for publication" if report.holds_exempt else None
    for part in (footer.left, footer.center, footer.right):
        part.font, part.size = FONT, 8


def _height(values, widths: list[float], size: float, bold: bool = False) -> float:
    """Return the height in points of a row that shows all of its text, as far as Excel allows."""
    most = 1
    for value, available in zip(values, widths, strict=False):
        if isinstance(value, (Rated, Verdict)):
            text, heavy = value.word if isinstance(value, Rated) else value.words, True
        elif isinstance(value, str):
            text, heavy = value, bold
        else:
            continue
        most = max(most, lines(text, available, size, heavy))
    return min(most * _line_height(size) + 3, ROW_LIMIT)


def _line_height(size: float) -> float:
    return size * 1.22


def _characters(millimetres: float) -> float:
    """Return a width as Excel counts it: in digits of 7 pixels, with 5 pixels for the edges."""
    return (millimetres / 25.4 * 96 - 5) / 7


def _bytes(book: Workbook) -> bytes:
    """Return the book's file; openpyxl and zipfile would stamp it with the moment, so neither is asked to."""
    stamped, fixed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(stamped, "w", zipfile.ZIP_STORED)).save()
    with zipfile.ZipFile(stamped) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(part, parts.read(name))
    return fixed.getvalue()
