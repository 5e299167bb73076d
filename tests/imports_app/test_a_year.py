"""Three papers of one plan over a year, taken in: the register holds what a careful person would have typed.

docs/taking-papers-in.md walks through the same three on the pages.
"""

from datetime import date

import pytest

from actions.models import Item, Paper
from actions.services.writing import Actor
from actions.verifying.checks import verify
from imports import proposals
from imports.pipeline.answers import DONE, Answers, Fate
from imports.taking_back import take_back
from tests.pages import papers

pytestmark = pytest.mark.django_db
APRIL, JULY, OCTOBER = date(2024, 4, 30), date(2024, 7, 31), date(2024, 10, 31)
# By reference (a reference used again: with the day from which it is known): first date, then each move with the words
# that print it and the paper's day.
DATES = {
    "1.1": [("2024-09-30", "30 September 2024", APRIL), ("2024-12-31", "31/12/2024", JULY)],
    "1.2": [("2024-07-31", "31 July 2024", APRIL), ("2025-01-31", "31 January 2025", OCTOBER)],
    "1.3": [("2024-06-30", "June 2024", APRIL)],
    "1.4": [
        ("2024-12-31", "31 December 2024", APRIL),
        ("2025-02-28", "Timescale to be amended to February 2025.", JULY),
    ],
    "2.1": [
        ("2024-05-31", "31 May 2024", APRIL),
        ("2024-09-30", "30/09/2024", JULY),
        ("2024-11-30", "30 November 2024", OCTOBER),
    ],
    "2.2": [],
    "2.2a": [("2024-07-31", "31 July 2024", APRIL)],
    "2.2b": [("2025-02-28", "28 February 2025", APRIL)],
    "2.3": [("2024-09-30", "Q2 2024/25", APRIL)],
    "3.1": [("2024-05-31", "31 May 2024", APRIL)],
    "3.2": [("None", "Ongoing", APRIL)],
    "3.3 of April": [("2024-06-30", "30 June 2024", APRIL)],
    "3.3": [("2024-10-31", "31/10/2024", JULY)],
    "4.1": [("2025-03-31", "31 March 2025", OCTOBER)],
    "4.2": [("2024-11-30", "30 November 2024", OCTOBER)],
}
RATINGS = {
    "1.1": "Green Amber Blue",
    "1.2": "Green Blue Amber",
    "1.3": "Amber Green Red",
    "1.4": "Green Amber",
    "2.1": "Red Amber",
    "2.2": "",
    "2.2a": "Green Blue",
    "2.2b": "Green",
    "2.3": "Green",
    "3.1": "Green Blue",
    "3.2": "Amber Green",
    "3.3 of April": "Green",
    "3.3": "Green Blue",
    "4.1": "Green",
    "4.2": "Green",
}
STAGES = {
    "1.1": [("in_progress", APRIL), ("done", OCTOBER)],
    "1.2": [("in_progress", APRIL), ("done", JULY), ("in_progress", OCTOBER)],
    "2.2": [],
    "2.2a": [("in_progress", APRIL), ("done", JULY)],
    "3.1": [("in_progress", APRIL), ("done", JULY)],
    "3.3 of April": [("in_progress", APRIL), ("done", JULY)],
    "3.3": [("in_progress", JULY), ("done", OCTOBER)],
    "4.1": [("in_progress", OCTOBER)],
    "4.2": [("in_progress", OCTOBER)],
}
UPDATES = {  # the days they speak for; a note without a day of its own speaks for its paper's
    "1.1": ["2024-04-30", "2024-07-24", "2024-10-14"],
    "1.2": ["2024-04-30", "2024-07-19", "2024-10-21"],
    "1.3": ["2024-07-22", "2024-10-31"],
    "1.4": ["2024-04-30", "2024-07-24", "2024-10-14"],
    "2.1": ["2024-04-30", "2024-07-15", "2024-10-07"],
    "2.2": [],
    "2.2a": ["2024-04-30", "2024-07-30"],
    "2.2b": ["2024-04-30", "2024-07-30", "2024-10-10"],
    "2.3": ["2024-04-30"],
    "3.1": ["2024-04-30", "2024-06-03"],
    "3.2": ["2024-04-30", "2024-07-22", "2024-10-21"],
    "3.3 of April": ["2024-04-30"],
    "3.3": ["2024-07-22", "2024-10-21"],
    "4.1": ["2024-10-21"],
    "4.2": [],
}


