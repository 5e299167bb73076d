"""What a person said of the tables of a document is obeyed: taken, passed over, joined, parted, mapped."""

import json

import pytest

from imports.arrangement import Arranged, Arrangement
from imports.layout import Layout
from imports.layout_json import Rating
from imports.pipeline import read_document
from imports.pipeline.trial import trial
from imports.shapes import Reading
from tests.pipeline.grids import paper, row, table

MEASURES = (
    ("Wharf", "Thing", "Crew", "Ebb", "Light"),
    ("North", "Mend the slip", "Pilot", "31/03/2024", "Ashore"),
    ("South", "Paint the mole", "Mate", "30/06/2024", "Adrift"),
)
COLUMNS = {"title": "Thing", "lead": "Crew", "due": "Ebb", "rag": "Light"}
BY_HAND = Layout(COLUMNS, name="wharf", by_hand=True)


@pytest.fixture
def read(tmp_path):
    """Reads a paper of some blocks, as arranged by the keys of its tables where `arrange` says so."""

    def again(*blocks, arrange=None, layouts=None) -> Reading:
        path = tmp_path / "paper.txt"
        path.write_text(paper(*blocks), encoding="utf-8")
        found = read_document(path, layouts)
        if arrange is None:
            return found
        return read_document(path, layouts, arrangement=arrange([seen.key for seen in found.tables]))

    return again


def one(key: str, **said) -> Arrangement:
    return Arrangement({key: Arranged(**said)})


def titles(reading: Reading) -> list[list[str]]:
    return [[action.title for action in plan.actions] for plan in reading.plans]


PLAN = table(row("1.1", "Write the guide"), row("1.2", "Print the guide"))
OTHER = table(row("2.1", "Mend the roof"), row("2.2", "Paint the door"))


# ---- what is seen -----------------------------------------------------------------------------------


def test_every_table_is_seen_with_what_became_of_it(read):
    agenda = (("Item", "Page"), ("Apologies", "3"), ("Minutes of the last meeting", "7"))
    reading = read("The meeting", agenda, "Improvement Plan", "Position as at 31 March 2023", PLAN)
    first, second = reading.tables
    assert (first.plan, first.reason, first.headings) == (
        None,
        "Reads as an agenda or work programme.",
        ("Item", "Page"),
    )
    assert first.rows == agenda
    assert (second.plan, second.reason, second.layout, second.count) == (1, "", "generic", 2)
    assert second.above == ("Improvement Plan", "Position as at 31 March 2023")
    assert second.columns == ("ref", "title", "lead", "due", "update", "rag")
    assert second.words[5] == ("Amber",)
    assert second.source.line == 11


def test_what_a_passed_table_would_be_is_guessed_at(read):
    seen = read("Wharves", (("Thing to do", "Ward"), ("Mend the slip at the north end", "North"))).tables[0]
    assert seen.plan is None
    assert seen.columns[1] == ""


def test_what_is_seen_is_cut_short(read):
    wide = tuple(f"Column {at}" for at in range(60))
    long = ("x" * 2000, *("y" for _ in range(59)))
    seen = read("Wide", (wide, *[long] * 50)).tables[0]
    assert (len(seen.rows), len(seen.rows[1]), len(seen.rows[1][0]), seen.count) == (9, 30, 300, 50)
    assert len(seen.headings) == len(seen.columns) == len(seen.words) == 30


def test_the_public_json_does_not_have_the_tables(read):
    reading = read("Improvement Plan", PLAN)
    assert "tables" not in reading.to_json()
    assert Reading.from_json(json.loads(json.dumps(reading.to_json(full=True)))) == reading


def test_places_at_which_a_table_may_be_parted_are_its_pages_and_single_cells(read):
    body = table(row("1.1", "Write it"), ("Theme two", "", "", "", "", ""), row("2.1", "Print it"))
    assert read("Plan", body).tables[0].pieces == ((3, "Theme two"),)


# ---- taken and passed over --------------------------------------------------------------------------


