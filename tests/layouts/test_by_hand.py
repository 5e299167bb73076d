"""A layout made by hand: data that goes there and back, and that reads a table nobody else would."""

import json

import pytest

from imports.layout import Layout, all_layouts, with_by_hand
from imports.layout_json import LayoutError, Rating
from tests.pipeline.grids import paper, read_text

GIVEN = Layout(
    columns={"title": "Thing", "lead": ("Crew", 3), "due": 4, "rag": "Light"},
    optional={"update": "Story"},
    marks=("Harbour",),
    organisation="Harbour Trust",
    name="harbour",
    tables=("harbour works", 7),
    header_rows=1,
    ratings={"Ashore": Rating("complete", "blue"), "Adrift": Rating("off_track")},
    by_hand=True,
)


@pytest.mark.parametrize("layout", (*all_layouts(), GIVEN), ids=lambda layout: layout.name)
def test_a_layout_is_the_same_after_a_journey_through_json(layout):
    assert Layout.from_json(json.loads(json.dumps(layout.to_json()))) == layout


def test_a_layout_that_comes_as_data_is_made_by_hand():
    assert Layout.from_json({"columns": {"title": "Action"}}).by_hand


BAD = (
    ([], "an object with at least"),
    ({}, "needs “columns”"),
    ({"columns": []}, "“columns” is an object"),
    ({"columns": {"title": None}}, "column of “title” is a heading"),
    ({"columns": {"title": []}}, "column of “title” is a heading"),
    ({"columns": {"title": True}}, "column of “title” is a heading"),
    ({"columns": {"title": 0}}, "counted from 1"),
    ({"columns": {"title": 2, "lead": 2}}, "one field only"),
    ({"columns": {"lead": "Who"}}, "which column holds the actions"),
    ({"columns": {"title": "Action", "colour": "Shade"}}, "no word 'colour'"),
    ({"columns": {"title": "Action"}, "heading": "x"}, "no “heading”"),
    ({"columns": {"title": "Action"}, "tables": "Plan"}, "“tables” is a list of words or numbers"),
    ({"columns": {"title": "Action"}, "marks": [1]}, "“marks” is a list of words"),
    ({"columns": {"title": "Action"}, "header_rows": 10}, "from 0 to 9"),
    ({"columns": {"title": "Action"}, "header_rows": "1"}, "“header_rows” is a number"),
    ({"columns": {"title": "Action"}, "name": 3}, "“name” is a text"),
    ({"columns": {"title": "Action"}, "by_hand": "yes"}, "“by_hand” is true or false"),
    ({"columns": {"title": "Action"}, "ratings": ["R"]}, "“ratings” is an object"),
    ({"columns": {"title": "Action"}, "ratings": {"R": "red"}}, "rating “R” is an object"),
    ({"columns": {"title": "Action"}, "ratings": {"R": {"rag": "red"}}}, "rating “R” is an object"),
    ({"columns": {"title": "Action"}, "ratings": {"R": {"status": "late"}}}, "cannot stand for the status 'late'"),
)


@pytest.mark.parametrize(("stored", "words"), BAD, ids=[words for _, words in BAD])
def test_data_that_is_no_layout_is_refused_in_one_sentence(stored, words):
    with pytest.raises(LayoutError, match=words) as refused:
        Layout.from_json(stored)
    assert "\n" not in str(refused.value)


THINGS = (
    ("Thing", "Place", "Crew", "Ebb", "Light", "Story"),
    ("Mend the slip", "North", "Pilot", "31/03/2024", "Ashore", "Timber laid."),
    ("Paint the mole", "South", "Mate", "30/06/2024", "Adrift", ""),
)


