"""Writes who may read an action, a step, an update or evidence: public, not for publication, or a working note."""

from actions.models import Evidence, Item, Marking, Update
from actions.rules.publication import mark
from actions.services.writing import Writing
from actions.vocabulary import PUBLICATION_WORDS, Publication


def mark_publication(
    writing: Writing, thing: Item | Update | Evidence, publication: str, *, reason: str, paragraph: str = ""
) -> Marking:
    """Mark a thing, from now on and for every day; raises ValueError with a sentence.

    A mark has no day that it speaks for: what is kept back today is kept back from a report of last year as well.
    """
    reason, before = reason.strip(), thing.publication
    paragraph = paragraph.strip() if publication == Publication.NOT_FOR_PUBLICATION else ""
    if not reason:
        raise ValueError("Say why.")
    if (before, thing.exempt_paragraph) == (publication, paragraph):
        raise ValueError("It is marked so already.")
    was = mark(before, thing.exempt_paragraph) or PUBLICATION_WORDS[Publication.PUBLIC]
    thing.publication, thing.exempt_paragraph = publication, paragraph
    thing.exempt_reason = "" if publication == Publication.PUBLIC else reason[:300]
    type(thing).objects.filter(pk=thing.pk).update(
        publication=publication, exempt_paragraph=paragraph, exempt_reason=thing.exempt_reason
    )
    item = thing if isinstance(thing, Item) else thing.item
    now = mark(publication, paragraph) or PUBLICATION_WORDS[Publication.PUBLIC]
    writing.log("mark_publication", item, field="publication", before=was, after=now, reason=reason)
    writing.touch(item)
    return Marking.objects.create(
        plan=writing.plan,
        item=item,
        update=thing if isinstance(thing, Update) else None,
        evidence=thing if isinstance(thing, Evidence) else None,
        before=before,
        after=publication,
        paragraph=paragraph,
        reason=reason,
        recorded_at=writing.actor.at,
        recorded_by=writing.actor.user,
    )
