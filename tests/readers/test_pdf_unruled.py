"""PDF pages without rules around their cells, as sheets and web pages are printed: what parts rows, columns, tables."""

from __future__ import annotations

from imports.pipeline import read_document
from imports.shapes import StagedPlan
from tests.readers.pdf_writer import HEIGHT, WIDTH, PdfWriter, text_width

LEFTS = (36, 80, 300, 420, 500, 560, 640)
HEADS = ("Ref", "Action", "Lead", "Deadline", "% done", "Status", "Progress")


class Page(PdfWriter):
    """A page on which words are placed by their height from the top, in columns."""

    def row(self, top: float, *texts: str, lefts=LEFTS) -> None:
        for left, text in zip(lefts, texts, strict=False):
            self._words(left, HEIGHT - top, text)

    def large(self, top: float, text: str) -> None:
        self._put(f"BT /F1 16 Tf 36 {HEIGHT - top} Td ({text}) Tj ET")

    def box(self, left: float, top: float, wide: float, high: float, colour: str) -> None:
        self._put(f"{colour} rg {left} {HEIGHT - top - high} {wide} {high} re f 0 g")

    def plans(self, folder) -> tuple[StagedPlan, ...]:
        path = folder / "plan.pdf"
        path.write_bytes(self.finish())
        return read_document(path).plans


RED, AMBER, GREEN = "1 0 0", "1 0.75 0", "0 0.69 0.31"


def actions_of(page: Page, folder) -> list:
    (plan,) = page.plans(folder)
    return list(plan.actions)


def test_two_tables_on_a_page_under_large_headings_are_two_themes(tmp_path):
    page = Page()
    page.large(40, "Northmoor improvement plan")
    for top, theme, ref in ((80, "Priority 1: Practice", "1.1"), (180, "Priority 2: People", "2.1")):
        page.large(top, theme)
        page.row(top + 25, *HEADS)
        page.row(top + 45, ref, "Write the guidance on visits", "Clerk", "31/03/2023", "40%", "On track", "Drafted.")
    assert [(one.ref, one.section, one.status) for one in actions_of(page, tmp_path)] == [
        ("1.1", "1", "on_track"),
        ("2.1", "2", "on_track"),
    ]


def test_numbers_set_right_up_to_the_next_column_stay_in_their_own(tmp_path):
    page = Page()
    page.row(40, "Improvement plan")
    page.row(70, *HEADS)
    for at, share in enumerate(("100%", "60%", "25%"), 1):
        page.row(
            70 + 30 * at, str(at), "Write the guidance on visits", "Clerk", "31/03/2023", "", "On track", "Drafted."
        )
        page._words(LEFTS[5] - 6 - text_width(share), HEIGHT - 70 - 30 * at, share)
    actions = actions_of(page, tmp_path)
    assert [one.status_text for one in actions] == ["On track"] * 3
    assert [one.extra[0].text for one in actions] == ["100%", "60%", "25%"]


def test_rows_without_a_gap_between_begin_at_their_references(tmp_path):
    page = Page()
    page.row(40, "Improvement plan")
    page.row(70, *HEADS)
    for at, top in enumerate((100, 124, 160), 1):
        page.row(top, str(at), "Write the guidance on", "Clerk", "31/03/2023", "", "On track", "Drafted.")
        page.row(top + 12, "", "visits to homes")
    assert [one.title for one in actions_of(page, tmp_path)] == ["Write the guidance on visits to homes"] * 3


def test_headings_over_two_lines_part_dates_and_run_on(tmp_path):
    page = Page()
    page.row(40, "Improvement plan")
    lefts = (36, 80, 300, 420, 500, 580, 660)
    page.row(70, "Ref", "Action", "Who will lead", "Completion date", "", "", "Progress", lefts=lefts)
    page.row(81, "", "", "this", "Baseline", "Forecast", "Actual", "", lefts=lefts)
    dates = ("31/03/2023", "30/06/2023", "")
    page.row(110, "1", "Write the guidance", "Clerk", *dates, "Drafted.", lefts=lefts)
    page.row(140, "2", "Read all of the plans", "Clerk", *dates[:2], "20/06/2023", "All read.", lefts=lefts)
    actions = actions_of(page, tmp_path)
    assert [(str(one.due), [str(day) for day in one.revised]) for one in actions] == [
        ("2023-03-31", ["2023-06-30"])
    ] * 2
    assert str(actions[1].done_on) == "2023-06-20"


def test_a_key_of_boxes_beside_words_tells_what_fills_and_dots_mean(tmp_path):
    page = Page()
    page.row(40, "Improvement plan")
    page.row(70, *HEADS[:4], "", "RAG", "Progress")
    for at, colour in enumerate((GREEN, AMBER, RED), 1):
        page.row(70 + 30 * at, str(at), "Write the guidance on visits", "Clerk", "31/03/2023", "", "", "Drafted.")
        page.box(LEFTS[5] + 2, 63 + 30 * at, 8, 8, colour)
    page.row(300, "Key")
    for at, (colour, words) in enumerate(((GREEN, "Complete"), (AMBER, "On track"), (RED, "Behind schedule"))):
        page.box(36, 320 + 20 * at, 20, 12, colour)
        page.row(330 + 20 * at, "", words, lefts=(36, 64))
    (plan,) = page.plans(tmp_path)
    assert [one.rag for one in plan.actions] == ["green", "amber", "red"]


def test_a_coloured_letter_of_a_font_of_signs_rates(tmp_path):
    page = Page()
    page.row(40, "Improvement plan")
    page.row(70, *HEADS[:4], "", "RAG", "Progress")
    for at, colour in enumerate((GREEN, RED), 1):
        page.row(70 + 30 * at, str(at), "Write the guidance on visits", "Clerk", "31/03/2023", "", "", "Drafted.")
        page._put(f"{colour} rg")
        page._words(LEFTS[5] + 4, HEIGHT - 70 - 30 * at, "l")
        page._put("0 g")
    assert [one.rag for one in actions_of(page, tmp_path)] == ["green", "red"]


def test_a_page_turned_by_a_quarter_reads_as_it_is_seen(tmp_path):
    page = Page()
    page.row(40, "Improvement plan")
    page.row(70, *HEADS)
    page.row(100, "1", "Write the guidance on visits", "Clerk", "31/03/2023", "40%", "On track", "Drafted.")
    page.pages[0] = [f"q 0 1 -1 0 {HEIGHT} 0 cm", *page.pages[0], "Q"]
    box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}]"
    turned = page.finish().replace(box.encode(), f"/MediaBox [0 0 {HEIGHT} {WIDTH}] /Rotate 90".encode())
    path = tmp_path / "plan.pdf"
    path.write_bytes(turned)
    (action,) = read_document(path).plans[0].actions
    assert (action.title, action.status) == ("Write the guidance on visits", "on_track")


def test_what_a_browser_prints_over_and_under_a_page_is_no_row(tmp_path):
    page = Page()
    page.row(15, "11/24/26, 3:43 PM", "", "Plan | Northmoor Council")
    page.row(40, "Improvement plan")
    page.row(70, *HEADS)
    page.row(100, "1", "Write the guidance on visits", "Clerk", "31/03/2023", "40%", "On track", "Drafted.")
    page.row(HEIGHT - 12, "https://northmoor.example/plan", "", "", "", "", "", "1/2")
    (action,) = actions_of(page, tmp_path)
    assert (action.title, action.updates[0].text) == ("Write the guidance on visits", "Drafted.")
