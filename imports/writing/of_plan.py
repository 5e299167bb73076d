"""Writes what a paper says of the plan itself: headings, rating scheme, themes."""

from actions.models import RatingLabel, Section
from actions.services import people, plans
from imports.pipeline.changes import Change
from imports.pipeline.plan_parts import section_values, sections_of
from imports.writing.paper import WritingPaper


def write_plan(taking: WritingPaper) -> None:
    """Write headings, scheme and themes, and find the plan's labels and themes for the rows to come."""
    changes = [change for change in taking.diff.writing if change.row == "" or change.row.startswith("s")]
    _find_parties(taking)
    for change in changes:
        if change.kind == "set_headings":
            plans.set_headings(taking.writing, change.after)
        if change.kind == "set_scheme":
            plans.set_scheme(taking.writing, [_label(label) for label in change.after])
    newest = taking.writing.plan.schemes.filter(retracted_at=None).order_by("-version").first()
    taking.labels = {label.label: label for label in newest.labels.all()} if newest else {}
    _write_sections(taking, changes)


def _find_parties(taking: WritingPaper) -> None:
    """Find or make everybody whom the paper names, at once; first those known under another name as well."""
    known = taking.aliases.values()
    taking.name_parties(list(known))
    for printed, whom in taking.aliases.items():
        people.known_as(taking.writing, taking.parties[whom], " ".join(printed.split())[:300])
    leads = [taking.lead_of(section) for section in taking.staged.sections if section.lead]
    owners = [
        (change.after or change.before)["name"]
        for change in taking.diff.writing
        if change.kind in ("take_on", "lay_down")
    ]
    taking.name_parties(leads + owners)


def _label(label: dict) -> RatingLabel:
    return RatingLabel(**label)


def _write_sections(taking: WritingPaper, changes: list[Change]) -> None:
    known = {section.pk: section for section in taking.writing.plan.sections.filter(retracted_at=None)}
    staged = sections_of(taking.staged)
    new = {}
    for change in changes:
        if change.kind == "add_section":
            section = staged[int(change.row[1:])]
            values = section_values(section) | {"lead": taking.lead_of(section)}
            new[change.row] = Section(**_fields(taking, values))
    plans.add_sections(taking.writing, list(new.values()))
    taking.sections = new | {row: known[pk] for row, pk in taking.diff.sections.items() if pk in known}
    for change in changes:
        if change.kind == "reword_section":
            fields = _fields(taking, {change.field: change.after})
            plans.reword_section(taking.writing, taking.sections[change.row], **fields)


def _fields(taking: WritingPaper, values: dict) -> dict:
    fields = dict(values)
    if "lead" in fields:
        fields["lead"] = taking.parties.get(fields["lead"][:300])
    if "ref" in fields:
        fields["ref"] = fields["ref"][:40]
    return fields
