"""Numbers and the lists behind them come from one test each."""

from datetime import date

import pytest

from actions.rules.board import BOARD_RULES
from actions.rules.facts import Section
from actions.rules.judge import judge
from actions.rules.totals import COUNTS, counted, totals
from actions.vocabulary import Stage
from tests.rules.builders import item, plan, stage

TODAY = date(2020, 12, 1)
OPEN, DONE = (stage("in_progress"),), (stage("done"),)
ACTION = item("1", section=1, due=date(2020, 11, 1))
STATES = judge(
    plan(
        ACTION,
        item("1.1", parent=ACTION.id, section=1, due=date(2020, 11, 1), stages=OPEN),
        item("1.2", parent=ACTION.id, section=1, stages=DONE),
        item("2", section=2, stages=OPEN, ownerships=()),
        item("3", section=None, due=date(2021, 9, 1), stages=(stage("paused"),)),
        sections=(Section(1, "A", "Safety"), Section(2, "B", "Money")),
    ),
    TODAY,
)


def test_totals_count_leaves_and_say_to_how_many_actions_they_belong():
    found = totals(STATES)
    assert {slug: found[slug] for slug in ("actions", "items", "open", "done", "attention", "overdue")} == {
        "actions": 3, "items": 4, "open": 2, "done": 1, "attention": 2, "overdue": 1,
    }  # fmt: skip


@pytest.mark.parametrize("slug", COUNTS)
def test_a_number_equals_the_list_behind_it(slug):
    assert totals(STATES)[slug] == len(counted(STATES, slug))


@pytest.mark.parametrize("slug", COUNTS)
def test_the_themes_add_up_to_the_plan(slug):
    assert sum(len(counted(STATES, slug, section)) for section in (1, 2, None)) == totals(STATES)[slug]


def test_the_stages_add_up_to_the_plan():
    found = totals(STATES)
    assert sum(found[f"stage_{stage}"] for stage in Stage) == found["items"]


def test_the_list_of_no_theme_holds_what_belongs_to_none():
    assert [state.item.ref for state in counted(STATES, "items", None)] == ["3"]


def test_every_board_rule_is_counted():
    assert {rule.slug for rule in BOARD_RULES} <= COUNTS.keys()
