"""The text of one cell with HTML in it in; plain lines out, each bullet a line of its own."""

from __future__ import annotations

import html
import re

MARKS = "•▪■●◦‣➢➤\uf0b7\uf0a7"
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_OPEN_TAG = re.compile(r"</?[a-zA-Z][^<>]*\Z")
_MARKED = re.compile(rf"[<&{MARKS}]")
_BREAKS = re.compile(r"</?(?:p|div|br|tr|h[1-6])\b[^<>]*>", re.IGNORECASE)
_LIST = re.compile(r"<(ul|ol)\b[^<>]*>(.*?)(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:(?<=\s)|\A)(?=\d{1,2}[.)]\s+\S)")
_LINE_ENDS = re.compile(r"(?:\.|;|:|\)|,|\A)\s*\Z")


def plain_lines(cell: str) -> str:
    """The cell's words without tags; paragraphs and bullets as lines, bullets led by `• `.

    >>> plain_lines("<p>Panel set up:</p> <ul> • weekly - CIN • monthly </ul>")
    'Panel set up:\\n• weekly - CIN\\n• monthly'
    >>> plain_lines("treated < 18 weeks &amp; <i>more</i>")
    'treated < 18 weeks & more'
    """
    if not _MARKED.search(cell):
        return " ".join(cell.split()) if "\n" not in cell else _lines(cell)
    text = _LIST.sub(_listed, cell)
    text = _ITEM.sub("\n• ", text)
    text = _BREAKS.sub("\n", text)
    text = html.unescape(_OPEN_TAG.sub("", _TAG.sub("", text)))
    text = re.sub(rf"[ \t]*[{MARKS}]\s*", "\n• ", text)
    return _lines(text)


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line and line != "•")


def is_cut(cell: str) -> bool:
    """Whether the cell stops inside a tag, as it does where a file was cut off."""
    return bool(_OPEN_TAG.search(cell)) and not re.search(r"<\s", cell[-3:])


def starts_bullet(text: str) -> bool:
    """Whether the text opens with a bullet."""
    return text[:1] in MARKS or bool(re.match(r"[-–—]\s", text))


def _listed(found: re.Match) -> str:
    """The inside of a list, one item a line; papers print the mark inside the text of the list."""
    inside = found[2].strip()
    mark = inside[:1]
    if found[1].lower() == "ol":
        inside = _NUMBERED.sub("\n", inside)
    elif mark in "-–—" and mark:
        inside = _split_dashes(inside, mark)
    elif mark.isalpha():
        inside = f"• {inside}"  # a list whose marks were lost: where its items part is not known
    return f"\n{inside}\n"


def _split_dashes(inside: str, mark: str) -> str:
    """Dashes that open a list item become bullets; a dash within a sentence stays."""
    lines = [""]
    for part in re.split(rf"(?:(?<=\s)|\A){mark}\s+", inside):
        opens = _LINE_ENDS.search(lines[-1]) or part[:1].isupper() or part[:1] == "<"
        if opens:
            lines.append(part)
        else:
            lines[-1] += f"{mark} {part}"
    return "\n".join(f"• {line}" for line in lines if line.strip())
