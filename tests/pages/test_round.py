"""The page of an update round: opened, sent, closed; who owes an answer stands first."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions import links
from actions.models import Letter, Round
from actions.services import rounds
from actions.services.progress import record_progress
from actions.services.writing import Actor, Writing
from actions.vocabulary import Publication
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def police(council):
    return builders.party(council, "Police Superintendent", body="Police", email="police@example.org")


@pytest.fixture
def two(plan, police, leads_post):
    """An action of the police, and two of the lead's post."""
    builders.item(plan, "Train the officers", ref="2b", leads=(police,))
    builders.item(plan, "Write the guidance", ref="1a", leads=(leads_post,))
    return builders.item(plan, "Print the guidance", ref="1b", leads=(leads_post,))


@pytest.fixture
def page(client, manager, plan):
    client.force_login(manager)
    return links.plan_page(plan, "round")


def text(answer):
    return " ".join(answer.content.decode().split())


def names(answer):
    return [row.name for row in answer.context["rows"]]


def numbers(answer):
    return {row.name: row.numbers for row in answer.context["rows"]}


def typed(day, name="closes_on"):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_the_first_time_it_says_what_a_round_is_and_opens_one(client, page, plan, two):
    assert "In a round, every lead of an open action is asked" in text(client.get(page))
    closes_on = TODAY + timedelta(days=9)
    answer = client.post(page, {"name": "October 2020"} | typed(closes_on), follow=True)
    assert "The round “October 2020” is open. Nobody has been asked yet." in text(answer)
    assert "Collecting updates" in text(answer) and "9 days left" in text(answer)
    round = Round.objects.get()
    assert (round.closes_on, round.as_at, round.asked.count()) == (closes_on, closes_on, 3)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "", **typed(TODAY)}, "Enter a name for the round"),
        ({"name": "Oct"}, "Enter the cut-off"),
        ({"name": "Oct", **typed(TODAY - timedelta(days=1))}, "The cut-off must be today or in the future"),
        ({"name": "Oct", **typed(TODAY), **typed(TODAY + timedelta(days=1), "as_at")}, "must not be after the cut-off"),
    ],
)
def test_what_is_wrong_is_said_and_opens_nothing(client, page, two, sent, sentence):
    answer = client.post(page, sent)
    assert sentence in text(answer) and not Round.objects.exists()
    assert sent["name"] in text(answer)


def test_the_plans_rhythm_proposes_the_cut_off(client, page, plan):
    plan.round_closes_day = 31
    plan.save()
    assert client.get(page).context["form"].initial["closes_on"].day >= 28


def test_who_owes_an_answer_stands_first(client, page, plan, two, police, leads_post):
    builders.round(plan, police, leads_post)
    with Writing(plan, Actor.by_command()) as writing:
        record_progress(writing, plan.items.get(ref="2b"), "", no_change=True)
        record_progress(writing, two, "It is printed")
    answer = client.get(page)
    assert names(answer) == [leads_post.name, police.name]
    assert numbers(answer) == {leads_post.name: [2, 1, 0, 0, 1, 0], police.name: [1, 0, 0, 1, 0, 0]}
    assert [row.name for row in answer.context["bodies"]] == [plan.organisation.name, "Police"]


def test_the_list_is_narrowed_by_reply_and_body(client, page, plan, two, police, leads_post):
    builders.round(plan, police)
    assert names(client.get(f"{page}?reply=not_asked")) == [leads_post.name]
    assert names(client.get(f"{page}?body=Police")) == [police.name]
    assert names(client.get(f"{page}?body=own")) == [leads_post.name]
    nobody = client.get(f"{page}?reply=answered")
    assert names(nobody) == [] and "No lead matches this filter." in text(nobody)


def test_the_emails_go_once_and_then_reminders(client, page, plan, two, police, lead, leads_post):
    builders.round(plan, closes_on=TODAY + timedelta(days=3))
    send = f"{page}send/"
    assert "2 e-mails on the way" in text(client.post(send, {"do": "ask"}, follow=True))
    assert {to for message in mail.outbox for to in message.to} == {police.email, lead.email}
    assert "http://testserver/answer/" in mail.outbox[0].body
    assert "There is nobody to write to." in text(client.post(send, {"do": "ask"}, follow=True))
    assert len(mail.outbox) == 2
    assert "2 e-mails on the way" in text(client.post(send, {"do": "remind"}, follow=True))
    assert len(mail.outbox) == 4 and Letter.objects.filter(number=2).count() == 2


