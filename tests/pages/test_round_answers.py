"""Answers that came by links wait until a manager takes them in; the lead's own words stay in the history."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actions import links, queries, report
from actions.models import Change, Draft, Update
from actions.services import drafts
from actions.services.answers import Answer
from actions.services.writing import Actor, Writing
from actions.vocabulary import Publication
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def police(council):
    return builders.party(council, "Police Superintendent", body="Police")


@pytest.fixture
def item(plan, police):
    return builders.item(plan, "Train the officers", ref="2b", leads=(police,), due=TODAY - timedelta(days=9))


@pytest.fixture
def held(plan, item, police):
    return builders.round(plan, police)


def answered(item, held, party, **said):
    held.refresh_from_db()
    builders.link(held, party)
    link = held.links.filter(party=party).last()
    item.refresh_from_db()
    with Writing(item.plan, Actor(None, str(party), Change.Via.LINK, timezone.now())) as writing:
        return drafts.keep_draft(writing, link, item, Answer(**said))


@pytest.fixture
def page(client, manager, plan):
    client.force_login(manager)
    return links.plan_page(plan, "round_answers")


def text(answer):
    return " ".join(answer.content.decode().split())


def test_nothing_waits_at_first(client, page):
    assert "No answer waits" in text(client.get(page))


def test_an_answer_is_shown_beside_what_holds_and_taken_in(client, page, item, held, police, manager, plan):
    later = TODAY + timedelta(days=30)
    draft = answered(item, held, police, note="Two courses held", new_date=later, reason="The trainer left")
    assert "Two courses held" in text(client.get(page))
    said = client.post(page, {"take_in": draft.pk, f"version:{draft.pk}": item.version}, follow=True)
    assert "1 answer taken in." in text(said)
    draft.refresh_from_db()
    update = Update.objects.get()
    assert (draft.state, draft.update, draft.decided_by) == (Draft.State.TAKEN_IN, update, manager)
    assert (update.note, update.author, update.how, update.said_on) == ("Two courses held", police, "link", TODAY)
    move = item.datemove_events.get(to_due=later)
    assert move.needs_agreement and not move.decision, "taking an answer in agrees to no new date"
    history = text(client.get(links.item_page(plan, item.pk)))
    assert "Answered by Police Superintendent by a link" in history and "taken in by Mo Manager" in history


def test_the_board_reads_the_managers_words_and_the_history_keeps_the_leads(client, page, item, held, police, plan):
    draft = answered(item, held, police, note="Went OK i think")
    sent = {
        "take_in": draft.pk,
        f"version:{draft.pk}": item.version,
        f"words:{draft.pk}": "Half of the officers are trained.",
    }
    client.post(page, sent)
    (line,) = report.build(queries.plan_facts(plan), TODAY).lines
    assert [note.text for note in line.notes] == ["Half of the officers are trained."]
    history = text(client.get(links.item_page(plan, item.pk)))
    assert "Went OK i think" in history and "Worded for the board by Mo Manager" in history


def test_all_are_taken_in_at_once(client, page, plan, item, held, police):
    second = builders.item(plan, "Buy the kit", leads=(police,))
    first = answered(item, held, police, no_change=True)
    other = answered(second, held, police, note="Bought")
    sent = {"do": "all", "draft": [first.pk, other.pk], f"version:{first.pk}": item.version,
            f"version:{other.pk}": second.version}  # fmt: skip
    assert "2 answers taken in." in text(client.post(page, sent, follow=True))
    assert Update.objects.count() == 2 and not Draft.objects.filter(state=Draft.State.WAITING).exists()


def test_one_that_is_not_taken_in_is_kept_and_changes_nothing(client, page, item, held, police):
    draft = answered(item, held, police, note="Nonsense")
    assert "not taken in" in text(client.post(page, {"turn_down": draft.pk}, follow=True))
    draft.refresh_from_db()
    assert (draft.state, draft.note) == (Draft.State.TURNED_DOWN, "Nonsense") and not Update.objects.exists()
    assert "settled this answer already" in text(client.post(page, {"take_in": draft.pk}, follow=True))


def test_a_stale_page_takes_nothing_in(client, page, item, held, police):
    draft = answered(item, held, police, note="Two courses held")
    seen = item.version
    builders.move(item, TODAY + timedelta(days=60))
    assert "Changed since it was answered" in text(client.get(page))
    said = client.post(page, {"take_in": draft.pk, f"version:{draft.pk}": seen}, follow=True)
    assert "Somebody else changed 2b" in text(said)
    draft.refresh_from_db()
    assert draft.state == Draft.State.WAITING and not Update.objects.exists()


def test_an_answer_about_what_is_not_for_publication_waits_for_those_with_the_right(
    client, page, plan, item, held, police, council
):
    answered(item, held, police, note="Of the exempt action")
    item.publication = Publication.NOT_FOR_PUBLICATION
    item.save()
    assert "No answer waits" in text(client.get(page))
    client.force_login(builders.user("manager", council, sees_not_for_publication=True))
    assert "Of the exempt action" in text(client.get(page))


def test_an_answer_that_waits_is_no_change_of_the_action(item, held, police):
    before = item.version
    answered(item, held, police, note="Two courses held")
    assert queries.changes_since(item, before) == [] and item.version == before
    builders.move(item, TODAY + timedelta(days=3))
    item.refresh_from_db()
    assert [entry.event for entry in queries.changes_since(item, before)] == ["revise_deadline"]
