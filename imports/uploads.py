"""A file that somebody brings; an upload that waits to be read, or one sentence that says why not, out.

What people do with an upload is written here, what its reader says of it in `imports/turns.py`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from actions.models import Organisation, Plan, User
from actions.services.writing import Stale
from actions.vocabulary import Publication
from imports import queries
from imports.arrangement import Arrangement
from imports.child import ReadingRefused, kind_of
from imports.models import Upload
from imports.storable import storable_text
from imports.tasks import put_in_line
from tracker.stored_files import MEGABYTE, largest_in_words, on_disk, sha256_of

_STALE = "Somebody else changed this paper while you were looking at it. Nothing was saved."


class UploadRefused(Exception):  # noqa: N818 - its message is shown to people as it is
    """The file is not taken; the message is one plain sentence."""


@dataclass(frozen=True)
class Brought:
    """What is known of a file beside its bytes: whose paper it is, who brought it, and what they said of it."""

    organisation: Organisation
    user: User
    plan: Plan | None = None
    as_at: date | None = None
    not_for_publication: bool = False
    exempt_paragraph: str = ""
    exempt_reason: str = ""

    @property
    def publication(self) -> str:
        return Publication.NOT_FOR_PUBLICATION if self.not_for_publication else Publication.PUBLIC


def accept(file: UploadedFile, brought: Brought) -> tuple[Upload, bool]:
    """Keep a file and have it read; return its upload, and whether it is new.

    Where the same bytes were brought before, and the same was said of them, that upload is returned: it is not read
    twice, but for one that could not be. Raises UploadRefused.
    """
    name = storable_text(file.name)[-300:]
    _check_size(file, name)
    with on_disk(file) as path:
        try:
            kind_of(path, name)
        except ReadingRefused as why:
            raise UploadRefused(str(why)) from why
    sha256 = sha256_of(file)
    before = _same(sha256, brought)
    if before is None:
        return _kept(file, name, sha256, brought), True
    if before.state == Upload.State.REFUSED:
        with suppress(Stale):  # somebody else has it read again just now
            read_again(before, before.version)
    return before, False


def read_again(upload: Upload, version: int, arrangement: Arrangement | None = None) -> None:
    """Have an upload read again, by another arrangement of its tables where one is given; raises Stale."""
    fields = {} if arrangement is None else {"arrangement": arrangement.to_json()}
    fields |= {"state": Upload.State.WAITING, "tries": 0, "percent": 0, "beat_at": timezone.now()}
    with transaction.atomic():
        if not Upload.objects.filter(pk=upload.pk, version=version).update(version=F("version") + 1, **fields):
            raise Stale(_STALE)
        put_in_line(upload)
    upload.refresh_from_db()


def _check_size(file: UploadedFile, name: str) -> None:
    if not file.size:
        raise UploadRefused(f"{name} is empty.")
    if file.size > settings.LARGEST_FILE:
        most = largest_in_words()
        raise UploadRefused(
            f"{name} is {-(-file.size // MEGABYTE):,} MB, and a paper may have {most} at the most. Pictures make a "
            "file large: save it without them, or bring only the pages with the plan."
        )


def _same(sha256: str, brought: Brought) -> Upload | None:
    """The newest upload of the same bytes of which the same was said, unless all its plans were set aside."""
    found = queries.uploads_for(brought.user).filter(
        organisation=brought.organisation,
        sha256=sha256,
        plan=brought.plan,
        as_at=brought.as_at,
        publication=brought.publication,
    )
    return next((upload for upload in found if not _is_set_aside(upload)), None)


def _is_set_aside(upload: Upload) -> bool:
    plans = upload.proposals.all()
    return bool(plans) and all(plan.set_aside_at for plan in plans)


def _kept(file: UploadedFile, name: str, sha256: str, brought: Brought) -> Upload:
    now = timezone.now()
    upload = Upload(
        organisation=brought.organisation,
        plan=brought.plan,
        name=name,
        sha256=sha256,
        size=file.size,
        as_at=brought.as_at,
        uploaded_at=now,
        uploaded_by=brought.user,
        beat_at=now,
        publication=brought.publication,
        exempt_paragraph=brought.exempt_paragraph,
        exempt_reason=brought.exempt_reason,
        arrangement=_arranged_before(sha256, brought),
    )
    upload.file.save(name, file, save=False)
    try:
        with transaction.atomic():
            upload.save()
            put_in_line(upload)
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload


def _arranged_before(sha256: str, brought: Brought) -> dict:
    """How the tables of these bytes were arranged by hand when they were brought before: that work is not lost."""
    before: QuerySet[Upload] = queries.uploads_for(brought.user).filter(
        organisation=brought.organisation, sha256=sha256
    )
    return next((arranged for arranged in before.values_list("arrangement", flat=True) if arranged), {})
