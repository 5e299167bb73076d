"""Rows read with each stored value converted once are the rows that Django itself gives."""

import pytest
from django.utils import timezone

from actions.models import DateMove, Item, Ownership, Plan, Rating, StageChange, Update
from actions.plain_rows import plain_rows
from tests import builders

pytestmark = pytest.mark.django_db
ALSO = {Ownership: ("party__name", "party__body__name"), Rating: ("label__label",), Update: ("author__name",)}


def test_every_field_of_every_row_is_what_django_gives(council):
    """Of every model at once: to lay out a busy plan for each takes most of the time."""
    builders.busy_plan(council, on=timezone.localdate())
    for model in (DateMove, Item, Ownership, Plan, Rating, StageChange, Update):
        names = (*(field.attname for field in model._meta.concrete_fields), *ALSO.get(model, ()))
        rows = plain_rows(model.objects.order_by("pk"), *names)
        assert rows, model
        assert rows == list(model.objects.order_by("pk").values_list(*names)), model
        for ours, theirs in zip(rows[0], model.objects.order_by("pk").values_list(*names)[0], strict=True):
            assert type(ours) is type(theirs), model


@pytest.mark.parametrize("none", [{"pk": 0}, {"pk__in": []}], ids=["no row", "nothing asked for"])
def test_nothing_found_is_an_empty_list(none):
    assert plain_rows(Item.objects.filter(**none), "id", "created_on") == []
