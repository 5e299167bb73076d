"""How wide text is in Arial and over how many lines it wraps, so that rows are as high as a person would make them."""

from functools import lru_cache

# Advance widths of Arial in thousandths of the type size. Source: Adobe's metrics of Helvetica, which Arial shares.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 222), **dict.fromkeys("ft.,:;!/I[]\\ ·", 278), **dict.fromkeys("r()-–`“”\"", 340),
    **dict.fromkeys("ckJsvxyz", 500), **dict.fromkeys("abdeghnopqu0123456789?_$£#*•", 556),
    **dict.fromkeys("+=<>~", 584), **dict.fromkeys("FTZ", 611), **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("wCDHNRU", 722), **dict.fromkeys("GOQ", 778), **dict.fromkeys("mM", 833),
    **dict.fromkeys("W%@—…", 1000),
}  # fmt: skip
# Anything else (accents, other scripts) is taken as wide as a capital.
_OTHER = 667
_BOLD = 1.07
POINTS_PER_MM = 72 / 25.4


@lru_cache(maxsize=20_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of `text` on one line, in points, at `size` points."""
    units = sum(_WIDTHS.get(letter, _OTHER) for letter in text)
    return units * size / 1000 * (_BOLD if bold else 1)


def lines(text: str, available: float, size: float, bold: bool = False) -> int:
    """Return over how many lines `text` wraps in a column `available` points wide."""
    return sum(_wrapped(paragraph, available, size, bold) for paragraph in text.split("\n"))


def broken(text: str, available: float, size: float, bold: bool = False) -> list[str]:
    """Return `text` as lines none of which is wider than `available` points, unless a single word is."""
    made = [""]
    for word in text.split():
        longer = f"{made[-1]} {word}".strip()
        if made[-1] and width(longer, size, bold) > available:
            made.append(word)
        else:
            made[-1] = longer
    return made


def _wrapped(paragraph: str, available: float, size: float, bold: bool) -> int:
    # Most cells hold a few words: one measurement settles them.
    if len(paragraph) * size * 0.5 < available and width(paragraph, size, bold) <= available:
        return 1
    count, used, space = 1, 0.0, width(" ", size, bold)
    for word in paragraph.split(" "):
        wide = width(word, size, bold)
        if used and used + space + wide > available:
            count, used = count + 1, 0.0
        if wide > available:  # a word too long for the column is broken where the line ends
            count, wide = count + int(wide // available), wide % available
        used += wide + (space if used else 0)
    return count
