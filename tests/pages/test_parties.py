"""Who holds the actions: counts that the reader may see, spellings that may be one, and what merging does."""

from datetime import date

import pytest
from django.urls import reverse

from actions import queries
from actions.models import Change, Party
from actions.rules.judge import day_of, judge_items
from actions.services.people import parties_named
from actions.vocabulary import Publication, Role, Stage
from tests import builders

PAGE = "/parties/northmoor/"


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def lines(client):
    return {line.party.name: line for line in client.get(PAGE).context["lines"]}


def make_one(client, party, into):
    return client.post(PAGE, {"party": party.pk, "into": into.pk})


def test_each_stands_with_its_open_actions_account_and_body(as_manager, council, plan, leads_post):
    police = builders.party(council, "Northshire Police", kind="body", body="Northshire Police")
    step_of = builders.item(plan, leads=(leads_post, police))
    builders.item(plan, parent=step_of, leads=(leads_post,))
    builders.item(plan, leads=(police,), stage=Stage.DONE)
    builders.lay_down(builders.item(plan, leads=(leads_post,)), leads_post)
    found = lines(as_manager)
    assert {name: line.holds for name, line in found.items()} == {"Head of Early Help": 2, "Northshire Police": 1}
    assert found["Head of Early Help"].party.user.name == "Lee Lead"


def test_what_is_not_for_publication_is_neither_counted_nor_named(as_manager, council, plan, leads_post):
    contact = builders.party(council, "Whistleblower’s contact")
    exempt = builders.item(plan, publication=Publication.NOT_FOR_PUBLICATION, leads=(contact, leads_post))
    builders.item(plan, parent=exempt, leads=(leads_post,))
    assert lines(as_manager) == {}
    assert "Whistleblower" not in as_manager.get(PAGE).content.decode()
    assert as_manager.get(reverse("party", args=["northmoor", contact.pk])).status_code == 404
    as_manager.force_login(builders.user(Role.MANAGER, council, sees_not_for_publication=True))
    assert {name: line.holds for name, line in lines(as_manager).items()} == {
        "Head of Early Help": 2, "Whistleblower’s contact": 1,
    }  # fmt: skip


def test_spellings_that_may_be_one_are_proposed_the_smaller_first(as_manager, council, plan):
    right, wrong = builders.party(council, "Head of Housing"), builders.party(council, "Hd of Houseing")
    builders.party(council, "Head of Schools")
    builders.item(plan, leads=(right,))
    (pair,) = as_manager.get(PAGE).context["proposed"]
    assert [line.party for line in pair] == [wrong, right]


class TestMerging:
    @pytest.fixture
    def two(self, council):
        return builders.party(council, "Hd of Housing", email="hd@example.org"), builders.party(
            council, "Head of Housing"
        )

    def test_the_other_holds_what_the_spelling_held_on_every_day(self, as_manager, plan, two):
        wrong, right = two
        item = builders.item(plan, leads=(wrong,), on=date(2020, 2, 1))
        laid = builders.item(plan, leads=(wrong,), on=date(2020, 2, 1))
        builders.lay_down(laid, wrong, on=date(2020, 3, 1))
        make_one(as_manager, wrong, right)

        def holders(on):
            facts = queries.plan_facts(plan)
            return {s.item.id: [o.name for o in s.owners] for s in judge_items(facts.items, day_of(facts, on))}

        assert holders(date(2020, 2, 15)) == {item.pk: ["Head of Housing"], laid.pk: ["Head of Housing"]}
        assert holders(date(2020, 4, 1)) == {item.pk: ["Head of Housing"], laid.pk: []}
        assert plan.items.filter(queries.held_by(party=wrong.pk)).count() == 0
        assert item.ownership_events.filter(party=wrong, kind="taken_on").exists(), "the history stays"

    def test_the_spelling_leaves_the_list_and_is_named_beside_the_other(self, as_manager, two):
        make_one(as_manager, *two)
        found = lines(as_manager)
        assert set(found) == {"Head of Housing"} and found["Head of Housing"].was == ("Hd of Housing",)
        assert found["Head of Housing"].party.email == "hd@example.org"
        entry = Change.objects.get(event="merge_parties")
        assert (entry.before, entry.after) == ("Hd of Housing", "Head of Housing")

    def test_the_next_paper_finds_the_other_by_the_spelling(self, as_manager, council, two):
        wrong, right = two
        older = builders.party(council, "Hd Housing", merged_into=wrong)
        make_one(as_manager, wrong, right)
        found = parties_named(council, ["Hd of Housing", older.name])
        assert set(found.values()) == {right}

    def test_an_account_goes_along_and_two_accounts_are_two_people(self, as_manager, two, lead, clerk):
        wrong, right = two
        wrong.user, right.user = lead, clerk
        for party in two:
            party.save()
        make_one(as_manager, wrong, right)
        assert "these are two people" in as_manager.get(PAGE).content.decode()
        Party.objects.filter(pk=right.pk).update(user=None)
        make_one(as_manager, wrong, right)
        right.refresh_from_db()
        assert right.user == lead

    def test_a_party_of_another_organisation_is_not_found(self, as_manager, two):
        theirs = builders.party(builders.organisation("Farrow Trust"), "Head of Housing")
        for pair in ((two[0], theirs), (theirs, two[0])):
            assert make_one(as_manager, *pair).status_code == 404
        for given in ({}, {"party": "x", "into": "²"}, {"party": two[0].pk, "into": "9" * 30}):
            assert as_manager.post(PAGE, given).status_code == 404
        assert not Party.objects.exclude(merged_into=None).exists()

    def test_what_it_is_asked_in_a_round_that_is_open_the_other_is_asked(self, as_manager, plan, two):
        builders.item(plan, leads=(two[0],))
        round = builders.round(plan, two[0])
        builders.link(round, two[0])
        make_one(as_manager, *two)
        assert {row.party for row in round.asked.all()} == {two[1]} == {link.party for link in round.links.all()}

    def test_a_theme_that_it_leads_goes_along(self, as_manager, plan, two):
        section = builders.section(plan)
        section.lead = two[0]
        section.save()
        make_one(as_manager, *two)
        section.refresh_from_db()
        assert section.lead == two[1]


def test_an_empty_list_says_where_names_come_from(as_manager):
    assert "Names come with the papers that you take in." in as_manager.get(PAGE).content.decode()
