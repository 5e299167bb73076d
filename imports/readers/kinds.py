"""A file in; which kind it is by what stands in it, whatever its name says, out; or the Document, by that reader."""

from __future__ import annotations

import codecs
import importlib
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from imports.readers import Unreadable
from imports.readers.separated import separator_of
from imports.readers.text import LARGEST as LARGEST_TEXT
from imports.readers.text import decode, unmarked_wide
from imports.shapes import Document, Issue, Source

LARGEST = 60_000_000  # bytes of a file of any kind
_OPENING = 65_536  # bytes that tell the kind
_SUPPORTED = "Word (.docx), Excel (.xlsx), PDF, web pages (.html), text (.txt) and separated values (.csv)"
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what people call it, the endings of its names, and where its reader stands."""

    words: str
    endings: tuple[str, ...]
    module: str
    function: str

    def read(self, path: Path, name: str, tell: Callable[[str, int, int], None]) -> Document:
        """Read a file by this kind's reader, whose libraries are loaded only now."""
        return getattr(importlib.import_module(f"imports.readers.{self.module}"), self.function)(path, name, tell)


KINDS = {
    "text": Kind("a text file", (".txt", ".text", ""), "text", "read_text"),
    "word": Kind("a Word document", (".docx", ".docm", ".dotx"), "word", "read_word"),
    "excel": Kind("an Excel workbook", (".xlsx", ".xlsm", ".xltx"), "excel", "read_excel"),
    "pdf": Kind("a PDF document", (".pdf",), "pdf", "read_pdf"),
    "html": Kind("a web page", (".html", ".htm", ".xhtml"), "html", "read_html"),
    "separated": Kind("a file of separated values", (".csv", ".tsv", ".tab"), "separated", "read_separated"),
}
_REFUSED = (
    (b"{\\rtf", "a rich-text file (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument sheet (.ods)",
}


def read_file(path: Path, name: str, tell: Callable[[str, int, int], None] = lambda *step: None) -> Document:
    """The document in a file, by the reader for what it is; a name that says otherwise is an issue, no obstacle.

    Raises Unreadable, one sentence.
    """
    kind = KINDS[kind_of(path, name)]
    document = kind.read(path, name, tell)
    ending = Path(name).suffix.lower()
    named = next((other for other in KINDS.values() if ending in other.endings), None)
    if named in (None, kind) or {named.module, kind.module} == {"text", "separated"}:
        return document
    message = f"{name} is named as {named.words} and is {kind.words}; it was read as that"
    return replace(document, issues=(Issue("named_otherwise", message, Source(name)), *document.issues))


def kind_of(path: Path, name: str) -> str:
    """The key in KINDS of what a file holds. Raises Unreadable for kinds that are not read, and for no file at all."""
    size = path.stat().st_size
    if size > LARGEST:
        raise Unreadable(f"{name} is larger than {LARGEST // 1_000_000} MB, too large for a plan.")
    with path.open("rb") as file:
        opening = file.read(_OPENING)
    if not opening.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise Unreadable(f"{name} is empty.")
    for signature, words in _REFUSED:
        if opening.startswith(signature):
            raise Unreadable(f"{name} is {words}, which is not read here; {_SUPPORTED} are.")
    if opening.startswith(b"PK"):
        return _of_zip(path, name)
    if opening.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_of_compound(path, name))
    if b"%PDF-" in opening[:1024]:
        return "pdf"
    return _of_text(opening, size, name)


def _of_zip(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            mime = _opening_of(packed, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Unreadable(f"{name} is cut short or damaged: its contents cannot be unpacked.") from error
    if any(one.startswith("word/document") for one in names):
        return "word"
    if "xl/workbook.xml" in names:
        return "excel"
    words = _OPEN_DOCUMENT.get(mime.strip(), "")
    if "xl/workbook.bin" in names:
        words = "a binary Excel workbook (.xlsb)"
    if not words:
        words = "a zip file that holds no Word document and no Excel workbook"
    raise Unreadable(f"{name} is {words}, which is not read here; {_SUPPORTED} are.")


def _opening_of(packed: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of one part; the rest, which may be endless, stays packed."""
    with packed.open(name) as part:
        return part.read(200)


def _of_compound(path: Path, name: str) -> str:
    """The refusal for an old Office file, or for a new one that is encrypted: both come in the same wrapping."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return f"{name} is protected by a password and cannot be read; save it without one."
    for stream, words in (
        ("WordDocument", "an old Word document (.doc)"),
        ("Workbook", "an old Excel workbook (.xls)"),
    ):
        if stream.encode("utf-16-le") in content:
            better = ".docx" if stream == "WordDocument" else ".xlsx"
            return f"{name} is {words}, which is not read here; save it as {better} and send that."
    return f"{name} is an old Office file, which is not read here; {_SUPPORTED} are."


def _of_text(opening: bytes, size: int, name: str) -> str:
    """Text of one kind or another: a page opens with its tag, separated values have many signs and no tabs."""
    if size > LARGEST_TEXT:
        raise Unreadable(f"{name} is larger than {LARGEST_TEXT // 1_000_000} MB, too long for a plan.")
    text = _start(opening, name)
    ending = Path(name).suffix.lower()
    if _HTML.match(text) or (ending in KINDS["html"].endings and re.search(r"<(?:table|body|p|div)\b", text, re.I)):
        return "html"
    if _XML.match(text):
        raise Unreadable(f"{name} is an XML file, which is not read here; {_SUPPORTED} are.")
    if ending in KINDS["separated"].endings:
        return "separated"
    lines = [line for line in text.splitlines() if line.strip()]
    sign = separator_of(text)[0] if "\t" not in text else None
    if sign and len(lines) > 1 and sum(1 for line in lines if line.count(sign) > 2) * 3 >= 2 * len(lines):
        return "separated"
    return "text"


def _start(opening: bytes, name: str) -> str:
    """The text that a file opens with; cut bytes at its end are no fault."""
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if opening.startswith(mark):
            return opening.decode("utf-16", "replace")
    wide = unmarked_wide(opening)
    if wide:
        return opening.decode(wide, "replace")
    if b"\0" in opening:
        return decode(opening, name)  # raises: binary
    return opening.decode("utf-8", "replace")
