"""Repeated failures of one address in, a lock for a while out; the same whether that address has an account or not.

django-axes counts in the database by the address alone, so it makes no difference from where somebody guesses, and
wrong codes count beside wrong passwords.
"""

from datetime import datetime

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.contrib.auth.signals import user_login_failed
from django.shortcuts import render
from django.utils import timezone


def username_of(request, credentials: dict | None = None) -> str:
    """Return the address that somebody tries to sign in with, in lower case; empty where none is given."""
    given = credentials or {}
    typed = given.get("email") or given.get("username") or (request.POST.get("login") if request else "") or ""
    return typed.strip().lower()[:255]


def locked_until(address: str) -> datetime:
    """Return when the address may try again: the lock's length after its last failure."""
    last = AccessAttempt.objects.filter(username=address).order_by("-attempt_time").first()
    return (last.attempt_time if last else timezone.now()) + get_cool_off()


def locked_page(request, original_response=None, credentials: dict | None = None):
    """Return the page that says what happened and when to try again."""
    until = locked_until(username_of(request, credentials))
    answer = render(
        request, "account/locked.html", {"heading": "Sign-in is locked for a while", "until": until}, status=429
    )
    answer["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return answer


def is_locked(request, email: str) -> bool:
    """Whether the address is locked; the request is then answered with the page that says so."""
    locked = not AxesProxyHandler.is_allowed(request, {"email": email})
    if locked:
        request.axes_locked_out, request.axes_credentials = True, {"email": email}
    return locked


def count_failure(request, email: str) -> None:
    """Count a failure that Django's own authentication does not see, such as a wrong code."""
    user_login_failed.send(sender=__name__, credentials={"email": email}, request=request)


def unlock(email: str) -> None:
    """Forget the failures of an address: whoever reads its e-mails has chosen a new password."""
    reset(username=email.lower())
