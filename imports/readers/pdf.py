"""A PDF document in; a Document of its lines and its ruled and unruled tables, page by page, out."""

from __future__ import annotations

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from imports.readers import Unreadable
from imports.readers.cells import table_of, tidy
from imports.readers.pdf_across import rules_across
from imports.readers.pdf_legend import legend_of
from imports.readers.pdf_ruled import Box, fills_of, ruled_tables
from imports.readers.pdf_unruled import Unruled, unruled_tables
from imports.readers.pdf_words import PrintedLine, Word, lines_of, text_of, words_of
from imports.shapes import Document, Issue, Paragraph, Source, Table

MOST_PAGES = 600
MOST_SHAPES = 12_000  # lines and boxes on a page; a map or a plan of a building has more, a table never
_FEW = 4  # words on a page that is a picture: a stamp or a page number at most
_BROKEN = (
    PDFException,
    PSException,
    PdfminerException,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
)
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font


@dataclass(slots=True)
class _Page:
    """One page as read: its lines outside tables, its tables, and whether it is a picture."""

    number: int
    height: float
    blocks: list[tuple[float, Paragraph | Table]] = field(default_factory=list)
    lines: list[PrintedLine] = field(default_factory=list)
    is_picture: bool = False
    is_drawing: bool = False


def read_pdf(path: Path, name: str, tell: Callable[[str, int, int], None] = lambda *step: None) -> Document:
    """The lines and tables of a PDF, each with its page; titles and feet printed on every page are read once.

    Raises Unreadable, one sentence, for an encrypted, a damaged, or a scanned document without text.
    """
    try:
        with pdfplumber.open(path) as opened:
            pages = _pages(opened, name, tell)
    except _BROKEN as error:
        raise Unreadable(_why(error, name)) from error
    pictures = [page.number for page in pages if page.is_picture]
    if pages and len(pictures) == len(pages):
        raise Unreadable(
            f"{name} has no text: its pages are pictures, as a scanner makes them. "
            "Ask for the document it was printed from, or have its text recognised first."
        )
    return Document(
        file=name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        reader="pdf",
        blocks=tuple(_blocks(pages, name)),
        issues=(*_of_pictures(pictures, name), *_of_drawings([page.number for page in pages if page.is_drawing], name)),
    )


def _why(error: Exception, name: str) -> str:
    causes = (error, error.__cause__, error.__context__, *error.args)
    if any(isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) for cause in causes):
        return f"{name} is protected by a password and cannot be read; save it without one."
    return f"{name} is cut short or damaged and cannot be opened as a PDF document."


def _pages(opened, name: str, tell: Callable[[str, int, int], None]) -> list[_Page]:
    if len(opened.pages) > MOST_PAGES:
        raise Unreadable(f"{name} has {len(opened.pages):,} pages, more than the {MOST_PAGES} that are read.")
    if not opened.pages:
        raise Unreadable(f"{name} is cut short or damaged: no page of it can be read.")
    found: list[_Page] = []
    before: Unruled | None = None
    for number, page in enumerate(opened.pages, 1):
        tell("pages", number - 1, len(opened.pages))
        read, before = _page(page, number, name, before)
        found.append(read)
        page.close()
    _drop_running(found)
    return found


def _page(page, number: int, name: str, before: Unruled | None) -> tuple[_Page, Unruled | None]:
    place = Source(name, page=number)
    words = words_of(page)
    read = _Page(number, page.height, is_picture=len(words) <= _FEW and bool(page.images))
    if not words:
        return read, before
    read.is_drawing = len(page.rects) + len(page.lines) + len(page.curves) > MOST_SHAPES
    fills = [] if read.is_drawing else fills_of(page)
    ruled = [] if read.is_drawing else ruled_tables(page, words, fills, place)
    for table in ruled:
        made = table_of(table.placed, place)
        if made is not None:
            read.blocks.append((table.box[1], made))
    lines = lines_of(word for word in words if not any(_in(word, table.box) for table in ruled))
    unruled, found = None, []
    if not ruled and not read.is_drawing:
        rules = rules_across(page.horizontal_edges, page.width)
        body, edge = _without_edges(lines, page.height)
        found = unruled_tables(body, fills, rules, place, before)
        read.blocks += [(one.top, table_of(one.placed, place)) for one in found]
        within = {id(line) for one in found for line in one.lines}
        lines = edge + [line for line in lines if id(line) not in within and line not in edge]
        unruled = found[-1] if found else None
    if not read.is_drawing:
        boxes = [table.box for table in ruled] + [one.box for one in found]
        legend = legend_of(lines, [fill for fill in fills if not any(_covers(box, fill.box) for box in boxes)])
        if legend is not None:
            read.blocks.append((legend.top, table_of(legend.placed(place), place)))
            lines = [line for line in lines if line not in legend.lines]
    read.lines = sorted(lines, key=lambda line: line.top)
    return read, unruled


