"""A paper that brought nothing new beside one of before: it can be saved once that one is taken back."""

import pytest

from actions.models import Item
from actions.services.writing import Actor
from imports import proposals
from imports.models import Upload
from imports.pipeline.answers import Answers
from imports.taking_back import take_back
from tests import builders
from tests.imports_app.uploads import FEBRUARY, JANUARY, proposal_of, taken_in, upload
from tests.pipeline.papers import FEBRUARY_PAPER, JANUARY_PAPER

pytestmark = pytest.mark.django_db


def undo(paper):
    take_back(paper, Actor.by_command("Mo Manager"), "The wrong file")


def again_in_another_file(plan, staged_plan, as_at=JANUARY_PAPER):
    """The proposal of the same words for the same day, brought as another file."""
    other = upload(plan, staged_plan, as_at)
    Upload.objects.filter(pk=other.pk).update(sha256=str(other.pk).zfill(64))
    return proposals.propose(Upload.objects.get(pk=other.pk))[0]


@pytest.mark.parametrize("same_file", [True, False])
def test_a_paper_that_brought_nothing_new_can_be_saved_once_the_one_before_is_taken_back(plan, manager, same_file):
    before = taken_in(plan, JANUARY, manager)
    again = proposal_of(plan, JANUARY) if same_file else again_in_another_file(plan, JANUARY)
    proposals.answer(again, again.version, Answers(left_out=("2",)), manager)
    assert (proposals.save(again, again.version, manager), again.paper) == (before, None)
    undo(before)
    again.refresh_from_db()
    assert (again.saved_at, again.saved_by, again.answers["left_out"]) == (None, None, ["2"])
    proposals.compare_again(again, Actor.by_command().today)
    saved = proposals.save(again, again.version, manager)
    assert saved not in (before, None)
    assert Item.objects.filter(plan=plan, retracted_at=None).count() == 2


def test_one_that_brought_nothing_new_before_the_paper_taken_back_stays_as_it_was(plan, manager):
    taken_in(plan, JANUARY, manager)
    again = again_in_another_file(plan, JANUARY)
    proposals.save(again, again.version, manager)
    undo(taken_in(plan, FEBRUARY, manager, FEBRUARY_PAPER))
    again.refresh_from_db()
    assert again.saved_at is not None


def test_the_papers_of_another_plan_stay_as_they_were(plan, council, manager):
    other = builders.plan(council, slug="other", title="Other plan")
    before = taken_in(plan, JANUARY, manager)
    taken_in(other, JANUARY, manager)
    again = proposal_of(other, JANUARY)
    proposals.save(again, again.version, manager)
    undo(before)
    again.refresh_from_db()
    assert again.saved_at is not None
