"""A web page in; a Document of its paragraphs, lists and tables out; nothing that it points to is fetched."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html
from lxml import etree

from imports.readers import Unreadable
from imports.readers.cells import Placed, coloured_mark, table_of, tidy
from imports.readers.sheets import is_sheet, sheet_blocks
from imports.readers.styles import background, is_hidden, letters, style_rules
from imports.shapes import Document, Issue, Paragraph, Source, Table
from imports.values.colours import colour_name

MOST_COLUMNS = 500
LARGEST = 40_000_000  # bytes
_SILENT = {"script", "style", "template", "noscript", "head", "del", "object", "iframe", "svg", "math", "textarea"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
    *("legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul", "tr"),
}
_GRIDS = {"table", "grid", "treegrid"}  # as roles of other elements than `table`
_GRID_CELLS = {"cell", "gridcell", "columnheader", "rowheader"}
_BADGE = 40  # characters of what may stand in a coloured badge
_SUMMARY = 6  # the level of the line that opens a part folded away
_HEADING = re.compile(r"h([1-6])\Z")
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


@dataclass(slots=True)
class _Page:
    source: Source
    rules: dict[str, str]
    tell: Callable[[str, int, int], None]
    hidden: int = 0
    tables: int = 0


def read_html(path: Path, name: str, tell: Callable[[str, int, int], None] = lambda *step: None) -> Document:
    """The paragraphs and tables of a web page, in order; the words of pictures are their alternative texts.

    Parts that the page hides are passed over with an issue. Raises Unreadable, one sentence.
    """
    content = path.read_bytes()
    if len(content) > LARGEST:
        raise Unreadable(f"{name} is larger than {LARGEST // 1_000_000} MB, too long for a plan.")
    parser = lxml.html.HTMLParser(encoding=_encoding(content), no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise Unreadable(f"{name} is empty or damaged: no web page could be read in it.") from error
    sheets = "\n".join(style.text or "" for style in root.iter("style"))
    page = _Page(Source(name), style_rules(sheets), tell)
    blocks = tuple(_blocks(root, page))
    message = f"{page.hidden} parts that the page hides were passed over"
    issues = (Issue("hidden_parts", message, page.source),) if page.hidden else ()
    return Document(name, hashlib.sha256(content).hexdigest(), "html", blocks, issues)


def _encoding(content: bytes) -> str:
    """The encoding that the page names, its mark, or the one that its bytes are valid in."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return name
    named = _CHARSET.search(content[:4096])
    if named:
        try:
            return codecs.lookup(named[1].decode("ascii")).name
        except LookupError:
            pass  # a name of its own: the bytes tell
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


# ---- running text ----------------------------------------------------------------------------------


def _blocks(element, page: _Page, level: int | None = None) -> Iterator[Paragraph | Table]:
    """What stands in an element, in order: lines of words between its blocks, and its blocks."""
    line: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or _is_silent(child, page):
            line.append(child.tail or "")
            continue
        if child.tag in _BLOCKS or child.tag == "br" or _holds_blocks(child):
            yield from _flush(line, page, level)
            line = [child.tail or ""]
            yield from _block(child, page, level)
        else:
            line += [_words(child, page), child.tail or ""]
    yield from _flush(line, page, level)


def _holds_blocks(element) -> bool:
    return next(element.iter("table", "p", "div", "li", "h1", "h2", "h3", "h4"), None) is not None


def _labelled(element, page: _Page) -> Iterator[Paragraph]:
    """A list of terms, each as a line with what is said of it: `Lead officer: Head of Finance`."""
    term = ""
    for child in element.iterdescendants("dt", "dd"):
        if next(child.iterancestors("dl"), None) is not element or _is_silent(child, page):
            continue
        words = " ".join(_words(child, page).split()) if child.tag == "dt" else _words(child, page)
        if child.tag == "dt":
            term = words.rstrip(" :")
        elif words.strip():
            yield from _flush([f"{term}: {words.strip()}" if term else words], page, None)


def _block(child, page: _Page, level: int | None) -> Iterator[Paragraph | Table]:
    heading = _HEADING.match(child.tag)
    level = int(heading[1]) if heading else _marked_level(child) or level
    if child.tag == "table":
        yield from _table(child, page)
    elif _role(child) in _GRIDS:
        yield from _grid(child, page)
    elif child.tag == "dl":
        yield from _labelled(child, page)
    elif child.tag == "summary":
        yield from _flush([_words(child, page)], page, _SUMMARY)
    elif child.tag == "li":
        yield from _flush([_mark(child), " ", _words(child, page)], page, None)
    elif child.tag != "br":
        yield from _blocks(child, page, level)


def _role(element) -> str:
    return (element.get("role") or "").lower() if element.tag != "table" else ""


def _marked_level(element) -> int | None:
    """The level of an element that is a heading by its role alone."""
    level = element.get("aria-level") or "2"
    return int(level) if _role(element) == "heading" and level.isdigit() and len(level) == 1 else None


def _flush(parts: list[str], page: _Page, level: int | None) -> Iterator[Paragraph]:
    for line in tidy(" ".join("".join(parts).split(" "))).split("\n"):
        text = " ".join(line.split())
        if text:
            yield Paragraph(text, page.source, level)


