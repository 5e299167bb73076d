"""Every read of the register. All start at `plans_for(user)`; what a user may not see answers 404."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from actions import permissions
from actions.models import (
    Asked,
    Change,
    DateMove,
    Evidence,
    Item,
    Meeting,
    Organisation,
    Ownership,
    Paper,
    Party,
    Plan,
    Rating,
    RatingLabel,
    Round,
    Scheme,
    Section,
    StageChange,
    Update,
)
from actions.plain_rows import plain_rows
from actions.rules import facts
from actions.rules.judge import State, day_of, judge_items
from actions.rules.progress import holders
from actions.rules.ratings import Reported
from actions.vocabulary import ABOUT_DOUBTS, DONE_STAGES, Publication, Stage
from actions.words_then import WordsThen

WORKING = Publication.WORKING_NOTE
KEPT_BACK = "A paper that is not for publication"  # in place of the name of one
# What files leave out: one for publication both kinds, the exempt annex what only the team may read.
FOR_PUBLICATION = (Publication.NOT_FOR_PUBLICATION, WORKING)
WITH_EXEMPT = (WORKING,)


def plans_for(user) -> QuerySet[Plan]:
    """Return the plans that `user` may see: those of their organisations, or the single plans they were given."""
    if not user.is_authenticated or not user.is_active:
        return Plan.objects.none()
    memberships = permissions.memberships(user)
    seen = Q(organisation__in=[held.organisation_id for held in memberships if held.plan_id is None])
    for held in memberships:
        if held.plan_id is not None:  # a plan of another organisation is none of theirs
            seen |= Q(pk=held.plan_id, organisation=held.organisation_id)
    return Plan.objects.filter(seen).select_related("organisation", "board")


def plan_for(user, organisation: str, slug: str) -> Plan:
    """Return the plan of that address, or answer 404 as if there were none."""
    return get_object_or_404(plans_for(user), organisation__slug=organisation, slug=slug)


def items_for(user, plan: Plan) -> QuerySet[Item]:
    """Return the items of `plan` that `user` may see, in the plan's order."""
    return items_ever_for(user, plan).filter(retracted_at=None)


def items_ever_for(user, plan: Plan) -> QuerySet[Item]:
    """Return the same with those that were taken back."""
    return published(Item.objects.filter(plan=plan), user, plan)


def item_for(user, organisation: str, slug: str, pk: int) -> Item:
    """Return one item of a plan that `user` may see, with its plan, or answer 404."""
    plan = plan_for(user, organisation, slug)
    found = items_for(user, plan).select_related("plan__organisation", "section", "parent", "rating", "source__paper")
    item = found.filter(pk=pk).first()
    if item is None:
        raise Http404
    item.plan = plan
    return item


def hidden_from(user, plan: Plan) -> tuple[str, ...]:
    """Return the kinds of text that `user` may not read in `plan`; nothing is hidden from None, a command's user."""
    hidden = []
    if not (user is None or permissions.sees_not_for_publication(user, plan)):
        hidden.append(Publication.NOT_FOR_PUBLICATION)
    if not (user is None or permissions.may(user, "manage_plan", plan)):
        hidden.append(WORKING)
    return tuple(hidden)


def published(queryset: QuerySet, user, plan: Plan) -> QuerySet:
    """Leave out what is not for publication for those without that right, and working notes for all but the team."""
    return _without(queryset, hidden_from(user, plan))


def _without(queryset, hidden: tuple[str, ...]):
    if not hidden:
        return queryset
    if queryset.model is Item:  # a step is no more public than its action
        queryset = queryset.exclude(parent__in=Item.objects.filter(publication__in=hidden).values("pk"))
    return queryset.exclude(publication__in=hidden)


ITEM = (
    *("id", "ref", "title", "section_id", "parent_id", "created_on", "recorded_at", "retracted_at"),
    *("publication", "exempt_paragraph", "extra"),
)
EVENT = ("id", "effective_on", "recorded_at", "retracted_at")


