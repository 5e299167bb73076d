"""Writes many actions at once, for one reason; takes such a batch back whole, or says what stands in the way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max, Q, QuerySet

from actions.models import Batch, Change, Item, Ownership, Party, RatingLabel, Section, Wording
from actions.rules.judge import State
from actions.rules.progress import holders
from actions.services.answers import Answer, record_answer
from actions.services.people import lay_down, parties_named, take_on
from actions.services.retracting import take_back_batch
from actions.services.themes import move_to_theme
from actions.services.writing import Actor, Writing
from actions.templatetags.look import full_date
from actions.vocabulary import ABOUT_DOUBTS, DEED_WORDS

# Whoever is named a new lead takes the place of these; who is responsible or accountable beside them stays.
LEADS = (Ownership.As.LEAD, Ownership.As.OWNER)
# These change nothing of an action, so nothing rests on what they were said of.
CHANGES_NOTHING = (*ABOUT_DOUBTS, "answer_by_link", "turn_down")


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be written of one item: what is said of it, and whether it is assigned or moved with the others.

    `state` is what held when the form was shown, at `version`.
    """

    item: Item
    version: int
    state: State
    answer: Answer = Answer()
    assigned: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A batch on its way in: its deeds and their reason, to whom it assigns and where it moves what it does."""

    deeds: Sequence[Deed]
    reason: str = ""
    lead: str = ""
    theme: Section | None = None


def save_batch(
    writing: Writing, many: Many, labels: Iterable[RatingLabel], *, by: Party | None, new_date_waits: bool
) -> Batch:
    """Write every deed of `many`; raises Stale with the items that somebody else changed meanwhile."""
    batch = Batch.objects.create(
        plan=writing.plan,
        reason=many.reason,
        recorded_at=writing.actor.at,
        recorded_by=writing.actor.user,
        recorded_who=writing.actor.who[:200],
    )
    writing.actor = replace(writing.actor, batch=batch)
    writing.claim_many({deed.item.pk: deed.version for deed in many.deeds})
    for deed in many.deeds:
        record_answer(writing, deed.item, deed.state, deed.answer, labels, by=by, new_date_waits=new_date_waits)
    _assign(writing, [deed for deed in many.deeds if deed.assigned], many.lead)
    move_to_theme(writing, [deed.item for deed in many.deeds if deed.moved], many.theme)
    return batch


def _assign(writing: Writing, deeds: Sequence[Deed], name: str) -> None:
    """Have the party of that name lead each item in place of those who did."""
    if not deeds:
        return
    lead = parties_named(writing.plan.organisation, [name])[name]
    held = [(deed.item, leads_of(deed.state, writing.actor.today)) for deed in deeds]
    former = Party.objects.in_bulk({each.party for _, leads in held for each in leads})
    for item, leads in held:
        for each in leads:
            if each.party != lead.pk:
                lay_down(writing, item, former[each.party], role=each.role)
        if lead.pk not in {each.party for each in leads}:
            take_on(writing, item, lead)


def leads_of(state: State, on) -> list:
    """Return who leads the item itself: a step that names nobody has none of its own."""
    return [each for each in holders(state.item.ownerships, on) if each.role in LEADS]


# --- taking a batch back


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that was built upon what a batch wrote, in one sentence; of an action, where it is about one."""

    sentence: str
    item: int | None = None


class StandsInTheWay(Exception):  # noqa: N818 - no error: it says what a person has to do first
    """The batch cannot be taken back, since `obstacles` rest on what it wrote; nothing was changed."""

    def __init__(self, obstacles: list[Obstacle]):
        super().__init__("What was saved here has been built upon since, so it cannot be taken back.")
        self.obstacles = obstacles


def take_back(batch: Batch, actor: Actor, reason: str) -> None:
    """Take back all that `batch` wrote, or nothing.

    Raises StandsInTheWay, and ValueError with a sentence where it was taken back already or no reason is given.
    """
    if not reason.strip():
        raise ValueError("Say why this is taken back.")
    with Writing(batch.plan, replace(actor, batch=batch)) as writing:  # from here on nobody else writes in the plan
        batch.refresh_from_db()
        if batch.retracted_at:
            raise ValueError(f"{batch.retracted_who} took this back already, on {full_date(batch.retracted_at)}.")
        if obstacles := in_the_way(batch):
            raise StandsInTheWay(obstacles)
        take_back_batch(writing, batch, reason.strip())


def in_the_way(batch: Batch) -> list[Obstacle]:
    """Return what was built upon what `batch` wrote, in the order in which it came; undone things are left out."""
    return [*_deeds_since(batch), *_themes_gone(batch), *_order_since(batch)]


def _deeds_since(batch: Batch) -> Iterator[Obstacle]:
    mine = Change.objects.filter(batch=batch)
    touched = mine.exclude(item=None).values("item")
    last = mine.exclude(event="take_back").aggregate(last=Max("pk"))["last"] or 0
    # A step that was added to an action that the batch moved stands in that action's theme.
    on_them = Q(item__in=touched) | Q(item__parent__in=touched, event="add_item")
    since = standing(Change.objects.filter(on_them, plan=batch.plan_id, pk__gt=last)).exclude(event__in=CHANGES_NOTHING)
    for entry in since.exclude(batch=batch).select_related("item").order_by("pk"):
        deed = f"{entry.who} {DEED_WORDS.get(entry.event, 'changed it')} on {full_date(entry.recorded_at)}"
        yield Obstacle(f"{entry.item.ref or f'“{entry.item.title[:80]}”'}: {deed}", entry.item_id)


def standing(changes: QuerySet[Change]) -> QuerySet[Change]:
    """Return the entries of the log without those of papers and batches that were taken back."""
    undone = Q(batch__retracted_at__isnull=False) | Q(paper__retracted_at__isnull=False)
    return changes.exclude(undone)


def _themes_gone(batch: Batch) -> Iterator[Obstacle]:
    """Themes to which something would go back and that the plan no longer has."""
    before = batch.wordings.filter(field="section", retracted_at=None).values_list("before", flat=True)
    keys = {pk for pk in before if pk}
    for section in Section.objects.filter(pk__in=keys).exclude(retracted_at=None):
        yield Obstacle(f"The theme {section}, to which actions would go back, is no longer in the plan")


def _order_since(batch: Batch) -> Iterator[Obstacle]:
    own = batch.wordings.filter(field="position").aggregate(last=Max("pk"))["last"]
    if own is None:
        return
    since = Wording.objects.filter(plan=batch.plan_id, field="position", retracted_at=None, pk__gt=own)
    for wording in since.exclude(batch=batch).select_related("recorded_by"):
        who = wording.recorded_by or "Somebody"
        yield Obstacle(f"{who} changed the order of the actions on {full_date(wording.recorded_at)}")
