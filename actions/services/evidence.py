"""Writes the evidence that is given for an action or step, and that it was withdrawn."""

from dataclasses import dataclass
from datetime import date

from actions.evidence.keeping import Kept
from actions.models import Evidence, Item
from actions.services.writing import Writing
from actions.vocabulary import Publication


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives as evidence: a file that is kept, or a link, and what they say of it."""

    title: str
    note: str = ""
    link: str = ""
    file: Kept | None = None
    publication: str = Publication.PUBLIC
    exempt_paragraph: str = ""
    exempt_reason: str = ""


def add_evidence(writing: Writing, item: Item, given: Given, *, effective_on: date | None = None) -> Evidence:
    """Record evidence for the item; raises ValueError unless it is either a file or a link."""
    if bool(given.file) == bool(given.link):
        raise ValueError("Give a file or a link.")
    evidence = Evidence(
        item=item, title=given.title, note=given.note, link=given.link, publication=given.publication,
        exempt_paragraph=given.exempt_paragraph, exempt_reason=given.exempt_reason,
        effective_on=effective_on or writing.actor.today,
    )  # fmt: skip
    if given.file:
        kept = given.file
        evidence.file, evidence.name, evidence.kind = kept.path, kept.name, kept.kind
        evidence.size, evidence.sha256 = kept.size, kept.sha256
    writing.log("add_evidence", item, field="evidence", after=given.title)
    return writing.add(evidence)


def withdraw_evidence(writing: Writing, evidence: Evidence, reason: str) -> None:
    """Have evidence count no more, its file kept; raises ValueError with a sentence."""
    if not reason.strip():
        raise ValueError("Say why the evidence is withdrawn.")
    standing = Evidence.objects.filter(pk=evidence.pk, retracted_at=None)
    if not standing.update(retracted_at=writing.actor.at):
        raise ValueError("Somebody else withdrew this evidence already.")
    writing.log("withdraw_evidence", evidence.item, field="evidence", before=evidence.title, reason=reason.strip())
    writing.touch(evidence.item)
