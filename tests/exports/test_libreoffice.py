"""LibreOffice opens the workbook, saves it again, and every value is still what it was."""

import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from actions.exports import workbook
from tests.exports import reports

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed (Debian: libreoffice-calc)")


def converted(path, folder, kind):
    """Return the file that LibreOffice makes of `path`, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out"), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    return folder / "out" / f"{path.stem}.{kind}"


def values(path):
    """Return every value of every sheet by its place; line breaks as Excel writes them."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in load_workbook(path) for line in sheet for cell in line if cell.value is not None
    }  # fmt: skip


def test_it_opens_and_every_value_is_kept(tmp_path):
    written = tmp_path / "month.xlsx"
    written.write_bytes(workbook.content(reports.busy()))
    before, after = values(written), values(converted(written, tmp_path, "xlsx"))
    assert len(before) > 200
    assert after == before


def test_the_table_to_be_pasted_is_as_wide_as_a_page(tmp_path):
    written = tmp_path / "month.xlsx"
    written.write_bytes(workbook.content(reports.busy()))
    text = converted(written, tmp_path, "pdf").read_bytes()
    assert text.startswith(b"%PDF")
    # Summary, for the report (eight short rows), exceptions, actions, full plan and two pages of definitions.
    assert text.count(b"/Type/Page/") + text.count(b"/Type/Page\n") + text.count(b"/Type /Page ") <= 8
