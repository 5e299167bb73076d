"""One sheet's XML in; in one pass its cells as stored, its merges, its rules of colour and what is hidden, out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree
from openpyxl.utils import column_index_from_string, range_boundaries

from imports.readers.excel_book import Book, related, text_of
from imports.readers.ooxml import parser

MOST_ROWS = 12_000  # rows with something in them; the largest plan seen has under 2,000
MOST_COLUMNS = 200
_GAP = 2_000  # empty rows after which what follows belongs to no plan
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_CHUNK = 1 << 20
# Rows that are only formatted, by the hundred thousand in some sheets; a row that names its number can be left out.
_BARE_ROW = re.compile(rb'<row\b(?=[^>]*\sr="\d)[^>]*/>|<row\b(?=[^>]*\sr="\d)[^>/]*></row>')
_CLOCK = re.compile(r"\b(?:TODAY|NOW)\s*\(", re.IGNORECASE)


class Stored(NamedTuple):
    """One cell as stored: its place from 1, its type, its value as text, its style, and words of it struck through."""

    row: int
    column: int
    kind: str
    value: str
    style: int
    struck: str = ""


@dataclass(slots=True)
class Scan:
    """A sheet's cells whatever its header claims of their extent, and what of it is merged, painted or hidden."""

    cells: list[Stored] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0
    rows: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # first column, row, last column, row
    rules: list = field(default_factory=list)  # the elements of its conditional formats
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unsolved: list[str] = field(default_factory=list)  # formulas whose result the file does not hold
    of_today: list[str] = field(default_factory=list)  # formulas whose result changes with the day
    left_columns: bool = False
    left_rows: bool = False
    far_row: int = 0  # the first row that was left since it lies far below the rest


class _WithoutBareRows(io.RawIOBase):
    """A stream of a sheet's XML without the rows that hold nothing."""

    def __init__(self, stream):
        self.stream, self.rest = stream, b""

    def read(self, size: int = -1) -> bytes:
        """The next piece, cut before the last row that may still go on; empty at the end alone."""
        while True:
            fresh = self.stream.read(_CHUNK)
            held = self.rest + fresh
            cut = held.rfind(b"<row") if fresh else len(held)
            cut = len(held) if cut <= 0 else cut
            piece, self.rest = _BARE_ROW.sub(b"", held[:cut]), held[cut:]
            if piece or not fresh:
                return piece


def scan_sheet(packed: zipfile.ZipFile, part: str, book: Book, tell: Callable[[int], None]) -> Scan:
    """What a sheet holds; stops at MOST_ROWS rows with content. Raises KeyError or lxml's XMLSyntaxError."""
    scan = Scan()
    names = tuple(f"{{*}}{name}" for name in ("row", "mergeCell", "col", "conditionalFormatting"))
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    at = 0
    with packed.open(part) as stream:
        for _, element in etree.iterparse(_WithoutBareRows(stream), events=("end",), tag=names, **options):
            name = etree.QName(element).localname
            if name == "row":
                at = int(element.get("r") or at + 1)
                if scan.rows >= MOST_ROWS:
                    scan.left_rows = True
                    break
                _row(element, at, scan, book)
                if at % 500 == 0:
                    tell(at)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif name == "mergeCell":
                scan.merges.append(range_boundaries(element.get("ref")))
            elif name == "conditionalFormatting":
                scan.rules.append(element)
            elif element.get("hidden") in ("1", "true"):
                last = min(int(element.get("max") or 1), MOST_COLUMNS)
                scan.hidden_columns |= set(range(int(element.get("min") or 1), last + 1))
    return scan


def _row(element, at: int, scan: Scan, book: Book) -> None:
    """Keep a row in which anything stands, with the cells that are only filled."""
    before = scan.last_column
    cells = list(_cells(element, at, scan, book))
    if not any(cell.kind for cell in cells):
        return
    if scan.rows and at - scan.last_row > _GAP:
        scan.far_row, scan.last_column = scan.far_row or at, before
        return
    scan.cells += cells
    scan.rows, scan.last_row = scan.rows + 1, at
    if element.get("hidden") in ("1", "true"):
        scan.hidden_rows.add(at)


def _cells(row, at: int, scan: Scan, book: Book) -> Iterator[Stored]:
    column = 0
    for cell in row:
        place = _CELL.match(cell.get("r") or "")
        column = column_index_from_string(place[1]) if place else column + 1
        style = int(cell.get("s") or 0)
        value = inner = formula = None
        for child in cell:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text
            elif tag.endswith("}is"):
                inner = child
            elif tag.endswith("}f"):
                formula = child
        kind = cell.get("t") or "n"
        struck = ""
        if inner is not None:
            kind, (value, struck) = "str", text_of(inner)
        elif kind == "s" and value:
            number = int(value)
            if number >= len(book.words):
                raise ValueError(f"no shared text {number}")
            kind, value, struck = "str", book.words[number], book.struck.get(number, "")
        if formula is not None:
            if _CLOCK.search(formula.text or ""):
                scan.of_today.append(cell.get("r") or f"row {at}")
            if not value or kind == "e":
                scan.unsolved.append(cell.get("r") or f"row {at}")
        stands = bool(value and value.strip()) and kind != "e"
        if column > MOST_COLUMNS:
            scan.left_columns = scan.left_columns or stands
            continue
        if stands:
            scan.last_column = max(scan.last_column, column)
            yield Stored(at, column, kind, value, style, struck)
        elif book.look(style).fill:
            yield Stored(at, column, "", "", style)


def comments_of(packed: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """The comments on a sheet's cells by row and column, their authors' boilerplate left out."""
    found: dict[tuple[int, int], str] = {}
    for path in related(packed, part, "comments"):
        try:
            root = etree.fromstring(packed.read(path), parser())
        except (KeyError, etree.XMLSyntaxError):
            continue
        for comment in root.iter("{*}comment"):
            words = "".join(text.text or "" for text in comment.iter("{*}t"))
            words = words.rsplit("Comment:", 1)[-1] if words.startswith("[Threaded comment]") else words
            place = _CELL.match(comment.get("ref") or "")
            if place and words.strip():
                found[int(place[2]), column_index_from_string(place[1])] = " ".join(words.split())
    return found
