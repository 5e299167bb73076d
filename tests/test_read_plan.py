"""`manage.py read_plan`: what it prints, how it exits, and what it says of files that it cannot read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from imports import child
from imports.pipeline import read_document
from tests.pipeline.grids import paper, row, table

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAPERS = sorted((SHARED / "papers").glob("*.txt"))
needs_papers = pytest.mark.skipif(not PAPERS, reason="the five papers in ../shared are not here")
PLAN = paper(
    "Northmoor Action Plan",
    table(row(), row("1.2", lead="", when="31/11/2023")),
    "Later",
    (("Item", "Page"), ("Apologies", "3")),
)


def manage(*words: str) -> subprocess.CompletedProcess:
    """The command as typed, in a process of its own."""
    command = [sys.executable, str(ROOT / "manage.py"), "read_plan", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_json_is_printed_for_other_programs(plan_file, capsys):
    call_command("read_plan", str(plan_file), "--json")
    read = json.loads(capsys.readouterr().out)
    assert read["source"]["file"] == "plan.txt"
    assert [action["ref"] for action in read["plans"][0]["actions"]] == ["1.1", "1.2"]
    assert read["ignored"][0]["heading"] == "Item | Page"


def test_a_person_sees_plans_doubts_and_what_was_passed_over(plan_file, capsys):
    call_command("read_plan", str(plan_file))
    shown = capsys.readouterr().out
    for words in (
        *("Northmoor Action Plan", "Write the guidance", "Team Manager | Due 31 March 2023 | Amber"),
        *("! No such date: 31/11/2023", "! No owner is stated", "Passed over", "Item | Page"),
    ):
        assert words in shown
    assert "None" not in shown


def test_one_layout_may_be_asked_for(plan_file, capsys):
    call_command("read_plan", str(plan_file), "--json", "--layout", "generic")
    assert json.loads(capsys.readouterr().out)["plans"][0]["layout"] == "generic"


def test_with_no_plan_the_json_is_still_printed_and_the_sentence_goes_to_stderr(tmp_path):
    path = tmp_path / "minutes.txt"
    path.write_text("The board met and agreed.\n", encoding="utf-8")
    done = manage(str(path), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["plans"] == []
    assert done.stderr.strip().endswith("No plan was found in minutes.txt.")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("plan.txt", b"PK\x03\x04", "cut short or damaged"),
        ("plan.pdf", b"%PDF-1.7", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_exit_1(tmp_path, capsys, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words) as refused:
        call_command("read_plan", str(path), "--json")
    assert refused.value.returncode == 1
    assert "\n" not in str(refused.value)
    assert capsys.readouterr().out == ""


def test_an_unknown_layout_is_bad_usage(plan_file):
    done = manage(str(plan_file), "--layout", "atlantis")
    assert done.returncode == 2
    assert "blackburn" in done.stderr


def test_a_missing_file_is_refused():
    with pytest.raises(CommandError, match="There is no file none.txt"):
        call_command("read_plan", "none.txt")


# ---- the child process ------------------------------------------------------------------------------


def test_the_child_reads_the_same_as_the_pipeline(plan_file):
    from imports.pipeline import read_document

    assert child.read(plan_file) == read_document(plan_file)


def test_the_child_tells_how_far_it_is(plan_file):
    told = []
    child.read(plan_file, progress=lambda *step: told.append(step))
    assert told[0] == ("tables", 0, 1)
    assert told[-1] == ("plans", 1, 1)


def test_a_child_that_takes_too_long_is_ended_with_one_sentence(plan_file):
    with pytest.raises(child.ReadingRefused, match="too much time or memory"):
        child.read(plan_file, wall_seconds=0.01)


def test_a_child_that_takes_too_much_memory_is_ended_with_one_sentence(tmp_path):
    path = tmp_path / "wide.txt"
    path.write_text(("x" + "\t" * 2_000 + "\n") * 400, encoding="utf-8")
    with pytest.raises(child.ReadingRefused, match=r"wide\.txt takes too much"):
        child.read(path, memory=20_000_000)


def test_a_file_is_called_by_its_own_name_in_a_refusal(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(child.ReadingRefused, match=r"report\.txt is an old Office file"):
        child.read(path, name="report.txt")


def test_a_person_sees_what_was_asked_which_column_is_which_and_the_newest_note(tmp_path, capsys):
    path = tmp_path / "plan.txt"
    dated = (("Date raised", "Area for improvement"), ("May 2022 June 2022", "Visits must be written up the same day"))
    rows = table(
        row(
            note="Update 3 May 2023 Begun. Update 4 June 2023 A form was drawn up.",
            when="30/06/2023 revised 31/07/2023",
        ),
        row("1.2", "Write it down", when="Draft shared – Mar 2023 Policy signed – Apr 2023"),
    )
    path.write_text(paper("Northmoor Action Plan", "1.0 Visits", dated, rows), encoding="utf-8")
    call_command("read_plan", str(path))
    shown = capsys.readouterr().out
    for words in (
        "Columns: Ref (reference); Action (action); Lead (lead); Timescale (date); Progress (progress); RAG (rating)",
        "> Visits must be written up the same day (raised May 2022, Jun 2022)",
        "First date 30 June 2023, then 31 July 2023",
        "Progress 4 June 2023 (1 note before): A form was drawn up.",
        "Policy signed",
    ):
        assert words in " ".join(shown.split())
    assert all(len(line) <= 100 for line in shown.splitlines())


def test_what_is_no_file_is_refused_at_once(tmp_path):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path, said in ((pipe, "not a file that can be read"), ("", "Name the document")):
        with pytest.raises(child.ReadingRefused, match=said):
            child.read(path, wall_seconds=5)


def test_a_file_whose_name_is_no_text_is_read_like_any_other(tmp_path, plan_file):
    path = tmp_path / os.fsdecode(b"plan-\xff.txt")
    path.write_bytes(Path(plan_file).read_bytes())
    assert child.read(path).file == "plan-?.txt"


# ---- the five papers, read in place -----------------------------------------------------------------


@needs_papers
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem[:3])
def test_a_paper_is_read_without_a_traceback_and_names_what_it_passes_over(path):
    reading = child.read(path)
    assert reading.ignored
    assert all(ignored.reason and ignored.source.line for ignored in reading.ignored)


@needs_papers
@pytest.mark.parametrize(("paper_number", "plan"), [("000", "blackburn-sif"), ("003", "plymouth-ewmh")])
@pytest.mark.parametrize("layout", [None, "generic"], ids=["any layout", "by headings alone"])
def test_the_first_two_plans_are_read_as_a_careful_reader_reads_them(tmp_path, paper_number, plan, layout):
    path = next(path for path in PAPERS if path.name.startswith(paper_number))
    read = tmp_path / "read.json"
    read.write_text(json.dumps(child.read(path, layout).to_json()), encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, SHARED / "score" / "score.py", read, SHARED / "gold" / f"{plan}.json", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    score = json.loads(scored.stdout)[plan]
    assert score["score"] >= 0.97
    assert score["actions found"][0] == score["actions found"][1]


@needs_papers
def test_every_plan_of_the_papers_is_read_as_a_careful_reader_reads_it(tmp_path):
    """All of ../shared/gold, with its own score: nothing invented, little raised where a reader raised nothing."""
    reads = []
    for path in PAPERS:
        reads.append(tmp_path / f"{path.stem}.json")
        reads[-1].write_text(json.dumps(read_document(path).to_json()), encoding="utf-8")
    golds = sorted((SHARED / "gold").glob("*.json"))
    scored = subprocess.run(
        [sys.executable, SHARED / "score" / "score.py", *reads, *golds, "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    score = json.loads(scored.stdout)
    assert score.pop("overall") >= 0.99
    for plan, facts in score.items():
        assert facts["score"] >= 0.97, plan
        assert facts["actions found"][0] == facts["actions found"][1], plan


@needs_papers
def test_a_day_that_no_plan_of_the_papers_states_is_not_made_up():
    """The gold says of each plan which day it speaks for, most often none."""
    stated = {}
    for gold in (SHARED / "gold").glob("*.json"):
        known = json.loads(gold.read_text(encoding="utf-8"))
        stated.setdefault(known["paper"], set()).add(known.get("as_at"))
    for path in PAPERS:
        own = {str(plan.as_at) if plan.as_at else None for plan in read_document(path).plans}
        assert own - stated[path.name] <= {"2019-05-31", None}  # a quarterly update names its month in its title
