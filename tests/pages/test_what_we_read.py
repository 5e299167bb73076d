"""What we read: every row beside the words as printed, its doubts in place and as a list."""

import pytest
from django.urls import reverse

from imports import proposals
from imports.pipeline.gravity import WORDS
from tests.pages import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(council):
    return papers.proposal(council, papers.JULY)


def page(client, user, proposal, **query):
    client.force_login(user)
    return client.get(reverse("what_we_read", args=[proposal.upload_id, proposal.number]), query)


def test_every_action_and_step_stands_beside_the_cells_it_was_read_from(client, clerk, proposal):
    answer = page(client, clerk, proposal)
    rows = {row.item.ref: row for row in answer.context["rows"]}
    assert len(rows) == 11
    assert dict(rows["1.1"].printed)["Revised timescale"] == "31/12/2024"
    assert {field.name: field.words for field in rows["1.1"].fields}["revised"] == "31 December 2024"
    assert "Sheet Plan" in answer.content.decode() or "sheet Plan" in answer.content.decode()


def test_a_value_put_right_is_marked_with_what_was_read(client, clerk, proposal):
    proposals.correct(proposal, proposal.version, "0", "owners", [{"name": "Repairs Director", "role": "lead"}], clerk)
    text = page(client, clerk, proposal, show="corrected").content.decode()
    assert "Repairs Director" in text
    assert "Put right by hand; read as Head of Repairs" in text


def test_the_list_of_doubts_begins_with_the_gravest(client, clerk, council):
    answer = page(client, clerk, papers.proposal(council, papers.DOUBTFUL), show="list")
    weights = [doubt.gravity for doubt in answer.context["doubts"]]
    assert len(set(weights)) > 1
    assert weights == sorted(weights, key=list(WORDS.values()).index)


@pytest.mark.parametrize(("query", "refs"), [("1.4", {"1.4"}), ("sprinklers", {"2.2b"}), ("no such words", set())])
def test_rows_are_found_by_reference_and_by_words(client, clerk, proposal, query, refs):
    assert {row.item.ref for row in page(client, clerk, proposal, words=query).context["rows"]} == refs


def test_an_unknown_choice_shows_every_row(client, clerk, proposal):
    assert len(page(client, clerk, proposal, show="<script>").context["rows"]) == 11
