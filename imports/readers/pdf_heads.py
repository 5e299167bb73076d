"""The cells of a ruled table in; the same with headings that no rule parts cut at the columns of the rows below, out.

Serves sheets whose headings are only a coloured band, over rows with borders: the band is one box on the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from imports.readers.pdf_words import Word

Box = tuple[float, float, float, float]  # left, top, right, bottom
_LEAST = 4  # columns below a band; the words of a title over fewer may stand by chance as headings would


def parted_heads(cells: Sequence[Box], columns: Sequence[float], words: Sequence[Word]) -> list[Box]:
    """The cells, each box over all the columns cut at them where its words keep to the columns and most have some."""
    parted: list[Box] = []
    for cell in cells:
        lefts = [left for left in columns if cell[0] - 1 <= left < cell[2] - 3]
        inside = [word for word in words if _holds(cell, word)]
        parted += _cut(cell, lefts) if len(lefts) == len(columns) and _keeps_to(lefts, inside) else [cell]
    return parted


def _keeps_to(lefts: Sequence[float], words: Sequence[Word]) -> bool:
    """Whether no word stands across an edge, and words stand in three of four columns at least."""
    if len(lefts) < _LEAST or any(word.left < edge - 1 and word.right > edge + 1 for word in words for edge in lefts):
        return False
    filled = {max(at for at, left in enumerate(lefts) if at == 0 or left <= word.left + 1) for word in words}
    return len(filled) * 4 >= 3 * len(lefts)


def _cut(cell: Box, lefts: Sequence[float]) -> list[Box]:
    return [(left, cell[1], right, cell[3]) for left, right in zip(lefts, (*lefts[1:], cell[2]), strict=True)]


def _holds(cell: Box, word: Word) -> bool:
    across, down = word.middle
    return cell[0] <= across <= cell[2] and cell[1] <= down <= cell[3]
