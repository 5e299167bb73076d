"""Reading in a process of its own: what is asked reaches it, what it says comes back, and it can be ended."""

import pytest

from imports import child
from imports.arrangement import Arrangement
from imports.child import ReadingRefused
from tests.readers.documents import write
from tests.readers.test_bad_input import PLAN

COMPLAINS = "import sys; sys.stderr.write('x' * 1_000_000); print('{\"answer\": \"text\"}')"
SAYS_NOTHING = "import time; time.sleep(30)"


@pytest.fixture
def child_that(tmp_path, monkeypatch):
    """Return a function that has another program stand in for the reading process."""

    def make(program):
        (tmp_path / "imports").mkdir()
        (tmp_path / "imports" / "in_child.py").write_text(program)
        monkeypatch.setattr(child, "_ROOT", tmp_path)
        return tmp_path / "paper.txt"

    return make


def test_the_kind_of_a_file_is_told_without_reading_it(tmp_path):
    assert child.kind_of(write(tmp_path, "plan.docx", PLAN), "plan.txt") == "word"


def test_a_file_that_is_not_for_reading_is_refused_by_its_own_name(tmp_path):
    (tmp_path / "6f1c").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(ReadingRefused, match="plan.docx is a picture"):
        child.kind_of(tmp_path / "6f1c", "plan.docx")


def test_what_a_person_said_of_the_tables_is_obeyed(tmp_path):
    path = write(tmp_path, "plan.docx", PLAN)
    (key,) = [table.key for table in child.read(path).tables]
    assert child.read(path).plans
    assert not child.read(path, arrangement=Arrangement().with_table(key, taken=False)).plans


def test_complaints_longer_than_a_pipe_hold_nobody_up(child_that):
    assert child.kind_of(child_that(COMPLAINS)) == "text"


def test_a_reader_that_says_nothing_is_still_known_to_be_alive_and_can_be_ended(child_that):
    class Enough(Exception):
        pass

    def alive():
        raise Enough

    with pytest.raises(Enough):
        child.read(child_that(SAYS_NOTHING), alive=alive)
