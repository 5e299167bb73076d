"""Keeps the current values on items (for lists and sorting) equal to what the events say; the only writer of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from actions import queries
from actions.models import Item, Plan, RatingLabel, StageChange
from actions.rules.facts import Plan as Facts
from actions.rules.judge import State, day_of, judge_items
from actions.vocabulary import Stage

CURRENT = ("is_leaf", "is_open", "stage", "original_due", "due", "times_moved", "rating_id", "updated_on")


def bring_up_to_date(plan: Plan, touched: Iterable[int], at: datetime, *, whole: bool = False) -> None:
    """Write the current values of the items of those ids, and of the actions and steps that hang on them.

    `whole` does the whole plan: what they are read by has changed.

    `at` is the moment of the change. The first stage ever stated in a plan makes its unmarked rows read as open, and
    taking back the last makes them not stated again, so then the whole plan is done.
    """
    touched = list(touched)
    if not touched and not whole:
        return
    stated = StageChange.objects.filter(item__plan=plan).exclude(stage=Stage.NOT_STATED)
    marks_completion = stated.filter(retracted_at=None).exists()
    before = stated.filter(Q(retracted_at=None) | Q(retracted_at=at)).exclude(recorded_at=at)
    whole = whole or marks_completion != before.exists()
    of_plan = Item.objects.filter(plan=plan)
    if not whole:
        parents = of_plan.filter(pk__in=touched).values("parent")
        of_plan = of_plan.filter(
            Q(pk__in=touched) | Q(parent__in=touched) | Q(pk__in=parents) | Q(parent__in=parents.exclude(parent=None))
        )
    items = {item.pk: item for item in of_plan}
    facts = queries.plan_facts(plan, only=None if whole else list(items))
    told = expected(plan, facts, marks_completion)
    _store([items[pk] for pk, new in told.items() if _set(items[pk], new)])


def expected(plan: Plan, facts: Facts, marks_completion: bool | None = None) -> dict[int, tuple]:
    """Return by item what its current values must be, in the order of CURRENT, by all that `facts` hold.

    Where these are of a few of the plan's items, `marks_completion` says whether the plan marks completion at all.
    What was taken back has none.
    """
    day = day_of(facts, date.max)
    if marks_completion is not None:
        day = replace(day, marks_completion=marks_completion)
    standing = RatingLabel.objects.filter(scheme__plan=plan, scheme__retracted_at=None)
    labels = {label.label: label.pk for label in standing.order_by("scheme__version")}
    return {state.item.id: values(state, labels) for state in judge_items(facts.items, day)}


def _store(items: list[Item]) -> None:
    """Write the current values of many items: an upsert would carry every other column of theirs along."""
    fields = [Item._meta.get_field(name.removesuffix("_id")) for name in CURRENT]
    quoted = connection.ops.quote_name
    columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quoted(Item._meta.db_table)} SET {columns} WHERE {quoted('id')} = %s"
    rows = [
        (*(field.get_db_prep_save(getattr(item, field.attname), connection) for field in fields), item.pk)
        for item in items
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def values(state: State, labels: dict[str, int]) -> tuple:
    """Return what the current values of an item must be, in the order of CURRENT."""
    rating = state.reported.label if state.reported else None
    deadline = state.deadline
    return (
        state.is_leaf,
        state.is_open,
        str(state.stage),
        deadline.original_due,
        deadline.due,
        deadline.times_moved,
        labels.get(rating.label) if rating else None,
        state.updates[-1].effective_on if state.updates else None,
    )


def _set(item: Item, new: tuple) -> bool:
    if tuple(getattr(item, name) for name in CURRENT) == new:
        return False
    for name, value in zip(CURRENT, new, strict=True):
        setattr(item, name, value)
    return True
