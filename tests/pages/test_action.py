"""One action's page: what holds now and why, its history, the words as printed, and deciding a new date."""

from datetime import date

import pytest

from actions import links
from actions.models import OpenIssue
from actions.services import deadlines, ratings
from actions.services.writing import Actor, Writing
from actions.vocabulary import Stage
from tests import builders

FIRST, NOW, ASKED = date(2020, 3, 31), date(2020, 9, 30), date(2030, 3, 31)


@pytest.fixture
def item(plan, council, leads_post):
    """An action with everything that an action can have."""
    _, amber, green = builders.scheme(plan)
    printed = builders.source(
        builders.paper(plan, "board-paper.pdf", date(2020, 6, 2)), page=4, table=2, first_row=3, last_row=5,
        printed={"Activity": "Train all assessors", "By when": "Mar 2020"},
    )  # fmt: skip
    partner = builders.party(council, "Practice Lead", body="Northmoor Trust")
    item = builders.item(
        plan, "Train the assessors", ref="1c", section=builders.section(plan, "Assessment", "1"), due=FIRST,
        text="Mar 2020", leads=(leads_post, partner), rating=green, note="First course held", source=printed,
        extra=[{"heading": "Success measure", "text": "All trained"}, {"heading": "Cost", "text": ""}],
    )  # fmt: skip
    builders.move(item, NOW, reason="The trainer left")
    with Writing(plan, Actor.by_command()) as writing:
        ratings.report_rating(writing, item, amber, before="Green", effective_on=date(2020, 7, 1))
    item.refresh_from_db()
    return item


def page(client, item, query=""):
    answer = client.get(links.item_page(item.plan, item.pk) + query)
    assert answer.status_code == 200
    return answer


def facts(answer):
    return {term: str(value) for term, value in answer.context["facts"]}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def test_the_facts_say_what_holds_and_why(as_manager, item):
    shown = facts(page(as_manager, item, "?as_of=2020-10-30"))
    assert shown["Theme"] == "1 Assessment"
    assert shown["Lead"] == "Head of Early Help<br>Practice Lead (Northmoor Trust)"
    assert (shown["First date"], shown["Date now"]) == ("31 March 2020", "30 September 2020")
    assert shown["Times moved"] == "Once"
    later = 'days <span class="quiet">so far, to 30 October 2020</span>'
    assert shown["Days later than first agreed"] == f"213 {later}"
    on_time = facts(page(as_manager, item, "?as_of=2020-09-30"))
    assert on_time["Days later than first agreed"] == "183 days", "the date now has not passed"
    assert "Amber" in shown["Reported rating"] and "Slipping, and a way back is agreed" in shown["Reported rating"]
    assert "Overdue by 30 days" in shown["What the dates say"]
    assert "Due 30 September 2020, overdue by 30 days" in shown["What the dates say"]


def test_it_can_be_seen_as_it_stood_on_another_day(as_manager, item):
    before = page(as_manager, item, "?as_of=2020-06-30")
    assert "Green" in facts(before)["Reported rating"]
    assert "As at 30 June 2020" in before.content.decode()
    assert as_manager.get(links.item_page(item.plan, item.pk) + "?as_of=2019-01-01").status_code == 404


def test_its_history_tells_each_move_each_update_and_each_rating(as_manager, item):
    answer = page(as_manager, item)
    assert [entry.title for entry in answer.context["dates"]] == [
        "New date: 30 September 2020",
        "First date: 31 March 2020",
    ]
    assert "The trainer left" in answer.context["dates"][0].text
    assert "Printed as “Mar 2020”." in answer.context["dates"][1].text
    assert [entry.text for entry in answer.context["updates"]] == ["First course held"]
    assert ["Amber" in row["tag"] for row in answer.context["ratings"]] == [True, False]


def test_the_words_stand_as_printed_with_their_place(as_manager, item):
    text = page(as_manager, item).content.decode()
    assert "board-paper.pdf, page 4, table 2, rows 3 to 5, as at 2 June 2020" in text
    assert "Train all assessors" in text and "By when" in text
    assert "Success measure" in text and "Cost" not in text, "an empty column is not shown"


