"""Builds staged plans and the register after one was taken in: keywords with defaults in, plain values out."""

from dataclasses import replace
from datetime import date

from actions.vocabulary import STAGE_OF_STATUS
from imports.pipeline import scheme
from imports.pipeline.changes import KnownItem, KnownPlan, KnownSection, KnownUpdate
from imports.pipeline.diff_dates import date_now
from imports.pipeline.diff_words import item_values, owners_of
from imports.pipeline.plan_parts import headings_of, section_values, sections_of
from imports.shapes import Owner, Section, StagedItem, StagedPlan, Update
from imports.values.updates import is_no_change

MARCH, APRIL, MAY = date(2020, 3, 31), date(2020, 4, 30), date(2020, 5, 31)
JANUARY_PAPER, FEBRUARY_PAPER = date(2020, 1, 31), date(2020, 2, 29)


def row(title="Write the guidance for home visits", ref="1.1", section="1", *, due=MARCH, leads=(), notes=(), steps=(),
        words=None, **fields) -> StagedItem:  # fmt: skip
    """Return one printed row; `words` is the deadline as printed, where it is no date."""
    text = words if words is not None else (f"{due:%d/%m/%Y}" if due else None)
    fields.setdefault("deadline_kind", "text" if words else "date" if due else "none")
    return StagedItem(
        title, ref, section, due=due, deadline_text=text, owners=tuple(Owner(name) for name in leads),
        updates=tuple(note if isinstance(note, Update) else Update(note) for note in notes), milestones=tuple(steps),
        **fields,
    )  # fmt: skip


THEMES = (Section("Practice", "1"), Section("People", "2"))


def paper(*rows: StagedItem, sections=THEMES, **fields) -> StagedPlan:
    """Return a paper of one plan."""
    return StagedPlan("Recovery plan", sections=tuple(sections), actions=rows, **fields)


def register(after: StagedPlan, as_at: date = JANUARY_PAPER, edits: dict[str, dict] | None = None) -> KnownPlan:
    """Return the register once `after` was taken in, edited since: fields by the row's place (`0`, `0.1`)."""
    sections = sections_of(after)
    labels = tuple(scheme.to_json(scheme.scheme_of(after)))
    known_sections = tuple(
        KnownSection(n, **section_values(section) | {"notes": tuple(section_values(section)["notes"])}, sighted=section)
        for n, section in enumerate(sections, start=1)
    )
    keys = {section.ref or section.title: n for n, section in enumerate(sections, start=1)}
    items = []
    for place, action in enumerate(after.actions):
        parent = len(items) + 1
        items.append(_known(parent, str(place), action, keys.get(action.section), None, as_at, edits or {}))
        for number, step in enumerate(action.milestones):
            key = f"{place}.{number}"
            items.append(_known(len(items) + 1, key, step, keys.get(action.section), parent, as_at, edits or {}))
    return KnownPlan(
        known_sections, tuple(items), labels, headings_of(after), headings_of(after), labels, as_at
    )  # fmt: skip


def _known_update(note: Update, as_at: date) -> KnownUpdate:
    own = None if note.lent else note.date
    return KnownUpdate(note.text, note.label or "", (note.date or as_at) if is_no_change(note.text) else own)


def _known(pk, place, staged, section, parent, as_at, edits) -> KnownItem:
    values = item_values(staged)
    item = KnownItem(
        id=pk,
        title=staged.title,
        ref=values["ref"],
        section=section,
        parent=parent,
        links=tuple(values["links"]),
        extra=tuple(values["extra"]),
        owners=owners_of(staged),
        original_due=staged.due,
        due=date_now(staged),
        deadline_text=staged.deadline_text or "",
        first_date=staged.due,
        has_moves=bool(staged.deadline_text),
        stage=STAGE_OF_STATUS.get(staged.status),
        done_on=staged.done_on,
        rating=scheme.stated_rating(staged),
        updates=tuple(_known_update(note, as_at) for note in staged.updates),
        created_on=as_at,
        sighted=replace(staged, milestones=()),
        sighted_at=pk,
        sighted_on=as_at,
        ever_sighted=True,
    )
    return replace(item, **edits.get(place, {}))
