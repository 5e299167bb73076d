"""The people of an organisation: its members, who is invited, and the form to invite; changed by administrators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from actions.models import Invitation, Organisation
from actions.people.forms import InviteForm
from actions.people.letters import send_invitation
from actions.people.queries import invitations_to, members_of, organisation_for, parties_seen
from actions.permissions import administers, may
from actions.services.invitations import NoLongerStands, invite, revoke_invitation
from actions.services.organisation_writing import OrganisationWriting
from actions.services.writing import Actor


def people(request):
    """Lead to the people of the organisation that the user administers; of several, let them choose."""
    ids = [held.organisation_id for held in administers(request.user)]
    found = list(Organisation.objects.filter(pk__in=ids))
    if not found:
        raise PermissionDenied
    if len(found) == 1:
        return redirect("organisation_people", found[0].slug)
    rows = [(each, reverse("organisation_people", args=[each.slug])) for each in found]
    return render(request, "actions/choose_organisation.html", {"heading": "People", "rows": rows})


def of_an_administrator(request, slug: str) -> Organisation:
    """Return the organisation of that slug for one of its administrators; 404 for strangers, 403 for other members."""
    found = organisation_for(request.user, slug)
    if not may(request.user, "invite", found):
        raise PermissionDenied
    request.organisation = found
    return found


def organisation_people(request, organisation: str):
    """Show members and invitations; a POST invites."""
    found = of_an_administrator(request, organisation)
    asked = {"party": request.GET.get("party"), "role": request.GET.get("role")}
    parties = parties_seen(request.user, found)
    form = InviteForm(request.POST or None, organisation=found, parties=parties, initial=asked)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with OrganisationWriting(found, Actor.on_page(request.user)) as writing:
            made, token = invite(writing, **said)
        tell(request, made, token)
        return redirect("organisation_people", found.slug)
    context = {
        "heading": "People",
        "organisation": found,
        "members": members_of(found),
        "invitations": invitations_to(found),
        "now": timezone.now(),
        "form": form,
    }
    return render(request, "actions/people.html", context)


def tell(request, made: Invitation, token: str) -> None:
    """Send the invitation and say whether it went."""
    address = request.build_absolute_uri(reverse("accept_invitation", args=[token]))
    if send_invitation(made, address):
        messages.success(request, f"{made.email} is invited: the e-mail is sent.")
    else:
        messages.error(request, f"{made.email} is invited, but the e-mail could not be sent. Send it again later.")


def invitation(request, organisation: str, pk: int):
    """Withdraw an invitation, or send it again with a new link; a GET leads back to the list."""
    found = of_an_administrator(request, organisation)
    if request.method != "POST":
        return redirect("organisation_people", found.slug)
    old = get_object_or_404(invitations_to(found), pk=pk)
    try:
        with OrganisationWriting(found, Actor.on_page(request.user)) as writing:
            if request.POST.get("do") != "again":
                revoke_invitation(writing, old)
                messages.success(request, f"The invitation of {old.email} is withdrawn: its link no longer works.")
                return redirect("organisation_people", found.slug)
            place = {"plan": old.plan, "party": old.party, "sees_not_for_publication": old.sees_not_for_publication}
            made, token = invite(writing, old.email, old.role, **place)
    except NoLongerStands as refusal:
        messages.error(request, str(refusal))
    else:
        tell(request, made, token)
    return redirect("organisation_people", found.slug)
