"""`board_report` and `export_workbook` on the command line: what they print, write and refuse."""

import io
import json
from datetime import date

import pytest
from django.core.management import ManagementUtility, call_command
from django.db import connections
from openpyxl import load_workbook

from actions import queries, report
from actions.management.arguments import day_typed
from actions.rules.board import BOARD_RULES
from tests import builders


@pytest.fixture
def late(plan):
    """A plan with one overdue action and one on time."""
    builders.item(plan, "Find a trainer", ref="1a", due=date(2020, 5, 1))
    builders.item(plan, "Train both teams", ref="1b", due=date(2020, 9, 1))
    return plan


@pytest.fixture
def run(capsys, monkeypatch):
    """Return a function: the words after manage.py in; exit code, output and errors out."""
    # A command closes its connections when it ends, and with them this test's own transaction.
    monkeypatch.setattr(connections, "close_all", lambda: None)

    def run(*words):
        code = 0
        try:
            ManagementUtility(["manage.py", *map(str, words)]).execute()
        except SystemExit as left:
            code = left.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


class TestBoardReport:
    @pytest.mark.parametrize("name", ["northmoor/recovery", "recovery"])
    def test_prints_the_plan_by_its_name_or_by_its_own_slug(self, late, run, name):
        code, out, _ = run("board_report", name, "--as-of", "2020-07-01")
        assert code == 0
        assert "Northmoor Council, as at 1 July 2020" in out
        assert "1a  Find a trainer\n    Due 1 May 2020, overdue by 61 days." in out

    def test_prints_json_of_the_same_report(self, late, run):
        code, out, _ = run("board_report", "recovery", "--as-of", "1 July 2020", "--json")
        facts = queries.plan_facts(late, leave_out=queries.FOR_PUBLICATION)
        built = report.build(facts, date(2020, 7, 1))
        printed = json.loads(out)
        assert code == 0
        assert printed == json.loads(json.dumps(report.to_json(built)))
        assert (printed["plan"], printed["as_of"], printed["totals"]["overdue"]) == ("recovery", "2020-07-01", 1)
        assert list(printed["exceptions"]) == [rule.slug for rule in BOARD_RULES]

    def test_writes_the_workbook(self, late, run, tmp_path):
        code, out, _ = run("board_report", "recovery", "--as-of", "1/7/2020", "--xlsx", tmp_path / "board.xlsx")
        assert (code, out) == (0, f"Wrote {tmp_path / 'board.xlsx'}\n")
        assert load_workbook(tmp_path / "board.xlsx")["Summary"]["A1"].value == "Recovery plan"

    def test_of_a_day_before_the_plan_says_so_and_succeeds(self, late, run):
        code, out, _ = run("board_report", "recovery", "--as-of", "2019-01-01")
        assert code == 0
        assert "The register holds nothing of this plan as at 1 January 2019." in out


class TestExportWorkbook:
    def test_writes_the_same_bytes_again(self, late, run, tmp_path):
        for name in ("one.xlsx", "two.xlsx"):
            code, _, _ = run("export_workbook", "recovery", "--as-of", "2020-07-01", "--output", tmp_path / name)
            assert code == 0
        assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()

    def test_leaves_the_old_file_where_the_new_one_cannot_be_written(self, late, run, tmp_path, monkeypatch):
        target = tmp_path / "month.xlsx"
        target.write_bytes(b"last month")

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("pathlib.Path.write_bytes", full)
        code, _, err = run("export_workbook", "recovery", "--as-of", "2020-07-01", "--output", target)
        assert (code, err.strip()) == (1, f"CommandError: {target} could not be written: No space left on device.")
        assert target.read_bytes() == b"last month"
        assert [path.name for path in tmp_path.iterdir()] == ["month.xlsx"]


class TestNotForPublication:
    @pytest.fixture
    def exempt(self, late):
        builders.item(late, "Secret", ref="2", publication="not_for_publication", exempt_paragraph="2",
                      due=date(2020, 5, 1))  # fmt: skip
        builders.item(late, "Scribble", ref="3", publication="working_note", due=date(2020, 5, 1))
        return late

    @pytest.mark.parametrize("more", [(), ("--json",)], ids=["for people", "as JSON"])
    def test_nothing_of_it_is_printed_unless_asked_for(self, exempt, run, more):
        _, out, _ = run("board_report", "recovery", "--as-of", "2020-07-01", *more)
        assert "Secret" not in out and "Scribble" not in out
        assert "Not for publication, and left out of it: 1 action." in out
        _, out, _ = run("board_report", "recovery", "--as-of", "2020-07-01", "--with-exempt", *more)
        assert "Secret" in out and "Not for publication (paragraph 2)" in out and "Scribble" not in out
        assert "Not for publication: it holds 1 action kept from publication, each marked." in out

    @pytest.mark.parametrize("words", [("export_workbook", "--output"), ("board_report", "--xlsx")], ids=lambda w: w[0])
    def test_nothing_of_it_is_in_a_workbook_unless_asked_for(self, exempt, run, tmp_path, words):
        for more, titles in (((), 2), (("--with-exempt",), 3)):
            run(words[0], "recovery", "--as-of", "2020-07-01", words[1], tmp_path / "out.xlsx", *more)
            rows = load_workbook(tmp_path / "out.xlsx")["Full plan"].iter_rows(values_only=True)
            text = "\n".join(str(cell) for row in rows for cell in row)
            assert ("Secret" in text) is bool(more) and "Scribble" not in text
            assert text.count("In progress") == titles


