"""The style sheets, attributes and class names of a web page in; the colour behind each element out."""

from __future__ import annotations

import re

from imports.values.colours import hex_of, parts_of

_NAMED = {
    **{"red": "#ff0000", "darkred": "#8b0000", "crimson": "#dc143c", "tomato": "#ff6347", "firebrick": "#b22222"},
    **{"amber": "#ffc000", "orange": "#ffa500", "darkorange": "#ff8c00", "gold": "#ffd700", "yellow": "#ffff00"},
    **{"green": "#008000", "lime": "#00ff00", "limegreen": "#32cd32", "lightgreen": "#90ee90"},
    **{"darkgreen": "#006400", "forestgreen": "#228b22", "seagreen": "#2e8b57"},
    **{"blue": "#0000ff", "navy": "#000080", "royalblue": "#4169e1", "dodgerblue": "#1e90ff", "lightblue": "#add8e6"},
    **{"grey": "#808080", "gray": "#808080", "purple": "#800080", "black": "#000000", "white": "#ffffff"},
}
# What the class names of pages call a rating: `rag-amber`, `status--green`, Bootstrap's `bg-success`.
_CLASSES = {
    **{name: _NAMED[name] for name in ("red", "amber", "orange", "yellow", "green", "blue", "grey", "gray", "purple")},
    **{"danger": _NAMED["red"], "warning": _NAMED["amber"], "success": _NAMED["green"]},
}
_RATES = re.compile(r"\A(?:bg|rag|brag|rating|status|table|tag|badge|label|govuk-tag|colou?r|cell|fill|is)\Z")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:td|th|span|div|tr|p)?\.([\w-]+)\Z|#([\w-]+)\Z")
_BACK = re.compile(r"(?:\A|;)\s*background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_FRONT = re.compile(r"(?:\A|;)\s*color\s*:\s*([^;]+)", re.IGNORECASE)
_HIDES = re.compile(r"(?:\A|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})")
_MOST_RULES = 5_000


def colour_of_css(value: str) -> str | None:
    """The colour that a CSS value names; None for a picture, `transparent` and the like.

    >>> colour_of_css("#f00"), colour_of_css("rgb(0, 176, 80)"), colour_of_css("Orange"), colour_of_css("none")
    ('#ff0000', '#00b050', '#ffa500', None)
    """
    value = value.replace("!important", "").strip().lower()
    short = re.match(r"#([0-9a-f])([0-9a-f])([0-9a-f])(?![0-9a-f])", value)
    if short:
        return "#" + "".join(part * 2 for part in short.groups())
    found = re.search(r"#[0-9a-f]{6}", value)
    if found:
        return found[0]
    rgb = _RGB.search(value)
    if rgb:
        return hex_of(*(int(part) for part in rgb.groups()))
    return next((_NAMED[word] for word in re.findall(r"[a-z]+", value) if word in _NAMED), None)


def style_rules(sheet: str) -> dict[str, str]:
    """The declarations of each class and id (`.xl65`, `#late`) of a page's own style sheets, in order."""
    sheet = re.sub(r"/\*.*?\*/|<!--|-->", " ", sheet, flags=re.DOTALL)
    found: dict[str, str] = {}
    for count, rule in enumerate(_RULE.finditer(sheet)):
        if count > _MOST_RULES:
            break
        for selector in rule[1].split(","):
            named = _SELECTOR.search(selector.strip().split()[-1] if selector.strip() else "")
            if named:
                key = f".{named[1]}" if named[1] else f"#{named[2]}"
                found[key] = f"{found.get(key, '')};{rule[2]}"
    return found


def declared(element, rules: dict[str, str]) -> str:
    """Everything that is said of an element's look by its classes, its id and its own style, the last the strongest."""
    classes = (element.get("class") or "").split()
    parts = [rules.get(f".{name}", "") for name in classes]
    parts += [rules.get(f"#{element.get('id')}", ""), element.get("style") or ""]
    return ";".join(part for part in parts if part)


def background(element, rules: dict[str, str]) -> str | None:
    """The colour behind an element: its style, its `bgcolor`, or a class that names a rating's colour."""
    for found in reversed(_BACK.findall(declared(element, rules))):
        colour = colour_of_css(found)
        if colour:
            return colour
    own = element.get("bgcolor") or ""
    return (colour_of_css(own) or (f"#{own}" if parts_of(own) else None)) if own else _by_class(element)


def _by_class(element) -> str | None:
    for name in (element.get("class") or "").lower().split():
        words = re.split(r"[-_]+", name)
        if words[-1] in _CLASSES and (len(words) == 1 or any(_RATES.match(word) for word in words[:-1])):
            return _CLASSES[words[-1]]
    return None


def letters(element, rules: dict[str, str]) -> str | None:
    """The colour of an element's letters, where it is said."""
    found = _FRONT.findall(declared(element, rules))
    said = found[-1] if found else element.get("color") if element.tag == "font" else None
    return colour_of_css(said) if said else None


def is_hidden(element, rules: dict[str, str]) -> bool:
    """Whether an element is not shown on the page."""
    return element.get("hidden") is not None or bool(_HIDES.search(declared(element, rules)))
