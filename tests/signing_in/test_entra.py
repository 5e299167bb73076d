"""Signing in with Entra ID: offered where it is set up, and for those whom this site knows."""

import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import timezone

from actions.models import Invitation, User
from tests import builders
from tests.signing_in.test_sign_in import words
from tracker.sign_in.entra import Entra, WronglySetUp, from_environment

GIVEN = {"ENTRA_TENANT_ID": "tenant-1", "ENTRA_CLIENT_ID": "site-1", "ENTRA_CLIENT_SECRET": "s"}
ISSUER = "https://directory.example/tenant-1/v2.0"


class Directory:
    """Entra ID as far as this site talks to it: its own description, and tokens."""

    def __init__(self, claims):
        self.claims = {"iss": ISSUER, "aud": "site-1", "exp": time.time() + 600, **claims}
        self.status_code, self.headers, self.text = 200, {"content-type": "application/json"}, ""

    def get(self, url, **_):
        return self

    def request(self, method, url, **_):
        return self

    def raise_for_status(self):
        pass

    def json(self):
        return {
            "issuer": ISSUER,
            "authorization_endpoint": "https://directory.example/authorize",
            "token_endpoint": "https://directory.example/token",
            "jwks_uri": "https://directory.example/keys",
            "access_token": "a",
            "id_token": jwt.encode(self.claims, "x" * 32, algorithm="HS256"),
        }


@pytest.fixture
def entra(settings):
    settings.ENTRA = Entra("tenant-1", "site-1", "s", ("northmoor.example",), "your Northmoor account")
    settings.SOCIALACCOUNT_PROVIDERS = settings.ENTRA.providers()


@pytest.fixture
def arrive(entra, client, monkeypatch):
    """Return a function: claims in, the answer of this site to whoever comes back with them out."""

    def arrive(next_page="/mine/", **claims):
        claims = {"oid": "person-1", "email": "lee@northmoor.example", "name": "Lee"} | claims

        @contextmanager
        def session(*_):
            yield Directory(claims)

        monkeypatch.setattr("tracker.sign_in.adapter.SocialAdapter.get_requests_session", session)
        away = client.get(reverse("openid_connect_login", args=["entra"]), {"next": next_page}).url
        assert away.startswith("https://directory.example/authorize")
        sent = {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}
        assert sent["redirect_uri"].endswith("/sign-in/with/entra/back/") and sent["code_challenge"]
        back = reverse("openid_connect_callback", args=["entra"])
        return client.get(back, {"code": "c", "state": sent["state"]})

    return arrive


def test_without_its_variables_it_is_not_offered_and_has_no_address(client, db):
    assert "Sign in with" not in words(client.get(reverse("sign_in")))
    for name in ("openid_connect_login", "openid_connect_callback"):
        assert client.get(reverse(name, args=["entra"])).status_code == 404


def test_with_them_it_is_offered_and_the_page_asked_for_goes_along(client, db, entra):
    page = words(client.get(reverse("sign_in"), {"next": "/mine/"}))
    assert "Sign in with your Northmoor account" in page and "/sign-in/with/entra/?next=%2Fmine%2F" in page


def test_somebody_with_an_account_gets_in_and_is_known_by_oid_from_then_on(arrive, client, council):
    user = builders.user(email="lee@northmoor.example")
    assert arrive().url == "/mine/" and client.get("/mine/").status_code == 200
    assert SocialAccount.objects.get().uid == "person-1"
    user.refresh_from_db()
    assert user.check_password(builders.PASSWORD), "the password stays"
    client.logout()
    assert arrive(email="married@northmoor.example").url == "/mine/"
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("claims", [
    {"email": "nobody@northmoor.example"},
    {"email": "lee@elsewhere.example"},  # not a domain of the council's, so anybody may have typed it in
    {"email": None},
])  # fmt: skip
def test_nobody_unknown_gets_in(arrive, client, db, claims):
    builders.user(email="lee@northmoor.example")
    builders.user(email="lee@elsewhere.example")
    answer = arrive(**claims)
    assert answer.status_code == 403 and "You have no account here yet" in words(answer)
    assert client.get("/").status_code == 302
    assert User.objects.count() == 2 and not SocialAccount.objects.exists()


