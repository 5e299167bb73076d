"""Times the list of 50 rows from 50,000 actions beside the admin's change list of the same rows, in the same run.

`python -m tests.bench.bench_list [ITEMS]`. Bar: no slower than the admin, on SQLite (a file, not memory) and on
PostgreSQL; set DATABASE_URL for the latter. Runs in a database of its own, made and removed here, and prints medians.
"""

import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.db import connection  # noqa: E402 - settings come first
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from actions import links, queries  # noqa: E402
from actions.models import DateMove, Item, Ownership, Plan, Rating, StageChange, Update  # noqa: E402
from actions.services.current import values  # noqa: E402
from actions.vocabulary import Role, Stage  # noqa: E402
from tests import builders  # noqa: E402

TODAY = timezone.localdate()
STAGES = (Stage.IN_PROGRESS, Stage.NOT_STARTED, Stage.DONE, Stage.IN_PROGRESS)
RUNS = 15
# What is asked of both: words, our query, the admin's.
CASES = (
    ("all", "", ""),
    ("in progress", "stage=in_progress", "stage__exact=in_progress"),
    ("in progress, by date", "stage=in_progress&sort=date_now", "stage__exact=in_progress&o=3"),
    ("by two words", "words=standards+477", "q=standards+477"),
    ("in progress, last page", "stage=in_progress&page=400", "stage__exact=in_progress&p=400"),
)


