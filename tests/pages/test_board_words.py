"""A manager's words for the board stand in the report; what the lead wrote stays in the history."""

import pytest
from django.utils import timezone

from actions import links, queries, report
from actions.models import Update
from actions.vocabulary import Publication
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def item(plan, leads_post):
    return builders.item(plan, "Train the officers", ref="2b", leads=(leads_post,), note="went ok i think")


@pytest.fixture
def page(client, manager, item):
    client.force_login(manager)
    return links.words_page(item, item.update_events.get())


def text(answer):
    return " ".join(answer.content.decode().split())


def notes(plan):
    return [note.text for line in report.build(queries.plan_facts(plan), TODAY).lines for note in line.notes]


def test_the_action_leads_there_and_the_words_are_kept(client, page, item, plan):
    assert page in text(client.get(links.item_page(plan, item.pk)))
    assert "went ok i think" in text(client.get(page))
    answer = client.post(page, {"words": "Half of the officers are trained."}, follow=True)
    assert "The board reads your words now." in text(answer)
    assert notes(plan) == ["Half of the officers are trained."]
    history = text(answer)
    assert "went ok i think" in history and "Worded for the board by Mo Manager" in history
    worded = Update.objects.get(words_of__note="went ok i think")
    assert page not in history and links.words_page(item, worded) in history, "the next words replace these"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(" ", "Enter the words for the board"), ("went ok i think", "These are the words as they were given")],
)
def test_what_is_wrong_is_said(client, page, plan, words, sentence):
    assert sentence in text(client.post(page, {"words": words}))
    assert notes(plan) == ["went ok i think"]


def test_who_was_slower_is_told(client, page):
    client.post(page, {"words": "First"})
    answer = client.post(page, {"words": "Second"})
    assert "Somebody worded this update for the board already" in text(answer) and "Second" in text(answer)


def test_words_for_what_is_kept_back_are_kept_back(client, page, item, plan, council):
    item.update_events.update(publication=Publication.NOT_FOR_PUBLICATION)
    assert client.get(page).status_code == 404
    client.force_login(builders.user("manager", council, sees_not_for_publication=True))
    client.post(page, {"words": "Still exempt"})
    assert set(Update.objects.values_list("publication", flat=True)) == {Publication.NOT_FOR_PUBLICATION}
