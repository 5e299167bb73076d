"""The sheet of a body, in Word and Excel: its actions, dates and last update, and empty cells to fill in."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from actions import links
from actions.vocabulary import Publication
from tests import builders

TODAY = timezone.localdate()


@pytest.fixture
def page(client, manager, plan, council):
    """The sheet of the police, of which one action is not for publication and one is another body's."""
    police = builders.party(council, "Police Superintendent", body="Farrowdale Police")
    builders.scheme(plan)
    builders.item(
        plan, "Train the officers", ref="2b", leads=(police,), due=date(2020, 9, 30), note="Half are trained",
        noted_on=date(2020, 9, 1),
    )  # fmt: skip
    builders.item(plan, "Write the guidance", ref="1a", leads=(builders.party(council, "Head of Service"),))
    builders.item(plan, "Secret", leads=(police,), publication=Publication.NOT_FOR_PUBLICATION)
    client.force_login(builders.user("manager", council, sees_not_for_publication=True, name="Mo Manager"))
    return links.sheet_page(plan, builders.round(plan, closes_on=TODAY + timedelta(days=4)), "Farrowdale Police")


def rows_of(answer):
    document = Document(io.BytesIO(answer.content))
    (table,) = document.tables
    return [[cell.text for cell in row.cells] for row in table.rows], "\n".join(p.text for p in document.paragraphs)


def test_in_word(client, page):
    answer = client.get(page)
    assert answer["Content-Disposition"].endswith('-farrowdale-police.docx"')
    (head, *rows), above = rows_of(answer)
    assert head == ["Reference", "Action or step", "Lead", "First date", "Date now", "Last update",
                    "What has happened since?", "Rating", "New date, and why"]  # fmt: skip
    assert rows == [["2b", "Train the officers", "Police Superintendent", "30 Sep 2020", "30 Sep 2020",
                     "1 September 2020: Half are trained", "", "", ""]]  # fmt: skip
    assert "Farrowdale Police: update for October 2020" in above and "send this back to Mo Manager" in above
    assert "Not for publication, and left out of this sheet: 1." in above and "Secret" not in above


def test_in_excel(client, page):
    answer = client.get(f"{page}&as=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (row,) = [row for row in rows if row[0] == "2b"]
    assert row[1:3] == ["Train the officers", "Police Superintendent"] and row[4].date() == date(2020, 9, 30)
    assert row[6:] == [None, None, None]
    assert not any("Secret" in str(value) or "guidance" in str(value) for row in rows for value in row)


@pytest.mark.parametrize("kind", ["", "&as=xlsx"])
def test_the_same_sheet_gives_the_same_bytes(client, page, kind):
    assert client.get(page + kind).content == client.get(page + kind).content


def test_a_body_that_is_not_asked_answers_404(client, page, plan):
    assert client.get(page.replace("Farrowdale", "Aldersea")).status_code == 404


def test_who_may_not_see_what_is_exempt_is_not_told_how_much_is_left_out(client, page, manager):
    client.force_login(manager)
    _, above = rows_of(client.get(page))
    assert "left out" not in above
