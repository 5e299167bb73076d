"""`demo` fills an empty register once; a second run changes nothing and loses nothing."""

import io
import shutil
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from actions import queries, report
from actions.models import Change, Item, Meeting, Membership, Paper, Plan, User
from actions.services import deadlines
from actions.services.writing import Actor, Writing
from actions.vocabulary import Role
from imports import demo
from imports.models import Upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    """Two of the documents (one that says no date), and a data folder of the test's own."""
    settings.DATA_DIR = tmp_path / "var"
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("northshire-childrens-services-2019", "stonebeck-fire-audit-follow-up"):
        for ending in (".txt", ".expected.json"):
            shutil.copy(demo.DOCUMENTS / f"{name}{ending}", documents)
    monkeypatch.setattr(demo, "DOCUMENTS", documents)
    monkeypatch.setattr(demo, "A_YEAR", tmp_path)
    return documents


def run() -> str:
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def stored() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Plan, Item, Paper, Change, User, Membership, Meeting)}


def test_it_takes_in_what_can_be_read_and_names_what_cannot(settings):
    printed = run()
    assert "Northshire County Council" in printed
    assert "stonebeck-fire-audit-follow-up.txt does not say for which date" in printed
    assert [path.suffix for path in (settings.DATA_DIR / "demo").iterdir()] == [".xlsx"]
    assert "http://127.0.0.1:8000/" in printed
    plan = demo.main_plan()
    assert f"/{plan.organisation.slug}/{plan.slug}/?as_of={demo.as_at_of(plan)}" in printed, "the report's own day"


def test_every_role_can_sign_in_with_what_is_printed(client):
    printed = run()
    for role in Role:
        email = f"{role}@{demo.HOST}"
        password = demo.password_of(email)
        assert f"{email}" in printed
        assert password in printed
        answer = client.post(reverse("sign_in"), {"login": email, "password": password})
        assert answer.status_code == 302 and answer.url == reverse("plans")
        client.logout()


def test_the_lead_fills_a_post_that_holds_actions():
    run()
    (post,) = User.objects.get(email=f"lead@{demo.HOST}").parties.all()
    assert post.ownerships.filter(item__is_open=True).exists()


def test_one_round_is_over_and_one_is_open_and_the_report_names_the_silent():
    assert "An update round is open, and one is over" in run()
    plan, today = demo.main_plan(), timezone.localdate()
    over, held = plan.rounds.order_by("asked_on")
    assert over.closed_at and not held.closed_at and held.closes_on > today > over.closes_on
    lines = report.build(queries.plan_facts(plan), today).lines
    silent = sum("silent" in {hit.slug for hit in line.hits} for line in lines)
    assert 0 < silent < over.asked.values("item").distinct().count()
    assert any(line.latest and line.latest.text == "No change" for line in lines)


def test_the_password_comes_from_the_sites_own_key(settings):
    one = demo.password_of("lead@demo.invalid")
    settings.SECRET_KEY = "another key altogether"
    assert demo.password_of("lead@demo.invalid") != one


def test_a_second_run_changes_nothing_and_keeps_what_was_edited():
    run()
    plan = Plan.objects.get()
    item = plan.items.filter(is_open=True, due__isnull=False).first()
    with Writing(plan, Actor.by_command()) as writing:
        deadlines.revise_deadline(writing, item, date(2031, 1, 1), from_due=item.due)
    lead = User.objects.get(email=f"lead@{demo.HOST}")
    lead.set_password("a password of their own")
    lead.save()
    before = stored()
    printed = run()
    item.refresh_from_db()
    assert stored() == before
    assert item.due == date(2031, 1, 1)
    assert "its password was changed since" in printed


def test_the_next_paper_of_a_plan_waits_to_be_looked_at_and_is_brought_once(monkeypatch, folder):
    for path in folder.glob("stonebeck*"):
        path.unlink()
    monkeypatch.setattr(demo, "A_YEAR", settings.BASE_DIR / "fixtures" / "a_year")
    printed = run()
    upload = Upload.objects.get()
    assert (
        f"july.xlsx waits for the programme manager to look at it: http://127.0.0.1:8000/papers/{upload.pk}/" in printed
    )
    (proposal,) = upload.proposals.all()
    assert (upload.state, proposal.plan) == (Upload.State.READ, Plan.objects.get(organisation=upload.organisation))
    assert proposal.counts["changed"] and not proposal.saved_at
    assert "waits" not in run()


def test_a_register_in_use_is_left_alone(plan, manager):
    with pytest.raises(CommandError) as refused:
        run()
    assert refused.value.returncode == 1
    assert Plan.objects.count() == 1


def test_without_any_readable_document_it_says_so(folder):
    for path in folder.glob("northshire*"):
        path.unlink()
    with pytest.raises(CommandError) as refused:
        run()
    assert refused.value.returncode == 1
    assert Plan.objects.count() == 0
