"""How a plan rates its actions: the printed key, what each label allows, tried before it is saved as a version."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actions import links, queries
from actions.models import Change, RatingLabel, Scheme
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def rated(plan):
    """Two late actions, reported Green and Amber; five and forty days late."""
    red, amber, green = builders.scheme(plan)
    builders.item(plan, "Green and late", ref="1", due=TODAY - timedelta(days=5), rating=green)
    builders.item(plan, "Amber and late", ref="2", due=TODAY - timedelta(days=40), rating=amber)
    return plan


def page(plan):
    return links.plan_page(plan, "ratings")


def shown(client, plan, do="save", **fields):
    """Return what the browser sends of the page as it stands, with some fields changed."""
    context = client.get(page(plan)).context
    data = {"version": context["version"], "do": do}
    for form in context["scheme"].forms:
        for name in form.fields:
            value = form[name].value()
            if value is not None:
                data[f"{form.prefix}-{name}"] = value
    return data | {name.replace("__", "-", 1).replace("label_", "label-", 1): value for name, value in fields.items()}


def text(answer):
    return answer.content.decode()


def test_it_shows_the_printed_key_and_the_days_of_the_default(as_manager, rated):
    answer = as_manager.get(page(rated))
    for words in ("Slipped, and no way back is agreed", "Applies from how many days late?", "version 1"):
        assert words in text(answer)
    days = [form["from_days_late"].value() for form in answer.context["scheme"].forms]
    assert days == [32, 1, None, None, None]


def test_tried_it_says_what_would_change_and_saves_nothing(as_manager, rated):
    data = shown(as_manager, rated, "preview", label_0__from_days_late="100", label_1__from_days_late="10")
    answer = text(as_manager.post(page(rated), data))
    assert (
        "Today something else would stand under “Needs the board’s attention” for 2 of 2 actions and steps." in answer
    )
    assert "2 would no longer be reported better than the dates show." in answer and "Green and late" in answer
    assert "Nothing is saved yet." in answer and 'value="100"' in answer
    assert Scheme.objects.count() == 1


def test_saved_it_is_a_new_version_and_the_one_before_is_kept(as_manager, manager, rated):
    before = Change.objects.first().recorded_at
    data = shown(as_manager, rated, label_0__from_days_late="100", label_1__from_days_late="10")
    data |= {"label-2-meaning": "All is well", "label-1-stands_beside": ["date_moved"]}
    answer = as_manager.post(page(rated), data, follow=True)
    assert "The ratings are saved as version 2." in text(answer)
    assert list(RatingLabel.objects.filter(scheme__version=1).values_list("from_days_late", flat=True)) == [None] * 3
    red, amber, green = RatingLabel.objects.filter(scheme__version=2)
    assert (red.from_days_late, amber.from_days_late, green.meaning) == (100, 10, "All is well")
    assert amber.stands_beside == ["date_moved"]
    assert len(queries.plan_facts(rated, manager, known_at=before).schemes) == 2
    assert "Reported better than the dates show (" not in text(as_manager.get(links.board_page(rated)))


def test_saved_as_it_was_no_version_is_made_beyond_writing_the_default_out(as_manager, rated):
    as_manager.post(page(rated), shown(as_manager, rated))
    assert Scheme.objects.count() == 2, "the default is written out once"
    answer = as_manager.post(page(rated), shown(as_manager, rated), follow=True)
    assert "Nothing was changed" in text(answer) and Scheme.objects.count() == 2


def test_a_plan_without_a_key_is_given_one_of_its_own_words(as_manager, plan):
    assert "This plan does not rate its actions yet." in text(as_manager.get(page(plan)))
    new = {"label_0__label": "Behind", "label_0__rank": "1", "label_1__label": "On course", "label_1__rank": "2"}
    as_manager.post(page(plan), shown(as_manager, plan, **new))
    assert list(queries.labels_of(plan).values_list("label", "rank")) == [("Behind", 1), ("On course", 2)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"label_0__rank": "0"}, "Red: The rank must be from 1 to 20"),
        ({"label_0__from_days_late": "x"}, "Red: The days must be a number from 1 to 3650"),
        ({"label_2__rank": "", "label_2__from_days_late": "5"}, "Green: Give the rank of a label that applies"),
        ({"label_3__meaning": "Lost"}, "New label 4: Enter the label’s word"),
        ({"label_3__label": "red"}, "Two labels have the same word"),
        ({"label_0__from_days_late": "5", "label_1__from_days_late": "9"}, "A worse label must apply from more days"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_manager, rated, fields, sentence):
    answer = text(as_manager.post(page(rated), shown(as_manager, rated, label_2__meaning="Kept words", **fields)))
    assert "There is a problem" in answer and sentence in answer and "Kept words" in answer
    assert Scheme.objects.count() == 1


def test_without_any_label_nothing_is_saved(as_manager, plan):
    assert "Enter at least one label" in text(as_manager.post(page(plan), shown(as_manager, plan)))


def test_two_at_once_make_no_two_versions(as_manager, rated):
    stale = shown(as_manager, rated, label_2__meaning="Mine")
    as_manager.post(page(rated), shown(as_manager, rated, label_2__meaning="Theirs"))
    answer = text(as_manager.post(page(rated), stale))
    assert "Somebody else changed the ratings while you were writing." in answer and "Mine" in answer
    assert Scheme.objects.count() == 2
    as_manager.post(page(rated), stale | {"version": "2"})
    assert Scheme.objects.count() == 3
