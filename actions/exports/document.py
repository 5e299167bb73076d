"""A typed sheet in, the bytes of a Word document out; the only place that writes one. Same sheet, same bytes."""

import io
import zipfile
from datetime import date, datetime, time

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from actions.exports.columns import Kind, Rated, Value, Verdict, short
from actions.exports.sheets import Block, Sheet
from actions.exports.workbook import BRAND, FONT, plain
from actions.report import Report
from actions.rules.board import day

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Of A4 on its side, between margins of 15 mm.
PAGE_MM = 267
# A cell to be filled in by hand has room for some lines.
ROOM = Mm(16)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def content(sheet: Sheet, report: Report) -> bytes:
    """Return a sheet as a Word document of one table under its lines; `report` gives title, day and whose it is."""
    document = Document()
    _page(document, report)
    for place, text in enumerate(sheet.lines):
        style = ("Heading 1" if place == 0 else "Heading 2") if place < 2 else None
        document.add_paragraph(plain(text), style=style)
    for block in sheet.blocks:
        _table(document, block, sheet.widths)
    return _bytes(document)


def _page(document, report: Report) -> None:
    """Set paper, fonts, language, properties and the foot of the page."""
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(15))
    for name, size in (("Normal", 10), ("Heading 1", 16), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.color.rgb = RGBColor.from_string("0B0C0C")
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(4)
    _language(document)
    made_on = datetime.combine(report.as_of, time())
    properties = document.core_properties
    properties.title, properties.author = plain(report.title), plain(report.organisation)
    properties.created = properties.modified = made_on
    properties.language, properties.comments = "en-GB", ""
    foot = section.footer.paragraphs[0]
    foot.text = f"{plain(report.title)}: {plain(report.organisation)}, as at {day(report.as_of)}"
    foot.runs[0].font.size = Pt(8)


def _language(document) -> None:
    """Have the document proofed as British English."""
    fonts = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = fonts.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        fonts.append(language)
    language.set(qn("w:val"), "en-GB")


def _table(document, block: Block, widths: tuple[float, ...]) -> None:
    """Add a table: its head stands on every page, no row is parted over two."""
    table = document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
    table.autofit = False
    scale = PAGE_MM / sum(widths)
    millimetres = [width * scale for width in widths]
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
    head = table.rows[0]
    for cell, heading, width in zip(head.cells, block.headings, millimetres, strict=True):
        cell.width = Mm(width)
        _write(cell, heading.text, bold=True, ink="FFFFFF")
        _shade(cell, BRAND)
    _mark(head, "w:tblHeader")
    for values in block.rows:
        row = table.add_row()
        row.height = ROOM
        _mark(row, "w:cantSplit")
        for cell, value, heading, width in zip(row.cells, values, block.headings, millimetres, strict=True):
            cell.width = Mm(width)
            _write(cell, _words(value), right=heading.kind is Kind.NUMBER)


def _words(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Rated):
        return value.word
    if isinstance(value, Verdict):
        return value.words
    return short(value) if isinstance(value, date) else str(value)


def _write(cell, text: str, *, bold: bool = False, ink: str = "", right: bool = False) -> None:
    """Write a text of one or more lines into a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if not text:
        return
    run = paragraph.add_run(plain(text))
    run.font.size, run.bold = Pt(9), bold
    if ink:
        run.font.color.rgb = RGBColor.from_string(ink)


def _shade(cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _bytes(document) -> bytes:
    """Return the document's file with the moment of its making taken out of the zip."""
    stamped, fixed = io.BytesIO(), io.BytesIO()
    document.save(stamped)
    with zipfile.ZipFile(stamped) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(part, parts.read(name))
    return fixed.getvalue()
