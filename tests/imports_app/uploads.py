"""Builds uploads that were read, and their proposals: keywords with defaults in, stored rows out."""

from dataclasses import replace
from hashlib import sha256

from django.utils import timezone

from actions.models import Item
from imports.models import Proposal, Upload
from imports.pipeline.answers import Answers, Fate
from imports.proposals import answer, propose, save
from imports.shapes import Extra, Reading
from tests.pipeline.papers import FEBRUARY_PAPER, JANUARY_PAPER, MAY, paper, row


def printed(action, *texts):
    """The row as printed in cells of its own, as a reader keeps it."""
    return replace(action, printed=tuple(Extra("Action", text) for text in (action.title, *texts)))


def upload(plan, staged_plan, as_at=JANUARY_PAPER, **fields) -> Upload:
    """An upload of `plan`'s organisation that was read as that plan."""
    reading = Reading(
        f"paper-{as_at}.docx", sha256(repr((staged_plan, as_at)).encode()).hexdigest(), "word", (staged_plan,)
    )
    return Upload.objects.create(
        organisation=plan.organisation, plan=plan, name=reading.file, sha256=reading.sha256, size=1, as_at=as_at,
        uploaded_at=timezone.now(), state=Upload.State.READ, reading=reading.to_json(full=True), **fields,
    )  # fmt: skip


def proposal_of(plan, staged_plan, as_at=JANUARY_PAPER, **fields):
    """The proposal of a paper of that day."""
    (made,) = propose(upload(plan, staged_plan, as_at, **fields))
    return made


def taken_in(plan, staged_plan, user, as_at=JANUARY_PAPER):
    """A paper of that day, saved."""
    proposal = proposal_of(plan, staged_plan, as_at)
    return save(proposal, proposal.version, user)


JANUARY = paper(
    printed(row(leads=["Head of Service"], notes=["Begun."], status="in_progress", status_text="In progress")),
    printed(row("Train every team manager in supervision", "1.2")),
    printed(row("Hold a day for carers", "1.3")),
)
FEBRUARY = paper(
    printed(row("Write the guidance for all visits at home", due=MAY, leads=["Director"], notes=["Begun.", "Halfway."],
                status="complete", status_text="Complete")),
    printed(row("Bring training and the day for carers together", "3.1", "People and practice", due=MAY,
                steps=[row("Agree the course", None, None)])),
)  # fmt: skip


def second_paper(plan, user) -> Proposal:
    """January's paper saved, and February's proposed: with dates, words, owners and stages changed, and two actions
    merged into one."""
    taken_in(plan, JANUARY, user)
    gone = Item.objects.filter(ref__in=("1.2", "1.3"))
    made = proposal_of(plan, FEBRUARY, FEBRUARY_PAPER)
    fates = {f"item{item.pk}": Fate("merged", ("1",), "minute 14") for item in gone}
    answer(made, made.version, Answers(fates=fates, stages={"1.0": "not_done"}), user)
    return made
