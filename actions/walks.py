"""One form after the other: those of My actions, the most urgent first, or those of a plan in its own order.

Nothing is kept between two forms: what comes next is worked out from where somebody stands, before what they say is
saved, so that an answer that changes the order skips nobody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from actions import links, queries
from actions.lists.held import FINISHED, Held, group_of, held_by
from actions.models import Item, Plan
from actions.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk at one of its forms: its name, the address of the next form, how many come after, and the way out."""

    name: str
    next: str
    left: int
    back: str


def at(name: str, user, item: Item, on: date) -> Walk | None:
    """Return the walk of that name as it stands at the form of `item`; None where there is no such walk."""
    way = WALKS.get(name)
    if way is None:
        return None
    forms, back = way(user, item.plan, on)
    here = links.item_page(item.plan, item.pk, "update_action")
    after = forms[forms.index(here) + 1 :] if here in forms else []
    return Walk(name, walked(after[0], name) if after else "", len(after), back)


def begin(name: str, forms: list[str]) -> str:
    """Return the address at which a walk begins; nothing where there is nothing to walk through."""
    return walked(forms[0], name) if len(forms) > 1 else ""


def walked(form: str, name: str) -> str:
    """Return the address of a form as one of a walk."""
    return f"{form}?walk={name}"


def to_answer(held: Iterable[Held]) -> list[Held]:
    """Return those that the user may answer for and that are not finished, in their own order."""
    return [one for one in held if one.update_href and group_of(one.state) != FINISHED]


def to_review(user, plan: Plan, on: date) -> list[str]:
    """Return the forms of all that is open, or does not say whether it is done, in the plan's order."""
    leaves = queries.leaves_for(user, plan, on).filter(Q(is_open=True) | Q(stage=Stage.NOT_STATED))
    address = links.item_pages(plan, name="update_action")
    return [address(pk) for pk in leaves.order_by("position", "pk").values_list("pk", flat=True)]


def _mine(user, plan: Plan, on: date) -> tuple[list[str], str]:
    return [one.update_href for one in to_answer(held_by(user, on))], reverse("my_actions")


def _review(user, plan: Plan, on: date) -> tuple[list[str], str]:
    return to_review(user, plan, on), links.list_behind(plan)


WALKS: dict[str, Callable[..., tuple[list[str], str]]] = {"mine": _mine, "review": _review}
