"""A plan in, the addresses of its pages out: every number opens the list behind it."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from actions.models import Batch, DateMove, Evidence, Item, Organisation, Paper, Party, Plan, Round, Update

# The pages of a plan, in the order in which they stand beside each other: words and name of the address.
PLAN_PAGES = (
    ("Report", "board"),
    ("Actions", "plan_actions"),
    ("Round", "round"),
    ("New dates", "dates"),
    ("Papers", "plan_papers"),
    ("History", "history"),
)


def list_behind(plan: Plan, as_of: date | None = None, *, count: str = "", theme="", stage: str = "") -> str:
    """Return the address of the list behind a number as at `as_of`; `count` is a slug of rules/totals.py's COUNTS.

    `theme` is a section's id, None for what belongs to no theme, "" for every theme.
    """
    chosen = {
        "as_of": as_of.isoformat() if as_of else "",
        "count": count,
        "theme": "none" if theme is None else theme,
        "stage": stage,
    }
    query = urlencode({name: value for name, value in chosen.items() if value != ""})
    return reverse("plan_actions", args=of(plan)) + (f"?{query}" if query else "")


def item_page(plan: Plan, pk: int, name: str = "action", *, as_of: date | str | None = None) -> str:
    """Return the address of an action's page (as at a day), or of another page that shows one action."""
    return on_a_day(reverse(name, args=[*of(plan), pk]), as_of)


def decide_page(move: DateMove) -> str:
    """Return the address of the decision table with this date alone."""
    return f"{plan_page(move.item.plan, 'dates')}?{urlencode({'move': move.pk})}"


def withdraw_page(move: DateMove) -> str:
    """Return the address that takes back a new date that was asked for."""
    return reverse("withdraw_date", args=[*of(move.item.plan), move.item_id, move.pk])


def marking_page(plan: Plan, item: int, what: str = "", key: int = 0) -> str:
    """Return the address at which it is said who may read an item, or its "update" or "evidence" of that key."""
    if not what:
        return reverse("publication", args=[*of(plan), item])
    return reverse("publication_of", args=[*of(plan), item, what, key])


def evidence_page(evidence: Evidence, name: str = "evidence_file") -> str:
    """Return the address at which the file of evidence is had, or of another page about it."""
    return reverse(name, args=[*of(evidence.item.plan), evidence.item_id, evidence.pk])


def item_pages(plan: Plan, as_of: date | None = None, name: str = "action") -> Callable[[int], str]:
    """Return a function from an action's key to its page, the address worked out once for pages that show hundreds."""
    before, _, after = item_page(plan, 0, name, as_of=as_of).rpartition("/0/")
    return lambda pk: f"{before}/{pk}/{after}"


def board_page(plan: Plan, as_of: date | None = None) -> str:
    """Return the address of the plan's report, as at a day where one is given."""
    return on_a_day(reverse("board", args=of(plan)), as_of)


def take_in_page(plan: Plan | None = None) -> str:
    """Return the address where a paper is brought: for the plan, or for any."""
    return reverse("upload") + (f"?{urlencode({'plan': '/'.join(of(plan))}, safe='/')}" if plan else "")


def plan_navigation(
    plan: Plan, here: str = "", as_of: date | None = None, *, doubts: int = 0
) -> list[tuple[str, str, bool]]:  # fmt: skip
    """Return the pages of the plan (as at a day) as rows of words, address and whether it is the page of that name.

    `doubts` is how many of them the reader is asked to check.
    """
    sign_off = (("Sign-off", "sign_off"),) if plan.sign_off else ()
    pages = (*PLAN_PAGES, *sign_off, (f"Please check ({doubts:,})" if doubts else "Please check", "please_check"))
    return [(words, on_a_day(reverse(name, args=of(plan)), as_of), name == here) for words, name in pages]


def plan_page(plan: Plan, name: str) -> str:
    """Return the address of one of the plan's own pages."""
    return reverse(name, args=of(plan))


def words_page(item: Item, update: Update) -> str:
    """Return the address at which an update is worded for the board."""
    return reverse("board_words", args=[*of(item.plan), item.pk, update.pk])


def round_page(plan: Plan, name: str, round: Round, *keys: int) -> str:
    """Return the address of a page about one lead of a round (the party's key), or one question to it (the item's)."""
    return reverse(name, args=[*of(plan), round.pk, *keys])


def sheet_page(plan: Plan, round: Round, body: str) -> str:
    """Return the address of a body's sheet in Word, to which `&as=xlsx` adds Excel."""
    return f"{plan_page(plan, 'round_sheet')}?{urlencode({'round': round.pk, 'body': body})}"


def batch_page(batch: Batch) -> str:
    """Return the address of what one batch did."""
    return reverse("batch", args=[*of(batch.plan), batch.pk])


def paper_page(paper: Paper, name: str = "paper") -> str:
    """Return the address of a paper's page, or of another page that shows one paper."""
    return reverse(name, args=[*of(paper.plan), paper.pk])


def history_of(organisation: Organisation, user: int) -> str:
    """Return the address of what one account changed in the organisation's plans."""
    return reverse("history_of_person", args=[organisation.slug, user])


def history_of_party(party: Party) -> str:
    """Return the address of what a person, post or body changed, took on and laid down."""
    return reverse("history_of_party", args=[party.organisation.slug, party.pk])


def breadcrumbs(plan: Plan, *below: tuple[str, str], as_of: date | None = None) -> list[tuple[str, str]]:
    """Return the way down to a page of the plan, as pairs of words and address; `below` follows the plan itself."""
    return [("Plans", reverse("plans")), (plan.title, board_page(plan, as_of)), *below]


def on_a_day(address: str, as_of: date | str | None) -> str:
    """Return the address with the day that somebody asked for; nobody asked for a day where it is None or empty."""
    return f"{address}?{urlencode({'as_of': as_of})}" if as_of else address


def of(plan: Plan) -> list[str]:
    """Return the two slugs that every address of the plan begins with."""
    return [plan.organisation.slug, plan.slug]
