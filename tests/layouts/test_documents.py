"""Each document in fixtures/ and its expected file in; whether the importer reads it as a careful person would, out."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from imports.pipeline import read_document
from imports.pipeline.scheme import label_for, scheme_of
from imports.shapes import Reading

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
DOCUMENTS = sorted((FIXTURES / "documents").glob("*.txt"))


def words(text: str | None) -> list[str]:
    """The words of a text without case, tags, marks and the space that scanning puts into `22 nd`."""
    plain = re.sub(r"<[^>]+>", " ", unicodedata.normalize("NFKC", html.unescape(text or "")).lower())
    return re.findall(r"[a-z0-9]+", re.sub(r"(\d)\s+(st|nd|rd|th)\b", r"\1\2", plain))


def opens_and_ends(text: str | None, opens: str | None, ends: str | None) -> bool:
    """Whether a text begins and ends with the words that the careful reader noted."""
    got, first, last = words(text), words(opens), words(ends)
    return got[: len(first)] == first and (not last or got[-len(last) :] == last)


def expected_of(document: Path) -> dict:
    return json.loads(document.with_suffix(".expected.json").read_text(encoding="utf-8"))


def printed_totals(document: Path) -> dict:
    return expected_of(document)["counts"].get("printed", {})


by_name = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
with_totals = pytest.mark.parametrize(
    "document", [path for path in DOCUMENTS if printed_totals(path)], ids=lambda path: path.stem
)


@cache
def reading_of(document: Path) -> Reading:
    return read_document(document)


@cache
def printed_reading_of(document: Path) -> dict:
    """What `read_plan --json` prints of the document."""
    return json.loads(json.dumps(reading_of(document).to_json()))


def plan_of(document: Path) -> dict:
    plan, *more = printed_reading_of(document)["plans"]
    assert [other["title"] for other in more] == [], "one plan is printed and more were read"
    return plan


def pairs(document: Path):
    """Every action and step of the expected file beside the one that was read in its place."""
    for wanted, read in zip(expected_of(document)["actions"], plan_of(document)["actions"], strict=True):
        yield wanted, read
        yield from zip(wanted["milestones"], read["milestones"], strict=True)


def named(item: dict) -> str:
    return item["ref"] or item["title_starts"]


def differences(document: Path, value) -> list[str]:
    """What `value` takes from each row where the reading and the expected file differ, in words."""
    return [
        f"{named(wanted)}: expected {value(wanted)!r}, read {value(read)!r}"
        for wanted, read in pairs(document)
        if value(wanted) != value(read)
    ]


@by_name
def test_a_document_has_an_expected_file_that_names_it(document):
    assert expected_of(document)["paper"] == document.name


@by_name
def test_a_document_is_described_in_the_readme(document):
    assert f"`{document.stem}`" in (FIXTURES / "README.md").read_text(encoding="utf-8")


@by_name
def test_the_plan_is_called_by_the_title_printed_over_it(document):
    title = " ".join(words(expected_of(document)["title"]))
    assert title in " ".join(words(plan_of(document)["title"]))


@by_name
def test_every_action_is_found_under_its_section_and_nothing_is_invented(document):
    wanted, read = expected_of(document), plan_of(document)
    assert [action["ref"] for action in read["actions"]] == [action["ref"] for action in wanted["actions"]]
    assert [words(a["section"]) for a in read["actions"]] == [words(a["section"]) for a in wanted["actions"]]
    assert [words(s["title"]) for s in read["sections"]] == [words(s["title"]) for s in wanted["sections"]]


@by_name
def test_titles_are_whole_also_where_a_row_runs_over_the_page(document):
    wrong = [
        f"{wanted['title_starts']} … {wanted['title_ends']}: read {read['title']!r}"
        for wanted, read in pairs(document)
        if not opens_and_ends(read["title"], wanted["title_starts"], wanted["title_ends"])
        or len(words(read["title"])) != wanted["title_words"]
    ]
    assert wrong == []


@by_name
def test_first_dates_are_as_printed_or_the_latest_of_the_steps(document):
    wrong = [
        f"{named(wanted)}: expected {wanted['due']}, read {read['due']}"
        for wanted, read in pairs(document)
        if read["due"] not in (wanted["due"], wanted.get("due_alt"))
    ]
    assert wrong == []


@by_name
@pytest.mark.parametrize("field", ["start", "revised", "status", "rag"])
def test_later_dates_and_statuses_are_as_printed(document, field):
    assert differences(document, lambda item: item[field]) == []


@by_name
def test_the_kind_of_each_leafs_deadline_is_known(document):
    wrong = [
        f"{named(wanted)}: expected {wanted['deadline_kind']}, read {read['deadline_kind']}"
        for wanted, read in pairs(document)
        if not wanted.get("milestones") and wanted["deadline_kind"] != read["deadline_kind"]
    ]
    assert wrong == []


@by_name
def test_owners_are_each_named_once_with_whole_titles(document):
    assert differences(document, lambda item: [" ".join(words(owner["name"])) for owner in item["owners"]]) == []


@by_name
def test_updates_keep_their_dates_labels_and_words(document):
    assert differences(document, lambda item: [(note["date"], note["label"]) for note in item["updates"]]) == []
    cut = [
        f"{note['starts']} … {note['ends']}: read {given['text']!r}"
        for wanted, read in pairs(document)
        for note, given in zip(wanted["updates"], read["updates"], strict=True)
        if not opens_and_ends(given["text"], note["starts"], note["ends"])
    ]
    assert cut == []


@by_name
def test_what_a_careful_reader_would_query_is_raised(document):
    silent = [
        f"{named(wanted)}: {wanted['problems']}"
        for wanted, read in pairs(document)
        if wanted["problems"] and not read["problems"]
    ]
    assert silent == []


@by_name
def test_the_date_that_a_paper_speaks_for_is_read(document):
    assert plan_of(document)["as_at"] == expected_of(document)["as_at"]


@by_name
def test_tables_that_are_no_plan_are_named_and_passed_over(document):
    headings = [" ".join(words(table["heading"])) for table in printed_reading_of(document)["ignored"]]
    missing = [
        first
        for first in expected_of(document)["not_plans"]
        if not any(" ".join(words(first)) in heading for heading in headings)
    ]
    assert missing == []


@with_totals
def test_totals_that_a_paper_prints_agree_with_what_was_read(document):
    plan = reading_of(document).plans[0]
    scheme = scheme_of(plan)
    leaves = [leaf for action in plan.actions for leaf in action.milestones or (action,)]
    statuses = [leaf.status for leaf in leaves]
    labels = [label_for(leaf, scheme) for leaf in leaves]
    read = {
        "actions": len(plan.actions),
        "leaves": len(leaves),
        "said_complete": sum(
            status == "complete" or (label is not None and label.status == "complete")
            for status, label in zip(statuses, labels, strict=True)
        ),
        **{status: statuses.count(status) for status in ("complete", "in_progress", "not_started")},
    }
    assert {name: read[name] for name in printed_totals(document)} == printed_totals(document)
