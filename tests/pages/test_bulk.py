"""The sheet of many actions through the client: what it saves, what it refuses where, and what it keeps."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions import links
from actions.models import Batch, Change, Plan
from actions.vocabulary import Stage
from tests import builders

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=90)
LATER = date(TODAY.year + 1, 9, 30)
TYPED = f"30/9/{TODAY.year + 1}"
NOTHING_YET = "Nothing is changed yet: fill in a cell, or tick rows and say what to do with them"
TWO_SAID = "1a: You ticked “No change” and changed something: choose one of the two"
NOT_CLOSED = "1a: It is neither done, paused nor dropped, so it need not be reopened"
STAGE_TWICE = "1a: You chose a stage as well: leave that empty, or do not tick this row"


@pytest.fixture
def three(plan):
    """Three open actions of a plan that rates them, the first rated Green."""
    red, amber, green = builders.scheme(plan)
    rated = [green, None, None]
    return [
        builders.item(plan, f"Action {n}", ref=f"1{letter}", due=SOON, rating=rated[n])
        for n, letter in enumerate("abc")
    ]


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def page(plan, query=""):
    return links.plan_page(plan, "bulk") + query


def cells(items, **typed):
    """Return what a browser sends of a sheet of those items; `note_1=…` fills the note of the second."""
    for item in items:
        item.refresh_from_db()
    sent = {"versions": " ".join(f"{item.pk}:{item.version}" for item in items)}
    for name, value in typed.items():
        cell, _, number = name.rpartition("_")
        sent |= {f"{items[int(number)].pk}-{cell}": value} if number.isdigit() else {name: value}
    return sent


def problems(answer):
    assert answer.status_code == 200
    return [sentence for sentence, _ in answer.context["problems"]]


class TestTheSheet:
    def test_it_shows_what_the_filter_of_the_list_lets_through(self, as_manager, plan, three):
        builders.item(plan, "Finished", stage=Stage.DONE)
        rows = as_manager.get(page(plan, "?stage=in_progress&as_of=2020-01-01")).context["sheet"].rows
        assert [row.item for row in rows] == three

    def test_it_shows_what_lies_behind_a_number_of_the_report(self, as_manager, plan, three):
        late = builders.item(plan, "Late", due=TODAY - timedelta(days=1))
        assert [row.item for row in as_manager.get(page(plan, "?count=overdue")).context["sheet"].rows] == [late]

    def test_the_list_leads_a_manager_to_it_with_the_same_filter(self, as_manager, plan, three):
        text = as_manager.get(links.list_behind(plan) + "?stage=in_progress&sort=title").content.decode()
        assert f'href="{page(plan, "?stage=in_progress")}"' in text

    def test_a_lead_is_not_led_to_it(self, client, lead, plan, three):
        client.force_login(lead)
        assert page(plan) not in client.get(links.list_behind(plan)).content.decode()

    def test_nothing_found_is_said(self, as_manager, plan, three):
        assert "No action matches this filter" in as_manager.get(page(plan, "?words=zebra")).content.decode()

    def test_cells_that_do_not_apply_are_not_asked_for(self, as_manager, plan, three):
        done = builders.item(plan, "Finished", due=SOON, stage=Stage.DONE, done_on=TODAY)
        builders.move(three[0], LATER, needs_agreement=True)
        text = as_manager.get(page(plan)).content.decode()
        for name in (f"{done.pk}-new_date", f"{done.pk}-done_on", f"{three[0].pk}-new_date"):
            assert f'name="{name}"' not in text
        assert f'name="{three[1].pk}-new_date"' in text

    def test_a_page_holds_two_hundred(self, as_manager, plan, monkeypatch):
        monkeypatch.setattr("actions.pages.bulk.ROWS_ON_A_PAGE", 2)
        items = [builders.item(plan, f"Action {n}") for n in range(3)]
        assert [row.item for row in as_manager.get(page(plan, "?page=2")).context["sheet"].rows] == items[2:]


class TestChecking:
    def test_what_will_be_written_is_counted_and_listed_and_nothing_is_saved(self, as_manager, plan, three):
        typed = cells(
            three, new_date_0=TYPED, rating_1="Amber", note_1="Held", no_change_2="on", reason="The trainer left"
        )
        answer = as_manager.post(page(plan), typed)
        assert answer.context["counts"] == "3 actions: 1 date, 1 rating, 1 update, 1 “no change”"
        assert f"30 September {TODAY.year + 1}" in answer.content.decode()
        assert not Batch.objects.exists() and not three[1].update_events.exists()

    def test_what_was_typed_comes_back(self, as_manager, plan, three):
        typed = cells(three, note_1="Held", reason="The trainer left", do="back", act="pause", ticked=three[0].pk)
        text = as_manager.post(page(plan), typed).content.decode()
        assert "Held</textarea>" in text and "The trainer left</textarea>" in text
        assert 'value="pause" selected' in text and f'id="id_{three[0].pk}-ticked" aria-label="Tick 1a" checked' in text

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({}, NOTHING_YET),
            ({"rating_0": "Green", "stage_0": "in_progress"}, NOTHING_YET),
            ({"new_date_0": TYPED}, "Say why a new date is needed"),
            ({"new_date_0": "31/2/2031", "reason": "x"}, "1a: Enter a real date, such as 30/9/2030"),
            ({"new_date_0": "1/1/2020", "reason": "x"}, "1a: The new date must be today or in the future"),
            ({"new_date_0": SOON.isoformat(), "reason": "x"}, "1a: The new date must differ from the date now"),
            ({"done_on_0": "1/3/2026"}, "1a: Mark what was done on that day, or leave the date empty"),
            ({"stage_0": "done", "done_on_0": "1/1/1999"}, "1a: The date it was done must be 1 January 2000 or later"),
            ({"stage_0": "paused"}, "Say why it is paused"),
            ({"stage_0": "signed_off"}, "1a: Choose one of the stages"),
            ({"rating_0": "Purple"}, "1a: Choose a rating of the plan’s key"),
            ({"no_change_0": "on", "rating_0": "Red"}, TWO_SAID),
            ({"ticked": True}, "Say what to do with the rows that are ticked"),
            ({"act": "pause", "reason": "x"}, "Tick the rows to do this with"),
            ({"act": "assign", "ticked": True}, "Say who is to lead them"),
            ({"act": "move", "ticked": True}, "Choose where to move them"),
            ({"act": "pause", "ticked": True}, "Say why you pause them"),
            ({"act": "reopen", "ticked": True, "reason": "x"}, NOT_CLOSED),
            ({"act": "drop", "ticked": True, "reason": "x", "stage_0": "done"}, STAGE_TWICE),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_one_sentence_and_nothing_is_saved(self, as_manager, plan, three, typed, said):
        ticked = {"ticked": three[0].pk} if typed.get("ticked") else {}
        answer = as_manager.post(page(plan), cells(three, **typed | ticked, do="save"))
        assert problems(answer) == [said]
        assert not Batch.objects.exists()

    def test_an_error_stands_in_its_cell_and_the_summary_leads_to_it(self, as_manager, plan, three):
        text = as_manager.post(page(plan), cells(three, new_date_1="soon", reason="x", note_0="Mine")).content.decode()
        field = f"id_{three[1].pk}-new_date"
        assert f'<a href="#{field}">1b: Enter a real date' in text
        assert (
            f'aria-invalid="true" aria-describedby="{field}_error"' in text
            and f'id="{field}_error">Enter a real' in text
        )
        assert 'value="soon"' in text and "Mine</textarea>" in text

    def test_an_action_is_not_done_before_its_steps(self, as_manager, plan, three):
        builders.item(plan, "A step", parent=three[0])
        answer = as_manager.post(page(plan, "?show=actions"), cells(three, stage_0="done"))
        assert problems(answer) == ["1a: Mark each of its steps as done first"]

    def test_a_step_is_not_moved_without_its_action(self, as_manager, plan, three):
        step, theme = builders.item(plan, "A step", parent=three[0]), builders.section(plan, "Housing")
        answer = as_manager.post(page(plan), cells([step], act="move", ticked=step.pk, theme=theme.pk))
        assert problems(answer) == ["1a: A step stays with its action: show actions in the filter, and move that"]


class TestSaving:
    def test_only_what_differs_is_written_in_one_batch(self, as_manager, plan, three):
        typed = cells(
            three, new_date_0=TYPED, rating_0="Green", stage_1="done", done_on_1="1/3/2026", note_1="Held",
            reason="The trainer left", do="save",
        )  # fmt: skip
        answer = as_manager.post(page(plan), typed)
        batch = Batch.objects.get()
        assert answer.url == links.batch_page(batch)
        for item in three:
            item.refresh_from_db()
        assert (three[0].due, three[1].stage, three[2].version) == (LATER, Stage.DONE, 1 + three[2].version - 1)
        move = three[0].datemove_events.last()
        assert (move.batch, move.reason, move.needs_agreement) == (batch, "The trainer left", False)
        assert three[0].rating_events.count() == 1, "the same rating is not reported again"
        assert three[1].stagechange_events.last().done_on == date(2026, 3, 1)
        assert not Change.objects.filter(batch=batch, item=three[2]).exists()
        assert set(Change.objects.filter(batch=batch).values_list("reason", flat=True)) == {"The trainer left"}

    def test_where_the_board_agrees_dates_they_wait(self, as_manager, plan, three):
        Plan.objects.update(new_dates=Plan.NewDates.BOARD)
        typed = cells(three, new_date_0=TYPED, reason="Later")
        assert problems(as_manager.post(page(plan), typed)) == ["Say what will be done so that the new dates are kept"]
        typed |= {"will_do": "A second trainer"}
        assert "waits to be agreed" in as_manager.post(page(plan), typed).content.decode()
        as_manager.post(page(plan), typed | {"do": "save"})
        three[0].refresh_from_db()
        move = three[0].datemove_events.last()
        assert three[0].due == SOON and (move.needs_agreement, move.will_do) == (True, "A second trainer")

    def test_what_is_signed_off_is_not_reopened_here(self, as_manager, plan):
        done = builders.item(plan, "Finished", ref="4", stage=Stage.SIGNED_OFF, done_on=TODAY)
        assert f'name="{done.pk}-stage"' not in as_manager.get(page(plan)).content.decode()
        typed = cells([done], act="reopen", ticked=done.pk, reason="It came back", do="save")
        said = "4: It is signed off: it is opened again on its own page, with a reason"
        assert problems(as_manager.post(page(plan), typed)) == [said]

    @pytest.mark.parametrize(("act", "stage"), [("pause", Stage.PAUSED), ("drop", Stage.NO_LONGER_NEEDED)])
    def test_those_ticked_are_paused_or_dropped_for_one_reason(self, as_manager, plan, three, act, stage):
        ticked = [three[0].pk, three[1].pk]
        as_manager.post(page(plan), cells(three, act=act, ticked=ticked, reason="The grant ended", do="save"))
        for item in three:
            item.refresh_from_db()
        assert [item.stage for item in three] == [stage, stage, Stage.IN_PROGRESS]
        assert three[0].stagechange_events.last().reason == "The grant ended"

    def test_what_is_done_is_reopened(self, as_manager, plan):
        done = builders.item(plan, "Finished", stage=Stage.DONE, done_on=TODAY)
        as_manager.post(page(plan), cells([done], act="reopen", ticked=done.pk, reason="It came back", do="save"))
        done.refresh_from_db()
        assert done.stage == Stage.IN_PROGRESS and done.is_open

    def test_another_lead_takes_the_place_of_the_former(self, as_manager, plan, three, leads_post):
        mine = builders.item(plan, "Held", leads=(leads_post,))
        as_manager.post(page(plan), cells([mine], act="assign", ticked=mine.pk, lead="Head of Housing", do="save"))
        rows = [(held.party.name, held.kind) for held in mine.ownership_events.order_by("pk")]
        assert rows[1:] == [("Head of Early Help", "laid_down"), ("Head of Housing", "taken_on")]

    def test_who_leads_it_already_is_not_named_again(self, as_manager, plan, leads_post):
        mine = builders.item(plan, "Held", leads=(leads_post,))
        typed = cells([mine], act="assign", ticked=mine.pk, lead="head of early help", do="save")
        assert problems(as_manager.post(page(plan), typed)) == [NOTHING_YET]

    def test_an_action_moves_with_its_steps_to_the_end_of_the_theme(self, as_manager, plan):
        old, new = builders.section(plan, "Old"), builders.section(plan, "New")
        moved = builders.item(plan, "Moved", section=old)
        step = builders.item(plan, "Its step", parent=moved)
        stays = builders.item(plan, "Stays", section=new)
        as_manager.post(page(plan), cells([moved], act="move", ticked=moved.pk, theme=new.pk, do="save"))
        for item in (moved, step, stays):
            item.refresh_from_db()
        assert (moved.section, step.section) == (new, new)
        assert stays.position < moved.position < step.position

    @pytest.mark.parametrize("do", ["check", "save"])
    def test_a_stale_row_is_named_with_both_versions_and_nothing_is_saved(self, as_manager, plan, three, do):
        typed = cells(three, note_0="Mine", note_1="Fine", do=do)
        builders.move(three[0], LATER, reason="Agreed meanwhile")
        answer = as_manager.post(page(plan), typed)
        text = answer.content.decode()
        assert "Both changes of 1a Action 0" in text and "Both changes of 1b" not in text
        assert f"30 September {TODAY.year + 1}" in text and "Mine</textarea>" in text and "Fine</textarea>" in text
        assert problems(answer) == ["1a: Somebody else changed this meanwhile. Nothing was saved"]
        assert not Batch.objects.exists() and not three[1].update_events.exists()
        again = as_manager.post(page(plan), cells(three, note_0="Mine", note_1="Fine", do="save"))
        assert again.status_code == 302

    def test_a_row_that_changed_and_of_which_nothing_is_said_is_in_nobodys_way(self, as_manager, plan, three):
        typed = cells(three, note_1="Fine", do="save")
        builders.move(three[0], LATER, reason="Agreed meanwhile")
        assert as_manager.post(page(plan), typed).status_code == 302

    def test_who_is_quicker_between_check_and_lock_is_not_overwritten(self, as_manager, plan, three, monkeypatch):
        from actions.pages import bulk as module

        typed, real = cells(three, note_0="Mine", do="save"), module.save_batch

        def slow(*args, **kwargs):
            type(three[0]).objects.filter(pk=three[0].pk).update(version=three[0].version + 1)
            return real(*args, **kwargs)

        monkeypatch.setattr(module, "save_batch", slow)
        assert as_manager.post(page(plan), typed).status_code == 200
        assert not Batch.objects.exists() and not three[0].update_events.exists()


@pytest.mark.parametrize("do", ["check", "save"])
def test_as_many_queries_serve_twelve_rows_as_two(as_manager, plan, do):
    builders.scheme(plan)
    theme = builders.section(plan, "Housing")
    counts = []
    for number in (2, 12):
        items = [builders.item(plan, f"Action {n}", due=SOON, ref=str(n)) for n in range(number)]
        typed = cells(items, ticked=[item.pk for item in items], act="move", theme=theme.pk, reason="So agreed", do=do)
        for item in items:
            typed |= {f"{item.pk}-note": "Held", f"{item.pk}-rating": "Red", f"{item.pk}-new_date": TYPED}
        with CaptureQueriesContext(connection) as queries:
            assert as_manager.post(page(plan), typed).status_code == (302 if do == "save" else 200)
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestWhatMayNotBeReached:
    def test_rows_of_another_plan_are_not_taken_in(self, as_manager, plan, three):
        other = builders.item(builders.plan(builders.organisation("Farrow Trust"), slug="elsewhere"), "Theirs")
        assert as_manager.post(page(plan), cells([other], note_0="Mine", do="save")).status_code == 404
        as_manager.post(page(plan), cells([other, three[0]], note_0="Mine", note_1="Fine", do="save"))
        assert not other.update_events.exists() and three[0].update_events.exists()

    def test_a_theme_of_another_plan_is_no_choice(self, as_manager, plan, three):
        other = builders.section(builders.plan(plan.organisation, slug="elsewhere"), "Theirs")
        typed = cells(three, act="move", ticked=three[0].pk, theme=other.pk, do="save")
        assert "Choose where to move them" not in problems(as_manager.post(page(plan), typed))
        assert not Batch.objects.exists()

    def test_in_an_archived_plan_nothing_is_changed(self, as_manager, plan, three):
        Plan.objects.update(archived=True)
        answer = as_manager.post(page(plan), cells(three, note_0="Mine", do="save"))
        assert answer.url == links.list_behind(plan) and not Batch.objects.exists()