def _mark(item) -> str:
    """The number of an item in a numbered list, else a bullet."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return "•"
    number = 1 + sum(1 for before in item.itersiblings("li", preceding=True))
    return f"{number}."


def _is_silent(element, page: _Page) -> bool:
    if element.tag in _SILENT:
        return element.tag != "svg" or not element.get("aria-label")
    if is_hidden(element, page.rules):
        page.hidden += bool("".join(element.itertext()).strip())
        return True
    return False


def _words(element, page: _Page) -> str:
    """The words shown in an element, blocks within it as lines; a picture gives its alternative text."""
    if element.tag == "img":
        return f" {element.get('alt') or ''} "
    if element.tag == "svg":
        return f" {element.get('aria-label')} "
    if element.tag == "br":
        return "\n"
    if element.tag in ("input", "button"):
        return " ✓ " if element.get("checked") is not None else ""
    if element.tag == "select":
        chosen = [one for one in element.iter("option") if one.get("selected") is not None]
        return "".join(_words(one, page) for one in chosen)
    if element.tag == "table" and _depth(element):
        return f"\n{_nested(element, page)}\n"
    parts = [" ".join((element.text or "").split("\n"))]
    for child in element:
        if isinstance(child.tag, str) and not _is_silent(child, page):
            inner = _words(child, page)
            if child.tag == "li":
                inner = f"\n{_mark(child)} {inner.strip()}\n"
            parts.append(f"\n{inner}\n" if child.tag in _BLOCKS else inner)
        parts.append(" ".join((child.tail or "").split("\n")))
    words = "".join(parts)
    return words if words.strip() else f" {element.get('aria-label') or element.get('title') or ''} "


def _depth(table) -> bool:
    return next(table.iterancestors("td", "th"), None) is not None


def _nested(table, page: _Page) -> str:
    """A table within a cell: a line for each of its rows."""
    lines = []
    for row in _rows(table):
        parts = (" ".join(_words(cell, page).split()) for cell in row.iterchildren("td", "th"))
        lines.append(" – ".join(part for part in parts if part))
    return "\n".join(lines)


# ---- tables ----------------------------------------------------------------------------------------


def _table(table, page: _Page) -> Iterator[Paragraph | Table]:
    """A table under its caption; one that only lays out the page gives what is in it."""
    for caption in table.iterchildren("caption"):
        yield from _flush([_words(caption, page)], page, None)
    rows = [row for row in _rows(table) if not _is_silent(row, page)]
    cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
    lays_out = len(cells) <= 2 or table.get("role") == "presentation"
    if lays_out and any(_is_grid(inner) for cell in cells for inner in cell.iter("table")):
        for cell in cells:
            yield from _blocks(cell, page)
        return
    page.tables += 1
    placed = list(_placed(rows, page))
    if is_sheet(placed):
        yield from sheet_blocks((cell for cell in placed if cell.text or cell.colour), page.source)
    elif (found := table_of(placed, page.source)) is not None:
        yield found


def _grid(element, page: _Page) -> Iterator[Table]:
    """A table that is one by its roles alone, as lists on web sites are built of `div`."""
    placed = []
    rows = [row for row in element.iterdescendants() if isinstance(row.tag, str) and _role(row) == "row"]
    for at, row in enumerate(rows):
        if at % 200 == 0:
            page.tell("rows", at, len(rows))
        cells = [one for one in row.iterdescendants() if isinstance(one.tag, str) and _role(one) in _GRID_CELLS]
        for column, cell in enumerate(cells[:MOST_COLUMNS]):
            text, colour = _cell(cell, row, page)
            placed.append(Placed(at, column, text, colour))
    found = table_of(placed, page.source)
    if found is not None:
        page.tables += 1
        yield found


def _is_grid(table) -> bool:
    """Whether a table has several rows and columns."""
    rows = list(_rows(table))
    return len(rows) > 1 and len(list(rows[0].iterchildren("td", "th"))) > 1


def _rows(table) -> Iterator:
    """The rows of a table itself, not of one within it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _placed(rows: list, page: _Page) -> Iterator[Placed]:
    taken: dict[int, int] = {}  # column -> the first row below that is free of the cell spanning down into it
    for at, row in enumerate(rows):
        if at % 200 == 0:
            page.tell("rows", at, len(rows))
        column = 0
        for cell in row.iterchildren("td", "th"):
            while taken.get(column, 0) > at:
                column += 1
            if column > MOST_COLUMNS:
                raise Unreadable(
                    f"{page.source.file} has a table of more than {MOST_COLUMNS} columns, too many to read."
                )
            across, down = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", 65_534)
            if is_hidden(cell, page.rules):
                page.hidden += bool("".join(cell.itertext()).strip())
                continue
            down = min(down, len(rows) - at) if down else len(rows) - at
            text, colour = _cell(cell, row, page)
            yield Placed(at, column, text, colour, down, across)
            for spanned in range(column, column + across):
                taken[spanned] = at + down
            column += across


def _span(cell, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    return min(int(text), most) if text.isdigit() and len(text) < 9 else 1


def _cell(cell, row, page: _Page) -> tuple[str, str | None]:
    """The words of a cell and the colour behind it; of an empty or short one, that of what stands in it."""
    inner = [one for one in cell.iterdescendants() if isinstance(one.tag, str)]
    front = next((found for one in (cell, *inner) if (found := letters(one, page.rules))), None)
    text, mark = coloured_mark(_words(cell, page), front)
    text = tidy(text)
    shown = (background(one, page.rules) for one in inner) if len(text) <= _BADGE else ()
    badge = next((colour for colour in shown if colour_name(colour)), None)
    return text, mark or badge or background(cell, page.rules) or background(row, page.rules)