def _covers(outer: Box, inner: Box) -> bool:
    across, down = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= across <= outer[2] and outer[1] <= down <= outer[3]


def _in(word: Word, box: Box) -> bool:
    across, down = word.middle
    return box[0] - 1 <= across <= box[2] + 1 and box[1] - 1 <= down <= box[3] + 1


_FOOT = re.compile(
    r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*\Z|.*\bpage\s+\d{1,4}\b.*|"
    r"(?:https?|file)://.*|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d.*",  # as a browser prints over and under a page
    re.IGNORECASE,
)


def _without_edges(lines: list[PrintedLine], height: float) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """The lines of the page itself, and those in its upper and lower margin that only number it."""
    edge = [
        line for line in lines if (line.top > 0.92 * height or line.bottom < 0.07 * height) and _FOOT.match(line.text)
    ]
    return [line for line in lines if line not in edge], edge


# ---- the pages together -----------------------------------------------------------------------------


def _drop_running(pages: Sequence[_Page]) -> None:
    """Take out what stands at the same height on page after page, but for one printing of what is no number.

    Of a head the first stays, above the title; of a foot the last, between no two pages of a table.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_printed(line) for line in page.lines})
    least = 3 if len(pages) > 3 else 2
    kept: set[tuple[str, int]] = set()
    margins = [(page, line) for page in pages for line in page.lines if _in_margin(line, page)]
    heads = [(page, line) for page, line in margins if line.top < page.height / 2]
    feet = [(page, line) for page, line in margins if line.top >= page.height / 2]
    for page, line in (*heads, *reversed(feet)):
        key = _printed(line)
        if seen[key] < least or len(pages) < 2:
            continue
        if key in kept or _FOOT.match(line.text):
            page.lines.remove(line)
        kept.add(key)


def _in_margin(line: PrintedLine, page: _Page) -> bool:
    """Whether a line stands above or below everything else but other lines of the margin."""
    return line.bottom < 0.14 * page.height or line.top > 0.88 * page.height


def _printed(line: PrintedLine) -> tuple[str, int]:
    """A line as it is compared from page to page: its numbers may differ."""
    return re.sub(r"\d+", "#", line.text.strip()), round(line.top / 4)


def _blocks(pages: Sequence[_Page], name: str) -> Iterator[Paragraph | Table]:
    sizes = Counter(round(line.size) for page in pages for line in page.lines for _ in line.words)
    body = sizes.most_common(1)[0][0] if sizes else 10
    for page in pages:
        place = Source(name, page=page.number)
        found: list[tuple[float, Paragraph | Table]] = list(page.blocks)
        found += _paragraphs(page.lines, place, body, [top for top, _ in page.blocks])
        yield from (block for _, block in sorted(found, key=lambda one: one[0]))


def _paragraphs(
    lines: Sequence[PrintedLine], place: Source, body: int, tables: Sequence[float]
) -> Iterator[tuple[float, Paragraph]]:
    """The lines between tables as paragraphs; larger letters make a heading."""
    room = max((line.width for line in lines), default=0)
    group: list[PrintedLine] = []
    for line in [*lines, None]:
        if group and (line is None or _apart(group[-1], line, tables)):
            for text in tidy(text_of(group, room)).split("\n"):
                if text:
                    level = 1 if group[0].size >= 1.2 * body and len(text.split()) <= 20 else None
                    yield group[0].top, Paragraph(text, place, level)
            group = []
        if line is not None:
            group.append(line)


def _apart(before: PrintedLine, line: PrintedLine, tables: Sequence[float]) -> bool:
    if any(before.top < top < line.top for top in tables):
        return True
    return line.top - before.bottom > 0.7 * before.size or abs(line.size - before.size) > 0.8


def _of_drawings(drawings: Sequence[int], name: str) -> Iterator[Issue]:
    for number in drawings[:20]:
        message = f"Page {number} is a drawing of very many lines; its words were read and no table was looked for"
        yield Issue("page_is_drawing", message, replace(Source(name), page=number))


def _of_pictures(pictures: Sequence[int], name: str) -> Iterator[Issue]:
    if pictures:
        shown = ", ".join(str(number) for number in pictures[:12])
        more = f" and {len(pictures) - 12} more" if len(pictures) > 12 else ""
        message = f"Pages without text, pictures most likely, were not read: {shown}{more}"
        yield Issue("pages_without_text", message, replace(Source(name), page=pictures[0]))
