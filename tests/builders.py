"""Makes organisations, users, plans and actions for tests: keyword arguments with defaults in, stored rows out.

Everything that changes an action goes through the services, as it does on the pages. Dates stand around 1 July 2020.
"""

import hashlib
import random
from contextlib import nullcontext
from datetime import date, timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from actions import queries
from actions.evidence.keeping import kept
from actions.models import (
    Batch,
    Body,
    Evidence,
    Invitation,
    Item,
    Membership,
    OpenIssue,
    Organisation,
    Ownership,
    Paper,
    Party,
    Plan,
    RatingLabel,
    Round,
    Section,
    Source,
    User,
)
from actions.services import deadlines, people, plans, progress, ratings, round_links, rounds
from actions.services.answers import Answer
from actions.services.batches import Deed, Many, save_batch
from actions.services.evidence import Given, add_evidence
from actions.services.invitations import invite
from actions.services.organisation_writing import OrganisationWriting
from actions.services.writing import Actor, Writing
from actions.vocabulary import How, Publication, Stage
from imports.layout import with_by_hand
from imports.models import OwnLayout, Proposal, ProposedRow, Upload
from imports.pipeline import read_document
from imports.proposals import propose
from imports.shapes import StagedItem

AGREED_ON = date(2020, 1, 6)
PASSWORD = "correct horse battery staple"
_numbers = count(1)


def organisation(name: str = "Northmoor Council", slug: str = "", **fields) -> Organisation:
    """Return an organisation; the slug is the name's first word unless given."""
    return Organisation.objects.create(name=name, slug=slug or name.split()[0].lower(), **fields)


def user(
    role: str | None = None, of: Organisation | None = None, *, plan: Plan | None = None, email: str = "",
    sees_not_for_publication: bool = False, **fields,
) -> User:  # fmt: skip
    """Return a user who signs in with PASSWORD, with one membership where `role` is given."""
    made = User.objects.create_user(email or f"{role or 'somebody'}{next(_numbers)}@example.org", PASSWORD, **fields)
    if role:
        Membership.objects.create(
            user=made,
            organisation=of or plan.organisation,
            plan=plan,
            role=role,
            sees_not_for_publication=sees_not_for_publication,
        )
    return made


def member(user: User, of: Organisation, role: str, **fields) -> Membership:
    """Return a further membership of a user."""
    return Membership.objects.create(user=user, organisation=of, role=role, **fields)


def invitation(of: Organisation, email: str = "new@example.org", role: str = "lead", **fields) -> Invitation:
    """Return an invitation to the organisation."""
    with OrganisationWriting(of, Actor.by_command()) as writing:
        return invite(writing, email, role, **fields)[0]


def party(of: Organisation, name: str = "Head of Service", *, body: str = "", user: User | None = None, **fields):
    """Return a party of the organisation, belonging to the body of that name where one is given."""
    belongs = Body.objects.get_or_create(organisation=of, name=body)[0] if body else None
    return Party.objects.create(organisation=of, name=name, body=belongs, user=user, **fields)


def plan(of: Organisation | None = None, *, slug: str = "recovery", title: str = "Recovery plan", **fields) -> Plan:
    """Return a plan, of a new organisation unless one is given."""
    return plans.create_plan(Actor.by_command(), of or organisation(), slug, title, **fields)


def section(plan: Plan, title: str = "Practice", ref: str = "") -> Section:
    """Return a theme of the plan, after those it has."""
    with Writing(plan, Actor.by_command()) as writing:
        (made,) = plans.add_sections(writing, [Section(ref=ref, title=title)])
    return made


def scheme(plan: Plan, *labels: tuple) -> list[RatingLabel]:
    """Return the labels of the plan's new rating scheme, given as (label, colour, rank, meaning)."""
    labels = labels or (
        ("Red", "red", 1, "Slipped, and no way back is agreed"),
        ("Amber", "amber", 2, "Slipping, and a way back is agreed"),
        ("Green", "green", 3, "Going as planned"),
    )
    made = [RatingLabel(label=label, colour=colour, rank=rank, meaning=words) for label, colour, rank, words in labels]
    with Writing(plan, Actor.by_command()) as writing:
        plans.set_scheme(writing, made)
    return made


def paper(plan: Plan, name: str = "progress-report.pdf", as_at: date = AGREED_ON, **fields) -> Paper:
    """Return a paper of the plan."""
    fields.setdefault("sha256", "0" * 64)
    fields.setdefault("recorded_at", Actor.by_command().at)
    return Paper.objects.create(organisation=plan.organisation, plan=plan, name=name, as_at=as_at, **fields)


