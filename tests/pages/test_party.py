"""One party: another name, what it is, its body and address, and the party that it is another spelling of."""

import pytest
from django.urls import reverse

from actions.models import Body, Change, Party
from actions.services.people import parties_named
from tests import builders


@pytest.fixture
def post(council):
    return builders.party(council, "Hd of Housing")


@pytest.fixture
def send(client, manager):
    """Return a function that sends the form of a party."""
    client.force_login(manager)

    def send(party, **given):
        data = {"name": party.name, "kind": party.kind, "body": party.body or "", "email": party.email} | given
        return client.post(reverse("party", args=["northmoor", party.pk]), data)

    return send


def test_under_a_new_name_papers_still_find_it_by_the_old(send, council, post):
    assert send(post, name="Head of  Housing").url == "/parties/northmoor/"
    post.refresh_from_db()
    assert post.name == "Head of Housing"
    assert parties_named(council, ["Hd of Housing"])["Hd of Housing"] == post
    assert Change.objects.get(event="rename_party").before == "Hd of Housing"


def test_it_can_go_back_to_the_name_that_it_had(send, council, post):
    send(post, name="Head of Housing")
    post.refresh_from_db()
    send(post, name="Hd of Housing")
    post.refresh_from_db()
    assert post.name == "Hd of Housing"
    assert set(parties_named(council, ["Hd of Housing", "Head of Housing"]).values()) == {post}


def test_a_name_that_another_has_is_refused_beside_its_field(send, council, post):
    builders.party(council, "Head of Housing")
    answer = send(post, name="head of housing")
    (sentence,) = answer.context["form"].errors["name"]
    assert sentence == "“Head of Housing” is there already. To have them be one, merge the two."
    assert "head of housing" in answer.content.decode(), "what was typed stays"


def test_it_is_tied_to_a_body_that_is_known_or_new(send, council, post):
    known = Body.objects.create(organisation=council, name="Northshire Police")
    send(post, body="northshire police", kind="person")
    post.refresh_from_db()
    assert (post.body, post.kind) == (known, "person")
    send(post, body="Harbour NHS Trust")
    post.refresh_from_db()
    assert post.body.name == "Harbour NHS Trust" and post.body.organisation == council
    send(post, body="")
    post.refresh_from_db()
    assert post.body is None and Change.objects.filter(event="tie_party").count() == 3


def test_an_address_is_kept_and_logged(send, post):
    send(post, email="Housing@Example.org")
    post.refresh_from_db()
    assert post.email == "housing@example.org"
    assert Change.objects.get(event="set_address").after == "Hd of Housing: housing@example.org"
    assert "Enter a valid email" in send(post, email="nonsense").content.decode()


def test_what_did_not_change_leaves_no_entry(send, post):
    send(post)
    assert not Change.objects.filter(event__in=("rename_party", "tie_party", "set_address")).exists()


def test_it_is_merged_from_its_own_page_too(send, council, post):
    right = builders.party(council, "Head of Housing")
    assert send(post, do="merge", into=right.pk).url == reverse("party", args=["northmoor", right.pk])
    assert Party.objects.get(pk=post.pk).merged_into == right


def test_no_choice_reaches_into_another_organisation(send, client, post):
    theirs = builders.party(builders.organisation("Farrow Trust"), "Their post", body="Their body")
    page = client.get(reverse("party", args=["northmoor", post.pk])).content.decode()
    assert "Their post" not in page and "Their body" not in page
    assert send(post, do="merge", into=theirs.pk).status_code == 200
    assert client.get(reverse("party", args=["northmoor", theirs.pk])).status_code == 404
    assert not Party.objects.exclude(merged_into=None).exists()


def test_an_administrator_may_invite_who_fills_it(client, admin, manager, post):
    address = reverse("party", args=["northmoor", post.pk])
    client.force_login(manager)
    assert "Invite them" not in client.get(address).content.decode()
    client.force_login(admin)
    assert f"?party={post.pk}&amp;role=lead#invite" in client.get(address).content.decode()
    form = client.get("/people/northmoor/", {"party": post.pk, "role": "lead"}).context["form"]
    assert form["party"].value() == str(post.pk)
