"""The log of changes can be added to and read, and nothing else."""

import pytest

from actions.models import Change
from tests import builders


@pytest.mark.parametrize(
    "tampering",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Change.objects.filter(pk=entry.pk).update(reason="Never happened"),
        lambda entry: Change.objects.all().delete(),
    ],
    ids=["an entry changed", "an entry deleted", "entries changed", "entries deleted"],
)
def test_what_was_logged_stays(plan, tampering):
    builders.item(plan)
    before = list(Change.objects.values())
    with pytest.raises(TypeError, match="append-only"):
        tampering(Change.objects.first())
    assert list(Change.objects.values()) == before
