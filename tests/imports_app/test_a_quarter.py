"""Blackpool's youth-offending plan and its quarterly update, read in place: the announced moves land in the history.

The pack prints the plan as it was after the update, so both orders of taking them in must tell the same story.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from actions.models import DateMove, Item
from actions.verifying.checks import verify
from imports import proposals
from imports.models import Upload
from imports.pipeline import read_document
from imports.pipeline.answers import Answers
from tests import builders

PAPER = Path(__file__).resolve().parents[3] / "shared" / "papers" / "004_f1d19e0ea4dd5b39.txt"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PAPER.exists(), reason="../shared/papers is not here"),
]
# What the update of May 2019 says of its exceptions: the date printed, and the one that it is to be amended to.
ANNOUNCED = {
    "1.7": ("2019-03-31", "2019-07-31"),
    "1.17": ("2019-04-30", "2019-09-30"),
    "3.1": ("2019-03-31", "2019-09-30"),
    "4.3": ("2019-03-31", "2019-10-31"),
}


@cache
def reading():
    return read_document(PAPER)


def brought(council, is_it, plan=None, as_at=None):
    """The one plan of the pack that is meant, beside the register."""
    (staged,) = (one for one in reading().plans if is_it(one))
    stored = replace(reading(), plans=(staged,), tables=()).to_json(full=True)
    upload = builders.upload(
        council, staged.title.encode(), name=PAPER.name, state=Upload.State.READ, reading=stored, plan=plan, as_at=as_at
    )
    (made,) = proposals.propose(upload)
    return made


def the_plan(council, **fields):
    return brought(council, lambda plan: len(plan.actions) == 60, **fields)


def the_update(council, **fields):
    return brought(council, lambda plan: "Quarterly" in plan.title, **fields)


def moves(plan):
    """First date, date now and times moved of the announced actions."""
    found = {}
    for item in Item.objects.filter(plan=plan, parent=None, ref__in=ANNOUNCED):
        found[item.ref] = (str(item.original_due), str(item.due), item.times_moved)
    return found


EXPECTED = {ref: (first, now, 1) for ref, (first, now) in ANNOUNCED.items()}


def test_an_update_taken_in_after_the_plan_that_it_amended_adds_the_first_dates(council, manager):
    plan = the_plan(council, as_at=date(2019, 4, 1))
    proposals.save(plan, plan.version, manager)
    update = the_update(council, plan=plan.plan)
    proposals.save(update, update.version, manager)
    assert moves(plan.plan) == EXPECTED
    assert verify(plan.plan)[1] == []
    assert not DateMove.objects.filter(item__plan=plan.plan, kind="brought_forward", item__ref__in=ANNOUNCED).exists()


def test_an_update_first_and_the_amended_plan_after_it(council, manager):
    update = the_update(council)
    keys = [change["key"] for row in update.rows.all() for change in row.changes if change["asks"] == "holds"]
    proposals.answer(update, update.version, Answers(holds=dict.fromkeys(keys, "paper")), manager)
    proposals.save(update, update.version, manager)
    plan = the_plan(council, plan=update.plan, as_at=date(2019, 7, 31))
    proposals.save(plan, plan.version, manager)
    assert moves(update.plan) == EXPECTED
    assert verify(update.plan)[1] == []


def test_two_actions_under_one_reference_are_a_question(council, manager):
    plan = the_plan(council, as_at=date(2019, 4, 1))
    proposals.save(plan, plan.version, manager)
    update = the_update(council, plan=plan.plan)
    assert update.rows.get(ref="2.7").verdict == "question"
    proposals.save(update, update.version, manager)
    titles = list(Item.objects.filter(plan=plan.plan, ref="2.7").values_list("title", flat=True))
    assert len(titles) == 1, "nothing is written for a row in question"
