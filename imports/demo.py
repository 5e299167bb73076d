"""The documents of fixtures/ in; a register to look round in, with boards, meetings and a user of each role, out."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Count, Q
from django.utils.crypto import salted_hmac

from actions.models import Body, Meeting, Membership, Organisation, Paper, Party, Plan, Round, User
from actions.rules.rounds import next_cut_off
from actions.services import rounds
from actions.services.progress import record_progress
from actions.services.writing import Actor, Writing
from actions.vocabulary import How, Role
from imports.child import ReadingRefused, read
from imports.intake import Intake, apply_paper, compare_paper, organisation_named
from imports.models import Upload
from imports.not_taken import NotTaken
from imports.uploads import Brought, accept

DOCUMENTS = settings.BASE_DIR / "fixtures" / "documents"
# Of the papers of one plan over a year the first is taken in, and the second waits for somebody to look at it.
A_YEAR = settings.BASE_DIR / "fixtures" / "a_year"
FIRST, NEXT = "april.docx", "july.xlsx"
COUNCIL_OF_THE_YEAR = "Harrowmere Borough Council"
HOST = "demo.invalid"
NAMES = {
    Role.ADMIN: "Demo administrator",
    Role.MANAGER: "Demo programme manager",
    Role.LEAD: "Demo lead",
    Role.BOARD: "Demo board member",
    Role.CLERK: "Demo committee clerk",
}
# These see every organisation of the demo, so that plans of all shapes can be looked at; the others see the first.
EVERYWHERE = (Role.ADMIN, Role.MANAGER, Role.CLERK)
BOARD = "Improvement Board"
# Days from the date that a plan's paper speaks for.
MEETINGS = (-70, -28, 14, 56, 98)


@dataclass(frozen=True)
class SignIn:
    """How somebody signs in; `password` is empty where it was changed since."""

    role: str
    email: str
    password: str


def documents() -> list[tuple[Path, dict]]:
    """Return the documents of the demo, each with what is known of it: organisation, title, as_at."""
    found = []
    for expected in sorted(DOCUMENTS.glob("*.expected.json")):
        name = expected.name.removesuffix(".expected.json")
        known = json.loads(expected.read_text(encoding="utf-8"))
        for path in sorted(DOCUMENTS.glob(f"{name}.*")):
            if path.suffix != ".json":
                found.append((path, known))
    first = A_YEAR / FIRST
    return [*found, (first, {"organisation": COUNCIL_OF_THE_YEAR})] if first.exists() else found


def take_in(path: Path, known: dict, today: date) -> Intake:
    """Take a document in that speaks for a day up to today; raises NotTaken, one plain sentence, where it cannot be."""
    as_at = date.fromisoformat(known["as_at"]) if known.get("as_at") else None
    try:
        reading = read(path)
    except ReadingRefused as why:
        raise NotTaken(str(why)) from why
    return apply_paper(compare_paper(reading, known["organisation"], as_at=as_at, today=today), "Demo")


def belongs_to_others() -> bool:
    """Whether the register holds anything that the demo did not make."""
    others = User.objects.exclude(email__endswith=f"@{HOST}")
    return others.exists() or (Organisation.objects.exists() and not User.objects.exists())


def main_plan() -> Plan | None:
    """Return the plan that the tour begins with: the first one shown before, else the one with the most to count."""
    plans = Plan.objects.filter(papers__retracted_at=None).annotate(
        leaves=Count("items", filter=Q(items__is_leaf=True), distinct=True)
    )
    lead = Membership.objects.filter(user__email=f"{Role.LEAD}@{HOST}").first()
    if lead:
        plans = plans.filter(organisation=lead.organisation_id)
    return plans.order_by("-leaves", "slug").first()


def as_at_of(plan: Plan) -> date:
    """Return the date that the plan's newest paper speaks for."""
    return Paper.objects.filter(plan=plan, retracted_at=None).order_by("-as_at").first().as_at


