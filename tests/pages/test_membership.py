"""One membership: changed and ended by an administrator, of whom one must stay."""

import pytest
from django.urls import reverse

from actions.models import Change, Membership
from actions.vocabulary import Role
from tests import builders


@pytest.fixture
def as_admin(client, admin):
    client.force_login(admin)
    return client


def send(client, held, **given):
    return client.post(reverse("membership", args=[held.organisation.slug, held.pk]), given)


def of(user):
    return Membership.objects.get(user=user)


def test_role_place_and_right_are_changed_and_logged(as_admin, lead, plan):
    held = of(lead)
    assert send(as_admin, held, role="clerk", plan=plan.pk, sees_not_for_publication="on").url == "/people/northmoor/"
    held.refresh_from_db()
    assert (held.role, held.plan, held.sees_not_for_publication) == ("clerk", plan, True)
    entry = Change.objects.get(event="change_membership")
    assert entry.before == f"Lee Lead ({lead.email}): Lead"
    assert entry.after.endswith("Committee clerk, only Recovery plan, may see what is not for publication")


def test_one_that_ends_ends_at_once_and_keeps_the_account(as_admin, client, lead, plan):
    send(as_admin, of(lead), do="end")
    assert not lead.memberships.exists() and Change.objects.filter(event="end_membership").exists()
    client.force_login(lead)
    assert client.get(reverse("board", args=["northmoor", plan.slug])).status_code == 404


@pytest.mark.parametrize("given", [{"do": "end"}, {"role": "lead"}])
def test_the_last_administrator_stays(as_admin, admin, given):
    answer = send(as_admin, of(admin), **given)
    assert "Somebody must stay administrator" in answer.content.decode()
    assert of(admin).role == "admin"


def test_neither_a_closed_account_nor_another_organisations_administrator_counts_as_one(as_admin, admin, council):
    builders.user(Role.ADMIN, council, is_active=False)
    builders.user(Role.ADMIN, builders.organisation("Farrow Trust"))
    assert send(as_admin, of(admin), do="end").status_code == 200
    assert of(admin)


def test_one_of_two_may_go_and_then_sees_the_page_no_more(as_admin, admin, council):
    builders.user(Role.ADMIN, council)
    assert send(as_admin, of(admin), do="end").url == reverse("plans")
    assert as_admin.get("/people/northmoor/").status_code == 404


def test_the_same_role_twice_is_refused(as_admin, lead, council, plan):
    held = of(lead)
    builders.member(lead, council, Role.CLERK)
    assert "has that role there already" in send(as_admin, held, role="clerk").content.decode()


def test_a_membership_of_another_organisation_is_not_found(as_admin, stranger):
    held = of(stranger)
    assert as_admin.get(reverse("membership", args=["northmoor", held.pk])).status_code == 404
    assert as_admin.post(reverse("membership", args=["northmoor", held.pk]), {"do": "end"}).status_code == 404
    assert of(stranger)
