"""The parties of an organisation: who holds open actions, with an account or without, and which may be one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from actions.models import Organisation
from actions.people.queries import organisation_for, parties_seen, party_lines, proposed_merges
from actions.permissions import keeps_parties, may
from actions.services.organisation_writing import OrganisationWriting
from actions.services.parties import CannotMerge, merge_parties
from actions.services.writing import Actor


def parties(request):
    """Lead to the parties of the organisation that the user keeps; of several, let them choose."""
    ids = [held.organisation_id for held in keeps_parties(request.user)]
    found = list(Organisation.objects.filter(pk__in=ids))
    if not found:
        raise PermissionDenied
    if len(found) == 1:
        return redirect("organisation_parties", found[0].slug)
    rows = [(each, reverse("organisation_parties", args=[each.slug])) for each in found]
    return render(request, "actions/choose_organisation.html", {"heading": "Who holds the actions", "rows": rows})


def of_a_keeper(request, slug: str) -> Organisation:
    """Return the organisation for one who keeps its parties; 404 for strangers, 403 for other members."""
    found = organisation_for(request.user, slug)
    if not may(request.user, "keep_parties", found):
        raise PermissionDenied
    request.organisation = found
    return found


def organisation_parties(request, organisation: str):
    """Show the parties and the spellings that may be one; a POST makes two of them one."""
    found = of_a_keeper(request, organisation)
    if request.method == "POST":
        seen = parties_seen(request.user, found)
        merge(request, found, *(get_object_or_404(seen, pk=number(request.POST.get(n))) for n in ("party", "into")))
        return redirect("organisation_parties", found.slug)
    lines = party_lines(request.user, found)
    context = {
        "heading": "Who holds the actions",
        "organisation": found,
        "lines": lines,
        "proposed": proposed_merges(lines),
        "invites": may(request.user, "invite", found),
    }
    return render(request, "actions/parties.html", context)


def number(text: str | None) -> int:
    """Return the number that was sent; 0, which nothing has, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def merge(request, organisation: Organisation, party, into) -> bool:
    """Make two parties one and say so, or say why not; return whether it was done."""
    try:
        with OrganisationWriting(organisation, Actor.on_page(request.user)) as writing:
            merge_parties(writing, party, into)
    except CannotMerge as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"“{party.name}” is now another spelling of “{into.name}”, which holds its actions.")
    return True
