"""What a terminal prints of a report: whole, aligned, and no wider than asked."""

import pytest

from actions.exports.terminal import lines_of
from tests.exports import reports


@pytest.mark.parametrize("width", [100, 80])
@pytest.mark.parametrize("make", [reports.busy, reports.empty, reports.unrated])
def test_no_line_is_wider_than_asked(make, width):
    assert max(len(line) for line in lines_of(make(), width)) <= width


def test_it_begins_with_the_plan_whose_it_is_and_the_day():
    assert lines_of(reports.busy())[:2] == ["Safety plan", "Northshire Council, as at 1 December 2020"]


def test_the_numbers_are_the_reports():
    built = reports.busy()
    lines = lines_of(built)
    assert f"{built.totals['overdue']:>7}  Overdue" in lines
    themes = [line.split() for line in lines if line.startswith("All themes")]
    slugs = ("items", "open", "done", "overdue", "past_original", "attention")
    assert themes == [["All", "themes", *(str(built.totals[slug]) for slug in slugs)]]


def test_each_action_stands_once_with_its_lead_dates_and_other_rules():
    text = "\n".join(lines_of(reports.busy()))
    assert text.count("Interview\n") == 1
    assert "Step of: Recruit social workers" in text
    assert "Due 1 November 2020, overdue by 30 days." in text
    assert "Also: Reported better than the dates show." in text
    assert "Date now 1 June 2021, moved once. 212 days later than first agreed." in text
    assert "Lead: no lead named." in text


def test_control_characters_of_a_paper_never_reach_the_terminal():
    assert all(line.isprintable() for line in lines_of(reports.busy()))


def test_what_fell_due_since_the_information_stands_apart():
    lines = lines_of(reports.busy())
    place = next(n for n, line in enumerate(lines) if line.startswith("Fell due since 10 November 2020"))
    assert "Advertise, due 20 November 2020" in lines[place + 1]


def test_where_nothing_is_held_it_says_from_when_something_is():
    text = "\n".join(lines_of(reports.empty()))
    assert "The register holds nothing of this plan as at 1 January 2019." in text
    assert "It holds this plan from 1 January 2020." in text
    assert "ATTENTION" not in text
