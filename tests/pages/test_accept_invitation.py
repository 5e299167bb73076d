"""Accepting an invitation: a new account, an account that exists, and links that no longer work."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Change, Invitation, User
from actions.services.invitations import invite
from actions.services.organisation_writing import OrganisationWriting
from actions.services.writing import Actor
from actions.vocabulary import Role
from tests import builders

PASSWORD = "seven quiet herons"
GIVEN = {"name": "Nia New", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def link(council, admin):
    """Return a function that invites an address and gives the link."""

    def make(email="new@example.org", role=Role.LEAD, **fields):
        with OrganisationWriting(council, Actor.on_page(admin)) as writing:
            _, token = invite(writing, email, role, **fields)
        return reverse("accept_invitation", args=[token])

    return make


def words(answer):
    return " ".join(answer.content.decode().split())


def test_a_new_account_has_a_name_a_password_and_the_place_it_was_invited_to(client, link, plan):
    address = link(plan=plan, sees_not_for_publication=True)
    assert "Recovery plan" in words(client.get(address))
    assert client.post(address, GIVEN).url == reverse("plans")
    user = User.objects.get(email="new@example.org")
    held = user.memberships.get()
    assert user.name == "Nia New" and user.check_password(PASSWORD)
    assert (held.plan, held.role, held.sees_not_for_publication) == (plan, "lead", True)
    assert client.get(reverse("board", args=["northmoor", "recovery"])).status_code == 200, "and is signed in"
    entry = Change.objects.get(event="accept_invitation")
    assert (entry.who, entry.via) == ("Nia New", "link")


def test_the_post_that_was_named_is_filled_by_the_new_user(client, link, council):
    post = builders.party(council, "Head of Housing")
    client.post(link(party=post), GIVEN)
    post.refresh_from_db()
    assert post.user.email == "new@example.org"


def test_a_post_that_somebody_filled_meanwhile_stays_theirs(client, link, council, lead):
    post = builders.party(council, "Head of Housing")
    address = link(party=post)
    post.user = lead
    post.save()
    client.post(address, GIVEN)
    post.refresh_from_db()
    assert post.user == lead


def test_it_works_once(client, link):
    address = link()
    client.post(address, GIVEN)
    client.logout()
    again = client.post(address, GIVEN | {"name": "Somebody else"})
    assert again.status_code == 410 and "does not work" in words(again)
    assert User.objects.get(email="new@example.org").name == "Nia New"


def test_to_look_takes_nothing(client, link):
    address = link()
    for _ in range(2):
        assert client.get(address).status_code == 200
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("state", ["over", "revoked", "signed by somebody else", "cut short"])
def test_a_link_that_does_not_stand_opens_nothing(client, link, state):
    address = link()
    if state == "over":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    if state == "revoked":
        Invitation.objects.update(revoked_at=timezone.now())
    if state == "signed by somebody else":
        address = address[:-5] + ("AAAA/" if not address.endswith("AAAA/") else "BBBB/")
    if state == "cut short":
        address = address[:-12] + "/"
    for method in (client.get, client.post):
        assert method(address, GIVEN).status_code == 410
    assert not User.objects.filter(email="new@example.org").exists()


def test_somebody_with_an_account_signs_in_and_joins(client, link, stranger):
    address = link(stranger.email)
    text = words(client.get(address))
    assert f"/sign-in/?next={address}" in text and "Your name" not in text
    assert client.post(address, GIVEN).status_code == 200, "the link alone joins nobody to an account that exists"
    assert stranger.memberships.count() == 1
    client.force_login(stranger)
    assert client.post(address).url == reverse("plans")
    assert {held.organisation.slug for held in stranger.memberships.all()} == {"northmoor", "farrow"}


def test_somebody_else_who_is_signed_in_is_told_so_and_cannot_take_it(client, link, stranger):
    address = link("lee@example.org")
    client.force_login(stranger)
    assert f"You are signed in as {stranger.email}" in words(client.get(address))


def test_somebody_elses_account_is_not_joined_by_who_is_signed_in(client, link, stranger, lead):
    client.force_login(stranger)
    client.post(link(lead.email))
    assert stranger.memberships.count() == 1 and lead.memberships.count() == 1


WRONG = [
    ({"name": ""}, "Enter your name"),
    ({"password": "short", "again": "short"}, "too short"),
    ({"password": "new@example.org", "again": "new@example.org"}, "too similar"),
    ({"again": "seven loud herons"}, "The two passwords differ"),
]


@pytest.mark.parametrize(("given", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_no_account_is_made(client, link, given, sentence):
    answer = client.post(link(), GIVEN | given)
    assert sentence in words(answer)
    assert not User.objects.filter(email="new@example.org").exists()
