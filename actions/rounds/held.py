"""What a link shows: the party's own actions of one round as they stand, with what was answered by it so far."""

from dataclasses import dataclass, replace
from datetime import date

from actions import queries
from actions.models import Draft, Item, Link
from actions.rules.judge import State
from actions.rules.publication import mark_of_state
from actions.vocabulary import Publication


@dataclass(frozen=True, slots=True)
class Held:
    """One action of the party's: its item and state, the mark of what is not for publication, the draft that waits.

    `action` is the title of the action that it is a step of, where that may be told; `answered` whether the register
    has an answer of this round.
    """

    item: Item
    state: State
    not_public: str
    action: str
    draft: Draft | None
    answered: bool

    @property
    def settled(self) -> bool:
        """Whether nothing more is asked of it."""
        return self.answered or self.draft is not None


def held(link: Link, today: date, answers: dict) -> list[Held]:
    """Return the party's actions, the most urgent first: what is settled last, then by date; `answers` by item.

    Of updates only public ones are told: a link may be passed on.
    """
    plan, items = link.round.plan, queries.asked_of(link.round, link.party)
    found = {item.pk: item for item in items.select_related("parent")}
    waiting = Draft.objects.filter(round=link.round, party=link.party, state=Draft.State.WAITING)
    drafts = {draft.item_id: draft for draft in waiting.select_related("rating")}
    states = queries.states_of(None, plan, items, today)
    shown = [_held(found[s.item.id], s, drafts.get(s.item.id), s.item.id in answers) for s in states]
    return sorted(shown, key=lambda each: (each.settled, each.state.deadline.due or date.max, each.item.position))


def _held(item: Item, state: State, draft: Draft | None, answered: bool) -> Held:
    public = tuple(each for each in state.updates if each.publication == Publication.PUBLIC)
    told = item.parent and item.parent.publication == Publication.PUBLIC
    action = " ".join(filter(None, (item.parent.ref, item.parent.title))) if told else ""
    return Held(item, replace(state, updates=public), mark_of_state(state), action, draft, answered)
