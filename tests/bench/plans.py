"""What the benches share: a database of its own, and a large plan that the services wrote, log and all."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from actions.models import Item, Organisation, Plan
from actions.services import deadlines, people, plans, progress, ratings
from actions.services.writing import Actor, Writing
from actions.vocabulary import Stage
from tests import builders

STAGES = (Stage.IN_PROGRESS, Stage.NOT_STARTED, Stage.DONE)
AGREED_ON = date(2020, 1, 6)


@contextmanager
def own_database() -> Iterator[None]:
    """Have a database made, a file where it is SQLite, and removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        was = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(was, verbosity=0)


def written_plan(of: Organisation, actions: int) -> Plan:
    """Return a plan of so many actions with a first date, a move, a stage, a lead, a rating and a note each."""
    plan = builders.plan(of, slug="large", title="Large plan")
    labels, sections = builders.scheme(plan), [builders.section(plan, f"Theme {n}", str(n)) for n in range(1, 11)]
    leads = [builders.party(of, f"Head of Service {n}", body=f"Body {n % 12}") for n in range(60)]
    items = [
        Item(ref=f"{n % 10 + 1}.{n}", title=f"Action {n} of the plan", section=sections[n % 10], position=n)
        for n in range(1, actions + 1)
    ]
    with Writing(plan, Actor.by_command()) as writing:
        plans.add_items(writing, items, AGREED_ON)
        for n, item in enumerate(items):
            first = timezone.localdate() + timedelta(days=n % 400 - 200)
            deadlines.set_first_date(writing, item, first, effective_on=AGREED_ON)
            people.take_on(writing, item, leads[n % 60], effective_on=AGREED_ON)
            progress.change_stage(writing, item, STAGES[n % 3], effective_on=AGREED_ON)
            ratings.report_rating(writing, item, labels[n % 3], effective_on=AGREED_ON)
            progress.record_progress(writing, item, "The group met and agreed", effective_on=AGREED_ON)
    with Writing(plan, Actor.by_command()) as writing:
        for n, item in enumerate(items[::3]):
            first = timezone.localdate() + timedelta(days=3 * n % 400 - 200)
            deadlines.revise_deadline(writing, item, first + timedelta(days=30), from_due=first, reason="Capacity")
    return plan
