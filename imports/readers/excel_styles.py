"""A workbook's style sheet in; how the cells of each style look, and the fills of its conditional formats, out."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from imports.readers.ooxml import THEME_ORDER, parser
from imports.values.colours import parts_of, tinted


@dataclass(frozen=True, slots=True)
class Look:
    """A fill and the colour of the letters as `#rrggbb`, the number format, and what the letters are drawn as."""

    fill: str | None = None
    letters: str | None = None
    form: str = "General"
    is_date: bool = False
    struck: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks by number of a cell's style, and those of conditional formats by number of theirs."""

    looks: tuple[Look, ...] = ()
    conditional: tuple[Look, ...] = ()
    colours: Colours | None = None


def read_styles(content: bytes | None, theme: dict[str, str]) -> Styles:
    """The styles of a workbook; none where it has no style sheet."""
    if not content:
        return Styles(colours=Colours(theme, []))
    root = etree.fromstring(content, parser())
    palette = [f"#{one.get('rgb', '')[-6:].lower()}" for one in root.iter("{*}rgbColor")]
    colours = Colours(theme, palette)
    forms = {int(one.get("numFmtId") or 0): one.get("formatCode") or "General" for one in root.iter("{*}numFmt")}
    fonts = [_font(one, colours) for one in root.iterfind("{*}fonts/{*}font")]
    fills = [fill_of(one, colours) for one in root.iterfind("{*}fills/{*}fill")]
    looks = []
    for one in root.iterfind("{*}cellXfs/{*}xf"):
        number = int(one.get("numFmtId") or 0)
        form = forms.get(number) or BUILTIN_FORMATS.get(number) or "General"
        letters, struck, name = _at(fonts, one.get("fontId"), (None, False, ""))
        looks.append(Look(_at(fills, one.get("fillId"), None), letters, form, is_date_format(form), struck, name))
    conditional = tuple(conditional_look(one, colours) for one in root.iterfind("{*}dxfs/{*}dxf"))
    return Styles(tuple(looks), conditional, colours)


def conditional_look(one, colours: Colours) -> Look:
    """What a conditional format (`dxf`) paints: its fill, and the colour of its letters."""
    fill, font = one.find("{*}fill"), one.find("{*}font")
    letters = colours.named(font.find("{*}color")) if font is not None else None
    return Look(fill_of(fill, colours, conditional=True) if fill is not None else None, letters)


def fill_of(one, colours: Colours, conditional: bool = False) -> str | None:
    """The colour of a fill: a solid one's, or the first of a gradient. In conditional formats it is the back's."""
    pattern = one.find("{*}patternFill")
    if pattern is not None:
        kind = pattern.get("patternType")
        if conditional and kind in (None, "solid"):
            back = pattern.find("{*}bgColor")
            return colours.named(back if back is not None else pattern.find("{*}fgColor"))
        return colours.named(pattern.find("{*}fgColor")) if kind == "solid" else None
    return colours.named(next(one.iterfind("{*}gradientFill/{*}stop/{*}color"), None))


def _font(one, colours: Colours) -> tuple[str | None, bool, str]:
    line, name = one.find("{*}strike"), one.find("{*}name")
    struck = line is not None and line.get("val") not in ("0", "false")
    return colours.named(one.find("{*}color")), struck, (name.get("val") or "") if name is not None else ""


def _at(values: list, number: str | None, default):
    at = int(number or 0)
    return values[at] if at < len(values) else default


class Colours:
    """Colours given as rgb, by their place in the theme with a tint, or by their place in the palette."""

    def __init__(self, theme: dict[str, str], palette: list[str]):
        self.theme = theme
        self.palette = palette or [f"#{one[-6:].lower()}" for one in COLOR_INDEX]

    def named(self, one) -> str | None:
        """The colour of an element as `#rrggbb`; None for one left to the program."""
        if one is None:
            return None
        tint = float(one.get("tint") or 0)
        if one.get("theme") is not None and int(one.get("theme")) < len(THEME_ORDER):
            return tinted(self.theme[THEME_ORDER[int(one.get("theme"))]], tint)
        if one.get("indexed") is not None:
            at = int(one.get("indexed"))
            return tinted(self.palette[at], tint) if at < len(self.palette) else None
        rgb = one.get("rgb") or ""
        return tinted(f"#{rgb[-6:].lower()}", tint) if parts_of(rgb) else None
