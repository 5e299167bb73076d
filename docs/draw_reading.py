"""Draws how a paper becomes a plan: each step's own result for one paper of fixtures/, as pictures in docs/pictures.

`make pictures` runs it; it needs Chromium. Nothing is drawn that the pipeline did not give.
"""

import sys
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from playwright.sync_api import sync_playwright  # noqa: E402

from imports.layout import all_layouts  # noqa: E402
from imports.pipeline import read_document  # noqa: E402
from imports.pipeline.compared import day_words  # noqa: E402
from imports.pipeline.read import read  # noqa: E402
from imports.pipeline.recognise import recognise  # noqa: E402
from imports.pipeline.rows import gather_rows  # noqa: E402
from imports.pipeline.tables import find_tables  # noqa: E402
from imports.pipeline.titles import plan_title  # noqa: E402
from imports.shapes import Paragraph  # noqa: E402
from tests.chromium import CHROMIUM  # noqa: E402

PAPER = HERE.parent / "fixtures" / "a_year" / "october.txt"
STYLE = """
body { margin: 24px; font: 15px/1.4 'Liberation Sans', Arial, sans-serif; color: #0b0c0c }
table { border-collapse: collapse; width: 100% }
td, th { border: 1px solid #b1b4b6; padding: 4px 7px; text-align: left; vertical-align: top }
th { background: #e6eaec }
.line { margin: 6px 0; color: #505a5f; font-family: monospace }
.section td { background: #d5e8f3; font-weight: bold }
.step td:first-child { padding-left: 28px }
.tag { font-size: 13px; color: #505a5f; white-space: nowrap }
.field { color: #0f7a52; font-weight: bold }
.none { color: #505a5f }
dl { display: grid; grid-template-columns: 12em 1fr; gap: 5px 16px; margin: 0 }
dt { font-weight: bold }
dd { margin: 0 }
.doubt { border-left: 5px solid #f5b301; padding: 6px 12px; margin-top: 14px }
"""


def printed() -> str:
    """The paper as its reader found it: lines between tables, and pieces of tables as wide as they were printed."""
    parts = []
    for block in read(PAPER).blocks:
        if isinstance(block, Paragraph):
            parts.append(f'<p class="line">{escape(block.text)}</p>')
        else:
            parts.append(f"<table>{''.join(cells([cell.text for cell in row]) for row in block.rows)}</table>")
    return "".join(parts)


def columns() -> str:
    """Which column was taken for which field, and why."""
    match = matches()[0]
    rows = "".join(
        f"<tr><td>{escape(heading)}</td><td class='{'field' if at in match.columns else 'none'}'>"
        f"{match.columns.get(at, 'kept under its own heading')}</td></tr>"
        for at, heading in enumerate(match.headings)
    )
    why = "".join(f"<li>{escape(reason)}</li>" for reason in match.reasons)
    head = "<tr><th>Printed heading</th><th>Taken for</th></tr>"
    return f"<table>{head}{rows}</table><p>{match.confidence:.0%} sure:</p><ul>{why}</ul>"


def rows() -> str:
    """The rows of the plan, joined over the page, each with what it was taken for."""
    found = matches()
    title = plan_title(found[0])
    drawn = "".join(
        f"<tr class='{row.kind}'><td>{escape(row.ref or '')}</td>"
        f"<td>{escape(row.cells.get(1) or row.cells.get(0, ''))}</td><td>{escape(row.cells.get(3, ''))}</td>"
        f"<td class='tag'>{row.kind}, {row.source.words()}</td></tr>"
        for row in gather_rows(found, title)
    )
    return f"<table><tr><th>Ref</th><th>Words</th><th>Timescale</th><th>Taken for</th></tr>{drawn}</table>"


def fields() -> str:
    """One row as it is staged, with the cells that it was read from."""
    item = next(action for action in read_document(PAPER).plans[0].actions if action.revised)
    read_as = {
        "Reference": item.ref,
        "Action": item.title,
        "Lead": "; ".join(owner.name for owner in item.owners),
        "First date": day_words(item.due),
        "Later dates": ", ".join(map(day_words, item.revised)),
        "Reported rating": item.rag.capitalize(),
        "Updates": "; ".join(f"{day_words(update.date) or 'Undated'}: {update.text}" for update in item.updates),
        "Where": item.source.words(),
    }
    as_printed = "".join(
        f"<tr><th>{escape(cell.heading)}</th><td>{escape(cell.text)}</td></tr>" for cell in item.printed
    )
    staged = "".join(f"<dt>{name}</dt><dd>{escape(str(value))}</dd>" for name, value in read_as.items())
    doubts = "".join(f"<div class='doubt'>{escape(issue.message)}</div>" for issue in item.problems)
    return f"<table>{as_printed}</table><p>is read as</p><dl>{staged}</dl>{doubts}"


def matches():
    """The tables of the paper's plan, recognised."""
    return recognise(find_tables(read(PAPER)), all_layouts())[0][0]


def cells(texts) -> str:
    """One printed row."""
    return f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in texts)}</tr>"


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 400})
        for name, drawn in (("printed", printed), ("columns", columns), ("rows", rows), ("fields", fields)):
            page.set_content(f"<style>{STYLE}</style>{drawn()}")
            page.screenshot(path=HERE / "pictures" / f"reading-{name}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
