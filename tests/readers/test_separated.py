"""Separated values in the encodings and with the separators that people use; the plan read in them."""

from __future__ import annotations

import pytest

from imports.pipeline import read_document
from imports.readers import Unreadable

HEADINGS = ("Ref", "Action", "Lead", "Deadline", "Progress", "RAG")
ROWS = (
    ("1.1", "Open the café – soon", "Team Manager", "31/03/2023", "Drafted; sent, agreed", "Amber"),
    ("1.2", "Read all plans", "Clerk", "30/04/2023", 'She said "yes"\nand signed', "Green"),
)


def written(separator: str, title: str = "Northmoor Action Plan") -> str:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in f'{separator}"\n') else cell

    rows = [separator.join(map(quoted, row)) for row in (HEADINGS, *ROWS)]
    return "\r\n".join([title, "", *rows]) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_plan_is_read_with_any_separator_in_any_encoding(tmp_path, separator, encoding):
    path = tmp_path / "plan.csv"
    path.write_bytes(written(separator).encode(encoding))
    (plan,) = read_document(path).plans
    assert plan.title == "Northmoor Action Plan"
    assert [action.title for action in plan.actions] == ["Open the café – soon", "Read all plans"]
    assert plan.actions[0].updates[0].text == "Drafted; sent, agreed"
    assert plan.actions[1].updates[0].text == 'She said "yes"\nand signed'
    assert [action.rag for action in plan.actions] == ["amber", "green"]


def test_excels_own_word_for_the_separator_is_no_line(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("sep=;\n" + written(";"), encoding="utf-8")
    assert len(read_document(path).plans[0].actions) == 2


def test_a_row_knows_its_row_in_the_file(tmp_path):
    path = tmp_path / "plan.tsv"
    path.write_text(written("\t"), encoding="utf-8")
    assert read_document(path).plans[0].actions[0].source.line == 4


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("just one column\nof words\n", "has no columns"),
        ("a,b\n" + '"' + "x" * 6_000_000 + '",y\n', "damaged"),
        (" \n\n", "is empty"),
    ],
    ids=["one column", "a cell of megabytes", "blank"],
)
def test_what_has_no_columns_is_refused(tmp_path, content, words):
    path = tmp_path / "plan.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable, match=words):
        read_document(path)
