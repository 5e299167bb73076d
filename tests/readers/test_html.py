"""Web pages written here, each with one thing that pages do; the lines, cells and colours read in them."""

from __future__ import annotations

import pytest

from imports.pipeline import read_document
from imports.readers.html import read_html
from imports.shapes import Document, Paragraph, Table
from imports.values.colours import colour_name


def read(folder, body: str, head: str = "", encoding: str = "utf-8") -> Document:
    path = folder / "plan.html"
    path.write_bytes(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read_html(path, "plan.html")


def cell(folder, inside: str, head: str = ""):
    """The second cell of the only row; `inside` is its tag and all."""
    return tables(read(folder, f"<table><tr><td>x</td>{inside}</tr></table>", head))[0].rows[0][1]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


TEXTS = (
    ("a list", "<td><p>Set up:</p><ul><li>a panel<li>a forum</ul></td>", "Set up:\n• a panel\n• a forum"),
    ("a numbered list", "<td><ol><li>first<li>second</ol></td>", "1. first\n2. second"),
    ("line breaks", "<td>31/03/20<br>30/06/20</td>", "31/03/20\n30/06/20"),
    ("a picture's text", '<td><img src="amber.png" alt="Amber"></td>', "Amber"),
    ("a label without words", '<td><span role="img" aria-label="Green"></span></td>', "Green"),
    ("a drawing's label", '<td><svg aria-label="Red"><text>9</text></svg></td>', "Red"),
    ("deleted words", "<td><del>Clerk</del> <ins>Chair</ins></td>", "Chair"),
    ("words struck out", "<td><s>31/03/20</s> 30/06/20</td>", "31/03/20 30/06/20"),
    ("a script", "<td>Words<script>alert(1)</script></td>", "Words"),
    ("hidden words", '<td>Words <span style="display: none">unseen</span></td>', "Words"),
    ("a table within", "<td><table><tr><td>Draft</td><td>Mar 2023</td></tr></table></td>", "Draft – Mar 2023"),
    ("a choice", "<td><select><option>Red</option><option selected>Amber</option></select></td>", "Amber"),
    ("entities and spaces", "<td>R&amp;D\n   team&nbsp;1</td>", "R&D team 1"),
)


@pytest.mark.parametrize(("inside", "words"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_the_words_of_a_cell_are_those_that_the_page_shows(tmp_path, inside, words):
    assert cell(tmp_path, inside).text == words


STYLES = "<style>.xl65 {background:#92D050; color:red} td.late { background-color: rgb(255, 0, 0) !important }</style>"
COLOURS = (
    ("bgcolor", '<td bgcolor="#FFC000"></td>', "amber"),
    ("bgcolor without a hash", '<td bgcolor="00B050"></td>', "green"),
    ("a style", '<td style="color:#fff;background-color:#ff0000"></td>', "red"),
    ("a class of the page", '<td class="xl65"></td>', "green"),
    ("a class with its tag", '<td class="cell late"></td>', "red"),
    ("a class that says it", '<td class="rag-amber"></td>', "amber"),
    ("a tag within", '<td><span class="status status--green">On track</span></td>', "green"),
    ("a dot in its colour", '<td><span style="color:#ff0000">●</span></td>', "red"),
    ("an emoji", "<td>🟢</td>", "green"),
    ("a class that only sounds so", '<td class="greenwich evergreen"></td>', None),
    ("nothing", "<td></td>", None),
)


@pytest.mark.parametrize(("inside", "name"), [case[1:] for case in COLOURS], ids=[case[0] for case in COLOURS])
def test_the_colour_of_a_cell_is_read_however_the_page_sets_it(tmp_path, inside, name):
    assert colour_name(cell(tmp_path, inside, STYLES).colour) == name


def test_spans_put_each_cell_in_its_column(tmp_path):
    body = (
        "<table><tr><th rowspan=2>Ref<th rowspan=2>Action<th colspan=2>Date</tr><tr><th>First<th>Now</tr>"
        "<tr><td rowspan=2>1<td>Write<td>May<td>June</tr><tr><td>Read<td>July<td>August</tr></table>"
    )
    table = tables(read(tmp_path, body))[0]
    assert [[one.text for one in row] for row in table.rows] == [
        ["Ref", "Action", "Date", ""],
        ["", "", "First", "Now"],
        ["1", "Write", "May", "June"],
        ["", "Read", "July", "August"],
    ]
    assert [one.row_span for one in table.rows[3]] == [0, 1, 1, 1]


def test_headings_captions_and_lists_between_tables_are_lines(tmp_path):
    body = "<h2>Theme 1</h2>Some <b>words</b><ul><li>one</ul><table><caption>Plan</caption><tr><td>a<td>b</table>"
    document = read(tmp_path, body)
    assert lines(document) == ["Theme 1", "Some words", "• one", "Plan"]
    assert document.blocks[0].level == 2


def test_a_table_that_lays_out_the_page_gives_what_is_in_it(tmp_path):
    body = "<table><tr><td><h1>Plan</h1><table><tr><td>a<td>b<tr><td>c<td>d</table></td></tr></table>"
    document = read(tmp_path, body)
    assert lines(document) == ["Plan"]
    assert [[one.text for one in row] for row in tables(document)[0].rows] == [["a", "b"], ["c", "d"]]


def test_a_hidden_row_is_passed_over_and_said(tmp_path):
    document = read(tmp_path, "<table><tr><td>a<td>b<tr hidden><td>c<td>d</table>")
    assert len(tables(document)[0].rows) == 1
    assert [issue.code for issue in document.issues] == ["hidden_parts"]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("cp1252", ""),
        ("cp1252", '<meta charset="windows-1252">'),
        ("utf-16", ""),
        ("utf-8-sig", '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'),
    ],
)
def test_a_page_is_read_in_the_encodings_people_use(tmp_path, encoding, head):
    assert lines(read(tmp_path, "<p>Café – plan</p>", head, encoding)) == ["Café – plan"]


def test_ratings_in_classes_rate_the_plan(tmp_path):
    head = "<tr><th>Ref<th>Action<th>Lead<th>Deadline<th>RAG</tr>"
    rows = "".join(
        f"<tr><td>{n}<td>Write guidance number {n}<td>Clerk<td>31/03/2023<td class='rag rag-{name}'></td></tr>"
        for n, name in enumerate(("green", "amber", "red"), 1)
    )
    path = tmp_path / "plan.html"
    path.write_text(f"<!doctype html><h1>Northmoor Action Plan</h1><table>{head}{rows}</table>", encoding="utf-8")
    assert [action.rag for action in read_document(path).plans[0].actions] == ["green", "amber", "red"]


def test_a_table_built_of_other_elements_is_one_by_their_roles(tmp_path):
    def row(role, cells):
        return f"<div role=row>{''.join(f'<div role={role}><span>{cell}</span></div>' for cell in cells)}</div>"

    body = row("columnheader", ["ID", "Title", "Assigned to", "Due date", "Status"])
    body += row("gridcell", ["1", "Write the guidance", "Clerk", "31/03/2023", "Completed"])
    page = f"<!doctype html><div role=heading aria-level=1>Action plan</div><div role=grid>{body}</div>"
    path = tmp_path / "plan.html"
    path.write_text(page)
    (plan,) = read_document(path).plans
    assert plan.title == "Action plan"
    assert [(action.ref, action.title, action.status) for action in plan.actions] == [
        ("1", "Write the guidance", "complete")
    ]


def test_terms_and_what_is_said_of_them_are_labelled_lines(tmp_path):
    path = tmp_path / "plan.html"
    path.write_text(
        "<!doctype html><dl><div><dt>Lead</dt><dd>Clerk</dd></div><dt>Due:</dt><dd>May</dd><dd>June</dd></dl>"
    )
    assert [block.text for block in read_html(path, "plan.html").blocks] == ["Lead: Clerk", "Due: May", "Due: June"]


def test_a_sheet_saved_for_the_web_reads_as_its_workbook_does(tmp_path):
    def row(*cells):
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

    blank = row(*[""] * 5)
    key = "<tr><td bgcolor='#00b050'></td><td>Complete</td></tr><tr><td bgcolor='#ff0000'></td><td>Off track</td></tr>"
    page = (
        row("Northmoor Improvement Plan") + row("Position as at 30 June 2023") + blank
        + row("Ref", "Action", "Lead", "Deadline", "RAG")
        + row("1", "Write the guidance", "Clerk", "31/03/2023", "").replace("<td></td>", "<td bgcolor='#ff0000'></td>")
        + row("2", "Read all plans", "Clerk", "31/03/2023", "").replace("<td></td>", "<td bgcolor='#00b050'></td>")
        + blank + key
    )  # fmt: skip
    path = tmp_path / "plan.html"
    path.write_text(f"<!doctype html><table>{page}</table>")
    (plan,) = read_document(path).plans
    assert (plan.title, str(plan.as_at)) == ("Northmoor Improvement Plan", "2023-06-30")
    assert [(one.rag, one.status) for one in plan.actions] == [("red", "off_track"), ("green", "complete")]


BADGES = (
    ('<td bgcolor="#d3dfee"><span style="background:#ff0000">late</span></td>', "red"),
    ('<td><font color="#ff0000">●</font></td>', "red"),
    ('<td style="background:#ff0000"><span style="background:#ffffff">late</span></td>', "red"),
)


@pytest.mark.parametrize(("inside", "colour"), BADGES)
def test_a_badge_in_a_cell_outweighs_the_cells_own_colour(tmp_path, inside, colour):
    assert colour_name(cell(tmp_path, inside).colour) == colour
