"""Times the sheet of 200 rows in a plan of 1,000 actions: opening it, checking it, saving it, and taking that back.

`python -m tests.bench.bench_bulk`. Bar: a sheet whose 200 rows all change saves in under 1 s, on SQLite (a file, not
memory) and on PostgreSQL; set DATABASE_URL for the latter. Prints medians; that as many queries serve any number of
rows is a test (tests/pages/test_bulk.py).
"""

import os
import sys
import time
from statistics import median
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.db import connection  # noqa: E402 - settings come first
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from actions import links  # noqa: E402
from actions.bulk.sheet import ROWS_ON_A_PAGE  # noqa: E402
from actions.models import Batch, Item, Plan  # noqa: E402
from actions.vocabulary import Role  # noqa: E402
from tests import builders  # noqa: E402
from tests.bench.plans import own_database, written_plan  # noqa: E402

ACTIONS, RUNS, BAR = 1_000, 7, 1.0
FORM = "application/x-www-form-urlencoded"
NEXT_YEAR = timezone.localdate().year + 1


def typed(plan: Plan, run: int) -> dict[str, str]:
    """Return what a browser sends of a full sheet: a note in every row, a date in what is open, a rating in half."""
    items = list(Item.objects.filter(plan=plan).order_by("position")[:ROWS_ON_A_PAGE])
    sent = {"versions": " ".join(f"{item.pk}:{item.version}" for item in items), "reason": "Capacity"}
    for number, item in enumerate(items):
        for name in ("note", "rating", "stage", "done_on", "new_date"):
            sent[f"{item.pk}-{name}"] = ""
        sent[f"{item.pk}-note"] = f"The group met for the {run}. time"
        if item.is_open:
            sent[f"{item.pk}-new_date"] = f"{1 + run}/9/{NEXT_YEAR}"
        if number % 2:
            sent[f"{item.pk}-rating"] = ("Red", "Amber", "Green")[run % 3]
    return sent


def timed(client: Client, address: str, sent: dict | None, status: int) -> tuple[float, float]:
    """Return how many seconds a request takes, and how many of them this process had the processor."""
    begin, own = time.perf_counter(), time.process_time()
    answer = client.generic("POST" if sent else "GET", address, urlencode(sent or {}), FORM)
    taken = time.perf_counter() - begin, time.process_time() - own
    assert answer.status_code == status, f"{address} answered {answer.status_code} in place of {status}"
    return taken


def rounds(client: Client, plan: Plan) -> dict[str, list[tuple[float, float]]]:
    """Return by step the seconds of every run."""
    page, found = links.plan_page(plan, "bulk"), {"open": [], "check": [], "save": [], "take back": []}
    for run in range(RUNS):
        sent = typed(plan, run)
        found["open"].append(timed(client, page, None, 200))
        found["check"].append(timed(client, page, sent | {"do": "check"}, 200))
        found["save"].append(timed(client, page, sent | {"do": "save"}, 302))
        batch = links.batch_page(Batch.objects.latest("pk"))
        found["take back"].append(timed(client, batch, {"reason": "Bench"}, 302))
    return found


def main() -> int:
    """Build the plan, time the sheet and return 0 where it saves within the bar."""
    with own_database():
        council = builders.organisation()
        plan, client = written_plan(council, ACTIONS), Client(SERVER_NAME="localhost")
        client.force_login(builders.user(Role.MANAGER, council))
        if connection.vendor == "postgresql":  # which does so by itself, in time
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        sys.stdout.write(f"{connection.vendor}, {ACTIONS:,} actions, a sheet of {ROWS_ON_A_PAGE}, medians of {RUNS}\n")
        found = rounds(client, plan)
    for step, runs in found.items():
        wall, own = (median(column) for column in zip(*runs, strict=True))
        sys.stdout.write(f"{wall:6.3f} s, of which {own:6.3f} s in this process  {step}\n")
    return 0 if median(taken for taken, _ in found["save"]) < BAR else 1


if __name__ == "__main__":
    sys.exit(main())
