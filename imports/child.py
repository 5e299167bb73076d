"""A document's path in, a Reading out, read in a process of its own with limits on time and memory.

A paper that ties the reader up, or makes it fail, ends that process and not the site. `imports.in_child` is its side.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from imports.arrangement import Arrangement
from imports.layout import Layout
from imports.shapes import Reading

WALL_SECONDS = 60
MEMORY = 512 * 1024 * 1024  # bytes beyond what Python and the libraries take at the start
logger = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parent.parent


class ReadingRefused(Exception):  # noqa: N818 - its message is shown to people as it is
    """The document was not read; the message is one plain sentence."""


def read(
    path: Path | str,
    layout: str | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    wall_seconds: float = WALL_SECONDS,
    memory: int = MEMORY,
    name: str | None = None,
    *,
    by_hand: Iterable[Layout] = (),
    arrangement: Arrangement | None = None,
    alive: Callable[[], None] | None = None,
) -> Reading:
    """What was understood of the document at a path; `name` is the file's own name where the path has another.

    `layout` names the only way of reading to try; `by_hand` are layouts to be tried before the known ones, and
    `arrangement` what a person said of the tables. `memory` is in bytes, beyond what the process takes before it
    reads. `alive` is called every second at the least; where it or `progress` raises, the reading ends.

    Raises ReadingRefused, one plain sentence, for a file that cannot be read, or takes too much time or memory.
    """
    request = {
        "layout": layout,
        "by_hand": [one.to_json() for one in by_hand],
        "arrangement": arrangement.to_json() if arrangement else None,
    }
    return Reading.from_json(_asked("read", path, name, request, wall_seconds, memory, progress, alive))


def kind_of(path: Path | str, name: str | None = None) -> str:
    """What a file is by what stands in it, a key of `readers.kinds.KINDS`; a zip is also held against its limits.

    Nothing of it is read beyond that. Raises ReadingRefused, one plain sentence, where the file is not for reading.
    """
    return _asked("kind", path, name, {}, WALL_SECONDS, MEMORY)


def _asked(
    what: str,
    path: Path | str,
    name: str | None,
    request: dict,
    wall_seconds: float,
    memory: int,
    progress: Callable[[str, int, int], None] | None = None,
    alive: Callable[[], None] | None = None,
):
    """The answer of a child that was asked about a file."""
    shown = _printable(name or Path(path).name)
    if not str(path).strip():
        raise ReadingRefused("Name the document to read.")
    path = Path(path)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise ReadingRefused(f"{shown} is not a file that can be read.")
    request |= {"what": what, "path": str(path.resolve()), "name": shown, "memory": memory}
    # What it is asked and what it complains of are files, not pipes: neither side then waits for the other to read.
    with tempfile.TemporaryFile("w+") as asked, tempfile.TemporaryFile("w+", errors="replace") as complaints:
        json.dump(request, asked)
        asked.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "imports.in_child"],
            cwd=_ROOT,
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=_environment(),
        )
        timer = threading.Timer(wall_seconds, process.kill)
        timer.start()
        try:
            answer = _answer(process, progress, alive)
            process.wait()
        finally:
            timer.cancel()
            process.kill()
            process.wait()
            process.stdout.close()
        if "answer" in answer:
            return answer["answer"]
        complaints.seek(0)
        raise ReadingRefused(answer.get("refused") or _why_ended(shown, process.returncode, complaints.read()))


def _printable(name: str) -> str:
    """A file's name as text can hold it: a byte that is no letter becomes a question mark."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _why_ended(shown: str, returncode: int, failure: str) -> str:
    """The sentence for a child that gave no answer: ended by a limit, or by a fault of ours, which is logged."""
    if returncode > 0 and "MemoryError" not in failure:
        logger.error("Reading %s failed:\n%s", shown, failure)
        return f"{shown} could not be read: the reader failed on it. The fault has been noted."
    return f"{shown} takes too much time or memory to read, and was left."


def _environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "HOME", "VIRTUAL_ENV") if key in os.environ}
    return kept | {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


def _answer(process: subprocess.Popen, progress, alive) -> dict:
    """The child's last message; what it tells before on the way is passed on."""
    answer: dict = {}
    for line in _lines(process.stdout):
        if alive:
            alive()
        if line is None:
            continue
        try:
            answer = json.loads(line)
        except ValueError:
            return {}
        if progress and "progress" in answer:
            progress(*answer["progress"])
    return answer


def _lines(stream, patience: float = 1) -> Iterator[bytes | None]:
    """The lines of a pipe as they come, and None after each time of `patience` seconds in which none came."""
    come: queue.SimpleQueue = queue.SimpleQueue()

    def listen():
        for line in stream:
            come.put(line)
        come.put(b"")

    threading.Thread(target=listen, daemon=True).start()
    while True:
        try:
            line = come.get(timeout=patience)
        except queue.Empty:
            yield None
            continue
        if not line:
            return
        yield line
