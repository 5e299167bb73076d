"""A lead answers for everything without a mouse, one form after the other; and nothing typed is lost with a session."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import Update
from tests import builders
from tests.browser.test_update_journey import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def held(plan, leads_post):
    """Three actions of the lead's, the most urgent first."""
    return [
        builders.item(plan, title, due=TODAY + timedelta(days=days), stage="in_progress", leads=(leads_post,))
        for title, days in (("Train the assessors", -5), ("Open the clinic", 9), ("Write the guidance", 200))
    ]


def test_all_are_answered_by_the_keyboard_alone(page, live_server, lead, held, assert_accessible, assert_fits_320):
    sign_in(page, live_server, lead)
    page.get_by_role("button", name="Update one after the other").press("Enter")
    expect(page.get_by_text("2 more after this one")).to_be_visible()
    assert_accessible(page)
    for item in held:
        expect(page.get_by_role("heading", name=f"Update {item.title}")).to_be_visible()
        expect(page.get_by_label("What has happened since the last update?")).to_be_focused()
        page.keyboard.type(f"Done with {item.title}")
        page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="My actions", level=1)).to_be_visible()
    assert sorted(Update.objects.values_list("note", flat=True)) == sorted(f"Done with {item.title}" for item in held)
    assert_fits_320(page)


def test_what_was_typed_outlives_the_session(page, live_server, lead, held):
    sign_in(page, live_server, lead)
    page.get_by_role("button", name="Update Train the assessors").click()
    page.get_by_label("What has happened since the last update?").fill("Two of three courses held")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("what you typed is kept")).to_be_visible()
    page.get_by_label("E-mail address").fill(lead.email)
    page.get_by_label("Password").fill(builders.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("What has happened since the last update?")).to_have_value("Two of three courses held")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="My actions", level=1)).to_be_visible()
    assert held[0].update_events.get().note == "Two of three courses held"
