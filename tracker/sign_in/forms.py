"""allauth's forms in our words and in the GOV.UK pattern: a label and a hint, no placeholder."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from django import forms

from tracker.sign_in.lockout import count_failure, is_locked

RULES = "At least 12 characters, and none of the passwords that many people use. Three words that you remember will do."
LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "oldpassword": "Password now",
    "password1": "New password",
    "password2": "New password again",
    "code": "Code",
}
CODE_HINT = "The 6 digits that your app shows now, or one of your recovery codes."


class InOurWords:
    """A form of allauth's with our labels and hints."""

    hints: dict[str, str] = {"password1": RULES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS[name], self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "govuk-input--width-20"
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10", "autofocus": True}


class SignInForm(InOurWords, account.LoginForm):
    """E-mail address and password."""


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    """The address to which a link is sent."""

    hints = {"email": "We send a link to it with which you choose a new password."}

    def save(self, request, **kwargs):
        """Send the link; an address without an account is told so by e-mail, and the page says the same to both."""
        if self.users:
            return super().save(request, **kwargs)
        get_adapter().send_mail("account/email/unknown_account", self.cleaned_data["email"], {})
        return self.cleaned_data["email"]


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    """A new password, twice, after following the link of an e-mail."""


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """The password now, and a new one twice."""


class PasswordAgainForm(InOurWords, account.ReauthenticateForm):
    """The password once more, before something of the account itself is changed."""


class _CountedCode(InOurWords):
    """A code whose wrong tries count towards the lock, as wrong passwords do."""

    hints = {"code": CODE_HINT}

    def clean_code(self):
        """Return the code; refuses a wrong one, and every one while the address is locked."""
        request = context.request
        if is_locked(request, self.user.email):
            raise forms.ValidationError("Sign-in is locked for a while.")
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        try:
            return super().clean_code()
        except forms.ValidationError:
            count_failure(request, self.user.email)
            raise


class CodeForm(_CountedCode, codes.AuthenticateForm):
    """The code after the password."""


class CodeAgainForm(_CountedCode, codes.ReauthenticateForm):
    """A code once more, before something of the account itself is changed."""


class FirstCodeForm(InOurWords, totp.ActivateTOTPForm):
    """The first code of an app, which proves that it holds the key."""

    hints = {"code": "The 6 digits that your app shows for this site."}