def plan_facts(
    plan: Plan, user=None, only: list[int] | None = None, *, leave_out: tuple[str, ...] | None = None,
    known_at: datetime | None = None,
) -> facts.Plan:  # fmt: skip
    """Return all that the register holds of `plan` as plain values, in a fixed number of queries.

    With `user`, what they may not see is left out; without, nothing is (for what keeps the register). A file says
    itself what it leaves out: `leave_out` is FOR_PUBLICATION or WITH_EXEMPT, whoever asks. `only` limits it to the
    items of those ids, without the plan's themes and papers. `known_at` gives words, themes and their order as they
    were held at that moment; events say themselves since when they are held.
    """
    hidden = hidden_from(user, plan) if leave_out is None else leave_out
    of_plan = {"item__plan": plan} if only is None else {"item__in": only}
    moves, stages, ratings = moves_of(of_plan), stages_of(of_plan), ratings_of(of_plan)
    updates, ownerships = updates_of(of_plan, hidden), ownerships_of(of_plan)
    evidence = evidence_of(of_plan) if plan.sign_off else defaultdict(tuple)  # elsewhere nobody asks for any
    items = _without(Item.objects.filter(plan=plan), hidden).order_by("position", "id")
    if only is not None:
        items = items.filter(pk__in=only)
    rows = plain_rows(items, *ITEM)
    then = WordsThen(plan, known_at) if known_at else None
    if then:
        rows = _as_worded(rows, then, dict(items.values_list("id", "position")))
    seen = {row[0] for row in rows}
    schemes = scheme_versions(plan)
    found = facts.Plan(
        slug=plan.slug,
        title=plan.title,
        organisation=plan.organisation.name,
        sections=_sections(plan, hidden, known_at, then) if only is None else (),
        items=tuple(
            facts.Item(
                *row[:-3],
                publication=row[-3],
                exempt_paragraph=row[-2],
                extra=tuple((column["heading"], column["text"]) for column in row[-1]),
                moves=moves[row[0]],
                stages=stages[row[0]],
                ratings=ratings[row[0]],
                updates=updates[row[0]],
                ownerships=ownerships[row[0]],
                evidence=evidence[row[0]],
            )
            for row in rows
        ),
        scheme=next((version.labels for version in reversed(schemes) if version.retracted_at is None), ()),
        schemes=schemes,
        hidden_stages=tuple(change for item, changes in stages.items() if item not in seen for change in changes),
        sign_off=then.plan("sign_off", plan.sign_off) if then else plan.sign_off,
        sign_off_since=plan.sign_off_since,
        meetings=tuple(Meeting.objects.filter(body=plan.board_id).values_list("held_on", flat=True))
        if plan.board_id
        else (),
        rounds=_rounds_over(plan, hidden, known_at) if only is None else (),
        papers=_papers(plan, hidden) if only is None else (),
        headings=then.plan("headings", plan.headings) if then else plan.headings,
        left_out=None if leave_out is None else _left_out(plan, leave_out),
    )
    return facts.held_at(found, known_at) if known_at else found


def _as_worded(rows: list[tuple], then: WordsThen, positions: dict[int, int]) -> list[tuple]:
    """Return the rows of items with the words, and in the order, of an earlier moment."""
    names = [name.removesuffix("_id") for name in ITEM]
    rows = [(row[0], *(then.item(row[0], *field) for field in zip(names[1:], row[1:], strict=True))) for row in rows]
    return sorted(rows, key=lambda row: (then.item(row[0], "position", positions[row[0]]), row[0]))


def _sections(
    plan: Plan, hidden: tuple[str, ...], known_at: datetime | None, then: WordsThen | None
) -> tuple[facts.Section, ...]:
    rows = _sections_seen(plan, hidden, known_at).values("id", "ref", "title", "notes")
    if then:
        rows = [{name: then.section(row["id"], name, now) for name, now in row.items()} for row in rows]
    return tuple(
        facts.Section(
            row["id"],
            row["ref"],
            row["title"],
            notes=tuple((note.get("label", ""), note["text"]) for note in row["notes"]),
        )
        for row in rows
    )


def sections_for(user, plan: Plan) -> QuerySet[Section]:
    """Return the themes of `plan` in its own order, without those in which all is kept from `user`."""
    return _sections_seen(plan, hidden_from(user, plan))


