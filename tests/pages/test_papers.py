"""The list of papers: whose they are, how far each has come, what was found in it, and what it can be narrowed to."""

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import links
from actions.templatetags.look import full_date
from actions.vocabulary import Publication, Role
from imports import queries
from imports.models import Upload
from imports.pipeline.changes import COUNTS
from tests import builders

PAPERS = "papers"
State = Upload.State
NOW = timezone.now()
COUNTED = dict.fromkeys(COUNTS, 0)


def listed(client, user, **query):
    client.force_login(user)
    return client.get(reverse(PAPERS), query).content.decode()


class TestWhoSeesAPaper:
    def test_those_who_take_papers_in_for_the_organisation(self, client, council, manager, clerk, stranger):
        builders.upload(council, name="progress.docx")
        assert "progress.docx" in listed(client, manager)
        assert "progress.docx" in listed(client, clerk)
        assert "progress.docx" not in listed(client, stranger)

    def test_a_member_of_one_plan_sees_what_was_brought_for_it(self, client, council, plan):
        builders.upload(council, plan=plan, name="theirs.docx")
        builders.upload(council, name="somebody-elses.docx")
        text = listed(client, builders.user(Role.MANAGER, council, plan=plan))
        assert "theirs.docx" in text and "somebody-elses.docx" not in text

    def test_what_is_not_for_publication_is_for_those_with_the_right_and_for_who_brought_it(
        self, council, manager, clerk
    ):
        upload = builders.upload(council, uploaded_by=clerk, publication=Publication.NOT_FOR_PUBLICATION)
        allowed = builders.user(Role.MANAGER, council, sees_not_for_publication=True)
        assert [upload in queries.uploads_for(user) for user in (manager, clerk, allowed)] == [False, True, True]

    def test_a_plan_of_a_paper_that_one_may_not_import_into_does_not_exist(self, council, plan):
        theirs = builders.user(Role.CLERK, council, plan=plan)
        upload = builders.upload(council, plan=plan)
        other = builders.plan(council, slug="other", title="Other plan")
        for number, into in enumerate((plan, other, None), 1):
            builders.proposal(upload, number=number, plan=into)
        assert [proposal.number for proposal in queries.proposals_for(theirs, upload)] == [1, 3]


@pytest.mark.parametrize("role", [Role.LEAD, Role.BOARD])
def test_those_who_take_no_papers_in_are_told_so(client, council, role):
    client.force_login(builders.user(role, council))
    assert client.get(reverse(PAPERS)).status_code == 403


@pytest.fixture
def of_every_kind(council, plan, manager):
    """A paper in each state that the list knows, by the words of its tag."""

    def paper(tag, state=State.READ, **fields):
        return builders.upload(council, tag.encode(), name=f"{tag}.docx", state=state, **fields)

    def saved(upload, number=1, **fields):
        became = builders.paper(plan, name=upload.name)
        for name, value in fields.items():
            setattr(became, name, value)
        became.save()
        return builders.proposal(upload, number=number, plan=plan, paper=became, saved_at=NOW, saved_by=manager)

    made = {
        "Waiting to be read": paper("waiting", State.WAITING),
        "Being read": paper("reading", State.READING, percent=40, beat_at=NOW),
        "Could not be read": paper("refused", State.REFUSED, refused_because="refused.docx has <no> text."),
        "To be checked": paper("check"),
        "Partly taken in": paper("partly"),
        "Taken in": paper("taken"),
        "Taken back": paper("back"),
        "Nothing new": paper("again"),
        "Set aside": paper("aside"),
        "No plan found": paper("nothing"),
    }
    builders.proposal(made["To be checked"], as_at=builders.AGREED_ON, counts=COUNTED | {"new": 2, "missing": 1})
    builders.proposal(made["Partly taken in"], title="Other plan")
    saved(made["Partly taken in"], 2)
    saved(made["Taken in"])
    saved(made["Taken back"], retracted_at=NOW)
    builders.proposal(made["Nothing new"], plan=plan, saved_at=NOW, saved_by=manager)
    builders.proposal(made["Set aside"], set_aside_at=NOW)
    return made


def lines(client, user, **query):
    client.force_login(user)
    return client.get(reverse(PAPERS), query).context["lines"]


