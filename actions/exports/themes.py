"""A Report in, its lines by theme out, with what the plan says of each theme."""

from collections.abc import Iterable
from dataclasses import dataclass

from actions.report import Line, Report, SectionReport

# A row of a list by theme: the theme itself, a note of it in words, or an action or step.
Part = SectionReport | str | Line


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's lines in the plan's order and its notes in words; `section` is None where the plan has no themes."""

    section: SectionReport | None
    notes: tuple[str, ...]
    lines: tuple[Line, ...]


def by_theme(report: Report) -> list[Theme]:
    """Return the themes in the plan's order, each with its lines; last what belongs to none."""
    lines: dict[int | None, list[Line]] = {section.id: [] for section in report.sections}
    for line in report.lines:
        # An action without any leaf that counts is in no theme's count, yet stands in the plan.
        lines.setdefault(line.section, []).append(line)
    sections = {section.id: section for section in report.sections if any(each.id for each in report.sections)}
    return [
        Theme(sections.get(each), _notes(sections.get(each)), tuple(found))
        for each, found in lines.items()
        if found or each in sections
    ]


def _notes(section: SectionReport | None) -> tuple[str, ...]:
    return tuple(f"{label}: {text}" if label else text for label, text in section.notes) if section else ()


def open_first(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with open actions before the others; steps stay with their action, in its order."""
    lines = list(lines)
    still_open = {line.action_id for line in lines if line.is_open}
    return sorted(lines, key=lambda line: line.action_id not in still_open)
