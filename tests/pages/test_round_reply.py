"""A reply that the manager types in: who said it, when and how; who typed it stands beside it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actions import links
from actions.models import Update
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def police(council):
    return builders.party(council, "Police Superintendent", body="Police")


@pytest.fixture
def item(plan, police):
    builders.scheme(plan)
    return builders.item(plan, "Train the officers", ref="2b", leads=(police,), due=TODAY)


@pytest.fixture
def held(plan, item, police):
    return builders.round(plan, police, closes_on=TODAY + timedelta(days=4))


@pytest.fixture
def page(client, manager, plan, held, police, item):
    client.force_login(manager)
    return links.round_page(plan, "round_reply", held, police.pk, item.pk)


def text(answer):
    return " ".join(answer.content.decode().split())


def reply(item, *, said_on=TODAY, **data):
    day = {"said_on_day": said_on.day, "said_on_month": said_on.month, "said_on_year": said_on.year}
    return {"version": f"{item.pk}:{item.version}", "how": "email", "note": "Two courses held", "initial-rating": "",
            "initial-stage": "in_progress", "stage": "in_progress"} | day | data  # fmt: skip


def test_who_said_it_when_and_how_and_who_typed_it_are_kept(client, page, item, police, manager, plan):
    answer = client.post(page, reply(item, rating="Amber"), follow=True)
    assert "The reply of Police Superintendent on 2b Train the officers is recorded." in text(answer)
    update = Update.objects.get()
    assert (update.author, update.how, update.said_on, update.recorded_by) == (police, "email", TODAY, manager)
    item.refresh_from_db()
    assert item.rating.label == "Amber"
    said = f"Said by Police Superintendent by e-mail on {TODAY.day} {TODAY:%B %Y}, typed in by Mo Manager."
    assert said in text(client.get(links.item_page(plan, item.pk)))


def test_what_was_said_before_the_round_opened_answers_it(client, page, item, held):
    client.post(page, reply(item, said_on=TODAY - timedelta(days=3)))
    update = Update.objects.get()
    assert (update.said_on, update.effective_on) == (TODAY - timedelta(days=3), held.asked_on)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"how": ""}, "Choose how it was said"),
        ({"how": "link"}, "Select a valid choice"),
        ({"said_on": TODAY + timedelta(days=1)}, "must be today or in the past"),
        ({"note": ""}, "Say what has happened, or tick “No change since last time”"),
    ],
)
def test_what_is_wrong_stands_beside_the_field(client, page, item, data, sentence):
    answer = client.post(page, reply(item, **data))
    assert answer.status_code == 200 and sentence in text(answer) and not Update.objects.exists()


def test_who_was_slower_is_told_and_loses_nothing(client, page, item):
    stale = reply(item, note="My words")
    builders.move(item, TODAY + timedelta(days=9))
    answer = client.post(page, stale)
    assert "Somebody else changed this action" in text(answer) and "My words" in text(answer)
    item.refresh_from_db()
    again = client.post(page, stale | {"version": f"{item.pk}:{item.version}"})
    assert again.status_code == 302 and Update.objects.get().note == "My words"


def test_a_closed_round_takes_no_reply(client, page, item, held):
    builders.close_round(held)
    assert "update the action on its own page" in text(client.post(page, reply(item), follow=True))
    assert not Update.objects.exists()
