"""The papers' own arithmetic: totals and cross references that a paper prints, held against what is read in it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from imports.pipeline import read_document
from imports.shapes import Reading, StagedItem, StagedPlan

PAPERS = Path(__file__).resolve().parents[3] / "shared" / "papers"
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="the papers in ../shared/papers are not here")

QUARTER_ENDS = date(2019, 4, 30)  # the last date that the quarterly update of May 2019 reports on
THEMES = {  # the theme's reference in the plan, by its name in the table of counts
    "Change Led By the Board": None,
    "Out of Court": "1",
    "In Court": "2",
    "In the Community": "3",
    "Transitions": "4",
    "Secure Accommodation": "5",
}


@lru_cache
def paper(number: str) -> Path:
    return next(PAPERS.glob(f"{number}_*.txt"))


@lru_cache
def reading(number: str) -> Reading:
    return read_document(paper(number))


def plan(number: str, known_by: str) -> StagedPlan:
    """The plan of a paper that has this title (one cut short ends in …), or this reference on its first action."""
    found = [
        plan
        for plan in reading(number).plans
        if known_by in (plan.title, plan.actions[0].ref)
        or (known_by.endswith("…") and plan.title.startswith(known_by[:-1]))
    ]
    assert len(found) == 1, [p.title for p in reading(number).plans]
    return found[0]


# ---- the youth-offending plan and its quarterly update, Blackpool 2019 ------------------------------


def counts() -> dict[str, dict[str, int]]:
    """The counts by status that the quarterly update prints for each theme."""
    lines = [line.split("\t") for line in paper("004").read_text(encoding="utf-8").splitlines()]
    found: dict[str, dict[str, int]] = {}
    theme = None
    for cells in lines:
        if cells[0] in THEMES:
            theme = cells[0]
        elif theme and len(cells) > 1 and cells[1].isdigit():
            found.setdefault(theme, {})[cells[0]] = int(cells[1])
        elif cells[0].startswith("Summary of actions"):
            break
    return found


def leaves(of: StagedPlan, theme: str | None) -> list[tuple[str | None, StagedItem]]:
    """The items of a theme that count, each with the reference above it or, without one, above the row before."""
    found, ref = [], None
    for action in of.actions:
        ref = action.ref or ref
        if action.section == theme or theme is None and not action.section[:1].isdigit():
            found += ((ref, leaf) for leaf in action.leaves())
    return found


def likeness(one: StagedItem, other: StagedItem) -> float:
    """How alike two items are by their words, or those of their dated deliverables, and a little by the date."""
    dated = [re.sub(r"\W*(?:\d+\w*\s+)?\w+ 20\d\d\W*", "", item.deadline_text or "") for item in (one, other)]
    by_title = fuzz.token_set_ratio(one.title, other.title)
    return max(by_title, fuzz.token_set_ratio(*dated) if all(dated) else 0) + 15 * (one.due == other.due)


def same_in(item: StagedItem, ref: str | None, among: list[tuple[str | None, StagedItem]]) -> StagedItem | None:
    """The item of the plan that an exception of the update is about; None where the plan has it no longer."""
    beside = [(likeness(item, one), one) for at, one in among if at == ref]
    alike, best = max(beside, key=lambda pair: pair[0], default=(0, None))
    return best if alike > 60 else None


def test_the_printed_counts_agree_among_themselves():
    text = paper("004").read_text(encoding="utf-8")
    done, of = map(int, re.search(r"completed this quarter: (\d+) of (\d+)", text).groups())
    late = int(re.search(r"require action \((\d+)\)", text)[1])
    by_status = Counter()
    for theme in counts().values():
        by_status.update(theme)
    assert (by_status["Completed"], sum(by_status.values())) == (done, of) == (73, 95)
    assert by_status["Behind schedule"] + by_status["Off track – requires action"] == late == 20


@pytest.mark.parametrize("theme", THEMES)
def test_the_exceptions_of_each_theme_are_as_many_as_it_counts(theme):
    """One exception is one dated deliverable, so an action with three is three."""
    late = counts()[theme]["Behind schedule"] + counts()[theme]["Off track – requires action"]
    update = plan("004", "Youth Offending Partnership Improvement Actions…")
    assert len(leaves(update, THEMES[theme])) == late


@pytest.mark.parametrize("theme", THEMES)
def test_the_deliverables_due_by_the_quarter_are_as_many_as_it_counts(theme):
    """The plan was printed after the update: its dates that moved, and what it dropped, stand in the update only.

    Counted: what the plan has due by the end of April 2019; what the update had due by then and the plan has later or
    no more; and the one action that is going on without a date, which the update counts as on track.
    """
    update = plan("004", "Youth Offending Partnership Improvement Actions…")
    now = leaves(main_plan(), THEMES[theme])
    due = [leaf for _, leaf in now if leaf.due and leaf.due <= QUARTER_ENDS]
    going_on = [leaf for _, leaf in now if leaf.deadline_kind == "ongoing" and not leaf.due]
    moved = []
    for ref, leaf in leaves(update, THEMES[theme]):
        same = same_in(leaf, ref, now)
        if leaf.due <= QUARTER_ENDS and (same is None or same.due > QUARTER_ENDS):
            moved.append(leaf)
    assert len(due) + len(moved) + len(going_on) == sum(counts()[theme].values())


def main_plan() -> StagedPlan:
    """The plan itself: of the two that open with the board's first action, the one of more themes."""
    return max((p for p in reading("004").plans if p.actions[0].ref == "LM 1"), key=lambda p: len(p.actions))


