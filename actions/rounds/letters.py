"""The e-mail that asks a lead for updates: its own actions of one plan or several in, subject and text out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from actions import queries, report
from actions.exports.columns import cut
from actions.models import Party, Round
from actions.report import Line
from actions.rules.board import day, days

NOTE_LIMIT = 160
# Stands where the address of a link will be: it is made when the e-mail is sent, or copied.
LINK_HERE = "[a link for you alone is put in here when this is sent]"


@dataclass(frozen=True, slots=True)
class Part:
    """What one e-mail says of one plan: the round, the actions, how many more are not for publication, the address."""

    round: Round
    party: Party
    lines: tuple[Line, ...]
    exempt: int
    address: str = LINK_HERE


class Lines:
    """The actions of a round's plan as an e-mail may tell them: what is not for publication is left out."""

    def __init__(self, round: Round, today: date):
        found = queries.plan_facts(round.plan, leave_out=queries.FOR_PUBLICATION)
        self.round = round
        self._lines = {line.id: line for line in report.build(found, today).lines}

    def part(self, party: Party, items: Iterable[int], address: str = LINK_HERE, *, exempt: bool = True) -> Part:
        """Return what is said to a party that is asked about those items, in the plan's order.

        Without `exempt` nothing is said of what is not for publication, not even that there is any.
        """
        items = list(items)
        told = tuple(self._lines[pk] for pk in items if pk in self._lines)
        return Part(self.round, party, told, len(items) - len(told) if exempt else 0, address)


def letter(parts: Sequence[Part], sender: str, *, reminder: bool = False) -> tuple[str, str]:
    """Return subject and text of the e-mail; several parts are several plans, or several posts of one person."""
    first = min(part.round.closes_on for part in parts)
    titles = list(dict.fromkeys(part.round.plan.title for part in parts))
    about = _one(titles[0]) if len(titles) == 1 else f"{len(titles)} plans"
    subject = f"{'Reminder: your' if reminder else 'Your'} update by {day(first)}: {about}"
    names = list(dict.fromkeys(part.party.name for part in parts))
    text = [f"To: {', '.join(names)}", ""]
    text += [_opening(parts, reminder), ""]
    for part in parts:
        text += _part(part, named=len(parts) > 1, posts=len(names) > 1)
    text += [
        "If nothing has changed, say so: “No change” is an answer, and takes one click.",
        "The link is for you alone and needs no password. You can also answer this e-mail.",
        "",
        sender,
        parts[0].round.plan.organisation.name,
    ]
    return subject, "\n".join(text)


def _opening(parts: Sequence[Part], reminder: bool) -> str:
    count = sum(len(part.lines) + part.exempt for part in parts)
    actions = "1 action" if count == 1 else f"{count} actions"
    if reminder:
        return f"We have had no answer from you so far on {actions}."
    return f"Please say how far {actions} of yours {'is' if count == 1 else 'are'}."


def _part(part: Part, *, named: bool, posts: bool) -> Iterable[str]:
    if named:
        title = f"{part.round.plan.title}, {part.round.name}"
        yield f"{title} ({part.party.name})" if posts else title
        yield ""
    yield f"Answer by {day(part.round.closes_on)} here:"
    yield part.address
    yield ""
    for line in part.lines:
        yield from _line(line)
        yield ""
    if part.exempt:
        more = "1 action is" if part.exempt == 1 else f"{part.exempt} actions are"
        yield f"{more} not for publication and not named here: the link shows {'it' if part.exempt == 1 else 'them'}."
        yield ""


def _line(line: Line) -> Iterable[str]:
    above = f" (a step of: {cut(_one(line.action_title), 80)})" if line.action_title else ""
    yield f"* {' '.join(filter(None, (line.ref, _one(line.title))))}{above}"
    now = f"Date now {line.date_now_words}" if line.date_now else line.date_now_words
    late = f", overdue by {days(line.days_overdue)}" if line.days_overdue else ""
    yield f"  {now}{late}"
    if line.latest:
        yield f"  Last update {day(line.latest.on)}: {cut(_one(line.latest.text), NOTE_LIMIT)}"
    else:
        yield "  No update so far"


def _one(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
