"""What allauth asks of this site: no sign-up, our words, and whom Entra ID lets in."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from actions.models import Change, User
from actions.people.queries import invitations_for
from actions.services.invitations import accept_invitation
from actions.services.organisation_writing import OrganisationWriting
from actions.services.writing import Actor
from tracker.sign_in.lockout import unlock


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation alone; what is refused is said in our words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is wrong.",
        "enter_current_password": "The password that you use now is wrong.",
        "incorrect_code": "This code is wrong, or it is no longer valid. Type the one that your app shows now.",
        "incorrect_password": "The password is wrong.",
        "too_many_login_attempts": "There were too many tries. Wait a few minutes, then try again.",
        "rate_limited": "There were too many tries. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request):
        """Return no: an administrator invites."""
        return False

    def format_email_subject(self, subject):
        """Return the subject with the name of this site after it."""
        return f"{' '.join(str(subject).split())} – {settings.SERVICE_NAME}"

    def send_mail(self, template_prefix, email, context):
        """Send one of the e-mails about accounts, with the name of this site to sign it."""
        super().send_mail(template_prefix, email, context | {"service_name": settings.SERVICE_NAME})

    def get_password_change_redirect_url(self, request):
        """Return the page of one's own account."""
        return reverse("your_account")

    def reauthenticate(self, user, password):
        """Whether the password is the user's own; a wrong one counts towards the lock."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def set_password(self, user, password):
        """Set a new password; the failures before it no longer count."""
        super().set_password(user, password)
        unlock(user.email)


class MFAAdapter(DefaultMFAAdapter):
    """Codes of an app, under the name of this site."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"]
    }

    def get_totp_issuer(self):
        """Return the name under which an app lists this site."""
        return settings.SERVICE_NAME


class SocialAdapter(DefaultSocialAccountAdapter):
    """Entra ID: somebody known by `oid`, or at first by an address that is verified; nobody unknown gets in."""

    def is_open_for_signup(self, request, sociallogin):
        """Return no: nobody unknown gets in."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Let in who is known by `oid`; at the first time tie `oid` to the account of the verified address."""
        if sociallogin.state.get("process", "login") != "login":
            raise ImmediateHttpResponse(not_known(request))
        if sociallogin.is_existing:
            return
        user = self.account_of(sociallogin) or invited(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(not_known(request))
        sociallogin.connect(request, user)

    def account_of(self, sociallogin) -> User | None:
        """Return the account of the verified address of whoever signs in.

        None where another `oid` has that account: an address may be given to a new colleague, an account may not.
        """
        user = User.objects.filter(email__in=verified_addresses(sociallogin)).order_by("pk").first()
        if user and SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists():
            return None
        return user

    def is_email_verified(self, provider, email):
        """Whether the directory vouches for the address by its domain."""
        return bool(email) and super().is_email_verified(provider, email)


def invited(sociallogin) -> User | None:
    """Return a new account where the verified address was invited, its invitations accepted; else None."""
    verified = verified_addresses(sociallogin)
    invitations = invitations_for(verified, timezone.now())
    if not invitations or User.objects.filter(email__in=verified).exists():
        return None
    with transaction.atomic():
        name = str(sociallogin.account.extra_data.get("id_token", {}).get("name", ""))[:200]
        user = User.objects.create_user(invitations[0].email, None, name=name)
        actor = Actor(user, str(user), Change.Via.LINK, timezone.now())
        for invitation in invitations:
            if invitation.email == user.email:
                with OrganisationWriting(invitation.organisation, actor) as writing:
                    accept_invitation(writing, invitation, user)
    return user


def verified_addresses(sociallogin) -> list[str]:
    """Return the addresses of a token that its directory vouches for: itself, by `xms_edov`, or by their domain."""
    token = sociallogin.account.extra_data.get("id_token", {})
    vouched = str(token.get("xms_edov", "")).lower() in ("1", "true")
    return [address.email.lower() for address in sociallogin.email_addresses if address.verified or vouched]


def not_known(request):
    """Return the page for somebody whom Entra ID knows and this site does not."""
    heading = {"heading": "You have no account here yet"}
    return render(request, "socialaccount/not_known.html", heading, status=403)
