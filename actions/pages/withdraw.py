"""Takes a request for a new date back, by who made it: a POST in, the way back to the action out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from actions import links, queries
from actions.permissions import may
from actions.services.deadlines import withdraw_date
from actions.services.writing import Actor, Writing
from actions.templatetags.look import full_date


def withdraw(request, organisation: str, plan: str, pk: int, move: int):
    """Withdraw the new date that was asked for and waits; what was decided meanwhile stays decided, and says so."""
    item = queries.item_for(request.user, organisation, plan, pk)
    if request.method != "POST":  # somebody who had to sign in first comes back without the form
        return redirect(links.item_page(item.plan, pk))
    asked = get_object_or_404(item.datemove_events.filter(retracted_at=None, needs_agreement=True), pk=move)
    if not may(request.user, "withdraw_date", asked):
        raise PermissionDenied
    try:
        with Writing(item.plan, Actor.on_page(request.user)) as writing:
            withdraw_date(writing, asked)
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        said = f"The request for {full_date(asked.to_due)} is withdrawn; the date before it still holds."
        messages.success(request, said)
    return redirect(links.item_page(item.plan, pk))
