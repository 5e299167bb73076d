"""A layout in; the text of a file that could join imports/layouts/, out."""

from __future__ import annotations

import re

from imports.layout import Layout
from imports.layout_json import Headings, Rating

_LINE = 120  # letters of a line
_PIECE = 80  # letters of one piece of a long text


def file_of(layout: Layout) -> str:
    """Return the layout as Python, as `ruff format` would have it; its name is the file's."""
    lines = [f'"""{_sentence(layout)}"""', "", "from imports.layout import Layout"]
    if layout.ratings:
        lines.append("from imports.layout_json import Rating")
    lines += ["", "LAYOUT = Layout("]
    if layout.organisation:
        lines += _entry("organisation=", layout.organisation, 1)
    lines += _columns("columns", layout.columns)
    if layout.optional:
        lines += _columns("optional", layout.optional)
    for name in ("marks", "tables"):
        lines += _entry(f"{name}=", getattr(layout, name), 1) if getattr(layout, name) else []
    if layout.header_rows is not None:
        lines += _entry("header_rows=", layout.header_rows, 1)
    if layout.ratings:
        lines.append("    ratings={")
        for words, rating in layout.ratings.items():
            lines += _rating(words, rating)
        lines.append("    },")
    lines += _entry("by_hand=", layout.by_hand, 1)
    return "\n".join([*lines, ")", ""])


def _sentence(layout: Layout) -> str:
    whose = re.sub(r"[^\w ,.’'&()-]", "", layout.organisation or "").strip()[:60] or "An organisation"
    return f"{whose}: a plan as a person set out its columns, exported from the tracker."


def _columns(name: str, columns: dict[str, Headings]) -> list[str]:
    lines = [f"    {name}={{"]
    for field, printed in columns.items():
        lines += _entry(f"{_text(field)}: ", printed, 2)
    return [*lines, "    },"]


def _entry(before: str, value: Headings | bool, deep: int) -> list[str]:
    """One line of an argument or of a dictionary; several where it is too long for one."""
    pad = "    " * deep
    whole = f"{pad}{before}{_value(value)},"
    if len(whole) <= _LINE or isinstance(value, (int, bool)):
        return [whole]
    if isinstance(value, tuple):
        inner = [line for one in value for line in _entry("", one, deep + 1)]
    else:
        inner = [f"{pad}    {piece}" for piece in _pieces(value)]
    return [f"{pad}{before}(", *inner, f"{pad}),"]


def _rating(words: str, rating: Rating) -> list[str]:
    said = ", ".join(
        f"{name}={_text(value)}" for name, value in (("status", rating.status), ("colour", rating.colour)) if value
    )
    return [f"        {_text(words)}: Rating({said}),"]


def _value(value: Headings | bool) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_value, value))}{',' if len(value) == 1 else ''})"
    return _text(value) if isinstance(value, str) else repr(value)


def _pieces(text: str) -> list[str]:
    """A long text in pieces that stand below each other."""
    return [_text(text[at : at + _PIECE]) for at in range(0, len(text), _PIECE)]


def _text(words: str) -> str:
    """A text as Python, in the quotes that need the fewest marks before them; what does not print is spelled out."""
    quote = "'" if '"' in words and words.count('"') > words.count("'") else '"'
    shown = "".join(_letter(letter, quote) for letter in words)
    return f"{quote}{shown}{quote}"


def _letter(letter: str, quote: str) -> str:
    if letter in ("\\", quote):
        return f"\\{letter}"
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
