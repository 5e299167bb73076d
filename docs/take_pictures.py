"""Takes the pictures of docs/pictures anew: fills a register of its own from fixtures/, serves it and looks at it.

`make pictures` runs it; it needs Chromium, and touches no other register.
"""

import os
import shutil
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
LEAD = "lead@demo.invalid"
PAGES = {
    "board": (f"/{PLAN}/?as_of={DAY}", 1500),
    "overdue": (f"/{PLAN}/actions/?count=overdue&as_of={DAY}", 900),
    "action": (f"/{PLAN}/actions/{{action}}/", 1300),
    "update": (f"/{PLAN}/actions/{{action}}/update/", 1300),
    "mine": ("/mine/", 900),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
        sys.path.insert(0, str(HERE.parent))
        for command in ("migrate", "demo"):
            subprocess.run([sys.executable, "manage.py", command, "-v", "0"], check=True, stdout=subprocess.DEVNULL)
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
    """Sign in as the demo's lead and take each page, cut to its height."""
    import django
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    from actions.models import Item
    from imports.demo import password_of

    held = Item.objects.filter(plan__slug=PLAN.split("/")[1], ownership_events__party__user__email=LEAD, is_open=True)
    action = held.order_by("-times_moved", "position").first().pk
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"http://{ADDRESS}/sign-in/")
        page.fill("[name=username]", LEAD)
        page.fill("[name=password]", password_of(LEAD))
        page.click("main button")
        for name, (address, height) in PAGES.items():
            answer = page.goto(f"http://{ADDRESS}{address.format(action=action)}")
            if answer.status != 200:
                raise SystemExit(f"{address} answered {answer.status}.")
            page.set_viewport_size({"width": 1280, "height": height})
            page.screenshot(path=HERE / "pictures" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
