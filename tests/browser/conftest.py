"""A real Chromium for the tests of pages: signing in, accessibility by axe, and the width of the narrowest screen."""

import os

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from tests.chromium import CHROMIUM

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 15_000  # milliseconds that a page may take on a busy machine
# Criteria of WCAG 2.2 A and AA as axe names them, and its own good practice.
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    """Skip what needs the browser, by name, where it or the built styles are missing; else give it a second try."""
    reason = missing()
    mark = pytest.mark.skip(reason=reason) if reason else pytest.mark.flaky(reruns=1)
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(mark)


def missing():
    """Return why no page can be looked at, or nothing."""
    if not CHROMIUM:
        return "Chromium is not installed (Debian: chromium-headless-shell or chromium)"
    if not finders.find("tracker.css"):
        return "the styles are not built (python -m tracker.assets)"
    return ""


@pytest.fixture(scope="session", autouse=True)
def database_beside_the_browser():
    """Playwright's sync interface runs an event loop in this thread, in which Django would refuse its database."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session", autouse=True)
def patience():
    """What a test expects to see may take as long as anything else on its page."""
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's own Chromium; nothing is downloaded."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """British readers on a laptop."""
    return {**browser_context_args, "locale": "en-GB", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def signed_in(page, live_server, client):
    """Return a function: a user in, the page out, signed in by the session's cookie and ready to `visit`."""

    def sign_in(user):
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return sign_in


@pytest.fixture
def visit(page, live_server):
    """Return a function that opens an address of the site and insists on its status, 200 unless told otherwise.

    A page of an error can be flawless to axe, so nothing else may be asked of a page before this.
    """

    def visit(address, status=200):
        page.set_default_timeout(PATIENCE)
        response = page.goto(f"{live_server.url}{address}")
        assert response.status == status, f"{address} answered {response.status}"
        return page

    return visit


@pytest.fixture
def assert_accessible():
    """Return a function that fails with the rules and elements that axe objects to on a page."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page):
        page.wait_for_load_state()  # a click returns once the next page begins
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_RULES}})
        wrong = [
            f"{found['id']}: {found['help']}: {', '.join(node['html'][:160] for node in found['nodes'][:3])}"
            for found in result.response["violations"]
        ]
        assert result.response["passes"], "axe examined nothing"
        assert not wrong, "\n".join(wrong)

    return check


@pytest.fixture
def assert_fits_320():
    """Return a function that fails when a page must be scrolled sideways on a screen 320 pixels wide."""

    def check(page):
        page.wait_for_load_state()
        page.set_viewport_size({"width": 320, "height": 800})
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, f"the page is {width} pixels wide on a screen of 320"

    return check
