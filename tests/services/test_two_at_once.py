"""Two people at work on one action at the same moment: nothing of either is lost."""

import threading

import pytest
from django.db import connection

from actions.models import Item
from actions.services.progress import change_stage
from actions.services.writing import Actor, Writing
from actions.vocabulary import Stage
from tests import builders


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_finish_the_last_two_steps_finish_the_action():
    plan = builders.plan(builders.organisation())
    action = builders.item(plan, stage=None)
    steps = [builders.item(plan, parent=action) for _ in range(2)]
    both_are_here = threading.Barrier(2)

    def finish(step):
        try:
            both_are_here.wait(10)
            with Writing(plan, Actor.by_command()) as writing:
                change_stage(writing, step, Stage.DONE)
        finally:
            connection.close()

    threads = [threading.Thread(target=finish, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    action = Item.objects.get(pk=action.pk)
    assert (action.stage, action.is_open) == (Stage.DONE, False)