def doubt(of: Paper, item: Item | None = None, message: str = "No owner is stated", **fields) -> OpenIssue:
    """Return a doubt that a paper left about an action, or about itself."""
    return OpenIssue.objects.create(paper=of, item=item, message=message, **{"code": "no_owner"} | fields)


def source(of: Paper, **place) -> Source:
    """Return a place in a paper: page, table, first_row, last_row, printed."""
    return Source.objects.create(paper=of, **place)


def upload(of: Organisation, content: bytes = b"A paper", /, *, name: str = "progress-report.docx", **fields) -> Upload:
    """Return an upload that waits to be read; with `state` and `reading` one that was read."""
    fields.setdefault("uploaded_at", Actor.by_command().at)
    sha256 = hashlib.sha256(content).hexdigest()
    made = Upload(organisation=of, name=name, sha256=sha256, size=len(content), **fields)
    made.file.save(name, ContentFile(content))
    return made


def paper_read(of: Organisation, text: str, **fields) -> Upload:
    """Return an upload of a paper of these words that was read, its plans proposed."""
    made = upload(of, text.encode(), **{"name": "paper.txt", "state": Upload.State.READ} | fields)
    made.reading = read_document(made.file.path, name=made.name).to_json(full=True)
    made.save()
    propose(made)
    return made


def read_here(path, progress=None, name=None, by_hand=(), arrangement=None, **limits):
    """Return what `child.read` would, read in this process: for tests that read a paper many times."""
    return read_document(path, with_by_hand(by_hand), progress, name, arrangement)


def proposal(
    of: Upload, *, number: int = 1, title: str = "Recovery plan", slug: str = "recovery", rows: int = 0, **fields
) -> Proposal:
    """Return a plan of an upload on its way in, of so many actions; with `plan` into that plan, otherwise a new one."""
    made = Proposal.objects.create(upload=of, number=number, title=title, slug=slug, **fields)
    read = StagedItem("Write the guidance").to_json(full=True)
    actions = [ProposedRow(proposal=made, row=str(n), position=n, kind="action", read=read) for n in range(rows)]
    ProposedRow.objects.bulk_create(actions)
    return made


def layout(of: Organisation, name: str = "harbour_works", **fields) -> OwnLayout:
    """Return a layout of the organisation's own: a column of things to do and one of who does them."""
    fields.setdefault("layout", {"columns": {"title": "Thing", "lead": "Crew"}, "by_hand": True})
    return OwnLayout.objects.create(organisation=of, name=name, **fields)


def item(
    plan: Plan, title: str = "Write the guidance", *, ref: str = "", section: Section | None = None,
    parent: Item | None = None, due: date | None = None, text: str = "", moved_to: tuple[date, ...] = (),
    stage: Stage | None = Stage.IN_PROGRESS, done_on: date | None = None, leads: tuple[Party, ...] = (),
    rating: RatingLabel | None = None, note: str = "", noted_on: date | None = None,
    publication: str = Publication.PUBLIC, on: date = AGREED_ON, within: Writing | None = None, **fields,
) -> Item:  # fmt: skip
    """Return an action (a step where `parent` is given) with its dates, stage, leads, rating and note as of `on`.

    `within` a change under way (which is quick for many items), its current values are known when that ends.
    """
    fields.setdefault("position", 1 + Item.objects.filter(plan=plan).count())
    made = Item(
        ref=ref, title=title, section=parent.section if parent else section, parent=parent, publication=publication,
        **fields,
    )  # fmt: skip
    with nullcontext(within) if within else Writing(plan, Actor.by_command()) as writing:
        plans.add_items(writing, [made], on)
        if due or text:
            deadlines.set_first_date(writing, made, due, effective_on=on, text=text)
        for position, lead in enumerate(leads):
            people.take_on(writing, made, lead, position=position, effective_on=on)
        if stage:
            progress.change_stage(writing, made, stage, effective_on=on, done_on=done_on)
        if rating:
            ratings.report_rating(writing, made, rating, effective_on=on)
        if note:
            progress.record_progress(writing, made, note, effective_on=noted_on or on)
        if parent:
            writing.touch(parent)
    for to_due in moved_to:
        move(made, to_due, on=on)
    made.refresh_from_db()
    return made


def batch(*items: Item, reason: str = "", **answer) -> Batch:
    """Return a batch that says the same of every item, as Answer's fields."""
    (plan,) = {item.plan for item in items}
    for item in items:
        item.refresh_from_db()
    states = queries.states_of(None, plan, Item.objects.filter(pk__in=[item.pk for item in items]), AGREED_ON)
    by_key = {state.item.id: state for state in states}
    deeds = [Deed(item, item.version, by_key[item.pk], Answer(**answer)) for item in items]
    with Writing(plan, Actor.by_command()) as writing:
        return save_batch(writing, Many(deeds, reason), queries.labels_of(plan), by=None, new_date_waits=False)


