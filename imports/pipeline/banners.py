"""A row that spans its table in; the section it opens, or the remark on one that it makes, out."""

from __future__ import annotations

import re
from dataclasses import replace

from imports.pipeline.lines import Line, Shape
from imports.pipeline.titles import LEAD, is_section_heading, split_banner
from imports.shapes import Source
from imports.values.bullets import starts_bullet
from imports.values.references import form_of, split_reference

_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z’'/&() -]{2,48}?)\s*:\s+(?P<text>\S.*)", re.DOTALL)
_SECTION_WORDS = re.compile(
    r"(?:theme|priority|area|objective|part|section|strand|workstream|recommendation)\b", re.IGNORECASE
)
_NOTE_WORDS = re.compile(
    r"\b(?:indicators?|summary|success|outcomes?|aims?|measures?|progress|position|evidence|context|comment|sponsor|lead|note)\b",
    re.IGNORECASE,
)


def is_banner(line: Line, shape: Shape) -> bool:
    """Whether a row stands for itself over the whole table: a section, or a remark on one."""
    if _names_its_lead(line):
        return True
    texts = set(line.cells.values())
    leading = min(line.cells)
    if len(texts) == 1 and len(line.cells) > 2:
        return True  # the same words in every cell: a merged row
    if set(line.cells) == {shape.ref, shape.title} and shape.ref is not None:
        return (
            bool(shape.numbers)
            and form_of(line.ref or "") not in shape.numbers
            and bool(re.fullmatch(r"\d+", line.ref or ""))
        )
    if len(line.cells) != 1 or leading not in (0, shape.ref, shape.title):
        return False
    text = line.cells[leading]
    if leading == shape.ref and leading != shape.title:
        words = split_reference(text)[1] if line.ref else text  # words in the column of references
        return bool(re.match(r"[A-Z][a-z]+ ?\w", words)) if line.ref else not text[:1].islower()
    if leading != 0 and not _SECTION_WORDS.match(text):
        return False
    ref, _ = split_reference(text)
    if ref and form_of(ref) in shape.numbers:
        return False
    return not text[:1].islower() and not starts_bullet(text)


def _names_its_lead(line: Line) -> bool:
    """`Workstream 1: Safety | Lead: Director of Housing`: a section and who leads it, in two cells."""
    first, *rest = line.cells.values()
    return len(rest) == 1 and is_section_heading(first) and bool(LEAD.fullmatch(rest[0]))


def place_banner(line: Line, lines: list[Line]) -> None:
    if _names_its_lead(line):
        first, led = line.cells.values()
        lines.append(replace(section_line(*split_banner(first), line), label=LEAD.fullmatch(led)["name"]))
        return
    ref_cell = len(line.cells) == 2 and line.ref
    text = next(reversed(line.cells.values()))
    if ref_cell:
        lines.append(section_line(line.ref, text, line))
        return
    first, *others = text.split("\n")
    for paragraph in (first, *others):
        if paragraph.endswith(":") and _NOTE_WORDS.search(paragraph) and len(paragraph.split()) < 8:
            lines.append(_note_line(paragraph[:-1], "", line))
            continue
        label = _LABEL.fullmatch(paragraph)
        ref, words = split_banner(paragraph)
        if label and not ref and _is_note(label, paragraph):
            lines.append(_note_line(label["label"], label["text"], line))
        elif ref is None and lines and (lines[-1].kind == "note" and _is_sentence(paragraph) or paragraph is not first):
            _lengthen(lines[-1] if lines[-1].kind == "note" else _begin_note(lines, line), paragraph, line)
        else:
            taken = any(one.kind == "section" and one.ref == ref and one.cells[0] != words for one in lines)
            lines.append(section_line(None, paragraph, line) if ref and taken else section_line(ref, words, line))


def _is_note(label: re.Match, paragraph: str) -> bool:
    """`Summary: …` is a remark on the section; `Trust-wide: well led` is a section."""
    return not _SECTION_WORDS.match(paragraph) and (
        _is_sentence(label["text"]) or bool(_NOTE_WORDS.search(label["label"]))
    )


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 12 or text.rstrip().endswith((".", ";")) or starts_bullet(text)


def section_line(ref: str | None, words: str, line: Line) -> Line:
    return Line({0: words}, line.source, line.opens_page, kind="section", ref=ref)


def _note_line(label: str, words: str, line: Line) -> Line:
    return Line({0: words}, line.source, line.opens_page, kind="note", label=label)


def _begin_note(lines: list[Line], line: Line) -> Line:
    lines.append(_note_line("", "", line))
    return lines[-1]


def _lengthen(note: Line, paragraph: str, line: Line) -> None:
    note.cells[0] = f"{note.cells[0]}\n{paragraph}".strip()
    note.source = note.source.through(line.source)


def heading_line(section, source: Source) -> Line:
    return Line({0: section.title}, source, False, kind="section", ref=section.ref, label=section.lead or "")
