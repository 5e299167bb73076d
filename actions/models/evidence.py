"""Evidence that something was done: a file kept under a name of ours, or a link."""

from django.core.files.storage import FileSystemStorage
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from actions.models.event import Event
from actions.models.publishable import Publishable
from tracker.stored_files import path_of_ours, storage_in

LINKS = ("http", "https")  # what else a link could be, such as javascript:, opens more than a page


def evidence_storage() -> FileSystemStorage:
    """Return the storage of evidence."""
    return storage_in("evidence")


class Evidence(Event, Publishable):
    """A file or a link that shows how far an item is. Withdrawn it is retracted, and its file is kept.

    `kind` is what the file holds, whatever its name says; a key of `actions/evidence/kinds.py`.
    """

    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    link = models.URLField(max_length=2000, blank=True, validators=[URLValidator(schemes=LINKS)])
    file = models.FileField(upload_to=path_of_ours, storage=evidence_storage, max_length=120, blank=True)
    name = models.CharField(max_length=300, blank=True)  # as its owner called it; shown, never used as a path
    kind = models.CharField(max_length=20, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta(Event.Meta):
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(link="") & ~Q(file="") | ~Q(link="") & Q(file=""), name="evidence_is_a_file_or_a_link"
            )
        ]
        indexes = [models.Index(fields=["publication", "item"], name="evidence_publication")]

    def __str__(self):
        return self.title