@transaction.atomic
def furnish(main: Plan) -> list[SignIn]:
    """Give every organisation a board with meetings, and make the users; what is there already stays as it is."""
    for plan in Plan.objects.filter(board=None, papers__retracted_at=None).distinct():
        board, _ = Body.objects.get_or_create(
            organisation=plan.organisation, name=BOARD, defaults={"kind": Body.Kind.BOARD}
        )
        if not board.meetings.exists():
            days = [as_at_of(plan) + timedelta(days=after) for after in MEETINGS]
            Meeting.objects.bulk_create(Meeting(body=board, held_on=day) for day in days)
        plan.board = board
        plan.save(update_fields=["board"])
    sign_ins = [_user(role, main.organisation) for role in Role]
    _give_the_lead_a_post(main)
    return sign_ins


def password_of(email: str) -> str:
    """Return the demo password of an address: made from the site's key, the same at each run, stored nowhere."""
    digest = salted_hmac("imports.demo", email, algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode().lower()
    return "-".join(letters[start : start + 5] for start in range(0, 20, 5))


def _user(role: Role, organisation: Organisation) -> SignIn:
    email = f"{role}@{HOST}"
    user = User.objects.filter(email=email).first()
    password = password_of(email)
    if user is None:
        staff = {"is_staff": True, "is_superuser": True} if role == Role.ADMIN else {}
        user = User.objects.create_user(email, password, name=NAMES[role], **staff)
    for of in Organisation.objects.all() if role in EVERYWHERE else [organisation]:
        Membership.objects.get_or_create(user=user, organisation=of, plan=None, role=role)
    return SignIn(
        NAMES[role].removeprefix("Demo ").capitalize(), email, password if user.check_password(password) else ""
    )


def _give_the_lead_a_post(plan: Plan) -> None:
    """Have the demo lead fill the post that holds most open actions of the plan."""
    lead = User.objects.get(email=f"{Role.LEAD}@{HOST}")
    if lead.parties.exists():
        return
    held = Q(ownerships__item__plan=plan, ownerships__item__is_open=True, ownerships__kind="taken_on")
    parties = Party.objects.filter(organisation=plan.organisation, user=None, merged_into=None)
    busiest = parties.annotate(held=Count("ownerships__item", filter=held, distinct=True)).order_by("-held", "name")
    if post := busiest.first():
        post.user = lead
        post.save(update_fields=["user"])


def hold_rounds(plan: Plan) -> Round | None:
    """Hold a round of the plan that is over, and open the next, so that its pages show both; None where it has any."""
    if plan.rounds.exists():
        return None
    manager = Actor.on_page(User.objects.get(email=f"{Role.MANAGER}@{HOST}"))
    opened, answered, closed = (replace(manager, at=manager.at - timedelta(days=days)) for days in (42, 35, 28))
    with Writing(plan, opened) as writing:
        over = rounds.open_round(writing, f"{closed.today:%B %Y}", closed.today)
        leads = list(Party.objects.filter(asked__round=over).distinct().order_by("name"))
        rounds.asked_by(writing, over, leads, How.EMAIL)
    with Writing(plan, answered) as writing:
        for asked in over.asked.select_related("item", "party").order_by("item__position")[::3]:
            said = {"author": asked.party, "how": How.EMAIL, "said_on": writing.actor.today}
            record_progress(writing, asked.item, "", no_change=True, **said)
    with Writing(plan, closed) as writing:
        rounds.close_round(writing, over)
    with Writing(plan, manager) as writing:
        cut_off = next_cut_off(plan.round_closes_day, plan.round_every, manager.today, over.closes_on)
        held = rounds.open_round(writing, f"{cut_off:%B %Y}", cut_off)
        rounds.asked_by(writing, held, leads[1::2], How.EMAIL)
    return held


def bring_the_next_paper() -> Upload | None:
    """Bring the next paper of a plan, for the demo's manager to look at; None where it is here already, or missing."""
    council = organisation_named(COUNCIL_OF_THE_YEAR)
    path = A_YEAR / NEXT
    if council is None or not path.exists() or council.uploads.exists():
        return None
    manager = User.objects.get(email=f"{Role.MANAGER}@{HOST}")
    with path.open("rb") as file:
        upload, _ = accept(File(file, name=NEXT), Brought(council, manager, plan=council.plans.first()))
    return upload


def take_all_in(today: date) -> Iterator[Intake | str]:
    """Take every document in; give for each what it changed, or the sentence that says why it was passed over."""
    for path, known in documents():
        try:
            yield take_in(path, known, today)
        except NotTaken as why:
            yield str(why)
