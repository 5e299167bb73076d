"""How text wraps in a column."""

import pytest

from actions.exports.text_size import lines, width


@pytest.mark.parametrize(
    ("text", "available", "expected"),
    [
        ("", 100, 1),
        ("short", 100, 1),
        ("one\ntwo\n\nfour", 100, 4),
        ("word " * 20, 10_000, 1),
        ("aaaa aaaa aaaa", 50, 2),
        ("a" * 40, 50, 5),
        ("Ж" * 10, 50, 2),
    ],
    ids=[
        "nothing",
        "one word",
        "its own line breaks",
        "a wide column",
        "between words",
        "a long word",
        "other scripts",
    ],
)
def test_text_wraps_over_so_many_lines(text, available, expected):
    assert lines(text, available, 10) == expected


def test_bold_and_larger_text_is_wider():
    assert width("Reported rating", 11) > width("Reported rating", 10)
    assert width("Reported rating", 10, bold=True) > width("Reported rating", 10)


def test_a_column_ten_times_as_wide_never_needs_more_lines():
    text = "Adverts are out in every district; interviews begin on Monday (see the note)."
    assert lines(text, 600, 10) <= lines(text, 60, 10)
