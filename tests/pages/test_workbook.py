"""The workbook's address: a file of the same report as the page, named after plan and day."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from actions import links
from actions.exports.workbook import CONTENT_TYPE
from actions.vocabulary import Publication, Role
from tests import builders


def address(plan, query="?as_of=2020-07-01"):
    return reverse("workbook", args=links.of(plan)) + query


def test_it_is_a_file_named_after_the_plan_and_the_day(client, clerk, plan):
    client.force_login(clerk)
    answer = client.get(address(plan))
    assert answer["Content-Type"] == CONTENT_TYPE
    assert answer["Content-Disposition"] == 'attachment; filename="northmoor-recovery-2020-07-01.xlsx"'
    assert load_workbook(io.BytesIO(answer.content)).sheetnames == [
        "Summary", "For the report", "Exceptions", "Actions", "Full plan", "About"
    ]  # fmt: skip


def test_its_counts_are_the_pages(client, board_member, plan):
    builders.item(plan, due=date(2020, 5, 1))
    builders.item(plan, due=date(2020, 8, 1))
    client.force_login(board_member)
    page = client.get(reverse("board", args=links.of(plan)) + "?as_of=2020-07-01").context["report"]
    book = load_workbook(io.BytesIO(client.get(address(plan)).content))
    counts = {row[0].value: row[1].value for row in book["Summary"].iter_rows(max_col=2)}
    assert counts["Overdue"] == page.totals["overdue"] == 1
    assert counts["Open"] == page.totals["open"] == 2


@pytest.mark.parametrize("query", ["?as_of=2020-02-31", "?as_of=soon"])
def test_a_day_that_is_none_has_no_workbook(client, clerk, plan, query):
    client.force_login(clerk)
    assert client.get(address(plan, query)).status_code == 404


class TestNotForPublication:
    @pytest.fixture
    def exempt(self, plan):
        """An exempt action with a step, an exempt note and a working note on a public one, and a working-note action."""
        public = builders.item(plan, "Public", ref="1", due=date(2020, 8, 1), note="Open words")
        action = builders.item(
            plan, "Secret", ref="2", publication=Publication.NOT_FOR_PUBLICATION, exempt_paragraph="2"
        )  # fmt: skip
        builders.item(plan, "Secret step", parent=action, due=date(2020, 5, 1))
        builders.item(plan, "Scribble", publication=Publication.WORKING_NOTE)
        with builders.Writing(plan, builders.Actor.by_command()) as writing:
            for note, kind in (("Secret words", "not_for_publication"), ("Scribbled words", "working_note")):
                builders.progress.record_progress(
                    writing, public, note, publication=kind, effective_on=builders.AGREED_ON
                )
        return plan

    @pytest.fixture
    def cleared(self, council):
        return builders.user(Role.CLERK, council, sees_not_for_publication=True)

    def words(self, client, user, plan, query):
        client.force_login(user)
        answer = client.get(address(plan, query))
        book = load_workbook(io.BytesIO(answer.content))
        cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
        return answer["Content-Disposition"], "\n".join(cells)

    @pytest.mark.parametrize("who", ["cleared", "clerk", "manager", "admin", "board_member"])
    def test_the_file_is_for_publication_whoever_downloads_it(self, client, exempt, request, who):
        name, words = self.words(client, request.getfixturevalue(who), exempt, "?as_of=2020-07-01")
        assert "Secret" not in words and "Scribble" not in words and "Open words" in words
        assert "Not for publication, and left out of it: 1 action, 1 step and 1 update." in words
        assert "not-for-publication" not in name

    def test_by_one_with_the_right_it_can_be_asked_for_and_is_marked(self, client, exempt, cleared):
        name, words = self.words(client, cleared, exempt, "?as_of=2020-07-01&exempt=1")
        assert "Secret step" in words and "Secret words [Not for publication]" in words and "Scribble" not in words
        assert "Secret [Not for publication (paragraph 2)]" in words
        assert "Not for publication: it holds 1 action, 1 step and 1 update kept from publication" in words
        assert name == 'attachment; filename="northmoor-recovery-2020-07-01-not-for-publication.xlsx"'

    @pytest.mark.parametrize("who", ["clerk", "manager", "board_member"])
    def test_without_the_right_asking_changes_nothing(self, client, exempt, request, who):
        name, words = self.words(client, request.getfixturevalue(who), exempt, "?as_of=2020-07-01&exempt=1")
        assert "Secret" not in words and "not-for-publication" not in name

    def test_the_page_offers_it_to_those_with_the_right_alone(self, client, exempt, cleared, clerk):
        for user, offered in ((cleared, True), (clerk, False)):
            client.force_login(user)
            text = client.get(reverse("board", args=links.of(exempt)) + "?as_of=2020-07-01").content.decode()
            assert ("exempt=1" in text) is offered

    def test_where_nothing_is_exempt_it_says_so(self, client, clerk, plan):
        builders.item(plan)
        assert "Nothing was left out of it." in self.words(client, clerk, plan, "")[1]
