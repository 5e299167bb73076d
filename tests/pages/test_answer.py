"""A lead answers by a link, without an account: its own actions and nothing else; the answers wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actions.models import Change, Draft, Link, Round
from actions.vocabulary import Publication
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def police(council):
    return builders.party(council, "Police Superintendent", body="Police")


@pytest.fixture
def asked(plan, police, leads_post):
    """A round about an action of the police, and one of the council's own."""
    builders.scheme(plan)
    builders.item(plan, "Train the officers", ref="2b", leads=(police,), note="Half are trained")
    builders.item(plan, "Write the guidance", ref="1a", leads=(leads_post,))
    return builders.round(plan, police)


@pytest.fixture
def address(asked, police):
    return f"/answer/{builders.link(asked, police)}/"


@pytest.fixture
def item(plan, asked):
    return plan.items.get(ref="2b")


def text(answer):
    return answer.content.decode()


def test_only_a_hash_of_the_secret_is_kept(address):
    link = Link.objects.get()
    assert link.secret_hash not in address and address.split("/")[2].split(".")[0] not in str(vars(link))


def test_it_shows_the_partys_own_actions_and_nothing_else(client, address, plan, stranger):
    answer = client.get(address)
    assert answer.status_code == 200
    shown = text(answer)
    assert "Train the officers" in shown and "Half are trained" in shown
    for hidden in ("Write the guidance", "Head of Early Help", 'href="/', "sign-out", "csrfmiddlewaretoken"):
        assert hidden not in shown.replace('href="/answer/', "").replace('href="/static/', ""), hidden
    assert answer["Referrer-Policy"] == "no-referrer" and "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "no-store"


def test_the_actions_of_others_answer_404(client, address, plan):
    other = plan.items.get(ref="1a")
    assert client.get(f"{address}{other.pk}/").status_code == 404
    assert client.post(address, {"no_change": other.pk}).status_code == 302
    assert not Draft.objects.exists()


def test_updates_kept_from_publication_are_not_told(client, address, item):
    item.update_events.update(publication=Publication.NOT_FOR_PUBLICATION)
    assert "Half are trained" not in text(client.get(address))


GONE = {
    "revoked": lambda link: Link.objects.update(revoked_at=timezone.now()),
    "expired": lambda link: Link.objects.update(expires_at=timezone.now()),
    "the round is closed": lambda link: builders.close_round(link.round),
    "the plan is archived": lambda link: type(link.round.plan).objects.update(archived=True),
}


@pytest.mark.parametrize("happens", GONE.values(), ids=GONE)
def test_a_link_that_works_no_more_says_nothing(client, address, item, happens):
    happens(Link.objects.get())
    for each in (client.get(address), client.post(address, {"no_change": item.pk}), client.get(f"{address}{item.pk}/")):
        assert each.status_code == 410 and "This link does not work" in text(each)
        assert "Recovery plan" not in text(each) and "Northmoor" not in text(each) and "Police" not in text(each)
        assert each["Referrer-Policy"] == "no-referrer"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("change", [lambda a: a[:-3] + "AA/", lambda a: "/answer/x/", lambda a: a.replace(".", "")])
def test_a_wrong_link_says_the_same(client, address, change):
    answer = client.get(change(address))
    assert answer.status_code == 404 and "This link does not work" in text(answer) and "Northmoor" not in text(answer)


def test_an_action_given_to_somebody_else_is_shown_no_more(client, address, item, police):
    builders.lay_down(item, police, on=TODAY)
    assert "Train the officers" not in text(client.get(address))
    assert client.get(f"{address}{item.pk}/").status_code == 404


def test_no_change_is_one_click_and_waits(client, address, item):
    assert "“No change” is kept for 2b Train the officers." in text(
        client.post(address, {"no_change": item.pk}, follow=True)
    )
    draft = Draft.objects.get()
    assert draft.no_change and draft.state == Draft.State.WAITING
    assert item.update_events.count() == 1, "nothing of the register changes before it is taken in"
    entry = Change.objects.filter(event="answer_by_link").get()
    assert (entry.via, entry.who, entry.user) == ("link", "Police Superintendent, by a link", None)


def form(item, **data):
    return {"version": f"{item.pk}:{item.version}", "seen": "0", "initial-rating": "", "initial-stage": "in_progress",
            "stage": "in_progress"} | data  # fmt: skip


def test_an_answer_waits_with_all_that_it_says(client, address, item):
    later = TODAY + timedelta(days=40)
    given = form(
        item, note="Two courses held", rating="Amber", new_date_day=later.day, new_date_month=later.month,
        new_date_year=later.year, reason="The trainer left",
    )  # fmt: skip
    answer = client.post(f"{address}{item.pk}/", given)
    assert answer.status_code == 302 and answer.url == address
    draft = Draft.objects.get()
    assert (draft.note, draft.rating.label, draft.new_date, draft.reason) == (
        "Two courses held", "Amber", later, "The trainer left",
    )  # fmt: skip
    shown = text(client.get(f"{address}{item.pk}/"))
    assert "You answered on" in shown and "Two courses held" in shown


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(client, address, item):
    answer = client.post(f"{address}{item.pk}/", form(item, note="Half typed", no_change="on", rating="Amber"))
    assert "You ticked “No change” and changed something: choose one of the two" in text(answer)
    assert "Half typed" in text(answer) and not Draft.objects.exists()


def test_another_answer_takes_the_place_of_one_that_waits(client, address, item):
    client.post(address, {"no_change": item.pk})
    first = Draft.objects.get()
    client.post(f"{address}{item.pk}/", form(item, note="Changed my mind", seen=first.pk))
    first.refresh_from_db()
    assert first.state == Draft.State.REPLACED
    assert Draft.objects.get(state=Draft.State.WAITING).note == "Changed my mind"


@pytest.mark.parametrize("meanwhile", ["the action changed", "the same link was used"])
def test_who_was_slower_is_told_and_loses_nothing(client, address, item, meanwhile):
    stale = form(item, note="My words")
    if meanwhile == "the action changed":
        builders.move(item, TODAY + timedelta(days=9))
    else:
        client.post(address, {"no_change": item.pk})
    answer = client.post(f"{address}{item.pk}/", stale)
    assert "while you were writing" in text(answer) and "My words" in text(answer)
    assert not Draft.objects.filter(note="My words").exists()


def test_it_says_how_many_days_are_left(client, address, asked):
    Round.objects.update(closes_on=TODAY + timedelta(days=5))
    assert "5 days left" in text(client.get(address))
    Round.objects.update(asked_on=TODAY - timedelta(days=9), as_at=TODAY - timedelta(days=2),
                         closes_on=TODAY - timedelta(days=2))  # fmt: skip
    assert "a late one is read, and counts as late" in text(client.get(address))
