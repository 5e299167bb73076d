"""The workbook's address: a file of the same report as the page, named after plan and day."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from actions import links
from actions.exports.workbook import CONTENT_TYPE
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
