"""allauth's views where this site adds to them: Entra ID beside the password, with pages that exist only with it."""

from functools import wraps

from allauth.account.views import LoginView, PasswordChangeView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from tracker.sign_in.entra import PROVIDER


class SignInView(LoginView):
    """The sign-in page; it offers Entra ID where that is set up."""

    def get_context_data(self, **kwargs):
        next_page = self.request.POST.get("next") or self.request.GET.get("next", "")
        passed_on = f"?{urlencode({'next': next_page})}" if next_page else ""
        added = {
            "next": next_page,
            "reset_href": reverse("account_reset_password"),
            "entra_href": reverse("openid_connect_login", args=[PROVIDER]) + passed_on if settings.ENTRA else "",
            "entra_name": settings.ENTRA.name if settings.ENTRA else "",
        }
        return super().get_context_data(**kwargs) | added


sign_in = SignInView.as_view()


class ChangePasswordView(PasswordChangeView):
    """The page to change one's password; there is none for who signs in with Entra ID alone."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


change_password = ChangePasswordView.as_view()


def with_entra_only(view):
    """Return the view for a site with Entra ID; without, its address does not exist."""

    @login_not_required
    @wraps(view)
    def view_or_404(request, **arguments):
        if not settings.ENTRA:
            raise Http404
        return view(request, **arguments)

    return view_or_404
