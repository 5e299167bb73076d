"""A file in, a Document out, by the reader for what the file holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from imports.readers import Unreadable
from imports.readers.kinds import read_file
from imports.shapes import Document


def read(
    path: Path, name: str | None = None, progress: Callable[[str, int, int], None] = lambda *step: None
) -> Document:
    """The document in a file; `name` is its own name where it lies under another.

    `progress` is told the step, how many are done, of how many. Raises Unreadable, one sentence, where there is no
    document to read.
    """
    path = Path(path)
    name = name or path.name
    if path.is_dir():
        raise Unreadable(f"{name} is a folder, not a file.")
    if not path.exists():
        raise Unreadable(f"There is no file {name}.")
    try:
        return read_file(path, name, progress)
    except OSError as error:
        raise Unreadable(f"{name} could not be opened: {error.strerror}.") from error
