"""What a batch did, and taking it back, through the client."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actions import links, queries
from actions.models import Batch, Change, DateMove, Item
from actions.services.current import CURRENT
from actions.verifying.checks import verify
from actions.vocabulary import Publication, Role, Stage
from tests import builders
from tests.pages.test_bulk import LATER, SOON, TYPED, cells, page, three  # noqa: F401 - a fixture

TODAY = timezone.localdate()


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def save(client, plan, items, **typed):
    """Save a batch as the page does and return it."""
    answer = client.post(page(plan), cells(items, **typed, do="save"))
    assert answer.status_code == 302, answer.context["problems"]
    return Batch.objects.latest("pk")


def take_back(client, batch):
    return client.post(links.batch_page(batch), {"reason": "Wrong list"})


def now(items):
    """Return the current values, theme and place of items."""
    rows = Item.objects.filter(pk__in=[item.pk for item in items]).order_by("pk")
    return list(rows.values_list(*CURRENT, "section", "position"))


def test_it_tells_what_it_did_and_the_reason(as_manager, plan, three):  # noqa: F811
    batch = save(as_manager, plan, three, new_date_0=TYPED, note_1="Two courses held", reason="The trainer left")
    text = as_manager.get(links.batch_page(batch)).content.decode()
    for words in ("Mo Manager", "The trainer left", "1a Action 0", f"30 September {LATER.year}", "Two courses held"):
        assert words in text
    assert "1c Action 2" not in text


def test_taken_back_all_is_as_it_was_and_nothing_is_deleted(as_manager, plan, three, leads_post):  # noqa: F811
    old, new = builders.section(plan, "Old"), builders.section(plan, "New")
    moved = builders.item(plan, "Moved", section=old, leads=(leads_post,))
    step = builders.item(plan, "Its step", parent=moved)
    builders.item(plan, "Stays", section=new)
    items = [*three, moved, step]
    before, held = now(items), queries.ownerships_of({"item": moved.pk})
    first = save(
        as_manager, plan, items, new_date_0=TYPED, note_1="Held", rating_1="Amber", stage_1="done", reason="So agreed",
        ticked=[three[2].pk], act="pause",
    )  # fmt: skip
    second = save(as_manager, plan, items, ticked=[moved.pk], act="move", theme=new.pk)
    third = save(as_manager, plan, items, ticked=[moved.pk], act="assign", lead="Head of Housing")
    assert now(items) != before and verify(plan)[1] == []
    for batch in (third, second, first):
        assert take_back(as_manager, batch).url == links.batch_page(batch)
    assert now(items) == before
    assert verify(plan)[1] == [], "events, current values and log agree"
    (taken_on,) = [row for row in queries.ownerships_of({"item": moved.pk})[moved.pk] if row.retracted_at is None]
    assert taken_on == held[moved.pk][0]
    assert DateMove.objects.filter(batch=first, retracted_at__isnull=False).count() == 1
    assert Change.objects.filter(batch=first, event="take_back", reason="Wrong list").exists()
    batch = Batch.objects.get(pk=first.pk)
    assert (batch.retracted_who, batch.retracted_because) == ("Mo Manager", "Wrong list")
    assert "Take this back" not in as_manager.get(links.batch_page(batch)).content.decode()


def test_a_reason_is_asked_for(as_manager, plan, three):  # noqa: F811
    batch = save(as_manager, plan, three, note_0="Held")
    answer = as_manager.post(links.batch_page(batch), {"reason": ""})
    assert answer.context["form"].errors == {"reason": ["Say why this is taken back"]}
    batch.refresh_from_db()
    assert batch.retracted_at is None


def test_what_rests_on_it_is_named_and_stops_it(as_manager, plan, three):  # noqa: F811
    batch = save(as_manager, plan, three, new_date_0=TYPED, note_1="Held", reason="Later")
    builders.move(three[0], LATER + timedelta(days=9), reason="Later still", on=TODAY)
    answer = take_back(as_manager, batch)
    assert f"1a: Operator moved the date on {TODAY.day} {TODAY:%B %Y}" in answer.content.decode()
    three[0].refresh_from_db()
    assert three[0].due == LATER + timedelta(days=9) and three[1].update_events.get().retracted_at is None


def test_a_later_batch_stands_in_the_way_until_it_is_taken_back(as_manager, plan, three):  # noqa: F811
    first = save(as_manager, plan, three, new_date_0=TYPED, reason="Later")
    second = save(as_manager, plan, three, note_0="Held")
    assert "1a: Mo Manager gave an update" in take_back(as_manager, first).content.decode()
    take_back(as_manager, second)
    assert take_back(as_manager, first).status_code == 302
    three[0].refresh_from_db()
    assert three[0].due == SOON


def test_a_step_added_to_what_it_moved_stands_in_the_way(as_manager, plan):
    old, new = builders.section(plan, "Old"), builders.section(plan, "New")
    moved = builders.item(plan, "Moved", ref="7", section=old)
    batch = save(as_manager, plan, [moved], ticked=[moved.pk], act="move", theme=new.pk)
    moved.refresh_from_db()
    builders.item(plan, "New step", ref="7a", parent=moved)
    assert "7a: Operator added it" in take_back(as_manager, batch).content.decode()


def test_a_theme_that_is_gone_stands_in_the_way(as_manager, plan):
    old, new = builders.section(plan, "Old"), builders.section(plan, "New")
    moved = builders.item(plan, "Moved", section=old)
    batch = save(as_manager, plan, [moved], ticked=[moved.pk], act="move", theme=new.pk)
    type(old).objects.filter(pk=old.pk).update(retracted_at=timezone.now())
    assert "The theme Old, to which actions would go back" in take_back(as_manager, batch).content.decode()


def test_the_sheet_lists_what_was_saved_before(as_manager, plan, three):  # noqa: F811
    batch = save(as_manager, plan, three, note_0="Held", reason="Monthly call")
    assert links.batch_page(batch) in as_manager.get(page(plan)).content.decode()


class TestNotForPublication:
    @pytest.fixture
    def batch(self, client, council, plan, three):  # noqa: F811
        exempt = builders.item(plan, "Exempt", ref="9", publication=Publication.NOT_FOR_PUBLICATION)
        client.force_login(builders.user(Role.ADMIN, council, sees_not_for_publication=True))
        return save(client, plan, [three[0], exempt], note_0="Held", note_1="Secret")

    def test_those_without_the_right_see_the_rest_of_it(self, batch, client, manager):
        client.force_login(manager)
        text = client.get(links.batch_page(batch)).content.decode()
        assert "Held" in text and "Exempt" not in text and "Secret" not in text

    def test_one_of_which_they_see_nothing_is_not_there(self, batch, client, manager, three):  # noqa: F811
        Item.objects.filter(pk=three[0].pk).update(publication=Publication.NOT_FOR_PUBLICATION)
        client.force_login(manager)
        assert client.get(links.batch_page(batch)).status_code == 404
        assert links.batch_page(batch) not in client.get(page(batch.plan)).content.decode()


def test_a_batch_of_another_plan_is_not_there(as_manager, plan, three):  # noqa: F811
    batch = save(as_manager, plan, three, note_0="Held")
    other = builders.plan(plan.organisation, slug="elsewhere")
    address = links.batch_page(batch).replace(plan.slug, other.slug)
    assert as_manager.get(address).status_code == 404


def test_stage_done_and_taken_back_is_open_again(as_manager, plan):
    item = builders.item(plan, "Only one", stage=None)
    batch = save(as_manager, plan, [item], stage_0="done")
    take_back(as_manager, batch)
    item.refresh_from_db()
    assert item.stage == Stage.NOT_STATED
