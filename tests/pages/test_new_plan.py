"""A plan set up by hand: by who manages the organisation, at an address of its own."""

from datetime import date

import pytest
from django.urls import reverse

from actions import links
from actions.models import Body, Change, Plan
from actions.vocabulary import Role
from tests import builders

SENT = {
    "title": "Inspection Improvement Plan",
    "origin": "Inspection of June 2026",
    "board": "Improvement Board",
    "new_dates": "board",
    "round_every": "month",
    "round_closes_day": "20",
    "agreed_on_day": "5",
    "agreed_on_month": "11",
    "agreed_on_year": "2026",
}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def test_it_is_set_up_with_its_settings_and_logged(as_manager, council, manager):
    answer = as_manager.post(reverse("new_plan"), SENT | {"sign_off": "on"}, follow=True)
    plan = Plan.objects.get()
    assert answer.redirect_chain == [(links.plan_page(plan, "set_up"), 302)]
    assert "This plan is empty" in answer.content.decode()
    assert (plan.organisation, plan.slug, plan.origin) == (council, "inspection-improvement-plan", SENT["origin"])
    assert (plan.agreed_on, plan.new_dates, plan.sign_off) == (date(2026, 11, 5), "board", True)
    assert (plan.board.name, plan.board.kind, plan.round_closes_day) == ("Improvement Board", "board", 20)
    assert Change.objects.get(event="create_plan").user == manager


def test_a_second_plan_of_that_title_and_board_gets_an_address_of_its_own(as_manager, council):
    Body.objects.create(organisation=council, name="Improvement Board", kind="board")
    for _ in range(2):
        as_manager.post(reverse("new_plan"), SENT | {"board": "improvement  board"})
    assert sorted(Plan.objects.values_list("slug", flat=True)) == [
        "inspection-improvement-plan", "inspection-improvement-plan-2",
    ]  # fmt: skip
    assert Body.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "Enter title of the plan"),
        ({"new_dates": ""}, "Answer “Who agrees new dates?”"),
        ({"round_closes_day": "32"}, "The day must be from 1 to 31"),
        ({"round_closes_day": "x"}, "The day must be a whole number from 1 to 31"),
        ({"agreed_on_year": "1066"}, "must have a year from 1990"),
        ({"agreed_on_day": "31"}, "Agreed on must be a real date"),
        ({"week_one_day": "3", "week_one_month": "11", "week_one_year": "2026"}, "3 November 2026 is no Monday"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_manager, changed, sentence):
    text = as_manager.post(reverse("new_plan"), SENT | changed).content.decode()
    assert "There is a problem" in text and sentence in text and "Inspection of June 2026" in text
    assert not Plan.objects.exists()


def test_who_manages_several_organisations_says_in_which(client, council, stranger):
    other = stranger.memberships.get().organisation
    builders.Membership.objects.create(user=stranger, organisation=council, role=Role.MANAGER)
    client.force_login(stranger)
    text = client.post(reverse("new_plan"), SENT).content.decode()
    assert "Choose organisation" in text and not Plan.objects.exists()
    client.post(reverse("new_plan"), SENT | {"organisation": council.slug})
    assert Plan.objects.get().organisation == council and other != council


def test_an_organisation_of_others_cannot_be_named(as_manager, council, stranger):
    other = stranger.memberships.get().organisation
    as_manager.post(reverse("new_plan"), SENT | {"organisation": other.slug})
    assert Plan.objects.get().organisation == council


def test_who_manages_one_plan_alone_sets_up_none(client, council, plan):
    client.force_login(builders.user(Role.MANAGER, council, plan=plan))
    assert client.get(reverse("new_plan")).status_code == 403


def test_the_list_of_plans_leads_to_it_for_those_who_may(client, manager, clerk):
    for user, leads in ((manager, True), (clerk, False)):
        client.force_login(user)
        assert (reverse("new_plan") in client.get(reverse("plans")).content.decode()) == leads
