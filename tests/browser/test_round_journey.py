"""A round in a real browser: opened, sent, answered by link without an account, taken in, closed, read by the board."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from actions import links
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def police(council):
    return builders.party(council, "Police Superintendent", body="Farrowdale Police", email="police@example.org")


@pytest.fixture
def two(plan, council, police):
    """An action of the police, and one of somebody who will not answer."""
    builders.scheme(plan)
    builders.item(plan, "Train the officers", ref="2b", leads=(police,), due=TODAY - timedelta(days=5), note="Begun")
    silent = builders.party(council, "Head of Early Help", email="early@example.org")
    builders.item(plan, "Write the guidance", ref="1a", leads=(silent,), due=TODAY + timedelta(days=90))


def link_to(address):
    (message,) = [message for message in mail.outbox if message.to == [address]]
    return re.search(r"http\S+/answer/\S+", message.body).group()


class TestARound:
    @pytest.fixture(params=["with scripts", "without scripts"])
    def browser_context_args(self, browser_context_args, request):
        """Everything must work without JavaScript as well."""
        return {**browser_context_args, "java_script_enabled": request.param == "with scripts"}

    def test_from_its_opening_to_the_board(self, page, signed_in, visit, manager, plan, two, police, browser):
        signed_in(manager)
        visit(links.plan_page(plan, "round"))
        page.get_by_role("button", name="Open the round").click()
        expect(page.get_by_text("is open. Nobody has been asked yet.")).to_be_visible()
        page.get_by_role("button", name="Send 2 e-mails").click()
        expect(page.get_by_text("2 e-mails on the way.")).to_be_visible()
        answer_by_link(browser, link_to("police@example.org"))
        visit(links.plan_page(plan, "round"))
        page.get_by_role("link", name="1 answer waits to be taken in").click()
        expect(page.get_by_role("paragraph").filter(has_text="Two of three courses held")).to_be_visible()
        page.get_by_role("button", name=re.compile("^Take in")).click()
        expect(page.get_by_text("1 answer taken in.")).to_be_visible()
        page.get_by_role("link", name="Back to the round").click()
        page.get_by_role("button", name="Close this round").click()
        expect(page.get_by_text("Closed for updates")).to_be_visible()
        visit(links.board_page(plan))
        expect(page.get_by_text("No update so far").first).to_be_visible()
        expect(page.get_by_role("heading", name="Asked, no reply (1)")).to_be_visible()


def answer_by_link(browser, address):
    """Answer in a browser that knows nothing of the manager's session."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="Your actions", level=1)).to_be_visible()
    expect(page.get_by_text("Write the guidance")).to_have_count(0)
    page.get_by_role("link", name="2b Train the officers", exact=True).click()
    page.get_by_label("What has happened since the last update?").fill("Two of three courses held")
    page.get_by_label("Amber").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your answer is kept.")).to_be_visible()
    expect(page.get_by_text("You have answered everything.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("shown", ["first", "open", "closed", "lead", "reply", "answers", "link", "form", "gone"])
def test_every_page_is_accessible_and_fits_the_narrowest_screen(
    shown, signed_in, visit, manager, plan, council, two, police, assert_accessible, assert_fits_320
):
    signed_in(manager)
    address, status = links.plan_page(plan, "round"), 200
    if shown != "first":
        round = builders.round(plan, police)
        item = plan.items.get(ref="2b")
        opened = f"/answer/{builders.link(round, police)}/"
        visit(opened).get_by_role("button", name="No change on 2b").click()
    if shown == "closed":
        builders.close_round(round)
    elif shown in ("lead", "reply"):
        keys = [police.pk] if shown == "lead" else [police.pk, item.pk]
        address = links.round_page(plan, f"round_{shown}", round, *keys)
    elif shown == "answers":
        address = links.plan_page(plan, "round_answers")
    elif shown in ("link", "form"):
        address = opened if shown == "link" else f"{opened}{item.pk}/"
    elif shown == "gone":
        address, status = "/answer/x/", 404
    page = visit(address, status)
    assert_accessible(page)
    assert_fits_320(page)
    assert_accessible(page)