def test_a_layout_by_hand_reads_a_table_that_was_passed_over(tmp_path):
    text = paper("Harbour works", THINGS)
    given = Layout(
        {"title": "Thing", "lead": "Crew", "due": 4, "rag": "Light", "update": "Story"},
        name="harbour",
        ratings={"ashore": Rating("complete", "blue"), "Adrift": Rating("off_track", "red")},
        by_hand=True,
    )
    passed = read_text(tmp_path, paper("Harbour works", tuple(row[:2] for row in THINGS)))
    assert passed.plans == ()
    assert passed.ignored[0].columns == ("Thing", "Place")
    plan = read_text(tmp_path, text, with_by_hand([given])).plans[0]
    assert (plan.layout, plan.confidence, plan.columns) == ("harbour", 1.0, THINGS[0])
    first, second = plan.actions
    assert (first.title, first.owners[0].name, str(first.due)) == ("Mend the slip", "Pilot", "2024-03-31")
    assert (first.status, first.rag, first.status_text, first.problems) == ("complete", "blue", "Ashore", ())
    assert (second.status, second.rag) == ("off_track", "red")
    assert [(extra.heading, extra.text) for extra in first.extra] == [("Place", "North")]
    assert [(line.label, line.colour, line.meaning) for line in plan.rating_key][0] == ("ashore", "blue", "Complete")


def test_it_goes_before_a_known_layout_and_leaves_other_tables_as_they_were(tmp_path):
    known = (("Ref", "Action", "Lead", "Due"), ("1", "Write the guide to slips", "Clerk", "31/03/2024"))
    other = (("Ref", "Action", "Lead", "Due"), ("1", "Sell the old dredger", "Mate", "30/04/2024"))
    given = Layout({"title": "Action", "keep": "Lead"}, tables=("second action plan",), by_hand=True)
    text = paper("First Action Plan", known, "Second Action Plan", other)
    first, second = read_text(tmp_path, text, with_by_hand([given])).plans
    assert first.actions[0].owners[0].name == "Clerk"
    assert (second.actions[0].title, second.actions[0].owners) == ("Sell the old dredger", ())


@pytest.mark.parametrize("header_rows", [0, None])
def test_columns_may_be_counted_where_there_are_no_headings(tmp_path, header_rows):
    body = (("1", "Mend the slip", "31/03/2024"), ("2", "Paint the mole", "30/06/2024"))
    text = paper("Works", body if header_rows == 0 else (("a", "b", "c"), *body))
    given = Layout({"ref": 1, "title": 2, "due": 3}, header_rows=header_rows, by_hand=True)
    actions = read_text(tmp_path, text, (given,)).plans[0].actions
    assert [(one.ref, one.title, str(one.due)) for one in actions] == [
        ("1", "Mend the slip", "2024-03-31"),
        ("2", "Paint the mole", "2024-06-30"),
    ]


def test_a_dated_heading_is_the_very_one_or_the_same_of_another_month(tmp_path):
    given = Layout({"title": "Action", "status": "Status (May)"}, by_hand=True)
    body = ("Mend the slip", "Not started", "Complete")
    text = paper("Works", (("Action", "Status (April)", "Status (May)"), body))
    assert read_text(tmp_path, text, (given,)).plans[0].actions[0].status == "complete"
    text = paper("Works", (("Action", "Owner", "Status (June)"), body))
    assert read_text(tmp_path, text, (given,)).plans[0].actions[0].status == "complete"


def test_a_layout_that_names_its_tables_and_finds_none_is_a_doubt(tmp_path):
    columns = {"title": "Errand", "due": "Tide"}
    named, other = (Layout(columns, name="harbour", tables=tables, by_hand=True) for tables in ((1,), ()))
    reading = read_text(tmp_path, paper("Harbour works", THINGS), with_by_hand([named, other]))
    assert [issue.code for issue in reading.issues] == ["layout_unused"]


def test_read_plan_takes_a_layout_from_a_file(tmp_path, capsys):
    from django.core.management import call_command

    (tmp_path / "paper.txt").write_text(paper("Harbour works", THINGS), encoding="utf-8")
    stored = {"name": "harbour", "columns": {"title": "Thing", "lead": "Crew", "due": "Ebb"}}
    (tmp_path / "harbour.json").write_text(json.dumps(stored), encoding="utf-8")
    call_command("read_plan", str(tmp_path / "paper.txt"), "--json", "--layout", str(tmp_path / "harbour.json"))
    plan = json.loads(capsys.readouterr().out)["plans"][0]
    assert plan["layout"] == "harbour"
    assert [action["title"] for action in plan["actions"]] == ["Mend the slip", "Paint the mole"]
