"""Builds facts for tables of cases: keywords with defaults in, plain values out; no database."""

from datetime import UTC, date, datetime
from itertools import count

from actions.rules import facts

AGREED = date(2020, 1, 1)
WRITTEN = datetime(2020, 1, 1, 9, tzinfo=UTC)
RED = facts.Label("Red", "red", "Off course.", rank=1)
AMBER = facts.Label("Amber", "amber", "Slipping.", rank=2)
GREEN = facts.Label("Green", "green", "On course.", rank=3)
BLUE = facts.Label("Blue", "blue", "Finished.", "complete", rank=4)
SCHEME = (RED, AMBER, GREEN, BLUE)
SAFETY = facts.Section(1, "1", "Safety")
_ids = count(1)


def _event(on: date | None, recorded: datetime | None, retracted: datetime | None) -> tuple:
    on = on or AGREED
    return next(_ids), on, recorded or datetime(on.year, on.month, on.day, 9, tzinfo=UTC), retracted


def move(
    kind="first", to=None, *, frm=None, on=None, recorded=None, retracted=None, text="", precision="date",
    corrects=None, asks=False, decision="", decided_on=None, decided_at=None, start=None,
) -> facts.DateMove:  # fmt: skip
    """Return a row of the history of dates; `asks` makes it wait for agreement."""
    return facts.DateMove(
        *_event(on, recorded, retracted), kind, start, frm, to, text, precision, corrects, asks, decision, decided_on,
        decided_at, "",
    )  # fmt: skip


def stage(
    value="in_progress", *, on=None, done_on=None, done_by=None, paper=True, words="", retracted=None, check_on=None
):
    """Return a change of stage."""
    return facts.StageChange(*_event(on, None, retracted), value, words, done_on, done_by, paper, check_on)


def rating(label, *, on=None, kind="reported", reason="", lapses_on=None, retracted=None, stated=None):
    """Return a rating given, or set by hand; `label` is a name of SCHEME, or None where it is not one."""
    return facts.Rating(*_event(on, None, retracted), kind, label, stated or label or "", reason, lapses_on)


def update(note="Under way.", *, on=None, no_change=False, dated=True, label="", retracted=None):
    """Return a note of progress."""
    return facts.Update(*_event(on, None, retracted), label, note, dated, no_change, "", "public")


def evidence(*, on=None, retracted=None):
    """Return evidence that was given."""
    return facts.Evidence(*_event(on, None, retracted))


def owner(name="Head of Placements", *, kind="taken_on", role="lead", position=0, on=None, body="", party=None):
    """Return a party taking on or laying down an item."""
    return facts.Ownership(
        *_event(on, None, None), kind, role, party or sum(map(ord, name)), name, body, position
    )  # fmt: skip


def item(ref="1", *, due=None, title=None, section=1, parent=None, created_on=AGREED, retracted=None, **events):
    """Return an action (a step where `parent` is its id); `due` gives it one first date."""
    if due and "moves" not in events:
        events["moves"] = (move(to=due),)
    events.setdefault("ownerships", (owner(),))
    return facts.Item(
        next(_ids), ref, title or f"Do {ref}", section, parent, created_on, WRITTEN, retracted, **events
    )  # fmt: skip


def plan(*items, scheme=SCHEME, sections=(SAFETY,), **fields) -> facts.Plan:
    """Return a plan of those items."""
    return facts.Plan("safety", "Safety plan", "Northshire Council", tuple(sections), items, tuple(scheme), **fields)
