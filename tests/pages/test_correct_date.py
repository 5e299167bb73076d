"""A typing error in a date put right: it names its row, is no slippage, and the history keeps both."""

from datetime import date

import pytest

from actions import links
from actions.models import Plan
from tests import builders

FIRST, NOW, RIGHT = date(2020, 3, 31), date(2020, 9, 30), date(2020, 8, 30)


@pytest.fixture
def item(plan):
    return builders.item(plan, "Train the assessors", ref="1c", due=FIRST, moved_to=(NOW,))


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def page(item):
    return links.item_page(item.plan, item.pk, "correct_date")


def sent(item, row, day=RIGHT, reason="Page 4 prints August", **more):
    item.refresh_from_db()
    boxes = {"right_day": day.day, "right_month": day.month, "right_year": day.year}
    return {"wrong": row.pk, "reason": reason, "version": item.version} | boxes | more


def text(answer):
    return answer.content.decode()


def test_each_date_of_the_history_can_be_chosen(as_manager, item):
    builders.move(item, date(2031, 1, 1), needs_agreement=True)
    shown = text(as_manager.get(page(item)))
    asked = "1 January 2031, as at 6 January 2020, waiting to be agreed"
    for words in ("First date: 31 March 2020", "New date: 30 September 2020", asked):
        assert words in shown


def test_put_right_it_counts_as_if_always_so_and_is_no_move(as_manager, item):
    wrong = item.datemove_events.get(to_due=NOW)
    answer = as_manager.post(page(item), sent(item, wrong), follow=True)
    said = "The typing error is put right. The date now is 30 August 2020, the first date 31 March 2020, moved once."
    assert said in text(answer)
    item.refresh_from_db()
    assert (item.due, item.original_due, item.times_moved) == (RIGHT, FIRST, 1)
    titles = [entry.title for entry in answer.context["dates"]]
    assert "Typing error put right: 30 August 2020" in titles and "New date: 30 September 2020" in titles


def test_a_second_correction_names_the_same_row(as_manager, item):
    wrong = item.datemove_events.get(to_due=NOW)
    as_manager.post(page(item), sent(item, wrong))
    assert "New date: 30 August 2020" in text(as_manager.get(page(item)))
    as_manager.post(page(item), sent(item, wrong, date(2020, 8, 31)))
    item.refresh_from_db()
    assert (item.due, item.times_moved) == (date(2020, 8, 31), 1)
    last = item.datemove_events.filter(kind="correction").order_by("pk").last()
    assert (last.corrects_id, last.from_due, last.to_due) == (wrong.pk, RIGHT, date(2020, 8, 31))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"wrong": ""}, "Choose the date that was written wrongly"),
        ({"reason": " "}, "Say how you know that it was a typing error"),
        ({"right_day": ""}, "must include a day"),
        ({"right_year": "9999"}, "The right date must have a year from 2000 to"),
        ({"right_day": 30, "right_month": 9}, "This is what the history says already"),
    ],
)
def test_what_cannot_be_right_is_refused(as_manager, item, changed, sentence):
    data = sent(item, item.datemove_events.get(to_due=NOW)) | changed
    shown = text(as_manager.post(page(item), data))
    assert "There is a problem" in shown and sentence in shown
    assert not item.datemove_events.filter(kind="correction").exists()


def test_a_row_of_another_action_is_refused(as_manager, item, plan):
    other = builders.item(plan, "Other", due=FIRST)
    answer = as_manager.post(page(item), sent(item, other.datemove_events.get()))
    assert answer.status_code == 200 and answer.context["form"].errors["wrong"]


def test_a_stale_form_is_refused_with_both_versions_side_by_side(as_manager, item, admin):
    data = sent(item, item.datemove_events.get(to_due=NOW))
    with builders.Writing(item.plan, builders.Actor.on_page(admin)) as writing:
        builders.progress.record_progress(writing, item, "First course held")
    answer = as_manager.post(page(item), data)
    shown = text(answer)
    assert "Both changes side by side" in shown and "Ada Admin" in shown and "Page 4 prints August" in shown
    assert not item.datemove_events.filter(kind="correction").exists()
    as_manager.post(page(item), data | {"version": answer.context["form"]["version"].value()})
    assert item.datemove_events.filter(kind="correction").count() == 1


def test_an_action_without_any_date_says_so(as_manager, plan):
    assert "No date was ever set" in text(as_manager.get(page(builders.item(plan, "Bare"))))


def test_in_an_archived_plan_nothing_is_put_right(as_manager, item):
    Plan.objects.update(archived=True)
    assert as_manager.get(page(item)).status_code == 403
