"""E-mails of a round: each lead is told its own actions, once, and whoever kills the sending asks nobody twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from actions.models import Asked, Letter, Link
from actions.rounds.sending import send_ordered
from actions.services import letters
from actions.services.progress import record_progress
from actions.services.writing import Actor, Writing
from actions.vocabulary import Publication
from tests import builders

TODAY = timezone.localdate()
SITE = "https://tracker.example.org"


@pytest.fixture
def early_help(council):
    return builders.party(council, "Head of Early Help", email="early@example.org")


@pytest.fixture
def police(council):
    return builders.party(council, "Police Superintendent", body="Police", email="police@example.org")


@pytest.fixture
def asked(plan, early_help, police):
    """A round in which two leads are to be asked."""
    builders.item(plan, "Write the guidance", ref="1a", leads=(early_help,), due=TODAY - timedelta(days=3))
    builders.item(plan, "Train the officers", ref="2b", leads=(police,), note="Half are trained")
    return builders.round(plan)


def order(round, *parties, number=1, by=None):
    with Writing(round.plan, Actor.on_page(by) if by else Actor.by_command()) as writing:
        return letters.order_letters(writing, round, parties, number)


def send(round):
    return send_ordered(round.plan.organisation_id, SITE)


def test_each_lead_is_told_its_own_actions_and_a_link_of_its_own(asked, early_help, police, manager):
    assert order(asked, early_help, police, by=manager) == 2
    assert send(asked) == 2
    texts = {message.to[0]: message for message in mail.outbox}
    early = texts["early@example.org"].body
    assert "* 1a Write the guidance" in early and "overdue by 3 days" in early and "Train the officers" not in early
    assert "Half are trained" in texts["police@example.org"].body
    assert early.count(f"{SITE}/answer/") == 1 and texts["police@example.org"].reply_to == [manager.email]
    assert Link.objects.filter(party=early_help).count() == 1
    assert not Asked.objects.filter(sent_at=None).exists() and set(Asked.objects.values_list("how", flat=True)) == {
        "email"
    }


def test_ordered_or_sent_twice_it_goes_once(asked, early_help, police):
    assert (order(asked, early_help, police), order(asked, early_help)) == (2, 0)
    assert (send(asked), send(asked)) == (2, 0)
    assert len(mail.outbox) == 2


def test_who_kills_the_sending_and_starts_it_again_asks_nobody_twice(asked, early_help, police, monkeypatch):
    order(asked, early_help, police)
    handed_over = []

    class Killed(BaseException):
        pass

    def killed_in_the_middle(self, fail_silently=False):
        handed_over.append(self.to[0])
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("actions.rounds.sending.EmailMessage.send", killed_in_the_middle)
        send(asked)
    assert send(asked) == 1
    (message,) = mail.outbox
    assert {message.to[0], *handed_over} == {"early@example.org", "police@example.org"}
    unknown = Letter.objects.get(sent_at=None)
    assert letters.state_of(unknown, timezone.now()) == "sending"
    assert letters.state_of(unknown, timezone.now() + timedelta(minutes=6)) == "unknown"


def test_what_the_mail_server_refuses_is_said_and_not_tried_again(asked, early_help, police, monkeypatch):
    order(asked, early_help)

    def refused(self, fail_silently=False):
        raise OSError("no route")

    with monkeypatch.context() as patch:
        patch.setattr("actions.rounds.sending.EmailMessage.send", refused)
        assert send(asked) == 0
    assert send(asked) == 0
    assert letters.state_of(Letter.objects.get(), timezone.now()) == "failed"
    assert Asked.objects.filter(sent_at=None).count() == 2


def test_a_person_who_leads_in_two_plans_gets_one_email(council, asked, early_help):
    other = builders.plan(council, slug="second", title="Second plan")
    builders.item(other, "Hire a nurse", ref="9", leads=(early_help,))
    second = builders.round(other)
    order(asked, early_help)
    order(second, early_help)
    assert send(asked) == 1
    (message,) = mail.outbox
    assert "2 plans" in message.subject and "9 Hire a nurse" in message.body and "1a Write the guidance" in message.body
    assert message.body.count("/answer/") == 2


def test_a_reminder_names_what_is_unanswered_and_goes_to_nobody_who_answered(asked, early_help, police, plan):
    order(asked, early_help, police)
    send(asked)
    mail.outbox.clear()
    (answered,) = plan.items.filter(ref="1a")
    with Writing(plan, Actor.by_command()) as writing:
        record_progress(writing, answered, "", no_change=True)
    order(asked, early_help, police, number=2)
    assert send(asked) == 1
    (message,) = mail.outbox
    assert message.to == ["police@example.org"] and message.subject.startswith("Reminder: your update")


def test_nothing_that_is_not_for_publication_stands_in_an_email(plan, early_help):
    builders.item(plan, "A secret", leads=(early_help,), publication=Publication.NOT_FOR_PUBLICATION)
    order(builders.round(plan), early_help)
    send(plan.rounds.get())
    (message,) = mail.outbox
    assert "secret" not in message.body and "1 action is not for publication and not named here" in message.body


def test_nothing_goes_once_the_round_is_closed(asked, early_help):
    order(asked, early_help)
    builders.close_round(asked)
    assert send(asked) == 0 and mail.outbox == []
