"""A file in, a Document out, by the reader for its kind."""

from __future__ import annotations

from pathlib import Path

from imports.readers import Unreadable
from imports.readers.text import read_text
from imports.shapes import Document

_READERS = {".txt": read_text, ".text": read_text, "": read_text}
_NOT_YET = {
    ".docx": "a Word document",
    ".doc": "an old Word document",
    ".xlsx": "an Excel workbook",
    ".xls": "an old Excel workbook",
    ".pdf": "a PDF document",
    ".html": "a web page",
    ".htm": "a web page",
    ".csv": "a comma-separated file",
    ".odt": "an OpenDocument text",
    ".ods": "an OpenDocument sheet",
    ".rtf": "a rich-text file",
}


def read(path: Path, name: str | None = None) -> Document:
    """The document in a file; `name` is its own name where it lies under another.

    Raises Unreadable, one sentence, where there is no document to read.
    """
    path = Path(path)
    name = name or path.name
    suffix = Path(name).suffix.lower()
    if path.is_dir():
        raise Unreadable(f"{name} is a folder, not a file.")
    if not path.exists():
        raise Unreadable(f"There is no file {name}.")
    if suffix in _NOT_YET:
        raise Unreadable(f"{name} is named as {_NOT_YET[suffix]}; this version reads text files (.txt).")
    if suffix not in _READERS:
        raise Unreadable(f"{name} is of a kind not read here; this version reads text files (.txt).")
    try:
        return _READERS[suffix](path, name)
    except OSError as error:
        raise Unreadable(f"{name} could not be opened: {error.strerror}.") from error
