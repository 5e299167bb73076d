"""Blocks of a paper in (lines and grids of cells); the same paper as a file of each format, out."""

from __future__ import annotations

import html
import io
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import Alignment, PatternFill

from tests.readers.pdf_writer import PdfWriter


@dataclass(frozen=True)
class C:
    """One cell: its words, its fill (`FFC000`), and how many columns and rows it covers."""

    text: str = ""
    fill: str = ""
    across: int = 1
    down: int = 1


Grid = list[list[C]]
Block = str | Grid


def grid(*rows) -> Grid:
    """Rows of cells; a plain string is a cell of its own."""
    return [[cell if isinstance(cell, C) else C(cell) for cell in row] for row in rows]


def width(rows: Grid) -> int:
    return max(end for *_, end in (placed[-1] for placed in laid(rows) if placed))


def laid(rows: Grid) -> list[list[tuple[C, int, int]]]:
    """The cells of each row with their first column and the one after their last, merges from above counted in."""
    taken: dict[int, int] = {}
    out = []
    for at, row in enumerate(rows):
        column, placed = 0, []
        for cell in row:
            while taken.get(column, 0) > at:
                column += 1
            placed.append((cell, column, column + cell.across))
            for covered in range(column, column + cell.across):
                taken[covered] = at + cell.down
            column += cell.across
        out.append(placed)
    return out


def as_text(blocks: list[Block]) -> bytes:
    """The tab form of the papers: bullets in HTML lists, what merges cover left blank."""
    parts = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(block)
            continue
        across = width(block)
        lines = []
        for placed in laid(block):
            cells = [""] * across
            for cell, column, _ in placed:
                cells[column] = _bulleted(cell.text)
            lines.append("\t".join(cells))
        parts.append("\n".join(lines))
    return ("\n\n".join(parts) + "\n").encode()


def _bulleted(text: str) -> str:
    """A cell of several lines as the papers' converter wrote it: `<p>` and `<ul>` on one line."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    return "".join(f"<ul> • {line[2:]} </ul>" if line.startswith("• ") else f"<p>{line}</p>" for line in lines)


def as_docx(blocks: list[Block]) -> bytes:
    """A Word document: merged cells, shading, bullets as a list style."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), width(block))
        cells = [row.cells for row in table.rows]  # asked once, before any are merged: table.cell() lists all each time
        for at, placed in enumerate(laid(block)):
            for cell, column, end in placed:
                first = cells[at][column]
                if cell.across > 1 or cell.down > 1:
                    first = first.merge(cells[at + cell.down - 1][end - 1])
                _write_docx(first, cell)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write_docx(target, cell: C) -> None:
    for paragraph in target.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    for at, line in enumerate(cell.text.split("\n")):
        paragraph = target.paragraphs[0] if at == 0 else target.add_paragraph()
        bullet = line.startswith("• ")
        paragraph.style = "List Bullet" if bullet else "Normal"
        paragraph.text = line[2:] if bullet else line
    if cell.fill:
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{cell.fill}"/>'
        target._tc.get_or_add_tcPr().append(parse_xml(shade))


def as_xlsx(blocks: list[Block]) -> bytes:
    """A workbook of one sheet: lines and tables below each other with a blank row between."""
    workbook = openpyxl.Workbook()
    write_sheet(workbook.active, blocks)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def write_sheet(sheet, blocks: list[Block], row: int = 1) -> int:
    """Write the blocks below each other; the row after the last."""
    for block in blocks:
        if isinstance(block, str):
            sheet.cell(row, 1, block)
            row += 2
            continue
        for at, placed in enumerate(laid(block)):
            for cell, column, end in placed:
                target = sheet.cell(row + at, column + 1, cell.text or None)
                target.data_type = "s" if cell.text else "n"  # words that open with = are no formula
                target.alignment = Alignment(wrap_text=True)
                if cell.fill:
                    target.fill = PatternFill("solid", fgColor=cell.fill)
                if cell.across > 1 or cell.down > 1:
                    sheet.merge_cells(
                        start_row=row + at, end_row=row + at + cell.down - 1, start_column=column + 1, end_column=end
                    )
        row += len(block) + 1
    return row


def as_html(blocks: list[Block]) -> bytes:
    """A web page: rowspan and colspan, `ul` in cells, fills as styles."""
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>Paper</title></head><body>"]
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
            continue
        rows = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in block)
        parts.append(f"<table>{rows}</table>")
    return ("\n".join(parts) + "</body></html>").encode()


def _html_cell(cell: C) -> str:
    lines = [html.escape(line) for line in cell.text.split("\n")]
    inner = "".join(f"<ul><li>{line[2:]}</li></ul>" if line.startswith("• ") else f"<p>{line}</p>" for line in lines)
    inner = inner if len(lines) > 1 else lines[0]
    spans = f' colspan="{cell.across}"' * (cell.across > 1) + f' rowspan="{cell.down}"' * (cell.down > 1)
    style = f' style="background-color:#{cell.fill}"' if cell.fill else ""
    return f"<td{spans}{style}>{inner}</td>"


def as_pdf(blocks: list[Block], ruled: bool = True, heads: int = 1) -> bytes:
    """A PDF on landscape pages: ruled or unruled tables, headings repeated on each page."""
    writer = PdfWriter()
    for block in blocks:
        if isinstance(block, str):
            writer.line(block)
        else:
            writer.table([[(c.text, c.fill, s, e, c.down) for c, s, e in row] for row in laid(block)], ruled, heads)
    return writer.finish()


def as_csv(blocks: list[Block]) -> bytes:
    """Comma-separated values; what merges cover left blank."""
    import csv

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for block in blocks:
        if isinstance(block, str):
            writer.writerow([block])
            writer.writerow([])
            continue
        across = width(block)
        for placed in laid(block):
            cells = [""] * across
            for cell, column, _ in placed:
                cells[column] = cell.text
            writer.writerow(cells)
        writer.writerow([])
    return out.getvalue().encode("utf-8-sig")


FORMATS = {"txt": as_text, "docx": as_docx, "xlsx": as_xlsx, "html": as_html, "pdf": as_pdf, "csv": as_csv}


def write(folder: Path, name: str, blocks: list[Block], **options) -> Path:
    """The paper as a file of the format that its name ends in."""
    path = folder / name
    path.write_bytes(FORMATS[path.suffix[1:]](blocks, **options))
    return path
