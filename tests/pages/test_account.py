"""Your account: who you are here, where you belong, and how you sign in."""

import pytest
from django.urls import reverse

from actions.vocabulary import Role
from tests import builders


@pytest.fixture
def page(client):
    """Return a function that gives the words of the page as a user sees it."""

    def read(user):
        client.force_login(user)
        return " ".join(client.get(reverse("your_account")).content.decode().split())

    return read


def test_it_names_every_organisation_with_role_and_plan(council, plan, page):
    user = builders.user(Role.LEAD, council, plan=plan, name="Lee Lead", sees_not_for_publication=True)
    builders.member(user, builders.organisation("Farrow Trust"), Role.BOARD)
    words = page(user)
    assert "Northmoor Council, only Recovery plan: Lead, may see what is not for publication" in words
    assert "Farrow Trust: Board member" in words and user.email in words


def test_the_header_leads_to_it(client, lead):
    client.force_login(lead)
    assert f'href="{reverse("your_account")}"' in client.get("/").content.decode()


def test_who_belongs_nowhere_is_told_so(page, db):
    assert "You belong to no organisation here at present." in page(builders.user())


def test_who_has_no_password_is_offered_no_change_of_it(page, db):
    user = builders.user()
    user.set_unusable_password()
    user.save()
    words = page(user)
    assert "you sign in with your organisation’s account" in words
    assert reverse("account_change_password") not in words