@pytest.mark.parametrize("claim", [{"email_verified": True}, {"xms_edov": True}, {"xms_edov": "1"}])
def test_an_address_of_another_domain_counts_where_the_directory_vouches_for_it(arrive, db, claim):
    builders.user(email="lee@elsewhere.example")
    assert arrive(email="lee@elsewhere.example", **claim).url == "/mine/"


def test_an_address_given_to_a_new_colleague_does_not_open_the_account_of_the_old(arrive, client, db):
    builders.user(email="lee@northmoor.example")
    arrive()
    client.logout()
    assert arrive(oid="person-2").status_code == 403


def test_a_closed_account_stays_out(arrive, client, db):
    builders.user(email="lee@northmoor.example", is_active=False)
    assert arrive().url == reverse("account_inactive")
    assert client.get("/").status_code == 302


def test_a_token_of_another_directory_is_refused(arrive, db):
    builders.user(email="lee@northmoor.example")
    answer = arrive(iss="https://directory.example/tenant-2/v2.0")
    assert "Signing in did not work" in words(answer)


def test_codes_are_asked_for_after_it_as_well(arrive, client, db):
    from tests.signing_in.test_codes import switch_on

    user = builders.user(email="lee@northmoor.example")
    client.force_login(user)
    switch_on(client)
    client.logout()
    assert arrive().url.startswith(reverse("mfa_authenticate"))


WRONG = [
    ({"ENTRA_CLIENT_ID": "a"}, "ENTRA_TENANT_ID and ENTRA_CLIENT_SECRET must be set"),
    (GIVEN | {"ENTRA_TENANT_ID": "Common"}, "must name one directory"),
    (GIVEN | {"ENTRA_SERVER": "login.example"}, "begins with https://"),
]


@pytest.mark.parametrize(("environment", "sentence"), WRONG)
def test_a_set_up_in_part_is_refused_at_the_start(environment, sentence):
    with pytest.raises(WronglySetUp, match=sentence):
        from_environment(environment)


def test_the_environment_alone_sets_it_up():
    assert from_environment({}) is None
    made = from_environment(GIVEN | {"ENTRA_DOMAINS": " Northmoor.example, trust.example"})
    assert made.domains == ("northmoor.example", "trust.example")
    (app,) = made.providers()["openid_connect"]["APPS"]
    assert app["settings"]["server_url"] == "https://login.microsoftonline.com/tenant-1/v2.0"
    assert app["settings"]["uid_field"] == "oid"


class TestInvited:
    """Whoever was invited need not follow the link: an address that the directory vouches for proves as much."""

    def test_gets_an_account_and_every_place_that_stands(self, arrive, client, council, plan):
        farrow = builders.organisation("Farrow Trust")
        builders.invitation(council, "lee@northmoor.example", plan=plan)
        builders.invitation(farrow, "lee@northmoor.example", role="board")
        builders.invitation(council, "somebody.else@northmoor.example", role="admin")
        assert arrive().url == "/mine/"
        user = User.objects.get(email="lee@northmoor.example")
        places = {(held.organisation, held.plan, held.role) for held in user.memberships.all()}
        assert places == {(council, plan, "lead"), (farrow, None, "board")}
        assert user.name == "Lee" and not user.has_usable_password()

    @pytest.mark.parametrize("change", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}])
    def test_one_that_does_not_stand_lets_nobody_in(self, arrive, council, change):
        builders.invitation(council, "lee@northmoor.example")
        Invitation.objects.update(**change)
        assert arrive().status_code == 403 and not User.objects.exists()

    def test_an_address_that_nobody_vouches_for_lets_nobody_in(self, arrive, council):
        builders.invitation(council, "lee@elsewhere.example")
        assert arrive(email="lee@elsewhere.example").status_code == 403
        assert not User.objects.exists()
