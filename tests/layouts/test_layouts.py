"""Layouts: found by walking their folder, told apart by their headings, and spoken in words that are known."""

import pytest

from imports.layout import Layout, all_layouts, layout_named
from imports.pipeline.recognise import match_table
from imports.shapes import Cell, Table

LAYOUTS = [layout for layout in all_layouts() if layout.columns]


def headings_of(layout: Layout) -> tuple[str, ...]:
    """The headings of a paper of the layout, as printed."""
    named = {**layout.columns, **(layout.optional or {})}
    return tuple(printed if isinstance(printed, str) else printed[0] for printed in named.values())


def paper_of(layout: Layout) -> Table:
    headings = headings_of(layout)
    return Table(tuple(tuple(Cell(text) for text in row) for row in (headings, ("1.1",) * len(headings))))


def test_the_generic_layout_and_the_known_families_are_found():
    names = {layout.name for layout in all_layouts()}
    assert {"generic", "blackburn", "plymouth_recommendations"} <= names


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_reads_its_own_headings_and_no_other_layout_claims_them(layout):
    match = match_table(paper_of(layout), all_layouts())
    assert match is not None
    assert match.layout.name == layout.name
    assert set(layout.columns) <= set(match.columns.values())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_layout_says_whose_papers_it_reads(layout):
    module = __import__(f"imports.layouts.{layout.name}", fromlist=["LAYOUT"])
    assert module.__doc__
    assert layout.organisation


def test_a_word_that_layouts_do_not_have_is_refused():
    with pytest.raises(ValueError, match="no word 'colour'"):
        Layout({"colour": "Shade"})


def test_an_unknown_layout_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="blackburn"):
        layout_named("atlantis")
