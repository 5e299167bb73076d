"""Signing in with e-mail address and password: who gets in, what the others are told, and a forgotten password."""

import re

import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse

from tests import builders


def sign_in(client, email, password=builders.PASSWORD, **more):
    return client.post(reverse("sign_in"), {"login": email, "password": password, **more})


def words(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("typed", ["lead@example.org", " Lead@Example.ORG "])
def test_the_address_is_read_whatever_its_capitals(client, council, typed):
    builders.user(email="lead@example.org")
    assert sign_in(client, typed).url == reverse("plans")


@pytest.mark.parametrize(("asked", "led_to"), [("/mine/", "/mine/"), ("https://elsewhere.example/", "/")])
def test_one_is_led_on_to_the_page_asked_for_and_never_off_the_site(client, lead, asked, led_to):
    assert sign_in(client, lead.email, next=asked).url == led_to


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(client, lead):
    sentences = [sign_in(client, email, "wrong password").context["form"].non_field_errors() for email in
                 (lead.email, "nobody@example.org")]  # fmt: skip
    assert sentences[0] == sentences[1] == ["The e-mail address or the password is wrong."]


def test_an_empty_form_says_what_to_enter(client, db):
    text = words(client.post(reverse("sign_in"), {}))
    assert "Enter e-mail address" in text and "Enter password" in text


def test_a_closed_account_stays_out(client, db):
    builders.user(email="gone@example.org", is_active=False)
    answer = sign_in(client, "gone@example.org")
    assert answer.url == reverse("account_inactive")
    assert "This account is closed" in words(client.get(answer.url))
    assert client.get("/").status_code == 302


def test_a_session_ends_with_the_browser_and_after_twelve_hours_at_the_latest(client, lead, settings):
    cookie = sign_in(client, lead.email).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == "" and cookie["httponly"] and cookie["samesite"] == "Lax"
    assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_set_password", "account_confirm_email", "socialaccount_signup",
     "socialaccount_connections", "mfa_list_webauthn", "account_request_login_code"],
)  # fmt: skip
def test_what_nobody_needs_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("address", ["/sign-in/signup/", "/accounts/signup/", "/sign-up/", "/account/email/"])
def test_there_is_no_page_to_sign_up(client, lead, address):
    client.force_login(lead)
    assert client.get(address).status_code == 404


class TestAForgottenPassword:
    @pytest.fixture
    def link(self, client, lead):
        """The link that the lead is sent."""
        client.post(reverse("account_reset_password"), {"email": lead.email.upper()})
        (sent,) = mail.outbox
        assert sent.to == [lead.email]
        return re.search(r"http://testserver(\S+)", sent.body)[1]

    def choose(self, client, link, password):
        address = client.get(link).url  # the key moves into the session, out of the address
        return client.post(address, {"password1": password, "password2": password})

    def test_the_link_sets_a_new_one(self, client, lead, link):
        assert self.choose(client, link, "seven quiet herons").url == reverse("account_reset_password_from_key_done")
        assert sign_in(client, lead.email, "seven quiet herons").url == "/"

    def test_it_works_once(self, client, link):
        self.choose(client, link, "seven quiet herons")
        assert "This link does not work any more" in words(client.get(link))

    def test_a_weak_one_is_refused_with_the_reason(self, client, link):
        assert "too short" in words(self.choose(client, link, "herons"))

    def test_an_address_without_account_gets_the_same_page_and_another_e_mail(self, client, db):
        answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
        assert answer.url == reverse("account_reset_password_done")
        (sent,) = mail.outbox
        assert "There is no account with this address" in sent.body and "sign up" not in sent.body.lower()

    def test_the_e_mail_is_signed_with_the_name_of_the_site_and_comes_from_its_address(self, client, link, settings):
        (sent,) = mail.outbox
        assert sent.subject == "Choose a new password – Improvement plan tracker"
        assert sent.from_email == settings.DEFAULT_FROM_EMAIL == "no-reply@localhost"
        assert sent.body.rstrip().endswith("Improvement plan tracker")


class TestANewPassword:
    def test_it_asks_for_the_one_now_and_ends_other_sessions(self, client, lead):
        from django.test import Client

        elsewhere = Client()
        for each in (client, elsewhere):
            each.force_login(lead)
        new = {"password1": "seven quiet herons", "password2": "seven quiet herons"}
        wrong = client.post(reverse("account_change_password"), {"oldpassword": "wrong", **new})
        assert "The password that you use now is wrong." in words(wrong)
        right = client.post(reverse("account_change_password"), {"oldpassword": builders.PASSWORD, **new})
        assert right.url == reverse("your_account")
        assert client.get("/").status_code == 200 and elsewhere.get("/").status_code == 302

    def test_there_is_none_for_who_signs_in_with_entra_id_alone(self, client, lead):
        lead.set_unusable_password()
        lead.save()
        client.force_login(lead)
        assert client.get(reverse("account_change_password")).status_code == 404


def test_the_admin_is_behind_the_same_page(client, lead):
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/").url == f"{reverse('sign_in')}?next=%2Fadmin%2F"
    assert client.post("/admin/login/", {"username": lead.email, "password": builders.PASSWORD}).status_code == 302
    client.force_login(lead)
    assert client.get("/admin/login/").status_code == 403
