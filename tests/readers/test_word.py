"""Word documents made here, each with one thing that Word does; the paragraphs and cells read in them."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from imports.readers import Unreadable
from imports.readers.word import read_word
from imports.shapes import Document, Paragraph, Table
from imports.values.colours import colour_name
from tests.readers.documents import C, grid, write

W = nsdecls("w")


def saved(folder, document) -> Document:
    path = folder / "plan.docx"
    document.save(str(path))
    return read_word(path, "plan.docx")


def one_cell(folder, inside: str, properties: str = "", name: str = "") -> tuple:
    """The cell that these runs and cell properties make, beside a plain one."""
    document = docx.Document()
    table = document.add_table(1, 2)
    cell = table.cell(0, 1)._tc
    cell.get_or_add_tcPr()
    for child in parse_xml(f"<w:tcPr {W}>{properties}</w:tcPr>"):
        cell.tcPr.append(child)
    paragraph = cell.findall(qn("w:p"))[0]
    for child in parse_xml(f"<w:p {W}>{inside}</w:p>"):
        paragraph.append(child)
    return table_of(saved(folder, document)).rows[0][1]


def table_of(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


BY = "w:id='1' w:author='a'"
GONE = "<w:r><w:delText> gone</w:delText></w:r>"
CELLS = (
    ("words inserted under tracked changes", f"{run('Base ')}<w:ins {BY}>{run('added')}</w:ins>", "Base added"),
    ("words deleted under tracked changes", f"{run('Base')}<w:del {BY}>{GONE}</w:del>", "Base"),
    ("words moved away", f"{run('Here')}<w:moveFrom w:id='1' w:author='a'>{run(' there')}</w:moveFrom>", "Here"),
    ("a content control", f"<w:sdt><w:sdtContent>{run('Head of Quality')}</w:sdtContent></w:sdt>", "Head of Quality"),
    ("hidden words", f"{run('Seen')}{run(' unseen', '<w:vanish/>')}", "Seen"),
    ("a line break and a tab", f"{run('One')}<w:r><w:br/><w:t>Two</w:t><w:tab/><w:t>3</w:t></w:r>", "One\nTwo 3"),
    ("a tick as a symbol", "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "✓"),
    ("the result of a field", f"<w:fldSimple w:instr='DATE'>{run('31/03/2023')}</w:fldSimple>", "31/03/2023"),
    ("a link's words", f"<w:hyperlink>{run('the guidance')}</w:hyperlink>", "the guidance"),
)  # fmt: skip


@pytest.mark.parametrize(("inside", "words"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_the_words_of_a_cell_are_those_that_word_prints(tmp_path, inside, words):
    assert one_cell(tmp_path, inside).text == words


FILLS = (
    ("a fill", '<w:shd w:val="clear" w:color="auto" w:fill="00B050"/>', "green"),
    ("a solid pattern", '<w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>', "red"),
    ("a colour of the theme", '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/>', "blue"),
    ("a tint of the theme", '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent2" w:themeFillTint="99"/>', "red"),
    ("a shade of the theme", '<w:shd w:val="clear" w:themeFill="accent3" w:themeFillShade="BF"/>', "green"),
    ("no colour", '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>', None),
    ("nothing", "", None),
)  # fmt: skip


@pytest.mark.parametrize(("shade", "name"), [case[1:] for case in FILLS], ids=[case[0] for case in FILLS])
def test_the_fill_of_a_cell_is_read_however_word_writes_it(tmp_path, shade, name):
    assert colour_name(one_cell(tmp_path, run("x"), shade).colour) == name


def test_a_dot_in_the_colour_of_its_rating_is_its_fill_and_no_word(tmp_path):
    cell = one_cell(tmp_path, run("●", '<w:color w:val="FFC000"/>'))
    assert (cell.text, colour_name(cell.colour)) == ("", "amber")


def test_highlighted_words_rate_a_cell_where_they_are_short(tmp_path):
    assert colour_name(one_cell(tmp_path, run("On track", '<w:highlight w:val="green"/>')).colour) == "green"
    assert one_cell(tmp_path, run("A long remark " * 5, '<w:highlight w:val="yellow"/>')).colour is None


def test_words_struck_through_are_read_and_doubted(tmp_path):
    cell = one_cell(tmp_path, f"{run('31/03/2023', '<w:strike/>')}{run(' 30/06/2023')}")
    assert cell.text == "31/03/2023 30/06/2023"
    assert [(issue.code, "31/03/2023" in issue.message) for issue in cell.issues] == [("struck_through", True)]


def test_merged_cells_say_what_they_cover(tmp_path):
    rows = grid(
        ["Ref", "Action", "Lead"],
        [C("Theme 1", across=3)],
        [C("1", down=2), "Write", "Clerk"],
        ["Read", "Chair"],
    )
    document = read_word(write(tmp_path, "plan.docx", [rows]), "plan.docx")
    table = table_of(document)
    assert texts(table) == [
        ["Ref", "Action", "Lead"],
        ["Theme 1", "", ""],
        ["1", "Write", "Clerk"],
        ["", "Read", "Chair"],
    ]
    assert [cell.column_span for cell in table.rows[1]] == [3, 0, 0]
    assert [table.rows[2][0].row_span, table.rows[3][0].row_span] == [2, 0]


def test_a_row_deleted_under_tracked_changes_is_no_row(tmp_path):
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "Kept", "Gone"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="1" w:author="a"/>'))
    assert texts(table_of(saved(tmp_path, document))) == [["Kept", ""]]


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num></w:numbering>"""


