"""From the paper to the board: a committee paper of 2018 is taken in, and its report names what the paper does not."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from actions.models import Plan
from actions.vocabulary import Role
from tests import builders

PAPER = Path(__file__).resolve().parents[2] / "shared" / "papers" / "000_66b0249f77e6a57f.txt"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PAPER.exists(), reason="../shared/papers is not here"),
]
OVERDUE = {"1c", "1f", "3c", "4b", "4f", "4g", "4i", "6f", "7b", "7c", "7d", "8a", "9c"}
PAST_FIRST_DATE_ONLY = {"3d", "8b", "8c"}
DAY = "2018-09-03"


@pytest.fixture
def plan():
    """The inspection action plan, as the paper prints it."""
    call_command(
        "import_plan", str(PAPER), organisation="Blackburn", as_at=DAY, apply=True, verbosity=0, stdout=io.StringIO()
    )
    return Plan.objects.get(organisation__name="Blackburn")


def test_the_report_names_the_thirteen_overdue_and_the_three_past_their_first_date_only(plan):
    out = io.StringIO()
    call_command("board_report", f"blackburn/{plan.slug}", as_of=DAY, json=True, stdout=out)
    printed = json.loads(out.getvalue())
    named = {slug: {each["ref"] for each in found} for slug, found in printed["exceptions"].items()}
    assert named["overdue"] == OVERDUE
    assert named["past_original"] - named["overdue"] == PAST_FIRST_DATE_ONLY
    assert printed["totals"]["items"] == 52


def test_the_boards_page_names_them_under_their_headings(plan, client):
    client.force_login(builders.user(Role.BOARD, plan.organisation))
    answer = client.get(f"{reverse('board', args=['blackburn', plan.slug])}?as_of={DAY}")
    shown = {group["rule"].slug: {entry["ref"] for entry in group["entries"]} for group in answer.context["groups"]}
    assert shown["overdue"] == OVERDUE
    assert shown["past_original"] == PAST_FIRST_DATE_ONLY


def test_page_json_and_workbook_give_the_same_counts(plan, tmp_path, client):
    client.force_login(builders.user(Role.BOARD, plan.organisation))
    page = client.get(f"{reverse('board', args=['blackburn', plan.slug])}?as_of={DAY}").context["report"].totals
    out = io.StringIO()
    call_command("board_report", f"blackburn/{plan.slug}", as_of=DAY, json=True, stdout=out)
    call_command("export_workbook", plan.slug, as_of=DAY, output=str(tmp_path / "b.xlsx"), stdout=io.StringIO())
    book = load_workbook(tmp_path / "b.xlsx")
    counts = {row[0]: row[1] for row in book["Summary"].iter_rows(max_col=2, values_only=True)}
    assert json.loads(out.getvalue())["totals"] == page
    assert (counts["Overdue"], counts["Past its first date"], counts["Done"]) == (
        page["overdue"], page["past_original"], page["done"]
    )  # fmt: skip
