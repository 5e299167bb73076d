"""A rating set by hand with a reason, until the main board's next meeting, and lifted; the strip of those reported."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from actions import links, queries
from actions.models import Body, Change, Meeting, Plan, Rating
from tests import builders

TODAY = timezone.localdate()
NEXT = TODAY + timedelta(days=30)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def item(plan):
    _, _, green = builders.scheme(plan)
    return builders.item(plan, "Train the assessors", ref="1c", due=TODAY + timedelta(days=90), rating=green)


@pytest.fixture
def board(council, plan):
    body = Body.objects.create(organisation=council, name="Main Board")
    Plan.objects.update(board=body)
    for day in (TODAY - timedelta(days=5), NEXT, NEXT + timedelta(days=30)):
        Meeting.objects.create(body=body, held_on=day)
    return body


def page(item):
    return links.item_page(item.plan, item.pk, "set_rating")


def sent(item, rating="Red", reason="The funding fell through"):
    item.refresh_from_db()
    return {"rating": rating, "reason": reason, "version": item.version}


def text(answer):
    return answer.content.decode()


def reported(user, item, on=TODAY):
    return queries.family_of(user, item, on)[item.pk].reported


def test_it_stands_until_the_boards_next_meeting_and_no_longer(as_manager, manager, item, board):
    answer = as_manager.post(page(item), sent(item), follow=True)
    said = f"The rating is set to “Red” until the board meets on {NEXT.day} {NEXT:%B %Y}."
    assert said in text(answer) and "Set by hand until the next board, because The funding fell through" in text(answer)
    assert reported(manager, item, NEXT - timedelta(days=1)).stated == "Red"
    assert reported(manager, item, NEXT).stated == "Green"
    assert Change.objects.get(event="set_rating_by_hand").reason == "The funding fell through"


def test_a_list_of_today_shows_it(as_manager, item, board):
    as_manager.post(page(item), sent(item))
    shown = text(as_manager.get(links.list_behind(item.plan) + "?rating=Red"))
    assert "Train the assessors" in shown


@pytest.mark.parametrize("with_meeting", [True, False])
def test_lifted_the_reported_one_counts_again(as_manager, manager, item, request, with_meeting):
    if with_meeting:
        request.getfixturevalue("board")
    as_manager.post(page(item), sent(item))
    assert reported(manager, item).by_hand
    answer = as_manager.post(page(item), sent(item, "lift", "The money came"), follow=True)
    assert "The rating set by hand is lifted; the reported one counts again." in text(answer)
    assert reported(manager, item).stated == "Green" and "Setting by hand lifted" in text(answer)
    assert Rating.objects.filter(retracted_at=None).count() == 3, "nothing is deleted"
    item.refresh_from_db()
    assert item.rating.label == "Green"


def test_without_a_meeting_it_stands_until_it_is_lifted(as_manager, manager, item):
    assert "No meeting of the board is in the calendar" in text(as_manager.get(page(item)))
    assert "until it is lifted" in text(as_manager.post(page(item), sent(item), follow=True))
    assert reported(manager, item, TODAY + timedelta(days=900)).stated == "Red"


@pytest.mark.parametrize(
    ("rating", "reason", "sentence"),
    [
        ("", "x", "Choose the rating"),
        ("Red", " ", "Say why the rating is set by hand"),
        ("Turquoise", "x", "Select a valid choice"),
        ("lift", "x", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_set(as_manager, item, rating, reason, sentence):
    shown = text(as_manager.post(page(item), sent(item, rating, reason)))
    assert "There is a problem" in shown and sentence in shown
    assert Rating.objects.count() == 1


def test_a_stale_form_is_refused_with_both_versions_side_by_side(as_manager, item, admin):
    data = sent(item)
    with builders.Writing(item.plan, builders.Actor.on_page(admin)) as writing:
        builders.progress.record_progress(writing, item, "First course held")
    answer = as_manager.post(page(item), data)
    for words in ("Both changes side by side", "Ada Admin", "The funding fell through"):
        assert words in text(answer)
    assert Rating.objects.count() == 1
    as_manager.post(page(item), data | {"version": answer.context["form"]["version"].value()})
    assert Rating.objects.filter(kind="by_hand").count() == 1


def test_a_plan_that_rates_nothing_says_so(as_manager, plan):
    item = builders.item(plan)
    assert "This plan does not rate its actions" in text(as_manager.get(page(item)))
    assert page(item) not in text(as_manager.get(links.item_page(plan, item.pk)))


def test_the_last_twelve_reported_stand_as_a_strip_in_words(as_manager, plan):
    labels = builders.scheme(plan)
    item = builders.item(plan, "Rated", rating=labels[0], on=date(2019, 1, 1))
    for month in range(13):
        with builders.Writing(plan, builders.Actor.by_command()) as writing:
            day = date(2019 + (month + 1) // 12, (month + 1) % 12 + 1, 1)
            builders.ratings.report_rating(writing, item, labels[month % 3], effective_on=day)
    answer = as_manager.get(links.item_page(plan, item.pk))
    assert "The last 12 ratings reported, oldest first" in text(answer)
    assert [day for _, day in answer.context["strip"]][::11] == [date(2019, 3, 1), date(2020, 2, 1)]
    assert all("rating--" in tag for tag, _ in answer.context["strip"])
    earlier = as_manager.get(links.item_page(plan, item.pk, as_of="2019-02-15"))
    assert [day for _, day in earlier.context["strip"]] == [date(2019, 1, 1), date(2019, 2, 1)]
