"""The list of a plan's actions: what it shows, and that it agrees with the rules and the report's numbers."""

from datetime import date, timedelta
from functools import partial
from itertools import product

import pytest
from django.test import RequestFactory
from django.utils import timezone

from actions import links, queries, report
from actions.lists.filters import TESTS, ActionFilter
from actions.lists.row import row_of
from actions.lists.rows import ORDERS, OnADay, Today
from actions.lists.table import ActionTable
from actions.lists.today import rows_today
from actions.models import Body, Item, Ownership, RatingLabel
from actions.pages.plan_actions import items
from actions.rules.judge import judge
from actions.rules.totals import COUNTS
from actions.vocabulary import Role, Stage
from tests import builders

TODAY = timezone.localdate()
LONG_AGO = date(2020, 9, 30)


@pytest.fixture
def busy(council):
    return builders.busy_plan(council, on=TODAY)


@pytest.fixture
def sees_all(council):
    return builders.user(Role.MANAGER, council, sees_not_for_publication=True)


def listed(client, plan, query=""):
    """Return the ids of all rows of the list at that address, over all its pages."""
    address = links.list_behind(plan) + query
    answer = client.get(address)
    assert answer.status_code == 200
    table = answer.context["table"]
    table.paginator.per_page = 10_000
    return [row.record.id for row in table.paginator.page(1)]


def text(client, plan, query=""):
    return client.get(links.list_behind(plan) + query).content.decode()


class TestEveryNumberOpensItsList:
    @pytest.mark.parametrize("as_of", [TODAY, TODAY - timedelta(days=45), TODAY - timedelta(days=300)])
    def test_for_every_count_of_the_plan(self, client, sees_all, busy, as_of):
        client.force_login(sees_all)
        built = report.build(queries.plan_facts(busy, sees_all), as_of)
        for slug in COUNTS:
            answer = client.get(links.list_behind(busy, as_of, count=slug))
            assert answer.context["table"].paginator.count == built.totals[slug], slug
        if as_of == TODAY:
            assert built.totals["overdue"] and built.totals["past_original"] and built.totals["done"]

    def test_for_every_theme_and_stage(self, client, sees_all, busy):
        client.force_login(sees_all)
        built = report.build(queries.plan_facts(busy, sees_all), TODAY)
        assert len(built.sections) == 3, "two themes, and what belongs to none"
        for section, stage in product(built.sections, Stage):
            number = section.counts[f"stage_{stage}"]
            for choice in ({"count": f"stage_{stage}"}, {"stage": str(stage)}):
                address = links.list_behind(busy, TODAY, theme=section.id, **choice)
                assert client.get(address).context["table"].paginator.count == number, address

    def test_for_every_rule_the_same_leaves(self, client, sees_all, busy):
        client.force_login(sees_all)
        for rule in report.build(queries.plan_facts(busy, sees_all), TODAY).rules:
            rows = listed(client, busy, f"?as_of={TODAY}&rule={rule.slug}")
            assert sorted(rows) == sorted(line.id for line in rule.lines)

    def test_for_somebody_who_may_not_read_everything(self, client, board_member, busy):
        client.force_login(board_member)
        built = report.build(queries.plan_facts(busy, board_member), TODAY)
        everything = report.build(queries.plan_facts(busy), TODAY)
        assert built.totals["items"] < everything.totals["items"]
        for slug in COUNTS:
            answer = client.get(links.list_behind(busy, TODAY, count=slug))
            assert answer.context["table"].paginator.count == built.totals[slug], slug

    def test_it_says_what_is_listed_and_as_at_when(self, client, manager, plan):
        builders.item(plan, due=date(2020, 9, 29))
        client.force_login(manager)
        assert "Overdue: 1 action or step, as at 30 September 2020" in text(
            client, plan, "?as_of=2020-09-30&count=overdue"
        )
        assert "Show today’s list instead" in text(client, plan, "?as_of=2020-09-30")

    def test_a_number_that_is_none_answers_404_and_a_day_that_is_none_says_so(self, client, manager, plan):
        client.force_login(manager)
        assert client.get(links.list_behind(plan) + "?count=nonsense").status_code == 404
        assert "“31/2/2018” is not a date, so this is today’s list." in text(client, plan, "?as_of=31/2/2018")


def choices_of(plan):
    """Return every filter with every value worth trying."""
    sections = [str(section.pk) for section in plan.sections.all()]
    parties = Ownership.objects.filter(item__plan=plan).values_list("party", flat=True).distinct()
    yield from product(["theme"], [*sections, "none"])
    yield from product(["lead"], [str(party) for party in parties])
    yield from product(["body"], Body.objects.filter(organisation=plan.organisation_id).values_list("name", flat=True))
    yield from product(
        ["rating"], [*RatingLabel.objects.filter(scheme__plan=plan).values_list("label", flat=True), "none"]
    )
    yield from product(["stage"], map(str, Stage))
    yield from product(["due_from", "due_to"], [(TODAY + timedelta(days=days)).isoformat() for days in (-30, 0, 10)])
    yield from product(["words"], ["action 1", "STEP", "step 2 of", "nowhere"])
    yield "overdue", "on"


