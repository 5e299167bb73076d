"""Which new name in a paper may be a person or post that the organisation knows already."""

import pytest

from imports.pipeline.owners_like import likely_names
from imports.shapes import Section
from tests.pipeline.papers import paper, row

KNOWN = ["Head of Children's Services", "Director of Children’s Services", "Deputy Director", "Jo Bell",
         "Team Manager, North", "Northshire Police", "Quality Assurance Manager"]  # fmt: skip

LIKE = [
    ("Hd of Childrens Svcs", "Head of Children's Services"),
    ("Head of Childrens Services", "Head of Children's Services"),
    ("Dir of Children's Services", "Director of Children’s Services"),
    ("J. Bell", "Jo Bell"),
    ("Cllr Jo Bell", "Jo Bell"),
    ("Jo Bell (Head of Housing)", "Jo Bell"),
    ("Northshire Polce", "Northshire Police"),
    ("QAM", "Quality Assurance Manager"),
    ("Manager Quality Assurance", "Quality Assurance Manager"),
]


@pytest.mark.parametrize("printed, known", LIKE)
def test_a_name_spelt_otherwise_is_proposed(printed, known):
    assert likely_names(paper(row(leads=[printed])), KNOWN)[printed][0] == known


APART = [
    "Director",
    "Team Manager, South",
    "Assistant Director",
    "Jo Ball-Smith",
    "Head of Housing",
    "Southshire Police",
]


@pytest.mark.parametrize("printed", APART)
def test_another_person_or_post_is_not(printed):
    assert likely_names(paper(row(leads=[printed])), KNOWN) == {}


@pytest.mark.parametrize("printed", ["head of children’s  services", "Jo bell"])
def test_a_known_name_is_no_question(printed):
    assert likely_names(paper(row(leads=[printed])), KNOWN) == {}


def test_an_alias_is_no_question():
    assert likely_names(paper(row(leads=["J. Bell"])), KNOWN, {"j bell": "Jo Bell"}) == {}


def test_of_two_new_names_the_one_printed_more_often_is_proposed():
    rows = [row(f"Action {n}", str(n), leads=["Head of Housing"]) for n in range(3)]
    found = likely_names(paper(*rows, row(leads=["Hd of Housing"])), ())
    assert found == {"Hd of Housing": ("Head of Housing",)}


def test_capitals_and_apostrophes_make_no_other_name():
    rows = [row("One", "1", leads=["Director of Children's Services"]), row(leads=["director of Children’s services"])]
    assert likely_names(paper(*rows), ()) == {}


def test_the_lead_of_a_theme_is_looked_at_as_well():
    themes = (Section("Practice", "1", lead="Hd of Childrens Svcs"),)
    assert list(likely_names(paper(row(), sections=themes), KNOWN)) == ["Hd of Childrens Svcs"]
