"""The addresses for signing in, and those of one's own account: only the views of allauth that this site has.

The names are allauth's own, since it looks them up; `sign_in` and `sign_out` are ours for the same pages.
"""

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from tracker.sign_in.views import change_password, sign_in, with_entra_only

urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/code/", codes.authenticate, name="mfa_authenticate"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code/", codes.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/password/", account.password_reset, name="account_reset_password"),
    path("sign-in/password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^sign-in/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "sign-in/password/changed/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sign-in/with/<str:provider_id>/", with_entra_only(openid.login), name="openid_connect_login"),
    path("sign-in/with/<str:provider_id>/back/", with_entra_only(openid.callback), name="openid_connect_callback"),
    path("sign-in/cancelled/", with_entra_only(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("account/password/", change_password, name="account_change_password"),
    path("account/two-step/", codes.index, name="mfa_index"),
    path("account/two-step/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/two-step/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/two-step/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/two-step/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "account/two-step/recovery-codes/file/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
