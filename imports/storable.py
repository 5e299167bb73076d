"""A reading in; the same without the characters that no database keeps, out."""

from __future__ import annotations

import json
import re

from imports.shapes import Reading

# NUL and the other control characters but tab and line ends, and halves of surrogate pairs.
# As JSON writes them: what it has not, need not be looked for in every value.
_SUSPECT = re.compile("\\\\u00[01]|[\x7f\ud800-\udfff]")
_NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def storable(reading: Reading) -> Reading:
    """Return the reading without the characters that no database keeps; the same one where it has none."""
    stored = reading.to_json(full=True)
    if not _SUSPECT.search(json.dumps(stored, ensure_ascii=False)):
        return reading
    kept = _kept(stored)
    return reading if kept == stored else Reading.from_json(kept)


def storable_text(text: str) -> str:
    """Return a text without the characters that no database keeps.

    >>> storable_text("North\\x00shire\\udcff")
    'Northshire'
    """
    return _NOT_KEPT.sub("", text)


def _kept(value):
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, list):
        return [_kept(part) for part in value]
    if isinstance(value, dict):
        return {_kept(name): _kept(part) for name, part in value.items()}
    return value