def sections_ever_for(user, plan: Plan) -> QuerySet[Section]:
    """Return the same with those that were taken back."""
    return _showing_something(Section.objects.filter(plan=plan), hidden_from(user, plan), Q())


def _sections_seen(plan: Plan, hidden: tuple[str, ...], known_at: datetime | None = None) -> QuerySet[Section]:
    stands = Q(retracted_at=None)
    if known_at:
        recorded = Q(recorded_at=None) | Q(recorded_at__lte=known_at)
        stands = recorded & (stands | Q(retracted_at__gt=known_at))
    sections = Section.objects.filter(stands, plan=plan).order_by("position")
    return _showing_something(sections, hidden, Q() if known_at else Q(retracted_at=None))


def _showing_something(sections: QuerySet[Section], hidden: tuple[str, ...], items: Q) -> QuerySet[Section]:
    """Leave out the themes in which all of the `items` is hidden; an empty one with nothing hidden stays."""
    if not hidden:
        return sections
    in_it = Item.objects.filter(section=OuterRef("pk"))
    seen = _without(in_it.filter(items), hidden)
    return sections.filter(Exists(seen) | ~Exists(in_it.filter(publication__in=hidden)))


def _left_out(plan: Plan, hidden: tuple[str, ...]) -> tuple[facts.LeftOut, ...]:
    exempt = Publication.NOT_FOR_PUBLICATION
    if exempt not in hidden:
        return ()
    items = Item.objects.filter(Q(publication=exempt) | Q(parent__publication=exempt), plan=plan)
    rows = items.values_list("parent", "created_on", "recorded_at", "retracted_at")
    notes = _without(Item.objects.filter(plan=plan), hidden).values("pk")
    updates = Update.objects.filter(item__in=notes, publication=exempt)
    return tuple(facts.LeftOut("step" if parent else "action", *times) for parent, *times in rows) + tuple(
        facts.LeftOut("update", *times) for times in updates.values_list("effective_on", "recorded_at", "retracted_at")
    )


def _papers(plan: Plan, hidden: tuple[str, ...]) -> tuple[facts.Paper, ...]:
    """The papers; one that is hidden speaks for its day, and is not named."""
    rows = Paper.objects.filter(plan=plan).order_by("as_at", "recorded_at")
    fields = ("publication", "name", "as_at", "sha256", "recorded_at", "retracted_at")
    return tuple(
        facts.Paper(KEPT_BACK, day, "", *moments) if publication in hidden else facts.Paper(name, day, mark, *moments)
        for publication, name, day, mark, *moments in rows.values_list(*fields)
    )


def _rounds_over(plan: Plan, hidden: tuple[str, ...], known_at: datetime | None) -> tuple[facts.Round, ...]:
    """Return the update rounds that were over at that moment (None: now) and in which anybody was asked.

    One that nobody closed is over when its cut-off has passed; who answers in time answers up to that day. Who answered
    by an update that the reader may not see is left out of those asked: nobody is called silent who was not.
    """
    moment = known_at or timezone.now()
    is_over = Q(closed_at__lte=moment) | Q(closes_on__lt=timezone.localdate(moment))
    rounds = list(Round.objects.filter(is_over, plan=plan).order_by("pk"))
    if not rounds:
        return ()
    asked = defaultdict(set)
    sent = Asked.objects.filter(round__in=rounds, sent_at__lte=moment)
    for held, item in sent.values_list("round", "item"):
        asked[held].add(item)
    kept_back = Update.objects.filter(item__plan=plan, publication__in=hidden, retracted_at=None)
    for item, on, at in kept_back.values_list("item", "effective_on", "recorded_at") if hidden else ():
        for each in rounds:
            if each.answers_from <= on <= each.answers_until and at >= each.opened_at:
                asked.get(each.pk, set()).discard(item)
    return tuple(
        facts.Round(each.answers_from, each.answers_until, frozenset(asked[each.pk]), each.opened_at)
        for each in rounds
        if each.pk in asked
    )


