"""Reading in the background: what a worker (`manage.py db_worker`) does with an upload, and with one left lying.

A worker that is killed leaves its task running for ever in the worker's own table. The upload's beat tells instead: a
second task, put off until a reader should have spoken, looks whether somebody still reads, and so does whoever opens
the upload's page.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from imports import child
from imports.arrangement import Arrangement
from imports.child import ReadingRefused
from imports.models import Upload
from imports.not_taken import NotTaken
from imports.own_layouts import layouts_of, note_use
from imports.proposals import propose
from imports.turns import FAULT, SILENCE, Turn, TurnLost, release

KEPT = timedelta(days=7)  # what is known of a task after its end
PATIENCE = 180  # seconds for one paper; its share of the processor is bounded apart, and nobody waits at a page
_LATER = SILENCE + timedelta(seconds=5)
_DIED = "The worker ended without a word."
logger = logging.getLogger(__name__)


def put_in_line(upload: Upload) -> None:
    """Have a worker read an upload that waits; belongs into the transaction that lets it wait."""
    read_upload.enqueue(upload.pk)
    _look_after_later(upload.pk)


def take_up_again(upload: Upload) -> bool:
    """Have an upload read again whose reader died, and close the task that nobody will end; return whether it had."""
    with transaction.atomic():
        if not release(upload):
            return False
        if upload.state == Upload.State.WAITING:
            put_in_line(upload)
        dead = DBTaskResult.objects.running().filter(task_path=read_upload.module_path)
        of_this = [one.pk for one in dead if one.args_kwargs["args"] == [upload.pk]]
        DBTaskResult.objects.filter(pk__in=of_this).update(
            status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback=_DIED
        )
        return True


@task()
def read_upload(pk: int) -> None:
    """Read an upload and propose its plans, where it waits for that."""
    turn = Turn.take(pk)
    if turn is None:
        return
    try:
        _read(turn)
    except TurnLost:
        logger.info("Upload %s is read by somebody else.", pk)
    except (ReadingRefused, NotTaken) as why:
        turn.refuse(str(why))
    except Exception:
        turn.refuse(FAULT.format(name=turn.upload.name))
        raise
    except BaseException:  # the worker is told to stop at once
        with transaction.atomic():
            if turn.give_back():
                put_in_line(turn.upload)
        raise


def _read(turn: Turn) -> None:
    upload = turn.upload
    reading = child.read(
        upload.file.path,
        progress=turn.tell,
        wall_seconds=PATIENCE,
        alive=turn.alive,
        name=upload.name,
        by_hand=layouts_of(upload.organisation),
        arrangement=Arrangement.from_json(upload.arrangement) if upload.arrangement else None,
    )
    propose(turn.keep(reading), turn.tell)
    note_use(upload, [plan.layout for plan in reading.plans])
    turn.finish()


@task()
def look_after(pk: int) -> None:
    """Take an upload up again where its reader died; look again later where it is still on its way."""
    upload = Upload.objects.filter(pk=pk).first()
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
    if upload is None or upload.state in (Upload.State.READ, Upload.State.REFUSED):
        return
    if not take_up_again(upload):
        _look_after_later(pk)


def _look_after_later(pk: int) -> None:
    if look_after.get_backend().supports_defer:
        look_after.using(run_after=timezone.now() + _LATER).enqueue(pk)
