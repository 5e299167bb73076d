"""What a batch will write, in words: its deeds in; a line for each action and one that counts them out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from actions.answer_form import named
from actions.models import Plan
from actions.rules.publication import numbered
from actions.services.answers import never_had_a_date
from actions.services.batches import Deed, Many, leads_of
from actions.templatetags.look import counted, full_date
from actions.vocabulary import DONE_STAGES, FIELD, STAGE_WORDS

# Kinds of change in the order in which they are counted, each with its noun.
NOUNS = {
    "new_date": "date",
    "rating": "rating",
    "stage": "stage",
    "note": "update",
    "no_change": "“no change”,“no change”",
    "lead": "lead",
    "theme": "theme",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that will be written of an action: its kind, heading, from and to."""

    kind: str
    heading: str
    before: str
    after: str


def lines(deed: Deed, many: Many, plan: Plan, on: date, waits: bool) -> list[Line]:
    """Return what will be written of one action."""
    answer, state = deed.answer, deed.state

    def heading(name: str) -> str:
        return plan.headings.get(name) or FIELD[name].heading

    said = []
    if answer.note:
        said.append(Line("note", "Update", "", answer.note))
    if answer.no_change:
        said.append(Line("no_change", "Update", "", "No change"))
    if answer.rating:
        before = state.reported.stated if state.reported else "Not rated"
        said.append(Line("rating", FIELD["rating"].heading, before, answer.rating.label))
    if answer.stage:
        done = f" on {full_date(answer.done_on or on)}" if answer.stage in DONE_STAGES else ""
        said.append(Line("stage", FIELD["stage"].heading, STAGE_WORDS[state.stage], STAGE_WORDS[answer.stage] + done))
    if answer.new_date:
        waiting = ", waits to be agreed" if waits and not never_had_a_date(state) else ""
        before, after = full_date(state.deadline.due, "No date set"), full_date(answer.new_date)
        said.append(Line("new_date", "New date", before, f"{after}{waiting}"))
    if deed.assigned:
        held = ", ".join(each.name for each in leads_of(state, on)) or "No lead named"
        said.append(Line("lead", heading("owners"), held, many.lead))
    if deed.moved:
        before, after = (str(theme) if theme else "No theme" for theme in (deed.item.section, many.theme))
        said.append(Line("theme", heading("section"), before, after))
    return said


def told(many: Many, plan: Plan, on: date, waits: bool) -> list[tuple[str, list[Line]]]:
    """Return each action that will be changed by its name, with what will be written of it."""
    return [(named(deed.item), lines(deed, many, plan, on, waits)) for deed in many.deeds]


def counts(many: Many, listed: list[tuple[str, list[Line]]]) -> str:
    """Return how much will be written, such as "14 actions: 9 dates, 5 ratings"."""
    kinds = Counter(line.kind for _, rows in listed for line in rows)
    of_what = numbered("step" if deed.item.parent_id else "action" for deed in many.deeds)
    return f"{of_what}: {', '.join(counted(kinds[kind], noun) for kind, noun in NOUNS.items() if kinds[kind])}"
