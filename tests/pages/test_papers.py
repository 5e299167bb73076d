"""The list of papers: whose they are, and who sees them."""

import pytest
from django.urls import reverse

from actions.vocabulary import Publication, Role
from imports import queries
from tests import builders

PAPERS = "papers"


def listed(client, user):
    client.force_login(user)
    return client.get(reverse(PAPERS)).content.decode()


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
