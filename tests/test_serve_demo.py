"""`make demo`: a site with a worker beside it; a worker that dies is begun anew, and both end together."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Stands in for the site and for the worker: tells its process's number, and goes on until it is ended.
PROGRAM = '#!/bin/sh\necho $$ >> "$0.started"\nexec sleep 60\n'


@pytest.fixture
def demo(tmp_path):
    """The script under way with stand-ins, and a function that waits for the numbers of those started."""
    for name in ("python", "gunicorn"):
        (tmp_path / name).write_text(PROGRAM)
        (tmp_path / name).chmod(0o755)
    running = subprocess.Popen(
        ["sh", "tracker/serve_demo.sh"],
        cwd=ROOT,
        env=os.environ | {"BIN": str(tmp_path)},
        start_new_session=True,
        # A shell cannot trap a signal that was ignored when it began, as Ctrl-C is for what runs in the background.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )

    def started(name, times=1):
        told = tmp_path / f"{name}.started"
        for _ in range(200):
            numbers = told.read_text().split() if told.exists() else []
            if len(numbers) >= times:
                return [int(number) for number in numbers]
            time.sleep(0.05)
        raise AssertionError(f"{name} was not started {times} times")

    yield running, started
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def is_alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_is_killed_is_begun_anew(demo):
    _, started = demo
    (first,) = started("python")
    os.kill(first, signal.SIGKILL)
    assert len(started("python", 2)) == 2


@pytest.mark.parametrize("to_all", [True, False], ids=["as Ctrl-C does", "told alone"])
def test_site_and_worker_end_together(demo, to_all):
    running, started = demo
    numbers = [*started("python"), *started("gunicorn")]
    if to_all:
        os.killpg(running.pid, signal.SIGINT)
    else:
        running.terminate()
    assert running.wait(10) == 130
    assert not any(is_alive(number) for number in numbers)


def test_where_the_site_ends_the_worker_does_too(demo):
    running, started = demo
    (site,), (worker,) = started("gunicorn"), started("python")
    os.kill(site, signal.SIGTERM)
    running.wait(10)
    assert not is_alive(worker)
