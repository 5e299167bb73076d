"""Times the pages of a paper of 1,000 actions with 3,000 steps on its way in: `python -m tests.bench.bench_preview`.

Bar: the preview page under 500 ms of server time (tests/query_budgets.json holds its queries); set DATABASE_URL for
PostgreSQL. Runs in a database of its own, made and removed here.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.db import connection  # noqa: E402 - settings come first
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from actions.models import Membership, Organisation, User  # noqa: E402
from imports import proposals  # noqa: E402
from imports.models import Proposal, Upload  # noqa: E402
from imports.pipeline.answers import Answers  # noqa: E402
from tests.bench.bench_apply import paper  # noqa: E402

REQUESTS = 9
PAGES = ("what_we_read", "what_will_change", "not_said", "missing")


def brought(of: Organisation, actions: int, month: int) -> Proposal:
    """Return the plan of that month's paper, read and compared; prints how long comparing took."""
    upload = Upload.objects.create(
        organisation=of, name=f"month-{month}.txt", sha256=f"{month:064d}", size=1, uploaded_at=timezone.now(),
        state=Upload.State.READ, reading=paper(actions, month).to_json(full=True),
    )  # fmt: skip
    begin = time.perf_counter()
    (proposal,) = proposals.propose(upload)
    sys.stdout.write(f"{time.perf_counter() - begin:8.2f} s  month {month} proposed: {proposal.counts}\n")
    return proposal


def timed(words: str, client: Client, address: str) -> None:
    """Print the median of a page by the clock and by the processor, which a busy machine blurs less."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    clock, processor = [], []
    for _ in range(REQUESTS):
        begin = time.perf_counter(), time.process_time()
        client.get(address)
        clock.append(1000 * (time.perf_counter() - begin[0]))
        processor.append(1000 * (time.process_time() - begin[1]))
    medians = f"{statistics.median(clock):8.1f} ms by the clock, {statistics.median(processor):8.1f} of processor"
    sys.stdout.write(f"{medians}, median of {REQUESTS}, {len(answer.content) / 1024:.0f} KB  {words}\n")


def measure(actions: int) -> None:
    """Take the first month in, bring the second, and look at its pages."""
    council = Organisation.objects.create(name="Benchshire", slug="benchshire")
    user = User.objects.create_user("clerk@example.org", name="Cleo Clerk")
    Membership.objects.create(user=user, organisation=council, role="manager")
    first = brought(council, actions, 1)
    proposals.save(first, first.version, user)
    second = brought(council, actions, 2)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    for name in PAGES:
        timed(name, client, reverse(name, args=[second.upload_id, second.number]))
    begin = time.perf_counter()
    proposals.answer(second, second.version, Answers(left_out=("4",)), user)
    sys.stdout.write(f"{time.perf_counter() - begin:8.2f} s  one choice kept\n")
    begin = time.perf_counter()
    proposals.rehearse(second)
    sys.stdout.write(f"{time.perf_counter() - begin:8.2f} s  counted exactly\n")
    begin = time.perf_counter()
    proposals.save(second, second.version, user)
    sys.stdout.write(f"{time.perf_counter() - begin:8.2f} s  saved\n")


def main(actions: int = 1000) -> None:
    """Fill a database, measure, and remove it."""
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        old = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            measure(actions)
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
