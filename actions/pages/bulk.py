"""The sheet on which many actions are updated at once: filled in, checked and told in words, then saved whole.

A POST says what to `do`: check what was typed, save it, or go back to the sheet with all of it still there.
"""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries
from actions.bulk import words
from actions.bulk.sheet import ROWS_ON_A_PAGE, Sheet, versions_in
from actions.bulk.stale import side_by_side
from actions.lists.filters import ActionFilter
from actions.models import Batch, Plan
from actions.pages.plan_actions import count_asked, items, on_a_day
from actions.permissions import may
from actions.rules.judge import State
from actions.services.batches import save_batch
from actions.services.writing import Actor, Stale, Writing
from tracker import unsent

# What the list of actions sends along that is not a filter of today's actions.
NOT_OF_THE_LIST = ("page", "sort", "as_of")
SHOWN_BATCHES = 10


def bulk(request, organisation: str, plan: str):
    """Show the sheet; with what was typed in it, what will be written; with that confirmed, save and show the batch."""
    plan = queries.plan_for(request.user, organisation, plan)
    request.organisation = plan.organisation
    if not may(request.user, "manage_plan", plan):
        raise PermissionDenied
    if plan.archived:
        messages.error(request, "This plan is archived: it can be read, and nothing in it can be changed.")
        return redirect(links.list_behind(plan))
    today = timezone.localdate()
    if request.method != "POST" or not versions_in(request.POST):
        page = listed(request, plan, today)
        sheet = Sheet(request.user, plan, page.object_list, today, unsent.take(request))
        if sheet.data is not None:
            sheet.forget_complaints()
        return draw(request, sheet, page)
    sheet = sent(request.user, plan, request.POST, today)
    do = request.POST.get("do", "check")
    if do == "back":
        sheet.forget_complaints()
        return draw(request, sheet)
    if sheet.stale or not sheet.is_valid():
        return refused(request, sheet)
    return saved(request, sheet) if do == "save" else check(request, sheet)


def listed(request, plan: Plan, today: date) -> Page:
    """Return the page of states that the list's filter lets through today, as many as one sheet holds."""
    count = count_asked(request.GET)
    in_steps = bool(count) or request.GET.get("show") != "actions"
    chosen = ActionFilter(request.GET, items(request.user, plan, today, in_steps), plan, today, request.user)
    if count:
        found = on_a_day(queries.plan_facts(plan, request.user), chosen, count, in_steps).data
        return Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    page = Paginator(chosen.qs.order_by("position", "pk"), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = states_in_order(request.user, plan, list(page.object_list.values_list("pk", flat=True)), today)
    return page


def states_in_order(user, plan: Plan, keys: list[int], today: date) -> list[State]:
    """Return the states of the items of those keys that `user` may see, in the plan's order."""
    return queries.states_of(user, plan, queries.items_for(user, plan).filter(pk__in=keys).order_by("position"), today)


def sent(user, plan: Plan, data: QueryDict, today: date) -> Sheet:
    """Return the sheet of the rows that were sent, as they stand now, with what was typed; 404 where none is there."""
    states = states_in_order(user, plan, list(versions_in(data)), today)
    if not states:
        raise Http404
    return Sheet(user, plan, states, today, data)


def draw(request, sheet: Sheet, page: Page | None = None, compared=()):
    """Draw the sheet: with its page of the list, or with the rows that were sent."""
    plan = sheet.plan
    query = request.GET.copy()
    for name in NOT_OF_THE_LIST:
        query.pop(name, None)
    back = f"{links.list_behind(plan)}{'?' + query.urlencode() if query else ''}"
    context = {
        "plan": plan,
        "sheet": sheet,
        "form": sheet.form,
        "page": page,
        "compared": compared,
        "problems": sheet.problems(),
        "heading": "Update many at once",
        "breadcrumbs": links.breadcrumbs(plan, ("Actions", links.list_behind(plan))),
        "back": back,
        "parties": queries.parties_in(request.user, plan).order_by("name").values_list("name", flat=True),
        "before": batches_of(request.user, plan)[:SHOWN_BATCHES],
        "typed_by": unsent.mark_of(request.user),
        "waits": sheet.waits,
        "labels": sheet.labels,
    }
    return render(request, "actions/bulk.html", context)


def batches_of(user, plan: Plan):
    """Return the plan's batches that changed anything that `user` may see, the newest first."""
    seen = queries.items_ever_for(user, plan).values("pk")
    return Batch.objects.filter(plan=plan, changes__item__in=seen).distinct()


def check(request, sheet: Sheet):
    """Draw what will be written, with all that was typed going along unseen."""
    many, plan = sheet.many(), sheet.plan
    waits = sheet.waits
    told = words.told(many, plan, sheet.today, waits)
    context = {
        "plan": plan,
        "heading": "Check before you save",
        "breadcrumbs": links.breadcrumbs(plan, ("Actions", links.list_behind(plan))),
        "told": told,
        "counts": words.counts(many, told),
        "reason": many.reason,
        "sent": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if value and name not in ("csrfmiddlewaretoken", "do")
        ],
    }
    return render(request, "actions/bulk_check.html", context)


def saved(request, sheet: Sheet):
    """Save all of it and show the batch; where somebody was quicker, nothing is saved and the sheet says who."""
    user, plan, many = request.user, sheet.plan, sheet.many()
    waits = sheet.waits
    try:
        with Writing(plan, Actor.on_page(user)) as writing:
            by = queries.party_of(user, plan)
            batch = save_batch(writing, many, sheet.labels.values(), by=by, new_date_waits=waits)
    except Stale:
        return refused(request, sent(user, plan, request.POST, sheet.today))
    messages.success(request, f"Saved: {words.counts(many, words.told(many, plan, sheet.today, waits))}.")
    return redirect(links.batch_page(batch))


def refused(request, sheet: Sheet):
    """Draw the sheet with what is wrong, or with the rows that somebody else changed beside what was typed of them."""
    if not sheet.stale:
        return draw(request, sheet)
    compared = side_by_side(request.user, sheet)
    sheet.forget_complaints()
    for row in sheet.stale:
        row.errors["note" if "note" in row.asks else "ticked"] = (
            "Somebody else changed this meanwhile. Nothing was saved"
        )
    return draw(request, sheet, compared=compared)
