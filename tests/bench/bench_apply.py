"""Times taking a paper of 1,000 actions with 3,000 steps in, and back: `python -m tests.bench.bench_apply [ACTIONS]`.

Bar: under 5 s on SQLite (a file, not memory) and PostgreSQL; set DATABASE_URL for the latter. Runs in a database of
its own, made and removed here.
"""

import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.db import connection  # noqa: E402 - settings come first
from django.utils import timezone  # noqa: E402

from actions.models import Organisation, Paper, User  # noqa: E402
from actions.services.writing import Actor  # noqa: E402
from imports import proposals  # noqa: E402
from imports.intake import apply_paper, compare_paper  # noqa: E402
from imports.intake_text import counts_words  # noqa: E402
from imports.models import Upload  # noqa: E402
from imports.pipeline.answers import Answers  # noqa: E402
from imports.shapes import Extra, Owner, Reading, Section, Source, StagedItem, StagedPlan, Update  # noqa: E402
from imports.taking_back import take_back  # noqa: E402

STATUSES = (("Complete", "complete"), ("On track", "on_track"), ("Behind schedule", "behind"))


def paper(actions: int, month: int) -> Reading:
    """Return a reading of a large plan; with every month a tenth of its steps moves and reports."""
    sections = tuple(Section(f"Theme {n}", ref=str(n)) for n in range(1, 11))
    staged = tuple(_action(n, month) for n in range(actions))
    headings = (("ref", "No."), ("title", "Action"), ("lead", "Lead"), ("due", "By when"), ("rag", "Status"))
    plan = StagedPlan("Large plan", as_at=date(2024, month, 28), sections=sections, actions=staged, headings=headings)
    return Reading(f"month-{month}.txt", f"{month:064d}", "text", (plan,))


def _action(number: int, month: int) -> StagedItem:
    steps = tuple(_row(number, step, month) for step in range(3))
    words = f"Action {number} of the plan: bring the {number} practice standards into every team"
    return StagedItem(words, ref=f"{number % 10 + 1}.{number}", section=str(number % 10 + 1), milestones=steps)


def _row(number: int, step: int, month: int) -> StagedItem:
    due = date(2024, 3, 31) + timedelta(days=7 * (number % 50))
    moves = month > 1 and (number * 3 + step) % 10 == month % 10
    text, status = STATUSES[(number + step) % 3]
    notes = [Update(f"Note {number}.{step}: the group met and agreed the draft.", date(2024, 1, 15))]
    if moves:
        notes.append(Update(f"Note {number}.{step} of month {month}: one more team has it.", date(2024, month, 15)))
    return StagedItem(
        f"Step {step} of action {number}: train the {number * 3 + step} people concerned",
        ref=f"{number}.{step}",
        owners=(Owner(f"Head of Service {number % 60}"),),
        due=due,
        revised=(due + timedelta(days=30 * month),) if moves else (),
        deadline_text=f"{due:%d/%m/%Y}",
        deadline_kind="date",
        status_text=text,
        status=status,
        updates=tuple(notes),
        extra=(Extra("Success measure", f"All {number} teams report it"),),
        source=Source("large.txt", page=number // 20 + 1, table=1, row=number * 3 + step),
        printed=(Extra("Action", f"Step {step} of action {number}"), Extra("By when", f"{due:%d/%m/%Y}")),
    )


def timed(words: str, work):
    """Print how long `work` took, by the clock and of this process's own time, and return what it gave."""
    begin, begin_cpu = time.perf_counter(), time.process_time()
    result = work()
    clock, cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
    counted = f": {counts_words(result.counts)}" if hasattr(result, "plans") else ""
    sys.stdout.write(f"{clock:6.2f} s ({cpu:5.2f} s cpu)  {words}{counted}\n")
    return result


def on_the_page(actions: int) -> None:
    """Bring two months' papers as pages do: propose, answer for one row, rehearse, save."""
    council = Organisation.objects.create(name="Pageshire", slug="pageshire")
    user = User.objects.create_user("clerk@example.org")
    answers = Answers(left_out=("4",))
    for month in (1, 2):
        reading = paper(actions, month)
        upload = Upload.objects.create(
            organisation=council, name=reading.file, sha256=reading.sha256, size=1, uploaded_at=timezone.now(),
            state=Upload.State.READ, reading=reading.to_json(full=True),
        )  # fmt: skip
        (made,) = timed(f"month {month} proposed", lambda upload=upload: proposals.propose(upload))
        timed("one row answered", lambda made=made: proposals.answer(made, made.version, answers, user))
        timed("rehearsed", lambda made=made: proposals.rehearse(made))
        timed("saved", lambda made=made: proposals.save(made, made.version, user))


def main(actions: int = 1000) -> None:
    """Compare and take in three months' papers, the last one twice; take each of them back; then do so by pages."""
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        old = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            sys.stdout.write(f"{connection.vendor}: {actions} actions, {actions * 3} steps\n")
            for month in (1, 2, 2):
                reading = paper(actions, month)
                shown = timed(
                    f"month {month} compared",
                    lambda reading=reading: compare_paper(reading, "Benchshire", today=date.max),
                )
                timed(f"month {month} applied", lambda shown=shown: apply_paper(shown, "Bench"))
            for kept in Paper.objects.order_by("-pk"):
                begin = time.perf_counter()
                take_back(kept, Actor.by_command("Bench"), "A bench")
                sys.stdout.write(f"{time.perf_counter() - begin:6.2f} s  {kept.name} taken back\n")
            on_the_page(actions)
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
