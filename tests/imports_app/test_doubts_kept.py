"""What a paper leaves in doubt is kept with the words it is about; set aside, it stays so while they stand."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from actions.models import OpenIssue
from imports.apply import PaperTaken, take_in
from imports.shapes import Extra, Issue
from tests.pipeline.papers import FEBRUARY_PAPER, JANUARY_PAPER, paper, row

pytestmark = pytest.mark.django_db
HEADINGS = (("title", "Action"), ("due", "By when"), ("update", "Progress"))


def printed(when, progress="", *problems):
    """A row with its cells as printed."""
    cells = (Extra("Action", "Train"), Extra("By when", when), Extra("Progress", progress))
    return row("Train", "1.1", printed=cells, problems=problems)


def load(plan, staged, as_at=JANUARY_PAPER):
    take_in(plan, paper(staged, headings=HEADINGS), PaperTaken("p.txt", f"{as_at:%m}" * 32, as_at, "Clerk"))


VAGUE = Issue("vague_date", "“Spring” is a season, not a day", suggestion="2020-05-31")


@pytest.mark.parametrize(
    ("issue", "words"),
    [
        (VAGUE, "Spring"),
        (Issue("complete_contradicted", "Marked complete, but …"), "Two rooms to go"),
        (Issue("look_alike", "Another row has the same words"), "Train"),
        (Issue("no_owner", "No owner is stated"), ""),
    ],
    ids=["about the date", "about the progress", "about the row", "about a column that is not there"],
)
def test_a_doubt_keeps_the_words_it_is_about(plan, issue, words):
    load(plan, printed("Spring", "Two rooms to go", issue))
    kept = OpenIssue.objects.get()
    assert (kept.words, kept.suggestion) == (words, issue.suggestion)


@pytest.mark.parametrize(
    ("next_month", "stays"),
    [
        (printed("Spring", "All done", VAGUE), True),
        (printed("Spring!", "", VAGUE), False),
        (printed("Spring", "", replace(VAGUE, message="“Spring” could be any year")), False),
        (printed("Spring", "", replace(VAGUE, code="year_only")), False),
    ],
    ids=["the very same doubt", "about other words", "with another sentence", "of another kind"],
)
def test_what_was_set_aside_is_not_asked_again_unless_it_is_another_doubt(plan, clerk, next_month, stays):
    load(plan, printed("Spring", "", VAGUE))
    aside = {
        "dismissed_at": timezone.now(),
        "dismissed_by": clerk,
        "dismissed_who": "Cleo",
        "dismissed_because": "Fine",
    }
    OpenIssue.objects.update(**aside)
    load(plan, next_month, FEBRUARY_PAPER)
    newest = OpenIssue.objects.get(paper__as_at=date(2020, 2, 29))
    assert bool(newest.dismissed_at) is stays
    assert newest.dismissed_because == ("Fine" if stays else "")
