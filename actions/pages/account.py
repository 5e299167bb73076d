"""Your account: who you are here, what you may do where, and how you sign in."""

from allauth.mfa.utils import is_mfa_enabled
from django.shortcuts import render

from actions.models import Membership


def account(request):
    """Show the signed-in user their own account."""
    held = Membership.objects.filter(user=request.user).select_related("organisation", "plan")
    context = {
        "heading": "Your account",
        "memberships": held.order_by("organisation__name", "plan__title"),
        "has_codes": is_mfa_enabled(request.user),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "actions/account.html", context)
