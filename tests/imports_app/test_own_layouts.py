"""An organisation's own layouts: kept, found again, changed, retired, and never twice under one name."""

import io
import json

import pytest
from django.core.management import call_command

from actions.services.writing import Stale
from imports import own_layouts
from imports.layout import Layout, all_layouts, with_by_hand
from imports.own_layouts import LayoutRefused
from imports.pipeline import read_document
from tests import builders
from tests.pipeline.grids import paper

COLUMNS = Layout({"title": "Thing", "lead": "Crew", "due": "Ebb"}, name="by hand", tables=(7,), by_hand=True)


@pytest.fixture
def kept(council, clerk):
    return own_layouts.keep(council, "Harbour works 2024", COLUMNS, clerk)


def test_a_kept_layout_reads_the_next_paper_before_the_known_ones(tmp_path, council, kept):
    rows = (("Thing", "Crew", "Ebb"), ("Mend the slip", "Pilot", "31/03/2024"))
    path = tmp_path / "next.txt"
    path.write_text(paper("Notices", (("Item", "Page"), ("Apologies", "3")), "Harbour works", rows), encoding="utf-8")
    assert read_document(path).plans == ()
    plan = read_document(path, with_by_hand(own_layouts.layouts_of(council))).plans[0]
    assert (plan.layout, plan.actions[0].title) == ("harbour_works_2024", "Mend the slip")


def test_it_is_kept_for_any_table_with_its_headings_and_under_the_organisation_s_name(kept):
    layout = own_layouts.layout_of(kept)
    assert (layout.tables, layout.organisation, layout.by_hand) == ((), "Northmoor Council", True)


@pytest.mark.parametrize(
    "name", ["Harbour works 2024", "harbour-WORKS  2024", "generic", "Minutes", all_layouts()[0].name]
)
def test_a_name_is_given_once(council, clerk, kept, name):
    with pytest.raises(LayoutRefused, match="already. Choose another name."):
        own_layouts.keep(council, name, COLUMNS, clerk)


@pytest.mark.parametrize("name", ["", "  ", "2024", "…", "x" * 80])
def test_a_name_must_be_one_that_a_file_can_have(council, clerk, name):
    with pytest.raises(LayoutRefused, match="The name of a layout m"):
        own_layouts.keep(council, name, COLUMNS, clerk)


def test_another_organisation_may_have_one_of_the_same_name(kept, clerk):
    other = own_layouts.keep(builders.organisation("Farrow Trust"), kept.name, COLUMNS, clerk)
    assert other.name == kept.name


def test_a_suggested_name_is_free(council, clerk, kept):
    assert own_layouts.free_name(council, "Harbour works 2024") == "harbour_works_2024_2"
    assert own_layouts.free_name(council, "2024 plan") == "plan_2024_plan"
    assert own_layouts.free_name(council, "…") == "our_plan"


def test_columns_by_number_alone_would_read_every_table_and_are_refused(council, clerk):
    counted = Layout({"title": 1, "due": 2}, header_rows=0, by_hand=True)
    with pytest.raises(LayoutRefused, match="say which words stand above it") as refused:
        own_layouts.keep(council, "Counted", counted, clerk)
    assert refused.value.field == "tables"
    below = Layout({"title": 1, "due": 2}, header_rows=0, tables=("Harbour works",), by_hand=True)
    assert own_layouts.keep(council, "Counted", below, clerk).layout["tables"] == ["Harbour works"]


def test_a_retired_layout_is_not_tried_until_it_is_brought_back(council, clerk, kept):
    own_layouts.retire(kept, 1, clerk)
    assert own_layouts.layouts_of(council) == ()
    own_layouts.bring_back(kept, 2, clerk)
    assert [layout.name for layout in own_layouts.layouts_of(council)] == [kept.name]


def test_a_change_says_who_made_it_and_raises_the_version(kept, manager):
    own_layouts.change(kept, 1, kept.name, Layout({"title": "Errand"}, by_hand=True), manager)
    assert (kept.version, kept.changed_by, own_layouts.layout_of(kept).columns) == (2, manager, {"title": "Errand"})


def test_a_stale_change_is_refused(kept, clerk):
    with pytest.raises(Stale):
        own_layouts.change(kept, 7, kept.name, COLUMNS, clerk)


def test_a_change_cannot_take_another_s_name(council, clerk, kept):
    other = own_layouts.keep(council, "Other", COLUMNS, clerk)
    with pytest.raises(LayoutRefused, match="already"):
        own_layouts.change(other, 1, "harbour works 2024", COLUMNS, clerk)


def test_where_it_was_used_is_kept(council, kept):
    upload = builders.upload(council)
    own_layouts.note_use(upload, ["generic", kept.name])
    assert list(kept.uploads.all()) == [upload]


def test_the_command_takes_a_paper_in_by_it_too(tmp_path, council, kept):
    rows = (("Thing", "Crew", "Ebb"), ("Mend the slip", "Pilot", "31/03/2024"))
    path = tmp_path / "next.txt"
    path.write_text(paper("Harbour works plan", rows), encoding="utf-8")
    out = io.StringIO()
    call_command(
        "import_plan", str(path), "--organisation", council.name, "--as-at", "2024-01-31", "--json", stdout=out
    )
    assert json.loads(out.getvalue())["counts"]["new"] == 1
