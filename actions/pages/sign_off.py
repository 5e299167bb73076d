"""What waits to be signed off in a plan, what is done without evidence, and what is due to be checked again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries
from actions.doubts import open_doubts
from actions.models import Plan
from actions.permissions import may
from actions.services.sign_off import ask_for_sign_off
from actions.services.writing import Actor, Writing
from actions.signing_off.rows import groups


def sign_off(request, organisation: str, plan: str):
    """Show the lists; a manager's POST has the plan ask for sign-off, or no more."""
    plan = queries.plan_for(request.user, organisation, plan)
    request.organisation = plan.organisation
    may_settle = may(request.user, "settle_plan", plan)
    if request.method == "POST":
        return settle(request, plan, may_settle)
    today = timezone.localdate()
    doubts = open_doubts(request.user, plan).count()
    context = {
        "plan": plan,
        "heading": "Sign-off",
        "breadcrumbs": links.breadcrumbs(plan),
        "links": links.plan_navigation(plan, "sign_off", doubts=doubts),
        "groups": groups(request.user, plan, today) if plan.sign_off else [],
        "may_settle": may_settle,
    }
    return render(request, "actions/sign_off.html", context)


def settle(request, plan: Plan, may_settle: bool):
    """Have the plan ask for sign-off, or no more, and show the page again."""
    if not may_settle:
        raise PermissionDenied
    asks = request.POST.get("asks") == "yes"
    with Writing(plan, Actor.on_page(request.user)) as writing:
        ask_for_sign_off(writing, asks)
    said = "From today on, what is done is signed off by somebody else." if asks else "Nobody is asked to sign off now."
    messages.success(request, said)
    return redirect(links.plan_page(plan, "sign_off"))
