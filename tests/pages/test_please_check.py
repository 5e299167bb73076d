"""The list of what papers left in doubt: the gravest first, each settled by a change or set aside with a reason."""

from datetime import date

import pytest

from actions import links
from actions.models import Change, OpenIssue, Plan
from actions.services import deadlines, progress
from actions.services.writing import Actor, Writing
from actions.vocabulary import Publication
from tests import builders

pytestmark = pytest.mark.django_db
# Who takes papers in, and who does not.
ROLES = [("manager", True), ("clerk", True), ("lead", False), ("board_member", False)]
ALL = ["Complete, and not", "No such date: 31/11/20", "No owner is stated", "A stray letter opens it"]


@pytest.fixture
def paper(plan, items):
    return builders.paper(plan, "july.docx", date(2020, 7, 31))


@pytest.fixture
def items(plan, council, leads_post):
    """Two actions, the first held by the lead."""
    return [builders.item(plan, "Write it", ref="1", leads=(leads_post,)), builders.item(plan, "Train them", ref="2")]


@pytest.fixture
def doubts(paper, items):
    """One doubt of each weight, made in the wrong order."""
    first, second = items
    return {
        "small": builders.doubt(paper, first, "A stray letter opens it", code="stray_letter"),
        "owner": builders.doubt(paper, second, "No owner is stated", code="no_owner", field="owners"),
        "date": builders.doubt(
            paper, second, "No such date: 31/11/20", code="vague_date", field="due", words="31/11/20",
            where="page 3, line 40", suggestion="2020-11-30",
        ),
        "done": builders.doubt(paper, first, "Complete, and not", code="complete_contradicted", field="stage"),
    }  # fmt: skip


def shown(client, user, plan, **query):
    client.force_login(user)
    answer = client.get(links.plan_page(plan, "please_check"), query)
    assert answer.status_code == 200
    return answer


def messages(answer):
    return [entry.issue.message for _, entries in answer.context["groups"] for entry in entries]


def send(client, user, issue, act="set_aside", reason="It is meant so"):
    client.force_login(user)
    address = links.plan_page(issue.paper.plan, "please_check")
    return client.post(address, {"issue": issue.pk, "act": act, "reason": reason}, follow=True)


def test_the_gravest_comes_first_under_what_hangs_on_it(client, board_member, plan, doubts):
    answer = shown(client, board_member, plan)
    assert [(words, len(entries)) for words, entries in answer.context["groups"]] == [
        ("Done or not, or two things at once", 1),
        ("Dates", 1),
        ("Who answers for it", 1),
        ("Small things", 1),
    ]
    assert messages(answer)[0] == "Complete, and not"


def test_each_has_its_action_its_place_its_words_and_what_may_be_meant(client, manager, plan, doubts):
    text = shown(client, manager, plan).content.decode()
    for words in ("2 Train them", "july.docx", "page 3, line 40", "31/11/20", "Perhaps it is: 30 November 2020"):
        assert words in text
    assert links.item_page(plan, doubts["date"].item_id) in text
    assert links.paper_page(doubts["date"].paper) in text
    assert "Head of Early Help" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "3"}, ["No owner is stated"]),
        ({"field": "due"}, ["No such date: 31/11/20"]),
        ({"field": "none"}, ["A stray letter opens it"]),
        ({"show": "aside"}, []),
        ({"kind": "nonsense"}, ALL),
    ],
)
def test_it_can_be_narrowed(client, manager, plan, doubts, query, found):
    assert messages(shown(client, manager, plan, **query)) == found


def test_it_can_be_narrowed_to_a_lead_and_to_one_action(client, manager, plan, doubts, leads_post, items):
    held = ["Complete, and not", "A stray letter opens it"]
    assert messages(shown(client, manager, plan, lead=leads_post.pk)) == held
    assert messages(shown(client, manager, plan, item=items[0].pk)) == held
    assert messages(shown(client, manager, plan, item="9" * 400)) == []


def test_set_aside_with_a_reason_it_is_asked_no_more_and_can_be_opened_again(client, clerk, plan, doubts):
    text = send(client, clerk, doubts["small"]).content.decode()
    assert "It is set aside" in text
    aside = shown(client, clerk, plan, show="aside")
    assert messages(aside) == ["A stray letter opens it"]
    assert "by Cleo Clerk: It is meant so" in aside.content.decode()
    assert Change.objects.filter(event="set_aside", item=doubts["small"].item).get().reason == "It is meant so"
    assert "It is open again" in send(client, clerk, doubts["small"], "ask_again").content.decode()
    assert len(messages(shown(client, clerk, plan))) == 4


def test_without_a_reason_it_stays_and_what_was_typed_too(client, clerk, plan, doubts):
    text = send(client, clerk, doubts["small"], reason=" ").content.decode()
    assert "There is a problem" in text and f'href="#reason-{doubts["small"].pk}"' in text
    assert not OpenIssue.objects.exclude(dismissed_at=None).exists()