def test_who_comes_to_lead_more_is_asked_about_that_and_not_reminded(client, page, plan, two, police):
    builders.round(plan, closes_on=TODAY + timedelta(days=3))
    client.post(f"{page}send/", {"do": "ask"})
    mail.outbox.clear()
    builders.item(plan, "Buy the kit", leads=(police,))
    rounds.add_who_is_missing(Writing(plan, Actor.by_command()), plan.rounds.get())
    assert "Send 1 e-mail" in text(client.get(page))
    client.post(f"{page}send/", {"do": "ask"})
    (message,) = mail.outbox
    assert message.subject.startswith("Your update by") and "Buy the kit" in message.body


def test_what_no_worker_took_up_can_be_sent_again(client, page, plan, two, police, leads_post, settings):
    builders.round(plan)
    with settings_of_no_worker(settings):
        client.post(f"{page}send/", {"do": "ask"})
    assert mail.outbox == [] and "may not be running" not in text(client.get(page))
    Letter.objects.update(ordered_at=timezone.now() - timedelta(minutes=9))
    assert "2 e-mails have waited for some minutes" in text(client.get(page))
    client.post(f"{page}send/", {"do": "carry_on"})
    assert len(mail.outbox) == 2


@contextmanager
def settings_of_no_worker(settings):
    working, settings.TASKS = settings.TASKS, {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    yield
    settings.TASKS = working


def test_other_plans_go_along_in_the_same_email(client, page, council, plan, two, police):
    other = builders.plan(council, slug="second", title="Second plan")
    builders.item(other, "Hire a nurse", leads=(police,))
    builders.round(plan)
    builders.round(other)
    assert "Second plan" in text(client.get(page))
    client.post(f"{page}send/", {"do": "ask", "also": other.pk})
    (message,) = [message for message in mail.outbox if message.to == [police.email]]
    assert "Hire a nurse" in message.body and "Train the officers" in message.body


def test_a_lead_without_address_is_counted_apart(client, page, plan, council):
    builders.item(plan, leads=(builders.party(council, "Somebody"),))
    builders.round(plan)
    assert "1 lead has no e-mail address" in text(client.get(page))


def test_closed_it_says_so_and_the_report_names_the_silent(client, page, plan, two, police):
    round = builders.round(plan, police)
    answer = client.post(f"{page}close/", {"round": round.pk}, follow=True)
    assert "Closed for updates" in text(answer) and "Open the next round" in text(answer)
    report = client.get(links.board_page(plan))
    assert "Asked, no reply" in text(report) and "No update so far" in text(report)
    assert "closed already" in text(client.post(f"{page}close/", {"round": round.pk}, follow=True))


def test_an_earlier_round_can_be_looked_at(client, page, plan, two, police):
    first = builders.close_round(builders.round(plan, police, name="September"))
    builders.round(plan, name="October")
    assert "Update round: October" in text(client.get(page))
    earlier = text(client.get(f"{page}?round={first.pk}"))
    assert "Update round: September" in earlier and "Send 1" not in earlier


def test_who_does_not_manage_the_plan_reads_how_it_stands_and_no_more(client, page, plan, two, police, board_member):
    builders.round(plan, police)
    client.force_login(board_member)
    answer = text(client.get(page))
    assert "Police Superintendent" in answer and "Send" not in answer and "police@example.org" not in answer


def test_what_is_not_for_publication_is_not_counted(client, page, plan, police):
    builders.item(plan, "Secret", leads=(police,), publication=Publication.NOT_FOR_PUBLICATION)
    builders.round(plan, police)
    assert "Nobody is asked in this round" in text(client.get(page))


def test_it_makes_as_many_queries_for_sixty_leads_as_for_three(client, page, plan, council):

    counts = []
    for first, last in ((0, 3), (3, 60)):
        for number in range(first, last):
            holder = builders.party(
                council, f"Post {number}", body=f"Body {number % 5}", email=f"p{number}@example.org"
            )
            builders.item(plan, f"Action {number}", leads=(holder,))
        Round.objects.all().delete()
        builders.round(plan)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(page).context["rows"]) == last
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 22
