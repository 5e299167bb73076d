"""One sheet's XML in; what openpyxl does not tell when it reads row by row, out: extent, merges, what is hidden."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.utils import column_index_from_string, range_boundaries

from imports.readers.ooxml import parser

MOST_ROWS = 12_000  # rows with something in them; the largest plan seen has under 2,000
MOST_COLUMNS = 200
_GAP = 2_000  # empty rows after which what follows belongs to no plan
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")


@dataclass(slots=True)
class Scan:
    """How far a sheet's content reaches whatever its header claims, and what of it is merged or hidden."""

    last_row: int = 0
    last_column: int = 0
    rows: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # first column, row, last column, row
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unsolved: list[str] = field(default_factory=list)  # formulas whose result the file does not hold
    left_columns: bool = False
    left_rows: bool = False
    far_row: int = 0  # the first row that was left since it lies far below the rest


def scan_sheet(packed: zipfile.ZipFile, part: str, tell: Callable[[int], None]) -> Scan:
    """What a sheet holds, counted cell by cell; stops at MOST_ROWS rows with content. Raises lxml's XMLSyntaxError."""
    scan = Scan()
    with packed.open(part) as stream:
        names = tuple(f"{{*}}{name}" for name in ("row", "c", "mergeCell", "col"))
        options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
        at, row_has, cells = 0, False, 0
        for _, element in etree.iterparse(stream, events=("end",), tag=names, **options):
            name = etree.QName(element).localname
            if name == "c":
                cells += 1
                row_has = _cell(element, scan, at + 1) or row_has
            elif name == "row":
                at = int(element.get("r") or at + 1)
                if scan.rows >= MOST_ROWS:
                    scan.left_rows = True
                    break
                if row_has and scan.rows and at - scan.last_row > _GAP:
                    scan.far_row = scan.far_row or at
                elif row_has:
                    scan.rows, scan.last_row = scan.rows + 1, at
                    if element.get("hidden") in ("1", "true"):
                        scan.hidden_rows.add(at)
                row_has = False
                if at % 500 == 0:
                    tell(at)
            elif name == "mergeCell":
                scan.merges.append(range_boundaries(element.get("ref")))
            elif element.get("hidden") in ("1", "true"):
                last = min(int(element.get("max") or 1), MOST_COLUMNS)
                scan.hidden_columns |= set(range(int(element.get("min") or 1), last + 1))
            element.clear()
            if name == "row":
                while element.getprevious() is not None:
                    del element.getparent()[0]
    return scan


def _cell(element, scan: Scan, row: int) -> bool:
    """Count one cell; whether anything stands in it."""
    value = next((child for child in element if etree.QName(child).localname in ("v", "is")), None)
    formula = any(etree.QName(child).localname == "f" for child in element)
    place = _CELL.match(element.get("r") or "")
    if value is None or not (value.text or len(value)):
        if formula:
            scan.unsolved.append(element.get("r") or f"row {row}")
        return False
    column = column_index_from_string(place[1]) if place else scan.last_column
    if column > MOST_COLUMNS:
        scan.left_columns = True
        return False
    scan.last_column = max(scan.last_column, column)
    return True


def comments_of(packed: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The comments on a sheet's cells by cell (`B4`), their authors' boilerplate left out."""
    folder, file = posixpath.split(part)
    try:
        relations = etree.fromstring(packed.read(f"{folder}/_rels/{file}.rels"), parser())
    except (KeyError, etree.XMLSyntaxError):
        return {}
    found = {}
    for relation in relations:
        if (relation.get("Type") or "").endswith("/comments") and relation.get("TargetMode") != "External":
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found |= _comments(packed, path)
    return found


def _comments(packed: zipfile.ZipFile, path: str) -> dict[str, str]:
    try:
        root = etree.fromstring(packed.read(path), parser())
    except (KeyError, etree.XMLSyntaxError):
        return {}
    found = {}
    for comment in root.iter("{*}comment"):
        words = "".join(text.text or "" for text in comment.iter("{*}t"))
        words = words.rsplit("Comment:", 1)[-1] if words.startswith("[Threaded comment]") else words
        found[comment.get("ref") or ""] = " ".join(words.split())
    return {ref: words for ref, words in found.items() if ref and words}