def scheme_versions(plan: Plan) -> tuple[facts.Scheme, ...]:
    """Return every version of the plan's rating scheme, oldest first, its labels in their own order."""
    fields = ("label", "colour", "meaning", "status", "rank", "stands_beside", "from_days_late")
    rows = RatingLabel.objects.filter(scheme__plan=plan).order_by("scheme__version", "position")
    versions = defaultdict(list)
    for created_at, retracted_at, *row in rows.values_list("scheme__created_at", "scheme__retracted_at", *fields):
        versions[created_at, retracted_at].append(facts.Label(*row[:5], frozenset(row[5]), row[6]))
    return tuple(facts.Scheme(since, tuple(labels), until) for (since, until), labels in versions.items())


def moves_of(where: dict) -> dict[int, tuple[facts.DateMove, ...]]:
    """Return the rows of the history of dates by item; `where` limits events, as {"item__in": ids} does."""
    return _events(
        DateMove, where, "kind", "start", "from_due", "to_due", "text", "precision", "corrects_id",
        "needs_agreement", "decision", "decided_on", "decided_at", "reason", make=facts.DateMove,
    )  # fmt: skip


def stages_of(where: dict) -> dict[int, tuple[facts.StageChange, ...]]:
    """Return the changes of stage by item."""
    fields = ("stage", "stated_status", "done_on", "done_by", "check_on", "source_id")
    return _events(StageChange, where, *fields, make=_stage_change)


def ratings_of(where: dict) -> dict[int, tuple[facts.Rating, ...]]:
    """Return the ratings by item."""
    return _events(Rating, where, "kind", "label__label", "stated_rating", "reason", "lapses_on", make=facts.Rating)


def updates_of(where: dict, hidden: tuple[str, ...] = ()) -> dict[int, tuple[facts.Update, ...]]:
    """Return the updates by item, without those of the kinds `hidden`."""
    return _events(
        Update, where, "label", "note", "dated", "no_change", "words_of_id", "author__name", "publication",
        make=_update, queryset=_without(Update.objects.all(), hidden),
    )  # fmt: skip


def evidence_of(where: dict) -> dict[int, tuple[facts.Evidence, ...]]:
    """Return by item that evidence was given, whoever may see it."""
    return _events(Evidence, where, make=facts.Evidence)


def ownerships_of(where: dict) -> dict[int, tuple[facts.Ownership, ...]]:
    """Return who took on and laid down each item."""
    fields = ("kind", "role", "party_id", "party__name", "party__body__name", "position")
    return _events(Ownership, where, *fields, make=_ownership)


def _events(model, of_plan, *fields, make, queryset=None):
    """Return the events of a plan by item, each made from the common fields and then `fields`."""
    found = (model.objects.all() if queryset is None else queryset).filter(**of_plan).order_by("id")
    by_item = defaultdict(list)
    for row in plain_rows(found, "item_id", *EVENT, *fields):
        by_item[row[0]].append(make(*row[1:]))
    return defaultdict(tuple, {item: tuple(rows) for item, rows in by_item.items()})


def _stage_change(*row):
    return facts.StageChange(*row[:-2], from_paper=row[-1] is not None, check_on=row[-2])


def _update(*row):
    return facts.Update(*row[:-3], author=row[-2] or "", publication=row[-1], words_of=row[-3])


def _ownership(*row):
    return facts.Ownership(*row[:-2], body=row[-2] or "", position=row[-1])


# --- lists: what the database can tell by itself, so that 50,000 actions are filtered and paged without judging them


def leaves_for(user, plan: Plan, on: date) -> QuerySet[Item]:
    """Return the units that count and that `user` may see: steps, and actions without any (that they may see)."""
    return _leaves(Item.objects.filter(plan=plan), hidden_from(user, plan), on)


def _leaves(items: QuerySet[Item], hidden: tuple[str, ...], on: date) -> QuerySet[Item]:
    known = items.filter(retracted_at=None, created_on__lte=on)
    # Most plans hide nothing, and then need not be searched for it row by row.
    if not hidden or not items.filter(publication__in=hidden).exists():
        return known.filter(is_leaf=True)
    steps = Item.objects.filter(parent=OuterRef("pk"), retracted_at=None).exclude(publication__in=hidden)
    return _without(known, hidden).filter(Q(is_leaf=True) | Q(parent=None) & ~Exists(steps))


