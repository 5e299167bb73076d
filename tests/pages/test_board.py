"""The board's page: what it shows of a plan on a day, in which order, and what it says where there is nothing."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import links, queries, report
from actions.vocabulary import Publication, Stage
from tests import builders

AS_OF = date(2020, 7, 1)


@pytest.fixture
def late(council, plan):
    """A plan with a theme of two steps and an action: one overdue and reported green, one past its first date."""
    red, amber, green = builders.scheme(plan)
    theme = builders.section(plan, "Quality of plans", ref="1")
    action = builders.item(plan, "Train the assessors", ref="1a", section=theme, leads=(builders.party(council),))
    builders.item(plan, "Find a trainer", parent=action, due=date(2020, 5, 1), rating=green)
    builders.item(plan, "Train both teams", parent=action, due=date(2020, 6, 1), moved_to=(date(2020, 9, 30),))
    builders.item(plan, "Write the guidance", ref="1b", section=theme, due=date(2020, 2, 1), stage=Stage.DONE)
    return plan


def address(plan, query=f"?as_of={AS_OF}"):
    return reverse("board", args=links.of(plan)) + query


@pytest.fixture
def shown(client, board_member):
    """Return a function: a plan and a query in, the text of its page out."""
    client.force_login(board_member)

    def show(plan, query=f"?as_of={AS_OF}"):
        answer = client.get(address(plan, query))
        assert answer.status_code == 200
        return answer

    return show


def test_it_says_whose_plan_it_is_as_at_when_and_how_old_the_information_is(shown, late):
    builders.item(late, "Ask again", note="Asked.", noted_on=date(2020, 6, 1), due=date(2021, 1, 1))
    text = shown(late).content.decode()
    assert "Northmoor Council, as at 1 July 2020" in text
    assert "Information as at 1 June 2020, 30 days before this date." in text


def test_every_number_on_top_is_the_reports_and_opens_its_list(shown, late, client):
    answer = shown(late)
    totals = answer.context["report"].totals
    cards = {card["label"]: card for card in answer.context["cards"]}
    assert {label: card["number"] for label, card in cards.items()}.items() >= {
        "Done": 1, "Open": 2, "Overdue": 1, "Past its first date": 2, "Reported better than the dates show": 1,
    }.items()  # fmt: skip
    for card in cards.values():
        behind = client.get(card["href"])
        assert behind.context["table"].paginator.count == card["number"], card["label"]
        assert card["number"] <= totals["items"]


def test_what_counts_nothing_is_left_out_but_for_the_few_that_always_stand(shown, plan):
    builders.item(plan, due=date(2021, 1, 1), leads=(builders.party(plan.organisation),))
    labels = [card["label"] for card in shown(plan).context["cards"]]
    assert labels == ["Done", "Open", "Needs the board’s attention", "Overdue", "Past its first date"]


def test_every_number_of_the_themes_opens_its_list_and_they_add_up(shown, late, client):
    builders.item(late, "Belongs nowhere", due=date(2020, 1, 31))
    answer = shown(late)
    rows, total = answer.context["themes"], answer.context["all_themes"]
    assert [row["title"] for row in rows] == ["Quality of plans", "No theme"]
    for place, (count, _) in enumerate(total["cells"]):
        assert sum(row["cells"][place][0] for row in rows) == count
    for row in (*rows, total):
        for count, opens in row["cells"]:
            assert not count or client.get(opens).context["table"].paginator.count == count


def test_each_action_stands_once_under_its_gravest_rule_with_its_other_rules_as_tags(shown, late):
    groups = shown(late).context["groups"]
    assert [(group["rule"].slug, [entry["title"] for entry in group["entries"]]) for group in groups] == [
        ("overdue", ["Find a trainer"]), ("past_original", ["Train both teams"])
    ]  # fmt: skip
    assert [heading for heading, _ in groups[0]["entries"][0]["tags"]] == ["Reported better than the dates show"]


def test_an_entry_shows_lead_dates_rating_and_what_the_dates_say(shown, late):
    entry = shown(late).context["groups"][0]["entries"][0]
    assert entry["action_title"] == "Train the assessors"
    assert entry["why"] == "Due 1 May 2020, overdue by 61 days"
    assert (entry["leads"], entry["first_date"], entry["date_now"]) == ("Head of Service", "1 May 2020", "1 May 2020")
    assert "Green" in entry["rating"] and "Overdue by 61 days" in entry["says"]
    moved = shown(late).context["groups"][1]["entries"][0]
    assert moved["date_now"] == "30 September 2020, moved once, 121 days later than first agreed"


def test_the_groups_print_the_question_and_what_the_rule_means(shown, late):
    text = shown(late).content.decode()
    assert "Members may ask: What will bring it back?" in text
    assert "Open, and the date now has passed. Due today is not late." in text


def test_a_rule_that_hits_over_half_the_plan_is_one_sentence_with_its_list(shown, plan, client):
    for number in range(12):
        builders.item(
            plan, f"Action {number}", due=date(2020, 3, 1), leads=(builders.party(plan.organisation, f"{number}"),)
        )
    text = shown(plan).content.decode()
    assert "Overdue: all 12 actions and steps." in text
    assert "Nothing needs the board" not in text


def test_what_fell_due_since_the_information_stands_apart(shown, late):
    builders.paper(late, as_at=date(2020, 4, 1))
    answer = shown(late)
    assert [title for _, title, *_ in answer.context["due_since"]] == ["Find a trainer"]
    assert "Fell due since 1 April 2020" in answer.content.decode()


def test_nothing_to_attend_to_is_said(shown, plan):
    builders.item(plan, due=date(2021, 1, 1), leads=(builders.party(plan.organisation),))
    assert "Nothing needs the board’s attention" in shown(plan).content.decode()


def test_before_the_oldest_paper_it_says_from_when_the_register_holds_the_plan(shown, late):
    text = shown(late, "?as_of=2019-12-31").content.decode()
    assert "Nothing is held of this plan as at 31 December 2019" in text
    assert 'href="?as_of=2020-01-06">6 January 2020</a>' in text


def test_a_plan_without_any_action_says_so(shown, plan):
    assert "This plan has no actions yet" in shown(plan).content.decode()


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        (None, "This plan does not rate its actions."),
        ([("Behind", "", None, "")], "The plan uses these ratings and does not say what they mean."),
        ([("Red", "red", 1, "Off course")], "Off course"),
    ],
    ids=["no ratings", "no key", "a key"],
)
def test_the_rating_key_is_the_plans_own(shown, plan, scheme, words):
    if scheme:
        builders.scheme(plan, *scheme)
    assert words in shown(plan).content.decode()


class TestTheDay:
    def test_is_today_where_none_is_given(self, shown, late):
        assert shown(late, "").context["as_of"] == timezone.localdate()

    def test_typed_in_three_boxes_leads_to_its_own_address(self, shown, late, client):
        answer = client.get(address(late, "?as_of_day=3&as_of_month=Sept&as_of_year=2020"))
        assert (answer.status_code, answer.url) == (302, address(late, "?as_of=2020-09-03"))

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("?as_of=2020-02-31", "The date must be a real date"),
            ("?as_of=nonsense", "The date must include a day and a month"),
            ("?as_of_day=31&as_of_month=2&as_of_year=2020", "The date must be a real date"),
            ("?as_of_day=1&as_of_month=&as_of_year=2020", "The date must include a month"),
            ("?as_of=2020-09-03-04", "The date must be a real date"),
        ],
    )
    def test_that_is_none_gives_one_sentence_and_todays_page(self, shown, late, query, sentence):
        answer = shown(late, query)
        text = answer.content.decode()
        assert sentence in text and "<title>Error: " in text
        assert answer.context["as_of"] == timezone.localdate()

    def test_that_is_empty_is_today(self, shown, late):
        assert shown(late, "?as_of=").context["as_of"] == timezone.localdate()


def test_what_is_not_for_publication_is_neither_shown_nor_counted(shown, plan, manager, client):
    builders.item(plan, "Known to all", due=date(2020, 5, 1))
    builders.item(plan, "Exempt", due=date(2020, 5, 1), publication=Publication.NOT_FOR_PUBLICATION)
    answer = shown(plan)
    assert "Exempt" not in answer.content.decode()
    assert answer.context["report"].totals["overdue"] == 1
    assert report.build(queries.plan_facts(plan), AS_OF).totals["overdue"] == 2


def test_the_workbook_is_of_the_same_day(shown, late):
    assert f"{reverse('workbook', args=links.of(late))}?as_of=2020-07-01" in shown(late).content.decode()
