"""From an invitation to the plan, in a real browser: invited, accepted, codes switched on, signed in with a code."""

import re

import pytest
from allauth.mfa.totp.internal import auth
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "seven quiet herons"


def code_of(secret):
    cache.clear()  # a code that was used once is not taken again within its half minute
    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))


def invite(page, council, plan):
    page.get_by_label("E-mail address").fill("nia@example.org")
    page.get_by_role("radio", name="Lead").check()
    page.get_by_label("Which plans?").select_option(label=plan.title)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("nia@example.org is invited: the e-mail is sent.")).to_be_visible()
    return re.search(r"http\S+/invitation/\S+", mail.outbox[-1].body)[0]


def test_from_the_invitation_to_the_plan_with_a_code(
    page, signed_in, visit, council, plan, admin, assert_accessible, assert_fits_320
):
    signed_in(admin)
    link = invite(visit(reverse("organisation_people", args=[council.slug])), council, plan)
    page.context.clear_cookies()

    page.goto(link)
    assert_accessible(page)
    page.get_by_label("Your name").fill("Nia New")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_text("You now belong to Northmoor Council.")).to_be_visible()

    page.get_by_role("link", name="Nia New").click()
    page.get_by_role("link", name="Set it up").click()
    page.get_by_role("button", name="Set it up").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Set up codes")).to_be_visible()
    assert_accessible(page)
    assert_fits_320(page)
    secret = page.locator("code").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Sign out").click()

    page.get_by_label("E-mail address").fill("nia@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Recovery plan").click()
    expect(page.get_by_role("heading", name="Recovery plan", level=1)).to_be_visible()


@pytest.mark.parametrize("name", ["people", "membership", "parties", "party", "locked", "account"])
def test_every_page_is_accessible_and_fits_the_narrowest_screen(
    name, signed_in, visit, council, plan, admin, leads_post, assert_accessible, assert_fits_320
):
    builders.invitation(council, plan=plan)
    builders.party(council, "Hd of Early Help")
    builders.item(plan, leads=(leads_post,))
    address = {
        "people": reverse("organisation_people", args=[council.slug]),
        "membership": reverse("membership", args=[council.slug, admin.memberships.get().pk]),
        "parties": reverse("organisation_parties", args=[council.slug]),
        "party": reverse("party", args=[council.slug, leads_post.pk]),
        "account": reverse("your_account"),
        "locked": reverse("sign_in"),
    }[name]
    if name != "locked":
        signed_in(admin)
    page = visit(address)
    for _ in range(5 if name == "locked" else 0):
        page.get_by_label("E-mail address").fill("nobody@example.org")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
    if name == "locked":
        expect(page.get_by_text("Try again after")).to_be_visible()
    assert_accessible(page)
    assert_fits_320(page)
    assert_accessible(page)
