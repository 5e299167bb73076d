"""What people put right in a row of a paper in; a mark for each field of the register that it changed, out.

The register keeps the mark with the row's place: a value that nobody finds in the paper must say whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from imports.pipeline.compared import day_words
from imports.pipeline.corrections import DISMISS, Correction, value_of
from imports.pipeline.plan_parts import row_of, section_key, sections_of
from imports.pipeline.printed import words_about
from imports.shapes import StagedItem, StagedPlan

ByRow = Mapping[str, Mapping[str, Correction]]
WORDS = ("ref", "title")


def marks_of(printed: StagedPlan, taken: StagedPlan, made: ByRow, row: str) -> dict[str, dict[str, str]]:
    """Return by field of the register the words that a row prints, and who put what they say right, and when.

    `printed` is the paper, `taken` the same put right; `made` the corrections by row. A step stands under its action's
    theme, and is done where its action is.
    """
    above = row.partition(".")[0]
    before, after = row_of(printed, row), row_of(taken, row)
    marks = {}
    for name, one in made.get(row, {}).items():
        if not name.startswith(DISMISS) and value_of(before, name) != value_of(after, name):
            for field in _fields(name, after):
                marks[field] = _mark(one, _printed(printed, before, name, field, row))
    if above != row:
        of_action = marks_of(printed, taken, made, above)
        carried = ("section",) if before.status == after.status else ("section", "stage")
        marks |= {field: of_action[field] for field in carried if field in of_action and field not in marks}
    return marks


def _mark(one: Correction, words: str) -> dict[str, str]:
    return {"printed": words, "by": one.who, "at": one.at}


def _fields(name: str, after: StagedItem) -> tuple[str, ...]:
    """The register's fields that a staged one makes: a row without later dates gives the date now by its only one."""
    if name in ("due", "review"):
        return ("original_due",) if after.revised else ("original_due", "due")
    if name == "rag":  # which says how far it is where the status does not
        return ("rating",) if after.status else ("rating", "stage")
    return {"revised": ("due",), "status": ("stage",), "done_on": ("stage",)}.get(name, (name,))


def _printed(paper: StagedPlan, row: StagedItem, name: str, field: str, place: str) -> str:
    """What the row prints in the field's column; what was read where it has none, or shares its action's cells."""
    shares = "." in place and row.printed == row_of(paper, place.partition(".")[0]).printed
    read = _as_read(paper, row, name)
    if name in WORDS and shares:
        return read
    cell = words_about(paper, row, "", field) or (words_about(paper, row, "", "due") if field == "original_due" else "")
    return cell.strip() or read


def _as_read(paper: StagedPlan, row: StagedItem, name: str) -> str:
    """The words of a value as it was read."""
    if name == "owners":
        return ", ".join(owner.name for owner in row.owners)
    if name == "section":
        return next((section.title for section in sections_of(paper) if section_key(section) == row.section), "")
    if name in ("status", "rag"):
        return row.status_text or row.rag or ""
    if name in WORDS:
        return getattr(row, name) or ""
    if name == "revised":
        return ", then ".join(map(day_words, row.revised))
    return day_words(getattr(row, name))
