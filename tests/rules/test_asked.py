"""What agreeing to a new date would lead to, worked out before anybody agrees."""

from datetime import date

import pytest

from actions.rules.asked import if_agreed
from actions.rules.judge import judge
from tests.rules.builders import item, move, plan, stage

FIRST, LATER, ASKED = date(2020, 3, 31), date(2020, 6, 30), date(2020, 12, 31)
TODAY = date(2020, 7, 10)
HELD = move("first", FIRST)
MOVED = move("extension", LATER, frm=FIRST, on=date(2020, 2, 1))


def asks(to, **given):
    return move("extension", to, asks=True, on=date(2020, 7, 1), **given)


@pytest.mark.parametrize(
    ("moves", "asked", "expected"),
    [
        ((HELD,), ASKED, (ASKED, 275, 275, 1, 0)),
        ((HELD, MOVED), ASKED, (ASKED, 184, 275, 2, 0)),
        ((HELD, MOVED), date(2020, 7, 8), (date(2020, 7, 8), 8, 99, 2, 2)),
        ((HELD, MOVED), date(2020, 5, 31), (date(2020, 5, 31), -30, 61, 1, 40)),
        ((move("removed", on=date(2020, 2, 1)),), ASKED, (ASKED, None, None, 1, 0)),
    ],
    ids=["the first move", "moved before", "still late", "brought forward", "no date now"],
)
def test_what_agreeing_leads_to(moves, asked, expected):
    wanted = asks(asked)
    [state] = judge(plan(item("1", moves=(*moves, wanted), stages=(stage(),))), TODAY)
    then = if_agreed(state, wanted.id, TODAY)
    assert (then.due, then.days_moved, then.days_later, then.times_moved, then.overdue) == expected
    assert state.deadline.asked == wanted, "nothing is agreed by asking"


def test_what_is_done_is_not_overdue_by_a_date_that_has_passed():
    wanted = asks(date(2020, 7, 8))
    [state] = judge(plan(item("1", moves=(HELD, wanted), stages=(stage("done", done_on=LATER),))), TODAY)
    assert if_agreed(state, wanted.id, TODAY).overdue == 0


def test_another_date_agreed_in_place_of_the_one_asked_for_is_the_date_now():
    agreed_on = date(2020, 7, 5)
    at = {"decided_on": agreed_on, "decided_at": move(on=agreed_on).recorded_at}
    other = move("extension", LATER, frm=FIRST, asks=True, on=agreed_on, decision="agreed", **at)
    moves = (HELD, asks(ASKED, decision="another", **at), other)
    for day, due in ((agreed_on, LATER), (date(2020, 7, 4), FIRST)):
        [state] = judge(plan(item("1", moves=moves, stages=(stage(),))), day)
        assert state.deadline.due == due
    assert state.deadline.times_moved == 0, "on the day before, nothing had moved"