def overdue(on: date) -> Q:
    """Return the SQL twin of rules.deadlines.days_overdue > 0 for the current values of items."""
    return Q(is_open=True, due__lt=on)


def waiting(on: date) -> QuerySet[DateMove]:
    """Return the SQL twin of rules.deadlines.waits: the moves that are asked for and undecided on `on`."""
    undecided = Q(decision="") | Q(decided_on__gt=on)
    return DateMove.objects.filter(undecided, needs_agreement=True, retracted_at=None, effective_on__lte=on)


def asked_of(round: Round, party: Party) -> QuerySet[Item]:
    """Return the items that a party was asked about in a round and holds still, but for the team's working notes."""
    team = Q(publication=WORKING) | Q(parent__publication=WORKING)
    asked = Asked.objects.filter(round=round, party=party).values("item")
    return Item.objects.filter(~team, held_by(party=party.pk), pk__in=asked, retracted_at=None).order_by("position")


def leads_to_ask(plan: Plan, on: date) -> list[tuple[int, int]]:
    """Return item and party of every lead of what is not done: whom an update round asks, in the plan's order.

    What the plan does not say is asked about too. A working note leaves the team by no way, so nobody is asked of it.
    """
    open_now = Q(is_open=True) | Q(stage=Stage.NOT_STATED)
    leaves = _leaves(Item.objects.filter(plan=plan), (WORKING,), on).filter(open_now).order_by("position", "id")
    pairs = list(leaves.values_list("pk", "parent"))
    held = ownerships_of({"item__plan": plan})
    found = []
    for item, parent in pairs:
        named = holders(held.get(item, ()), on) or holders(held.get(parent, ()), on)
        found += [(item, party) for party in dict.fromkeys(each.party for each in named)]
    return found


def dates_asked_for(ids: Sequence[int], on: date) -> dict[int, date]:
    """Return by item the new date that waits on `on`, the newest where there are several."""
    oldest_first = waiting(on).filter(item__in=ids).order_by("effective_on", "recorded_at", "id")
    return dict(oldest_first.values_list("item", "to_due"))


def held_by(*, party: int | None = None, body: str | None = None, user=None) -> Q:
    """Return the SQL twin of "is among State.owners": held itself or, where it names nobody, through its action.

    The holder is a party's id, the name of a body that parties belong to, or the user who is a party.
    """
    holder = {
        name: value
        for name, value in (("party", party), ("party__body__name", body), ("party__user", user))
        if value is not None
    }
    return Exists(_held("pk", **holder)) | Exists(_held("parent", **holder)) & ~Exists(_held("pk"))


def first_lead() -> Coalesce:
    """Return the SQL twin of the name of State.owners' first, None where nobody is named."""
    own, actions = (_held(key).order_by("position", "id").values("party__name")[:1] for key in ("pk", "parent"))
    return Coalesce(Subquery(own), Subquery(actions))


def _held(key: str, **holder) -> QuerySet[Ownership]:
    """Return the rows by which the item of an outer query (or its action, `key` "parent") is held now."""
    return held_now().filter(item=OuterRef(key), **holder)


def held_now() -> QuerySet[Ownership]:
    """Return the rows by which items are held now: taken on, and not laid down since."""
    rows = Ownership.objects.filter(retracted_at=None)
    day, moment, row = OuterRef("effective_on"), OuterRef("recorded_at"), OuterRef("id")
    later = Q(effective_on__gt=day) | Q(effective_on=day) & (
        Q(recorded_at__gt=moment) | Q(recorded_at=moment, id__gt=row)
    )
    laid_down = rows.filter(
        later, item=OuterRef("item"), party=OuterRef("party"), role=OuterRef("role"), kind=Ownership.Kind.LAID_DOWN
    )
    return rows.filter(~Exists(laid_down), kind=Ownership.Kind.TAKEN_ON)


def parties_in(user, plan: Plan) -> QuerySet[Party]:
    """Return the parties that hold, or once held, something of the plan that `user` may see."""
    holds = Ownership.objects.filter(party=OuterRef("pk"), item__plan=plan, retracted_at=None)
    hidden = hidden_from(user, plan)
    if hidden and Item.objects.filter(plan=plan, publication__in=hidden).exists():
        holds = holds.filter(item__in=items_for(user, plan).values("pk"))
    return Party.objects.filter(Exists(holds), organisation=plan.organisation_id)


