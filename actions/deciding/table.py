"""The decision table as it is filled in: rows and what was sent in, decisions or what is wrong out."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from actions import queries
from actions.deciding.forms import DECISIONS, REFUSE, DecisionForm, SittingForm
from actions.deciding.rows import AskedRow
from actions.models import DateMove, Item, Plan
from actions.services.decisions import Decided
from actions.templatetags.look import counted, full_date
from actions.vocabulary import DEED_WORDS
from tracker.form_fields import whole_number

SENT = re.compile(r"date-(\d{1,18})-decision")


class DecisionTable:
    """The form of the sitting, a form for each row, and what was sent about dates that no longer wait (`gone`)."""

    def __init__(self, rows: Sequence[AskedRow], plan: Plan, today: date, data=None, gone: Sequence[Decided] = ()):
        self.sitting = SittingForm(data, plan=plan, today=today)
        self.forms = [DecisionForm(data, row=row, version=row.move.item.version, today=today) for row in rows]
        self.gone = list(gone)
        self.sentences: list[str] = []  # what is wrong with the whole

    def is_valid(self) -> bool:
        """Return whether every decision, and what is said of the sitting, can be saved."""
        right = [form.is_valid() for form in (self.sitting, *self.forms)]
        chosen = [form for form in self.forms if form.says_something]
        if self.sitting.is_valid():
            for form in chosen:
                form.refuse_before(self.sitting.day())
        if not chosen and not self.gone:
            self.sentences.append("Choose a decision for at least one date")
        return all(right) and not self.sentences and not any(form.errors for form in chosen)

    def decisions(self) -> list[Decided]:
        """Return what was decided, of dates that no longer wait as well: the service refuses those by name."""
        chosen = [form.decided(form.row.move) for form in self.forms if form.says_something]
        return [*chosen, *self.gone]

    def tell_stale(self, stale: Iterable[Decided]) -> None:
        """Have the page say which of the decisions met a change of somebody else's."""
        self.sentences += ["Somebody else was quicker. Nothing was saved.", *map(stale_sentence, stale)]

    def problems(self) -> list[tuple[str, str]]:
        """Return all that is wrong as sentences, each with the id of the field that it leads to or nothing."""
        found = [(sentence, "") for sentence in self.sentences]
        for form in (self.sitting, *self.forms):
            of = f"{short_name(form.row.state.item)}: " if isinstance(form, DecisionForm) else ""
            for field in form:
                place = f"{field.auto_id}_0" if field.shape == "radios" else field.id_for_label
                found += [(f"{of}{error}", place) for error in field.errors]
        return found


def gone_from(user, plan: Plan, rows: Sequence[AskedRow], data) -> list[Decided] | None:
    """Return what was sent about dates that are not among `rows`; None where one was never a date of this plan."""
    shown = {row.move.pk for row in rows}
    words = {value for value, _ in DECISIONS if value}
    sent = {int(found[1]): data[name] for name in data if (found := SENT.fullmatch(name)) and data[name] in words}
    missing = sent.keys() - shown
    items = queries.items_ever_for(user, plan).values("pk")
    moves = DateMove.objects.filter(pk__in=missing, item__in=items, needs_agreement=True)
    moves = {move.pk: move for move in moves.select_related("item", "decided_by")}
    if len(moves) != len(missing):
        return None
    return [
        Decided(move, whole_number(data.get(f"date-{pk}-version", "")), sent[pk] != REFUSE)
        for pk, move in moves.items()
    ]


def with_new_versions(data, rows: Iterable[AskedRow]):
    """Return what was sent, as though it had been filled in beside what holds now."""
    data = data.copy()
    for row in rows:
        data[f"date-{row.move.pk}-version"] = str(row.move.item.version)
    return data


def stale_sentence(decided: Decided) -> str:
    """Return what happened meanwhile to a date that somebody else decided, or whose action changed."""
    move = decided.move
    move.refresh_from_db()
    name, asked = short_name(move.item), full_date(move.to_due)
    if move.decision:
        return f"{name}: the new date {asked} was decided meanwhile ({told(move)})."
    if move.retracted_at or move.item.retracted_at:
        return f"{name}: the new date {asked} was taken back meanwhile."
    newest = queries.changes_since(Item.objects.get(pk=move.item_id), decided.version)[:1]
    deed = f"{newest[0].who} {DEED_WORDS.get(newest[0].event, 'changed it')}" if newest else "somebody changed it"
    return f"{name}: {deed} meanwhile. Look at it again, and save if your decision stands."


def told(move: DateMove) -> str:
    """Return how a date was decided, and by whom: "Agreed by Mo Manager"."""
    return f"{move.get_decision_display()} by {move.decided_by or 'somebody since removed'}"


def short_name(item) -> str:
    """Return the reference of an action, or the beginning of its words where it has none."""
    title = item.title if len(item.title) <= 60 else f"{item.title[:59]}…"
    return item.ref or f"“{title}”"


def saved(decisions: Sequence[Decided]) -> str:
    """Return what was saved: one date and what holds now, or how many were agreed and refused."""
    if len(decisions) == 1:
        return outcome(decisions[0])
    another = sum(1 for each in decisions if each.another)
    refused = sum(1 for each in decisions if not each.agree)
    parts = ((len(decisions) - another - refused, "agreed"), (another, "agreed to another date"), (refused, "refused"))
    counts = ", ".join(f"{number:,} {words}" for number, words in parts if number)
    return f"{counted(len(decisions), 'new date')} decided: {counts}."


def outcome(decided: Decided) -> str:
    """Return what deciding a new date has led to; a date that another paper brought meanwhile may hold instead."""
    asked, agreed = decided.move.to_due, decided.another or decided.move.to_due
    if not decided.agree:
        return f"The new date {full_date(asked)} is refused; the date before it still holds."
    due = Item.objects.values_list("due", flat=True).get(pk=decided.move.item_id)
    now = full_date(due, "not set")
    instead = f" in place of {full_date(asked)}" if decided.another else ""
    if due == agreed:
        return f"The new date {full_date(agreed)} is agreed{instead} and holds now."
    return f"The new date {full_date(agreed)} is agreed. A later change holds: the date now is {now}."