def test_what_somebody_else_set_aside_meanwhile_says_so(client, clerk, manager, plan, doubts):
    send(client, manager, doubts["small"])
    assert "Somebody else set this aside already." in send(client, clerk, doubts["small"]).content.decode()


def test_it_is_settled_by_a_change_of_its_field(client, manager, plan, doubts, items):
    with Writing(plan, Actor.on_page(manager)) as writing:
        deadlines.set_first_date(writing, items[1], date(2020, 11, 30))
    assert "No such date: 31/11/20" not in messages(shown(client, manager, plan))
    with Writing(plan, Actor.on_page(manager)) as writing:
        progress.change_stage(writing, items[1], "done")
    assert "No owner is stated" in messages(shown(client, manager, plan)), "another field settles nothing"


def test_the_next_paper_settles_what_it_does_not_raise_again(client, manager, plan, doubts):
    builders.paper(plan, "august.docx", date(2020, 8, 31))
    answer = shown(client, manager, plan)
    assert messages(answer) == [] and "Nothing to check" in answer.content.decode()


def test_a_question_stands_until_its_field_is_changed_and_asked_twice_stands_once(client, manager, plan, items, paper):
    august = builders.paper(plan, "august.docx", date(2020, 8, 31))
    for of in (paper, august):
        builders.doubt(of, items[0], "Done?", code="question_stage", kind="question", field="stage")
    builders.doubt(paper, items[1], "Which holds?", code="question_due", kind="question", field="due")
    assert messages(shown(client, manager, plan)) == ["Done?", "Which holds?"]


def test_the_count_stands_beside_the_plans_pages(client, board_member, plan, doubts):
    for name in ("please_check", "plan_papers", "board", "plan_actions"):
        client.force_login(board_member)
        assert "Please check (4)" in client.get(links.plan_page(plan, name)).content.decode(), name


@pytest.mark.parametrize(("role", "may"), ROLES)
def test_only_those_who_take_papers_in_set_anything_aside(client, request, plan, doubts, role, may):
    text = shown(client, request.getfixturevalue(role), plan).content.decode()
    assert ("Set aside" in text.split("<article")[1]) is may
    assert ("Put it right in an update" in text) is (role == "manager")


def test_in_an_archived_plan_nothing_is_set_aside(client, manager, plan, doubts):
    Plan.objects.update(archived=True)
    assert 'value="set_aside"' not in shown(client, manager, plan).content.decode()
    assert send(client, manager, doubts["small"]).status_code == 403


class TestNotForPublication:
    """Nothing of what is exempt shows: no doubt, no count, and no doubt that may quote it."""

    @pytest.fixture(params=["the action", "an update of it", "a note of the team", "the paper"])
    def hidden(self, request, plan, doubts, paper):
        """Half of the doubts, hidden in one way or another."""
        item = doubts["date"].item
        if request.param == "the action":
            type(item).objects.filter(pk=item.pk).update(publication=Publication.NOT_FOR_PUBLICATION)
        elif request.param == "the paper":
            type(paper).objects.update(publication=Publication.NOT_FOR_PUBLICATION)
        else:
            kind = Publication.WORKING_NOTE if "team" in request.param else Publication.NOT_FOR_PUBLICATION
            with Writing(plan, Actor.by_command()) as writing:
                progress.record_progress(writing, item, "Legal advice", publication=kind)
        return request.param

    @pytest.mark.parametrize("role", ["lead", "board_member", "clerk"])
    def test_it_is_neither_listed_nor_counted_nor_set_aside(self, client, request, plan, doubts, hidden, role):
        answer = shown(client, request.getfixturevalue(role), plan)
        left = 0 if hidden == "the paper" else 2
        assert answer.context["page"].paginator.count == left
        assert "31/11/20" not in answer.content.decode()
        assert (f"Please check ({left})" if left else "Please check<") in answer.content.decode()
        if role == "clerk":
            assert send(client, request.getfixturevalue(role), doubts["date"]).status_code == 404

    def test_what_is_about_the_whole_paper_may_quote_it(self, client, clerk, manager, plan, paper, items):
        builders.doubt(paper, None, "Rows 5 to 7 are hidden", code="hidden_rows")
        assert messages(shown(client, clerk, plan)) == ["Rows 5 to 7 are hidden"]
        builders.item(plan, "Exempt", publication=Publication.NOT_FOR_PUBLICATION)
        assert messages(shown(client, clerk, plan)) == []

    def test_what_is_about_the_whole_paper_is_for_those_who_take_papers_in(self, client, lead, plan, paper):
        builders.doubt(paper, None, "Rows 5 to 7 are hidden", code="hidden_rows")
        assert messages(shown(client, lead, plan)) == []
