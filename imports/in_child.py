"""The reading process: a request as JSON on standard input; progress, and at last the answer, as lines of JSON out."""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

CPU_SECONDS = 30
MOST_WRITTEN = 100 * 1024 * 1024  # bytes of any file, such as that of its complaints


def main(request: dict) -> None:
    """Answer one request of `imports.child`: what a file is, or what it says."""
    from imports.readers import Unreadable

    try:
        say({"answer": _kind(request) if request["what"] == "kind" else _reading(request)})
    except Unreadable as refused:
        say({"refused": str(refused)})
    except (MemoryError, RecursionError):
        say({"refused": f"{request['name']} takes too much memory to read, and was left."})


def say(message: dict) -> None:
    """Write one message, and let it go at once."""
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _kind(request: dict) -> str:
    from imports.readers.kinds import kind_of
    from imports.readers.zips import check_zip

    limit(request["memory"])
    path = Path(request["path"])
    kind = kind_of(path, request["name"])
    if kind in ("word", "excel"):
        check_zip(path, request["name"])
    return kind


def _reading(request: dict) -> dict:
    from imports.arrangement import Arrangement
    from imports.pipeline import read_document

    limit(request["memory"])
    arrangement = Arrangement.from_json(request["arrangement"]) if request["arrangement"] else None
    told = {"progress": lambda *step: say({"progress": step}), "name": request["name"], "arrangement": arrangement}
    return read_document(request["path"], _layouts(request), **told).to_json(full=True)


def _layouts(request: dict) -> tuple:
    from imports.layout import Layout, layout_named, with_by_hand
    from imports.readers import Unreadable

    if not request["layout"]:
        return with_by_hand([Layout.from_json(one) for one in request["by_hand"]])
    try:
        return (layout_named(request["layout"]),)
    except KeyError as unknown:
        raise Unreadable(f"There is no layout {request['layout']}; there are: {unknown.args[0]}.") from unknown


def limit(memory: int) -> None:
    """Bound this process; the memory it has already counts as the baseline."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (OSError, ValueError):
        pass  # a system without /proc: the time limits hold
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))


if __name__ == "__main__":
    os.nice(5)  # whoever waits for a page goes before whoever waits for a paper
    main(json.load(sys.stdin))
