"""Accepting an invitation by its link: a new account with name and password, or a further place for one that exists."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from actions.models import Change, Invitation, User
from actions.people.forms import NewAccountForm
from actions.people.tokens import invitation_of
from actions.services.invitations import NoLongerStands, accept_invitation
from actions.services.organisation_writing import OrganisationWriting
from actions.services.writing import Actor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def accept(request, token: str):
    """Show what one is invited to; a POST accepts. To look takes nothing: mail servers open links as well."""
    now = timezone.now()
    found = invitation_of(token, now)
    if found is None:
        return render(request, "actions/invitation_over.html", {"heading": "This invitation does not work"}, status=410)
    request.organisation = found.organisation
    user = User.objects.filter(email=found.email).first()
    form = None if user else NewAccountForm(request.POST or None, email=found.email)
    if request.method == "POST" and ((user and user == request.user) or (form and form.is_valid())):
        try:
            joined = join(found, user, form)
        except NoLongerStands:
            return redirect("accept_invitation", token)
        if user is None:
            login(request, joined, backend=BACKEND)
        messages.success(request, f"Welcome. You now belong to {found.organisation}.")
        return redirect("plans")
    context = {"heading": f"Invitation to {found.plan or found.organisation}", "invitation": found, "form": form}
    return render(request, "actions/accept_invitation.html", context | {"has_account": user is not None})


@transaction.atomic
def join(invitation: Invitation, user: User | None, form: NewAccountForm | None = None) -> User:
    """Return the user who accepted, made new where there was none; raises NoLongerStands, leaving nothing behind."""
    if user is None:
        user = User.objects.create_user(invitation.email, form.cleaned_data["password"], name=form.cleaned_data["name"])
    actor = Actor(user, str(user), Change.Via.LINK, timezone.now())
    with OrganisationWriting(invitation.organisation, actor) as writing:
        accept_invitation(writing, invitation, user)
    return user
