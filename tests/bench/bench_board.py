"""Times the board's page of a plan with 300 actions and 1,000 steps: `python -m tests.bench.bench_board [ACTIONS]`.

Bars: the page in under 150 ms of server time on SQLite, the workbook in under 2 s. Runs in a database of its own, made
and removed here; set DATABASE_URL for PostgreSQL.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.db import connection  # noqa: E402 - settings come first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from actions import links, queries, report  # noqa: E402
from actions.exports import workbook  # noqa: E402
from actions.models import Item, Membership, Organisation, Plan, RatingLabel, Section, User  # noqa: E402
from actions.services import deadlines, people, plans, progress, ratings  # noqa: E402
from actions.services.writing import Actor, Writing  # noqa: E402
from actions.vocabulary import Stage  # noqa: E402

ON, AS_OF, REQUESTS = date(2024, 1, 15), date(2024, 9, 3), 20
SCHEME = (("Red", "red", 1), ("Amber", "amber", 2), ("Green", "green", 3))
# Of ten, as in the papers: half are done, some run late, some were moved, few have no date.
STAGES = (Stage.DONE,) * 5 + (Stage.IN_PROGRESS,) * 4 + (Stage.NOT_STARTED,)


def fill(actions: int) -> Plan:
    """Return a plan of that many actions, every third with four steps and the others with three."""
    organisation = Organisation.objects.create(name="Benchshire", slug="benchshire")
    plan = plans.create_plan(Actor.by_command(), organisation, "large", "Large plan")
    with Writing(plan, Actor.by_command()) as writing:
        sections = plans.add_sections(writing, [Section(ref=str(n), title=f"Theme {n}") for n in range(1, 13)])
        scheme = [RatingLabel(label=label, colour=colour, rank=rank) for label, colour, rank in SCHEME]
        plans.set_scheme(writing, scheme)
        leads = list(people.parties_named(organisation, [f"Head of Service {n}" for n in range(40)]).values())
        made = [
            Item(ref=f"{n % 12 + 1}.{n}", title=f"Bring practice standard {n} into every team of the service",
                 section=sections[n % 12], position=n * 10)
            for n in range(actions)
        ]  # fmt: skip
        plans.add_items(writing, made, ON)
        steps = [
            Item(title=f"Train the {n} people concerned, and check it", section=action.section, parent=action,
                 position=action.position + n)
            for action in made for n in range(1, 4 + (action.position % 30 == 0))
        ]  # fmt: skip
        plans.add_items(writing, steps, ON)
        for number, item in enumerate(made + steps):
            _events(writing, item, number, leads, scheme)
    return plan


def _events(writing, item, number, leads, scheme) -> None:
    due = AS_OF + timedelta(days=number * 37 % 240 - 60)
    people.take_on(writing, item, leads[number % 40], effective_on=ON)
    if number % 25:
        deadlines.set_first_date(writing, item, due, effective_on=ON, text=f"{due:%d/%m/%Y}")
    for move in range(number % 10 - 7):
        later = due + timedelta(days=30 * (move + 1))
        deadlines.revise_deadline(writing, item, later, from_due=due, effective_on=ON + timedelta(days=30 * move))
    progress.change_stage(writing, item, STAGES[number * 7 % 10], effective_on=ON, done_by=ON)
    ratings.report_rating(writing, item, scheme[number % 3], effective_on=ON)
    for month in range(3):
        note = f"Month {month}: the group met, agreed the draft and set a day for the next review of standard {number}."
        progress.record_progress(writing, item, note, effective_on=ON + timedelta(days=30 * month))


def timed(words: str, work, times: int) -> None:
    """Print the median of `work` in milliseconds by the clock and by the processor, which a busy machine blurs less."""
    clock, processor = [], []
    for _ in range(times):
        begin = time.perf_counter(), time.process_time()
        work()
        clock.append(1000 * (time.perf_counter() - begin[0]))
        processor.append(1000 * (time.process_time() - begin[1]))
    medians = f"{statistics.median(clock):8.1f} ms by the clock, {statistics.median(processor):8.1f} of processor"
    sys.stdout.write(f"{medians}, median of {times}  {words}\n")


def measure(plan: Plan) -> None:
    """Print what the page costs as a whole and in its parts, and what the workbook costs."""
    user = User.objects.create_user("board@example.org", name="Bo Board")
    Membership.objects.create(user=user, organisation=plan.organisation, role="board")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    address = f"{reverse('board', args=links.of(plan))}?as_of={AS_OF}"
    with CaptureQueriesContext(connection) as made:
        answer = client.get(address)
    assert answer.status_code == 200
    built = report.build(queries.plan_facts(plan, user), AS_OF)
    counts = {slug: built.totals[slug] for slug in ("actions", "items", "attention", "overdue")}
    sys.stdout.write(f"{connection.vendor}: {counts}, {len(made)} queries, {len(answer.content) / 1024:.0f} KB\n")
    timed("the page", lambda: client.get(address), REQUESTS)
    facts = queries.plan_facts(plan, user)
    timed("  of it, facts read", lambda: queries.plan_facts(plan, user), REQUESTS)
    timed("  of it, report built", lambda: report.build(facts, AS_OF), REQUESTS)
    timed("the workbook", lambda: workbook.content(built), 3)


def main(actions: int = 300) -> None:
    """Fill a database, measure, and remove it."""
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        old = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            measure(fill(actions))
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
