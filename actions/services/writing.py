"""One change to a plan: gathers events and log entries, and writes them together or not at all."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actions.models import Batch, Change, Item, Paper, Plan, Section, Source, User, Wording
from actions.models.event import Event
from actions.services import current

BATCH = 500


class Stale(Exception):
    """Somebody else changed the item since it was read; says so in one sentence, and of many names which."""

    def __init__(self, sentence: str, items: frozenset[int] = frozenset()):
        super().__init__(sentence)
        self.items = items


@dataclass(frozen=True)
class Actor:
    """Who makes a change, by which way, when; `paper` where a paper says so, `batch` where many are changed at once."""

    user: User | None
    who: str
    via: str
    at: datetime
    paper: Paper | None = None
    batch: Batch | None = None

    @classmethod
    def on_page(cls, user: User) -> "Actor":
        """Return the signed-in user, acting on a page now."""
        return cls(user, str(user), Change.Via.PAGE, timezone.now())

    @classmethod
    def by_command(cls, who: str = "Operator", user: User | None = None) -> "Actor":
        """Return whoever runs a command now."""
        return cls(user, who, Change.Via.COMMAND, timezone.now())

    @property
    def today(self) -> date:
        """The day of the change in the site's time zone."""
        return timezone.localdate(self.at)


class Writing:
    """A change under way: `with Writing(plan, actor) as writing: revise_deadline(writing, item, …)`.

    Everything is one transaction; leaving the block writes events in bulk, raises the version of every item touched,
    brings its current values up to date and appends to the log. An exception leaves nothing behind.

    With `brief`, the log has one entry for an item added here, which stands for its first events as well: they keep
    their own day, author and source, and a paper of thousands of rows brings five of them each. `tally` counts every
    one of them by its service's name, logged or not.
    """

    def __init__(self, plan: Plan, actor: Actor, brief: bool = False):
        self.plan, self.actor, self.brief = plan, actor, brief
        self.tally: Counter[str] = Counter()
        self._new: set[int] = set()
        self._events: dict[type, list[Event]] = defaultdict(list)
        self._wordings: list[Wording] = []
        self._changes: list[Change] = []
        self._paper_itself: Source | None = None
        self._claimed: set[int] = set()
        self._touched: set[int] = set()
        self._read_otherwise = False
        self._atomic = transaction.atomic()

    def __enter__(self) -> "Writing":
        self._atomic.__enter__()
        # One change to a plan at a time: two leads who finish the last two steps must each see the other's.
        Plan.objects.select_for_update().filter(pk=self.plan.pk).first()
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            try:
                self._flush()
            except BaseException as failure:
                self._atomic.__exit__(type(failure), failure, failure.__traceback__)
                raise
        return self._atomic.__exit__(kind, error, trace)

    def claim(self, item: Item, version: int) -> None:
        """Raise the item's version from `version`; raises Stale where somebody was quicker."""
        raised = Item.objects.filter(pk=item.pk, version=version).update(version=F("version") + 1)
        if not raised:
            raise Stale(f"Somebody else changed {item.ref or 'this action'} while you were writing. Nothing was saved.")
        self._claimed.add(item.pk)

    def claim_many(self, versions: Mapping[int, int]) -> None:
        """Raise the versions of many items, given by their keys; raises Stale with those where somebody was quicker.

        Two queries for up to BATCH of them: nobody else writes in the plan meanwhile, see `__enter__`.
        """
        keys, stale = list(versions), set(versions)
        for start in range(0, len(keys), BATCH):
            held = Item.objects.filter(plan=self.plan, retracted_at=None, pk__in=keys[start : start + BATCH])
            stale -= {pk for pk, version in held.values_list("pk", "version") if version == versions[pk]}
        if stale:
            raise Stale("Somebody else was quicker. Nothing was saved.", frozenset(stale))
        for start in range(0, len(keys), BATCH):
            Item.objects.filter(pk__in=keys[start : start + BATCH]).update(version=F("version") + 1)
        self._claimed.update(keys)

    def add(self, event: Event, *, at_once: bool = False) -> Event:
        """Take an event to be written; its recording moment and author are the actor's.

        One that a paper gives without naming a place comes from the paper as a whole: by its source it is found again.
        With `at_once` it is written now, for what is to name it.
        """
        event.recorded_at, event.recorded_by, event.batch = self.actor.at, self.actor.user, self.actor.batch
        if self.actor.paper and event.source is None:
            event.source = self._of_the_paper()
        if at_once:
            event.save()
        else:
            self._events[type(event)].append(event)
        self._touched.add(event.item_id)
        return event

    def _of_the_paper(self) -> Source:
        if self._paper_itself is None:
            self._paper_itself = Source.objects.create(paper=self.actor.paper)
        return self._paper_itself

    def words(
        self, field: str, before, after, *, item: Item | None = None, section: Section | None = None,
        source: Source | None = None,
    ) -> None:  # fmt: skip
        """Take a change of words or of a place to be kept, so that it can be put back; see models/wording.py."""
        self._wordings.append(
            Wording(
                plan=self.plan,
                item=item,
                section=section,
                field=field,
                before=before,
                after=after,
                paper=self.actor.paper,
                source=source,
                batch=self.actor.batch,
                recorded_at=self.actor.at,
                recorded_by=self.actor.user,
            )
        )

    def touch(self, item: Item, *, new: bool = False) -> None:
        """Have the item's current values brought up to date, and its version raised unless it is `new`."""
        self._touched.add(item.pk)
        if new:
            self._claimed.add(item.pk)
            self._new.add(item.pk)

    def read_otherwise(self) -> None:
        """Have the current values of the whole plan worked out again, no version raised: the rating key is another."""
        self._read_otherwise = True

    def log(self, event: str, item: Item | None, *, field="", before="", after="", reason="") -> None:
        """Take an entry for the log of changes: the service's name, the field, from, to and why.

        What gives no reason of its own has the batch's.
        """
        self.tally[event] += 1
        batch = self.actor.batch
        if self.brief and item is not None and item.pk in self._new:
            return
        self._changes.append(
            Change(
                organisation_id=self.plan.organisation_id,
                plan_id=self.plan.pk,
                item_id=item.pk if item else None,
                user_id=self.actor.user.pk if self.actor.user else None,
                who=self.actor.who,
                via=self.actor.via,
                event=event,
                field=field,
                before=_words(before),
                after=_words(after),
                reason=reason or (batch.reason if batch else ""),
                batch_id=batch.pk if batch else None,
                paper_id=self.actor.paper.pk if self.actor.paper else None,
                recorded_at=self.actor.at,
            )
        )

    def _flush(self):
        for model, events in self._events.items():
            model.objects.bulk_create(events, batch_size=BATCH)
        Wording.objects.bulk_create(self._wordings, batch_size=BATCH)
        unclaimed = list(self._touched - self._claimed)
        for start in range(0, len(unclaimed), BATCH):
            Item.objects.filter(pk__in=unclaimed[start : start + BATCH]).update(version=F("version") + 1)
        current.bring_up_to_date(self.plan, self._touched, self.actor.at, whole=self._read_otherwise)
        Change.objects.bulk_create(self._changes, batch_size=BATCH)


def _words(value) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