def party_names(user, organisation: Organisation) -> list[str]:
    """Return the names that a form offers: the organisation's parties, but for those that hold only what is hidden."""
    holds = Ownership.objects.filter(party=OuterRef("pk"), retracted_at=None)
    seen = Q()
    for plan in Plan.objects.filter(organisation=organisation):
        hidden = hidden_from(user, plan)
        if hidden and Item.objects.filter(plan=plan, publication__in=hidden).exists():
            in_sight = _without(Item.objects.filter(plan=plan), hidden).values("pk")
            seen |= Q(item__plan=plan) & ~Q(item__in=in_sight)
    parties = Party.objects.filter(organisation=organisation, merged_into=None)
    if seen:
        parties = parties.filter(Exists(holds.exclude(seen)) | ~Exists(holds))
    return list(parties.order_by("name").values_list("name", flat=True))


def ownership_rows(items: Sequence[int]) -> QuerySet[Ownership]:
    """Return who took on and laid down those items, oldest first, with the parties."""
    rows = Ownership.objects.filter(item__in=items, retracted_at=None).select_related("party")
    return rows.order_by("effective_on", "recorded_at", "id")


def states_of(user, plan: Plan, items: QuerySet[Item], as_of: date) -> list[State]:
    """Return the states of a few items of the plan in their own order, judged without the rest of the plan."""
    rows = list(items.values_list("id", "parent_id", "is_leaf"))
    states = _judged(user, plan, rows, as_of)
    return [states[pk] for pk, *_ in rows if pk in states]


def set_by_hand(user, plan: Plan, on: date) -> dict[int, Reported]:
    """Return by item the rating on `on` where one set by hand bears on it: current values hold none that lapses."""
    hand = Rating.objects.filter(item__plan=plan, kind=Rating.Kind.BY_HAND, retracted_at=None, effective_on__lte=on)
    rated = list(hand.filter(Q(lapses_on=None) | Q(lapses_on__gt=on)).values_list("item", flat=True))
    if not rated:
        return {}
    bears_on = items_for(user, plan).filter(Q(pk__in=rated) | Q(parent__in=rated))
    rows = list(bears_on.values_list("id", "parent_id", "is_leaf"))
    states = _judged(user, plan, rows, on)
    return {pk: states[pk].reported for pk, *_ in rows if pk in states and states[pk].reported}


def updated_on_of(user, plan: Plan, ids: Sequence[int]) -> dict[int, date] | None:
    """Return by item the day of the newest update that `user` may read; None where the current values tell it."""
    hidden = hidden_from(user, plan)
    if not hidden:
        return None
    notes = _without(Update.objects.filter(item__in=ids, retracted_at=None), hidden).order_by()
    return dict(notes.values_list("item").annotate(Max("effective_on")))


def steps_of(user, plan: Plan, actions: Sequence[int], on: date) -> dict[int, tuple[int, int, int]]:
    """Return by action how many steps `user` sees, and how many of them are done and overdue on `on`."""
    steps = items_for(user, plan).filter(parent__in=actions, created_on__lte=on).order_by().values_list("parent")
    done = Q(stage__in=[str(stage) for stage in DONE_STAGES])
    rows = steps.annotate(all=Count("pk"), done=Count("pk", filter=done), late=Count("pk", filter=overdue(on)))
    return {action: tuple(counts) for action, *counts in rows}


def family_of(user, item: Item, as_of: date) -> dict[int, State]:
    """Return the states of an item and of all its steps, by id, and of the action that it is a step of."""
    return _judged(user, item.plan, [(item.pk, item.parent_id, item.is_leaf)], as_of)


