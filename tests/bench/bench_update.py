"""Times saving an update on a plan of 1,000 actions, beside an empty signed-in answer and its commit.

`python -m tests.bench.bench_update [ACTIONS]`; set DATABASE_URL for PostgreSQL. Prints medians of 30 and the number of
queries. Bars: as many queries on the large plan as on a small one; at most three times the empty answer that writes
one row; under 100 ms. Runs in a database of its own, made and removed here.
"""

import os
import sys
import time
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - settings come first
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import path  # noqa: E402

import tracker.urls  # noqa: E402
from actions import links  # noqa: E402
from actions.models import Body, Item  # noqa: E402
from actions.vocabulary import Role, Stage  # noqa: E402
from tests import builders  # noqa: E402
from tests.bench.plans import own_database, written_plan  # noqa: E402

RUNS, MOST_TIMES, MOST_MS = 30, 3, 100


def empty(request) -> HttpResponse:
    """Answer nothing to a signed-in user, having committed one row."""
    with transaction.atomic():
        Body.objects.filter(organisation=request.user.memberships.first().organisation_id, kind=Body.Kind.BOARD).update(
            name="The board"
        )
    return HttpResponse()


def milliseconds(send) -> float:
    """Return how long one request takes; it has to be answered as a success."""
    begin = time.perf_counter()
    answer = send()
    taken = 1000 * (time.perf_counter() - begin)
    assert answer.status_code in (200, 302), answer.status_code
    return taken


def saving(client, item: Item, number: int):
    """Return a function that saves a note and a stage on the action as it stands now."""
    item.refresh_from_db()
    stage = Stage.IN_PROGRESS if item.stage == Stage.DONE else Stage.DONE
    sent = {"version": f"{item.pk}:{item.version}", "note": f"Note {number}", "stage": str(stage)}
    sent["initial-stage"] = str(item.stage)
    address = links.item_page(item.plan, item.pk, "update_action")

    def send():
        answer = client.post(address, sent)
        assert answer.status_code == 302, "the form was refused"
        return answer

    return send


def counted(send) -> int:
    """Return how many queries a request makes."""
    with CaptureQueriesContext(connection) as queries:
        send()
    return len(queries)


def main(actions: int = 1000) -> int:
    """Build the plans, measure, and return 0 where every bar is met."""
    tracker.urls.urlpatterns.insert(0, path("empty/", empty))
    with own_database():
        council = builders.organisation()
        Body.objects.create(organisation=council, name="The board", kind=Body.Kind.BOARD)
        client = Client(SERVER_NAME="localhost")
        client.force_login(builders.user(Role.MANAGER, council, name="Mo Manager"))
        large, small = written_plan(council, actions), builders.plan(council, slug="small")
        builders.scheme(small)
        one = builders.item(small, leads=(builders.party(council),))
        items = list(Item.objects.filter(plan=large).select_related("plan__organisation")[: RUNS + 5])
        for item in items[:5]:  # warm
            saving(client, item, 0)()
            client.get("/empty/")
        few, many = counted(saving(client, one, 0)), counted(saving(client, items[0], 1))
        times = [
            (milliseconds(saving(client, item, number)), milliseconds(lambda: client.get("/empty/")))
            for number, item in enumerate(items[5:])
        ]
        ours, bare = (median(column) for column in zip(*times, strict=True))
        sys.stdout.write(
            f"{connection.vendor}, {actions:,} actions: {ours:.1f} ms, empty answer and commit {bare:.1f} ms, "
            f"{ours / bare:.1f} times; {many} queries, {few} on a small plan\n"
        )
        return 0 if many <= few and ours <= MOST_TIMES * bare and ours < MOST_MS else 1


if __name__ == "__main__":
    sys.exit(main(*(int(given) for given in sys.argv[1:2])))
