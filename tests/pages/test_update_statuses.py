"""A plan whose ratings are words of status: rating and stage say the same, whichever of the two was changed."""

import pytest

from actions.models import RatingLabel
from actions.services import plans, ratings
from actions.services.writing import Actor, Writing
from actions.vocabulary import Stage
from tests import builders
from tests.pages.test_update import sent

LABELS = (("Complete", "complete"), ("In progress", "in_progress"), ("Not started", "not_started"))


@pytest.fixture
def item(client, plan, manager):
    """An action in progress, and reported so, in a plan that prints words of status."""
    client.force_login(manager)
    with Writing(plan, Actor.by_command()) as writing:
        plans.set_scheme(writing, [RatingLabel(label=label, status=status) for label, status in LABELS])
    made = builders.item(plan)
    with Writing(plan, Actor.by_command()) as writing:
        ratings.report_rating(writing, made, RatingLabel.objects.get(label="In progress"))
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("said", [{"rating": "Complete"}, {"stage": "done"}, {"rating": "Complete", "stage": "done"}])
def test_what_was_said_leads_and_the_other_follows(client, item, said):
    assert sent(client, item, **said).status_code == 302
    item.refresh_from_db()
    assert (item.stage, item.rating.label) == (Stage.DONE, "Complete")


def test_where_both_were_said_and_disagree_nothing_is_saved(client, item):
    answer = sent(client, item, rating="Not started", stage="done")
    assert answer.status_code == 200
    assert "“Not started” does not go with the stage “Done”" in answer.content.decode()
    item.refresh_from_db()
    assert (item.stage, item.rating.label) == (Stage.IN_PROGRESS, "In progress")


def test_reopening_takes_the_rating_along(client, item):
    sent(client, item, stage="done")
    sent(client, item, stage="in_progress")
    item.refresh_from_db()
    assert (item.stage, item.rating.label) == (Stage.IN_PROGRESS, "In progress")
