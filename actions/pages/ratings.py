"""How a plan rates its actions: its printed key, what each label may stand beside, and what a change would do."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries
from actions.by_hand.scheme_form import SchemeForm, stored
from actions.models import Plan
from actions.pages.theme import plan_to_edit
from actions.rules.schemes import Effect, effect_of
from actions.services.plans import set_scheme
from actions.services.writing import Actor, Stale, Writing
from actions.templatetags.look import counted
from tracker.form_fields import whole_number

SHOWN = 20


def ratings(request, organisation: str, plan: str):
    """Show the key; with `do=preview` what the change would do, otherwise save it as a new version."""
    plan = plan_to_edit(request, organisation, plan)
    facts = queries.plan_facts(plan, request.user)
    form, effect = SchemeForm(facts.scheme, request.POST if request.method == "POST" else None), None
    problems: list[tuple[str, str]] = []
    version = newest_version(plan)
    if request.method == "POST":
        if not form.is_valid():
            problems = form.problems()
        elif request.POST.get("do") == "preview":
            effect = effect_of(facts, form.labels(), timezone.localdate())
        else:
            try:
                messages.success(request, save(request.user, plan, form, facts.scheme, request.POST.get("version", "")))
                return redirect(links.plan_page(plan, "set_up"))
            except Stale as stale:
                problems = [(str(stale), "")]
    context = {
        "scheme": form,
        "plan": plan,
        "version": version,
        "problems": problems,
        "effect": effect,
        "told": told(effect) if effect else [],
        "lists": lists(plan, effect) if effect else [],
        "heading": "How this plan rates its actions",
        "breadcrumbs": links.breadcrumbs(plan, ("Set up", links.plan_page(plan, "set_up"))),
        "back": links.plan_page(plan, "set_up"),
    }
    return render(request, "actions/ratings.html", context)


def newest_version(plan: Plan) -> int:
    """Return the number of the plan's newest scheme, 0 where it has none."""
    return plan.schemes.order_by("-version").values_list("version", flat=True).first() or 0


def save(user, plan: Plan, form: SchemeForm, held, shown: str) -> str:
    """Write the key as a new version and return what to tell; raises Stale where there is a newer one meanwhile."""
    labels = form.labels()
    if labels == list(held):
        return "Nothing was changed: the ratings stay as they are."
    with Writing(plan, Actor.on_page(user)) as writing:
        if newest_version(plan) != whole_number(shown):
            raise Stale("Somebody else changed the ratings while you were writing. Nothing was saved.")
        scheme = set_scheme(writing, stored(labels))
    before = " The version before is kept, and earlier reports go by it." if held else ""
    return f"The ratings are saved as version {scheme.version}.{before}"


def told(effect: Effect) -> list[str]:
    """Return what a change would do, in sentences."""
    of = f"of {counted(effect.judged, 'action or step,actions and steps')}"
    if not (effect.changed or effect.unknown):
        return [f"Nothing changes today for any {of}."]
    said = [f"Today something else would stand under “Needs the board’s attention” for {len(effect.changed):,} {of}."]
    if effect.newly:
        said.append(f"{len(effect.newly):,} would be reported better than the dates show that are not now.")
    if effect.no_longer:
        said.append(f"{len(effect.no_longer):,} would no longer be reported better than the dates show.")
    if effect.unknown:
        said.append(f"{len(effect.unknown):,} have a rating that would not be among these labels.")
    return said


def lists(plan: Plan, effect: Effect) -> list[tuple[str, list, int]]:
    """Return the actions that a change bears on: heading, words and address of the first of them, how many more."""
    page = links.item_pages(plan)
    found = (
        ("Newly reported better than the dates show", effect.newly),
        ("No longer reported better than the dates show", effect.no_longer),
    )
    return [
        (
            heading,
            [(" ".join(filter(None, (s.item.ref, s.item.title))), page(s.item.id), s) for s in states[:SHOWN]],
            max(len(states) - SHOWN, 0),
        )
        for heading, states in found
        if states
    ]
