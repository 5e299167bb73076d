"""The outline of a plan as it is set up, and its order."""

import pytest

from actions import links, queries
from actions.models import Change, Item, Plan, Section
from actions.vocabulary import Publication
from tests import builders


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def two_themes(plan):
    """Two themes with two actions each, the first of which has two steps."""
    themes = [builders.section(plan, name) for name in ("Practice", "Housing")]
    actions = [builders.item(plan, f"{theme} {n}", section=theme) for theme in themes for n in (1, 2)]
    for number in (1, 2):
        builders.item(plan, f"Step {number}", parent=actions[0])
    return themes


def page(plan):
    return links.plan_page(plan, "set_up")


def order(plan):
    return [str(item) for item in Item.objects.filter(plan=plan).order_by("position")]


def move(client, plan, what, thing, to):
    return client.post(page(plan), {"what": what, "pk": thing.pk, "to": to})


def test_it_shows_themes_actions_and_steps_with_the_way_to_each(as_manager, plan, two_themes):
    text = as_manager.get(page(plan)).content.decode()
    places = [text.index(words) for words in ("Practice 1", "Step 1", "Step 2", "Practice 2", "Housing 1")]
    assert places == sorted(places)
    item = Item.objects.get(title="Step 1")
    assert links.item_page(plan, item.pk, "edit_item") in text


def test_an_action_takes_its_steps_along(as_manager, plan, two_themes):
    first = Item.objects.get(title="Practice 1")
    answer = move(as_manager, plan, "item", first, "down")
    assert answer.url == f"{page(plan)}#item-{first.pk}"
    assert order(plan) == ["Practice 2", "Practice 1", "Step 1", "Step 2", "Housing 1", "Housing 2"]
    assert Change.objects.filter(event="reorder").count() == 1


def test_a_step_moves_within_its_action(as_manager, plan, two_themes):
    move(as_manager, plan, "item", Item.objects.get(title="Step 2"), "up")
    assert order(plan)[:3] == ["Practice 1", "Step 2", "Step 1"]


def test_a_theme_takes_its_actions_along(as_manager, plan, two_themes):
    move(as_manager, plan, "theme", two_themes[1], "up")
    assert list(Section.objects.order_by("position")) == [two_themes[1], two_themes[0]]
    assert order(plan) == ["Housing 1", "Housing 2", "Practice 1", "Step 1", "Step 2", "Practice 2"]


def test_an_earlier_report_keeps_its_order(as_manager, plan, two_themes):
    before = [item.title for item in queries.plan_facts(plan).items]
    moment = Change.objects.first().recorded_at
    move(as_manager, plan, "item", Item.objects.get(title="Practice 1"), "down")
    then = [item.title for item in queries.plan_facts(plan, known_at=moment).items]
    assert sorted(then) == sorted(before)
    assert [title for title in then if "Step" not in title] == [title for title in before if "Step" not in title]


def test_at_the_end_nothing_moves(as_manager, plan, two_themes):
    before = order(plan)
    assert move(as_manager, plan, "item", Item.objects.get(title="Practice 2"), "down").status_code == 302
    assert move(as_manager, plan, "theme", two_themes[0], "up").status_code == 302
    assert [title for title in order(plan) if "Step" not in title] == [title for title in before if "Step" not in title]


@pytest.mark.parametrize("data", [{}, {"what": "item", "pk": "1"}, {"what": "plan", "pk": "1", "to": "up"},
                                  {"what": "item", "pk": "9" * 5000, "to": "up"}])  # fmt: skip
def test_half_an_order_moves_nothing(as_manager, plan, two_themes, data):
    assert as_manager.post(page(plan), data).status_code == 400


def test_what_is_kept_from_somebody_is_neither_shown_nor_moved(as_manager, plan, two_themes):
    exempt = builders.item(plan, "Exempt", publication=Publication.NOT_FOR_PUBLICATION)
    assert "Exempt" not in as_manager.get(page(plan)).content.decode().split("<main")[1]
    assert move(as_manager, plan, "item", exempt, "up").status_code == 400


def test_an_archived_plan_is_read_and_not_ordered(as_manager, plan, two_themes):
    Plan.objects.update(archived=True)
    text = as_manager.get(page(plan)).content.decode()
    assert "This plan is archived" in text and 'value="down"' not in text
    assert move(as_manager, plan, "theme", two_themes[0], "down").status_code == 403