def _judged(user, plan: Plan, rows: Sequence[tuple], as_of: date) -> dict[int, State]:
    """Return the states of items, given as id, parent and is_leaf, and of the actions and steps that bear on them."""
    whole = {pk for pk, _, is_leaf in rows if not is_leaf}
    parents = {parent for _, parent, _ in rows if parent}
    # A rating given on the action is held against its worst open step, which only all steps together tell.
    rated = Rating.objects.filter(item__in=parents).values("item")
    kin = Item.objects.filter(Q(pk__in=parents) | Q(parent__in=whole) | Q(parent__in=rated))
    family = kin.values_list("id", flat=True) if whole or parents else ()
    found = plan_facts(plan, user, only=list({pk for pk, *_ in rows}.union(family)))
    day = day_of(found, as_of)
    if not day.marks_completion:
        day = replace(day, marks_completion=marks_completion(plan, as_of))
    return {state.item.id: state for state in judge_items(found.items, day)}


def marks_completion(plan: Plan, as_of: date) -> bool:
    """Return the SQL twin of rules.progress.marks_completion."""
    stated = StageChange.objects.filter(item__plan=plan, retracted_at=None, effective_on__lte=as_of)
    return stated.exclude(stage=Stage.NOT_STATED).exists()


def counts_by_plan(user, plans: Sequence[Plan], on: date) -> dict[int, dict[str, int]]:
    """Return by plan how many of the leaves that `user` sees are open, overdue and done on `on`, of how many items.

    `updated_on` is the newest day that an update speaks for. As many queries as there are kinds of right, not of plans.
    """
    by_right = defaultdict(list)
    for plan in plans:
        by_right[hidden_from(user, plan)].append(plan.pk)
    counts = {}
    for hidden, ids in by_right.items():
        rows = _leaves(Item.objects.filter(plan__in=ids), hidden, on).order_by().values("plan")
        rows = rows.annotate(
            items=Count("pk"),
            open=Count("pk", filter=Q(is_open=True)),
            overdue=Count("pk", filter=overdue(on)),
            done=Count("pk", filter=Q(stage__in=[str(stage) for stage in DONE_STAGES])),
            not_stated=Count("pk", filter=Q(stage=Stage.NOT_STATED, due__lt=on)),
            updated_on=Max("updated_on"),
        )
        counts |= {row["plan"]: row for row in rows}
    return counts


def waiting_by_plan(user, plans: Sequence[Plan], on: date) -> dict[int, int]:
    """Return by plan how many new dates wait for `user`, who may decide them; as many as the decision table holds."""
    decided_by_user = [plan for plan in plans if permissions.may(user, "decide_dates", plan)]
    asked = set(waiting(on).filter(item__plan__in=decided_by_user).values_list("item__plan", flat=True))
    by_right = defaultdict(list)
    for plan in decided_by_user:
        if plan.pk in asked:
            by_right[hidden_from(user, plan)].append(plan.pk)
    counts = {}
    for hidden, ids in by_right.items():
        known = Item.objects.filter(plan__in=ids, retracted_at=None, created_on__lte=on)
        moves = waiting(on).filter(item__in=_without(known, hidden).values("pk")).order_by()
        counts |= dict(moves.values_list("item__plan").annotate(Count("pk")))
    return counts


def spoken_for(plans: Sequence[Plan]) -> dict[int, date]:
    """Return by plan the newest day that one of its papers or stages speaks for."""
    rows = [
        *Paper.objects.filter(plan__in=plans, retracted_at=None).values_list("plan").annotate(Max("as_at")).order_by(),
        *StageChange.objects.filter(item__plan__in=plans, retracted_at=None)
        .values_list("item__plan")
        .annotate(Max("effective_on"))
        .order_by(),
    ]
    return {plan: max(day for of, day in rows if of == plan) for plan, _ in rows}


def with_hidden_updates(user, plan: Plan, ids: Sequence[int]) -> set[int]:
    """Return which of the items have an update that `user` may not read: words as printed may quote it."""
    hidden = hidden_from(user, plan)
    if not hidden:
        return set()
    return set(Update.objects.filter(item__in=ids, publication__in=hidden).values_list("item", flat=True))


