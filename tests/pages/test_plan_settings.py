"""The settings of a plan: changed with log and version, archived and brought back."""

from datetime import date

import pytest
from django.urls import reverse

from actions import links
from actions.models import Body, Change, Plan
from tests import builders

SENT = {"title": "Recovery plan", "new_dates": "manager", "round_every": "month", "round_closes_day": "25"}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def page(plan):
    return links.plan_page(plan, "plan_settings")


def sent(plan, **fields):
    plan.refresh_from_db()
    return SENT | {"version": plan.version} | fields


def test_what_was_changed_is_saved_and_each_change_logged(as_manager, plan):
    week = {"week_one_day": "2", "week_one_month": "11", "week_one_year": "2026"}
    words = {"title": "Second plan", "board": "Main Board", "heading_owners": "Officer"}
    data = sent(plan, sign_off="on", round_every="quarter", **week, **words)
    assert as_manager.post(page(plan), data).url == links.plan_page(plan, "set_up")
    plan = Plan.objects.get()
    assert (plan.title, plan.board.name, plan.sign_off, plan.round_every) == (
        "Second plan",
        "Main Board",
        True,
        "quarter",
    )
    assert (plan.week_one, plan.headings, plan.slug) == (date(2026, 11, 2), {"owners": "Officer"}, "recovery")
    logged = {(change.event, change.field) for change in Change.objects.filter(plan=plan).exclude(event="create_plan")}
    assert logged == {
        ("edit_plan", "title"), ("edit_plan", "board"), ("edit_plan", "sign_off"), ("edit_plan", "week_one"),
        ("set_headings", "headings"), ("set_round_rhythm", "round"),
    }  # fmt: skip


def test_a_heading_of_its_own_shows_on_lists(as_manager, plan):
    builders.item(plan)
    as_manager.post(page(plan), sent(plan, heading_owners="Officer"))
    assert "Officer" in as_manager.get(links.list_behind(plan)).content.decode()


def test_headings_that_the_form_does_not_ask_for_stay(as_manager, plan):
    Plan.objects.update(headings={"status": "Progress RAG", "ref": "No."})
    as_manager.post(page(plan), sent(plan, heading_ref=""))
    assert Plan.objects.get().headings == {"status": "Progress RAG"}


def test_saved_as_it_was_nothing_is_logged(as_manager, plan):
    before = Change.objects.count()
    as_manager.post(page(plan), sent(plan))
    assert Change.objects.count() == before


def test_a_stale_form_is_refused_with_both_versions_side_by_side(as_manager, plan, client, admin):
    stale = sent(plan, title="My title", origin="Mine")
    as_manager.post(page(plan), sent(plan, title="Their title"))
    answer = as_manager.post(page(plan), stale)
    text = answer.content.decode()
    assert "Somebody else changed this plan" in text and "Both changes side by side" in text
    assert "Their title" in text and "My title" in text and Plan.objects.get().title == "Their title"
    as_manager.post(page(plan), stale | {"version": answer.context["form"]["version"].value()})
    assert Plan.objects.get().title == "My title"


def test_boards_of_other_organisations_are_not_offered(as_manager, plan, stranger):
    Body.objects.create(organisation=stranger.memberships.get().organisation, name="Their Board", kind="board")
    assert "Their Board" not in as_manager.get(page(plan)).content.decode()


def test_archived_it_can_be_read_alone_and_brought_back(as_manager, plan):
    text = as_manager.post(page(plan), {"do": "archive"}, follow=True).content.decode()
    assert "This plan is archived" in text and "Bring the plan back" in text and 'name="title"' not in text
    assert plan.title not in as_manager.get(reverse("plans")).content.decode()
    assert as_manager.post(page(plan), sent(plan, title="Other")).status_code == 403
    as_manager.post(page(plan), {"do": "bring_back"})
    assert not Plan.objects.get().archived and Plan.objects.get().title == "Recovery plan"
    assert list(Change.objects.filter(field="archived").values_list("event", flat=True)) == ["bring_back", "archive"]
