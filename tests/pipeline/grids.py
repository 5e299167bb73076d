"""Literal grids of a plan in; what the pipeline reads in them out."""

from __future__ import annotations

from pathlib import Path

from imports.pipeline import read_document
from imports.shapes import Reading, StagedItem, StagedPlan

HEADINGS = ("Ref", "Action", "Lead", "Timescale", "Progress", "RAG")


def paper(*blocks: str | tuple[tuple[str, ...], ...]) -> str:
    """A paper as text: a string is a line between tables, a tuple of rows a table."""
    parts = [block if isinstance(block, str) else "\n".join("\t".join(row) for row in block) for block in blocks]
    return "\n\n".join(parts) + "\n"


def read_text(folder: Path, text: str, layouts=None) -> Reading:
    """What is read in a paper of these words."""
    path = folder / "paper.txt"
    path.write_text(text, encoding="utf-8")
    return read_document(path, layouts)


def plan_in(folder: Path, *blocks) -> StagedPlan:
    """The one plan in a paper of these blocks."""
    reading = read_text(folder, paper(*blocks))
    assert len(reading.plans) == 1, reading.ignored
    return reading.plans[0]


def table(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> tuple[tuple[str, ...], ...]:
    """Rows under their headings."""
    return (headings, *rows)


def row(ref="1.1", action="Write the guidance", lead="Team Manager", when="31/03/2023", note="Drafted.", rag="Amber"):
    """One row under HEADINGS."""
    return (ref, action, lead, when, note, rag)


def codes(item: StagedItem) -> set[str]:
    """The codes of the doubts on an item."""
    return {issue.code for issue in item.problems}