class TestTodayTheDatabaseAgreesWithTheRules:
    @pytest.mark.parametrize(("role", "seed"), [(Role.MANAGER, 1), (Role.BOARD, 2)])
    def test_in_every_filter(self, council, role, seed):
        plan, user = builders.busy_plan(council, on=TODAY, seed=seed), builders.user(role, council)
        states = judge(queries.plan_facts(plan, user), TODAY)
        tried = set()
        for name, value in [("", ""), *choices_of(plan)]:
            chosen = ActionFilter({name: value}, items(user, plan, TODAY, True), plan, TODAY, user)
            assert not chosen.form.errors
            expected = {state.item.id for state in chosen.of_states(states) if state.is_leaf}
            assert set(chosen.qs.values_list("id", flat=True)) == expected, (name, value)
            tried |= {name} if 0 < len(expected) < len(states) else set()
        assert tried >= set(TESTS), "every filter found something, and not everything"

    def test_in_every_row(self, council, busy):
        stray = builders.item(busy, "Rated outside the scheme", text="TBC", stage=Stage.NOT_STARTED)
        with builders.Writing(busy, builders.Actor.by_command()) as writing:
            builders.ratings.report_rating(writing, stray, None, stated="Turquoise")
        for role, in_steps in product([Role.MANAGER, Role.BOARD], [True, False]):
            user = builders.user(role, council)
            states = judge(queries.plan_facts(busy, user), TODAY)
            judged = {s.item.id: row_of(s) for s in states if (s.is_leaf if in_steps else s.item is s.action)}
            shown = rows_today(user, busy, items(user, busy, TODAY, in_steps), TODAY)
            assert {row.id: row for row in shown} == judged, (role, in_steps)
            assert any(row.text == "TBC" and row.rating == "Turquoise" for row in shown)

    def test_in_every_order_both_ways(self, busy, sees_all):
        query = RequestFactory().get("/").GET.copy()
        leaves = items(sees_all, busy, TODAY, True)
        states = [s for s in judge(queries.plan_facts(busy, sees_all), TODAY) if s.is_leaf]
        by_id = {state.item.id: state for state in states}
        for alias in [*ORDERS, *(f"-{name}" for name in ORDERS)]:
            query["sort"] = alias
            in_database = Today(leaves, partial(rows_today, sees_all, busy, on=TODAY))
            for rows in (in_database, OnADay(list(states))):
                table, key = ActionTable(rows, busy, query, rates=True), ORDERS[alias.removeprefix("-")]
                values = [key.on_state(by_id[row.record.id]) for row in table.page] if key else []
                known = [value for value in values if value is not None]
                assert known == sorted(known, reverse=alias.startswith("-")), alias
                assert values[: len(known)] == known, "what is not known goes last, either way round"

    def test_with_a_rating_set_by_hand_until_the_next_board(self, client, plan, sees_all):
        red, amber, green = builders.scheme(plan)
        held = builders.item(plan, "Held", rating=green)
        action = builders.item(plan, "Its steps show it", rating=green, stage=None)
        steps = [builders.item(plan, f"Step {n}", parent=action) for n in range(2)]
        others = [builders.item(plan, "Amber", rating=amber), builders.item(plan, "Not rated")]
        lapsed = builders.item(plan, "Lapsed", rating=amber)
        with builders.Writing(plan, builders.Actor.by_command()) as writing:
            for item in (held, action):
                builders.ratings.set_rating_by_hand(
                    writing, item, red, reason="The visit", lapses_on=TODAY + timedelta(days=30)
                )
            builders.ratings.set_rating_by_hand(writing, lapsed, red, reason="Over", lapses_on=TODAY)
        states = [s for s in judge(queries.plan_facts(plan, sees_all), TODAY) if s.is_leaf]
        judged = {s.item.id: row_of(s) for s in states}
        shown = {row.id: row for row in rows_today(sees_all, plan, items(sees_all, plan, TODAY, True), TODAY)}
        assert shown == judged and [shown[each.pk].rating for each in (held, lapsed)] == ["Red", "Amber"]
        client.force_login(sees_all)
        for label, expected in {"Red": [held, *steps], "Green": [], "Amber": [others[0], lapsed]}.items():
            for day in ("", f"&as_of={TODAY}"):
                assert listed(client, plan, f"?rating={label}{day}") == [each.pk for each in expected], (label, day)
        for alias in ("rating", "-rating"):
            ordered = [[row.rating for row in rows] for rows in (
                [shown[pk] for pk in listed(client, plan, f"?sort={alias}")],
                [shown[pk] for pk in listed(client, plan, f"?sort={alias}&as_of={TODAY}")],
            )]  # fmt: skip
            assert ordered[0] == ordered[1], alias

    def test_where_a_plan_has_steps_that_somebody_may_not_see_their_action_counts(self, council, plan, board_member):
        action = builders.item(plan, "Action")
        builders.item(plan, "Exempt step", parent=action, publication="not_for_publication")
        assert [item.title for item in queries.leaves_for(board_member, plan, TODAY)] == ["Action"]


