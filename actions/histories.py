"""What an action's page tells of one item: stored events and a judged state in, words in order out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from actions import links
from actions.lists.table import quiet, steps_in_words
from actions.models import DateMove, Item, Plan, Rating, Update
from actions.rules.board import day, on_or_by, rules_hit, times
from actions.rules.deadlines import Deadline
from actions.rules.judge import State
from actions.sources import Papers
from actions.templatetags.look import counted, dates_say, full_date, rating
from actions.vocabulary import FIELD, HOW_PHRASES, MOVE_WORDS, STAGE_WORDS, How, Move

LIFTED = "Setting by hand lifted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a timeline, as components/timeline.html draws it."""

    title: str
    on: date | datetime | None
    by: str = ""
    text: str = ""
    source: str = ""
    address: str = ""  # of the page that shows the source
    mark: str = ""  # where it is said who may read it, for those who may say so


def facts_of(plan: Plan, item: Item, state: State, rates: bool, on: date) -> list[tuple[str, str]]:
    """Return the facts of an item as terms and values, under the plan's own headings where it has them.

    `on` is the day of the page. `rates` says whether the plan rates its actions; where it does, an action without a
    rating is said to have none.
    """

    def heading(name: str) -> str:
        return plan.headings.get(name) or FIELD[name].heading

    deadline = state.deadline
    rows = [
        (heading("section"), str(item.section) if item.section else ""),
        (heading("links"), ", ".join(item.links)),
        (heading("owners"), _leads(state)),
        (FIELD["stage"].heading, _stage(state)),
        (FIELD["start"].heading, full_date(deadline.start)),
        (FIELD["original_due"].heading, full_date(deadline.original_due) or _no_first_date(state)),
        (FIELD["due"].heading, _date_now(state)),
        (FIELD["times_moved"].heading, _times_moved(deadline)),
        (FIELD["days_later"].heading, _days_later(state, on)),
        (FIELD["rating"].heading, _reported(state) if rates or state.reported else ""),
        (FIELD["says"].heading, _says(state)),
    ]
    return [(term, value) for term, value in rows if value]


def _leads(state: State):
    if not state.owners:
        return quiet("No lead named")
    named = ((o.name, f" ({o.body})" if o.body not in ("", o.name) else "") for o in state.owners)
    return format_html_join(mark_safe("<br>"), "{}{}", named)


def _stage(state: State):
    said = [STAGE_WORDS[state.stage]]
    if state.done_by:
        said.append(f" {on_or_by(state.done_on, state.done_by)}")
    if state.steps:
        said.append(f" ({steps_in_words(state.steps, state.steps_done, state.steps_overdue)})")
    printed = state.stated_status
    if printed and printed.lower() != said[0].lower():
        return format_html('{} <span class="quiet">printed as “{}”</span>', "".join(said), printed)
    return "".join(said)


def _no_first_date(state: State):
    return quiet("Not in the paper" if state.deadline.due else "No date set")


def _date_now(state: State):
    deadline = state.deadline
    shown = full_date(deadline.due) or deadline.text or "No date set"
    if deadline.derived:
        return format_html('{} <span class="quiet">the latest of its steps’</span>', shown)
    if deadline.due and deadline.text and deadline.precision != "date":
        return format_html('{} <span class="quiet">printed as “{}”</span>', shown, deadline.text)
    return shown


def _times_moved(deadline: Deadline) -> str:
    if deadline.derived:  # its steps' dates move, each by itself
        return ""
    return times(deadline.times_moved).capitalize() if deadline.times_moved else "Never"


def _days_later(state: State, on: date):
    """How much later it is; where its date has passed and it is still open, to which day that is counted."""
    if (state.later or 0) <= 0:
        return ""
    days = counted(state.later, "day")
    return format_html('{} <span class="quiet">so far, to {}</span>', days, full_date(on)) if state.overdue else days


def _reported(state: State):
    if state.reported is None:
        return quiet("Not rated")
    meaning = state.reported.label.meaning if state.reported.label else ""
    if state.reported.by_hand:
        until = " until the next board" if state.reported.lapses_on else ""
        meaning = f"Set by hand{until}, because {state.reported.reason}"
    tag = rating(state.reported.stated, state.reported.label.colour if state.reported.label else "")
    return format_html('{}<span class="below">{}</span>', tag, meaning)


