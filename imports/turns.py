"""Whose turn it is to read an upload: one worker's at a time, kept by its beat, lost by silence.

Beside `imports/uploads.py`, which writes what people do, the only writer of Upload. A turn is known by the version that
taking it gave the upload: whoever changes the upload meanwhile, or takes it up after a silence, ends it.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from imports.models import Upload
from imports.progress import Progress
from imports.shapes import Reading
from imports.storable import storable, storable_text

SILENCE = timedelta(seconds=30)  # without a beat, nobody reads it any more
MOST_TRIES = 3
BETWEEN_WRITES = 0.5  # seconds from one word of progress to the next
BETWEEN_BEATS = 5
GIVEN_UP = (
    "{name} could not be read: reading it was broken off {tries} times. Try again; if it happens again, tell the "
    "person who looks after this site."
)
FAULT = "{name} could not be read: the reader failed on it. The fault has been noted."


class TurnLost(Exception):  # noqa: N818 - it says what happened
    """The upload is somebody else's to read by now, or is not to be read any more."""


class Turn:
    """One worker's reading of one upload, from taking it to its end."""

    def __init__(self, upload: Upload):
        self.upload = upload
        self.progress = Progress()
        self._percent = 0
        self._written = time.monotonic()

    @classmethod
    def take(cls, pk: int) -> Turn | None:
        """Take the turn to read an upload that waits, None where it does not: of several workers one gets it."""
        upload = Upload.objects.select_related("organisation").filter(pk=pk, state=Upload.State.WAITING).first()
        if upload is None:
            return None
        fresh = {"step": "", "done": 0, "of": 0, "part": 0, "parts": 0, "percent": 0, "refused_because": ""}
        taken = Upload.objects.filter(pk=pk, version=upload.version, state=Upload.State.WAITING).update(
            state=Upload.State.READING, tries=F("tries") + 1, version=F("version") + 1, beat_at=timezone.now(), **fresh
        )
        if not taken:
            return None
        upload.state, upload.tries, upload.version = Upload.State.READING, upload.tries + 1, upload.version + 1
        return cls(upload)

    def tell(self, step: str, done: int, of: int) -> None:
        """Keep how far the reading has come; written down twice a second at the most. Raises TurnLost."""
        self.progress = self.progress.after(step, done, of)
        self._percent = max(self._percent, self.progress.percent())
        if time.monotonic() - self._written >= BETWEEN_WRITES:
            self._write_progress()

    def alive(self) -> None:
        """Give a sign of life, where none was given for some seconds. Raises TurnLost."""
        if time.monotonic() - self._written >= BETWEEN_BEATS:
            self._write_progress()

    def keep(self, reading: Reading) -> Upload:
        """Keep what was read, and go on; return the upload with it. Raises TurnLost."""
        self.upload.reading = storable(reading).to_json(full=True)
        self._write(reading=self.upload.reading)
        return self.upload

    def finish(self) -> None:
        """End the turn: the upload is read. Raises TurnLost."""
        self._write(state=Upload.State.READ, percent=100, version=F("version") + 1)

    def refuse(self, sentence: str) -> None:
        """End the turn: the upload cannot be read, and why. Nothing happens where the turn was lost."""
        said = storable_text(sentence)
        with suppress(TurnLost):
            self._write(state=Upload.State.REFUSED, refused_because=said, version=F("version") + 1)

    def give_back(self) -> bool:
        """End the turn as though it had not been taken, since the worker is told to stop; return whether it waits."""
        with suppress(TurnLost):
            self._write(state=Upload.State.WAITING, tries=F("tries") - 1, version=F("version") + 1)
            return True
        return False

    def _write_progress(self) -> None:
        at = self.progress
        self._write(step=at.step, done=at.done, of=at.of, part=at.part, parts=at.parts, percent=self._percent)

    def _write(self, **fields) -> None:
        self._written = time.monotonic()
        ours = Upload.objects.filter(pk=self.upload.pk, state=Upload.State.READING, version=self.upload.version)
        if not ours.update(beat_at=timezone.now(), **fields):
            raise TurnLost


def progress_of(upload: Upload) -> Progress:
    """Return how far the reading of an upload has come, as it was last written down."""
    return Progress(upload.step, upload.done, upload.of, upload.part, upload.parts)


def abandoned(now: datetime) -> QuerySet[Upload]:
    """Return the uploads whose reader has given no sign of life for too long."""
    return Upload.objects.filter(state=Upload.State.READING, beat_at__lt=now - SILENCE)


def is_abandoned(upload: Upload, now: datetime) -> bool:
    """Return the same of one upload, as it was when it was read from the database."""
    return upload.state == Upload.State.READING and upload.beat_at < now - SILENCE


def release(upload: Upload) -> bool:
    """End the turn of a reader that went silent: it waits again, or after too many tries is refused.

    Return whether this ended it; of several who notice, one does.
    """
    now = timezone.now()
    if not is_abandoned(upload, now):
        return False
    if upload.tries < MOST_TRIES:
        fields = {"state": Upload.State.WAITING, "beat_at": now}
    else:
        said = GIVEN_UP.format(name=upload.name, tries=upload.tries)
        fields = {"state": Upload.State.REFUSED, "refused_because": said}
    ours = abandoned(now).filter(pk=upload.pk, version=upload.version)
    if not ours.update(version=F("version") + 1, **fields):
        return False
    upload.refresh_from_db()
    return True
