"""How a round stands: who was asked about what, and what came back; in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from actions import queries
from actions.models import Asked, DateMove, Draft, Item, Letter, Party, Plan, Rating, Round, StageChange, Update
from actions.vocabulary import Reply


@dataclass(frozen=True, slots=True)
class Line:
    """One action that one party is asked about, what came back, and on which day it was said."""

    item: Item
    party: Party
    sent_at: datetime | None
    how: str
    reply: Reply
    on: date | None


@dataclass(frozen=True, slots=True)
class Lead:
    """One party with all that it is asked about, and the last e-mail to it."""

    party: Party
    lines: tuple[Line, ...]
    letter: Letter | None

    @property
    def counts(self) -> Counter:
        """How many lines there are of each reply."""
        return Counter(line.reply for line in self.lines)

    @property
    def owes(self) -> list[Line]:
        """What it has not answered, asked or not."""
        return [line for line in self.lines if line.reply in (Reply.NONE, Reply.NOT_ASKED)]

    @property
    def asked(self) -> bool:
        """Whether it has been asked about everything."""
        return all(line.sent_at for line in self.lines)

    @property
    def body(self) -> str:
        """The name of the body that it belongs to, empty for the organisation's own."""
        return body_of(self.party)

    @property
    def address(self) -> str:
        """Where an e-mail reaches it; empty where that is not known."""
        return address_of(self.party)


def body_of(party: Party) -> str:
    """Return the name of the body that a party belongs to, empty where it is the organisation's own."""
    return party.body.name if party.body else ""


def address_of(party: Party) -> str:
    """Return the e-mail address of a party: its own, else that of the user who fills it."""
    return party.email or (party.user.email if party.user and party.user.is_active else "")


def open_round_of(plan: Plan) -> Round | None:
    """Return the round of the plan that nobody closed so far, or None."""
    return Round.objects.filter(plan=plan, closed_at=None).first()


def days_left(round: Round, today: date) -> int:
    """Return how many days are left to answer, 0 on the last; below 0 after the cut-off."""
    return (round.closes_on - today).days


def leads_of(user, plan: Plan, round: Round, party: int | None = None) -> list[Lead]:
    """Return who is asked in a round about what `user` may see, or that party alone; who owes most answers first."""
    return with_letters(round, lines_of(queries.items_for(user, plan), round, party))


def lines_of(items: QuerySet[Item], round: Round, party: int | None = None) -> list[Line]:
    """Return every question of the round about those items, to one party or to all, with what came back."""
    # Compared here: PostgreSQL without statistics, as of a plan just taken in, goes through all of one for each other.
    seen = set(items.order_by().values_list("pk", flat=True))
    asked = Asked.objects.filter(round=round).select_related(
        "item__parent", "party__body", "party__user", "party__organisation"
    )
    if party is not None:
        asked = asked.filter(party=party)
    answers, waiting = answers_in(round), dict(_waiting(round))
    return [
        _line(each, answers.get(each.item_id), waiting.get((each.item_id, each.party_id)))
        for each in asked.order_by("party__name", "party", "item__position", "item")
        if each.item_id in seen
    ]


def _line(asked: Asked, answer: tuple[Reply, date] | None, draft: datetime | None) -> Line:
    reply, on = answer or (Reply.NONE if asked.sent_at else Reply.NOT_ASKED, None)
    if draft:
        reply, on = Reply.WAITING, timezone.localdate(draft)
    return Line(asked.item, asked.party, asked.sent_at, asked.how, reply, on)


def with_letters(round: Round, lines: Iterable[Line]) -> list[Lead]:
    """Return the lines by party, each with the last e-mail to it."""
    letters = {letter.party_id: letter for letter in Letter.objects.filter(round=round).order_by("number")}
    by_party: dict[int, list[Line]] = {}
    for line in lines:
        by_party.setdefault(line.party.pk, []).append(line)
    leads = [Lead(held[0].party, tuple(held), letters.get(pk)) for pk, held in by_party.items()]
    return sorted(leads, key=lambda lead: (-lead.counts[Reply.NONE], -lead.counts[Reply.NOT_ASKED], lead.party.name))


def answers_in(round: Round) -> dict[int, tuple[Reply, date]]:
    """Return by item what was said of it for a day of the round: the twin of rules.progress.is_silent."""
    days = (round.answers_from, round.answers_until)
    held = {"item__plan": round.plan_id, "retracted_at": None, "effective_on__range": days}
    held["recorded_at__gte"] = round.opened_at
    others = (
        StageChange.objects.filter(**held),
        Rating.objects.filter(**held, kind=Rating.Kind.REPORTED),
        DateMove.objects.filter(**held),
    )
    said = {
        item: (Reply.ANSWERED, on)
        for events in others
        for item, on in events.order_by("effective_on").values_list("item", "effective_on")
    }
    updates = Update.objects.filter(**held).order_by("effective_on", "recorded_at", "id")
    for item, on, no_change in updates.values_list("item", "effective_on", "no_change"):
        nothing_else = item not in said or said[item][0] == Reply.NO_CHANGE
        said[item] = (Reply.NO_CHANGE if no_change and nothing_else else Reply.ANSWERED, on)
    return said


def _waiting(round: Round):
    drafts = Draft.objects.filter(round=round, state=Draft.State.WAITING)
    return (((item, party), at) for item, party, at in drafts.values_list("item", "party", "answered_at"))
