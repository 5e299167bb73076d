"""One party: its name and what it is, the address it is asked at, and the party that it is another spelling of."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from actions.models import Organisation, Party
from actions.pages.parties import merge, of_a_keeper
from actions.people.forms import MergeForm, PartyForm
from actions.people.queries import parties_seen, party_lines
from actions.permissions import may
from actions.services.organisation_writing import OrganisationWriting
from actions.services.parties import NameTaken, give_address, rename_party, tie_party
from actions.services.writing import Actor


def party(request, organisation: str, pk: int):
    """Show the forms; save what was changed, or merge."""
    found = of_a_keeper(request, organisation)
    seen = parties_seen(request.user, found)
    held = get_object_or_404(seen, pk=pk)
    merges = request.method == "POST" and request.POST.get("do") == "merge"
    now = {"name": held.name, "kind": held.kind, "body": held.body or "", "email": held.email}
    form = PartyForm(None if merges else request.POST or None, organisation=found, initial=now)
    merging = MergeForm(request.POST if merges else None, parties=seen, party=held)
    if merges and merging.is_valid():
        into = merging.cleaned_data["into"]
        done = merge(request, found, held, into)
        return redirect("party", found.slug, into.pk if done else held.pk)
    if not merges and form.is_valid() and save(request, found, held, form):
        return redirect("organisation_parties", found.slug)
    line = next((line for line in party_lines(request.user, found) if line.party.pk == held.pk), None)
    parties = reverse("organisation_parties", args=[found.slug])
    context = {
        "heading": now["name"],
        "organisation": found,
        "party": held,
        "line": line,
        "form": merging if merges else form,
        "about_form": form,
        "merging": merging,
        "back": parties,
        "breadcrumbs": [("Who holds the actions", parties)],
        "invites": may(request.user, "invite", found) and held.user is None and held.kind != Party.Kind.BODY,
    }
    return render(request, "actions/party.html", context)


def save(request, organisation: Organisation, held: Party, form: PartyForm) -> bool:
    """Save what was changed and say so; a name that another party has is refused beside its field."""
    said = form.cleaned_data
    try:
        with OrganisationWriting(organisation, Actor.on_page(request.user)) as writing:
            rename_party(writing, held, said["name"])
            tie_party(writing, held, said["kind"], said["body"])
            give_address(writing, held, said["email"])
    except NameTaken as refusal:
        form.add_error("name", str(refusal))
        return False
    messages.success(request, f"{held.name} is saved.")
    return True
