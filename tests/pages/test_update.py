"""The update form through the client: what it saves, what it refuses, and what it keeps."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import links, queries
from actions.models import Plan
from actions.services.answers import Answer, record_answer
from actions.services.deadlines import revise_deadline
from actions.services.progress import change_stage, record_progress
from actions.services.ratings import report_rating
from actions.services.writing import Actor, Writing
from actions.vocabulary import Stage
from tests import builders

SOON = date(2030, 9, 30)
LATER = date(2031, 3, 31)
IN_BOXES = {"new_date_day": "31", "new_date_month": "3", "new_date_year": "2031"}
ASKING = IN_BOXES | {"reason": "The trainer left", "will_do": "A contract is let"}


@pytest.fixture
def item(plan, leads_post):
    """An action of the lead's, rated Green, due in 2030."""
    red, amber, green = builders.scheme(plan)
    return builders.item(plan, "Train the assessors", ref="1c", due=SOON, leads=(leads_post,), rating=green)


def page(item):
    return links.item_page(item.plan, item.pk, "update_action")


def sent(client, item, **fields):
    """Send the form as it would be sent from the page just opened."""
    form = client.get(page(item)).context["form"]
    return client.post(page(item), as_shown(form) | fields)


def as_shown(form):
    """Return what the browser sends of a form in which nothing was filled in."""
    shown = {name: form[name].value() or "" for name in form.fields if name in ("version", "stage", "rating")}
    return shown | {f"initial-{name}": shown[name] for name in ("stage", "rating") if name in shown}


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def test_a_note_is_saved_with_the_day_and_its_author(as_lead, item, leads_post):
    answer = sent(as_lead, item, note="Two of three courses held")
    assert answer.status_code == 302 and answer.url == links.item_page(item.plan, item.pk)
    update = item.update_events.get()
    assert (update.note, update.effective_on, update.author) == (
        "Two of three courses held",
        timezone.localdate(),
        leads_post,
    )
    assert not item.rating_events.count() > 1, "an unchanged rating is not reported again"


def test_no_change_is_an_answer_of_its_own(as_lead, item):
    sent(as_lead, item, no_change="on")
    update = item.update_events.get()
    assert update.no_change and update.note == ""


def test_rating_and_stage_are_recorded_only_when_they_change(as_lead, item):
    sent(as_lead, item, rating="Amber", stage="done")
    assert [rating.stated_rating for rating in item.rating_events.all()] == ["Green", "Amber"]
    item.refresh_from_db()
    assert item.stage == Stage.DONE and item.rating.label == "Amber"
    assert item.stagechange_events.last().done_on == timezone.localdate()


def test_the_day_on_which_it_was_done_is_kept(as_lead, item):
    boxes = {"done_on_day": "27", "done_on_month": "3", "done_on_year": "2026"}
    sent(as_lead, item, stage="done", **boxes)
    assert item.stagechange_events.last().done_on == date(2026, 3, 27)


def test_each_choice_of_rating_shows_the_schemes_own_meaning(as_lead, item):
    assert "Slipping, and a way back is agreed" in as_lead.get(page(item)).content.decode()


def test_a_new_date_of_a_lead_waits_and_the_date_before_it_holds(as_lead, item, leads_post):
    answer = as_lead.get(sent(as_lead, item, **ASKING).url)
    move = item.datemove_events.last()
    assert (move.to_due, move.reason, move.needs_agreement, move.asked_by) == (
        LATER,
        "The trainer left",
        True,
        leads_post,
    )
    item.refresh_from_db()
    assert item.due == SOON
    assert "The new date 31 March 2031 waits to be agreed." in answer.content.decode()


@pytest.mark.parametrize(
    ("new_dates", "waits"),
    [(Plan.NewDates.RECORDED, False), (Plan.NewDates.MANAGER, False), (Plan.NewDates.BOARD, True)],
)
def test_a_new_date_of_a_manager_waits_only_for_the_board(client, manager, item, new_dates, waits):
    Plan.objects.filter(pk=item.plan_id).update(new_dates=new_dates)
    client.force_login(manager)
    sent(client, item, **ASKING)
    assert item.datemove_events.last().needs_agreement is waits
    item.refresh_from_db()
    assert item.due == (SOON if waits else LATER)


def test_while_a_new_date_waits_no_other_is_asked_for(as_lead, item):
    builders.move(item, LATER, needs_agreement=True, reason="The trainer left")
    answer = as_lead.get(page(item))
    assert "new_date" not in answer.context["form"].fields
    assert "31 March 2031, waiting to be agreed" in answer.content.decode()


def test_the_first_date_of_an_action_without_one_needs_no_agreement(as_lead, plan, leads_post):
    undated = builders.item(plan, "Write the guidance", text="TBC", leads=(leads_post,))
    sent(as_lead, undated, **IN_BOXES)
    undated.refresh_from_db()
    assert (undated.original_due, undated.due, undated.times_moved) == (LATER, LATER, 0)


