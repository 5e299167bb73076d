"""One membership: another role or place, or its end, by an administrator of the organisation."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from actions.pages.people import of_an_administrator
from actions.people.forms import PlaceForm
from actions.people.queries import members_of
from actions.services.memberships import HeldAlready, LastAdministrator, change_membership, end_membership
from actions.services.organisation_writing import OrganisationWriting
from actions.services.writing import Actor


def membership(request, organisation: str, pk: int):
    """Show the form; save it, or end the membership."""
    found = of_an_administrator(request, organisation)
    held = get_object_or_404(members_of(found), pk=pk)
    now = {"role": held.role, "plan": held.plan, "sees_not_for_publication": held.sees_not_for_publication}
    ends = request.method == "POST" and request.POST.get("do") == "end"
    form = PlaceForm(None if ends else request.POST or None, organisation=found, initial=now)
    name = str(held.user)
    if ends or form.is_valid():
        try:
            with OrganisationWriting(found, Actor.on_page(request.user)) as writing:
                if ends:
                    end_membership(writing, held)
                else:
                    change_membership(writing, held, **form.cleaned_data)
        except (LastAdministrator, HeldAlready) as refusal:
            form = PlaceForm(now if ends else request.POST, organisation=found)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{name} {'no longer belongs here in that role' if ends else 'is changed'}.")
            lost = held.user_id == request.user.pk
            return redirect("plans") if lost else redirect("organisation_people", found.slug)
    people = reverse("organisation_people", args=[found.slug])
    context = {
        "heading": name,
        "organisation": found,
        "held": held,
        "form": form,
        "back": people,
        "breadcrumbs": [("People", people)],
    }
    return render(request, "actions/membership.html", context)
