"""The list of layouts: whose they are, when each was last used, and who sees it."""

import pytest
from django.urls import reverse

from actions.vocabulary import Publication, Role
from imports import own_layouts
from imports.layout import Layout
from tests import builders

LAYOUT = Layout({"title": "Thing", "lead": ("Crew", 3), "due": "Ebb"}, by_hand=True)


@pytest.fixture
def kept(council, clerk):
    return own_layouts.keep(council, "Harbour works", LAYOUT, clerk)


def shown(client, user):
    client.force_login(user)
    return client.get(reverse("layouts")).content.decode()


def test_it_names_the_columns_who_made_it_and_the_file(client, clerk, kept):
    text = shown(client, clerk)
    assert "Harbour works" in text and "Thing, Crew, column 3, Ebb" in text
    assert "by Cleo Clerk" in text and "harbour_works.py" in text and "Not yet used" in text


def test_it_tells_when_it_was_last_used_in_what_and_by_whom(client, clerk, manager, council, kept):
    for name in ("may.docx", "june.docx"):
        own_layouts.note_use(builders.upload(council, name=name, uploaded_by=manager), [kept.name])
    assert "june.docx, by Mo Manager, and 1 before" in shown(client, clerk)


def test_a_paper_that_one_may_not_see_is_not_named(client, clerk, council, kept):
    upload = builders.upload(council, name="secret.docx", publication=Publication.NOT_FOR_PUBLICATION)
    own_layouts.note_use(upload, [kept.name])
    assert "secret.docx" not in shown(client, clerk)


def test_a_retired_one_says_so(client, clerk, kept):
    own_layouts.retire(kept, 1, clerk)
    assert "Retired" in shown(client, clerk)


def test_strangers_see_their_own_organisation_s(client, stranger, kept):
    text = shown(client, stranger)
    assert "Harbour works" not in text and "How Farrow Trust sets out its plans" in text


def test_a_member_of_one_plan_keeps_none(client, council, plan, kept):
    text = shown(client, builders.user(Role.CLERK, council, plan=plan))
    assert "Harbour works" not in text and "No layouts for you to keep" in text


def test_those_that_come_with_the_site_are_named(client, clerk):
    text = shown(client, clerk)
    assert "Layouts that come with the site" in text and "No layouts of its own yet" in text
