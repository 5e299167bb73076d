"""Times the e-mails of a round to 1,000 leads, each with three actions of its own, and the Round page of that plan.

`python -m tests.bench.bench_round [LEADS]`. Bar: e-mails for 1,000 leads in under 60 seconds (kept in memory: no
mail server is timed), on SQLite (a file) and on PostgreSQL; set DATABASE_URL for the latter. Runs in a database of its
own, made and removed here.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.core import mail  # noqa: E402 - settings come first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from actions import links  # noqa: E402
from actions.models import Item, Letter, Party, Plan, Round  # noqa: E402
from actions.rounds.sending import send_ordered  # noqa: E402
from actions.services.letters import order_letters  # noqa: E402
from actions.services.people import take_on  # noqa: E402
from actions.services.plans import add_items  # noqa: E402
from actions.services.progress import change_stage, record_progress  # noqa: E402
from actions.services.rounds import open_round  # noqa: E402
from actions.services.writing import Actor, Writing  # noqa: E402
from actions.vocabulary import Role, Stage  # noqa: E402
from tests import builders  # noqa: E402

BAR = 60  # seconds for 1,000 leads
EACH = 3  # actions of a lead


def plan_of(of, leads: int) -> Plan:
    """Return a plan in which so many leads hold three actions each, with a note of progress."""
    plan = builders.plan(of)
    parties = [Party(organisation=of, name=f"Post {n}", email=f"post{n}@example.org") for n in range(leads)]
    Party.objects.bulk_create(parties)
    items = [Item(ref=str(n), title=f"Do the thing number {n}", position=n + 1) for n in range(EACH * leads)]
    with Writing(plan, Actor.by_command(), brief=True) as writing:
        for number, item in enumerate(add_items(writing, items, builders.AGREED_ON)):
            take_on(writing, item, parties[number // EACH])
            change_stage(writing, item, Stage.IN_PROGRESS)
            record_progress(writing, item, "Half of it is done", effective_on=builders.AGREED_ON)
    return plan


def timed(what: str, act):
    """Return what `act` returns, and print how long it took."""
    began = time.perf_counter()
    result = act()
    took = time.perf_counter() - began
    sys.stdout.write(f"{what:<44} {took:8.2f} s\n")
    return result, took


def order(round: Round) -> None:
    """Order the e-mail to every lead of the round."""
    parties = Party.objects.filter(asked__round=round).select_related("user").distinct()
    with Writing(round.plan, Actor.by_command()) as writing:
        order_letters(writing, round, parties)


def measure(leads: int) -> bool:
    """Print the times; return whether the bar is kept."""
    of = builders.organisation()
    manager = builders.user(Role.MANAGER, of)
    plan = plan_of(of, leads)
    with Writing(plan, Actor.on_page(manager)) as writing:
        round, _ = timed("opening the round", lambda: open_round(writing, "October", timezone.localdate()))
    timed("ordering the e-mails", lambda: order(round))
    sent, took = timed(f"sending {leads:,} e-mails", lambda: send_ordered(of.pk, "https://tracker.example.org"))
    assert sent == len(mail.outbox) == leads and not Letter.objects.filter(sent_at=None).exists()
    client = Client()
    client.force_login(manager)
    page = links.plan_page(plan, "round")
    client.get(page)
    timed(f"the Round page of {leads:,} leads", lambda: client.get(page))
    kept = took < BAR * leads / 1000
    sys.stdout.write(f"bar of {BAR} s for 1,000 e-mails: {'kept' if kept else 'missed'}\n")
    return kept


def main() -> int:
    """Run in a database of its own."""
    leads = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    setup_test_environment()
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            return 0 if measure(leads) else 1
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
            teardown_test_environment()


if __name__ == "__main__":
    sys.exit(main())
