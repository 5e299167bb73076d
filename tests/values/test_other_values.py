"""Ratings, progress notes, references and cells with HTML: what is written in, values and doubts out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.shapes import STATUSES
from imports.values.bullets import is_cut, plain_lines
from imports.values.date_words import find_dates
from imports.values.ratings import parse_status
from imports.values.references import is_letter, other_references, parse_links, parse_reference, split_reference, under
from imports.values.updates import as_at_of, is_no_note, parse_updates

RATINGS = (
    ("Complete", "complete", None),
    ("COMPLETED", "complete", None),
    ("In progress", "in_progress", None),
    ("Work in progress", "in_progress", None),
    ("On track", "on_track", None),
    ("Behind schedule", "behind", None),
    ("Off track – requires action", "off_track", None),
    ("Not started", "not_started", None),
    ("Not yet due", "not_yet_due", None),
    ("N/A", "not_applicable", None),
    ("Ongoing", "ongoing", None),
    ("Green", None, "green"),
    ("A", None, "amber"),
    ("Red - off track", "off_track", "red"),
    ("Complete (Blue)", "complete", "blue"),
    ("Amber/Green", None, "amber/green"),
    ("", None, None),
)


@pytest.mark.parametrize(("text", "status", "rag"), RATINGS, ids=[case[0] or "empty" for case in RATINGS])
def test_status_and_colour_are_taken_as_stated(text, status, rag):
    stated = parse_status(text)
    assert (stated.status, stated.rag, stated.issues) == (status, rag, ())


def test_a_colour_of_the_cell_is_a_stated_colour():
    assert parse_status("", fill="red").rag == "red"


def test_unknown_words_are_kept_with_an_issue():
    stated = parse_status("Phase 2")
    assert (stated.text, stated.status, stated.issues[0].code) == ("Phase 2", None, "status_unknown")


@given(st.text(max_size=80))
def test_any_rating_is_a_known_status_or_none(text):
    assert parse_status(text).status in (*STATUSES, None)


NOTES = (
    ("Guidance was issued.", [(None, None, "Guidance was issued.")]),
    ("Update 23 September 2020 Panel set up.", [("2020-09-23", None, "Panel set up.")]),
    (
        "03/05/23 – Four began.\n21/06/23 – Two more.",
        [("2023-05-03", None, "Four began."), ("2023-06-21", None, "Two more.")],
    ),
    ("Week 19 – 74 cases heard. Week 20: agreed", [(None, "Week 19", "74 cases heard."), (None, "Week 20", "agreed")]),
    ("Week 24 11.06.19 update – done", [("2019-06-11", "Week 24", "done")]),
    ("Agreed on 3 May 2020 by the board.", [(None, None, "Agreed on 3 May 2020 by the board.")]),
    ("Update 1 September 2020 2020 Panel set up.", [("2020-09-01", None, "Panel set up.")]),
    ("Week 20 -", []),
    ("", []),
)


@pytest.mark.parametrize(("text", "notes"), NOTES, ids=[case[0] or "empty" for case in NOTES])
def test_notes_have_the_date_or_label_printed_above_them(text, notes):
    read = [(str(note.date) if note.date else None, note.label, note.text) for note in parse_updates(text)]
    assert read == notes


def test_a_date_in_the_heading_is_the_date_of_each_note():
    stated = as_at_of("Update as at 20/02/12")
    assert parse_updates("Letter sent", stated)[0].date == date(2012, 2, 20)


@pytest.mark.parametrize("heading", ["Progress", "Target date 31/03/21", "Date 2020"])
def test_a_heading_without_an_as_at_states_none(heading):
    assert as_at_of(heading) is None


@given(st.text(max_size=120))
def test_any_progress_without_a_date_is_one_note_and_notes_are_pieces_of_the_cell(text):
    notes = parse_updates(text)
    assert all(note.text in text for note in notes)
    if not find_dates(text) and text.strip("•–— -\n") and not is_no_note(text):
        assert [note.text for note in notes] == [text.strip(" \n")]


OPENING = (
    ("a. Review the policy", "a", "Review the policy"),
    ("(b) Review the policy", "b", "Review the policy"),
    ("1) Review", "1", "Review"),
    ("2.1 Review the policy", "2.1", "Review the policy"),
    ("R 8 Review the policy", "R 8", "Review the policy"),
    ("HMIP 1 Commission training", "HMIP 1", "Commission training"),
    ("Priority 2: Practice", "2", "Practice"),
    ("16 to 18 year olds", None, "16 to 18 year olds"),
    ("A review of policy", None, "A review of policy"),
)


@pytest.mark.parametrize(("text", "ref", "rest"), OPENING, ids=[case[0] for case in OPENING])
def test_a_reference_that_opens_a_text_is_taken_off(text, ref, rest):
    assert split_reference(text) == (ref, rest)


def test_a_letter_counts_within_its_section():
    assert under("1", "b") == "1b"
    assert under(None, "b") == "b"
    assert under("2", "2.1") == "2.1"
    assert is_letter("iv")


def test_a_second_reference_in_the_cell_is_a_link():
    assert parse_reference("LA25/S3") == "LA25"
    assert other_references("LA25/S3") == ("S3",)
    assert parse_links("Part 1 LM 8, LM 9") == ("LM 8", "LM 9")


@given(st.text(max_size=60))
def test_any_reference_is_read_without_an_error(text):
    parse_reference(text)
    split_reference(text)
    other_references(text)


CELLS = (
    ("<p>One.</p> <p>Two.</p>", "One.\nTwo."),
    ('Such as: <ul style="x"> • one - weekly • two </ul>', "Such as:\n• one - weekly\n• two"),
    ("<ul> - First part. - Second part </ul>", "• First part.\n• Second part"),
    ("<ol> 1. Note it; and 2. Agree it </ol>", "1. Note it; and\n2. Agree it"),
    ("<li>one</li><li>two</li>", "• one\n• two"),
    ("Fish &amp; chips", "Fish & chips"),
    ("under < 18 weeks and > 2", "under < 18 weeks and > 2"),
    ("cut in a <p sty", "cut in a"),
)


@pytest.mark.parametrize(("cell", "text"), CELLS, ids=[case[0] for case in CELLS])
def test_a_cell_loses_its_tags_and_keeps_its_bullets_as_lines(cell, text):
    assert plain_lines(cell) == text


def test_a_cell_cut_within_a_tag_is_known():
    assert is_cut("and then <ul sty")
    assert not is_cut("whole")


@given(st.text(max_size=120))
def test_any_cell_is_read_without_an_error(text):
    assert "\n\n" not in plain_lines(text)
