"""Reading in the background: one worker at a time, progress on the way, and an end whatever becomes of the worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from imports import child, tasks, turns
from imports.child import ReadingRefused
from imports.models import Proposal, Upload
from imports.turns import Turn, TurnLost
from tests import builders
from tests.readers.documents import as_docx
from tests.readers.test_bad_input import PLAN

State = Upload.State


@pytest.fixture
def upload(council):
    """A Word document with a plan of two actions, waiting to be read."""
    return builders.upload(council, as_docx(PLAN), name="plan.docx", beat_at=timezone.now(), as_at=builders.AGREED_ON)


@pytest.fixture
def silent():
    """Return a function after which the reader of an upload has given no sign of life for too long."""

    def fall_silent(upload):
        Upload.objects.filter(pk=upload.pk).update(beat_at=timezone.now() - turns.SILENCE - timedelta(seconds=1))
        upload.refresh_from_db()
        return upload

    return fall_silent


@pytest.fixture
def with_database_queue(settings):
    """Tasks go into the database, and a worker has to come for them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def run_worker():
    """Do all that waits in the queue, put off or not, as `manage.py db_worker --batch` does."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    Worker(
        queue_names=["default"], excluded_queue_names=[], interval=0, batch=True, backend_name="default",
        startup_delay=False, max_tasks=5, worker_id="of the test",
    ).run()  # fmt: skip


def test_a_paper_is_read_and_its_plans_are_proposed(upload):
    tasks.read_upload.enqueue(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.percent, upload.refused_because) == (State.READ, 100, "")
    assert len(upload.reading["plans"]) == 1
    assert Proposal.objects.get(upload=upload).counts["new"] == 2


def test_a_paper_that_cannot_be_read_says_why_by_its_own_name(council):
    upload = builders.upload(council, b"\x89PNG\r\n", name="plan.docx")
    tasks.read_upload.enqueue(upload.pk)
    upload.refresh_from_db()
    assert upload.state == State.REFUSED
    assert upload.refused_because.startswith("plan.docx is a picture")


def test_a_sentence_is_kept_without_what_no_database_keeps(upload, monkeypatch):
    def refused(*args, **kwargs):
        raise ReadingRefused("plan.docx holds\x00 nothing.")

    monkeypatch.setattr(child, "read", refused)
    tasks.read_upload.enqueue(upload.pk)
    upload.refresh_from_db()
    assert upload.refused_because == "plan.docx holds nothing."


def test_a_fault_of_ours_is_said_and_left_for_those_who_look_after_the_site(upload, monkeypatch):
    monkeypatch.setattr(tasks, "propose", lambda upload, tell: 1 / 0)
    result = tasks.read_upload.enqueue(upload.pk)
    upload.refresh_from_db()
    assert upload.refused_because == "plan.docx could not be read: the reader failed on it. The fault has been noted."
    assert "ZeroDivisionError" in result.errors[0].traceback


def test_a_worker_that_is_told_to_stop_gives_the_paper_back(upload, monkeypatch, with_database_queue):
    def stopped(*args, **kwargs):
        raise SystemExit(1)

    monkeypatch.setattr(child, "read", stopped)
    with pytest.raises(SystemExit):
        tasks.read_upload.call(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.tries) == (State.WAITING, 0)
    assert DBTaskResult.objects.ready().filter(task_path__endswith="read_upload").count() == 1


class TestProgress:
    def test_it_tells_step_plan_and_row_and_never_goes_back(self, upload, monkeypatch):
        monkeypatch.setattr(turns, "BETWEEN_WRITES", 0)
        turn, seen = Turn.take(upload.pk), []
        for told in (
            ("pages", 11, 63), ("tables", 0, 1), ("plans", 1, 5), ("rows", 100, 340), ("checks", 0, 12), ("rows", 0, 9),
            ("compare", 1, 5),
        ):  # fmt: skip
            turn.tell(*told)
            upload.refresh_from_db()
            seen.append((turns.progress_of(upload).words(), upload.percent))
        assert [words for words, _ in seen] == [
            "Reading page 12 of 63",
            "Finding the tables",
            "Reading plan 2 of 5",
            "Reading plan 2 of 5, row 101 of 340",
            "Checking plan 2 of 5, action 1 of 12",
            "Reading plan 2 of 5, row 1 of 9",
            "Comparing plan 2 of 5 with the register",
        ]
        assert [percent for _, percent in seen] == sorted(percent for _, percent in seen)

    def test_it_is_written_down_twice_a_second_at_the_most(self, upload, django_assert_max_num_queries):
        turn = Turn.take(upload.pk)
        with django_assert_max_num_queries(2):
            for page in range(1_000):
                turn.tell("pages", page, 1_000)
                turn.alive()

    def test_the_readers_own_steps_have_words(self, upload, monkeypatch):
        monkeypatch.setattr(turns, "BETWEEN_WRITES", 0)
        told = []
        whole = Turn.tell

        def tell(turn, *step):
            whole(turn, *step)
            told.append(turn.progress.words())

        monkeypatch.setattr(Turn, "tell", tell)
        tasks.read_upload.enqueue(upload.pk)
        assert told and "Opening the document" not in told


class TestOneAtATime:
    def test_a_paper_that_is_being_read_is_not_taken_again(self, upload):
        assert Turn.take(upload.pk) and Turn.take(upload.pk) is None

    @pytest.mark.django_db(transaction=True)
    def test_of_two_workers_at_the_same_moment_one_gets_it(self, upload):
        both_are_here, taken = threading.Barrier(2), []

        def take():
            try:
                both_are_here.wait(10)
                taken.append(Turn.take(upload.pk))
            finally:
                connection.close()

        threads = [threading.Thread(target=take) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(turn is None for turn in taken) == [False, True]

    def test_a_worker_that_was_given_up_writes_nothing_more(self, upload, silent, monkeypatch):
        monkeypatch.setattr(turns, "BETWEEN_WRITES", 0)
        late = Turn.take(upload.pk)
        tasks.take_up_again(silent(upload))
        upload.refresh_from_db()
        assert (upload.state, upload.tries) == (State.READ, 2)
        with pytest.raises(TurnLost):
            late.tell("pages", 1, 2)
        late.refuse("It took too long.")
        upload.refresh_from_db()
        assert (upload.state, upload.refused_because) == (State.READ, "")


class TestAWorkerThatDied:
    def test_one_that_still_gives_signs_of_life_is_left_alone(self, upload):
        Turn.take(upload.pk)
        upload.refresh_from_db()
        assert not tasks.take_up_again(upload)

    def test_after_three_tries_the_paper_is_refused(self, upload, silent, with_database_queue):
        for _ in range(3):
            assert Turn.take(upload.pk)
            assert tasks.take_up_again(silent(upload))
        assert upload.state == State.REFUSED
        assert upload.refused_because.startswith("plan.docx could not be read: reading it was broken off 3 times.")
        assert Turn.take(upload.pk) is None

    def test_whoever_is_put_off_to_look_after_it_looks_until_it_is_over(self, upload, with_database_queue):
        Turn.take(upload.pk)
        for expected in (1, 2):
            tasks.look_after.call(upload.pk)
            assert DBTaskResult.objects.filter(task_path__endswith="look_after").count() == expected
        Upload.objects.update(state=State.READ)
        tasks.look_after.call(upload.pk)
        assert DBTaskResult.objects.filter(task_path__endswith="look_after").count() == 2

    def test_what_is_known_of_old_tasks_is_forgotten(self, upload, with_database_queue):
        tasks.put_in_line(upload)
        long_ago = timezone.now() - timedelta(days=8)
        DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=long_ago)
        tasks.look_after.call(upload.pk)
        assert not DBTaskResult.objects.finished().exists()


# Stands in for a worker in the middle of a long paper: it takes the upload, tells a page, and goes on for ever.
WORKER = """
import sys, time, django
django.setup()
from imports import child

