"""A layout as a file for imports/layouts: it is imported as it was, is in the house's style, and runs nothing."""

import importlib.util
import subprocess
import sys
from dataclasses import replace

import pytest

from imports.layout import Layout, all_layouts
from imports.layout_file import file_of
from imports.layout_json import Rating
from imports.pipeline import read_document
from tests.pipeline.grids import paper

GIVEN = Layout(
    columns={"title": "Thing", "lead": ("Crew", 3), "due": 4, "rag": "Light"},
    optional={"update": "Story"},
    marks=("Harbour",),
    organisation="Harbour Trust",
    name="harbour",
    tables=("harbour works",),
    header_rows=1,
    ratings={"Ashore": Rating("complete", "blue"), "Adrift": Rating("off_track"), "Moored": Rating()},
    by_hand=True,
)
HOSTILE = '"""); import os; os.abort() #\\'
TEXTS = (
    "",
    "By when?",
    "It's “due”",
    'The "end"',
    "'\"",
    HOSTILE,
    "back\\slash",
    "tab\there",
    "\u202eright",
    "é ü 漢字 ✓",
)


def imported(folder, layout: Layout) -> Layout:
    path = folder / f"{layout.name}.py"
    path.write_text(file_of(layout), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(layout.name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return replace(module.LAYOUT, name=layout.name)


CASES = (
    GIVEN,
    *(replace(GIVEN, columns={"title": text, "lead": (text, "Who")}, ratings=None) for text in TEXTS),
    replace(GIVEN, organisation=HOSTILE, tables=(HOSTILE,), ratings={HOSTILE: Rating(colour="red")}),
    *(replace(GIVEN, columns={"title": "w " * long, "lead": ("v " * long, "u" * long)}) for long in range(30, 99, 4)),
)


@pytest.mark.parametrize("layout", (*CASES, *all_layouts()), ids=range(len(CASES) + len(all_layouts())))
def test_a_file_gives_the_layout_again(tmp_path, layout):
    assert imported(tmp_path, layout) == layout


def test_the_files_are_in_the_house_s_style(tmp_path):
    for number, layout in enumerate(CASES):
        (tmp_path / f"layout_{number}.py").write_text(file_of(layout), encoding="utf-8")
    for command in (["check"], ["format", "--check", "--diff"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--config", "pyproject.toml", str(tmp_path)],
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_plan_is_read_by_the_file(tmp_path):
    rows = (("Thing", "Crew", "Ebb", "Light"), ("Mend the slip", "Pilot", "31/03/2024", "Ashore"))
    path = tmp_path / "paper.txt"
    path.write_text(paper("Harbour works", rows), encoding="utf-8")
    kept = Layout(
        {"title": "Thing", "lead": "Crew", "due": "Ebb", "rag": "Light"},
        name="harbour",
        ratings={"Ashore": Rating("complete", "blue")},
        by_hand=True,
    )
    plans = [read_document(path, (one,)).plans for one in (kept, imported(tmp_path, kept))]
    assert plans[0] == plans[1]
    assert (plans[1][0].layout, plans[1][0].actions[0].rag) == ("harbour", "blue")
