"""What was changed of words and places is kept, so that an earlier report can be made again and a paper taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions import queries
from actions.models import DateMove, Item, Section, Source, Wording
from actions.services import plans, progress
from actions.services.writing import Actor, Writing
from actions.vocabulary import Stage
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(plan):
    return builders.item(plan, "Write the guidance", ref="1", section=builders.section(plan, "Practice", "1"))


def later(minutes: int) -> Actor:
    """Somebody at work some minutes from now."""
    now = Actor.by_command()
    return replace(now, at=now.at + timedelta(minutes=minutes))


def worded(plan, moment=None):
    """The words of a plan in its order, as held at a moment."""
    held = queries.plan_facts(plan, known_at=moment)
    return [item.title for item in held.items], [section.title for section in held.sections], held.headings


CHANGES = {
    "the words of an action": lambda w, item: plans.reword(w, item, title="Write the new guidance"),
    "the theme's": lambda w, item: plans.reword_section(w, item.section, title="Good practice"),
    "the headings": lambda w, item: plans.set_headings(w, {"title": "Task"}),
    "the order": lambda w, item: plans.put_in_order(w, list(Item.objects.order_by("-position"))),
    "a new theme": lambda w, item: plans.add_sections(w, [Section(title="People")]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_report_of_what_was_known_then_has_the_words_of_then(plan, action, change):
    builders.item(plan, "Train the managers", ref="2")
    before, moment = worded(plan), Actor.by_command().at
    with Writing(plan, later(1)) as writing:
        change(writing, action)
    assert worded(plan) != before
    assert worded(plan, moment) == before
    assert worded(plan, later(2).at) == worded(plan)


def test_what_was_taken_back_was_held_until_then(plan, action):
    with Writing(plan, later(1)) as writing:
        plans.reword(writing, action, title="Write the new guidance")
    Wording.objects.update(retracted_at=later(5).at)
    Item.objects.update(title="Write the guidance")
    titles = [worded(plan, later(minutes).at)[0] for minutes in (0, 3, 6)]
    assert titles == [["Write the guidance"], ["Write the new guidance"], ["Write the guidance"]]


def test_the_day_from_which_an_action_is_known_is_kept_as_a_day(plan, action):
    moment = Actor.by_command().at
    with Writing(plan, later(1)) as writing:
        plans.known_since(writing, action, date(2019, 1, 1))
    days = [queries.plan_facts(plan, known_at=at).items[0].created_on for at in (moment, None)]
    assert days == [builders.AGREED_ON, date(2019, 1, 1)]


def test_what_a_paper_says_without_naming_a_place_comes_from_the_paper_as_a_whole(plan, action):
    paper = builders.paper(plan)
    with Writing(plan, replace(later(1), paper=paper)) as writing:
        progress.change_stage(writing, action, Stage.DONE)
        progress.change_stage(writing, action, Stage.SIGNED_OFF)
    source = Source.objects.get(paper=paper)
    assert {change.source for change in action.stagechange_events.filter(source__paper=paper)} == {source}
    assert (str(source), source.place) == (paper.name, "")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"page": 4, "table": 2, "first_row": 3, "last_row": 5}, "page 4, table 2, rows 3 to 5"),
        ({"page": 4, "table": 2, "first_row": 3, "line": 40, "last_line": 41}, "page 4, table 2, lines 40 to 41"),
        ({"sheet": "Actions", "table": 1, "first_row": 3, "line": 7, "last_line": 7}, "sheet Actions, row 7"),
        ({}, ""),
    ],
    ids=["a table of a page", "a text with lines", "a workbook", "the paper as a whole"],
)
def test_a_place_is_named_as_a_reader_would(plan, place, words):
    assert builders.source(builders.paper(plan), **place).place == words


def test_a_date_set_by_hand_has_no_source(plan):
    builders.item(plan, due=builders.AGREED_ON)
    assert DateMove.objects.get().source is None
