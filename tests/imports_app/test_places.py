"""Which plan of the register each plan of a paper is: the same paper finds the same plans."""

from dataclasses import replace
from datetime import date

import pytest

from actions.models import Plan
from imports.intake import apply_paper, compare_paper
from imports.shapes import Reading, Source
from tests.pipeline.papers import paper, row

pytestmark = pytest.mark.django_db
DAY = date(2020, 1, 31)


def reading(*titles: str, sha256: str = "a" * 64) -> Reading:
    """Return a reading of plans of those titles, one table each."""
    plans = (
        replace(paper(row(f"Do what {title} {n} says"), as_at=DAY), title=title, source=Source("paper.txt", table=n))
        for n, title in enumerate(titles, start=1)
    )
    return Reading("paper.txt", sha256, "text", tuple(plans))


def taken(paper: Reading, **options) -> list[str]:
    """Take the paper in and return the addresses of its plans."""
    return [plan.slug for plan in apply_paper(compare_paper(paper, "Northshire", **options), "Clerk").plans]


def test_plans_of_one_title_are_told_apart_by_their_place():
    both = reading("Action plan", "Action plan")
    assert taken(both) == ["action-plan", "action-plan-2"]
    assert taken(both) == ["action-plan", "action-plan-2"]
    assert taken(both, only=2) == ["action-plan-2"]


def test_the_second_of_one_title_alone_is_found_again_by_all():
    both = reading("Action plan", "Action plan")
    assert taken(both, only=2) == ["action-plan-2"]
    assert taken(both) == ["action-plan", "action-plan-2"]
    assert Plan.objects.count() == 2


def test_a_plan_that_was_named_is_found_again_by_the_file_and_by_its_title():
    one = reading("Recovery plan")
    assert taken(one, slug="recovery") == ["recovery"]
    assert taken(one) == ["recovery"]
    assert taken(reading("Recovery plan", sha256="b" * 64)) == ["recovery"]


def test_the_same_file_read_under_a_better_title_is_the_same_plan():
    taken(reading("Agenda item 5"))
    assert taken(reading("Recovery plan")) == ["agenda-item-5"]


def test_a_new_plan_whose_address_is_taken_gets_the_next_number():
    taken(reading("Agenda item 5"))
    assert taken(reading("Recovery plan", "Agenda item 5")) == ["agenda-item-5", "agenda-item-5-2"]
    assert taken(reading("Recovery plan", "Agenda item 5")) == ["agenda-item-5", "agenda-item-5-2"]


def test_next_months_title_with_its_date_is_the_same_plan():
    assert taken(reading("Recovery plan January 2020")) == ["recovery-plan"]
    assert taken(reading("Recovery plan February 2020", sha256="b" * 64)) == ["recovery-plan"]


def test_another_plan_in_the_same_paper_is_another_plan():
    assert taken(reading("Recovery plan")) == ["recovery-plan"]
    assert taken(reading("Savings plan", "Recovery plan", sha256="b" * 64)) == ["savings-plan", "recovery-plan"]


def test_of_several_plans_one_must_be_chosen_to_be_named():
    assert taken(reading("Savings plan", "Recovery plan"), only=2, slug="recovery") == ["recovery"]
