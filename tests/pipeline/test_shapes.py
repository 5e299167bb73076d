"""Staged plans to JSON and back: the contract's keys, and nothing lost where all is kept."""

import json
from datetime import date

from imports.shapes import Reading, Source, StagedPlan
from tests.pipeline.grids import paper, plan_in, read_text, row, table

ITEM_KEYS = {
    *("ref", "section", "title", "links", "owners", "start", "due", "revised", "done_on", "deadline_text"),
    *(
        "deadline_kind",
        "review",
        "problems",
        "status_text",
        "status",
        "rag",
        "updates",
        "extra",
        "milestones",
        "source",
    ),
}
PLAN_KEYS = {"title", "organisation", "layout", "confidence", "as_at", "rating_key", "sections", "actions"}


def test_a_reading_has_the_keys_of_the_contract_and_no_others(tmp_path):
    headings = ("Ref", "Action", "Lead", "Milestones", "By when", "Progress")
    rows = (("1", "Hear all", "Clerk", "Ask", "May 2023", "Asked."), ("", "", "Clerk", "Tell", "31/11/2023", ""))
    shown = read_text(tmp_path, paper("Plan", table(*rows, headings=headings))).to_json()
    plan = shown["plans"][0]
    action = plan["actions"][0]
    assert set(shown) == {"source", "plans", "ignored"}
    assert set(plan) == PLAN_KEYS
    assert set(action) == ITEM_KEYS
    assert set(action["milestones"][0]) == ITEM_KEYS - {"section", "milestones"}
    assert set(action["source"]) == {"page", "table", "rows"}
    assert set(action["milestones"][1]["problems"][0]) == {"code", "message"}
    assert action["milestones"][0]["due"] == "2023-05-31"


def test_what_an_import_stores_gives_the_same_plan_again(tmp_path):
    plan = plan_in(
        tmp_path,
        *("Plan", "Position as at 31 March 2023"),
        table(
            row(when="May 2023 revised June 2023"), row("1.2", lead="", when="31/11/2023"), row("1.3", when="Complete")
        ),
    )
    stored = json.loads(json.dumps(plan.to_json(full=True)))
    assert StagedPlan.from_json(stored) == plan
    assert plan.as_at == date(2023, 3, 31)


def test_a_whole_reading_comes_back_the_same(tmp_path):
    reading = read_text(tmp_path, paper("Plan", table(row()), "Later", (("Item", "Page"), ("Apologies", "3"))))
    assert Reading.from_json(json.loads(json.dumps(reading.to_json(full=True)))) == reading


def test_the_public_json_can_be_read_too(tmp_path):
    plan = plan_in(tmp_path, "Plan", table(row()))
    again = StagedPlan.from_json(plan.to_json())
    assert [action.title for action in again.actions] == [action.title for action in plan.actions]


def test_a_place_is_named_as_a_person_would():
    assert Source(page=27, table=5, line=658, last_line=658).words() == "page 27, table 5, line 658"
    assert Source(table=2, row=3, last_row=4).words() == "table 2, rows 3 to 4"
