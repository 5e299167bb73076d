"""Times the largest files that are read: a 60-page PDF ruled and unruled, a 10,000-row workbook, a long Word plan.

`python -m tests.bench.bench_readers`. Bars: the PDFs under 30 s, the workbook under 10 s, 512 MB beyond the start, and
something told of the progress at least each second. Each file is read in the child process, as an upload is.
"""

import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from imports import child
from tests.readers.documents import C, grid, write

HEADINGS = ["Ref", "Action", "Lead officer", "Timescale", "Progress", "RAG"]
WORDS = ["review", "guidance", "panel", "home", "visits", "teams", "audit", "partner", "schools", "records", "board"]
FILLS = {"Green": "00B050", "Amber": "FFC000", "Red": "FF0000"}
# Name of the file, rows of its plan, whether ruled, seconds that it may take.
CASES = (
    ("ruled.pdf", 240, {"ruled": True}, 30),
    ("unruled.pdf", 240, {"ruled": False}, 30),
    ("large.xlsx", 10_000, {}, 10),
    ("long.docx", 500, {}, 10),
    ("long.html", 2_000, {}, 10),
    ("large.csv", 10_000, {}, 10),
)


def plan(rows: int) -> list:
    """Return the blocks of a plan of that many actions, eighteen words each and forty of progress."""
    chance = random.Random(7)
    return ["Northmoor Improvement Plan", grid(HEADINGS, *(_row(at, chance) for at in range(rows)))]


def _row(at: int, chance: random.Random) -> list:
    rating = chance.choice(list(FILLS))
    day = date(2023, 1, 1) + timedelta(at % 700)
    note = f"{_words(chance, 40)}.\n• {_words(chance, 8)}\n• {_words(chance, 8)}"
    lead = chance.choice(("Head of Quality", "Team Manager", "HR Business Partner"))
    return [f"{at // 9 + 1}.{at % 9 + 1}", _words(chance, 18), lead, f"{day:%d/%m/%Y}", note, C(rating, FILLS[rating])]


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize()


def read(path: Path) -> tuple[int, float, float, float]:
    """Read a file; return its actions, the seconds that it took by the clock and of the processor, and the longest
    without a word of progress."""
    begun = last = time.monotonic()
    worked = _worked()
    silence = 0.0

    def told(*_step) -> None:
        nonlocal last, silence
        now = time.monotonic()
        silence, last = max(silence, now - last), now

    reading = child.read(path, progress=told)
    seconds = time.monotonic() - begun
    return sum(len(found.actions) for found in reading.plans), seconds, _worked() - worked, silence


def _worked() -> float:
    """Seconds of the processor that this process and its children have had."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> int:
    """Read each file; return 0 where all its actions were found within its bar."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, rows, options, bar in CASES:
            path = write(Path(folder), name, plan(rows), **options)
            found, seconds, worked, silence = read(path)
            missed += found != rows or worked > bar
            size = path.stat().st_size / 1_000_000
            sys.stdout.write(
                f"{name:12} {_pages(path):>9} {size:5.1f} MB  {found:6,} of {rows:,} actions  "
                f"{worked:5.1f} s of {bar} ({seconds:.1f} by the clock)  longest silence {silence:.1f} s\n"
            )
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        sys.stdout.write(f"most memory of any, Python and libraries included: {most:.0f} MB\n")
    return 1 if missed else 0


def _pages(path: Path) -> str:
    return f"{path.read_bytes().count(b'/Type /Page /Parent')} pages" if path.suffix == ".pdf" else ""


if __name__ == "__main__":
    sys.exit(main())
