"""A workbook's zip in; its sheets, its shared words, the look of each style and its theme, out.

Read here and not by openpyxl, which reads every sheet's cells twice as slowly and loses the words struck through
within a cell.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from imports.readers.excel_styles import Look, Styles, conditional_look, read_styles
from imports.readers.ooxml import parser, theme_colours

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the part of the zip that holds its cells, and whether people see it."""

    title: str
    part: str
    visible: bool


@dataclass(slots=True)
class Book:
    """What all sheets of a workbook share; `struck` has, by number of a shared text, its words struck through."""

    sheets: tuple[Sheet, ...]
    words: list[str]
    struck: dict[int, str]
    styles: Styles
    from_1904: bool = False
    plain: Look = field(default_factory=Look)

    def look(self, style: int) -> Look:
        """How cells of a style look; an unknown style is plain."""
        return self.styles.looks[style] if 0 <= style < len(self.styles.looks) else self.plain

    def conditional_look(self, rule) -> Look:
        """What a rule of conditional formatting paints: a numbered format, or one of its own."""
        number, own = rule.get("dxfId"), rule.find("{*}dxf")
        if own is not None:
            return conditional_look(own, self.styles.colours)
        known = self.styles.conditional
        return known[int(number)] if number is not None and int(number) < len(known) else self.plain


def open_book(packed: zipfile.ZipFile) -> Book:
    """The workbook's frame. Raises KeyError, ValueError or lxml's XMLSyntaxError where it is damaged."""
    start = _relations(packed, "")
    main = next(target for kind, target, _ in start.values() if kind == "officeDocument")
    root = etree.fromstring(packed.read(main), parser())
    parts = _relations(packed, main)
    by_kind = {kind: target for kind, target, _ in parts.values()}
    theme = theme_colours(_part(packed, by_kind.get("theme")))
    words, struck = _shared(packed, by_kind.get("sharedStrings"))
    settings = next(root.iter("{*}workbookPr"), None)
    return Book(
        sheets=tuple(_sheets(root, parts)),
        words=words,
        struck=struck,
        styles=read_styles(_part(packed, by_kind.get("styles")), theme),
        from_1904=settings is not None and settings.get("date1904") in ("1", "true"),
    )


def related(packed: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    """The parts of a kind (`comments`) that a part points to within the file."""
    return [target for found, target, inside in _relations(packed, part).values() if found == kind and inside]


def _relations(packed: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str, bool]]:
    """By identifier, what a part points to: its kind, its path, and whether it lies within the file."""
    folder, file = posixpath.split(part)
    content = _part(packed, posixpath.join(folder, "_rels", f"{file}.rels"))
    found = {}
    for one in etree.fromstring(content, parser()) if content else ():
        target = one.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        kind = (one.get("Type") or "").rsplit("/", 1)[-1]
        found[one.get("Id") or ""] = (kind, path, one.get("TargetMode") != "External")
    return found


def _part(packed: zipfile.ZipFile, path: str | None) -> bytes | None:
    try:
        return packed.read(path) if path else None
    except KeyError:
        return None


def _sheets(root, parts: dict[str, tuple[str, str, bool]]):
    for one in root.iter("{*}sheet"):
        kind, part, _ = parts.get(one.get(_RELATION) or one.get(_STRICT) or "", ("", "", False))
        if kind == "worksheet":  # and no chart
            yield Sheet(one.get("name") or "", part, one.get("state", "visible") == "visible")


def _shared(packed: zipfile.ZipFile, path: str | None) -> tuple[list[str], dict[int, str]]:
    """The texts that cells point to by number, and of each the words that are struck through."""
    words: list[str] = []
    struck: dict[int, str] = {}
    if path is None or path not in packed.namelist():
        return words, struck
    with packed.open(path) as stream:
        for _, item in etree.iterparse(stream, tag="{*}si", resolve_entities=False, no_network=True, load_dtd=False):
            text, gone = text_of(item)
            if gone:
                struck[len(words)] = gone
            words.append(text)
            item.clear()
            while item.getprevious() is not None:
                del item.getparent()[0]
    return words, struck


def text_of(item) -> tuple[str, str]:
    """The words of a shared text or of one within its cell, and those of them that are struck through."""
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return item[0].text or "", ""
    parts, gone = [], []
    for one in item:
        name = etree.QName(one).localname
        if name == "t":
            parts.append(one.text or "")
        elif name == "r":
            text = "".join(t.text or "" for t in one.iterchildren("{*}t"))
            line = next(one.iter("{*}strike"), None)
            if line is not None and line.get("val") not in ("0", "false") and text.strip():
                gone.append(text)
            parts.append(text)
    return "".join(parts), " ".join(gone)
