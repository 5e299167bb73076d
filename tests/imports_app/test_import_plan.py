"""`import_plan` on documents: what it prints, what it writes, what it refuses."""

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from actions import queries
from actions.models import Change, DateMove, Item, OpenIssue, Organisation, Paper, Party, Plan, StageChange, Update
from actions.rules.judge import judge
from actions.services import deadlines, progress
from actions.services.writing import Actor, Writing
from actions.vocabulary import Stage
from imports.intake import apply_paper, compare_paper
from imports.models import PlanSighting, Sighting
from imports.not_taken import NotTaken
from imports.shapes import Reading
from tests.pipeline.papers import paper, row

ROOT = Path(__file__).resolve().parents[2]
NORTHSHIRE = ROOT / "fixtures" / "documents" / "northshire-childrens-services-2019.txt"
BLACKBURN = ROOT.parent / "shared" / "papers" / "000_66b0249f77e6a57f.txt"
needs_papers = pytest.mark.skipif(not BLACKBURN.exists(), reason="../shared/papers is not here")
pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 31)
DOUBTFUL = """Northshire Improvement Action Plan

Position as at 31 January 2020

No.\tAction\tLead Officer\tTimescales\tProgress/Comments
1\tWrite the fostering strategy\tHead of Fostering\t31/03/2020\tCompleted the first draft; sign-off is to follow.
2\tTrain every manager\tHead of People\t31/11/2020\tGoing on.
3\tPublish the guide\tHead of Care\t30/04/2020\tNo change.
"""

WRITTEN = (
    Organisation,
    Plan,
    Paper,
    Item,
    Change,
    DateMove,
    StageChange,
    Update,
    Party,
    Sighting,
    PlanSighting,
    OpenIssue,
)


def take(path, *options, organisation="Northshire County Council") -> dict:
    """Run the command with --json and return what it prints."""
    out = io.StringIO()
    call_command("import_plan", str(path), "--organisation", organisation, "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def blackburn(*options) -> dict:
    return take(BLACKBURN, "--as-at", "2018-09-03", *options, organisation="Blackburn with Darwen")


def rows_stored() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in WRITTEN}


def counts(**given) -> dict[str, int]:
    return dict.fromkeys(("new", "changed", "untouched", "missing", "reopened", "questions"), 0) | given


def refusal(path, *options, organisation="Northshire County Council") -> CommandError:
    with pytest.raises(CommandError) as refused:
        take(path, *options, organisation=organisation)
    return refused.value


# ---- Blackburn's plan as printed ----------------------------------------------------------------


@needs_papers
def test_without_apply_the_same_counts_are_printed_and_nothing_is_written():
    shown = blackburn()
    assert shown["counts"] == counts(new=52)
    assert rows_stored() == dict.fromkeys(rows_stored(), 0)
    assert blackburn("--apply")["counts"] == shown["counts"]


@needs_papers
def test_the_leaves_that_are_overdue_and_past_their_first_date_by_the_rules():
    blackburn("--apply")
    states = [s for s in judge(queries.plan_facts(Plan.objects.get()), date(2018, 9, 3)) if s.is_leaf]
    assert len(states) == 52
    assert [s.item.ref for s in states if s.overdue] == "1c 1f 3c 4b 4f 4g 4i 6f 7b 7c 7d 8a 9c".split()  # noqa: SIM905
    assert [s.item.ref for s in states if s.past_first and not s.overdue] == ["3d", "8b", "8c"]


@needs_papers
def test_a_second_import_of_the_same_file_writes_nothing():
    blackburn("--apply")
    before = rows_stored()
    assert blackburn("--apply")["counts"] == counts(untouched=52)
    assert rows_stored() == before


@needs_papers
def test_edits_made_in_between_survive_the_same_file():
    blackburn("--apply")
    plan = Plan.objects.get()
    item = Item.objects.get(ref="1c")
    with Writing(plan, Actor.by_command()) as writing:
        progress.change_stage(writing, item, Stage.DONE)
        deadlines.revise_deadline(writing, item, date(2019, 1, 31), from_due=item.due)
    Item.objects.filter(pk=item.pk).update(title="Reworded by hand")
    assert blackburn("--apply")["counts"] == counts(untouched=52)
    item.refresh_from_db()
    assert (item.title, item.stage, item.due) == ("Reworded by hand", "done", date(2019, 1, 31))


