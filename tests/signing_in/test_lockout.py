"""The lock after repeated failures: what it says, how long it holds, and that it is the same for unknown addresses."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests import builders
from tests.signing_in.test_sign_in import sign_in, words


def fail(client, email, times=5):
    return [sign_in(client, email, "wrong password") for _ in range(times)][-1]


def later(minutes):
    """Let so many minutes pass since every failure."""
    past = timezone.now() - timedelta(minutes=minutes)
    AccessAttempt.objects.update(attempt_time=past)


@pytest.fixture
def emails(lead):
    return [lead.email, "nobody@example.org"]


def test_four_failures_are_no_lock(client, lead):
    assert fail(client, lead.email, 4).status_code == 200
    assert sign_in(client, lead.email).status_code == 302


def test_the_fifth_locks_and_says_when_to_try_again(client, lead):
    answer = fail(client, lead.email)
    until = timezone.localtime(AccessAttempt.objects.get().attempt_time + timedelta(minutes=15))
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 900
    assert f"Try again after {until:%H:%M} on" in words(answer)
    assert "wrong too many times" in words(answer)


def test_the_right_password_does_not_open_it_and_further_tries_do_not_lengthen_it(client, lead):
    fail(client, lead.email)
    first = AccessAttempt.objects.get().attempt_time
    assert sign_in(client, lead.email).status_code == 429
    assert fail(client, lead.email).status_code == 429
    assert AccessAttempt.objects.get().attempt_time == first


def test_after_its_time_it_opens(client, lead):
    fail(client, lead.email)
    later(minutes=14)
    assert sign_in(client, lead.email).status_code == 429
    later(minutes=16)
    assert sign_in(client, lead.email).status_code == 302


def test_the_words_are_the_same_whether_the_account_exists_or_not(client, emails):
    pages = []
    for email in emails:
        answer = fail(client, email)
        assert answer.status_code == 429
        text = re.sub(r"csrf\w+\" value=\"\w+|nonce=\"[^\"]+", "", words(answer))
        pages.append(re.sub(r"after \d\d:\d\d", "after", text))
    assert pages[0] == pages[1]


def test_failures_from_many_places_count_together(client, lead):
    for number in range(4):
        client.post(
            reverse("sign_in"), {"login": lead.email, "password": "wrong"},
            REMOTE_ADDR=f"192.0.2.{number}", HTTP_USER_AGENT=f"Browser {number}",
        )  # fmt: skip
    assert sign_in(client, lead.email.upper(), "wrong").status_code == 429


def test_others_are_not_locked_with_it(client, lead, manager):
    fail(client, lead.email)
    assert sign_in(client, manager.email).status_code == 302


def test_a_sign_in_that_works_forgets_the_failures_before_it(client, lead):
    fail(client, lead.email, 4)
    sign_in(client, lead.email)
    client.logout()
    assert fail(client, lead.email, 4).status_code == 200


def test_a_new_password_by_e_mail_opens_it(client, lead):
    fail(client, lead.email)
    client.post(reverse("account_reset_password"), {"email": lead.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    new = "seven quiet herons"
    client.post(client.get(link).url, {"password1": new, "password2": new})
    assert sign_in(client, lead.email, new).status_code == 302


def test_no_password_is_kept_with_the_failures(client, lead):
    fail(client, lead.email, 2)
    kept = AccessAttempt.objects.get()
    assert "wrong password" not in kept.post_data + kept.get_data


def test_the_password_once_more_counts_as_well(client, lead):
    client.force_login(lead)
    tries = [client.post(reverse("account_reauthenticate"), {"password": "wrong"}) for _ in range(5)]
    assert [answer.status_code for answer in tries] == [200, 200, 200, 200, 429]
    assert client.post(reverse("account_reauthenticate"), {"password": builders.PASSWORD}).status_code == 429
