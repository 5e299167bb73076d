"""A plan set up by hand: a form in, an empty plan and the way to its themes and actions out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse

from actions import links
from actions.by_hand.plan_form import PlanForm, WhereForm
from actions.models import Organisation, Plan
from actions.permissions import manages_whole
from actions.services.by_hand import board_named, free_slug
from actions.services.plans import create_plan
from actions.services.writing import Actor


def new_plan(request):
    """Show the form; set the plan up in an organisation that the user manages as a whole."""
    managed = {held.organisation_id for held in manages_whole(request.user)}
    if not managed:
        raise PermissionDenied
    where = WhereForm(request.POST or None, organisations=list(Organisation.objects.filter(pk__in=managed)))
    organisation = where.chosen() if request.method == "POST" or not where.asks else None
    form = PlanForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid() and organisation:
        plan = save(request.user, organisation, form)
        messages.success(request, "The plan is set up. Add its themes and actions now.")
        return redirect(links.plan_page(plan, "set_up"))
    context = {
        "form": form,
        "where": where,
        "heading": "Set up a plan by hand",
        "breadcrumbs": [("Plans", reverse("plans"))],
        "take_in": links.take_in_page(),
    }
    return render(request, "actions/new_plan.html", context)


@transaction.atomic
def save(user, organisation: Organisation, form: PlanForm) -> Plan:
    """Return the new plan, at an address made from its title."""
    settings = form.settings()
    board = board_named(organisation, settings.pop("board"))
    rounds = {name: form.cleaned_data[name] for name in ("round_every", "round_closes_day")}
    slug = free_slug(organisation, settings["title"])
    return create_plan(
        Actor.on_page(user), organisation, slug, settings.pop("title"), board=board, **settings, **rounds
    )