BAD_INPUT = {
    "a plan nobody knows": (
        ("nowhere", "2020-07-01"), "There is no plan “nowhere”. The register holds northmoor/recovery."
    ),
    "a plan of another organisation": (
        ("farrow/recovery", "2020-07-01"), "There is no plan “farrow/recovery”. The register holds northmoor/recovery."
    ),
    "an impossible day": (("recovery", "2018-02-31"), "There is no day “2018-02-31” in the calendar."),
    "words that are no day": (
        ("recovery", "soon"), "“soon” is not a date: write it as 2018-09-03 or 3 September 2018."
    ),
    "a month nobody knows": (("recovery", "3 Brumaire 2018"), "There is no day “3 Brumaire 2018” in the calendar."),
}  # fmt: skip


@pytest.mark.parametrize("command", ["board_report", "export_workbook"])
@pytest.mark.parametrize(("given", "sentence"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_one_sentence_and_exit_1(late, run, tmp_path, command, given, sentence):
    more = ("--output", tmp_path / "out.xlsx") if command == "export_workbook" else ()
    code, out, err = run(command, given[0], "--as-of", given[1], *more)
    assert (code, out, err.strip()) == (1, "", f"CommandError: {sentence}")
    assert not list(tmp_path.iterdir())


def test_a_slug_of_two_organisations_asks_which(late, run):
    builders.plan(builders.organisation("Farrow Trust"))
    code, _, err = run("board_report", "recovery", "--as-of", "2020-07-01")
    assert code == 1
    assert "Several plans are called “recovery”: say farrow/recovery or northmoor/recovery." in err
    assert run("board_report", "farrow/recovery", "--as-of", "2020-07-01")[0] == 0


def test_an_empty_register_says_so(db, run):
    assert "The register holds none yet." in run("board_report", "recovery", "--as-of", "2020-07-01")[2]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("nowhere/out.xlsx", "There is no folder {}/nowhere: make it first, or name another."),
     (".", "{} is a folder: name a file in it.")],
    ids=["a folder that is missing", "a folder"],
)  # fmt: skip
@pytest.mark.parametrize("words", [("export_workbook", "--output"), ("board_report", "--xlsx")], ids=lambda w: w[0])
def test_a_file_that_cannot_be_written_is_one_sentence_and_exit_1(late, run, tmp_path, words, place, sentence):
    code, _, err = run(words[0], "recovery", "--as-of", "2020-07-01", words[1], tmp_path / place)
    assert (code, err.strip()) == (1, f"CommandError: {sentence.format(tmp_path)}")


@pytest.mark.parametrize(
    "words",
    [
        ("board_report",), ("board_report", "recovery"), ("board_report", "--as-of", "2020-07-01"),
        ("board_report", "recovery", "--as-of", "2020-07-01", "--json", "--xlsx", "out.xlsx"),
        ("export_workbook", "recovery", "--as-of", "2020-07-01"), ("export_workbook", "recovery", "--nonsense"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_bad_usage_is_exit_2(db, run, words):
    code, _, err = run(*words)
    assert code == 2
    assert "usage:" in err and "Traceback" not in err


@pytest.mark.parametrize("command", ["board_report", "export_workbook"])
def test_there_is_help(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "PLAN" in out and "--as-of" in out


@pytest.mark.parametrize(
    "text", ["2018-09-03", "3/9/2018", "03.09.2018", "3-9-2018", "3 September 2018", "3 sept 2018", " 3  Sep  2018 "]
)
def test_a_day_is_read_however_it_is_typed_day_first(text):
    assert day_typed(text) == date(2018, 9, 3)


def test_the_report_can_be_called_from_code(late):
    out = io.StringIO()
    call_command("board_report", "recovery", as_of="2020-07-01", stdout=out)
    assert "Recovery plan" in out.getvalue()