def history_of(user, item: Item) -> dict[str, list]:
    """Return the rows that tell an item's history, newest first: `dates`, `updates` (that `user` may read), `ratings`.

    What was taken back is left out; the log of changes keeps it.
    """

    def newest(events):
        return events.filter(retracted_at=None).order_by("-effective_on", "-recorded_at", "-id")

    with_source = ("source__paper", "recorded_by")
    return {
        "dates": list(newest(item.datemove_events).select_related(*with_source, "asked_by", "decided_by", "meeting")),
        "updates": list(published(newest(item.update_events), user, item.plan).select_related(*with_source, "author")),
        "ratings": list(newest(item.rating_events).select_related(*with_source, "label")),
    }


def evidence_for(user, item: Item, on: date | None = None) -> list[Evidence]:
    """Return the evidence that stands (given up to `on`) and that `user` may see, newest first.

    It is the item's, that of the action it is a step of, and that of its steps.
    """
    kin = Q(item=item) | Q(item__parent=item)
    if item.parent_id:
        kin |= Q(item=item.parent_id)
    found = published(Evidence.objects.filter(kin, retracted_at=None, item__retracted_at=None), user, item.plan)
    found = found.exclude(item__publication__in=hidden_from(user, item.plan))
    if on is not None:
        found = found.filter(effective_on__lte=on)
    return list(found.select_related("item", "recorded_by").order_by("-effective_on", "-recorded_at", "-id"))


def evidence_ever_for(user, item: Item) -> QuerySet[Evidence]:
    """Return the item's own evidence that `user` may see, with what was withdrawn."""
    return published(item.evidence_events.select_related("recorded_by"), user, item.plan)


def stage_reached(item: Item, on: date) -> StageChange | None:
    """Return the change by which the item has the stage that it has on `on`, with who recorded it."""
    reached = item.stagechange_events.filter(retracted_at=None, effective_on__lte=on)
    return reached.select_related("recorded_by").order_by("effective_on", "recorded_at", "id").last()


def changes_to(item: Item) -> QuerySet[Change]:
    """Return the log's entries on an item, newest first."""
    return Change.objects.filter(item=item).select_related("item", "plan__organisation", "paper__plan__organisation")


def changes_since(item: Item, version: int) -> list[Change]:
    """Return the log's entries by which the item came from `version` to the one it has now, newest first.

    Every change raises the version by one, and all its entries have one moment.
    """
    return _newer_than(list(changes_to(item).exclude(event__in=ABOUT_DOUBTS)[:200]), item.version - version)


def changes_since_many(versions: Mapping[Item, int]) -> dict[int, list[Change]]:
    """Return the same for many items, each with the version that somebody read, by the item's key; one query."""
    with_names = ("item", "plan__organisation", "paper__plan__organisation")
    log = Change.objects.filter(item__in=versions).exclude(event__in=ABOUT_DOUBTS)
    entries = defaultdict(list)
    for entry in log.select_related(*with_names):
        entries[entry.item_id].append(entry)
    return {item.pk: _newer_than(entries[item.pk], item.version - version) for item, version in versions.items()}


def _newer_than(entries: list[Change], changes: int) -> list[Change]:
    """Return those of the entries, newest first, that so many changes wrote last."""
    moments = list(dict.fromkeys(entry.recorded_at for entry in entries))
    recent = set(moments[: max(changes, 0)])
    return [entry for entry in entries if entry.recorded_at in recent]


def leaves_held_by(user, on: date) -> list[tuple[Plan, QuerySet[Item]]]:
    """Return the plans in which the user's own parties hold something, each with what of it counts, in order."""
    mine = Ownership.objects.filter(party__user=user, retracted_at=None)
    plans = plans_for(user).filter(archived=False, pk__in=mine.values("item__plan"))
    return [(plan, leaves_for(user, plan, on).filter(held_by(user=user)).order_by("position")) for plan in plans]


def labels_of(plan: Plan) -> QuerySet[RatingLabel]:
    """Return the labels of the plan's newest rating scheme, in its own order; none where it rates nothing."""
    newest = Scheme.objects.filter(plan=plan, retracted_at=None).order_by("-version").values("pk")[:1]
    return RatingLabel.objects.filter(scheme=newest).order_by("position")


def party_of(user, plan: Plan) -> Party | None:
    """Return the party that the user is in the plan's organisation, or None."""
    return Party.objects.filter(user=user, organisation=plan.organisation_id, merged_into=None).order_by("pk").first()
