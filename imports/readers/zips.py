"""A Word or Excel file in; nothing out where its zip is safe to open, else a refusal in one sentence."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lxml import etree

from imports.readers import Unreadable

# What libraries raise on an Office file whose zip or XML is damaged, or says what cannot be.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, NotImplementedError, OSError, EOFError, RuntimeError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, StopIteration, OverflowError),
)
MOST_ENTRIES = 5_000
MOST_BYTES = 200_000_000  # unpacked; the largest plan workbooks seen are under 20 MB
MOST_PART = 120_000_000  # of one part that is read, unpacked
MOST_RATIO = 200  # unpacked to packed, of a part over a megabyte; Office's own XML stays under 60


def check_zip(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """Refuse a zip that is cut short, holds too much, or unpacks to far more than it is; else return its contents.

    Only its list of contents is read: nothing is unpacked.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(f"{name} is cut short or damaged: its contents cannot be unpacked.") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(f"{name} is protected by a password and cannot be read; save it without one.")
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unreadable(f"{name} unpacks to far more than a plan holds, and was not opened.")
    for entry in entries:
        swollen = entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        if swollen or (entry.filename.endswith(".xml") and entry.file_size > MOST_PART):
            raise Unreadable(f"{name} unpacks to far more than a plan holds, and was not opened.")
    return entries
