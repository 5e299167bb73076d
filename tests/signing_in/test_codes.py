"""Codes of an app as the second step: set up, asked for, guessed at, recovered, switched off."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.urls import reverse

from tests import builders
from tests.signing_in.test_sign_in import sign_in, words


def code_of(secret):
    """Return the code that an app shows now for a key."""
    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))


def switch_on(client):
    """Switch codes on for the user of the client, and return the key."""
    again = client.get(reverse("mfa_activate_totp")).url
    client.post(again, {"password": builders.PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    return secret


@pytest.fixture
def secret(client, lead):
    """The key of the lead, who has codes and is signed in."""
    client.force_login(lead)
    return switch_on(client)


@pytest.fixture
def half_in(secret, lead):
    """A client that gave the right password and was asked for a code."""
    client = Client()
    assert sign_in(client, lead.email, next="/mine/").url.startswith(reverse("mfa_authenticate"))
    return client


def test_the_password_alone_does_not_open_anything(half_in):
    assert half_in.get("/").status_code == 302
    assert "Your code" in words(half_in.get(reverse("mfa_authenticate")))


def test_the_code_does(half_in, secret):
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    from django.core.cache import cache

    cache.clear()  # the code that switched it on counts as used
    answer = half_in.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert answer.url == "/mine/" and half_in.get("/mine/").status_code == 200


def test_a_recovery_code_does_once(half_in, client, lead):
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert half_in.post(reverse("mfa_authenticate"), {"code": codes[0]}).url == "/mine/"
    again = Client()
    sign_in(again, lead.email)
    assert "This code is wrong" in words(again.post(reverse("mfa_authenticate"), {"code": codes[0]}))


def test_five_wrong_codes_lock_though_the_password_was_right(half_in, lead):
    answers = [half_in.post(reverse("mfa_authenticate"), {"code": f"00000{n}"}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "Try again after" in words(answers[-1])
    assert sign_in(Client(), lead.email).status_code == 429


def test_the_right_password_does_not_reset_the_count_of_wrong_codes(secret, lead):
    for number in range(5):
        client = Client()
        answer = sign_in(client, lead.email)
        assert answer.status_code == 302
        answer = client.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})
    assert answer.status_code == 429


def test_the_app_is_given_the_name_of_the_site_and_a_key_to_type(client, lead):
    client.force_login(lead)
    client.post(client.get(reverse("mfa_activate_totp")).url, {"password": builders.PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert "issuer=Improvement%20plan%20tracker" in page.context["totp_url"]
    assert page.context["form"].secret in words(page)


def test_it_is_set_up_and_switched_off_only_after_the_password_once_more(client, lead, secret):
    stranger = Client()
    stranger.force_login(lead)
    for name in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        assert "/sign-in/again/" in stranger.get(reverse(name)).url, name
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()


def test_recovery_codes_can_be_saved_as_a_file_and_made_anew(client, secret):
    old = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert file["Content-Disposition"].startswith("attachment") and old[0] in file.content.decode()
    client.post(reverse("mfa_generate_recovery_codes"))
    assert not set(old) & set(client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"])
