"""A paper is written whole or not at all: whatever fails, whoever is killed, and whoever else saves at that moment."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from actions.models import Item, Organisation, Paper, User
from actions.services.writing import Stale
from imports.apply import RegisterChanged
from imports.models import Proposal
from imports.not_taken import NotTaken
from imports.proposals import propose, save, set_plan
from tests import builders
from tests.imports_app.uploads import FEBRUARY, JANUARY, proposal_of, second_paper, upload
from tests.pipeline.papers import FEBRUARY_PAPER

ROOT = Path(__file__).resolve().parents[2]


def everything() -> dict:
    """Every row of every table of ours, as stored."""
    models = [model for app in ("actions", "imports") for model in apps.get_app_config(app).get_models()]
    return {model: sorted(model._base_manager.values_list(), key=str) for model in models}


class Failure(Exception):
    """What befalls a write."""


def failing_at(number: int):
    """A wrapper of statements that fails at the write of that number."""
    writes = 0

    def wrap(execute, sql, params, many, context):
        nonlocal writes
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            writes += 1
            if writes == number:
                raise Failure
        return execute(sql, params, many, context)

    return wrap


@pytest.mark.django_db
def test_whichever_write_fails_nothing_is_left_of_the_paper(plan, clerk):
    made = second_paper(plan, clerk)
    before = everything()
    for number in range(1, 200):
        try:
            with connection.execute_wrapper(failing_at(number)):
                save(made, made.version, clerk)
            break
        except Failure:
            assert everything() == before
    assert number > 20
    assert Paper.objects.count() == 2


KILLED = """
import os, signal, sys
import django
from django.conf import settings
sys.path.insert(0, {root!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = {name!r}
from actions.models import User
from imports.models import Proposal
from imports.proposals import save
writes = 0
def wrap(execute, sql, params, many, context):
    global writes
    result = execute(sql, params, many, context)
    writes += sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
    if writes == {number}:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
with connection.execute_wrapper(wrap):
    made = Proposal.objects.get()
    save(made, made.version, User.objects.get(email={email!r}))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [12])
def test_a_process_killed_midway_leaves_nothing_and_the_paper_can_be_saved_again(number):
    council = builders.organisation()
    clerk = builders.user("clerk", council)
    made = proposal_of(builders.plan(council), JANUARY)
    before = everything()
    said = KILLED.format(root=str(ROOT), name=str(connection.settings_dict["NAME"]), number=number, email=clerk.email)
    ran = subprocess.run([sys.executable, "-c", said], cwd=ROOT, env=dict(os.environ), check=False, timeout=120)
    assert ran.returncode == -signal.SIGKILL
    assert everything() == before
    save(made, made.version, clerk)
    assert Item.objects.count() == 3


def at_once(*saves) -> list:
    """What each of the savers gets, all starting at one moment: a paper, or the reason why not."""
    here, got = threading.Barrier(len(saves)), {}

    def run(number, made, user):
        try:
            made, user = Proposal.objects.get(pk=made), User.objects.get(pk=user)
            here.wait(10)
            got[number] = save(made, made.version, user)
        except (Stale, RegisterChanged, NotTaken) as why:
            got[number] = why
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, *one)) for number, one in enumerate(saves)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [got[number] for number in range(len(saves))]


def losers(got: list, why: type) -> list:
    """Those who were told why not; everybody else has a paper."""
    assert sum(isinstance(one, Paper) for one in got) == 1
    return [one for one in got if isinstance(one, why)]


@pytest.fixture
def people(transactional_db):
    """A plan of a council and two clerks of it."""
    council = builders.organisation()
    return builders.plan(council), builders.user("clerk", council, name="Cleo"), builders.user("clerk", council)


def test_of_two_who_save_one_proposal_at_once_one_wins_and_the_other_is_told_who(people):
    plan, one, other = people
    made = proposal_of(plan, JANUARY)
    got = at_once((made.pk, one.pk), (made.pk, other.pk))
    (told,) = losers(got, Stale)
    assert str(Proposal.objects.get().saved_by) in str(told)
    assert Item.objects.count() == 3


def test_of_two_papers_saved_at_once_the_second_is_shown_what_it_changes_now(people):
    plan, one, other = people
    first = proposal_of(plan, JANUARY)
    second = proposal_of(plan, FEBRUARY, FEBRUARY_PAPER)
    got = at_once((first.pk, one.pk), (second.pk, other.pk))
    assert len(losers(got, RegisterChanged)) == 1
    assert Paper.objects.count() == 1
    again = Proposal.objects.get(saved_at=None)
    save(again, again.version, other)
    assert Paper.objects.count() == 2


def test_of_two_papers_that_make_one_new_plan_at_once_the_second_is_asked_whose_it_is(people):
    plan, one, other = people
    made = []
    for staged in (JANUARY, FEBRUARY):
        brought = upload(plan, staged, FEBRUARY_PAPER)
        brought.plan = None
        (proposal,) = propose(brought)
        set_plan(proposal, proposal.version, None, one, "A new plan")
        made.append(proposal.pk)
    got = at_once((made[0], one.pk), (made[1], other.pk))
    (told,) = losers(got, NotTaken)
    assert "“new-plan”" in str(told)
    assert Organisation.objects.get().plans.count() == 2
