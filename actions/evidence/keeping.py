"""A file that somebody sends as evidence in; the same kept under a name of ours, or one sentence why not, out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from actions.evidence.kinds import NotKept, kind_of
from actions.models import Evidence
from tracker.stored_files import MEGABYTE, largest_in_words, on_disk, path_of_ours, sha256_of


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept: where, and what is known of it. `name` is its owner's."""

    path: str
    name: str
    kind: str
    size: int
    sha256: str


def checked(file: UploadedFile) -> str:
    """Return the kind of a file that was sent; raises NotKept, the size being asked before anything of it is read."""
    name = name_of(file)
    if not file.size:
        raise NotKept(f"{name} is empty.")
    if file.size > settings.LARGEST_FILE:
        size = f"{-(-file.size // MEGABYTE):,} MB"
        raise NotKept(
            f"{name} is {size}, and evidence may have {largest_in_words()} at the most. "
            "Bring a smaller copy, or give a link to where it lies."
        )
    with on_disk(file) as path:
        return kind_of(path, name)


def name_of(file: UploadedFile) -> str:
    """Return the name that its owner gave a file, without what no database keeps.

    >>> from types import SimpleNamespace
    >>> name_of(SimpleNamespace(name="A\\0b.pdf"))
    'Ab.pdf'
    """
    return "".join(letter for letter in file.name if letter.isprintable())[-300:] or "The file"


@contextmanager
def kept(file: UploadedFile | None) -> Iterator[Kept | None]:
    """Keep a file while something is written about it; where that fails, the file goes again. None gives None."""
    if file is None:
        yield None
        return
    kind = checked(file)
    storage = Evidence._meta.get_field("file").storage
    path = storage.save(path_of_ours(None, file.name), file)
    try:
        yield Kept(path, name_of(file), kind, file.size, sha256_of(file))
    except BaseException:
        storage.delete(path)
        raise