@needs_papers
def test_every_row_knows_its_page_and_words_as_printed():
    blackburn("--apply")
    items = Item.objects.select_related("source")
    assert all(item.source and item.source.printed for item in items)
    assert {"Action", "Lead Officer", "Timescales"} <= set(Item.objects.get(ref="1a").source.printed)


@needs_papers
def test_a_paper_without_a_date_asks_for_one_and_recalls_what_its_first_pages_print():
    refused = refusal(BLACKBURN, organisation="Blackburn with Darwen")
    assert refused.returncode == 1
    assert "--as-at" in str(refused)
    assert "3 September 2018" in str(refused)
    assert "\n" not in str(refused)


@needs_papers
def test_a_failure_in_the_middle_leaves_nothing(monkeypatch):
    def fail(*_):
        raise RuntimeError("the power went")

    monkeypatch.setattr("imports.apply.write_issues", fail)
    with pytest.raises(RuntimeError):
        blackburn("--apply")
    assert rows_stored() == dict.fromkeys(rows_stored(), 0)


# ---- a document of the repository ---------------------------------------------------------------


def test_the_organisation_is_found_by_name_or_address_however_it_is_cased():
    take(NORTHSHIRE, "--apply")
    leaves = Item.objects.filter(is_leaf=True).count()
    assert leaves
    for name in ("northshire county council", "NORTHSHIRE-COUNTY-COUNCIL", " Northshire  County Council "):
        assert take(NORTHSHIRE, "--apply", organisation=name)["counts"] == counts(untouched=leaves)
    assert Organisation.objects.count() == Plan.objects.count() == Paper.objects.count() == 1


def test_a_plan_named_on_the_command_line_is_made_and_found_again_without_its_name():
    first = take(NORTHSHIRE, "--apply", "--plan", "inspection")
    again = take(NORTHSHIRE, "--apply")
    assert first["plans"][0]["slug"] == again["plans"][0]["slug"] == "inspection"
    assert again["counts"]["untouched"] == first["counts"]["new"]


def test_the_same_words_in_another_file_for_the_same_day_are_no_news(tmp_path):
    first = take(NORTHSHIRE, "--apply")
    copy = tmp_path / "copy-of-the-minutes.txt"
    copy.write_text(NORTHSHIRE.read_text(encoding="utf-8") + "\nEnd of the minutes.\n", encoding="utf-8")
    before = rows_stored()
    assert take(copy, "--apply")["counts"] == counts(untouched=first["counts"]["new"])
    assert rows_stored() == before


def test_next_months_paper_brings_only_what_is_new(tmp_path):
    first = take(NORTHSHIRE, "--apply")
    before = rows_stored()
    plan = first["plans"][0]
    done = next(c for c in plan["changes"] if c["kind"] == "change_stage" and c["after"]["stage"] == "done")
    line = next(
        text
        for text in NORTHSHIRE.read_text(encoding="utf-8").splitlines()
        if text.endswith(f"\t{done['after']['stated_status']}")
    )
    reopened = f"{line.rpartition(chr(9))[0]}\tIn progress"
    later = tmp_path / "next.txt"
    later.write_text(NORTHSHIRE.read_text(encoding="utf-8").replace(line, reopened), encoding="utf-8")
    shown = take(later, "--apply", "--as-at", "30/11/2019")
    leaves = first["counts"]["new"]
    assert shown["counts"] == counts(untouched=leaves - 1, reopened=1)
    after = rows_stored()
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert grown.pop("Change") == len(shown["plans"][0]["changes"])
    assert grown.pop("OpenIssue") == before["OpenIssue"]  # each paper keeps its own
    assert grown == {"Paper": 1, "StageChange": 1, "Sighting": before["Sighting"], "PlanSighting": 1}


def test_people_read_what_would_change():
    out = io.StringIO()
    call_command("import_plan", str(NORTHSHIRE), "--organisation", "Northshire County Council", stdout=out)
    printed = out.getvalue()
    assert "Nothing is saved yet." in printed
    assert " new" in printed
    assert "None" not in printed
    assert max(map(len, printed.splitlines())) <= 130


