"""A plan's actions, filtered and sorted: today's list, or exactly the leaves behind a number on any day."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries, walks
from actions.doubts import open_doubts
from actions.lists.filters import ActionFilter
from actions.lists.rows import OnADay, Today
from actions.lists.table import ActionTable
from actions.lists.today import rows_today
from actions.models import Item, Plan
from actions.pages.board import set_up, take_in
from actions.permissions import may
from actions.rules import facts
from actions.rules.judge import judge
from actions.rules.totals import COUNTS, counted
from actions.templatetags.look import counted as with_noun
from actions.templatetags.look import full_date


def plan_actions(request, organisation: str, plan: str):
    """Show the list: today's by default; with `as_of` or `count`, the leaves behind that number on that day."""
    plan = queries.plan_for(request.user, organisation, plan)
    request.organisation = plan.organisation
    as_of, problem = day_asked(request.GET)
    count = count_asked(request.GET)
    on = as_of or timezone.localdate()
    in_steps = bool(count) or request.GET.get("show") != "actions"
    chosen = ActionFilter(request.GET, items(request.user, plan, on, in_steps), plan, on, request.user)
    if as_of or count:
        rows = on_a_day(queries.plan_facts(plan, request.user), chosen, count, in_steps)
    else:
        drawn = partial(rows_today, request.user, plan, on=on, by_hand=chosen.by_hand)
        rows = Today(chosen.qs.order_by("position", "pk"), drawn, chosen.by_hand)
    table = ActionTable(rows, plan, request.GET, rates="rating" in chosen.filters)
    context = {
        "plan": plan,
        "heading": "Actions",
        "breadcrumbs": links.breadcrumbs(plan, as_of=as_of),
        "links": links.plan_navigation(plan, "plan_actions", as_of, doubts=open_doubts(request.user, plan).count()),
        "take_in": take_in(request.user, plan),
        "set_up": set_up(request.user, plan),
        "review": "" if as_of or not may_review(request.user, plan) else links.plan_page(plan, "review"),
        "bulk": "" if as_of else bulk_page(request, plan),
        "table": table,
        "listed": listed(table.paginator.count, on, count, in_steps),
        "narrowed": "; ".join(words for _, words in chosen.in_words()),
        "problem": problem,
        "todays_list": links.list_behind(plan) if as_of or count else "",
        "filter": chosen,
        "chosen": [(words, without(request.GET, name)) for name, words in chosen.in_words()],
        "clear": without(request.GET, *chosen.filters),
        "keep": kept(as_of, count, request.GET.get("sort")),
    }
    return render(request, "actions/plan_actions.html", context)


def review(request, organisation: str, plan: str):
    """Lead a manager to the first form of what is not finished; from there each leads to the next."""
    plan = queries.plan_for(request.user, organisation, plan)
    if not may_review(request.user, plan):
        raise PermissionDenied
    forms = walks.to_review(request.user, plan, timezone.localdate())
    if forms:
        return redirect(walks.walked(forms[0], "review"))
    messages.info(request, "There is nothing to review: everything is done, paused or no longer needed.")
    return redirect(links.list_behind(plan))


def may_review(user, plan: Plan) -> bool:
    """Return whether `user` may go through the plan action by action."""
    return not plan.archived and may(user, "manage_plan", plan)


def bulk_page(request, plan: Plan) -> str:
    """Return the address where the actions of this list are updated at once, empty where the user may not."""
    if not may_review(request.user, plan):
        return ""
    return links.plan_page(plan, "bulk") + without(request.GET, "as_of", "sort").rstrip("?")


def day_asked(query: QueryDict) -> tuple[date | None, str]:
    """Return the day of `as_of` (2020-09-30) and no problem, or None and a sentence where it is no day."""
    text = query.get("as_of", "")
    try:
        return (date.fromisoformat(text) if text else None), ""
    except ValueError:
        return None, f"“{text}” is not a date, so this is today’s list."


def count_asked(query: QueryDict) -> str:
    """Return the slug of the number behind which the list lies, or nothing; `rule` is another word for `count`."""
    slug = query.get("count") or query.get("rule") or ""
    if slug and slug not in COUNTS:
        raise Http404(f"There is no count called {slug}.")
    return slug


def items(user, plan: Plan, on: date, in_steps: bool) -> QuerySet[Item]:
    """Return what counts (steps, and actions without any), or with `in_steps` false the actions themselves."""
    if in_steps:
        return queries.leaves_for(user, plan, on)
    return queries.items_for(user, plan).filter(parent=None, created_on__lte=on)


def on_a_day(plan: facts.Plan, chosen: ActionFilter, count: str, in_steps: bool) -> OnADay:
    """Return the rows of the filter's day, judged as the report judges them; those behind `count` where it is given."""
    states = judge(plan, chosen.on)
    if in_steps:
        return OnADay(chosen.of_states(counted(states, count or "items")))
    return OnADay(chosen.of_states(state for state in states if state.item is state.action))


def listed(number: int, on: date, count: str, in_steps: bool) -> str:
    """Return what is listed, such as "Overdue: 13 actions and steps, as at 3 September 2018"."""
    what = f"{COUNTS[count].heading}: " if count not in ("", "items") else ""
    noun = "action or step,actions and steps" if in_steps else "action"
    return f"{what}{with_noun(number, noun)}, as at {full_date(on)}"


def without(query: QueryDict, *names: str) -> str:
    """Return this page's address without some parameters, from its first page on."""
    left = query.copy()
    for name in (*names, "page"):
        left.pop(name, None)
    return f"?{left.urlencode()}"


def kept(as_of: date | None, count: str, sort: str | None) -> list[tuple[str, str]]:
    """Return what the filter's form sends along: the day, the number and the order of the list."""
    rows = (("as_of", as_of.isoformat() if as_of else ""), ("count", count), ("sort", sort))
    return [(name, value) for name, value in rows if value]
