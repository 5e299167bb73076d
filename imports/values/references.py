"""Printed references in (`b.`, `R 8`, `2.1`, `LA25/S3`); the reference that lasts, the words after it, links out."""

from __future__ import annotations

import re

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}"
_YEARLY = r"(?:20)?\d\d/\d{1,4}(?:[-.]\d{1,3}){0,3}"  # `2023/14`, `24/019`, `2022/23-04-1`: numbered by the year
_CODE = r"[A-Z]{1,5}(?:\.?\s?-?|/)\d{1,3}(?:[.-]\d{1,3})*[a-z]?"
_WORD = r"(?:action|recommendation|rec|priority|theme|objective|area|outcome|part|workstream|aim|standard|strand)"
_WHOLE = re.compile(
    rf"(?:(?:no\.?|ref\.?|{_WORD})\s*)?(?P<ref>{_YEARLY}|{_NUMBER}(?:[a-z]|\([a-z]\))?|{_CODE}|[a-z]|[ivx]{{1,5}})\s*[.):]?",
    re.IGNORECASE,
)
_LEADING = (
    re.compile(r"\(?(?P<ref>[a-z]{1,2}|[ivx]{1,5})(?:[.)])\s+(?=\S)"),
    re.compile(r"\(?(?P<ref>[A-H])[.)]\s+(?=[A-Z][a-z]*[\s-][a-z(0-9])"),
    re.compile(rf"(?P<ref>{_NUMBER}[a-z]?)\s*(?:[.):]|\s[-–—])\s*(?=[^\d\s])"),
    re.compile(r"(?P<ref>\d{1,2}(?:\.\d{1,3}){1,3}[a-z]?)\s+(?=[A-Z“\"'(])"),
    re.compile(rf"(?P<ref>{_CODE})\s*(?:[.):]|\s[-–—])?\s+(?=[A-Z“\"'(])"),
    re.compile(rf"{_WORD}\s+(?P<ref>{_NUMBER})\s*[-–—:.]?\s+(?=\S)", re.IGNORECASE),
)
# As systems number: `IA-2024-031`, `PCC/HR/03`; capitals only, and a number at the end.
_SYSTEM = re.compile(r"[A-Z]{2,6}[-/_](?:[A-Z0-9]{1,6}[-/_]){1,3}\d{1,4}[a-z]?")
_SAME_STEM = re.compile(r"(?:\s*(?:,|&|/|\band\b)\s*\d{1,2}(?![\d.%/]|\s*[a-z]))+", re.IGNORECASE)
_LINK = re.compile(rf"\b(?:{_CODE}|\d{{1,2}}\.\d{{1,2}})(?![\d%])")


def parse_reference(cell: str) -> str | None:
    """The reference that a whole cell holds, as printed without its stop; None where it holds none.

    >>> parse_reference("R1"), parse_reference("2.10"), parse_reference("b."), parse_reference("Theme 3:")
    ('R1', '2.10', 'b', '3')
    >>> parse_reference("1(a)"), parse_reference("2023/14"), parse_reference("24/019"), parse_reference("AFI 3.1")
    ('1(a)', '2023/14', '24/019', 'AFI 3.1')
    >>> parse_reference("IA-2024-031"), parse_reference("PCC/HR/03")
    ('IA-2024-031', 'PCC/HR/03')
    >>> parse_reference("Head of Service") is None
    True
    """
    text = " ".join(cell.split())
    if _SYSTEM.fullmatch(text):
        return text
    found = _WHOLE.fullmatch(text)
    if found:
        return found["ref"].strip()
    first = re.match(rf"(?P<ref>{_CODE}|{_NUMBER})(?=\s*[(/\s])", text)
    return first["ref"].strip() if first and len(text) < 40 else None


def split_reference(text: str) -> tuple[str | None, str]:
    """The reference that opens a text, and the words after it.

    >>> split_reference("b. Review the policy")
    ('b', 'Review the policy')
    >>> split_reference("2.1 Review the policy")
    ('2.1', 'Review the policy')
    >>> split_reference("1 – The response to risk")
    ('1', 'The response to risk')
    >>> split_reference("16 to 18 year olds are helped")
    (None, '16 to 18 year olds are helped')
    """
    for pattern in _LEADING:
        found = pattern.match(text)
        if found:
            return found["ref"].strip(), text[found.end() :].strip()
    return None, text


def other_references(cell: str) -> tuple[str, ...]:
    """The references that stand beside the first in a cell: what the action answers, or was called before.

    >>> other_references("LA25/S3"), other_references("LM 1 (HMIP 6)"), other_references("2.1")
    (('S3',), ('HMIP 6',), ())
    """
    first = parse_reference(cell)
    rest = " ".join(cell.split())
    return parse_links(rest[rest.index(first) + len(first) :]) if first and first in rest else ()


def is_letter(ref: str | None) -> bool:
    """Whether a reference is a bare letter or small roman number, which counts within its section only.

    >>> is_letter("b"), is_letter("iv"), is_letter("B"), is_letter("1b"), is_letter(None)
    (True, True, True, False, False)
    """
    return bool(ref) and bool(re.fullmatch(r"[a-z]{1,2}|[ivx]{1,4}|[A-H]", ref))


def under(section: str | None, ref: str | None) -> str | None:
    """The reference that lasts: a letter is joined to its section's number.

    >>> under("1", "b"), under("1", "1.2"), under(None, "b")
    ('1b', '1.2', 'b')
    """
    return f"{section}{ref}" if section and is_letter(ref) and re.search(r"\d$", section) else ref


def parse_links(cell: str) -> tuple[str, ...]:
    """Every reference named in a cell of links, in order, once each.

    >>> parse_links("Part 1 LM 8, LM 9"), parse_links("HM 3 and 8")
    (('LM 8', 'LM 9'), ('HM 3', 'HM 8'))
    """
    found: list[str] = []
    for match in _LINK.finditer(cell):
        found.append(" ".join(match[0].split()))
        stem = re.match(r"[A-Z]+\.?\s?-?(?=\d)", found[-1])
        more = _SAME_STEM.match(cell, match.end()) if stem else None
        found += (f"{stem[0]}{number}" for number in re.findall(r"\d+", more[0])) if more else ()
    return tuple(dict.fromkeys(found))


def form_of(ref: str) -> str:
    """The shape of a reference: `2.1` and `3.10` have the same, `b` another."""
    return re.sub(r"[A-Z]+", "A", re.sub(r"\d+", "1", "a" if is_letter(ref) else ref.replace(" ", "")))