def _says(state: State):
    hit = rules_hit(state)
    slugs = {rule.slug for rule in hit}
    why = [(rule.sentence(state),) for rule in hit if rule.implied_by not in slugs]
    return format_html(
        "{}{}", dates_say(state.says, state.overdue), format_html_join("", '<span class="below">{}</span>', why)
    )


def waiting(moves: Iterable[DateMove], on: date) -> list[DateMove]:
    """Return the new dates that were asked for by the day `on` and are not decided."""
    return [move for move in moves if move.needs_agreement and not move.decision and move.effective_on <= on]


def date_entries(moves: Iterable[DateMove], papers: Papers) -> list[Entry]:
    """Return the history of dates as a timeline; `papers` names what each row comes from."""
    return [
        Entry(
            _date_title(move),
            move.effective_on,
            str(move.asked_by or _by(move)),
            _date_text(move, papers),
            *papers.named(move.source),
        )
        for move in moves
    ]


def _date_title(move: DateMove) -> str:
    kind, to = MOVE_WORDS[move.kind], full_date(move.to_due) or move.text
    if move.needs_agreement and move.decision != DateMove.Decision.AGREED:
        state = move.get_decision_display().lower() if move.decision else "waiting to be agreed"
        return f"{kind} asked for: {to} ({state})"
    return f"{kind}: {to}" if to else kind


def _date_text(move: DateMove, papers: Papers) -> str:
    said = [move.reason, f"What will be done: {move.will_do}" if move.will_do else ""]
    if move.from_due:
        said.append(f"Before: {day(move.from_due)}.")
    right = papers.put_right(move.source, "original_due" if move.kind in (Move.FIRST, Move.FOUND) else "due")
    if right:
        said.append(f"{right}.")
    elif move.text and move.to_due:
        said.append(f"Printed as “{move.text.removesuffix('.')}”.")
    if move.decision:
        at = f", {move.meeting}" if move.meeting else f", {day(move.decided_on)}"
        minute = f", minute {move.minute}" if move.minute else ""
        said.append(f"{move.get_decision_display()} by {move.decided_by or 'somebody since removed'}{at}{minute}.")
        said.append(move.decided_because)
    elif move.source_id and move.kind == Move.EXTENSION:
        said.append("Agreed by: not stated.")
    return "\n".join(filter(None, said))


def update_entries(updates: Iterable[Update], papers: Papers, *, marks: bool = False) -> list[Entry]:
    """Return the updates as a timeline; `papers` names what each comes from, `marks` leads to who may read each."""
    return [
        Entry(
            title=" – ".join(filter(None, (update.label, "No change" if update.no_change else ""))) or "Update",
            on=update.effective_on,
            by=str(update.author or _by(update)),
            text="\n".join(filter(None, (update.note, _kept_from(update), _how_said(update)))),
            source=words + ("" if update.dated else " (undated: the day is the paper’s)"),
            address=address,
            mark=links.marking_page(papers.plan, update.item_id, "update", update.pk) if marks else "",
        )
        for update in updates
        for words, address in (papers.named(update.source),)
    ]


def _how_said(update: Update) -> str:
    """Return who said what somebody else entered, by which way and when; and who worded it for the board."""
    by = update.recorded_by or "somebody since removed"
    if update.words_of_id:
        return f"Worded for the board by {by}; the words as they were given stand in this history as well."
    if not update.how:
        return ""
    when = f" on {full_date(update.said_on)}" if update.said_on else ""
    said, entered = ("Answered", "taken in") if update.how == How.LINK else ("Said", "typed in")
    return f"{said} by {update.author or 'somebody'} {HOW_PHRASES[update.how]}{when}, {entered} by {by}."


def _kept_from(update: Update) -> str:
    return "" if update.publication == "public" else f"[{update.get_publication_display()}]"


def rating_rows(ratings: Iterable[Rating], papers: Papers) -> list[dict]:
    """Return the ratings over time: the day, the tag, who gave it or where it was printed."""
    return [
        {
            "on": given.effective_on,
            "tag": rating(given.stated_rating, given.label.colour if given.label else "") or quiet("Rating withdrawn"),
            "how": _how(given),
            "by": words or _by(given),
            "address": address,
            "reason": given.reason,
        }
        for given in ratings
        for words, address in (papers.named(given.source),)
    ]


def _how(given: Rating) -> str:
    lifted = given.kind == Rating.Kind.BY_HAND and not given.stated_rating
    return LIFTED if lifted else given.get_kind_display()


def _by(event) -> str:
    return str(event.recorded_by) if event.recorded_by and not event.source_id else ""
