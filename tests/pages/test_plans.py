"""The list of plans: whose, how many are open, overdue and done, and how old the information is."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import queries, report
from actions.vocabulary import Role, Stage
from tests import builders

TODAY = timezone.localdate()


def lines(client):
    """Return the lines of the list by organisation."""
    answer = client.get(reverse("plans"))
    assert answer.status_code == 200
    return {organisation.name: lines for organisation, lines in answer.context["organisations"]}


def test_counts_are_of_what_counts(client, manager, plan):
    action = builders.item(plan, "With steps")
    builders.item(plan, "Late", parent=action, due=TODAY - timedelta(days=1))
    builders.item(plan, "Done", parent=action, stage=Stage.DONE)
    builders.item(plan, "Due today", due=TODAY)
    client.force_login(manager)
    (line,) = lines(client)["Northmoor Council"]
    assert (line.items, line.open, line.overdue, line.done) == (3, 2, 1, 1)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.BOARD])
def test_counts_equal_the_reports_of_today(client, council, role):
    busy, user = builders.busy_plan(council, on=TODAY), builders.user(role, council)
    client.force_login(user)
    totals = report.build(queries.plan_facts(busy, user), TODAY).totals
    (line,) = lines(client)["Northmoor Council"]
    assert (line.items, line.open, line.overdue, line.done) == tuple(
        totals[slug] for slug in ("items", "open", "overdue", "done")
    )


def test_what_has_passed_and_is_not_said_to_be_done_is_counted_as_in_its_list(client, manager, plan):
    for due in (TODAY - timedelta(days=1), TODAY, TODAY - timedelta(days=90), None):
        builders.item(plan, "Not said", due=due, stage=None)
    client.force_login(manager)
    (line,) = lines(client)["Northmoor Council"]
    assert line.not_stated == report.build(queries.plan_facts(plan), TODAY).totals["not_stated"] == 2
    assert client.get(line.not_stated_href).context["table"].paginator.count == 2
    assert "Date passed, not said whether done" in client.get("/").content.decode()


def test_plans_stand_under_their_organisation(client, council, plan, stranger):
    builders.Membership.objects.create(user=stranger, organisation=council, role=Role.CLERK)
    builders.plan(builders.Organisation.objects.get(name="Farrow Trust"), title="Trust plan")
    builders.plan(council, slug="old", title="Archived", archived=True)
    client.force_login(stranger)
    shown = {name: [line.plan.title for line in of] for name, of in lines(client).items()}
    assert shown == {"Farrow Trust": ["Trust plan"], "Northmoor Council": ["Recovery plan"]}


def test_a_membership_of_one_plan_shows_that_plan_alone(client, council, plan):
    builders.plan(council, slug="second", title="Second plan")
    client.force_login(builders.user(Role.LEAD, council, plan=plan))
    assert [line.plan for line in lines(client)["Northmoor Council"]] == [plan]


def test_the_newest_information_is_dated(client, manager, plan):
    builders.paper(plan, as_at=date(2020, 3, 1))
    builders.item(plan, note="Going on", noted_on=date(2020, 5, 4))
    client.force_login(manager)
    assert "Information as at 4 May 2020" in client.get("/").content.decode()


def test_who_has_no_plan_is_told_how_to_come_by_one(client, db):
    client.force_login(builders.user())
    assert "There is no plan here for you yet." in client.get("/").content.decode()
