"""A compared row in; changes of its reference, words, theme and other cells, and of who holds it, out."""

from __future__ import annotations

from collections.abc import Iterator

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
    base = item_values(row.base) if row.base else {}
    held = {
        "ref": row.known.ref,
        "title": row.known.title,
        "links": list(row.known.links),
        "extra": list(row.known.extra),
    }
    for name, value in new.items():
        if row.base and same_words(value, base[name]) or same_words(value, held[name]):
            continue
        if not value:  # an emptied cell says nothing of what stood there
            continue
        if (row.base and same_words(held[name], base[name])) or not held[name]:
            yield _reword(row, name, held[name], value)
        else:
            yield row.clash(name, held[name], value)
    if "." not in row.row and section is not None and section not in (section_was, row.known.section):
        yield from _moved(row, section, section_was)


def _reword(row: Compared, name: str, before: object, after: object) -> Change:
    heading = FIELD[name].heading if name in FIELD else "Other columns"
    said = f"{heading.lower()} now “{words(after)}”, was “{words(before)}”."
    return row.change("reword", said, field=name, before=before, after=after)


def _moved(row: Compared, section: int | str, section_was: int | None) -> Iterator[Change]:
    if row.known.section in (None, section_was):
        yield row.change(
            "reword", "stands under another theme.", field="section", before=row.known.section, after=section
        )
    else:
        yield row.ask("section", "was put under another theme both here and in the paper. Which holds?")


def owner_changes(row: Compared) -> Iterator[Change]:
    """Changes of who holds the row: those who come take it on, those who go lay it down."""
    new = owners_of(row.new)
    base = owners_of(row.base) if row.base else ()
    held = row.known.owners
    if not new or (row.base and same_names(new, base)) or same_names(new, held):
        return
    if held and not (row.base and same_names(held, base)):
        yield row.clash("owners", [name for name, _ in held], [name for name, _ in new])
        return
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


def owners_of(item: StagedItem) -> tuple[tuple[str, str], ...]:
    """Return the name and role of each owner that the row prints, once each."""
    found = {}
    for owner in item.owners:
        found.setdefault((plain(owner.name), owner.role), (" ".join(owner.name.split())[:300], owner.role))
    return tuple(found.values())