def test_the_inspectors_recommendations_and_the_actions_name_each_other():
    """One table names the actions that answer each recommendation, the plan the recommendation beside each action."""
    asked = plan("004", "HMIP 1")
    named = {(action.ref, link) for action in asked.actions for link in action.links}
    answered = {
        (link, action.ref)
        for action in main_plan().actions
        for item in (action, *action.milestones)
        for link in item.links
        if link.startswith("HMIP")
    }
    assert [action.ref for action in asked.actions] == [f"HMIP {number}" for number in range(1, 10)]
    assert named == answered


# ---- the other papers -------------------------------------------------------------------------------


def numbers(items) -> list[str]:
    return [item.ref for item in items]


def test_blackburn_prints_nine_recommendations_of_the_department():
    assert "9 of the 12 actions were the resp" in paper("000").read_text(encoding="utf-8")
    assert numbers(reading("000").plans[0].sections) == [str(number) for number in range(1, 10)]


def test_bradfords_areas_and_numbers_run_without_a_gap():
    improvement = reading("001").plans[0]
    assert "Five Areas of Development" in paper("001").read_text(encoding="utf-8")
    assert numbers(improvement.sections) == [f"{area}.0" for area in range(1, 6)]
    last = {1: 16, 2: 6, 3: 2, 4: 10, 5: 4}
    assert numbers(improvement.actions) == [f"{area}.{n}" for area, most in last.items() for n in range(1, most + 1)]


def test_each_of_bradfords_ten_recommendations_stands_in_one_area():
    asked = [
        asked.ref for section in reading("001").plans[0].sections for asked in section.recommendations if asked.ref
    ]
    assert sorted(asked) == sorted(["R1", "R2", "R3", "R4", "R5", "R6a", "R6b", "R6c", "R7", "R8", "R9", "R10"])


def test_bradfords_first_five_themes_and_the_one_that_was_added():
    text = paper("001").read_text(encoding="utf-8")
    assert "was developed with five key themes" in text
    assert "new expanded Prevention and Early Help theme" in text
    assert len(reading("001").plans[1].sections) == 5 + 1


def test_plymouths_recommendations_run_from_the_first_to_the_fifteenth():
    assert numbers(plan("003", "R1").actions) == [f"R{number}" for number in range(1, 16)]
