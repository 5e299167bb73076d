"""Where uploaded documents lie: outside what is served, under names of ours."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import FileSystemStorage


def uploads_storage() -> FileSystemStorage:
    """Return the storage of uploads; it has no address, so that a file is handed out by a page with its check alone."""
    return FileSystemStorage(settings.DATA_DIR / "uploads", base_url=None, file_permissions_mode=0o600)


def path_of_ours(upload, name: str) -> str:
    """Return the path of a new upload: a name nobody can guess, in a folder of few; `name` gives none of it."""
    ours = uuid.uuid4().hex
    return str(PurePath(ours[:2]) / ours)