def read(path, progress, **kwargs):
    while True:
        progress("pages", 1, 60)
        time.sleep(0.1)

child.read = read
from django.core.management import call_command
call_command("db_worker", startup_delay=False)
"""


def database_url():
    """Return the address of the tests' own database."""
    kept = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{kept['NAME']}"
    return f"postgres://{kept['USER']}:{kept['PASSWORD']}@{kept['HOST']}:{kept['PORT']}/{kept['NAME']}"


def wait_until(true, seconds=30):
    for _ in range(seconds * 20):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_is_noticed_and_the_next_one_reads_the_paper(upload, silent, with_database_queue):
    tasks.put_in_line(upload)
    kept_apart = {"DATA_DIR": str(site.DATA_DIR), "DATABASE_URL": database_url()}
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=site.BASE_DIR,
        env=os.environ | kept_apart | {"DJANGO_SETTINGS_MODULE": "tracker.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: Upload.objects.filter(state=State.READING, step="pages").exists())
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert DBTaskResult.objects.running().count() == 1
    silent(upload)
    run_worker()
    upload.refresh_from_db()
    assert (upload.state, upload.tries) == (State.READ, 2)
    assert [one.traceback for one in DBTaskResult.objects.failed()] == ["The worker ended without a word."]
    assert not DBTaskResult.objects.running().exists()
