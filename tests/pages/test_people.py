"""The people of an organisation: who is listed, who is invited and how, and who may."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from actions.models import Change, Invitation, Membership
from actions.vocabulary import Role
from tests import builders


@pytest.fixture
def as_admin(client, admin):
    client.force_login(admin)
    return client


def invite(client, organisation, **given):
    data = {"email": "new@example.org", "role": "lead", **given}
    return client.post(reverse("organisation_people", args=[organisation.slug]), data)


def link_in(message):
    return re.search(r"http://testserver(/invitation/\S+)", message.body)[1]


def words(answer):
    return " ".join(answer.content.decode().split())


def test_who_administers_one_organisation_is_led_to_its_people(as_admin, council):
    assert as_admin.get("/people/").url == "/people/northmoor/"


def test_of_several_one_chooses(as_admin, admin):
    builders.member(admin, builders.organisation("Farrow Trust"), Role.ADMIN)
    assert "/people/farrow/" in words(as_admin.get("/people/"))


def test_members_stand_with_role_plans_and_right(as_admin, council, plan, lead):
    builders.user(Role.CLERK, council, plan=plan, name="Pat Clerk", sees_not_for_publication=True)
    text = re.sub(r"<[^>]+>", " ", words(as_admin.get("/people/northmoor/")))
    text = " ".join(text.split())
    assert "Committee clerk Recovery plan May see it" in text and "Lead All No" in text


def test_an_invitation_goes_by_e_mail_with_a_link_and_is_logged(as_admin, council, plan, admin):
    assert invite(as_admin, council, email="New@Example.org", plan=plan.pk, sees_not_for_publication="on").url
    (sent,) = mail.outbox
    assert sent.to == ["new@example.org"] and sent.reply_to == [admin.email]
    assert sent.subject == "Invitation to Recovery plan" and "Lead" in sent.body and link_in(sent)
    made = Invitation.objects.get()
    assert (made.plan, made.role, made.sees_not_for_publication) == (plan, "lead", True)
    assert made.secret_hash not in sent.body
    entry = Change.objects.get(event="invite")
    assert entry.after == "new@example.org: Lead, only Recovery plan, may see what is not for publication"
    assert (entry.user, entry.via, entry.organisation) == (admin, "page", council)


def test_inviting_again_makes_the_first_link_worthless(as_admin, council, client):
    invite(as_admin, council)
    invite(as_admin, council)
    first, second = map(link_in, mail.outbox)
    assert client.get(first).status_code == 410 and client.get(second).status_code == 200


def test_an_invitation_is_withdrawn(as_admin, council):
    invite(as_admin, council)
    as_admin.post(reverse("invitation", args=[council.slug, Invitation.objects.get().pk]), {"do": "revoke"})
    assert as_admin.get(link_in(mail.outbox[0])).status_code == 410
    assert Change.objects.filter(event="revoke_invitation").exists()


def test_sent_again_it_has_a_new_link(as_admin, council, plan):
    invite(as_admin, council, plan=plan.pk)
    as_admin.post(reverse("invitation", args=[council.slug, Invitation.objects.get().pk]), {"do": "again"})
    first, second = map(link_in, mail.outbox)
    assert as_admin.get(first).status_code == 410 and as_admin.get(second).status_code == 200
    assert Invitation.objects.get(revoked_at=None).plan == plan


def test_a_mail_server_that_is_away_is_said_and_the_invitation_stays(as_admin, council, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    invite(as_admin, council)
    assert "the e-mail could not be sent" in words(as_admin.get("/people/northmoor/"))
    assert Invitation.objects.count() == 1


WRONG = [
    ({"email": "no address"}, "Enter a valid email address"),
    ({"email": ""}, "Enter e-mail address"),
    ({"role": ""}, "Choose role"),
    ({"role": "owner"}, "Select a valid choice"),
]


@pytest.mark.parametrize(("given", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_sent(as_admin, council, given, sentence):
    answer = invite(as_admin, council, **given)
    assert answer.status_code == 200 and sentence in words(answer)
    assert not mail.outbox and not Invitation.objects.exists()


def test_an_administrator_of_one_plan_is_refused_and_what_was_typed_stays(as_admin, council, plan):
    text = words(invite(as_admin, council, role="admin", plan=plan.pk))
    assert "An administrator is one of the whole organisation" in text and "new@example.org" in text


def test_no_choice_and_no_answer_reaches_into_another_organisation(as_admin, council, plan, db):
    other = builders.organisation("Farrow Trust")
    theirs, post = builders.plan(other, slug="theirs", title="Their plan"), builders.party(other, "Their post")
    text = words(as_admin.get("/people/northmoor/"))
    assert "Their plan" not in text and "Their post" not in text
    for given in ({"plan": theirs.pk}, {"party": post.pk}):
        assert invite(as_admin, council, **given).status_code == 200
    assert not Invitation.objects.exists()


def test_a_post_that_has_an_account_or_is_a_body_is_not_offered(as_admin, council, leads_post):
    builders.party(council, "Northshire Police", kind="body")
    builders.party(council, "Head of Housing")
    form = as_admin.get("/people/northmoor/").context["form"]
    assert [party.name for party in form.fields["party"].queryset] == ["Head of Housing"]


def test_the_navigation_leads_there_for_administrators_alone(client, admin, manager):
    for user, shown in ((admin, True), (manager, False)):
        client.force_login(user)
        assert ('href="/people/"' in words(client.get("/"))) is shown


def test_an_administrator_of_one_organisation_is_none_of_another(client, council, plan, db):
    other = builders.user(Role.ADMIN, builders.organisation("Farrow Trust"))
    builders.member(other, council, Role.LEAD)
    client.force_login(other)
    assert client.get("/people/northmoor/").status_code == 403
    assert invite(client, council).status_code == 403
    assert Membership.objects.filter(organisation=council).count() == 1