def test_a_plan_passed_over_by_hand_is_no_plan(read):
    reading = read("Improvement Plan", PLAN, arrange=lambda keys: one(keys[0], taken=False))
    assert reading.plans == ()
    assert reading.ignored[0].reason == reading.tables[0].reason == "Passed over by hand."


def test_a_table_taken_by_hand_is_read_by_its_likeliest_columns(read):
    risks = (("Risk", "Likelihood", "Action", "Owner"), ("Fire", "3", "Test the alarms", "Clerk"))
    assert read("Risks", risks).plans == ()
    assert titles(read("Risks", risks, arrange=lambda keys: one(keys[0], taken=True))) == [["Test the alarms"]]


def test_a_table_taken_by_hand_that_has_no_actions_says_so(read):
    figures = (("Ward", "2021", "2022"), ("North", "41", "44"))
    reading = read("Figures", figures, arrange=lambda keys: one(keys[0], taken=True))
    assert "say which column holds them" in reading.ignored[0].reason


def test_minutes_passed_over_by_hand_are_no_plan(read):
    minutes = (
        ("Minute", "Item", "Action"),
        ("2.1", "<p>Roof</p> <p>Agreed – The Board to hear more.</p>", "Head of Families"),
        ("3.1", "<p>Report of the chair</p> <p>Members were asked to send questions.</p>", "All"),
    )
    blocks = ("Minutes of the Wharf Board", "Thursday, 4 May 2023", "Apologies were received from the Mate.", minutes)
    assert len(read(*blocks).plans) == 1
    assert read(*blocks, arrange=lambda keys: one(keys[0], taken=False)).plans == ()


# ---- columns ----------------------------------------------------------------------------------------


def test_columns_said_by_hand_outweigh_what_was_found(read):
    plan = read("Wharves", MEASURES, arrange=lambda keys: one(keys[0], layout=BY_HAND)).plans[0]
    action = plan.actions[0]
    assert (action.title, action.owners[0].name, str(action.due)) == ("Mend the slip", "Pilot", "2024-03-31")
    assert (plan.layout, plan.confidence) == ("wharf", 1.0)


def test_they_are_for_that_table_and_no_other_with_the_same_headings(read):
    swapped = Layout({"title": "Progress", "update": "Action"}, by_hand=True)
    reading = read("First Plan", PLAN, "Second Plan", OTHER, arrange=lambda keys: one(keys[1], layout=swapped))
    assert titles(reading) == [["Write the guide", "Print the guide"], ["Drafted.", "Drafted."]]


def test_columns_that_the_table_has_not_are_a_doubt_and_it_is_read_as_found(read):
    reading = read("Improvement Plan", PLAN, arrange=lambda keys: one(keys[0], layout=BY_HAND))
    assert titles(reading) == [["Write the guide", "Print the guide"]]
    assert [issue.code for issue in reading.plans[0].issues] == ["mapping_unfit"]


# ---- joined and parted ------------------------------------------------------------------------------


def test_two_plans_joined_by_hand_are_one(read):
    blocks = ("First Plan", PLAN, "Second Plan", OTHER)
    assert len(read(*blocks).plans) == 2
    reading = read(*blocks, arrange=lambda keys: one(keys[1], joins=keys[0]))
    assert titles(reading) == [["Write the guide", "Print the guide", "Mend the roof", "Paint the door"]]
    assert [seen.plan for seen in reading.tables] == [1, 1]


def test_tables_with_other_columns_are_joined_by_their_fields(read):
    second = Layout({**COLUMNS, "keep": "Wharf"}, ratings={"Ashore": Rating("complete", "blue")}, by_hand=True)
    arrange = lambda keys: Arrangement({keys[1]: Arranged(joins=keys[0], layout=second)})  # noqa: E731
    plan = read("First Plan", PLAN, "Wharves", MEASURES, arrange=arrange).plans[0]
    first, last = plan.actions[0], plan.actions[2]
    assert (first.ref, first.title, first.rag, first.updates[0].text) == ("1.1", "Write the guide", "amber", "Drafted.")
    assert (last.title, last.owners[0].name, str(last.due)) == ("Mend the slip", "Pilot", "2024-03-31")
    assert (last.status, last.rag) == ("complete", "blue")
    assert [(extra.heading, extra.text) for extra in last.extra] == [("Wharf", "North")]


