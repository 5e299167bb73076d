"""The answers that came by links and wait: taken in one by one or all at once, in other words for the board, or not."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries
from actions.models import Draft, Plan
from actions.pages.round_lead import must_manage
from actions.rules.judge import State
from actions.rules.publication import mark_of_state
from actions.services import drafts
from actions.services.writing import Actor, Stale, Writing
from actions.templatetags.look import counted
from tracker.form_fields import whole_number

AT_ONCE = 50  # answers on a page; the next stand there once these are settled


@dataclass(frozen=True, slots=True)
class Waiting:
    """One answer that waits, beside the action as it stands."""

    draft: Draft
    state: State
    href: str
    not_public: str
    changed: bool  # the action was changed since it was answered


def round_answers(request, organisation: str, plan: str):
    """Show what waits; take it in or turn it down as the buttons say."""
    plan = queries.plan_for(request.user, organisation, plan)
    must_manage(request.user, plan)
    if request.method == "POST":
        settle(request, plan)
        return redirect(links.plan_page(plan, "round_answers"))
    request.organisation = plan.organisation
    everything = waiting(request.user, plan)
    context = {
        "plan": plan,
        "heading": "Answers to take in",
        "breadcrumbs": links.breadcrumbs(plan, ("Round", links.plan_page(plan, "round"))),
        "lines": everything[:AT_ONCE],
        "more": len(everything) - AT_ONCE,
        "back": links.plan_page(plan, "round"),
    }
    return render(request, "actions/round_answers.html", context)


def waiting(user, plan: Plan) -> list[Waiting]:
    """Return the answers that wait about what `user` may see, by lead and then in the plan's order."""
    seen = queries.items_for(user, plan)
    found = Draft.objects.filter(round__plan=plan, state=Draft.State.WAITING, item__in=seen.values("pk"))
    found = list(
        found.select_related("item__parent", "party__merged_into", "rating", "round").order_by(
            "party__name", "item__position"
        )
    )
    items = seen.filter(pk__in=[draft.item_id for draft in found])
    states = {state.item.id: state for state in queries.states_of(user, plan, items, timezone.localdate())}
    return [
        Waiting(
            draft,
            states[draft.item_id],
            links.item_page(plan, draft.item_id),
            mark_of_state(states[draft.item_id]),
            draft.item.version != draft.item_version,
        )
        for draft in found
        if draft.item_id in states
    ]


def settle(request, plan: Plan) -> None:
    """Take in, or turn down, the answers that were sent: one by its button, or all on the page."""
    held = {line.draft.pk: line for line in waiting(request.user, plan)}
    sent = {whole_number(key) for key in request.POST.getlist("draft")}
    one = whole_number(request.POST.get("take_in", ""))
    down = whole_number(request.POST.get("turn_down", ""))
    chosen = {down or one} if down or one else sent if request.POST.get("do") == "all" else set()
    done, refused = 0, []
    for pk in sorted(chosen):
        try:
            _settle_one(request, plan, held.get(pk), pk, down=bool(down))
            done += 1
        except (Stale, ValueError) as why:
            refused.append(str(why))
    if done:
        what = "not taken in; it is kept as it was answered" if down else "taken in"
        messages.success(request, f"{counted(done, 'answer')} {what}.")
    for sentence in dict.fromkeys(refused):
        messages.error(request, sentence)


def _settle_one(request, plan: Plan, line: Waiting | None, pk: int, *, down: bool) -> None:
    if line is None:
        raise ValueError(drafts.SETTLED)
    with Writing(plan, Actor.on_page(request.user)) as writing:
        if down:
            drafts.turn_down(writing, line.draft)
            return
        drafts.take_in(
            writing, line.draft, line.state, queries.labels_of(plan), words=request.POST.get(f"words:{pk}", ""),
            version=whole_number(request.POST.get(f"version:{pk}", "")),
        )  # fmt: skip