def large_plan(of, items: int) -> Plan:
    """Return a plan of so many leaves, a fifth of them steps, each with dates, a stage, leads, a rating and notes."""
    plan = builders.plan(of, slug="large", title="Large plan")
    labels, sections = builders.scheme(plan), [builders.section(plan, f"Theme {n}", str(n)) for n in range(1, 11)]
    parties = [builders.party(of, f"Head of Service {n}", body=f"Body {n % 12}") for n in range(60)]
    heads = [_item(plan, sections[n % 10], n, is_leaf=False) for n in range(items // 20)]
    Item.objects.bulk_create(heads, batch_size=2000)
    leaves = [
        _item(plan, sections[n % 10], n, labels, parent=heads[(n // 5) % len(heads)] if n % 5 == 0 else None)
        for n in range(items)
    ]
    Item.objects.bulk_create(leaves, batch_size=2000)
    _events(leaves, labels, parties)
    return plan


def _item(plan, section, number: int, labels=(), *, is_leaf: bool = True, parent=None) -> Item:
    stage, first = STAGES[number % 4], _first(number)
    return Item(
        plan=plan, section=section, parent=parent, ref=f"{number % 10 + 1}.{number}", position=number,
        title=f"Action {number} of the plan: bring the {number} practice standards into every team",
        created_on=date(2020, 1, 1), recorded_at=timezone.now(), is_leaf=is_leaf,
        stage=stage, is_open=stage != Stage.DONE, original_due=first if is_leaf else None,
        due=_due(number) if is_leaf else None, times_moved=number % 3 == 0 if is_leaf else 0,
        rating=labels[number % 3] if labels else None, updated_on=date(2020, 6, 1) if is_leaf else None,
    )  # fmt: skip


def _first(number: int) -> date:
    return TODAY - timedelta(days=200) + timedelta(days=number % 400)


def _due(number: int) -> date:
    return _first(number) + timedelta(days=30 * (number % 3 == 0))


def _events(leaves, labels, parties) -> None:
    """Write the events from which the current values of the leaves follow."""
    moment, day = timezone.now(), date(2020, 1, 1)
    dates, stages, held, ratings, notes = [], [], [], [], []
    for number, item in enumerate(leaves):
        common = {"item": item, "effective_on": day, "recorded_at": moment}
        dates.append(DateMove(kind="first", to_due=_first(number), **common))
        if number % 3 == 0:
            dates.append(DateMove(kind="extension", from_due=_first(number), to_due=_due(number), **common))
        stages.append(StageChange(stage=item.stage, **common))
        held += [Ownership(party=parties[(number * k) % 60], position=k, **common) for k in (1, 7)]
        ratings.append(Rating(label=item.rating, stated_rating=item.rating.label, **common))
        notes += [Update(note=f"Note {k}: the group met and agreed", **common) for k in (1, 2)]
        notes[-1].effective_on = item.updated_on
    for rows in (dates, stages, held, ratings, notes):
        type(rows[0]).objects.bulk_create(rows, batch_size=2000)


def insist_on_current_values(user, plan: Plan) -> None:
    """Raise AssertionError where the stored values differ from what the events say: the lists would be of nothing."""
    labels = {label.label: label.pk for label in queries.labels_of(plan)}
    leaves = queries.leaves_for(user, plan, TODAY)[:200]
    for item, state in zip(leaves, queries.states_of(user, plan, leaves, TODAY), strict=True):
        stored = (item.is_leaf, item.is_open, item.stage, item.original_due, item.due, item.times_moved)
        assert values(state, labels) == (*stored, item.rating_id, item.updated_on), item


def milliseconds(client, address: str) -> float:
    """Return how long one request takes."""
    begin = time.perf_counter()
    answer = client.get(address)
    taken = 1000 * (time.perf_counter() - begin)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    return taken


def rows_of(client, ours: str, admins: str) -> tuple[list, list]:
    """Return the ids that each page shows."""
    setup_test_environment()  # only here: what lets a test see a page's context slows every template
    table = client.get(ours).context["table"]
    change_list = client.get(admins).context["cl"]
    teardown_test_environment()
    return [row.record.id for row in table.page], [item.pk for item in change_list.result_list]


def compare(client, plan: Plan) -> bool:
    """Print the medians of each case, ours and the admin's taking turns; return whether ours was never slower."""
    changelist, never_slower = reverse("admin:actions_item_changelist"), True
    for words, our_query, admin_query in CASES:
        ours = f"{links.list_behind(plan)}?{our_query}"
        admins = f"{changelist}?plan__id__exact={plan.pk}&is_leaf__exact=1&{admin_query}"
        our_rows, admin_rows = rows_of(client, ours, admins)
        assert len(our_rows) == len(admin_rows), f"{words}: {len(our_rows)} rows beside {len(admin_rows)}"
        same = "the same rows" if our_rows == admin_rows else "as many rows"
        taken = [(milliseconds(client, ours), milliseconds(client, admins)) for _ in range(RUNS)]
        our_median, admin_median = (median(column) for column in zip(*taken, strict=True))
        never_slower &= our_median <= admin_median
        sys.stdout.write(
            f"{our_median:7.1f} ms ours  {admin_median:7.1f} ms admin  {our_median / admin_median:5.2f}  "
            f"{words} ({same})\n"
        )
    return never_slower


def main(items: int = 50_000) -> int:
    """Build the plan, compare, and return 0 where the list was never slower than the admin."""
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        was = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            council = builders.organisation()
            # Sees everything here, as every user of the admin does there.
            rights = {"sees_not_for_publication": True, "is_staff": True, "is_superuser": True}
            user = builders.user(Role.MANAGER, council, **rights)
            plan = large_plan(council, items)
            builders.item(builders.plan(council, slug="small"))  # the admin filters by plan only where there are two
            insist_on_current_values(user, plan)
            if connection.vendor == "postgresql":  # which does so by itself, in time; SQLite never does
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            client = Client(SERVER_NAME="localhost")
            client.force_login(user)
            sys.stdout.write(f"{connection.vendor}, {Item.objects.count():,} items, medians of {RUNS}\n")
            return 0 if compare(client, plan) else 1
        finally:
            connection.creation.destroy_test_db(was, verbosity=0)


if __name__ == "__main__":
    sys.exit(main(*(int(given) for given in sys.argv[1:2])))
