"""The rules across a page in; which of them are those of a table without other rules, and where it ends, out.

Serves web pages printed from a browser, whose rows have a thin line below each and nothing between the columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from imports.readers.pdf_words import PrintedLine

_NEAR = 24  # points: a rule so far above the first row, or below the last, is the table's own
_PART = 0.3  # of a page's width
_SAME = 3  # points: the upper and the lower edge of one rule


def rules_across(edges: Sequence[dict], width: float) -> list[float]:
    """The heights at which rules run over a good part of a page so wide; the edges of a badge behind a word do not."""
    reach: dict[float, float] = {}
    for edge in edges:
        height = round(edge["top"], 1)
        reach[height] = reach.get(height, 0) + edge["x1"] - edge["x0"]
    return sorted(height for height, drawn in reach.items() if drawn > _PART * width)


def rules_about(body: Sequence[PrintedLine], rules: Sequence[float]) -> list[float]:
    """The heights of the rules that stand between the rows of a table, just above the first and just below the last."""
    found: list[float] = []
    for rule in rules:
        near = body and body[0].top - _NEAR < rule < body[-1].bottom + _NEAR
        if near and not (found and rule - found[-1] < _SAME):
            found.append(rule)
    return found


def within_rules(body: list[PrintedLine], rules: Sequence[float], second: float) -> list[PrintedLine]:
    """The lines without those below the last rule where none reaches the second column: the list at a page's foot."""
    own = rules_about(body, rules)
    if len(own) < 3:
        return body
    below = [line for line in body if line.middle_height > own[-1]]
    if any(line.right > second for line in below):
        return body
    return [line for line in body if line not in below] or body
