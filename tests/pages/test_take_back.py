"""Taking a paper back: why is asked, what stands in the way is linked, and it is done whole or not at all."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from actions import links
from actions.models import Item, Paper, Plan
from actions.services import progress
from actions.services.writing import Actor, Writing
from actions.vocabulary import Publication
from imports import proposals
from imports.apply import PaperTaken, take_in
from tests.pages import papers
from tests.pipeline.papers import MAY, paper, row

pytestmark = pytest.mark.django_db


def load(plan, staged, as_at=date(2020, 6, 30)) -> Paper:
    return take_in(plan, staged, PaperTaken(f"{as_at:%B}.docx", f"{as_at:%m}" * 32, as_at, "Cleo Clerk"))[1]


@pytest.fixture
def june(plan):
    return load(plan, paper(row()))


def page(client, user, of):
    client.force_login(user)
    return client.get(links.paper_page(of, "take_back"))


def send(client, user, of, reason="Wrong file"):
    client.force_login(user)
    return client.post(links.paper_page(of, "take_back"), {"reason": reason}, follow=True)


def gave_an_update(manager, ref="1.1"):
    item = Item.objects.select_related("plan__organisation").get(ref=ref)
    with Writing(item.plan, Actor.on_page(manager)) as writing:
        progress.record_progress(writing, item, "Begun")
    return item


def test_it_says_what_is_undone_and_asks_why(client, clerk, june):
    text = page(client, clerk, june).content.decode()
    assert "New actions and steps" in text and "Why is it taken back?" in text


def test_it_is_taken_back_with_the_reason(client, clerk, june):
    text = send(client, clerk, june).content.decode()
    assert "The paper is taken back: the plan is as it was before it." in text
    june.refresh_from_db()
    assert (june.retracted_by, june.retracted_because) == (clerk, "Wrong file")
    assert not Item.objects.filter(retracted_at=None).exists()


def test_without_a_reason_nothing_is_undone(client, clerk, june):
    text = send(client, clerk, june, " ").content.decode()
    assert "There is a problem" in text and "Say why this paper is taken back" in text
    june.refresh_from_db()
    assert june.retracted_at is None


def test_what_stands_in_the_way_is_told_with_the_way_to_it(client, clerk, manager, plan, june):
    item = gave_an_update(manager)
    later = load(plan, paper(replace(row(), revised=(MAY,))), date(2020, 7, 31))
    for answer in (page(client, clerk, june), send(client, clerk, june)):
        text = answer.content.decode()
        assert "1.1: Mo Manager gave an update on" in text and links.item_page(plan, item.pk) in text
        assert "Cleo Clerk took in a later paper, July.docx as at 31 July 2020" in text
        assert links.paper_page(later) in text
        assert "Why is it taken back?" not in text
    june.refresh_from_db()
    assert june.retracted_at is None


def test_what_stands_in_the_way_and_is_not_for_publication_is_counted_alone(client, clerk, manager, june):
    gave_an_update(manager)
    Item.objects.update(publication=Publication.NOT_FOR_PUBLICATION)
    text = page(client, clerk, june).content.decode()
    assert "gave an update" not in text and "1 more change since" in text


def test_twice_is_once(client, clerk, june):
    send(client, clerk, june)
    assert "This paper was taken back already." in send(client, clerk, june).content.decode()


def test_in_an_archived_plan_nothing_is_taken_back(client, clerk, june):
    Plan.objects.update(archived=True)
    assert "This plan is archived" in send(client, clerk, june).content.decode()
    june.refresh_from_db()
    assert june.retracted_at is None


def test_what_was_decided_is_kept_so_that_it_can_be_taken_in_again(client, council, manager):
    made = papers.proposal(council, papers.APRIL)
    saved = proposals.save(made, made.version, manager)
    text = send(client, manager, saved).content.decode()
    assert "Nothing else was in the plan, so it is archived." in text
    made.refresh_from_db()
    assert (made.paper, made.saved_at) == (None, None)
    assert client.get(f"/papers/{made.upload_id}/{made.number}/changes/").status_code == 200
    address = f"/papers/{made.upload_id}/{made.number}/changes/"
    assert f'href="{address}">Take it in again' in client.get(links.paper_page(saved)).content.decode()
    made.refresh_from_db()
    again = proposals.save(made, made.version, manager)
    assert again.pk != saved.pk and not Plan.objects.get(pk=made.plan_id).archived


def test_a_paper_that_brought_nothing_new_says_so_and_can_be_saved_once_the_one_before_is_taken_back(
    client, council, manager
):
    made = papers.proposal(council, papers.APRIL)
    first = proposals.save(made, made.version, manager)
    again = papers.proposal(council, papers.APRIL, plan=made.plan)
    here = [again.upload_id, again.number]
    client.force_login(manager)
    sent = client.post(reverse("save_paper", args=here), {"version": again.version}, follow=True)
    assert sent.redirect_chain[-1][0] == links.paper_page(first)
    assert "april.docx brings nothing new, so nothing was changed in" in sent.content.decode()
    assert "Brought nothing new" in client.get(reverse("what_will_change", args=here)).content.decode()
    assert "Nothing new" in client.get(reverse("reading", args=[again.upload_id])).content.decode()

    send(client, manager, first)
    address = reverse("what_will_change", args=[made.upload_id, made.number])
    assert f'href="{address}">Take it in again' in client.get(links.paper_page(first)).content.decode()
    shown = client.get(reverse("what_will_change", args=here)).content.decode()
    assert "Check and save" in shown and "Brought nothing new" not in shown
    again.refresh_from_db()
    saved = proposals.save(again, again.version, manager)
    assert (again.paper, saved.pk != first.pk) == (saved, True)
    assert Item.objects.filter(plan=made.plan, retracted_at=None).exists()


def test_one_that_brought_nothing_new_does_not_name_a_paper_that_is_kept_from_its_user(client, council, manager, clerk):
    made = papers.proposal(council, papers.APRIL)
    first = proposals.save(made, made.version, manager)
    Paper.objects.update(publication=Publication.NOT_FOR_PUBLICATION, name="secret.docx")
    again = papers.proposal(council, papers.APRIL, plan=first.plan)
    client.force_login(clerk)
    here = [again.upload_id, again.number]
    sent = client.post(reverse("save_paper", args=here), {"version": again.version}, follow=True)
    assert sent.redirect_chain[-1][0] == reverse("what_will_change", args=here)
    assert "brings nothing new" in sent.content.decode() and "secret.docx" not in sent.content.decode()