def answered_as_a_person_would(july):
    """Answers to what July's paper leaves open: the new date that stands in the words is one; 3.3 is another action;
    the old 3.3 was done, as the panel's minutes say."""
    conference, old = july.rows.get(ref="3.3", verdict="question"), Item.objects.get(plan=july.plan, ref="3.3")
    in_words = next(
        change["key"] for row in july.rows.filter(ref="1.4") for change in row.changes if change["asks"] == "holds"
    )
    return Answers(
        same={conference.row: None},
        holds={in_words: "paper"},
        fates={f"item{old.pk}": Fate(DONE, minute="Minute 9", by="Housing Scrutiny Panel")},
    )


@pytest.fixture
def plan(council, manager):
    """The plan after the three papers."""
    april = papers.proposal(council, papers.APRIL)
    proposals.save(april, april.version, manager)
    july = papers.proposal(council, papers.JULY, plan=april.plan)
    proposals.answer(july, july.version, answered_as_a_person_would(july), manager)
    proposals.save(july, july.version, manager)
    october = papers.proposal(council, papers.OCTOBER, plan=april.plan)
    proposals.save(october, october.version, manager)
    return april.plan


def of_each(plan, value):
    """What `value` takes from each item of the plan, by reference."""
    found = {}
    for item in Item.objects.filter(plan=plan).order_by("position"):
        name = "3.3 of April" if item.ref == "3.3" and item.created_on == APRIL else item.ref
        found[name] = value(item)
    return found


def dates(item):
    return [(str(move.to_due), move.text, move.effective_on) for move in item.datemove_events.all()]


def ratings(item):
    """The labels, so that the same rating in another print is no news."""
    return " ".join(rating.label.label for rating in item.rating_events.all())


def stages(item):
    """Finished work is done by its paper; what opened again says so."""
    return [(change.stage, change.effective_on) for change in item.stagechange_events.all()]


def updates(item):
    return [str(update.effective_on) for update in item.update_events.all()]


def test_the_register_holds_what_a_careful_person_would_have_typed(plan):
    assert of_each(plan, dates) == DATES
    assert of_each(plan, ratings) == RATINGS
    assert of_each(plan, stages) == {ref: STAGES.get(ref, [("in_progress", APRIL)]) for ref in DATES}
    assert of_each(plan, updates) == UPDATES
    assert Item.objects.get(plan=plan, ref="1.3").update_events.filter(no_change=True).count() == 1
    dropped = Item.objects.get(plan=plan, ref="2.3")
    assert (dropped.is_open, str(dropped.due), dropped.retracted_at) == (True, "2024-09-30", None)
    assert [section.ref for section in plan.sections.order_by("position")] == ["1", "2", "3", "4"]


def test_the_newest_papers_again_change_nothing(council, plan):
    for name in (papers.JULY, papers.OCTOBER):
        again = papers.proposal(council, name, plan=plan)
        written = {kind: again.counts[kind] for kind in ("new", "changed", "reopened")}
        assert written == {"new": 0, "changed": 0, "reopened": 0}, name
    assert again.counts["untouched"] == 12


def test_events_current_values_and_log_agree_and_still_do_when_it_is_taken_back(plan):
    assert verify(plan)[1] == []
    for paper in Paper.objects.filter(plan=plan).order_by("-pk"):
        take_back(paper, Actor.by_command(), "The wrong files")
        assert verify(plan)[1] == [], paper
