"""Checks of the log of changes against the events."""

from collections import Counter
from collections.abc import Iterator

from actions.verifying.held import Disagreement, Held, said
from actions.verifying.logged import GROUP_OF, WITHOUT_WORDS
from actions.vocabulary import CHANGE_WORDS


def events_are_logged(held: Held) -> Iterator[Disagreement]:
    """Every event has its entry, and says the same; a new row of a paper has one entry for all that it brought."""
    in_brief = {(entry.item, entry.recorded_at) for entry in held.log if entry.event == "add_item" and entry.from_paper}
    for (item, moment, names, words), _ in (_by_events(held) - _by_log(held)).items():
        if (item, moment) not in in_brief:
            told = f"the log has no such entry of {said_moment(moment)}"
            yield held.off(item, "Event", f"“{_deed(names[0])}” {said(words) if words else ''}".strip(), told)


def entries_have_their_events(held: Held) -> Iterator[Disagreement]:
    """Every entry that tells of an event has it, with the same words."""
    for (item, moment, names, words), _ in (_by_log(held) - _by_events(held)).items():
        told = f"there is no such event of {said_moment(moment)}"
        yield held.off(item, "Entry of the log", f"“{_deed(names[0])}” {said(words) if words else ''}".strip(), told)


def items_are_logged(held: Held) -> Iterator[Disagreement]:
    """The log tells since when each action and step is there."""
    added = {entry.item for entry in held.log if entry.event == "add_item"}
    for pk in held.items:
        if pk not in added:
            yield held.off(pk, "First entry of the log", "missing", "nobody is said to have added it")


def what_was_taken_back_says_by_what(held: Held) -> Iterator[Disagreement]:
    """Every event, action and step that was taken back has an entry of that moment."""
    moments = {(entry.item, entry.recorded_at) for entry in held.log}
    for event in held.events:
        if event.retracted_at and (event.item, event.retracted_at) not in moments:
            yield _unexplained(held, event.item, f"“{_deed(event.told.names[0])}”", event.retracted_at)
    for pk, item in held.items.items():
        if item["retracted_at"] and (pk, item["retracted_at"]) not in moments:
            yield _unexplained(held, pk, "the whole action or step", item["retracted_at"])


def entries_name_who(held: Held) -> Iterator[Disagreement]:
    """Every entry names somebody, and is of the plan's own organisation and of an action of the plan."""
    for entry in held.log:
        if not entry.who.strip():
            yield held.off(entry.item, "Who", "empty", f"the entry “{_deed(entry.event)}” has to name somebody")
        if entry.organisation != held.plan.organisation_id:
            yield held.off(entry.item, "Organisation of an entry", entry.organisation, "the plan is of another one")
        if entry.item and entry.item not in held.items:
            yield held.off(entry.item, "Plan of an entry", held.plan.slug, "the action is of another plan")


def said_moment(moment) -> str:
    """Return a moment so that it can be looked up in the log."""
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


def _by_events(held: Held) -> Counter:
    return Counter((event.item, event.recorded_at, event.told.names, event.told.words or "") for event in held.events)


def _by_log(held: Held) -> Counter:
    entries = ((entry, GROUP_OF[entry.event]) for entry in held.log if entry.item and entry.event in GROUP_OF)
    return Counter(
        (entry.item, entry.recorded_at, group, "" if group in WITHOUT_WORDS else entry.after)
        for entry, group in entries
    )


def _unexplained(held: Held, item: int, what: str, moment) -> Disagreement:
    return held.off(item, "Taken back", f"{what} since {said_moment(moment)}", "the log does not say by what")


def _deed(name: str) -> str:
    return CHANGE_WORDS.get(name, name)
