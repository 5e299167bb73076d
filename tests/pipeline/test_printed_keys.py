"""Keys printed as text: who is meant by initials, what a rating means."""

import pytest

from tests.pipeline.grids import HEADINGS, plan_in

ROW = ("1.1", "Write a policy for damp", "CM / HRS", "31 March 2025", "Drafted", "Amber")
OTHER = ("1.2", "Train twelve tenants", "HRS", "30 April 2025", "Begun", "Green")

INITIALS = [
    ("Key to initials: CM = Compliance Manager; HRS = Head of Repairs Service",),
    ("CM = Compliance Manager, HRS = Head of Repairs Service",),
    ("Abbreviations: CM - Compliance Manager, HRS - Head of Repairs Service",),
    ("Abbreviations: Compliance Manager (CM), Head of Repairs Service (HRS)",),
    ("Initials", "HoS-A = Head of Service, Assessment", "CM = Compliance Manager", "HRS = Head of Repairs Service"),
    ((("Initials", "Post"), ("CM", "Compliance Manager"), ("HRS", "Head of Repairs Service")),),
]


@pytest.mark.parametrize("key", INITIALS)
def test_owners_are_named_by_the_key_to_initials(key, tmp_path):
    plan = plan_in(tmp_path, *key, "Housing improvement plan", (HEADINGS, ROW, OTHER))
    named = [[owner.name for owner in action.owners] for action in plan.actions]
    assert named == [["Compliance Manager", "Head of Repairs Service"], ["Head of Repairs Service"]]


NO_KEYS = [
    "The Compliance Manager (CM) met the Head of Repairs Service (HRS).",
    "Key to initials: CM = Head of Finance; HRS = Someone Else",
]


@pytest.mark.parametrize("line", NO_KEYS)
def test_initials_stay_where_no_key_fits_them(line, tmp_path):
    plan = plan_in(tmp_path, line, "Housing improvement plan", (HEADINGS, ROW, OTHER))
    assert [owner.name for owner in plan.actions[0].owners] == ["CM", "HRS"]


RATINGS = [
    ("Red = off track; Amber = at risk; Green = on track",),
    ("RAG key: Red – off track, Amber – at risk, Green – on track.",),
    ("Key", "Red - off track", "Amber - at risk", "Green - on track"),
    ("R = off track, A = at risk, G = on track",),
]


@pytest.mark.parametrize("lines", RATINGS)
def test_a_key_to_ratings_may_be_lines_of_text(lines, tmp_path):
    plan = plan_in(tmp_path, *lines, "Housing improvement plan", (HEADINGS, ROW, OTHER))
    read = [(key.colour, key.meaning) for key in plan.rating_key]
    assert read == [("red", "off track"), ("amber", "at risk"), ("green", "on track")]


def test_a_count_of_ratings_is_no_key(tmp_path):
    plan = plan_in(tmp_path, "Red: 3, Amber: 5, Green: 12", "Housing improvement plan", (HEADINGS, ROW, OTHER))
    assert plan.rating_key == ()
