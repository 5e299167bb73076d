"""A document's path in, a Reading out, read in a process of its own with limits on time and memory.

A paper that ties the reader up, or makes it fail, ends that process and not the site.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from imports.layout import Layout, layout_named, with_by_hand
from imports.shapes import Reading

CPU_SECONDS = 30
WALL_SECONDS = 60
MEMORY = 512 * 1024 * 1024  # bytes beyond what Python and the libraries take at the start
logger = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parent.parent


class ReadingRefused(Exception):  # noqa: N818 - its message is shown to people as it is
    """The document was not read; the message is one plain sentence."""


def read(
    path: Path | str,
    layout: str | Layout | Sequence[Layout] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    wall_seconds: float = WALL_SECONDS,
    memory: int = MEMORY,
    name: str | None = None,
) -> Reading:
    """What was understood of the document at a path; `name` is the file's own name where the path has another.

    `layout` is the name of the only one to read by; or one or more made by hand, which go before all known ones.
    `memory` is in bytes, beyond what the process takes before it reads.

    Raises ReadingRefused, one plain sentence, for a file that cannot be read, or takes too much time or memory.
    """
    shown = _printable(name or Path(path).name)
    if not str(path).strip():
        raise ReadingRefused("Name the document to read.")
    path = Path(path)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise ReadingRefused(f"{shown} is not a file that can be read.")
    by_hand = [layout] if isinstance(layout, Layout) else layout or ()
    asked = layout if isinstance(layout, str) else json.dumps([one.to_json() for one in by_hand]) if by_hand else ""
    command = [sys.executable, "-m", "imports.child", str(path.resolve()), asked, shown, str(memory)]
    process = subprocess.Popen(
        command,
        cwd=_ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
    )
    timer = threading.Timer(wall_seconds, process.kill)
    timer.start()
    try:
        answer = _answer(process, progress)
        failure = process.stderr.read().decode("utf-8", "replace")
        process.wait()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
    if "reading" in answer:
        return Reading.from_json(answer["reading"])
    raise ReadingRefused(answer.get("refused") or _why_ended(shown, process.returncode, failure))


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


def _answer(process: subprocess.Popen, progress: Callable[[str, int, int], None] | None) -> dict:
    """The child's last message; what it tells before on the way is passed on."""
    answer: dict = {}
    for line in process.stdout:
        try:
            answer = json.loads(line)
        except ValueError:
            return {}
        if progress and "progress" in answer:
            progress(*answer["progress"])
    return answer


def _limit(memory: int) -> None:
    """Bound this process; the memory it has already counts as the baseline."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (OSError, ValueError):
        pass  # a system without /proc: the time limits hold
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _layouts(asked: str) -> tuple[Layout, ...] | None:
    """The layouts that a name, or a list of layouts as JSON, asks for; None for all."""
    if asked.startswith("["):
        return with_by_hand(map(Layout.from_json, json.loads(asked)))
    return (layout_named(asked),) if asked else None


def _main(path: str, layout: str, shown: str, memory: str) -> None:
    from imports.pipeline import read_document
    from imports.readers import Unreadable

    def say(message: dict) -> None:
        sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    _limit(int(memory))
    try:
        reading = read_document(path, _layouts(layout), lambda *step: say({"progress": step}), name=shown)
        say({"reading": reading.to_json(full=True)})
    except Unreadable as refused:
        say({"refused": str(refused)})
    except KeyError as unknown:
        say({"refused": f"There is no layout {layout}; there are: {unknown.args[0]}."})
    except (MemoryError, RecursionError):
        say({"refused": f"{shown} takes too much memory to read, and was left."})


if __name__ == "__main__":
    _main(*sys.argv[1:5])