def numbered(document, cell, level: int, words: str = "") -> None:
    part = document.part.numbering_part.element
    if not any(one.get(qn("w:numId")) == "90" for one in part.findall(qn("w:num"))):
        kind, number = list(parse_xml(NUMBERING))
        part.insert(0, kind)
        part.append(number)
    paragraph = cell.paragraphs[0]
    paragraph.text = words
    listed = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(listed))


def test_numbers_that_word_counts_are_read_as_printed(tmp_path):
    document = docx.Document()
    table = document.add_table(5, 2)
    for at, level in enumerate((0, 1, 1, 0, 1)):
        numbered(document, table.cell(at, 0), level)
        table.cell(at, 1).text = "words"
    assert [row[0].text for row in table_of(saved(tmp_path, document)).rows] == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_letters_that_word_counts_begin_again_under_the_next_number(tmp_path):
    document = docx.Document()
    table = document.add_table(5, 1)
    for at, level in enumerate((1, 2, 2, 1, 2)):
        numbered(document, table.cell(at, 0), level, "words")
    found = [row[0].text for row in table_of(saved(tmp_path, document)).rows]
    assert found == ["1.1 words", "a) words", "b) words", "1.2 words", "a) words"]


def test_list_items_are_bulleted_lines(tmp_path):
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell.paragraphs[0].text = "Set up:"
    cell.add_paragraph("a panel", style="List Bullet")
    cell.add_paragraph("a forum", style="List Bullet")
    assert texts(table_of(saved(tmp_path, document)))[0][0] == "Set up:\n• a panel\n• a forum"


def test_headings_keep_their_level_and_come_in_order_with_tables(tmp_path):
    document = docx.Document()
    document.add_heading("The plan", 0)
    document.add_heading("Theme 1", 2)
    document.add_table(1, 2).cell(0, 0).text = "x"
    document.add_paragraph("After")
    blocks = saved(tmp_path, document).blocks
    found = [(b.text, b.level) if isinstance(b, Paragraph) else "table" for b in blocks]
    assert found == [("The plan", 1), ("Theme 1", 2), "table", ("After", None)]


def test_the_head_of_the_page_is_read_once(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Northmoor Improvement Plan"
    document.add_paragraph("First")
    assert [block.text for block in saved(tmp_path, document).blocks] == ["Northmoor Improvement Plan", "First"]


def test_a_table_within_a_cell_becomes_its_lines(tmp_path):
    document = docx.Document()
    cell = document.add_table(1, 3).cell(0, 1)
    inner = cell.add_table(2, 2)
    for at, (words, day) in enumerate((("Draft shared", "Mar 2023"), ("Policy signed", "Apr 2023"))):
        inner.cell(at, 0).text, inner.cell(at, 1).text = words, day
    assert texts(table_of(saved(tmp_path, document)))[0][1] == "Draft shared – Mar 2023\nPolicy signed – Apr 2023"


def test_a_frame_of_one_cell_around_a_table_gives_the_table(tmp_path):
    document = docx.Document()
    inner = document.add_table(1, 1).cell(0, 0).add_table(2, 3)
    inner.cell(0, 0).text, inner.cell(1, 2).text = "Ref", "Clerk"
    assert texts(table_of(saved(tmp_path, document))) == [["Ref", "", ""], ["", "", "Clerk"]]


def test_borders_drawn_askew_in_one_row_make_no_column(tmp_path):
    spans = ((2, 2, 2), (2, 2, 2), (1, 3, 2), (2, 2, 2))
    rows = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:r><w:t>r{at}c{n}</w:t></w:r></w:p></w:tc>'
            for n, span in enumerate(row)
        )
        + "</w:tr>"
        for at, row in enumerate(spans)
    )
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:tbl {W}><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"))
    assert texts(table_of(saved(tmp_path, document)))[2] == ["r2c0", "r2c1", "r2c2"]


def test_pages_are_counted_where_word_noted_them(tmp_path):
    document = docx.Document()
    document.add_paragraph("One")
    second = document.add_paragraph("")
    for child in parse_xml(f"<w:p {W}><w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r></w:p>"):
        second._p.append(child)
    document.add_paragraph("Three")
    assert [block.source.page for block in saved(tmp_path, document).blocks][0::2] == [1, 2]


def test_a_pictures_alternative_text_rates_an_empty_cell(tmp_path):
    drawn = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="Picture 1" descr="Amber"/></wp:inline></w:drawing></w:r>'
    )
    assert one_cell(tmp_path, drawn).text == "Amber"


def test_a_macro_is_not_run_and_an_outside_picture_not_fetched(tmp_path):
    document = docx.Document()
    document.add_paragraph("Words")
    document.part.relate_to("http://192.0.2.1/tracker.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    assert [block.text for block in saved(tmp_path, document).blocks] == ["Words"]


def test_a_document_without_its_main_part_is_refused_in_one_sentence(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<w:document")
        packed.writestr("[Content_Types].xml", "<Types/>")
    path = tmp_path / "plan.docx"
    path.write_bytes(out.getvalue())
    with pytest.raises(Unreadable, match="damaged"):
        read_word(path, "plan.docx")