def test_ticked_steps_are_done_and_the_others_stay(as_lead, plan, leads_post):
    action = builders.item(plan, "Recruit", ref="2", leads=(leads_post,), stage=None)
    first, second = (builders.item(plan, title, parent=action) for title in ("Advertise", "Interview"))
    sent(as_lead, action, steps=[str(first.pk)])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.stage, second.stage) == (Stage.DONE, Stage.IN_PROGRESS)


def test_paused_or_no_longer_needed_is_saved_with_its_reason(as_lead, item):
    answer = sent(as_lead, item, stage="no_longer_needed", stage_reason="The service moved to the trust")
    item.refresh_from_db()
    assert item.stage == Stage.NO_LONGER_NEEDED
    assert item.stagechange_events.last().reason == "The service moved to the trust"
    text = as_lead.get(answer.url).content.decode()
    assert "Why it is no longer needed:" in text and "The service moved to the trust" in text


def test_the_service_itself_asks_for_that_reason(item, manager):
    state = queries.family_of(manager, item, timezone.localdate())[item.pk]
    for stage in (Stage.PAUSED, Stage.NO_LONGER_NEEDED):
        with (
            pytest.raises(ValueError, match="Say why it is"),
            Writing(item.plan, Actor.on_page(manager)) as writing,
        ):
            record_answer(writing, item, state, Answer(stage=stage, stage_reason="  "))


YESTERDAY = timezone.localdate() - timedelta(days=1)
REFUSED = [
    (IN_BOXES | {"reason": "The trainer left"}, "will_do", "Say what will be done so that the new date is kept"),
    ({"will_do": "A contract is let"}, "new_date", "Enter the new date that this is to be done for"),
    ({}, "note", "Say what has happened, or tick “No change since last time”"),
    ({"no_change": "on", "rating": "Red"}, "no_change", "You ticked “No change” and changed something"),
    (IN_BOXES, "reason", "Say why a new date is needed"),
    ({"reason": "Because"}, "new_date", "Enter the new date that you give a reason for"),
    ({"reason": "x", "new_date_day": "31", "new_date_month": "11", "new_date_year": "2030"}, "new_date", "real date"),
    ({"reason": "x", "new_date_day": "30", "new_date_month": "9", "new_date_year": "2030"}, "new_date", "differ from"),
    (
        {"reason": "x", "new_date_day": "1", "new_date_month": "9", "new_date_year": "2020"},
        "new_date",
        "The new date must be today or in the future",
    ),
    (
        IN_BOXES | {"reason": "x", "new_date_year": "9999"},
        "new_date",
        "The new date must be within 10 years from today",
    ),
    (
        {"stage": "done", "done_on_day": "31", "done_on_month": "12", "done_on_year": "1999"},
        "done_on",
        "The date it was done must be 1 January 2000 or later",
    ),
    ({"reason": "x", "new_date_day": "31"}, "new_date", "New date must include a month and a year"),
    ({"rating": "Turquoise", "note": "x"}, "rating", "Turquoise"),
    ({"stage": "paused"}, "stage_reason", "Say why it is paused"),
    ({"stage": "no_longer_needed", "note": "x"}, "stage_reason", "Say why it is no longer needed"),
    ({"note": "x", "stage_reason": "Because"}, "stage", "Choose “Paused” or “No longer needed”"),
    (IN_BOXES | {"reason": "x", "new_date_year": "99999999999"}, "new_date", "must have a year of four numbers"),
    (IN_BOXES | {"reason": "x", "new_date_year": "9" * 5000}, "new_date", "must be a real date"),
    (IN_BOXES | {"reason": "x", "new_date_day": "9" * 30}, "new_date", "must be a real date"),
    (
        {"stage": "done", "done_on_day": "1", "done_on_month": "1", "done_on_year": "2031"},
        "done_on",
        "today or in the past",
    ),
    (
        {"note": "x", "done_on_day": "1", "done_on_month": "1", "done_on_year": "2020"},
        "done_on",
        "Mark what was done on that day",
    ),
]


@pytest.mark.parametrize(("fields", "name", "sentence"), REFUSED)
def test_a_wrong_answer_is_refused_beside_its_field_and_in_the_summary(as_lead, item, fields, name, sentence):
    answer = sent(as_lead, item, **fields)
    assert answer.status_code == 200
    assert any(sentence in error for error in answer.context["form"].errors[name])
    text = answer.content.decode()
    assert "There is a problem" in text and f'id="id_{name}_error"' in text
    assert not item.update_events.exists(), "nothing is saved of an answer that is refused"
    item.refresh_from_db()
    assert (item.stage, item.rating.label, item.datemove_events.count()) == ("in_progress", "Green", 1)


def test_what_was_typed_stays_when_it_is_refused(as_lead, item):
    text = sent(as_lead, item, note="Two of three courses held", **IN_BOXES).content.decode()
    assert "Two of three courses held" in text and 'value="2031"' in text


