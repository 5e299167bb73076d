"""A second person decides about what is done: who may, what it needs, and what is kept of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from actions import links
from actions.models import Change, Ownership, Plan
from actions.services.evidence import withdraw_evidence
from actions.verifying.checks import verify
from actions.vocabulary import How, Publication, Role, Stage
from tests import builders

TODAY = timezone.localdate()
IN_A_YEAR = TODAY + timedelta(days=365)
BOXES = {
    "check_on_day": str(IN_A_YEAR.day), "check_on_month": str(IN_A_YEAR.month), "check_on_year": str(IN_A_YEAR.year)
}  # fmt: skip


@pytest.fixture
def asks(plan):
    """The plan, which asks for sign-off."""
    Plan.objects.update(sign_off=True)
    plan.refresh_from_db()
    return plan


def says_done(item, user, **fields):
    with builders.Writing(item.plan, builders.Actor.on_page(user)) as writing:
        builders.progress.change_stage(writing, item, Stage.DONE, done_on=builders.AGREED_ON, **fields)
    item.refresh_from_db()


@pytest.fixture
def done(asks, leads_post, lead):
    """An action that its lead says is done, with evidence."""
    item = builders.item(asks, "Train the assessors", ref="1c", leads=(leads_post,))
    says_done(item, lead)
    builders.evidence(item, by=lead)
    item.refresh_from_db()
    return item


def page(item):
    return links.item_page(item.plan, item.pk, "sign_off_action")


def decided(client, item, decision, **fields):
    """Send the decision as it would be sent from the page just opened."""
    form = client.get(page(item)).context["form"]
    shown = {name: form[name].value() or "" for name in ("version", "shown") if form and name in form.fields}
    return client.post(page(item), shown | {"decision": decision} | fields)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def signed(done, as_manager):
    """The same, signed off."""
    decided(as_manager, done, "accept", looked_at="on", **BOXES)
    done.refresh_from_db()
    assert done.stage == Stage.SIGNED_OFF
    return done


class TestAccepting:
    def test_a_second_person_accepts_and_it_stays_done_on_its_day(self, done, as_manager, manager):
        answer = decided(as_manager, done, "accept", looked_at="on", words="All twelve came", **BOXES)
        assert answer.url == links.plan_page(done.plan, "sign_off")
        change = done.stagechange_events.last()
        assert (change.stage, change.done_on, change.check_on, change.recorded_by) == (
            Stage.SIGNED_OFF, builders.AGREED_ON, IN_A_YEAR, manager
        )  # fmt: skip
        assert change.looked_at == [done.evidence_events.get().pk]
        entry = Change.objects.filter(item=done).first()
        assert (entry.event, entry.before, entry.after, entry.reason) == (
            "sign_off", "Done", "Signed off", "All twelve came"
        )  # fmt: skip
        assert verify(done.plan)[1] == []

    def test_the_actions_page_says_by_whom_and_on_what(self, signed, client, board_member):
        client.force_login(board_member)
        text = client.get(links.item_page(signed.plan, signed.pk)).content.decode()
        assert "by Mo Manager on" in text and "Evidence looked at: Minutes of the training board." in text
        assert page(signed) not in text

    @pytest.mark.parametrize(
        ("decision", "fields", "field", "said"),
        [
            ("", {}, "decision", "Choose what you decide"),
            ("accept", {}, "looked_at", "Look at the evidence, and say that you have"),
            ("send_back", {"words": " "}, "words", "Say what is missing"),
            ("accept", {"looked_at": "on", "check_on_day": "1"}, "check_on", "The day to check must include a"),
            (
                "accept",
                {"looked_at": "on", "check_on_day": "1", "check_on_month": "1", "check_on_year": "2020"},
                "check_on", "The day to check must be in the future",
            ),
        ],
    )  # fmt: skip
    def test_what_is_wanting_is_said_beside_its_field(self, done, as_manager, decision, fields, field, said):
        answer = decided(as_manager, done, decision, **fields)
        assert answer.context["form"].errors[field][0].startswith(said)
        done.refresh_from_db()
        assert done.stage == Stage.DONE

    def test_evidence_that_came_meanwhile_is_looked_at_first(self, asks, as_manager, leads_post, lead):
        action = builders.item(asks, "Recruit", leads=(leads_post,))
        step = builders.item(asks, "Advertise", parent=action)
        says_done(step, lead)
        builders.evidence(action)
        form = as_manager.get(page(step)).context["form"]
        shown = {name: form[name].value() for name in ("version", "shown")}
        builders.evidence(action, "Given meanwhile, for the whole action")
        answer = as_manager.post(page(step), shown | {"decision": "accept", "looked_at": "on"})
        assert "The evidence changed while you were looking at it" in answer.content.decode()
        assert decided(as_manager, step, "accept", looked_at="on").status_code == 302

    def test_who_is_too_late_changes_nothing(self, done, as_manager):
        form = as_manager.get(page(done)).context["form"]
        shown = {name: form[name].value() for name in ("version", "shown")}
        builders.move(done, TODAY)
        answer = as_manager.post(page(done), shown | {"decision": "accept", "looked_at": "on"}, follow=True)
        assert "Somebody else changed 1c" in answer.content.decode()
        done.refresh_from_db()
        assert done.stage == Stage.DONE


class TestASecondPerson:
    def test_who_holds_it_does_not_sign_it_off(self, done, council):
        own = builders.user(Role.MANAGER, council, name="Holds it too")
        post = builders.party(council, "Deputy", user=own)
        with builders.Writing(done.plan, builders.Actor.by_command()) as writing:
            builders.people.take_on(writing, done, post, role=Ownership.As.ACCOUNTABLE)
        self.refused(own, done)

    def test_who_said_that_it_is_done_does_not_sign_it_off(self, done, manager):
        says_done(done, manager)
        self.refused(manager, done)

    def test_nor_does_a_superuser_who_said_so(self, done, council):
        everywhere = builders.user(Role.ADMIN, council, is_superuser=True, is_staff=True)
        says_done(done, everywhere)
        self.refused(everywhere, done)

    def test_who_typed_in_somebody_elses_words_did_not_say_it(self, done, manager, leads_post):
        with builders.Writing(done.plan, builders.Actor.on_page(manager)) as writing:
            update = builders.progress.record_progress(writing, done, "Done, she says", author=leads_post)
            update.how = How.PHONE
            builders.progress.change_stage(writing, done, Stage.DONE)
        client = Client()
        client.force_login(manager)
        assert decided(client, done, "accept", looked_at="on").status_code == 302

    @pytest.mark.parametrize("role", [Role.LEAD, Role.BOARD, Role.CLERK])
    def test_no_other_role_signs_off(self, done, council, role):
        self.refused(builders.user(role, council), done, shows=403)

    def test_the_lead_is_told_that_somebody_else_does(self, done, lead):
        client = Client()
        client.force_login(lead)
        assert "Somebody else signs it off" in client.get(page(done)).content.decode()

    def test_who_may_not_see_the_evidence_cannot_accept_it(self, done, manager):
        done.evidence_events.update(publication=Publication.NOT_FOR_PUBLICATION)
        client = Client()
        client.force_login(manager)
        assert "not for you to see" in client.get(page(done)).content.decode()
        assert client.post(page(done), {"decision": "accept", "looked_at": "on"}).status_code == 403

    def refused(self, user, item, shows=200):
        client = Client()
        client.force_login(user)
        assert client.get(page(item)).status_code == shows
        answer = client.post(page(item), {"decision": "accept", "looked_at": "on", "version": item.version})
        assert answer.status_code == 403
        item.refresh_from_db()
        assert item.stage == Stage.DONE


class TestSendingBack:
    def test_it_is_open_again_and_says_why(self, done, as_manager, lead):
        decided(as_manager, done, "send_back", words="The list names only eight")
        done.refresh_from_db()
        assert done.stage == Stage.IN_PROGRESS and done.is_open
        assert Change.objects.filter(item=done).first().event == "send_back"
        as_manager.force_login(lead)
        assert "The list names only eight" in as_manager.get(links.item_page(done.plan, done.pk)).content.decode()

    def test_nothing_is_decided_about_what_is_open(self, asks, as_manager, leads_post):
        item = builders.item(asks, leads=(leads_post,))
        builders.evidence(item)
        assert "It is not said to be done" in as_manager.get(page(item)).content.decode()
        assert as_manager.post(page(item), {"decision": "accept", "looked_at": "on"}).status_code == 403

    def test_evidence_withdrawn_leaves_nothing_to_accept(self, done, as_manager):
        with builders.Writing(done.plan, builders.Actor.by_command()) as writing:
            withdraw_evidence(writing, done.evidence_events.get(), "The wrong minutes")
        assert "there is no evidence to look at yet" in as_manager.get(page(done)).content.decode()


class TestCheckingLater:
    def checked(self, day):
        return {"checked_on_day": str(day.day), "checked_on_month": str(day.month), "checked_on_year": str(day.year)}

    def test_it_is_still_in_place_on_a_day_with_what_was_found(self, signed, as_manager):
        answer = decided(as_manager, signed, "in_place", words="Held again in May", **self.checked(TODAY), **BOXES)
        assert answer.status_code == 302
        signed.refresh_from_db()
        change = signed.stagechange_events.last()
        assert signed.stage == Stage.STILL_IN_PLACE and change.done_on == builders.AGREED_ON
        assert (change.effective_on, change.reason, change.check_on) == (TODAY, "Held again in May", IN_A_YEAR)
        assert verify(signed.plan)[1] == []

    def test_or_it_is_opened_again_with_a_reason(self, signed, as_manager):
        decided(as_manager, signed, "reopen", words="The course was dropped")
        signed.refresh_from_db()
        assert signed.stage == Stage.IN_PROGRESS
        assert Change.objects.filter(item=signed).first().event == "reopen"

    @pytest.mark.parametrize(
        ("decision", "words", "day", "field", "said"),
        [
            ("in_place", "", TODAY, "words", "Say what was found"),
            ("reopen", "", TODAY, "words", "Say why it is opened again"),
            ("in_place", "Held", TODAY + timedelta(days=1), "checked_on", "The day it was checked must be today or in"),
            ("in_place", "Held", date(2020, 1, 1), "checked_on", "The day it was checked must be "),
        ],
    )
    def test_what_is_wanting_is_said(self, signed, as_manager, decision, words, day, field, said):
        answer = decided(as_manager, signed, decision, words=words, **self.checked(day))
        assert answer.context["form"].errors[field][0].startswith(said)

    def test_its_lead_may_say_that_it_is_not_and_nothing_else(self, signed, lead):
        client = Client()
        client.force_login(lead)
        answer = decided(client, signed, "in_place", words="Held", **self.checked(TODAY))
        assert answer.status_code == 200 and "decision" in answer.context["form"].errors
        assert decided(client, signed, "reopen", words="It lapsed").status_code == 302

    def test_an_update_does_not_open_it_again_by_the_way(self, signed, lead):
        client = Client()
        client.force_login(lead)
        builders.scheme(signed.plan)
        form = client.get(links.item_page(signed.plan, signed.pk, "update_action")).context["form"]
        assert not {"stage", "rating"} & set(form.fields)

    def test_where_the_plan_asks_no_more_it_can_still_be_opened_again(self, signed, as_manager):
        Plan.objects.update(sign_off=False)
        decided(as_manager, signed, "reopen", words="The course was dropped")
        signed.refresh_from_db()
        assert signed.is_open


def test_in_a_plan_that_asks_for_none_there_is_no_such_page(plan, as_manager):
    item = builders.item(plan, stage=Stage.DONE)
    builders.evidence(item)
    assert as_manager.get(page(item)).status_code == 404


def test_in_an_archived_plan_nothing_is_decided(done, as_manager):
    Plan.objects.update(archived=True)
    assert as_manager.post(page(done), {"decision": "accept", "looked_at": "on"}).status_code == 403
