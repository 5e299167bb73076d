"""Files that people sent, once they are kept: outside what is served, under names of ours, handed out to be saved only.

What may have a file is each page's own to ask; nothing here knows of rights.
"""

import hashlib
import re
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

MEGABYTE = 1024 * 1024


def storage_in(folder: str) -> FileSystemStorage:
    """Return the storage of one kind of file; it has no address, so that a page with its check alone hands one out."""
    return FileSystemStorage(settings.DATA_DIR / folder, base_url=None, file_permissions_mode=0o600)


def path_of_ours(holder, name: str) -> str:
    """Return the path of a new file: a name nobody can guess, in a folder of few; `name` gives none of it."""
    ours = uuid.uuid4().hex
    return str(PurePath(ours[:2]) / ours)


def largest_in_words() -> str:
    """Return how large a file may be, such as "25 MB"."""
    return f"{settings.LARGEST_FILE // MEGABYTE} MB"


def told_to_the_browser() -> dict[str, object]:
    """Return the attributes of a file field by which the page says at once that a file is too large."""
    return {
        "data-largest": settings.LARGEST_FILE,
        "data-too-large": f"This file is larger than {largest_in_words()}.",
    }


@contextmanager
def on_disk(file: UploadedFile) -> Iterator[Path]:
    """Give the path under which a file that was sent lies; a small one may be in memory only."""
    if hasattr(file, "temporary_file_path"):
        yield Path(file.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def sha256_of(file: UploadedFile) -> str:
    """Return the SHA-256 of a file that was sent, read piece by piece."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def to_be_saved(opened: File, name: str) -> FileResponse:
    """Return the answer that hands a file out: saved under `name`, and never shown as a page of this site."""
    answer = FileResponse(opened, as_attachment=True, filename=safe_name(name), content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def safe_name(name: str, without: str = "paper") -> str:
    """Return a file's own name without what could mislead a reader or a computer; `without` where nothing is left.

    >>> safe_name("../../etc/Board paper (July).docx"), safe_name("July\\u202exslx.exe")
    ('Board paper (July).docx', 'Julyxslx.exe')
    >>> safe_name("//"), safe_name("a" * 300 + ".docx")[-8:]
    ('paper', 'aaa.docx')
    """
    last = re.split(r"[/\\\\]", name)[-1]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*').strip(". ")
    path = PurePath(kept)
    return f"{path.stem[:120]}{path.suffix[:20]}" if kept else without
