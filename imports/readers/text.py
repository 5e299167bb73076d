"""A committee paper as text in (one table row a line, cells split by tabs); a Document out."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from imports.readers import Unreadable
from imports.shapes import Cell, Document, Issue, Paragraph, Source, Table
from imports.values.bullets import is_cut, plain_lines

LARGEST = 40_000_000  # bytes; the longest pack seen is under 1 MB as text
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a rich-text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = ("utf-8-sig", "cp1252")
_SAID = 4_000  # bytes that tell whether every other byte is nought
_PAGE = re.compile(r"\W*Page\s+(\d{1,4})\W*", re.IGNORECASE)
_RULE = re.compile(r"[\s|:=_-]*")


def read_text(path: Path, name: str, tell: Callable[[str, int, int], None] = lambda *step: None) -> Document:
    """The paragraphs and tables of a text file of that name, with their lines and, where printed, their pages.

    Raises Unreadable, one sentence, for a file that is empty, binary, too long or of another kind than its name says.
    """
    content = path.read_bytes()
    text = decode(content, name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    pages = _pages(lines)
    blocks = tuple(_blocks(lines, pages, name))
    return Document(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        reader="text",
        blocks=blocks,
        issues=tuple(_cut_short(text, lines, blocks)),
    )


def decode(content: bytes, name: str) -> str:
    """The text of a file's bytes: UTF-8, UTF-16 with or without its mark, or Windows-1252.

    Raises Unreadable where the bytes are no text.
    """
    if len(content) > LARGEST:
        raise Unreadable(f"{name} is larger than {LARGEST // 1_000_000} MB, too long for a plan.")
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise Unreadable(f"{name} is not a text file: it holds {kind}.")
    wide = unmarked_wide(content)
    if wide:
        content = codecs.BOM_UTF8 + content.decode(wide, "replace").encode()
    if b"\0" in content and not content.startswith(_WIDE):
        raise Unreadable(f"{name} is not a text file: it holds binary data.")
    text = _decoded(content, name)
    if not text.strip("\ufeff\0 \t\r\n\f"):
        raise Unreadable(f"{name} is empty.")
    odd = sum(1 for character in text if character < " " and character not in "\t\r\n\f\v")
    if odd > max(2, len(text) // 200):
        raise Unreadable(f"{name} is not a text file: it holds binary data.")
    return text


def unmarked_wide(content: bytes) -> str | None:
    """UTF-16 without its mark, as some exports have it: every other byte is nought."""
    even, odd = content[0:_SAID:2].count(0), content[1:_SAID:2].count(0)
    half = len(content[:_SAID]) // 2
    if half < 5 or content.startswith(_WIDE):
        return None
    if odd * 10 > 7 * half and even * 10 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 10 > 7 * half and odd * 10 < half else None


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-16",) if content.startswith(_WIDE) else _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8-sig" and error.start > 0 and error.start >= len(content) - 3:
                return content[: error.start].decode(encoding)  # cut off within its last character
    raise Unreadable(f"{name} could not be read as text: its characters are in no encoding known here.")


def _blocks(lines: list[str], pages: list[int | None], name: str) -> Iterator[Paragraph | Table]:
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(lines, 1):
        source = Source(name, page=pages[number - 1], line=number, last_line=number)
        if "\t" in line:
            row = _row(line, source)
            if row and not _is_rule(row):
                rows.append(row)
            continue
        if rows:
            yield Table(tuple(rows), rows[0][0].source)
            rows = []
        paragraph = _paragraph(line, source)
        if paragraph:
            yield paragraph
    if rows:
        yield Table(tuple(rows), rows[0][0].source)


def _row(line: str, source: Source) -> tuple[Cell, ...]:
    return tuple(
        Cell(plain_lines(cell.strip("\f\0").replace("**", "")), replace(source, column=column))
        for column, cell in enumerate(line.split("\t"), 1)
    )


def _is_rule(row: tuple[Cell, ...]) -> bool:
    """A line of dashes under a heading, as some converters draw it."""
    return any(cell.text for cell in row) and all(_RULE.fullmatch(cell.text) for cell in row)


def _paragraph(line: str, source: Source) -> Paragraph | None:
    text = plain_lines(line.strip("\f \0"))
    heading = re.match(r"(#{1,6})\s+", text)
    if heading:
        return Paragraph(text[heading.end() :], source, len(heading[1]))
    text = re.sub(r"\*\*|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)", "", text).strip()
    return Paragraph(text, source) if text else None


def _pages(lines: list[str]) -> list[int | None]:
    """The page of each line: form feeds are counted; else printed page numbers, which stand at a page's foot.

    Where numbers are missing in between, the page is not known and stays None.
    """
    if any("\f" in line for line in lines):
        page, counted = 1, []
        for line in lines:
            page += line.count("\f")
            counted.append(page)
        return counted
    feet = [(at, int(found[1])) for at, line in enumerate(lines) if (found := _PAGE.fullmatch(line))]
    pages: list[int | None] = [None] * len(lines)
    last_at, last = -1, None
    for at, number in feet:
        begin = last_at + 1 if last is not None and number == last + 1 else _block_begin(lines, at)
        pages[begin : at + 1] = [number] * (at + 1 - begin)
        last_at, last = at, number
    return pages


def _block_begin(lines: list[str], foot: int) -> int:
    """The first line of the text that runs down to a page's foot without a gap."""
    at = foot - 1
    while at >= 0 and not lines[at].strip():
        at -= 1
    while at >= 0 and lines[at].strip():
        at -= 1
    return at + 1


def _cut_short(text: str, lines: list[str], blocks: Iterable[Paragraph | Table]) -> Iterator[Issue]:
    """The doubt that a file was cut off: it ends within a row, or within a tag."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables or "\t" not in last or text.endswith("\n"):
        return
    rows = tables[-1].rows
    short = len(rows) > 1 and len(rows[-1]) < len(rows[-2])
    if short or is_cut(last.rsplit("\t", 1)[-1]):
        yield Issue("cut_short", "The file ends in the middle of a row; the rest is missing", rows[-1][0].source)
