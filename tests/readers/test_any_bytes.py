"""Files of each format with their bytes, or the XML within, cut, changed and mixed up: read, or refused in a line."""

from __future__ import annotations

import io
import os
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.pipeline import read_blocks
from imports.readers import Unreadable
from imports.readers.kinds import read_file
from tests.readers.documents import FORMATS, C, grid

PLAN = [
    "Northmoor Improvement Plan",
    grid([C("Red", "FF0000"), "Late"], [C("Green", "00B050"), "On track"]),
    grid(
        ["Ref", "Action", "Lead", "Deadline", "Progress", "RAG"],
        [C("Theme 1: Practice", across=6)],
        [C("1.1", down=2), "Write the guidance", "Clerk", "31/03/2023", "Drafted:\n• by the team", C("", "FF0000")],
        ["Read all of the plans", "Chair", "30/06/2023", "", C("Green", "00B050")],
    ),
]
EXAMPLES = int(os.environ.get("READER_EXAMPLES", "10"))  # thousands are for the night
ODD = (b"\0", b"<", b">", b"&x;", b'"', b"-1", b"99999999999", b"\xff\xfe", b"</c>", b"<row/>", b"endobj", b"()")


@cache
def made(ending: str) -> bytes:
    return FORMATS[ending](PLAN)


@cache
def parts_of(ending: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made(ending))) as packed:
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(("cut", "drop", "twice", "odd")), st.floats(0, 1), st.floats(0, 0.2), st.sampled_from(ODD)
    ),
    min_size=1,
    max_size=4,
)


def changed(content: bytes, changes) -> bytes:
    """The bytes cut off, or with a stretch dropped, printed twice, or replaced by something odd."""
    for how, where, share, odd in changes:
        begin = int(where * len(content))
        end = begin + int(share * share * len(content)) + 1
        piece = {"cut": b"", "drop": b"", "twice": content[begin:end] * 2, "odd": odd}[how]
        content = content[:begin] + piece + (b"" if how == "cut" else content[end:])
    return content


def read_or_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        document = read_file(path, path.name)
    except Unreadable as refused:
        assert str(refused).startswith(path.name) and "\n" not in str(refused) and str(refused).endswith(".")
        return
    read_blocks(document)


@pytest.mark.parametrize("ending", FORMATS)
def test_any_change_to_a_file_is_read_or_refused(tmp_path, ending):
    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(CHANGES)
    def holds(changes):
        read_or_refused(tmp_path / f"plan.{ending}", changed(made(ending), changes))

    holds()


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_any_change_to_the_xml_within_is_read_or_refused(tmp_path, ending):
    @settings(max_examples=2 * EXAMPLES, deadline=None, database=None)
    @given(st.sampled_from(sorted(parts_of(ending))), CHANGES)
    def holds(name, changes):
        parts = parts_of(ending) | {name: changed(parts_of(ending)[name], changes)}
        read_or_refused(tmp_path / f"plan.{ending}", packed(parts))

    holds()


# What stands between quotes or tags is changed alone, so that the XML stays whole and its meaning does not.
VALUES = st.sampled_from(
    ("", "-1", "0", "99999999999", "x", "1e400", "A1:XFD1048576", "#REF!", "ZZZZ1", "true", "rId99")
)


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_any_odd_value_in_whole_xml_is_read_or_refused(tmp_path, ending):
    @settings(max_examples=3 * EXAMPLES, deadline=None, database=None)
    @given(
        st.sampled_from(sorted(parts_of(ending))),
        st.lists(st.tuples(st.floats(0, 0.999), VALUES), min_size=1, max_size=3),
    )
    def holds(name, odd):
        pieces = parts_of(ending)[name].split(b'"')
        for where, value in odd:
            at = int(where * (len(pieces) // 2)) * 2 + 1
            if at < len(pieces):
                pieces[at] = value.encode()
        read_or_refused(tmp_path / f"plan.{ending}", packed(parts_of(ending) | {name: b'"'.join(pieces)}))

    holds()