class TestStates:
    def test_each_paper_has_its_own(self, client, manager, of_every_kind):
        shown = {line.upload.name: line.tag[0] for line in lines(client, manager)}
        assert shown == {upload.name: tag for tag, upload in of_every_kind.items()}

    @pytest.mark.parametrize(("state", "tags"), [
        ("to_check", {"To be checked", "Partly taken in"}),
        ("on_its_way", {"Waiting to be read", "Being read"}),
        ("taken_in", {"Taken in"}),
        ("refused", {"Could not be read"}),
        ("nothing", {"Taken back", "Nothing new", "Set aside", "No plan found"}),
    ])  # fmt: skip
    def test_the_list_is_narrowed_to_those_of_a_state(self, state, tags, client, manager, of_every_kind):
        assert {line.tag[0] for line in lines(client, manager, state=state)} == tags

    def test_a_plan_says_what_it_would_change_or_what_became_of_it(self, client, manager, of_every_kind, plan):
        text = listed(client, manager)
        upload = of_every_kind["To be checked"]
        assert f'href="{reverse("what_we_read", args=[upload.pk, 1])}">Recovery plan</a>: 2 new · 1 missing' in text
        paper = of_every_kind["Taken in"].proposals.get().paper
        address = reverse("paper", args=[*links.of(plan), paper.pk])
        assert f'href="{address}">Recovery plan</a>: taken in by Mo Manager on' in text
        assert f"Recovery plan</a>: brought nothing new, as noted by Mo Manager on {full_date(NOW)}" in text
        assert text.count("and taken back since") == 1 and "set aside on" in text
        assert "Other plan</a>: say for which day it speaks" in text

    def test_one_that_could_not_be_read_says_why_and_one_being_read_how_far(self, client, manager, of_every_kind):
        text = listed(client, manager)
        assert "refused.docx has &lt;no&gt; text." in text
        assert 'value="40" aria-label="How far reading.docx is read"' in text

    def test_the_list_is_asked_for_again_only_while_something_is_on_its_way(self, client, manager, of_every_kind):
        assert 'hx-trigger="every 3s"' in listed(client, manager)
        assert "hx-" not in listed(client, manager, state="taken_in").split("<main")[1]

    def test_a_member_of_one_plan_is_told_nothing_of_other_plans_in_it(self, client, council, plan, manager):
        upload = builders.upload(council, plan=plan, state=State.READ)
        builders.proposal(upload, plan=builders.plan(council, slug="other", title="Other plan"))
        user = builders.user(Role.CLERK, council, plan=plan)
        assert "Other plan" not in listed(client, user)
        assert [line.tag[0] for line in lines(client, user)] == ["No plan found"]


class TestNarrowing:
    def test_by_words_of_the_files_name(self, client, manager, of_every_kind):
        assert [line.upload.name for line in lines(client, manager, words="TAKE")] == ["taken.docx"]

    def test_by_organisation_where_there_are_several(self, client, manager, of_every_kind, stranger):
        theirs = stranger.memberships.get().organisation
        builders.Membership.objects.create(user=manager, organisation=theirs, role=Role.CLERK)
        builders.upload(theirs, name="theirs.docx")
        assert [line.upload.name for line in lines(client, manager, organisation="farrow")] == ["theirs.docx"]
        assert "Organisation" not in listed(client, stranger).split("moj-filter__options")[1].split("</form>")[0]

    def test_what_is_no_choice_is_an_error_and_narrows_nothing(self, client, manager, of_every_kind):
        text = listed(client, manager, state="eaten")
        assert "Select a valid choice" in text and f"{len(of_every_kind)} papers" in text

    def test_nothing_found_says_so_with_the_way_back(self, client, manager, of_every_kind):
        assert "No paper is like that." in listed(client, manager, words="zebra")

    def test_the_next_page_keeps_what_was_chosen(self, client, council, manager):
        for number in range(26):
            builders.upload(council, name=f"paper-{number}.docx")
        assert "words=paper&amp;page=2" in listed(client, manager, words="paper")


def test_a_name_is_shown_as_text_whatever_it_holds(client, council, manager):
    builders.upload(council, name="<img src=x onerror=alert(1)>.docx")
    assert "<img" not in listed(client, manager)


def test_without_any_paper_the_page_says_what_to_do(client, council, manager):
    assert "No papers yet" in listed(client, manager)
