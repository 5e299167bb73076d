"""What was typed while a session ended: back for whoever typed it, after signing in again, and for nobody else."""

import pytest
from django.urls import reverse

from actions import links
from tests import builders
from tests.pages.test_update import as_shown
from tracker import unsent

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(plan, leads_post):
    return builders.item(plan, "Train the assessors", ref="1c", leads=(leads_post,))


def sent_too_late(client, user, item):
    """Open the form, lose the session, send what was typed; return the address of the form."""
    address = links.item_page(item.plan, item.pk, "update_action")
    client.force_login(user)
    shown = client.get(address).context
    typed = as_shown(shown["form"]) | {"note": "Typed for ten minutes", "typed_by": shown["typed_by"]}
    client.logout()
    answer = client.post(address, typed)
    assert answer.url.startswith(reverse("sign_in"))
    return address


def test_it_is_back_after_signing_in_again_and_saves(client, lead, item):
    address = sent_too_late(client, lead, item)
    client.force_login(lead)
    page = client.get(address)
    form = page.context["form"]
    assert form["note"].value() == "Typed for ten minutes" and not form.errors
    assert "You were signed out before this was saved" in page.content.decode()
    assert not item.update_events.exists(), "nothing is saved until it is sent again"
    client.post(address, as_shown(form) | {"note": form["note"].value()})
    assert item.update_events.get().note == "Typed for ten minutes"
    assert client.get(address).context["form"]["note"].value() in (None, ""), "once"


def test_the_sign_in_page_says_that_it_is_kept(client, lead, item):
    sent_too_late(client, lead, item)
    assert "what you typed is kept" in client.get(reverse("sign_in")).content.decode()


def test_nobody_else_at_the_same_computer_sees_it(client, lead, manager, item):
    address = sent_too_late(client, lead, item)
    client.force_login(manager)
    assert client.get(address).context["form"]["note"].value() in (None, "")


def test_another_address_does_not_show_it(client, lead, plan, leads_post, item):
    sent_too_late(client, lead, item)
    other = builders.item(plan, "Another", leads=(leads_post,))
    client.force_login(lead)
    form = client.get(links.item_page(plan, other.pk, "update_action")).context["form"]
    assert form["note"].value() in (None, "")


@pytest.mark.parametrize("mark", ["", "1", "1:aaaaaa:forged"])
def test_nothing_is_kept_for_a_form_that_nobody_was_shown(client, item, mark):
    client.post(links.item_page(item.plan, item.pk, "update_action"), {"note": "x", "typed_by": mark})
    assert unsent.KEPT_AS not in client.session


def test_what_is_too_long_is_not_kept(client, lead, item):
    data = {"note": "x" * unsent.LARGEST, "typed_by": unsent.mark_of(lead)}
    client.post(links.item_page(item.plan, item.pk, "update_action"), data)
    assert unsent.KEPT_AS not in client.session
