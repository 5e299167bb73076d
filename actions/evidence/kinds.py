"""A file in; what it holds, whatever its name says, out, or one sentence that says why it is not kept."""

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath

_OPENING = 65_536  # bytes that tell the kind


class NotKept(ValueError):  # noqa: N818 - its message is shown to people as it is
    """The file is not taken as evidence; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What people call a kind of file, and the endings that names of such files have, the first for want of one."""

    words: str
    endings: tuple[str, ...]


KINDS = {
    "pdf": Kind("PDF", (".pdf",)),
    "word": Kind("Word document", (".docx", ".docm", ".dotx")),
    "excel": Kind("Excel workbook", (".xlsx", ".xlsm", ".xltx", ".xlsb")),
    "slides": Kind("PowerPoint slides", (".pptx", ".pptm", ".ppsx")),
    "open_document": Kind("OpenDocument file", (".odt", ".ods", ".odp")),
    "old_office": Kind("Office file or Outlook message", (".doc", ".xls", ".ppt", ".msg")),
    "rich_text": Kind("Rich text", (".rtf",)),
    "png": Kind("Picture", (".png",)),
    "jpeg": Kind("Picture", (".jpg", ".jpeg")),
    "gif": Kind("Picture", (".gif",)),
    "tiff": Kind("Picture", (".tif", ".tiff")),
    "webp": Kind("Picture", (".webp",)),
    "heic": Kind("Picture", (".heic", ".heif")),
    "text": Kind("Text", (".txt", ".csv", ".tsv", ".eml", ".text", ".md")),
}
_TAKEN = "A PDF, an Office file, a picture or text is."
_SIGNATURES = (
    (b"{\\rtf", "rich_text"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
)
_REFUSED = (
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"#!", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
)
_IN_ZIP = (("word/document", "word"), ("xl/workbook", "excel"), ("ppt/presentation", "slides"))
# A browser runs what stands in these, so a saved copy that somebody opens would act in their name.
_PAGES = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<iframe", b"<!--")


def kind_of(path: Path, name: str) -> str:
    """Return the key in KINDS of what the file holds; raises NotKept for what is no evidence, and for no file at all.

    Only its opening is read, and of a zip the list of its parts.
    """
    with path.open("rb") as file:
        opening = file.read(_OPENING)
    if not opening.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise NotKept(f"{name} is empty.")
    for signature, words in _REFUSED:
        if opening.startswith(signature):
            raise NotKept(f"{name} is {words}, which is not kept as evidence. {_TAKEN}")
    if opening.startswith(b"PK"):
        return _of_zip(path, name)
    return _of_opening(opening) or _of_text(opening, name)


def _of_opening(opening: bytes) -> str:
    if b"%PDF-" in opening[:1024]:
        return "pdf"
    if opening[:4] == b"RIFF" and opening[8:12] == b"WEBP":
        return "webp"
    if opening[4:8] == b"ftyp" and opening[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"heim"):
        return "heic"
    return next((kind for signature, kind in _SIGNATURES if opening.startswith(signature)), "")


def _of_zip(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise NotKept(f"{name} is cut short or damaged: it cannot be opened.") from error
    if parts[:1] == ["mimetype"] and "content.xml" in parts:
        return "open_document"
    for start, kind in _IN_ZIP:
        if any(part.startswith(start) for part in parts):
            return kind
    raise NotKept(f"{name} is a zip file, which is not kept as evidence: bring what is in it, file by file.")


def _of_text(opening: bytes, name: str) -> str:
    if opening.startswith((b"\xff\xfe", b"\xfe\xff")):
        opening = opening.decode("utf-16", "replace").encode()
    start = opening.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_PAGES) or any(tag in start for tag in (b"<script", b"<html", b"<svg")):
        raise NotKept(
            f"{name} is a web page, which is not kept as evidence: save it as a PDF, or give its address as a link."
        )
    if b"\0" in opening:
        raise NotKept(f"{name} is of a kind that is not kept as evidence. {_TAKEN}")
    return "text"


def saved_as(name: str, kind: str) -> str:
    """Return the name under which a file is saved: its own, ending as files of its kind do.

    >>> saved_as("Minutes.PDF", "pdf"), saved_as("report.exe", "text"), saved_as("photo", "jpeg")
    ('Minutes.PDF', 'report.exe.txt', 'photo.jpg')
    """
    known = KINDS.get(kind)
    if known is None or PurePath(name).suffix.lower() in known.endings:
        return name
    return f"{name}{known.endings[0]}"
