"""One layout: read, changed, retired, brought back, taken away as a file."""

import pytest
from django.urls import reverse

from imports import own_layouts
from imports.layout import Layout
from imports.layout_json import Rating
from tests import builders

LAYOUT = Layout(
    {"title": "Thing", "lead": ("Crew", 3), "due": "Ebb"},
    optional={"update": "Story"},
    ratings={"Ashore": Rating("complete", "blue")},
    by_hand=True,
)


@pytest.fixture
def kept(council, clerk):
    return own_layouts.keep(council, "Harbour works", LAYOUT, clerk)


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def page(kept, name="layout"):
    return reverse(name, args=[kept.pk])


def as_shown(form) -> dict:
    """The form's fields as a browser sends them; a box that is not ticked is not sent."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def sent(client, kept, **fields):
    return client.post(page(kept), as_shown(client.get(page(kept)).context["form"]) | fields)


def test_what_is_shown_and_saved_unchanged_is_the_same_layout(as_clerk, kept):
    before = own_layouts.layout_of(kept)
    assert sent(as_clerk, kept).status_code == 302
    kept.refresh_from_db()
    assert own_layouts.layout_of(kept) == before


def test_a_heading_is_changed_one_is_added_and_a_rating_too(as_clerk, kept):
    more = {"heading_0": "Errand", "heading_5": "Light", "field_5": "rag", "may_miss_5": "on"}
    more |= {"words_1": "Adrift", "status_1": "off_track", "colour_1": "red"}
    answer = sent(as_clerk, kept, **more)
    assert answer.status_code == 302
    kept.refresh_from_db()
    layout = own_layouts.layout_of(kept)
    assert layout.columns == {"title": "Errand", "lead": ("Crew", 3), "due": "Ebb"}
    assert layout.optional == {"update": "Story", "rag": "Light"}
    assert layout.ratings["Adrift"] == Rating("off_track", "red")


REFUSED = (
    ({"field_5": "rag"}, "Enter the heading of the column that holds “Rating”."),
    ({"heading_5": "Light"}, "Choose what the column “Light” holds."),
    ({"heading_0": "", "field_0": ""}, "Say which column holds the actions"),
    ({"may_miss_0": "on"}, "Say which column holds the actions"),
    ({"heading_5": "column 0", "field_5": "rag"}, "counted from 1"),
    ({"heading_5": "column 3", "field_5": "rag"}, "one field only"),
    ({"name": ""}, "Enter name of the layout"),
    ({"name": "generic"}, "There is a layout called “generic” already"),
    ({"name": "2024"}, "must begin with a letter"),
    ({"version": "9"}, "Somebody else changed this layout"),
)


@pytest.mark.parametrize(("fields", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_bad_input_is_one_sentence_and_nothing_is_saved(as_clerk, kept, fields, sentence):
    answer = sent(as_clerk, kept, **fields)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "There is a problem" in text and sentence in text
    kept.refresh_from_db()
    assert kept.version == 1


def test_it_is_retired_and_brought_back(as_clerk, kept, council):
    assert as_clerk.post(page(kept), {"do": "retire", "version": 1}).status_code == 302
    assert own_layouts.layouts_of(council) == ()
    assert "Bring this layout back" in as_clerk.get(page(kept)).content.decode()
    as_clerk.post(page(kept), {"do": "bring_back", "version": 2})
    assert len(own_layouts.layouts_of(council)) == 1


@pytest.mark.parametrize("version", ["7", "", "x", "9" * 40])
def test_a_stale_page_retires_nothing(as_clerk, kept, council, version):
    answer = as_clerk.post(page(kept), {"do": "retire", "version": version})
    assert "Somebody else changed this layout" in answer.content.decode()
    assert len(own_layouts.layouts_of(council)) == 1


def test_the_file_is_python_under_the_layout_s_name(as_clerk, kept):
    answer = as_clerk.get(page(kept, "layout_file"))
    assert answer["Content-Disposition"] == 'attachment; filename="harbour_works.py"'
    text = answer.content.decode()
    assert text.startswith('"""Northmoor Council: a plan') and '"title": "Thing",' in text


def test_a_stranger_finds_nothing(client, stranger, kept):
    client.force_login(stranger)
    assert [client.get(page(kept, name)).status_code for name in ("layout", "layout_file")] == [404, 404]
    assert client.post(page(kept), {"do": "retire", "version": 1}).status_code == 404


def test_the_papers_read_by_it_are_named(as_clerk, kept, council, manager):
    own_layouts.note_use(builders.upload(council, name="may.docx", uploaded_by=manager), [kept.name])
    assert "may.docx" in as_clerk.get(page(kept)).content.decode()