def test_a_stale_form_is_refused_and_both_changes_stand_side_by_side(as_lead, item, manager):
    form = as_lead.get(page(item)).context["form"]
    with Writing(item.plan, Actor.on_page(manager)) as writing:
        record_progress(writing, item, "Manager’s own note")
        change_stage(writing, item, Stage.PAUSED, before=item.stage)
    answer = as_lead.post(page(item), as_shown(form) | {"note": "My note", "rating": "Red"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Somebody else changed 1c while you were writing. Nothing was saved." in text
    assert dict(answer.context["typed"])["What has happened since the last update?"] == "My note"
    assert {(row.what, row.after, row.who) for row in answer.context["theirs"]} == {
        ("Update given", "Manager’s own note", "Mo Manager"),
        ("Stage changed", "Paused", "Mo Manager"),
    }
    assert item.update_events.count() == 1 and item.rating_events.count() == 1, "nothing of the stale form was saved"
    assert "My note</textarea>" in text, "what was typed is still there"
    again = as_shown(answer.context["form"]) | {"note": "My note", "initial-rating": "Green"}
    assert again["rating"] == "Red", "what was chosen is still chosen"
    assert as_lead.post(page(item), again).status_code == 302
    item.refresh_from_db()
    assert item.stage == Stage.PAUSED, "a stage that was shown and not chosen does not undo the other person's"
    assert item.update_events.count() == 2 and item.rating_events.last().stated_rating == "Red"


def test_the_other_persons_words_rating_and_date_stand_beside_what_was_typed(as_lead, item, manager):
    form, amber = as_lead.get(page(item)).context["form"], builders.RatingLabel.objects.get(label="Amber")
    with Writing(item.plan, Actor.on_page(manager)) as writing:
        record_progress(writing, item, "A course was cancelled")
        report_rating(writing, item, amber, before="Green")
        revise_deadline(writing, item, LATER, from_due=SOON, reason="No trainer")
    text = as_lead.post(page(item), as_shown(form) | {"note": "My note"}).content.decode()
    theirs = text.split("What changed meanwhile (saved)")[1].split("</section>")[0]
    for words in ("A course was cancelled", "Green → Amber", "30 September 2030 → 31 March 2031"):
        assert words in theirs


def test_words_that_the_reader_may_not_see_stay_out_of_the_comparison(as_lead, item, manager):
    form = as_lead.get(page(item)).context["form"]
    with Writing(item.plan, Actor.on_page(manager)) as writing:
        record_progress(writing, item, "For the team alone", publication="working_note")
    text = as_lead.post(page(item), as_shown(form) | {"note": "My note"}).content.decode()
    assert "Nothing was saved" in text and "For the team alone" not in text


def test_a_step_that_somebody_else_changed_makes_the_form_stale(as_lead, plan, leads_post, manager):
    action = builders.item(plan, "Recruit", ref="2", leads=(leads_post,), stage=None)
    step = builders.item(plan, "Advertise", parent=action)
    version = as_lead.get(page(action)).context["form"]["version"].value()
    with Writing(plan, Actor.on_page(manager)) as writing:
        record_progress(writing, step, "Advertised twice")
    answer = as_lead.post(page(action), {"version": version, "steps": [str(step.pk)]})
    assert "Nothing was saved" in answer.content.decode()
    step.refresh_from_db()
    assert step.stage == Stage.IN_PROGRESS


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [("/mine/", "/mine/"), ("https://elsewhere.example/", None), ("//elsewhere.example", None), ("", None)],
)
def test_after_saving_it_returns_only_to_a_page_of_this_site(as_lead, item, target, goes_to):
    answer = sent(as_lead, item, no_change="on", next=target)
    assert answer.url == (goes_to or links.item_page(item.plan, item.pk))


@pytest.mark.parametrize("version", ["", "nonsense", "1:x", "999999:1", f"1:{'9' * 5000}", f"{'9' * 5000}:1", "1:1\n"])
def test_a_form_without_its_version_saves_nothing(as_lead, item, version):
    answer = as_lead.post(page(item), {"version": version, "note": "My note"})
    assert answer.status_code == 200 and not item.update_events.exists()
    assert "There is a problem" in answer.content.decode()


def test_a_lead_cannot_update_what_somebody_else_holds(as_lead, plan):
    theirs = builders.item(plan, "Somebody else’s")
    assert as_lead.get(page(theirs)).status_code == 403
    assert as_lead.post(page(theirs), {"note": "x"}).status_code == 403


def test_the_form_asks_for_nothing_that_does_not_apply(client, manager, plan):
    done = builders.item(plan, "Done already", stage=Stage.DONE)
    client.force_login(manager)
    fields = set(client.get(page(done)).context["form"].fields)
    assert fields == {"note", "no_change", "stage", "stage_reason", "version"}
    assert reverse("my_actions") == "/mine/"


def test_the_choices_of_stage_and_of_rating_look_alike(as_lead, item):
    text = as_lead.get(page(item)).content.decode()
    assert text.count('class="govuk-radios ') == text.count('class="govuk-radios govuk-radios--small"') == 2