# ---- refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff\xfe" * 99, b"Minutes of a meeting.\nNobody came.\n"])
def test_a_file_without_a_plan_is_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "paper.txt"
    path.write_bytes(content)
    refused = refusal(path, "--apply")
    assert refused.returncode == 1
    assert len(str(refused).splitlines()) == 1
    assert rows_stored() == dict.fromkeys(rows_stored(), 0)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "nothing.txt").returncode == 1


@pytest.mark.parametrize("options", [
    ("--only", "9"), ("--only", "0"), ("--only", "two"), ("--plan", "Not A Slug"), ("--plan", ""),
])  # fmt: skip
def test_bad_usage_is_told_from_bad_input(options):
    refused = refusal(NORTHSHIRE, *options)
    # argparse's own refusals end with 2 on the command line; called from Python they have no code of their own
    assert refused.returncode == 2 or str(refused).startswith(f"Error: argument {options[0]}")
    assert Plan.objects.count() == 0


@pytest.mark.parametrize("day", ["31/11/2020", "tomorrow", "2020-13-01", "", "2120-01-31", "9999-12-31", "31/12/1989"])
def test_a_day_that_cannot_be_is_bad_usage_told_before_the_paper_is_read(day, tmp_path):
    refused = refusal(tmp_path / "not-there.txt", "--as-at", day)
    assert refused.returncode == 2
    assert "--as-at" in str(refused)
    assert "\n" not in str(refused)


@pytest.mark.parametrize("year", [2120, 1920])
def test_a_paper_that_gives_a_day_to_come_or_long_gone_is_refused(year):
    staged = paper(row(), as_at=date(year, 1, 31))
    with pytest.raises(NotTaken, match=f"31 January {year}"):
        compare_paper(Reading("odd.txt", "0" * 64, "text", (staged,)), "Northshire", today=date(2026, 1, 1))


def test_doubts_of_the_reading_are_shown_in_text_and_json_with_their_place(tmp_path):
    text = tmp_path / "doubtful.txt"
    text.write_text(DOUBTFUL, encoding="utf-8")
    shown = take(text)["plans"][0]
    assert (shown["new_plan"], shown["counts"]["questions"]) == (True, 0)
    assert {"impossible_date", "completion_in_update"} <= {doubt["code"] for doubt in shown["please_check"]}
    assert all(doubt["message"] and doubt["where"] and doubt["about"] for doubt in shown["please_check"])
    out = io.StringIO()
    call_command("import_plan", str(text), "--organisation", "Northshire", stdout=out)
    assert "Please check" in out.getvalue()
    assert "a new organisation" in out.getvalue()


def test_two_organisations_of_one_long_name_and_beginning_have_two_addresses(tmp_path):
    for end in ("one", "two", "three"):
        take(NORTHSHIRE, "--apply", organisation=f"{'x' * 120} {end}")
    assert len({*Organisation.objects.values_list("slug", flat=True)}) == 3


def test_an_organisation_whose_name_cannot_be_kept_is_bad_usage():
    assert refusal(NORTHSHIRE, organisation="\udcff").returncode == 2


def test_a_refusal_on_the_command_line_is_the_sentence_alone(tmp_path):
    typed = ["import_plan", "none.txt", "--organisation", "N", "--as-at", "x"]
    for command, code in ((typed, 2), (["read_plan", ""], 2), (["read_plan", "none.txt"], 1)):
        ran = subprocess.run(
            [sys.executable, ROOT / "manage.py", *command], capture_output=True, text=True, check=False, cwd=tmp_path
        )
        assert (ran.returncode, len(ran.stderr.splitlines()), "CommandError" in ran.stderr) == (code, 1, False)


@pytest.mark.parametrize("name", [" ", "", "x" * 201])
def test_an_organisation_without_a_name_or_with_a_boundless_one_is_bad_usage(name):
    assert refusal(NORTHSHIRE, organisation=name).returncode == 2


def test_characters_that_no_database_keeps_are_left_out():
    odd = paper(row("Write\x00 the \ud800guidance\x07"), as_at=date(2020, 1, 31))
    apply_paper(compare_paper(Reading("odd.docx", "0" * 64, "word", (odd,)), "Northshire", today=TODAY), "Clerk")
    assert Item.objects.get().title == "Write the guidance"
