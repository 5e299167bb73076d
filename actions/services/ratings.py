"""Writes ratings as they are given, and settings by hand."""

from datetime import date

from actions.models import Item, Rating, RatingLabel, Source
from actions.services.writing import Writing


def report_rating(
    writing: Writing, item: Item, label: RatingLabel | None, *, stated: str = "", before: str = "",
    effective_on: date | None = None, source: Source | None = None,
) -> Rating:  # fmt: skip
    """Record the rating that the item's owner or a paper gives; `stated` keeps the words where no label fits."""
    stated = stated or (label.label if label else "")
    rating = Rating(
        item=item, label=label, stated_rating=stated, source=source, effective_on=effective_on or writing.actor.today
    )
    writing.log("report_rating", item, field="rating", before=before, after=stated)
    return writing.add(rating)


def set_rating_by_hand(
    writing: Writing, item: Item, label: RatingLabel, *, reason: str, lapses_on: date | None, before: str = ""
) -> Rating:
    """Set the rating by hand until `lapses_on` (the main board's next meeting); raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("Say why the rating is set by hand.")
    rating = Rating(
        item=item, label=label, stated_rating=label.label, kind=Rating.Kind.BY_HAND, reason=reason,
        lapses_on=lapses_on, effective_on=writing.actor.today,
    )  # fmt: skip
    writing.log("set_rating_by_hand", item, field="rating", before=before, after=label.label, reason=reason)
    return writing.add(rating)


def lift_rating(writing: Writing, item: Item, *, reason: str, before: str = "") -> Rating:
    """Lift a rating that was set by hand, so that the reported one counts again; raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("Say why the setting is lifted.")
    lifted = Rating(item=item, kind=Rating.Kind.BY_HAND, reason=reason, effective_on=writing.actor.today)
    writing.log("lift_rating", item, field="rating", before=before, reason=reason)
    return writing.add(lifted)
