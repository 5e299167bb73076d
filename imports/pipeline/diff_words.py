"""A compared row in; changes of its reference, words, theme and other cells, and of who holds it, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from actions.vocabulary import FIELD
from imports.pipeline.changes import Change
from imports.pipeline.compared import Compared, day_words, same_names, same_words, words
from imports.pipeline.words import plain
from imports.shapes import StagedItem


def add_item(row: Compared) -> Change:
    """The change that adds a row the register does not have."""
    new = row.new
    due = new.revised[-1] if new.revised else new.due
    when = f", due {day_words(due)}" if due else ""
    called = f"“{words(new.title)}”" if new.ref else ""
    step = "step" if "." in row.row else "action"
    return row.change("add_item", f"new {step}{' ' if called else ''}{called}{when}.", after=new.title)


def item_values(item: StagedItem) -> dict[str, object]:
    """Return a staged row's own words as the register holds them."""
    return {
        "ref": (item.ref or "")[:40],
        "title": item.title,
        "links": list(item.links),
        "extra": [{"heading": cell.heading, "text": cell.text} for cell in item.extra],
    }


def word_changes(row: Compared, section: int | str | None, section_was: int | None) -> Iterator[Change]:
    """Changes of reference, words, links, other cells and theme.

    `section` is the theme that the paper puts the row under (the register's id, or the row of a new one),
    `section_was` the one that the last paper did.
    """
    new = item_values(row.new)
    olds = [item_values(old) for old in (row.base, row.taken) if old]
    held = {
        "ref": row.known.ref,
        "title": row.known.title,
        "links": list(row.known.links),
        "extra": list(row.known.extra),
    }
    for name, value in new.items():
        if same_words(value, held[name]) or any(same_words(value, old[name]) for old in olds):
            continue
        if not value:  # an emptied cell says nothing of what stood there
            continue
        reworded = _reword(row, name, held[name], value)
        if (olds and same_words(held[name], olds[-1][name])) or not held[name]:
            yield reworded
        else:
            yield from row.clash(name, held[name], value, [reworded])
    if "." not in row.row and section is not None and section not in (section_was, row.known.section):
        yield from _moved(row, section, section_was)


def _reword(row: Compared, name: str, before: object, after: object) -> Change:
    heading = FIELD[name].heading if name in FIELD else "Other columns"
    said = f"{heading.lower()} now “{words(after)}”, was “{words(before)}”."
    return row.change("reword", said, field=name, before=before, after=after)


def _moved(row: Compared, section: int | str, section_was: int | None) -> Iterator[Change]:
    held = row.known.section
    moved = row.change(
        "reword", "stands under another theme.", field="section", before=held, after=section, flag="moved_section"
    )
    if held in (None, section_was):
        yield moved
    else:
        said = "was put under another theme both here and in the paper. Which holds?"
        yield from row.ask("section", said, [moved], before=held, after=section, flag="moved_section")


def parent_changes(row: Compared, parent: int | str | None) -> Iterator[Change]:
    """The change by which a step becomes an action, an action a step, or a step that of another action.

    `parent` is the action above it in the paper: the register's id, or the row of a new one; None: it is an action.
    """
    if row.is_new or parent == row.known.parent:
        return
    said = "is an action of its own now." if parent is None else "is a step of another action now."
    said = "is a step now." if row.known.parent is None else said
    yield row.change("reword", said, field="parent", before=row.known.parent, after=parent, flag="moved_section")


def owner_changes(row: Compared) -> Iterator[Change]:
    """Changes of who holds the row: those who come take it on, those who go lay it down."""
    names = row.decided.names
    new, held = owners_of(row.new, names), row.known.owners
    olds = [owners_of(old, names) for old in (row.base, row.taken) if old]
    if not new or any(same_names(new, old) for old in olds) or same_names(new, held):
        return
    if held and not (olds and same_names(held, olds[-1])):
        printed = [name for name, _ in new]
        yield from row.clash("owners", [name for name, _ in held], printed, _handed_over(row, new))
    else:
        yield from _handed_over(row, new)


def _handed_over(row: Compared, new: Sequence[tuple[str, str]]) -> Iterator[Change]:
    held = row.known.owners
    kept = {(plain(name), role) for name, role in held}
    coming = {(plain(name), role) for name, role in new}
    for name, role in held:
        if (plain(name), role) not in coming:
            yield lay_down(row, name, role)
    for position, (name, role) in enumerate(new):
        if (plain(name), role) not in kept:
            yield take_on(row, name, role, position)


def take_on(row: Compared, name: str, role: str, position: int, **values) -> Change:
    """The change by which a party takes the row on."""
    after = {"name": name, "role": role, "position": position}
    return row.change("take_on", f"{name} now holds it.", field="owners", after=after, **values)


def lay_down(row: Compared, name: str, role: str, **values) -> Change:
    """The change by which a party lays the row down."""
    return row.change(
        "lay_down", f"{name} no longer holds it.", field="owners", before={"name": name, "role": role}, **values
    )


def owners_of(item: StagedItem, names: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    """Return the name and role of each owner that the row prints, once each, under the names of `names` where known."""
    found = {}
    for owner in item.owners:
        name = known_name(owner.name, names or {})
        found.setdefault((plain(name), owner.role), (name, owner.role))
    return tuple(found.values())


def known_name(name: str, names: Mapping[str, str]) -> str:
    """Return the name by which the organisation knows whom a paper prints so; as printed where it knows none."""
    return names.get(plain(name)) or " ".join(name.split())[:300]
