"""Today's rows: a page of items in, rows out, from current values and the few events that those leave out.

A test holds every row to the one that judging the plan gives (tests/pages/test_plan_actions.py). What current values do
not hold is read for the rows that need it: who leads, words in the place of a date, a date asked for, a rating outside the scheme.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from actions import queries
from actions.lists.row import Row
from actions.models import Item, Plan
from actions.rules.deadlines import days_overdue, read_deadline
from actions.rules.progress import holders
from actions.rules.publication import mark_of
from actions.rules.ratings import Reported, reported, what_the_dates_say
from actions.vocabulary import DONE_STAGES, Stage


class Stored(NamedTuple):
    """The current values of an item; the fields' names are those that the database is asked for."""

    id: int
    ref: str
    title: str
    parent_id: int | None
    parent__ref: str | None
    parent__title: str | None
    is_leaf: bool
    is_open: bool
    stage: str
    original_due: date | None
    due: date | None
    times_moved: int
    rating__label: str | None
    rating__colour: str | None
    updated_on: date | None
    publication: str
    exempt_paragraph: str
    parent__publication: str | None
    parent__exempt_paragraph: str | None


def rows_today(user, plan: Plan, items: QuerySet[Item], on: date, by_hand: dict | None = None) -> list[Row]:
    """Return the rows of a page of items as they stand on `on`, today; `by_hand` is queries.set_by_hand's, if read."""
    # Sorting 50,000 rows to show 50 is quicker by half where only their keys are sorted.
    ids = list(items.values_list("pk", flat=True))
    found = {row[0]: Stored(*row) for row in Item.objects.filter(pk__in=ids).values_list(*Stored._fields)}
    stored = [found[pk] for pk in ids]
    both = [pk for item in stored for pk in (item.id, item.parent_id) if pk]
    leads = {pk: holders(rows, on) for pk, rows in queries.ownerships_of({"item__in": both}).items()}
    texts, stated, asked = _texts(stored, on), _stated(stored, on), queries.dates_asked_for(ids, on)
    updated = queries.updated_on_of(user, plan, [item.id for item in stored])
    by_hand = queries.set_by_hand(user, plan, on) if by_hand is None else by_hand
    above = [item.id for item in stored if not item.is_leaf]
    steps = queries.steps_of(user, plan, above, on) if above else {}
    return [
        _row(
            item,
            on,
            leads=leads.get(item.id) or leads.get(item.parent_id, ()),
            text=texts.get(item.id, ""),
            rated=_rated(item, stated.get(item.id, ""), by_hand.get(item.id)),
            updated_on=item.updated_on if updated is None else updated.get(item.id),
            steps=steps.get(item.id, (0, 0, 0)),
            asked=asked.get(item.id),
        )
        for item in stored
    ]


def _row(item: Stored, on: date, *, leads, text: str, rated: tuple[str, str], updated_on: date | None, steps, asked) -> Row:
    stage, overdue = Stage(item.stage), days_overdue(item.is_open, item.due, on)
    says = what_the_dates_say(
        is_done=stage in DONE_STAGES,
        is_open=item.is_open,
        not_stated=stage == Stage.NOT_STATED,
        due=item.due,
        overdue=overdue,
        moved=item.times_moved > 0 or (item.original_due or item.due) != item.due,
    )
    return Row(
        id=item.id,
        ref=item.ref or item.parent__ref or "",
        title=item.title,
        action=item.parent__title or "",
        leads=tuple(lead.name for lead in leads),
        original_due=item.original_due,
        due=item.due,
        text=text,
        times_moved=item.times_moved,
        rating=rated[0],
        colour=rated[1],
        says=says,
        overdue=overdue,
        stage=stage,
        updated_on=updated_on,
        steps=steps,
        asked=asked,
        not_public=mark_of(
            (item.publication, item.exempt_paragraph),
            (item.parent__publication or "public", item.parent__exempt_paragraph or ""),
        ),
    )


def _rated(item: Stored, stated: str, by_hand: Reported | None) -> tuple[str, str]:
    """Return an item's rating and the colour that the scheme gives it."""
    if by_hand:
        return by_hand.stated, by_hand.label.colour if by_hand.label else ""
    return item.rating__label or stated, item.rating__colour or ""


def _texts(stored: list[Stored], on: date) -> dict[int, str]:
    """Return the words that stand in the place of a date, for the items that have none."""
    undated = [item.id for item in stored if item.due is None]
    moves = queries.moves_of({"item__in": undated}) if undated else {}
    return {pk: read_deadline(rows, on).text for pk, rows in moves.items()}


def _stated(stored: list[Stored], on: date) -> dict[int, str]:
    """Return the ratings that are no label of the scheme, for the items that current values show without one.

    A step that is open and not rated shows its action's.
    """
    unrated = [item for item in stored if item.rating__label is None]
    both = [pk for item in unrated for pk in (item.id, item.parent_id) if pk]
    given = queries.ratings_of({"item__in": both}) if both else {}
    said = {pk: rating.stated for pk, rows in given.items() if (rating := reported(rows, (), on))}
    return {item.id: said.get(item.id) or (said.get(item.parent_id, "") if item.is_open else "") for item in unrated}
