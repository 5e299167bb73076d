"""Parts that Word and Excel share: the theme's colours, XML read without entities; bytes in, plain values out."""

from __future__ import annotations

from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# The order in which Excel numbers a theme's colours; Word names them instead.
THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_WORD_NAMES = {
    **{"background1": "lt1", "bg1": "lt1", "text1": "dk1", "tx1": "dk1"},
    **{"background2": "lt2", "bg2": "lt2", "text2": "dk2", "tx2": "dk2"},
    **{"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2"},
    **{"hyperlink": "hlink", "followedHyperlink": "folHlink"},
}
_OFFICE = {
    **{"dk1": "#000000", "lt1": "#ffffff", "dk2": "#1f497d", "lt2": "#eeece1", "accent1": "#4f81bd"},
    **{"accent2": "#c0504d", "accent3": "#9bbb59", "accent4": "#8064a2", "accent5": "#4bacc6", "accent6": "#f79646"},
}


def parser() -> etree.XMLParser:
    """A parser that resolves no entity, loads nothing and stops at XML bombs."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def theme_colours(theme: bytes | None) -> dict[str, str]:
    """The colours of a theme by name (`accent1`), as `#rrggbb`; Office's own where the file has no theme."""
    found = dict(_OFFICE)
    if not theme:
        return found
    try:
        scheme = etree.fromstring(theme, parser()).find(f".//{_A}clrScheme")
    except etree.XMLSyntaxError:
        return found
    for one in scheme if scheme is not None else ():
        for value in one:
            rgb = value.get("lastClr") or value.get("val")
            if rgb and len(rgb) == 6:
                found[etree.QName(one).localname] = f"#{rgb.lower()}"
    return found


def theme_name(name: str) -> str:
    """The theme's own name of a colour that Word calls otherwise."""
    return _WORD_NAMES.get(name, name)
