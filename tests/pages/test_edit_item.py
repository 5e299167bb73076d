"""Actions and steps by hand: added, reworded, given owners, moved to another theme, taken off."""

from datetime import date

import pytest
from django.utils import timezone

from actions import links
from actions.models import Change, Item, Ownership, Party, Plan
from actions.vocabulary import Publication, Stage
from tests import builders

DUE = {"due_day": "30", "due_month": "9", "due_year": str(timezone.localdate().year + 1)}
DAY = date(timezone.localdate().year + 1, 9, 30)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def new(plan, query=""):
    return links.plan_page(plan, "new_item") + query


def edit(item):
    return links.item_page(item.plan, item.pk, "edit_item")


def shown(client, item, **fields):
    """Return what the browser sends of the form as it stands, with some fields changed."""
    form = client.get(edit(item)).context["form"]
    return {name: form[name].value() or "" for name in form.fields if not name.startswith("due")} | fields


def owners(item):
    held = Ownership.objects.filter(item=item).order_by("effective_on", "recorded_at", "id")
    return {(row.party.name, row.role) for row in held if row.kind == "taken_on"} - {
        (row.party.name, row.role) for row in held if row.kind == "laid_down"
    }


class TestAdding:
    def test_an_action_with_owners_first_date_and_stage(self, as_manager, council, plan):
        builders.party(council, "Head of Practice")
        theme = builders.section(plan, "Practice", "1")
        data = {"ref": "1.1", "title": "Train everybody", "section": theme.pk, "stage": "in_progress"} | DUE
        data |= {"owner_0": "Head of Practice", "role_0": "lead"}
        data |= {"owner_1": "Northmoor Police", "role_1": "responsible"}
        answer = as_manager.post(new(plan), data)
        item = Item.objects.get()
        assert answer.url == f"{links.plan_page(plan, 'set_up')}#item-{item.pk}"
        assert (item.ref, item.section, item.due, item.original_due, item.stage) == (
            "1.1",
            theme,
            DAY,
            DAY,
            "in_progress",
        )
        assert owners(item) == {("Head of Practice", "lead"), ("Northmoor Police", "responsible")}
        assert Party.objects.count() == 2 and item.version == 1
        events = set(Change.objects.filter(item=item).values_list("event", flat=True))
        assert events == {"add_item", "take_on", "set_first_date", "change_stage"}

    def test_save_and_add_another_stays_in_the_theme(self, as_manager, plan):
        theme = builders.section(plan, "Practice", "1")
        address = new(plan, f"?theme={theme.pk}")
        assert as_manager.get(address).context["form"]["section"].value() == str(theme.pk)
        data = {"title": "One", "section": theme.pk, "stage": "not_started", "another": "yes"}
        assert as_manager.post(address, data).url == address

    def test_a_step_stands_below_its_action_in_its_theme(self, as_manager, plan):
        theme = builders.section(plan, "Practice", "1")
        action = builders.item(plan, "Recruit", section=theme, stage=Stage.NOT_STARTED)
        builders.item(plan, "After it", section=theme)
        as_manager.post(new(plan, f"?parent={action.pk}"), {"title": "Advertise", "stage": "done"})
        step = Item.objects.get(title="Advertise")
        action.refresh_from_db()
        assert (step.parent, step.section, action.is_leaf) == (action, theme, False)
        assert list(Item.objects.order_by("position").values_list("title", flat=True)) == [
            "Recruit", "Advertise", "After it",
        ]  # fmt: skip

    def test_a_step_has_no_steps(self, as_manager, plan):
        step = builders.item(plan, "Step", parent=builders.item(plan, "Action"))
        assert as_manager.get(new(plan, f"?parent={step.pk}")).status_code == 404

    def test_a_week_of_the_plans_calendar_is_its_sunday(self, as_manager, plan):
        Plan.objects.update(week_one=date(2026, 11, 2))
        as_manager.post(new(plan), {"title": "Write it", "stage": "not_started", "week": "7"})
        item = Item.objects.get()
        move = item.datemove_events.get()
        assert (item.due, move.text, move.precision) == (date(2026, 12, 20), "Week 7", "week")

    def test_words_in_place_of_a_date_are_kept(self, as_manager, plan):
        as_manager.post(new(plan), {"title": "Write it", "stage": "not_started", "due_text": "Ongoing"})
        assert (Item.objects.get().due, Item.objects.get().datemove_events.get().text) == (None, "Ongoing")

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"title": ""}, "Enter what will be done"),
            ({"due_year": "9999"}, "The first date must have a year from 2000 to"),
            ({"due_text": "Ongoing"}, "Give the deadline in one way only"),
            ({"owner_0": "Clerk", "owner_1": "clerk", "role_0": "lead", "role_1": "lead"}, "stands there already"),
            ({"section": "999"}, "Select a valid choice"),
            ({"stage": ""}, "Choose stage"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_added(self, as_manager, plan, changed, sentence):
        text = as_manager.post(
            new(plan), {"title": "T", "ref": "kept", "stage": "not_started"} | DUE | changed
        ).content.decode()
        assert "There is a problem" in text and sentence in text and 'value="kept"' in text
        assert not Item.objects.exists()


class TestChanging:
    @pytest.fixture
    def item(self, plan, leads_post):
        return builders.item(plan, "Train everybody", ref="1", due=builders.AGREED_ON, leads=(leads_post,))

    def test_words_and_owners_are_changed_and_logged(self, as_manager, item, leads_post):
        data = shown(as_manager, item, title="Train all", owner_0="", owner_1="Head of Practice", role_1="accountable")
        as_manager.post(edit(item), data)
        item.refresh_from_db()
        assert item.title == "Train all" and owners(item) == {("Head of Practice", "accountable")}
        events = list(Change.objects.filter(item=item, via="page").values_list("event", flat=True))
        assert sorted(events) == ["lay_down", "reword", "take_on"]

    def test_saved_as_it_was_nothing_is_logged(self, as_manager, item):
        before = Change.objects.count()
        as_manager.post(edit(item), shown(as_manager, item))
        assert Change.objects.count() == before

    def test_in_another_theme_it_comes_last_with_its_steps(self, as_manager, plan, item):
        step = builders.item(plan, "Step", parent=item)
        theme = builders.section(plan, "Housing")
        builders.item(plan, "First there", section=theme)
        as_manager.post(edit(item), shown(as_manager, item, section=theme.pk))
        step.refresh_from_db()
        assert step.section == theme
        assert list(Item.objects.order_by("position").values_list("title", flat=True)) == [
            "First there", "Train everybody", "Step",
        ]  # fmt: skip

    def test_a_first_date_is_asked_for_only_where_there_was_none(self, as_manager, plan, item):
        assert "due" not in as_manager.get(edit(item)).context["form"].fields
        bare = builders.item(plan, "Bare")
        as_manager.post(edit(bare), shown(as_manager, bare) | DUE)
        bare.refresh_from_db()
        assert (bare.original_due, bare.times_moved) == (DAY, 0)

    def test_a_stale_form_is_refused_with_both_versions_side_by_side(self, as_manager, item, admin):
        data = shown(as_manager, item, title="My words")
        with builders.Writing(item.plan, builders.Actor.on_page(admin)) as writing:
            builders.plans.reword(writing, item, title="Their words")
        answer = as_manager.post(edit(item), data)
        text = answer.content.decode()
        for words in ("Both changes side by side", "Their words", "My words", "Ada Admin"):
            assert words in text
        item.refresh_from_db()
        assert item.title == "Their words"
        as_manager.post(edit(item), data | {"version": answer.context["form"]["version"].value()})
        item.refresh_from_db()
        assert item.title == "My words"

    def test_taken_off_it_is_counted_nowhere_and_its_history_is_kept(self, as_manager, plan, item):
        step = builders.item(plan, "Step", parent=item)
        item.refresh_from_db()
        answer = as_manager.post(
            edit(item), {"do": "take_off", "reason": "Twice", "version": item.version}, follow=True
        )
        assert "is taken off the plan. Its history is kept." in answer.content.decode()
        assert not Item.objects.filter(retracted_at=None).exists() and item.datemove_events.exists()
        assert set(Change.objects.filter(event="take_off").values_list("item", "reason")) == {
            (item.pk, "Twice"), (step.pk, "Twice"),
        }  # fmt: skip

    def test_the_last_step_taken_off_leaves_its_action_a_unit_that_counts(self, as_manager, plan, item):
        step = builders.item(plan, "Step", parent=item)
        step.refresh_from_db()
        as_manager.post(edit(step), {"do": "take_off", "reason": "Twice", "version": step.version})
        item.refresh_from_db()
        assert item.is_leaf

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"reason": " "}, "Say why it is taken off the plan"),
            ({"reason": "x", "version": "0"}, "Somebody else changed"),
        ],
    )
    def test_without_a_reason_or_too_late_it_stays(self, as_manager, item, fields, sentence):
        item.refresh_from_db()
        text = as_manager.post(edit(item), {"do": "take_off", "version": item.version} | fields).content.decode()
        assert sentence in text
        item.refresh_from_db()
        assert item.retracted_at is None


def test_a_name_that_holds_only_what_is_kept_back_is_not_offered(as_manager, council, plan):
    hidden, seen = builders.party(council, "Contact of whistleblowers"), builders.party(council, "Head of Practice")
    builders.party(council, "Nobody’s yet")
    builders.item(plan, "Exempt", leads=(hidden, seen), publication=Publication.NOT_FOR_PUBLICATION)
    builders.item(plan, "Seen", leads=(seen,))
    text = as_manager.get(new(plan)).content.decode()
    assert "Head of Practice" in text and "Nobody’s yet" in text and "whistleblowers" not in text
