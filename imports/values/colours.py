"""A colour as a file has it in; the plain name that people give it in a rating, out."""

from __future__ import annotations

import colorsys
import re

_HEX = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{6})\Z", re.IGNORECASE)
# Where one colour ends and the next begins, in degrees of hue; amber reaches to Excel's "neutral" yellow-orange.
_HUES = ((15, "red"), (50, "amber"), (70, "yellow"), (170, "green"), (255, "blue"), (345, "purple"), (361, "red"))
_GREY = 0.15  # below this saturation a fill is a shade of grey, or the faint band of every other row


def hex_of(red: float, green: float, blue: float) -> str:
    """Three parts, 0 to 255, as `#rrggbb`."""
    return "#" + "".join(f"{min(255, max(0, round(part))):02x}" for part in (red, green, blue))


def parts_of(colour: str) -> tuple[int, int, int] | None:
    """The parts of `#rrggbb`, `rrggbb` or `aarrggbb`, 0 to 255; None for anything else."""
    found = _HEX.match(colour or "")
    return tuple(int(found[1][at : at + 2], 16) for at in (0, 2, 4)) if found else None


def tinted(colour: str, tint: float) -> str:
    """The colour made lighter (tint 0 to 1) or darker (−1 to 0), as Office does: in its lightness.

    >>> tinted("#4f81bd", 0.6), tinted("#000000", -0.5)
    ('#b9cde5', '#000000')
    """
    parts = parts_of(colour)
    if parts is None or not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in parts))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return hex_of(*(part * 255 for part in colorsys.hls_to_rgb(hue, min(1, max(0, light)), saturation)))


def colour_name(colour: str | None) -> str | None:
    """The plain name of a fill; None for white, for no colour, and for what is no colour.

    >>> [colour_name(fill) for fill in ("#FF0000", "#FFC000", "#92D050", "#00B0F0", "#D9D9D9", "#FFFFFF", "auto")]
    ['red', 'amber', 'green', 'blue', 'grey', None, None]
    """
    parts = parts_of(colour or "")
    if parts is None:
        return None
    hue, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in parts))
    if saturation < _GREY:
        return None if value > 0.96 else "black" if value < 0.2 else "grey"
    if value < 0.12:
        return "black"
    return next(name for end, name in _HUES if hue * 360 < end)


def distance(one: str, other: str) -> float:
    """How far two fills lie apart, 0 to 441; furthest where one of them is no colour."""
    first, second = parts_of(one), parts_of(other)
    if first is None or second is None:
        return 442.0
    return sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
