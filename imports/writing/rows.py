"""Writes a paper's rows as items: new ones, new words of those known, their places in the plan and in the paper."""

from collections import defaultdict

from actions.models import Item, Source
from actions.services import plans
from actions.services.writing import BATCH
from imports.pipeline.diff_words import item_values
from imports.pipeline.put_right import marks_of
from imports.writing.paper import WritingPaper


def write_rows(taking: WritingPaper) -> None:
    """Write the chosen rows, so that `items` has an item for every row that is known or new."""
    taking.known = {item.pk: item for item in _held(taking).order_by("position")}
    matched = {row: taking.known[pk] for row, pk in taking.diff.pairs.items() if pk in taking.known}
    taking.items |= matched
    _write_sources(taking)
    _add_rows(taking)
    _reword_rows(taking)
    if any(change.kind == "put_in_order" for change in taking.diff.writing):
        plans.put_in_order(taking.writing, _in_order(taking))


def _held(taking: WritingPaper):
    return Item.objects.filter(plan=taking.writing.plan, retracted_at=None)


def _write_sources(taking: WritingPaper) -> None:
    """The place of every row of which something is written; the paper itself for what it no longer prints."""
    rows = dict.fromkeys(change.row for change in taking.diff.writing if change.row[:1].isdigit())
    taking.sources = {row: _source(taking, row) for row in rows}
    if any(change.item and not change.row for change in taking.diff.writing):
        taking.sources[""] = Source(paper=taking.paper)
    Source.objects.bulk_create(taking.sources.values(), batch_size=BATCH)


def _source(taking: WritingPaper, row: str) -> Source:
    staged = taking.row(row)
    place = staged.source
    printed = defaultdict(list)
    for cell in staged.printed:
        printed[cell.heading].append(cell.text)
    return Source(
        paper=taking.paper,
        page=place.page,
        sheet=place.sheet[:80],
        line=place.line,
        last_line=place.last_line or place.line,
        table=place.table,
        first_row=place.row,
        last_row=place.last_row or place.row,
        printed={heading: "\n".join(texts) for heading, texts in printed.items()},
        put_right=marks_of(taking.printed, taking.staged, taking.put_right, row) if taking.put_right else {},
    )


def _add_rows(taking: WritingPaper) -> None:
    """Add the new actions, then the new steps of every action that is there."""
    rows = [change.row for change in taking.diff.writing if change.kind == "add_item"]
    last = max((item.position for item in taking.known.values()), default=0)
    position = {row: last + number for number, row in enumerate(rows, start=1)}
    for steps in (False, True):
        new = {
            row: _item(taking, row, position[row])
            for row in rows
            if ("." in row) == steps and (not steps or row.partition(".")[0] in taking.items)
        }
        plans.add_items(taking.writing, list(new.values()), taking.paper.as_at)
        taking.items |= new


def _item(taking: WritingPaper, row: str, position: int) -> Item:
    staged = taking.row(row)
    values = item_values(staged)
    parent = taking.items[row.partition(".")[0]] if "." in row else None
    section = taking.section_of(row) if parent is None else parent.section
    place = {"position": position, "parent": parent, "section": section, "source": taking.sources.get(row)}
    return Item(**place, **values, **taking.publication)


def _reword_rows(taking: WritingPaper) -> None:
    words = defaultdict(dict)
    for change in taking.diff.writing:
        item = taking.item_of(change) if change.kind == "reword" else None
        if item and change.field == "section":
            section = taking.section_of(change.row)
            words[item] |= {"source": taking.source_of(change)}
            for part in (item, *(step for step in taking.known.values() if step.parent_id == item.pk)):
                words[part] |= {"section": section}
        elif item and change.field == "parent":
            parent = taking.known.get(change.after) or taking.items.get(change.after)
            section = parent.section if parent else taking.section_of(change.row) or item.section
            if item.parent_id:  # which may be a leaf now
                taking.writing.touch(taking.known[item.parent_id])
            words[item] |= {"parent": parent, "section": section, "source": taking.source_of(change)}
        elif item:
            words[item] |= {change.field: change.after, "source": taking.source_of(change)}
    plans.reword_many(taking.writing, words)


def _in_order(taking: WritingPaper) -> list[Item]:
    """The items in the paper's order; what the paper lacks stays behind what it stood behind."""
    order = [taking.items[row] for row in taking.rows()]
    known = list(taking.known.values())
    there = {item.pk for item in order}
    for before, item in zip([None, *known], known, strict=False):
        if item.pk not in there:
            at = next((n for n, other in enumerate(order, start=1) if before and other.pk == before.pk), 0)
            order.insert(at, item)
            there.add(item.pk)
    return order
