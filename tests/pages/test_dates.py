"""The decision table: every new date that waits, decided together at one sitting, by those who may."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from actions import links
from actions.models import Body, Change, DateMove, Meeting, Plan
from actions.vocabulary import Publication
from tests import builders

TODAY = timezone.localdate()
DUE = TODAY - timedelta(days=61)
ASKED, OTHER = date(TODAY.year + 1, 12, 31), date(TODAY.year + 1, 6, 30)
BY_MANAGER = {"meeting": "none"}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def moves(plan, leads_post):
    """Three late actions with a new date each, asked for by the lead."""
    theme = builders.section(plan, "Assessment", "1")
    made = []
    for number in range(1, 4):
        item = builders.item(
            plan, f"Train team {number}", ref=f"1{number}", section=theme, due=DUE, leads=(leads_post,)
        )
        made.append(
            builders.move(
                item, ASKED, needs_agreement=True, reason="The trainer left", will_do="A contract is let",
                asked_by=leads_post, on=DUE,
            )
        )  # fmt: skip
    return made


@pytest.fixture
def board(council, plan):
    """The board, which agrees new dates in this plan."""
    body = Body.objects.create(organisation=council, name="Main Board")
    Plan.objects.update(new_dates=Plan.NewDates.BOARD, board=body)
    return body


def page(plan):
    return links.plan_page(plan, "dates")


def sent(*decisions, **sitting):
    """Return what the form sends: for each move its decision, and maybe another date and a reason."""
    data = dict(sitting)
    for move, decision, *more in decisions:
        move.item.refresh_from_db()
        data |= {f"date-{move.pk}-decision": decision, f"date-{move.pk}-version": str(move.item.version)}
        for value in more:
            if isinstance(value, date):
                parts = {"day": value.day, "month": value.month, "year": value.year}
                data |= {f"date-{move.pk}-another_{part}": number for part, number in parts.items()}
            else:
                data[f"date-{move.pk}-because"] = value
    return data


def text(answer):
    return answer.content.decode()


def decisions(moves):
    return list(DateMove.objects.filter(pk__in=[move.pk for move in moves]).values_list("decision", flat=True))


def test_it_shows_each_date_beside_what_holds_and_what_agreeing_leads_to(as_manager, plan, moves):
    shown = text(as_manager.get(page(plan)))
    later = (ASKED - DUE).days
    then = f"{later} days after the first date, moved once, no longer overdue."
    for words in (
        "3 new dates wait.", "Train team 1", "1 Assessment", "Overdue by 61 days", "The trainer left",
        "A contract is let", "Asked for by Head of Early Help", f"{later} days after the date now",
        f"The date now becomes 31 December {ASKED.year}, {then}",
    ):  # fmt: skip
        assert words in shown, words


def test_a_batch_is_saved_together_with_one_meeting_and_its_minute(as_manager, plan, moves, board, manager):
    day = TODAY - timedelta(days=3)
    held = Meeting.objects.create(body=board, held_on=day)
    answer = as_manager.post(
        page(plan),
        sent(
            (moves[0], "agree"), (moves[1], "refuse", "Too late"), (moves[2], "another", OTHER),
            meeting=held.pk, minute="7",
        ),
        follow=True,
    )  # fmt: skip
    assert "3 new dates decided: 1 agreed, 1 agreed to another date, 1 refused." in text(answer)
    assert decisions(moves) == ["agreed", "refused", "another"]
    for move, due, times in zip(moves, (ASKED, DUE, OTHER), (1, 0, 1), strict=True):
        move.item.refresh_from_db()
        move.refresh_from_db()
        assert (move.item.due, move.item.times_moved) == (due, times)
        assert (move.meeting, move.minute, move.decided_on, move.decided_by) == (held, "7", day, manager)
    told = text(as_manager.get(links.item_page(plan, moves[2].item_id)))
    assert "Another date agreed by Mo Manager" in told and "minute 7" in told and "Main Board" in told
    refused = text(as_manager.get(links.item_page(plan, moves[1].item_id)))
    assert "(refused)" in refused and "Too late" in refused
    assert Change.objects.filter(event="decide_date").count() == 3


def test_a_meeting_on_another_day_is_entered_once(as_manager, plan, moves, board):
    day = TODAY - timedelta(days=3)
    when = {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year, "minute": "12"}
    as_manager.post(page(plan), sent((moves[0], "agree"), (moves[1], "agree"), **when))
    assert Meeting.objects.get() == Meeting.objects.get(body=board, held_on=day)
    assert {move.meeting.held_on for move in DateMove.objects.filter(decision="agreed")} == {day}


def test_where_the_manager_agrees_no_meeting_is_needed(as_manager, plan, moves):
    answer = as_manager.post(page(plan), sent((moves[0], "agree"), **BY_MANAGER), follow=True)
    assert f"The new date 31 December {ASKED.year} is agreed and holds now." in text(answer)
    moves[0].refresh_from_db()
    assert (moves[0].meeting, moves[0].decided_on) == (None, TODAY)


def test_until_it_is_agreed_overdue_still_counts(as_manager, plan, moves):
    shown = text(as_manager.get(links.list_behind(plan, count="overdue")))
    assert "Train team 1" in shown


@pytest.mark.parametrize(
    ("decided", "sitting", "sentence"),
    [
        ([], {}, "Choose a decision for at least one date"),
        (["agree"], {"minute": ""}, "Enter the date of the meeting"),
        (["agree"], {"minute": ""}, "Enter the minute under which the board’s decision stands"),
        (["agree"], {"held_on": (31, 2, TODAY.year)}, "The date of the meeting must be a real date"),
        (["agree"], {"held_on": (1, 1, 2999)}, "The date of the meeting must be today or in the past"),
        (["agree"], {"held_on": (1, 1, 1999)}, "The date of the meeting must be 1 January 2000 or later"),
        (["refuse"], {}, "11: Say why it is refused"),
        (["another"], {}, "11: Enter the date that is agreed instead"),
        (["another", ASKED], {}, "11: This is the date that was asked for: choose “Agree”"),
        (["another", DUE], {}, "11: This is the date now: choose “Refuse”"),
        (["another", date(TODAY.year + 40, 1, 1)], {}, "11: The other date must be within 10 years from today"),
        (["another", TODAY - timedelta(days=30)], {}, "11: The other date must not lie before the day on which"),
        (["agree", OTHER], {}, "11: You entered another date: choose “Another date”, or leave it empty"),
        (["", "Because"], {}, "11: Choose a decision to go with the reason you gave"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_said_and_nothing_is_saved(as_manager, plan, moves, board, decided, sitting, sentence):
    day = sitting.pop("held_on", (TODAY.day, TODAY.month, TODAY.year))
    when = {"minute": "7"} | dict(zip(("held_on_day", "held_on_month", "held_on_year"), day, strict=True)) | sitting
    if sentence == "Enter the date of the meeting":
        when |= dict.fromkeys(("held_on_day", "held_on_month", "held_on_year"), "")
    rows = [(moves[0], *decided)] if decided else []
    answer = as_manager.post(page(plan), sent(*rows, (moves[1], "agree"), **when) if decided else when)
    shown = text(answer)
    assert "There is a problem" in shown and sentence in shown
    assert decisions(moves) == ["", "", ""]
    if "Because" in decided:
        assert "Because</textarea>" in shown, "what was typed stays"


class TestSomebodyElseWasQuicker:
    def test_what_was_decided_meanwhile_is_named_and_nothing_is_saved(self, as_manager, plan, moves, admin):
        data = sent((moves[0], "agree"), (moves[1], "agree"), **BY_MANAGER)
        with builders.Writing(plan, builders.Actor.on_page(admin)) as writing:
            builders.deadlines.decide_date(writing, moves[0], agree=False, because="No")
        shown = text(as_manager.post(page(plan), data))
        assert "Nothing was saved" in shown
        assert f"11: the new date 31 December {ASKED.year} was decided meanwhile (Refused by Ada Admin)." in shown
        assert decisions(moves) == ["refused", "", ""]

    def test_a_changed_action_is_named_and_can_be_saved_once_seen(self, as_manager, plan, moves, admin):
        data = sent((moves[0], "agree"), (moves[1], "refuse", "No money"), **BY_MANAGER)
        with builders.Writing(plan, builders.Actor.on_page(admin)) as writing:
            builders.progress.record_progress(writing, moves[1].item, "Going on")
        answer = as_manager.post(page(plan), data)
        assert "12: Ada Admin gave an update meanwhile." in text(answer)
        assert "No money</textarea>" in text(answer)
        assert decisions(moves) == ["", "", ""]
        moves[1].item.refresh_from_db()
        form = next(form for form in answer.context["table"].forms if form.row.move.pk == moves[1].pk)
        assert form["version"].value() == str(moves[1].item.version)
        as_manager.post(page(plan), sent((moves[0], "agree"), (moves[1], "refuse", "No money"), **BY_MANAGER))
        assert decisions(moves) == ["agreed", "refused", ""]

    def test_two_dates_of_one_action_are_decided_together(self, as_manager, plan, moves):
        second = builders.move(moves[0].item, OTHER, needs_agreement=True, on=DUE)
        as_manager.post(page(plan), sent((moves[0], "refuse", "Too late"), (second, "agree"), **BY_MANAGER))
        moves[0].item.refresh_from_db()
        assert moves[0].item.due == OTHER


class TestOneDateAlone:
    def test_its_page_leads_to_the_table_with_that_date_alone_and_says_what_it_would_do(self, as_manager, plan, moves):
        shown = text(as_manager.get(links.item_page(plan, moves[0].item_id)))
        moves[0].item.plan = plan
        assert links.decide_page(moves[0]) in shown and "If it is agreed:" in shown
        assert "no longer overdue" in shown and 'value="agree"' not in shown, "no date is agreed by one blind click"
        alone = text(as_manager.get(links.decide_page(moves[0])))
        assert "Train team 1" in alone and "Train team 2" not in alone

    def test_decided_it_leads_back_to_the_action(self, as_manager, plan, moves):
        moves[0].item.plan = plan
        answer = as_manager.post(
            links.decide_page(moves[0]), sent((moves[0], "another", OTHER), **BY_MANAGER), follow=True
        )
        assert answer.redirect_chain == [(links.item_page(plan, moves[0].item_id), 302)]
        said = f"The new date 30 June {OTHER.year} is agreed in place of 31 December {ASKED.year} and holds now."
        assert said in text(answer)

    def test_where_a_later_change_holds_it_says_so(self, as_manager, plan, moves):
        builders.move(moves[0].item, OTHER, on=TODAY + timedelta(days=1))
        moves[0].item.plan = plan
        answer = as_manager.post(links.decide_page(moves[0]), sent((moves[0], "agree"), **BY_MANAGER), follow=True)
        assert "A later change holds: the date now is" in text(answer)

    @pytest.mark.parametrize("number", ["0", "9" * 5000, "x"])
    def test_a_date_that_is_none_shows_an_empty_table(self, as_manager, plan, moves, number):
        assert "No new date waits to be decided" in text(as_manager.get(f"{page(plan)}?move={number}"))


class TestWhoMay:
    def test_everybody_reads_it_and_the_manager_alone_decides(self, client, plan, moves, clerk, lead, board_member):
        for user in (clerk, lead, board_member):
            client.force_login(user)
            shown = text(client.get(page(plan)))
            assert "Train team 1" in shown and 'value="agree"' not in shown
            assert client.post(page(plan), sent((moves[0], "agree"))).status_code == 403
        assert decisions(moves) == ["", "", ""]

    def test_what_is_kept_from_somebody_is_neither_shown_nor_decided(self, as_manager, plan, moves):
        moves[0].item.publication = Publication.NOT_FOR_PUBLICATION
        moves[0].item.save(update_fields=["publication"])
        assert "Train team 1" not in text(as_manager.get(page(plan)))
        assert as_manager.post(page(plan), sent((moves[0], "agree"))).status_code == 400
        assert decisions(moves) == ["", "", ""]

    def test_a_date_of_another_plan_is_not_decided_here(self, as_manager, council, moves):
        other = builders.plan(council, slug="other")
        assert as_manager.post(page(other), sent((moves[0], "agree"))).status_code == 400
        assert decisions(moves) == ["", "", ""]

    def test_in_an_archived_plan_nothing_is_decided(self, as_manager, plan, moves):
        Plan.objects.update(archived=True)
        assert 'value="agree"' not in text(as_manager.get(page(plan)))
        assert as_manager.post(page(plan), sent((moves[0], "agree"))).status_code == 403


def test_the_file_holds_what_is_for_publication(as_manager, council, client, plan, moves):
    moves[0].item.publication = Publication.NOT_FOR_PUBLICATION
    moves[0].item.save(update_fields=["publication"])
    client.force_login(builders.user("admin", council, sees_not_for_publication=True))
    answer = client.get(links.plan_page(plan, "dates_workbook"))
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = next(place for place, row in enumerate(rows) if row[0] == "Reference")
    assert [row[0] for row in rows[heading + 1 :]] == ["12", "13"]
    first = dict(zip(rows[heading], rows[heading + 1], strict=True))
    assert first["Asked for"].date() == ASKED and first["Days after the date now"] == (ASKED - DUE).days
    assert first["What will be done"] == "A contract is let" and first["Decision"] is None


def test_nothing_that_waits_is_said_in_words(as_manager, plan):
    assert "No new date waits to be decided" in text(as_manager.get(page(plan)))