def test_the_log_says_who_changed_what(as_manager, item):
    rows = page(as_manager, item).context["changes"]
    moved = next(row for row in rows if row.what == "New date")
    assert (moved.before, moved.after, moved.reason) == (
        "31 March 2020",
        "30 September 2020",
        "The trainer left",
    )
    assert moved.who == "Operator"


def test_steps_stand_on_their_actions_page_and_lead_back_to_it(as_manager, plan):
    action = builders.item(plan, "Recruit", ref="2", stage=None)
    steps = [builders.item(plan, f"Part {n}", parent=action, stage=stage) for n, stage in enumerate((Stage.DONE, None))]
    answer = page(as_manager, action)
    assert [row.record.id for row in answer.context["steps"].page] == [step.pk for step in steps]
    assert "1 of 2 steps done" in facts(answer)["Stage"]
    assert links.item_page(plan, action.pk) in page(as_manager, steps[0]).content.decode()


def test_a_bare_action_shows_no_empty_box(as_manager, plan):
    text = page(as_manager, builders.item(plan, "Bare", stage=None)).content.decode().split("<main")[1]
    assert "No update so far." in text and "No date was ever set." in text and "No lead named" in text
    assert "As printed" not in text and "More from the plan" not in text and "Ratings over time" not in text
    assert ">None<" not in text


def test_a_new_date_that_waits_is_shown_to_everybody_and_decided_by_the_manager_alone(as_manager, item, clerk, client):
    builders.move(item, ASKED, needs_agreement=True, reason="No trainer to be had", will_do="A contract is let")
    text = page(as_manager, item).content.decode()
    for words in ("New date asked for: 31 March 2030", "No trainer to be had", "A contract is let", ">Decide<"):
        assert words in text
    client.force_login(clerk)
    text = page(client, item).content.decode()
    assert "New date asked for: 31 March 2030" in text and ">Decide<" not in text


def test_a_date_printed_as_a_sentence_is_quoted_with_one_full_stop(as_manager, plan):
    item = builders.item(plan, due=FIRST)
    with Writing(plan, Actor.by_command()) as writing:
        deadlines.revise_deadline(writing, item, date(2020, 5, 31), from_due=FIRST, text="Moved to May 2020.")
    assert "Printed as “Moved to May 2020”." in page(as_manager, item).context["dates"][0].text


def test_a_corrected_and_a_removed_date_are_told_in_words(as_manager, plan):
    item = builders.item(plan, "Corrected", due=FIRST)
    with Writing(plan, Actor.by_command()) as writing:
        deadlines.correct_deadline(writing, item.datemove_events.get(), date(2020, 3, 30), reason="Misprint")
    with Writing(plan, Actor.by_command()) as writing:
        deadlines.remove_deadline(writing, item, from_due=date(2020, 3, 30), text="Ongoing")
    titles = [entry.title for entry in page(as_manager, item).context["dates"]]
    assert "Typing error put right: 30 March 2020" in titles and "Date removed: Ongoing" in titles


def test_what_a_paper_left_in_doubt_stands_under_please_check(as_manager, item):
    paper = item.source.paper
    OpenIssue.objects.create(paper=paper, item=item, code="no_owner", message="No lead", where="page 4")
    older = builders.paper(item.plan, "older-paper.pdf", date(2019, 6, 2))
    OpenIssue.objects.create(paper=older, item=item, code="year_only", message="An old doubt")
    shown = page(as_manager, item).content.decode()
    assert "Please check" in shown and "No lead" in shown and "board-paper.pdf, page 4" in shown
    assert "An old doubt" not in shown
    assert "Please check" not in page(as_manager, item, "?as_of=2020-10-30").content.decode()


def test_a_doubt_is_not_shown_where_a_note_that_it_may_quote_is_kept_from_the_reader(client, board_member, item):
    OpenIssue.objects.create(paper=item.source.paper, item=item, code="completion_in_update", message="It says: secret")
    item.update_events.update(publication="not_for_publication")
    client.force_login(board_member)
    assert "secret" not in page(client, item).content.decode()
