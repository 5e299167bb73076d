"""A hundred conflicting changes of the same few actions at the same time: each is saved or refused, none is lost."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from actions import links
from actions.models import Change, Item, Plan, StageChange, Update
from actions.services.plans import add_items
from actions.services.progress import change_stage, record_progress
from actions.services.writing import Actor, Stale, Writing
from actions.verifying.checks import verify
from actions.vocabulary import Role, Stage
from tests import builders

ITEMS, OF_EACH, AT_ONCE, PAGES = 10, 10, 10, 15
STAGES = (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.PAUSED, Stage.DONE, Stage.NO_LONGER_NEEDED)


@pytest.mark.django_db(transaction=True)
def test_of_a_hundred_conflicting_changes_each_is_saved_or_refused_and_none_is_lost():
    plan = builders.plan(builders.organisation())
    manager = builders.user(Role.MANAGER, plan.organisation, name="Mo Manager")
    with Writing(plan, Actor.by_command()) as writing:
        items = [Item(title=f"Action {n}", position=n) for n in range(ITEMS)]
        add_items(writing, items, builders.AGREED_ON)
    all_are_here = threading.Barrier(AT_ONCE)
    client = Client()
    client.force_login(manager)
    cookie = client.cookies["sessionid"].value

    def by_service(number: int) -> str:
        """Write as a page's service does: on the version that was read before the others came."""
        item = items[number % ITEMS]
        try:
            with Writing(Plan.objects.get(pk=plan.pk), Actor.on_page(manager)) as writing:
                writing.claim(item, 1)
                record_progress(writing, item, f"Note {number}")
                change_stage(writing, item, STAGES[number % len(STAGES)])
        except Stale:
            return "refused"
        return "saved"

    def by_page(number: int) -> str:
        """Send the form of the update page, opened before the others were saved."""
        item = items[number % ITEMS]
        browser = Client()
        browser.cookies["sessionid"] = cookie
        sent = {"version": f"{item.pk}:1", "note": f"Note {number}"}
        answer = browser.post(links.item_page(plan, item.pk, "update_action"), sent)
        if answer.status_code == 302:
            return "saved"
        assert b"while you were writing. Nothing was saved." in answer.content
        assert f"Note {number}".encode() in answer.content, "what was typed stays"
        return "refused"

    def change(number: int) -> tuple[int, str]:
        try:
            if number < AT_ONCE:
                all_are_here.wait(20)
            return number, (by_page if number < PAGES else by_service)(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(pool.map(change, range(ITEMS * OF_EACH)))

    assert Counter(answers.values()) == {"saved": ITEMS, "refused": ITEMS * (OF_EACH - 1)}
    saved = {f"Note {number}" for number, how in answers.items() if how == "saved"}
    assert set(Update.objects.values_list("note", flat=True)) == saved
    assert set(Change.objects.filter(event="record_progress").values_list("after", flat=True)) == saved
    assert StageChange.objects.count() == Change.objects.filter(event="change_stage").count()
    assert set(Item.objects.values_list("version", flat=True)) == {2}
    assert verify(plan)[1] == []


@pytest.mark.django_db(transaction=True)
def test_changes_that_do_not_conflict_are_all_saved():
    """Each says something new without resting on what was read, as taking papers in does: versions add up."""
    plan = builders.plan(builders.organisation())
    item = builders.item(plan)

    def note(number: int) -> None:
        try:
            with Writing(Plan.objects.get(pk=plan.pk), Actor.by_command()) as writing:
                record_progress(writing, item, f"Note {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(note, range(30)))
    assert Update.objects.count() == 30
    assert Item.objects.get().version == item.version + 30
    assert verify(plan)[1] == []
