"""What somebody typed into a form while their session ended: kept until they have signed in again.

A form takes part by sending `typed_by`, the mark of whom it was shown to. Whoever else signs in on the same computer
is not shown it, and nothing is kept of a form without such a mark.
"""

from datetime import timedelta

from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.http import QueryDict

FIELD = "typed_by"
KEPT_AS = "unsent"
LONGEST = timedelta(hours=12)
LARGEST = 100_000  # letters; a form of one action has a tenth of that
SIGNER = TimestampSigner(salt="tracker.unsent")


def mark_of(user) -> str:
    """Return the mark that a form shown to `user` sends along."""
    return SIGNER.sign(str(user.pk))


def take(request) -> QueryDict | None:
    """Return what the user had typed into the form of this address, once; None where nothing is kept."""
    kept = request.session.get(KEPT_AS)
    if not kept or kept["path"] != request.path or _shown_to(kept["mark"]) != str(request.user.pk):
        return None
    del request.session[KEPT_AS]
    messages.info(request, "You were signed out before this was saved. What you typed is back: check it, and save.")
    return QueryDict(kept["typed"])


class KeepUnsent:
    """Stands before the middleware that asks to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Let the request pass."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Keep what is sent by nobody who is signed in, where its form was shown to somebody who was."""
        if request.method != "POST" or request.user.is_authenticated:
            return
        mark, typed = request.POST.get(FIELD, ""), request.POST.copy()
        if not mark or _shown_to(mark) is None:
            return
        for name in (FIELD, "csrfmiddlewaretoken"):
            typed.pop(name, None)
        words = typed.urlencode()
        if len(words) <= LARGEST:
            request.session[KEPT_AS] = {"path": request.path, "mark": mark, "typed": words}
            messages.info(request, "You were signed out. Sign in again: what you typed is kept.")


def _shown_to(mark: str) -> str | None:
    try:
        return SIGNER.unsign(mark, max_age=LONGEST)
    except BadSignature:
        return None
