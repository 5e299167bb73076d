"""Times `verify` on a plan of 1,000 actions, each with dates, a stage, a lead, a rating and a note.

`python -m tests.bench.bench_verify [ITEMS]`; set DATABASE_URL for PostgreSQL. Prints queries and the median of 5, and
fails where anything does not agree. Runs in a database of its own, made and removed here.
"""

import os
import sys
import time
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.db import connection  # noqa: E402 - settings come first
from django.test.utils import CaptureQueriesContext  # noqa: E402

from actions.verifying.checks import verify  # noqa: E402
from tests import builders  # noqa: E402
from tests.bench.plans import own_database, written_plan  # noqa: E402

RUNS = 5


def main(items: int = 1000) -> int:
    """Build the plan, verify it, and return 0 where everything agrees."""
    with own_database():
        plan = written_plan(builders.organisation(), items)
        taken = []
        for _ in range(RUNS):
            with CaptureQueriesContext(connection) as queries:
                begin = time.perf_counter()
                held, off = verify(plan)
                taken.append(1000 * (time.perf_counter() - begin))
        sys.stdout.write(
            f"{connection.vendor}: {len(held.items):,} items, {len(held.events):,} events, {len(held.log):,} entries: "
            f"{median(taken):.0f} ms, {len(queries)} queries, {len(off)} things do not agree\n"
        )
        return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main(*(int(given) for given in sys.argv[1:2])))