def move(item: Item, to_due: date, *, on: date = AGREED_ON, **fields):
    """Record a new date for the item; `needs_agreement=True` leaves it waiting."""
    item.refresh_from_db()
    with Writing(item.plan, Actor.by_command()) as writing:
        return deadlines.revise_deadline(writing, item, to_due, from_due=item.due, effective_on=on, **fields)


def evidence(
    item: Item, title: str = "Minutes of the training board", *, content: bytes = b"", name: str = "minutes.txt",
    by: User | None = None, on: date = AGREED_ON, **fields,
) -> Evidence:  # fmt: skip
    """Return evidence for the item: a file of that `content`, or else a link."""
    file = SimpleUploadedFile(name, content) if content else None
    link = "" if file else fields.pop("link", "https://minutes.example.org/4")
    actor = Actor.on_page(by) if by else Actor.by_command()
    with kept(file) as held, Writing(item.plan, actor) as writing:
        return add_evidence(writing, item, Given(title, link=link, file=held, **fields), effective_on=on)


def lay_down(item: Item, lead: Party, *, on: date = AGREED_ON) -> Ownership:
    """Record that the lead no longer holds the item."""
    with Writing(item.plan, Actor.by_command()) as writing:
        return people.lay_down(writing, item, lead, effective_on=on)


def round(plan: Plan, *parties: Party, name: str = "October 2020", closes_on: date | None = None, **fields) -> Round:
    """Return an open round of the plan in which those parties have been asked; it closes today unless told."""
    actor = Actor.by_command()
    with Writing(plan, actor) as writing:
        made = rounds.open_round(writing, name, closes_on or actor.today, **fields)
        rounds.asked_by(writing, made, parties, How.EMAIL)
    return made


def link(of: Round, party: Party) -> str:
    """Return the token of a new link by which the party answers in the round."""
    with Writing(of.plan, Actor.by_command()) as writing:
        return round_links.make_link(writing, of, party)[1]


def close_round(of: Round) -> Round:
    """Close the round."""
    with Writing(of.plan, Actor.by_command()) as writing:
        rounds.close_round(writing, of)
    return of


def busy_plan(of: Organisation, *, on: date, actions: int = 14, seed: int = 7, **fields) -> Plan:
    """Return a plan in which every kind of case occurs around the day `on`, the same for the same seed.

    Some actions have steps; some leads were laid down; some dates are missing, moved or waiting; some is unpublished.
    """
    chance = random.Random(seed)
    made = plan(of, slug=f"busy-{next(_numbers)}", title="Busy plan", **fields)
    sections = [section(made, f"Theme {letter}", letter) for letter in "AB"] + [None]
    labels = [*scheme(made), None]
    parties = [party(of, f"Post {n} of {made.slug}", body=("Police", "Trust", "")[n]) for n in range(3)]

    later = []  # moves and leads laid down, which follow what they change

    def one(title: str, **given) -> Item:
        due = chance.choice([None, *(on + timedelta(days=days) for days in (-90, -30, -1, 0, 1, 20, 60))])
        leads = tuple(chance.sample(parties, chance.choice([0, 1, 1, 2])))
        rating = chance.choice(labels)
        moved = due + timedelta(days=chance.choice([15, 40])) if due and chance.random() < 0.4 else None
        made_item = item(
            made, title, due=due, leads=leads, rating=rating, on=on - timedelta(days=200), within=adding,
            stage=chance.choice([None, *Stage]), note=chance.choice(["", "Going on"]),
            noted_on=on - timedelta(days=chance.randrange(100)),
            publication=chance.choices(list(Publication), weights=(8, 1, 1))[0], **given,
        )  # fmt: skip
        laid_down = leads[0] if leads and chance.random() < 0.3 else None
        later.append((made_item, due, moved, laid_down))
        return made_item

    with Writing(made, Actor.by_command()) as adding:
        for number in range(1, actions + 1):
            action = one(f"Action {number}", ref=str(number), section=chance.choice(sections))
            for step in range(chance.choice([0, 0, 2, 3])):
                one(f"Step {step + 1} of {number}", parent=action)
    with Writing(made, Actor.by_command()) as changing:
        for changed, due, moved, lead in later:
            if moved:
                day = on - timedelta(days=200)
                deadlines.revise_deadline(changing, changed, moved, from_due=due, effective_on=day)
            if lead:
                people.lay_down(changing, changed, lead, effective_on=on - timedelta(days=100))
    return made
