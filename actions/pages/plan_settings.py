"""The settings of a plan: what it is called and how it is kept; archived, and brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from actions import links, queries
from actions.by_hand.plan_form import PlanForm, initial_of
from actions.by_hand.sides import both_sides
from actions.models import Plan
from actions.permissions import may
from actions.services.by_hand import board_named, claim_plan, edit_plan
from actions.services.plans import archive, set_headings
from actions.services.rounds import set_round_rhythm
from actions.services.writing import Actor, Stale, Writing
from tracker.form_fields import whole_number

ARCHIVING = {"archive": True, "bring_back": False}


def plan_settings(request, organisation: str, plan: str):
    """Show the form; save what was changed of the plan, archive it, or bring it back."""
    plan = queries.plan_for(request.user, organisation, plan)
    if not may(request.user, "manage_plan", plan):
        raise PermissionDenied
    request.organisation = plan.organisation
    if request.POST.get("do") in ARCHIVING:
        return put_away(request, plan, ARCHIVING[request.POST["do"]])
    if request.method == "POST" and plan.archived:
        raise PermissionDenied
    form, compared = PlanForm(request.POST or None, plan=plan), {}
    if request.method == "POST" and form.is_valid():
        try:
            save(request.user, plan, form)
        except Stale as stale:
            form, compared = stale_form(request, plan, form, str(stale))
        else:
            messages.success(request, "The settings of the plan are saved.")
            return redirect(links.plan_page(plan, "set_up"))
    context = {
        "form": form,
        "plan": plan,
        "heading": "Settings of the plan",
        "breadcrumbs": links.breadcrumbs(plan, ("Set up", links.plan_page(plan, "set_up"))),
        "back": links.plan_page(plan, "set_up"),
    }
    return render(request, "actions/plan_settings.html", context | compared)


def put_away(request, plan: Plan, archived: bool):
    """Archive the plan or bring it back, and go to its settings."""
    if plan.archived != archived:
        with Writing(plan, Actor.on_page(request.user)) as writing:
            archive(writing, archived)
    said = "is archived: it can be read, and nothing in it can be changed" if archived else "is brought back"
    messages.success(request, f"The plan {said}.")
    return redirect(links.plan_page(plan, "plan_settings"))


def save(user, plan: Plan, form: PlanForm) -> None:
    """Write what was changed in one transaction; raises Stale where somebody was quicker."""
    given = form.cleaned_data
    with Writing(plan, Actor.on_page(user)) as writing:
        claim_plan(writing, whole_number(given["version"]))
        settings = form.settings()
        edit_plan(writing, **settings | {"board": board_named(plan.organisation, settings["board"])})
        if form.headings() != plan.headings:
            set_headings(writing, form.headings())
        rhythm = (given["round_every"], given["round_closes_day"])
        if rhythm != (plan.round_every, plan.round_closes_day):
            set_round_rhythm(writing, *rhythm)


def stale_form(request, plan: Plan, form: PlanForm, sentence: str) -> tuple[PlanForm, dict]:
    """Return the form with all that was typed, on top of what holds now, and both versions side by side."""
    fresh = queries.plan_for(request.user, plan.organisation.slug, plan.slug)
    data = request.POST.copy()
    data["version"] = str(fresh.version)
    again = PlanForm(data, plan=fresh)
    again.full_clean()
    again.add_error(None, sentence)
    held = initial_of(fresh) | {f"heading_{name}": words for name, words in fresh.headings.items()}
    return again, both_sides(form, held)
