"""Takes the pictures of docs/pictures anew: fills a register of its own from fixtures/, serves it and looks at it.

`make pictures` runs it; it needs Chromium, and touches no other register.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ADDRESS = "127.0.0.1:8031"
PLAN = "northshire-county-council/childrens-services-inspection-action-plan"
DAY = "2019-10-31"
LEAD, MANAGER = "lead@demo.invalid", "manager@demo.invalid"
PAGES = {
    "board": (f"/{PLAN}/?as_of={DAY}", 1500),
    "overdue": (f"/{PLAN}/actions/?count=overdue&as_of={DAY}", 900),
    "action": (f"/{PLAN}/actions/{{action}}/", 1300),
    "update": (f"/{PLAN}/actions/{{action}}/update/", 1300),
    "mine": ("/mine/", 900),
}
# Of the paper that the demo leaves waiting, once it was read: what a programme manager sees of it.
OF_A_PAPER = {
    "paper-found": ("/papers/{upload}/", 900),
    "paper-read": ("/papers/{upload}/1/", 1000),
    "paper-changes": ("/papers/{upload}/1/changes/", 1500),
    "paper-missing": ("/papers/{upload}/1/missing/", 900),
    "paper-save": ("/papers/{upload}/1/save/", 700),
    "paper-done": ("/{of_upload}/papers/{paper}/", 1000),
    "please-check": (f"/{PLAN}/check/", 1000),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
        sys.path.insert(0, str(HERE.parent))
        for command in (["migrate"], ["demo"], ["db_worker", "--batch"]):
            subprocess.run([sys.executable, "manage.py", *command, "-v", "0"], check=True, stdout=subprocess.DEVNULL)
        serving = [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--bind", ADDRESS, "--no-control-socket"]
        server = subprocess.Popen(serving, stderr=subprocess.DEVNULL)
        try:
            wait_until_it_answers()
            look()
        finally:
            server.terminate()


def wait_until_it_answers() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://{ADDRESS}/sign-in/")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The site did not start.")


def look() -> None:
    """Take each page as the demo's lead or manager sees it, cut to its height."""
    import django
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    from actions.models import Item
    from imports.models import Upload
    from tests.chromium import CHROMIUM

    held = Item.objects.filter(plan__slug=PLAN.split("/")[1], ownership_events__party__user__email=LEAD, is_open=True)
    action = held.order_by("-times_moved", "position").first().pk
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
        take(signed_in(browser, LEAD), PAGES, action=action)
        waits = Upload.objects.latest("pk")
        paper = waits.plan.papers.first()
        of_plan = f"{waits.organisation.slug}/{waits.plan.slug}"
        take(signed_in(browser, MANAGER), OF_A_PAPER, upload=waits.pk, of_upload=of_plan, paper=paper.pk)
        browser.close()


def signed_in(browser, email: str):
    """Return a page of somebody of the demo."""
    from imports.demo import password_of

    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"http://{ADDRESS}/sign-in/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password_of(email))
    page.click("main button")
    return page


def take(page, pages: dict[str, tuple[str, int]], **keys: int | str) -> None:
    """Take the pictures of these pages, whose addresses are filled with `keys`."""
    for name, (address, height) in pages.items():
        answer = page.goto(f"http://{ADDRESS}{address.format(**keys)}")
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}.")
        page.set_viewport_size({"width": 1280, "height": height})
        page.screenshot(path=HERE / "pictures" / f"{name}.png")


if __name__ == "__main__":
    main()
