"""Builds uploads that were read, and their proposals: keywords with defaults in, stored rows out."""

from dataclasses import replace
from hashlib import sha256

from django.utils import timezone

from imports.models import Upload
from imports.proposals import propose, save
from imports.shapes import Extra, Reading
from tests.pipeline.papers import JANUARY_PAPER


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
