"""The same plan as text, Word, Excel, PDF, web page and separated values; read to the same staged plan.

The fixtures are written out in each format; nothing but the words and their places can differ then.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import pytest

from imports.pipeline import read_document
from imports.readers.text import read_text
from imports.shapes import Reading, Source, StagedItem, StagedPlan, Table
from tests.readers.documents import Block, C, grid, write

DOCUMENTS = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "documents").glob("*.txt"))


@cache
def blocks_of(document: Path) -> list[Block]:
    """The lines and the tables of a paper, cell by cell."""
    return [
        [[C(cell.text) for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in read_text(document, document.name).blocks
    ]


@cache
def reading_of(document: Path) -> Reading:
    return read_document(document)


def placeless(plan: StagedPlan) -> StagedPlan:
    """The plan without the places where its words stand, and without how surely it was recognised."""
    return replace(plan, actions=tuple(map(_placeless, plan.actions)), source=Source(), issues=(), reasons=())


def _placeless(item: StagedItem) -> StagedItem:
    problems = tuple(replace(issue, source=None) for issue in item.problems)
    return replace(item, source=Source(), problems=problems, milestones=tuple(map(_placeless, item.milestones)))


def differences(wanted: StagedPlan, read: StagedPlan) -> list[str]:
    """What differs between two plans, in words."""
    found = [
        f"{field.name}: {getattr(wanted, field.name)!r} and {getattr(read, field.name)!r}"
        for field in fields(StagedPlan)
        if field.name != "actions" and getattr(wanted, field.name) != getattr(read, field.name)
    ]
    if len(wanted.actions) != len(read.actions):
        return [*found, f"{len(wanted.actions)} actions and {len(read.actions)}"]
    for one, other in zip(wanted.actions, read.actions, strict=True):
        found += [
            f"{one.ref} {field.name}: {getattr(one, field.name)!r} and {getattr(other, field.name)!r}"
            for field in fields(StagedItem)
            if getattr(one, field.name) != getattr(other, field.name)
        ]
    return found


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "pdf", "csv"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_fixture_in_another_format_reads_to_the_same_plan(tmp_path, document, ending):
    wanted = reading_of(document)
    read = read_document(write(tmp_path, f"{document.stem}.{ending}", blocks_of(document)))
    assert [plan.title for plan in read.plans] == [plan.title for plan in wanted.plans]
    for one, other in zip(wanted.plans, read.plans, strict=True):
        assert differences(placeless(one), placeless(other)) == []


COLOURED = [
    "Northmoor Improvement Plan 2023",
    "Position as at 30 June 2023",
    grid(
        ["Rating", "What it means"],
        [C("Blue", "0070C0"), "Complete"],
        [C("Green", "00B050"), "On track for its date"],
        [C("Amber", "FFC000"), "Behind, and a plan is in place"],
        [C("Red", "FF0000"), "Its date has passed"],
    ),
    grid(
        [
            C("Ref", down=2),
            C("Action", down=2),
            C("Milestones", down=2),
            C("Lead officer", down=2),
            C("Completion date", across=2),
            C("RAG", down=2),
        ],
        ["Original", "Revised"],
        [C("Theme 1: Practice", across=7)],
        [
            C("1.1", down=3),
            C("Write guidance on home visits, and see that it is used", down=3),
            "Draft shared with all teams",
            C("Team Manager", down=2),
            "31/01/2023",
            "",
            C("", "0070C0"),
        ],
        ["Panel has agreed the draft", "28/02/2023", "30/04/2023", C("", "FFC000")],
        ["Guidance is used in each team", "Head of Quality", "30/06/2023", "", C("", "FF0000")],
        [
            C("1.2", down=2),
            C("Audit twenty files each month", down=2),
            "Audit tool:\n• agreed by managers\n• tried on six files",
            "Head of Quality",
            "31/03/2023",
            "",
            C("", "00B050"),
        ],
        ["First audit is reported", "Head of Quality", "31/07/2023", "", C("", "00B050")],
    ),
]


def coloured(folder, ending: str) -> StagedPlan:
    options = {"heads": 2} if ending == "pdf" else {}
    (plan,) = read_document(write(folder, f"plan.{ending}", COLOURED, **options)).plans
    return plan


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "pdf"])
def test_merged_cells_two_rows_of_headings_and_fills_read_the_same_in_each_format(tmp_path, ending):
    plan = coloured(tmp_path, ending)
    steps = [step for action in plan.actions for step in action.milestones]
    assert [(action.ref, len(action.milestones)) for action in plan.actions] == [("1.1", 3), ("1.2", 2)]
    assert [step.rag for step in steps] == ["blue", "amber", "red", "green", "green"]
    assert [step.owners[0].name for step in steps] == ["Team Manager"] * 2 + ["Head of Quality"] * 3
    assert [str(step.due) for step in steps][:3] == ["2023-01-31", "2023-02-28", "2023-06-30"]
    assert [[str(day) for day in step.revised] for step in steps][:2] == [[], ["2023-04-30"]]
    assert steps[3].title == "Audit tool:\n• agreed by managers\n• tried on six files"
    assert [(key.label, key.colour) for key in plan.rating_key] == [
        ("Blue", "blue"),
        ("Green", "green"),
        ("Amber", "amber"),
        ("Red", "red"),
    ]
    assert differences(placeless(coloured(tmp_path, "docx")), placeless(plan)) == []


STRANGER = [
    "Northmoor audit action tracker",
    "Position as at 30 June 2023",
    grid(
        ["Audit", "Ref", "Agreed action", "Post responsible", "Baseline", "Forecast", "Actual", "Score", "Last update"],
        [
            C("Payroll", down=2),
            *("P1", "Send leavers to payroll by an online form", "HR Manager", "31/03/2023", "30/09/2023", ""),
            C("", "FF0000"),
            "Form is built.",
        ],
        [
            *("P2", "Train a second officer", "Payroll Team Leader", "30/04/2023", "30/04/2023", "28/04/2023"),
            C("", "00B050"),
            "Trained.",
        ],
        [
            "Treasury",
            *("T1", "Use the limit report before each deal", "Treasury Accountant", "31/07/2023", "31/08/2023", ""),
            C("", "FFC000"),
            "Supplier has quoted.",
        ],
    ),
]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "pdf"])
def test_a_body_s_own_headings_dates_in_three_columns_and_a_score_of_fills_read_the_same(tmp_path, ending):
    (plan,) = read_document(write(tmp_path, f"plan.{ending}", STRANGER)).plans
    assert [(one.ref, one.section, one.rag) for one in plan.actions] == [
        ("P1", "Payroll", "red"),
        ("P2", "Payroll", "green"),
        ("T1", "Treasury", "amber"),
    ]
    assert [(str(one.due), [str(day) for day in one.revised]) for one in plan.actions] == [
        ("2023-03-31", ["2023-09-30"]),
        ("2023-04-30", []),
        ("2023-07-31", ["2023-08-31"]),
    ]
    assert (str(plan.as_at), str(plan.actions[1].done_on)) == ("2023-06-30", "2023-04-28")
    assert [one.updates[0].text for one in plan.actions] == ["Form is built.", "Trained.", "Supplier has quoted."]
