"""What a person says of a table's columns, as the form takes it: the layout it makes, and what it refuses."""

import pytest

from imports.layout import Layout
from imports.layout_json import Rating
from imports.mapping import fields_of, headings_at, layout_from
from imports.mapping_form import MappingForm
from imports.shapes import Source, TableSeen

HEADINGS = ("Ref", "Action", "By whom", "By when", "Light")
ROWS = (HEADINGS, ("1", "Mend the slip", "Pilot", "31/03/2024", "Ashore"), ("2", "Paint the mole", "Mate", "", "Green"))
SEEN = TableSeen(
    key="3-aa",
    source=Source(table=3, row=1),
    headings=HEADINGS,
    rows=ROWS,
    count=2,
    columns=("ref", "title", "owner", "due", ""),
    words=((), (), (), (), ("Ashore", "Green")),
)


def form(seen=SEEN, said=None, may_keep=True, **sent) -> MappingForm:
    """The form as it is shown, with some of its fields sent otherwise."""
    made = {"seen": seen, "said": said, "version": 1, "name": "harbour", "may_keep": may_keep}
    shown = MappingForm(**made)
    if not sent:
        return shown
    values = {name: shown[name].value() for name in shown.fields}
    return MappingForm({name: value for name, value in values.items() if value not in (None, False)} | sent, **made)


def test_an_unsent_form_says_how_the_table_is_read_now():
    shown = form()
    assert [field.value() for _, field in shown.columns()] == ["ref", "title", "owner", "due", ""]
    assert shown.layout().columns == {"ref": "Ref", "title": "Action", "owner": "By whom", "due": "By when"}
    assert shown.ratings() == []


def test_words_of_a_rating_are_asked_for_once_a_column_holds_them():
    shown = form(column_4="rag")
    assert [words for words, _, _ in shown.ratings()] == ["Ashore", "Green"]
    assert [colour.field.initial for _, _, colour in shown.ratings()] == ["", "green"]


def test_only_words_that_mean_something_else_than_the_reader_takes_them_for_are_said():
    sent = form(column_4="rag", status_4_0="complete", colour_4_0="blue", colour_4_1="green")
    assert sent.is_valid(), sent.errors
    assert sent.layout().ratings == {"Ashore": Rating("complete", "blue")}


def test_what_was_said_before_is_shown_again():
    said = Layout(
        {"title": "By whom", "rag": "Light"}, ratings={"Ashore": Rating("complete", "blue")}, by_hand=True
    )  # fmt: skip
    shown = form(said=said)
    assert [field.value() for _, field in shown.columns()] == ["", "", "title", "", "rag"]
    assert [status.value() for _, status, _ in shown.ratings()] == ["complete", ""]


REFUSED = (
    ({"column_1": ""}, "column_0", "Say which column holds the actions"),
    ({"column_4": "due"}, "column_4", "“By when” and “Light” are both given as First date: choose one of them."),
    ({"column_0": "title"}, "column_1", "“Ref” and “Action” are both given as Action: choose one of them."),
    ({"column_0": "wages"}, "column_0", "Select a valid choice"),
    ({"keep": "on", "name": " "}, "name", "Enter a name for the layout, or do not keep it."),
    ({"header_rows": "9"}, "header_rows", "Select a valid choice"),
    ({"version": "x"}, "version", "Enter a whole number"),
)


@pytest.mark.parametrize(("fields", "name", "sentence"), REFUSED, ids=[sentence for *_, sentence in REFUSED])
def test_bad_input_is_one_clear_sentence_beside_its_field(fields, name, sentence):
    sent = form(**fields)
    assert not sent.is_valid()
    assert any(sentence in error for error in sent.errors[name])
    assert sent.layout() is None


@pytest.mark.parametrize("several", ["lead", "owner", "update", "link"])
def test_owners_progress_and_links_may_stand_in_several_columns(several):
    sent = form(column_2=several, column_4=several)
    assert sent.layout().columns[several] == ("By whom", "Light")


def test_a_column_without_a_heading_or_with_another_s_is_counted():
    headings = ("", "Action", "Who", "Who", "x" * 150)
    layout = layout_from(seen_as(headings), 1, ["ref", "title", "lead", "lead", "due"], {})
    assert layout.columns == {"ref": 1, "title": "Action", "lead": (3, 4), "due": 5}
    assert layout.header_rows is None


def test_a_table_without_headings_is_counted_from_its_first_row():
    layout = layout_from(SEEN, 0, ["ref", "title", "", "", ""], {})
    assert (layout.columns, layout.header_rows) == ({"ref": 1, "title": 2}, 0)


def test_the_headings_may_stand_in_another_row():
    assert headings_at(SEEN, 2) == ROWS[1]
    assert form(header_rows="2").columns()[1][0] == "Mend the slip"
    assert form(header_rows="0").columns()[1][0] == ""


def test_words_above_limit_a_layout_that_is_kept():
    sent = form(keep="on", name="Harbour", above="Harbour works")
    assert sent.layout().tables == ("Harbour works",)


def test_those_who_may_not_keep_a_layout_are_not_asked():
    shown = form(may_keep=False)
    assert {"keep", "name", "above"}.isdisjoint(shown.fields)
    assert form(may_keep=False, column_2="lead").layout().columns["lead"] == "By whom"


def test_a_field_that_a_layout_gives_two_columns_by_mistake_is_shown_once():
    assert fields_of(seen_as(HEADINGS, ("due", "title", "due", "keep", "response"))) == ["due", "title", "", "", ""]


def seen_as(headings, columns=SEEN.columns):
    return TableSeen(SEEN.key, SEEN.source, headings=headings, rows=(headings, *ROWS[1:]), columns=columns)
