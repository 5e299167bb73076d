"""One lead in a round: the ready e-mail, links, "no change" in one click, and asking in a way of one's own."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from actions import links
from actions.models import Asked, Link, Update
from actions.services import letters
from actions.vocabulary import Publication
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def police(council):
    return builders.party(council, "Police Superintendent", body="Police")


@pytest.fixture
def item(plan, police):
    return builders.item(plan, "Train the officers", ref="2b", leads=(police,), due=TODAY - timedelta(days=2))


@pytest.fixture
def held(plan, item):
    """A round in which nobody has been asked."""
    return builders.round(plan, closes_on=TODAY + timedelta(days=4))


@pytest.fixture
def page(client, manager, plan, held, police):
    client.force_login(manager)
    return links.round_page(plan, "round_lead", held, police.pk)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_email_is_ready_to_be_read(client, page):
    shown = text(client.get(page))
    assert "Your update by" in shown and "* 2b Train the officers" in shown and "overdue by 2 days" in shown
    assert "[a link for you alone is put in here when this is sent]" in shown and "/answer/" not in shown


def test_a_link_is_shown_once_and_opens_the_leads_actions(client, page, manager):
    shown = client.post(page, {"do": "link"})
    (address,) = set(re.findall(r"http://testserver(/answer/[^\s<]+)", shown.content.decode()))
    assert "Copy it now" in text(shown) and shown["Cache-Control"] == "no-store"
    assert "/answer/" not in text(client.get(page)) and "never opened" in text(client.get(page))
    client.logout()
    assert "Train the officers" in text(client.get(address))
    client.force_login(manager)
    assert "No link of Police Superintendent works any more" in text(client.post(page, {"do": "revoke"}, follow=True))
    assert client.get(address).status_code == 410
    assert Link.objects.get().revoked_by == manager


def test_an_address_is_kept_and_the_email_sent(client, page, police):
    assert "name@example.org" in text(client.post(page, {"do": "address", "email": "nonsense"}))
    said = text(client.post(page, {"do": "address", "email": "police@example.org"}, follow=True))
    assert "E-mails to Police Superintendent go to police@example.org." in said
    said = text(client.post(page, {"do": "send"}, follow=True))
    assert "An e-mail to police@example.org is on the way." in said and "Asked on" in said
    assert [message.to for message in mail.outbox] == [["police@example.org"]]
    assert Asked.objects.get().how == "email"


def test_who_was_asked_in_a_way_of_ones_own_is_marked(client, page):
    said = text(client.post(page, {"do": "asked", "how": "meeting"}, follow=True))
    assert "is marked as asked" in said and "at a meeting" in said
    assert client.post(page, {"do": "asked", "how": "link"}).status_code == 400
    assert client.post(page, {"do": "dance"}).status_code == 400


def test_no_change_is_one_click_with_who_said_it_and_who_typed_it(client, page, item, police, manager, plan):
    said = text(
        client.post(page, {"no_change": item.pk, "how": "phone", f"version:{item.pk}": item.version}, follow=True)
    )
    assert "“No change” is recorded for 2b Train the officers." in said
    update = Update.objects.get()
    assert (update.no_change, update.author, update.how, update.said_on, update.recorded_by) == (
        True, police, "phone", TODAY, manager,
    )  # fmt: skip
    assert "Everything is answered" in said
    history = text(client.get(links.item_page(plan, item.pk)))
    day = f"{TODAY.day} {TODAY:%B %Y}"
    assert f"Said by Police Superintendent on the phone on {day}, typed in by Mo Manager." in history


def test_no_change_is_refused_where_the_action_changed_meanwhile(client, page, item):
    said = client.post(
        page, {"no_change": item.pk, "how": "phone", f"version:{item.pk}": item.version - 1}, follow=True
    )
    assert "Somebody else changed 2b" in text(said) and not Update.objects.exists()


def test_what_another_is_asked_or_may_not_be_seen_answers_404(client, page, plan, council, held, manager):
    builders.item(
        plan, leads=(builders.party(council, "Contact"),), publication=Publication.NOT_FOR_PUBLICATION
    )  # fmt: skip
    hidden = builders.rounds.add_who_is_missing
    with builders.Writing(plan, builders.Actor.by_command()) as writing:
        hidden(writing, held)
    contact = held.asked.get(party__name="Contact").party
    assert client.get(links.round_page(plan, "round_lead", held, contact.pk)).status_code == 404


def test_in_a_closed_round_nothing_is_asked_any_more(client, page, held):
    builders.close_round(held)
    assert "This round is closed" in text(client.get(page))
    assert "nothing is asked in it any more" in text(client.post(page, {"do": "link"}, follow=True))
    assert not Link.objects.exists()


def test_it_is_said_where_nobody_knows_whether_the_email_went(client, page, held, police):
    police.email = "police@example.org"
    police.save()
    with builders.Writing(held.plan, builders.Actor.by_command()) as writing:
        letters.order_letters(writing, held, [police])
    long_ago = timezone.now() - timedelta(hours=1)
    held.letters.update(claimed_at=long_ago)
    assert "Not known whether the e-mail went" in text(client.get(page))
    client.post(page, {"do": "send"})
    assert len(mail.outbox) == 1 and held.letters.count() == 2