def test_a_plan_in_several_tables_is_parted_by_hand(read):
    blocks = ("Improvement Plan", PLAN, "Theme 2: Buildings", OTHER)
    assert len(read(*blocks).plans) == 1
    reading = read(*blocks, arrange=lambda keys: one(keys[1], joins=""))
    assert titles(reading) == [["Write the guide", "Print the guide"], ["Mend the roof", "Paint the door"]]


def test_one_table_is_cut_into_two_plans(read):
    both = (*PLAN, *OTHER[1:])
    reading = read("Improvement Plan", both, arrange=lambda keys: one(keys[0], cuts=(4,)))
    assert titles(reading) == [["Write the guide", "Print the guide"], ["Mend the roof", "Paint the door"]]
    assert [seen.key.partition("-")[0] for seen in reading.tables] == ["1", "1.4"]
    assert [seen.source.row for seen in reading.tables] == [1, 4]
    assert reading.plans[1].actions[0].source.row == 4


@pytest.mark.parametrize("row", [0, 1, 2, 6, 99])
def test_a_cut_that_leaves_nothing_on_one_side_is_none(read, row):
    reading = read("Plan", (*PLAN, *OTHER[1:]), arrange=lambda keys: one(keys[0], cuts=(row,)))
    assert len(reading.plans) == 1


def test_a_piece_is_arranged_by_a_key_of_its_own(read):
    both = (*PLAN, *OTHER[1:])
    cut = read("Improvement Plan", both, arrange=lambda keys: one(keys[0], cuts=(4,)))
    first, second = (seen.key for seen in cut.tables)
    said = Arrangement({first: Arranged(cuts=(4,), taken=False), second: Arranged(taken=True)})
    assert titles(read("Improvement Plan", both, arrange=lambda _: said)) == [["Mend the roof", "Paint the door"]]


# ---- kept and found again ---------------------------------------------------------------------------


def test_an_arrangement_is_the_same_after_a_journey_through_json():
    said = Arranged(taken=True, joins="2-bb", cuts=(4, 9), layout=BY_HAND)
    arrangement = Arrangement({"1-aa": said, "2-bb": Arranged(taken=False), "3-cc": Arranged(joins="")})
    assert Arrangement.from_json(json.loads(json.dumps(arrangement.to_json()))) == arrangement
    assert Arrangement.from_json({}) == Arrangement()
    assert not Arrangement()


def test_what_is_taken_back_is_forgotten():
    arrangement = Arrangement().with_table("1-aa", taken=False).with_table("1-aa", taken=None)
    assert arrangement.to_json() == {}


def test_a_table_that_was_given_another_number_is_known_by_its_words(read):
    blocks = ("First Plan", PLAN, "Second Plan", OTHER)
    reading = read(*blocks, arrange=lambda keys: one(f"7-{keys[1].partition('-')[2]}", taken=False))
    assert titles(reading) == [["Write the guide", "Print the guide"]]


def test_a_table_that_is_not_there_is_a_doubt(read):
    reading = read("Improvement Plan", PLAN, arrange=lambda keys: one("9-0123456789", taken=False))
    assert len(reading.plans) == 1
    assert [(issue.code, "Table 9" in issue.message) for issue in reading.issues] == [("table_lost", True)]


# ---- tried before it is saved -----------------------------------------------------------------------


def test_the_first_rows_are_read_as_a_layout_would(read):
    seen = read("Wharves", MEASURES).tables[0]
    tried = trial(seen, BY_HAND)
    assert [action.title for action in tried.actions] == ["Mend the slip", "Paint the mole"]
    assert trial(seen, Layout({"title": "Errand"}, by_hand=True)) is None
