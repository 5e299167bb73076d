"""A row put right: what differs from what stands is a correction; two people never overwrite each other."""

from dataclasses import replace

import pytest
from django.urls import reverse

from imports.models import ProposedRow
from imports.shapes import Owner
from imports.showing.read_rows import ReadRow
from tests.imports_app.uploads import proposal_of
from tests.pages import papers
from tests.pipeline.papers import paper
from tests.pipeline.papers import row as row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(council):
    return papers.proposal(council, papers.JULY)


def address(proposal, row="0"):
    return reverse("correct_row", args=[proposal.upload_id, proposal.number, row])


def as_it_stands(client, proposal, row="0"):
    """What the form of a row sends where nothing is changed."""
    form = client.get(address(proposal, row)).context["row_form"]
    sent = {"version": proposal.version}
    for name, field in form.fields.items():
        value = form.initial.get(name)
        parts = field.widget.decompress(value) if hasattr(field.widget, "decompress") else None
        named = zip(("day", "month", "year"), parts or (), strict=False)
        sent |= {f"{name}_{part}": text or "" for part, text in named} if parts else {name: value or ""}
    return sent


def read(proposal, row="0"):
    return ReadRow(ProposedRow.objects.get(proposal=proposal, row=row))


def test_what_is_put_right_is_marked_and_goes_on(client, clerk, proposal):
    client.force_login(clerk)
    sent = as_it_stands(client, proposal) | {"owners_lead": "Repairs Director\nHead of Repairs", "due_day": "1"}
    answer = client.post(address(proposal), sent)
    assert answer.status_code == 302 and answer.url.endswith("#row-0")
    row = read(proposal)
    assert [owner.name for owner in row.item.owners] == ["Repairs Director", "Head of Repairs"]
    assert (str(row.item.due), str(row.as_read.due)) == ("2024-09-01", "2024-09-30")
    assert set(row.item.corrected) == {"owners", "due"}


def test_what_was_not_changed_is_no_correction(client, clerk, proposal):
    client.force_login(clerk)
    for row in ("0", "4", "5.0", "8"):
        client.post(address(proposal, row), as_it_stands(client, proposal, row) | {"version": proposal.version})
        proposal.refresh_from_db()
        assert proposal.corrections == [], row


def test_what_a_browser_sends_back_of_lines_and_of_mixed_owners_is_no_correction(client, clerk, plan):
    client.force_login(clerk)
    owners = (Owner("Head of Repairs", "responsible"), Owner("Clerk", "lead"), Owner("Director", "responsible"))
    made = proposal_of(plan, paper(replace(row_of("Mend the roofs:\n• of schools\n• of halls"), owners=owners)))
    sent = as_it_stands(client, made)
    lines = {name: text.replace("\n", "\r\n") for name, text in sent.items() if isinstance(text, str)}
    client.post(address(made), sent | lines)
    made.refresh_from_db()
    assert made.corrections == []


def test_a_title_put_right_keeps_its_lines(client, clerk, plan):
    client.force_login(clerk)
    made = proposal_of(plan, paper(row_of("Mend the rofs:\n• of schools")))
    client.post(address(made), as_it_stands(client, made) | {"title": "Mend the roofs:\r\n• of schools"})
    assert read(made).item.title == "Mend the roofs:\n• of schools"


def test_a_doubt_is_set_aside_with_its_reason(client, clerk, council):
    client.force_login(clerk)
    proposal = papers.proposal(council, papers.DOUBTFUL)
    row = proposal.rows.filter(issues__gt=0, kind="action").first().row
    code = read(proposal, row).doubts[0][0]
    sent = {"version": proposal.version, "dismiss": code, "reason": "The panel agreed it"}
    assert client.post(address(proposal, row), sent).status_code == 302
    assert code not in {found for found, *_ in read(proposal, row).doubts}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"due_day": "31", "due_month": "2"}, "First date must be a real date"),
        ({"revised": "in spring"}, "must be one real date"),
        ({"title": ""}, "Enter what will be done"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands_and_nothing_is_kept(client, clerk, proposal, changed, sentence):
    client.force_login(clerk)
    answer = client.post(address(proposal), as_it_stands(client, proposal) | changed)
    assert sentence in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.corrections == []


def test_a_stale_form_is_refused_with_what_was_typed_still_in_it(client, clerk, proposal):
    client.force_login(clerk)
    sent = as_it_stands(client, proposal) | {"title": "Another title", "version": proposal.version + 1}
    text = client.post(address(proposal), sent).content.decode()
    assert "Somebody else changed this" in text
    assert "Another title" in text


def test_a_row_that_is_none_is_not_found(client, clerk, proposal):
    client.force_login(clerk)
    assert [client.get(address(proposal, row)).status_code for row in ("99", "s0", "x")] == [404, 404, 404]