class TestWhatTheListShows:
    def test_a_step_stands_under_its_action(self, client, manager, plan):
        action = builders.item(plan, "Recruit social workers", ref="2")
        step = builders.item(plan, "Advertise nationally", parent=action)
        client.force_login(manager)
        page = text(client, plan)
        assert "Recruit social workers" in page and links.item_page(plan, step.pk) in page
        assert listed(client, plan) == [step.pk], "the action counts through its steps"
        assert listed(client, plan, "?show=actions") == [action.pk]
        assert "0 of 1 step done" in text(client, plan, "?show=actions")

    def test_dates_ratings_and_what_is_missing_are_in_words(self, client, manager, plan):
        red, *_ = builders.scheme(plan)
        builders.item(plan, "Late", due=LONG_AGO, rating=red)
        builders.item(plan, "Without a date", text="TBC")
        client.force_login(manager)
        page = text(client, plan)
        assert "30 Sep 2020" in page and "Red</span>" in page
        assert f"Overdue by {(TODAY - LONG_AGO).days:,} days" in page
        assert "TBC" in page and "No lead named" in page and "None" not in page.split("<tbody>")[1]

    def test_a_plan_without_ratings_has_no_column_for_them(self, client, manager, plan):
        builders.item(plan)
        client.force_login(manager)
        assert "Reported rating" not in text(client, plan)

    def test_the_plans_own_headings_stand_first(self, client, manager, council):
        plan = builders.plan(
            council, slug="own", headings={"title": "Improvement activity", "owners": "Responsible officer"}
        )
        builders.item(plan, leads=(builders.party(council),))
        client.force_login(manager)
        page = text(client, plan)
        assert "Improvement activity" in page and "Responsible officer" in page

    def test_a_filter_that_finds_nothing_says_so(self, client, manager, plan):
        builders.item(plan)
        client.force_login(manager)
        assert "No action matches this filter." in text(client, plan, "?words=zebra")

    @pytest.mark.parametrize("typed", ["30/9/2020", "30 September 2020", "2020-09-30", "30.09.2020"])
    def test_dates_are_read_day_first(self, client, manager, plan, typed):
        early, late = builders.item(plan, due=LONG_AGO), builders.item(plan, due=date(2020, 10, 1))
        client.force_login(manager)
        assert listed(client, plan, f"?due_to={typed}") == [early.pk]
        assert listed(client, plan, "?due_from=1/10/2020") == [late.pk]

    def test_what_is_no_choice_is_an_error_beside_its_field(self, client, manager, plan):
        builders.section(plan)
        client.force_login(manager)
        page = text(client, plan, "?due_from=31/11/2020&theme=99999&stage=asleep")
        assert "Enter a real date, such as 30/9/2020" in page and "There is a problem" in page

    @pytest.mark.parametrize("typed", ["a " * 1500, "x" * 201, "one two three four five six seven eight nine ten more"])
    def test_too_many_words_are_an_error_beside_their_field(self, client, manager, plan, typed):
        builders.item(plan)
        client.force_login(manager)
        answer = client.get(links.list_behind(plan), {"words": typed})
        assert answer.status_code == 200
        assert "words" in answer.context["filter"].form.errors

    def test_ten_words_are_looked_for(self, client, manager, plan):
        found = builders.item(plan, "a b c d e f g h i j")
        client.force_login(manager)
        assert listed(client, plan, "?words=a+b+c+d+e+f+g+h+i+j") == [found.pk]

    def test_filters_in_use_can_be_taken_away_one_by_one(self, client, manager, plan):
        client.force_login(manager)
        answer = client.get(links.list_behind(plan) + "?words=train&overdue=on&page=3&sort=title")
        assert answer.context["chosen"] == [
            ("Words in the action or reference: train", "?overdue=on&sort=title"),
            ("Overdue", "?words=train&sort=title"),
        ]
        assert answer.context["clear"] == "?sort=title"

    @pytest.mark.parametrize("page", ["2", "0", "-1", "999", "abc"])
    def test_fifty_rows_stand_on_a_page_whatever_page_is_asked_for(self, client, manager, plan, page):
        for number in range(60):
            Item.objects.create(
                plan=plan, title=f"Action {number}", position=number, created_on=TODAY, recorded_at=timezone.now()
            )
        client.force_login(manager)
        answer = client.get(links.list_behind(plan) + f"?page={page}&per_page=5000")
        shown = list(answer.context["table"].page)
        assert len(shown) == (50 if page == "abc" else 10)
        assert 'aria-label="Page 2"' in answer.content.decode()

    def test_a_sort_that_is_none_is_passed_over(self, client, manager, plan):
        builders.item(plan)
        client.force_login(manager)
        assert len(listed(client, plan, "?sort=password&sort=-title")) == 1
