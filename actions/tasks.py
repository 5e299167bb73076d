"""What a worker (`manage.py db_worker`) does for the register: it sends the e-mails of update rounds."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from actions.rounds.sending import send_ordered
from actions.services.letters import ordered

_LATER = timedelta(minutes=2)


def send_soon(organisation: int, site: str) -> None:
    """Have a worker send what was ordered, and look later whether it died on the way."""
    send_letters.enqueue(organisation, site)
    _look_after_later(organisation, site)


@task()
def send_letters(organisation: int, site: str) -> None:
    """Send the e-mails of the organisation's rounds that wait."""
    send_ordered(organisation, site)


@task()
def look_after_letters(organisation: int, site: str) -> None:
    """Send what a worker that died has left; nobody is asked twice, since each e-mail is claimed before it goes."""
    if ordered(organisation).exists():
        _look_after_later(organisation, site)
        send_ordered(organisation, site)


def _look_after_later(organisation: int, site: str) -> None:
    if look_after_letters.get_backend().supports_defer:
        look_after_letters.using(run_after=timezone.now() + _LATER).enqueue(organisation, site)
