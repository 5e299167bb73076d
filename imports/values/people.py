"""The text of an owner cell in; each person, post or body once, with every doubt about where one ends, out.

Where owners stand without a separator, the plan's other cells show where one ends: `known` holds the names
that stand alone somewhere in the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from imports.shapes import Issue, Owner
from imports.values.names import (
    HELD,
    NAME,
    POSTS,
    ends_as_post,
    has_post,
    is_body,
    is_initials,
    is_owner_like,
    is_person,
    opens_as_post,
    words_of,
)

_OPENING_POSTS = frozenset(("head", "heads", "director", "directors", "chief"))
_NOBODY = re.compile(
    r"\W*(?:t\.?b\.?[cdain]\.?|n/?a|none|not (?:known|applicable)|to be (?:confirmed|identified|agreed|appointed|"
    r"advised|determined|decided)|vacant|vacancy|-+|–+|\?+)\W*",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:(?:still )?to be (?:confirmed|identified|agreed|appointed|advised|determined|decided|recruited|named)|"
    r"t\.?b\.?[cda]\.?|vacant|vacancy|not (?:yet )?(?:appointed|identified|in post))\W*\Z",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\((?:joint(?:ly)?(?: delivery| lead| owners?)?|pt\.?\s?\d|part\s?\d|lead|support)\)", re.IGNORECASE
)
_STRONG = re.compile(r"\s*;\s*|\s+/(?:\s*/)*\s+|/\s+|\s+/(?=\S)|\s+//\s+|\s+\+\s+|\s+\|\s+|(?<=\(SRO\))\s+(?=[A-Z])")
_NAMED_POST = re.compile(rf"{NAME}\s+[–—-]\s")  # `Ann Lee – Head of Housing`: where the next begins is plain
_PLURAL_POST = re.compile(
    r"\b(?:Managers|Officers|Leads|Leaders|Directors|Workers|Practitioners|Consultants|Advisers|Advisors|Co-?ordinators|"
    r"Commissioners|Supervisors|Heads)\b"
)
_POST_OF_MANY = re.compile(rf"(?:[A-Z][\w'’-]+\s){{1,3}}(?!Heads)(?:{_PLURAL_POST.pattern})|Heads of [A-Z][\w'’-]+")
_ONE_NAME = re.compile(
    r"\b(?:Police(?:,? Fire)? (?:and|&) Crime|Fire (?:and|&) Rescue|Health (?:and|&) (?:Social|Wellbeing))\b"
)
_KIND_OF_BODY = re.compile(
    r"(?:NHS )?(?:Foundation Trust|Trust)|(?:Borough|City|County|District|Town) Council|Integrated Care Board"
)
_JOIN = re.compile(r",?\s+(?:&|and|with)\s+", re.IGNORECASE)
_OF_SOMETHING = re.compile(
    r"(?:[A-Z]\w+ ){0,3}(?:Heads?|Directors?|Chief|Deputy|Superintendent)(?: \w+)? (?:of|for) \w"
)
# Words that open the name of a post and stand in none: another owner begins there.
_OPENING = re.compile(
    r"(?<=\s)(?:Heads? of|(?:Assistant |Deputy |Executive |Strategic |Corporate |Service |Associate )?Directors? of|"
    r"Named (?=\w)|Designated (?=\w)|Principal (?=[A-Z])|Chief (?=[A-Z]))"
)
_WITHIN = re.compile(
    r"(?:,|&|/|\b(?:and|of|for|the|to|with|interim|acting|joint|deputy|assistant|associate|executive|senior|group|"
    r"service|strategic|corporate|programme|regional|area|our))\s*\Z",
    re.IGNORECASE,
)
_CARRIES_ON = re.compile(r"(?:,|&|\band|\bof|\bfor|\bthe|\bto|[–—-]|\()\s*\Z", re.IGNORECASE)


def parse_owners(
    text: str, role: str = "lead", known: Iterable[str] = ()
) -> tuple[tuple[Owner, ...], tuple[Issue, ...]]:
    """The owners named in a cell, in order, and what is doubtful about them.

    >>> [owner.name for owner in parse_owners("Head of Performance and Improvement")[0]]
    ['Head of Performance and Improvement']
    >>> [owner.name for owner in parse_owners("Chief Executive; Director of Housing / Team Manager")[0]]
    ['Chief Executive', 'Director of Housing', 'Team Manager']
    >>> owners, issues = parse_owners("Service Lead, Service Lead, Adults")
    >>> owners[0].name, issues[0].code
    ('Service Lead, Adults', 'words_repeated')
    >>> owners, issues = parse_owners("Team Manager Head of Housing", known={"Team Manager"})
    >>> [owner.name for owner in owners], issues[0].code
    (['Team Manager', 'Head of Housing'], 'owners_run_together')
    """
    if not text.strip():
        return (), ()
    if _NOBODY.fullmatch(text):
        return (), (Issue("no_owner", f"The owner is not named: “{' '.join(text.split())}”"),)
    issues: list[Issue] = []
    names: list[str] = []
    for part in strong_parts(text, issues):
        whole = _mend(part, issues)
        for piece in _split_run_together(whole, frozenset(known), issues):
            for half in _slashes(piece):
                names += _split_weak(half, frozenset(known))
    kept = [name for name in map(_tidy, names) if name and not _NOBODY.fullmatch(name)]
    issues += (Issue("no_owner", f"The owner is not named yet: “{name}”") for name in kept if _NOT_YET.search(name))
    if len(kept) < len(names) and not kept:
        issues.append(Issue("no_owner", f"The owner is not named: “{' '.join(text.split())}”"))
    return tuple(Owner(name, role) for name in dict.fromkeys(kept)), tuple(issues)


def strong_parts(text: str, issues: list[Issue] | None = None) -> list[str]:
    """The pieces between separators that can be nothing else: `;`, ` / `, a new line."""
    if re.search(r"/\s*/", text) and issues is not None:
        issues.append(Issue("odd_separator", "Owners are separated by a doubled slash"))
    text = _REMARK.sub(" ", text)
    held: list[str] = []
    text = HELD.sub(lambda found: held.append(found[0]) or f"\0{len(held) - 1}\0", text)
    lines: list[str] = []
    for line in text.split("\n"):
        line = line.strip(" •")
        if lines and line and (_CARRIES_ON.search(lines[-1]) or not line[0].isupper()):
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    parts = [part for line in lines for part in _slashes(line)]
    return [_tidy(_restore(part, held)) for part in parts if part.strip(" ,.&-–")]


def _slashes(line: str) -> list[str]:
    """A slash with a space beside it separates; without one, only between two whole owners."""
    pieces: list[str] = []
    for piece in _STRONG.split(line):
        halves = piece.split("/")
        if len(halves) > 1 and all(
            is_person(half) or is_initials(half) or has_post(half) and " " in half for half in halves
        ):
            pieces += halves
        else:
            pieces.append(piece)
    return pieces


def _restore(part: str, held: list[str]) -> str:
    return re.sub(r"\0(\d+)\0", lambda found: held[int(found[1])], part)


def _tidy(name: str) -> str:
    name = " ".join(name.split()).strip(" ,;/&–—-")
    if name.count("(") > name.count(")"):
        name = name[: name.rindex("(")].strip(" ,;/&–—-") if name.rstrip().endswith("(") else f"{name})"
    return name


def _mend(part: str, issues: list[Issue]) -> str:
    """Words printed twice running are one: `Service Lead, Service Lead, Adults`."""
    mended = re.sub(r"\b(\w[\w'’ ]{2,40}?)(?:,?\s+\1\b)+(?=\W|\Z)", r"\1", part)
    if mended != part:
        issues.append(Issue("words_repeated", f"Words are repeated in the owner: “{part}”", suggestion=mended))
    return mended


def _split_run_together(part: str, known: frozenset[str], issues: list[Issue]) -> list[str]:
    """Owners without a separator, where another cell, or a name before a post, shows where one ends."""
    pieces = (
        _split_at_names(part)
        or _split_in_full(part, known)
        or _split_at_known(part, known)
        or _split_bare_names(part, known)
        or _split_at_openings(part)
    )
    if not pieces or any(map(_KIND_OF_BODY.fullmatch, pieces[1:])):  # `Ardale Hospitals NHS Trust` is one body
        return [part]
    joined = all(_JOIN.search(f"{piece} x") and re.search(r"(?:&|\band)\s*\Z", piece) for piece in pieces[:-1])
    if not joined and not all(map(_NAMED_POST.match, pieces)) and any(map(has_post, pieces)):
        issues.append(Issue("owners_run_together", f"{len(pieces)} owners stand without a separator: “{part}”"))
    return [re.sub(r"\s*(?:&|\band)\s*\Z", "", piece) for piece in pieces]


def _split_at_names(part: str) -> list[str]:
    """`Ann Lee, Team Manager Bo Day, Head of Housing`: a person's name, a comma or dash, a post."""
    starts = []
    for found in re.finditer(r"(?<![\w'’-])[A-Z][a-z][\w'’-]*\s[A-Z]['’]?[\w'’-]+(?=\s*(?:,|\s[–—-])\s)", part):
        follows = part[found.end() : found.end() + 60]
        if is_person(found[0]) and has_post(follows):
            starts.append(found.start())
    if starts and starts[0] > 0 and not (has_post(part[: starts[0]]) or is_person(part[: starts[0]].strip(" &,"))):
        starts = starts[1:]
    edges = sorted({0, *starts, len(part)})
    pieces = [part[begin:end].strip() for begin, end in zip(edges, edges[1:], strict=False)]
    return pieces if len(pieces) > 1 else []


def _split_at_known(part: str, known: frozenset[str]) -> list[str]:
    """A name that stands alone in another cell, then another owner; or a body that stands alone, after an owner."""
    for name in sorted(known, key=len, reverse=True):
        if not part.startswith(f"{name} ") or len(name.split()) < 2:
            continue
        rest = part[len(name) :].strip()
        if (
            rest[0].isupper()
            and not _JOIN.match(f" {rest}")
            and (rest in known or is_owner_like(rest) and not _is_own_post(name, rest) or is_body(rest))
        ):
            return [name, *(_split_at_known(rest, known) or [rest])]
    for name in sorted(known, key=len, reverse=True):
        front = part[: -len(name)].strip() if part.endswith(f" {name}") and len(name.split()) > 1 else ""
        if front and (front in known or is_body(name) and len(front.split()) > 1 and not _CARRIES_ON.search(front)):
            return [front, name]
    return []


def _is_own_post(name: str, rest: str) -> bool:
    """A person's name before one post may be one owner: `Ann Lee Health Commissioner`."""
    return is_person(name) and opens_as_post(rest) and words_of(rest)[-1] in POSTS and not _PLURAL_POST.search(rest)


def _split_at_openings(part: str) -> list[str]:
    """`Chief Nurse, Wyke ICB Director of Nursing`: words that can only open a post, after a whole owner."""
    edges = [0]
    for found in _OPENING.finditer(part):
        before = part[edges[-1] : found.start()].strip()
        if _is_whole_before(before) and not _WITHIN.search(before):
            edges.append(found.start())
    pieces = [part[begin:end].strip() for begin, end in zip(edges, [*edges[1:], len(part)], strict=True)]
    return pieces if len(pieces) > 1 and all(has_post(piece) for piece in pieces) else []


def _is_whole_before(words: str) -> bool:
    """Whether the words before an opening are an owner to their end: a post, the head of something, a body."""
    return (
        len(words.split()) > 1
        and has_post(words)
        and (ends_as_post(words) or is_body(words) or bool(_OF_SOMETHING.match(words)) or words.split()[-1].isupper())
    )


def _split_in_full(part: str, known: frozenset[str]) -> list[str]:
    """Three owners or more without a separator, where names, owners known elsewhere and posts of many fill the cell.

    `Ann Lee Bo Day Service Managers Team Managers`: a post of many ends with its plural.
    """
    words = part.split()
    if len(words) < 5 or not _PLURAL_POST.search(part) or re.search(r"[,;/&()]|\band\b", part):
        return []
    cuts: dict[int, list[str]] = {len(words): []}  # from each place: the owners that the rest of the words are
    for begin in reversed(range(len(words))):
        for end in range(begin + 2, min(len(words), begin + 8) + 1):
            name = " ".join(words[begin:end])
            whole = name in known or (end - begin == 2 and is_person(name)) or bool(_POST_OF_MANY.fullmatch(name))
            if whole and end in cuts and (begin not in cuts or len(cuts[end]) + 1 > len(cuts[begin])):
                cuts[begin] = [name, *cuts[end]]
    found = cuts.get(0, [])
    return found if len(found) > 2 else []


def _split_bare_names(part: str, known: frozenset[str]) -> list[str]:
    """Capitalised words in pairs, none of a post or a body: so many people; a body may stand before or after them."""
    words = part.split()
    if len(words) < 4 or "," in part:
        return []
    bracketed = re.split(r"(?<=\))\s+(?=[A-Z])", part)  # `Ann Lee (Data) Bo Day (HR)`
    if len(bracketed) > 1 and all(is_person(piece) for piece in bracketed[:-1]):
        return bracketed
    for begin, end in ((0, len(words)), *((0, at) for at in range(len(words) - 2, 1, -1)), *_after_body(words)):
        pairs = [" ".join(words[at : at + 2]) for at in range(begin, end, 2)]
        rest = " ".join(words[:begin] + words[end:])
        if (
            (end - begin) % 2 == 0
            and all(map(is_person, pairs))
            and (not rest and not _JOIN.search(part) or is_body(rest))
        ):
            return [rest, *pairs] if begin else [*pairs, rest] if rest else pairs
    return []


def _after_body(words: list[str]) -> list[tuple[int, int]]:
    """Where names may begin after a body: `Task Group Ann Lee Bo Day`."""
    return [(at, len(words)) for at in range(2, len(words) - 1) if (len(words) - at) % 2 == 0]


def _split_weak(part: str, known: frozenset[str]) -> list[str]:
    """Split at commas between people, and at `and` where both sides are whole owners."""
    listed = [name for piece in re.split(r",\s*", part) for name in _split_bare_names(piece, known) or [piece.strip()]]
    if len(listed) > 1 and all(is_person(piece) or piece in known for piece in listed[:-1]):
        last = _split_weak(listed[-1], known)
        if all(is_person(piece) or piece in known for piece in last):
            return [*listed[:-1], *last]
    if len(pieces := _whole_posts(part, known)) > 1:
        return pieces
    for found in _JOIN.finditer(part):
        if any(one.start() < found.start() < one.end() for one in _ONE_NAME.finditer(part)):
            continue
        left, right = part[: found.start()].strip(), part[found.end() :].strip()
        if HELD.sub("", left).count("(") == HELD.sub("", left).count(")") and _both_whole(left, right, known):
            return [*_split_weak(left, known), *_split_weak(right, known)]
    return [part]


def _whole_posts(part: str, known: frozenset[str]) -> list[str]:
    """`Head of HR, Head of Estates`, `CNO, COO and CFO`: pieces between commas that are each an owner; else empty."""
    held: list[str] = []
    text = HELD.sub(lambda found: held.append(found[0]) or f"\0{len(held) - 1}\0", part)
    pieces = [piece for piece in re.split(r",\s*(?:and\s+|&\s*)?", text) if piece.strip()]
    if len(pieces) > 1 and (joined := _JOIN.search(pieces[-1])):
        ends = [pieces[-1][: joined.start()], pieces[-1][joined.end() :]]
        pieces = [*pieces[:-1], *ends] if all(_is_whole(_restore(end, held), known) for end in ends) else pieces
    whole = [_restore(piece, held).strip() for piece in pieces]
    named = is_person(HELD.sub("", whole[0])) if whole else True  # `Ann Lee, Team Manager` is one owner
    if whole and is_initials(whole[0]) and all(piece[0].isupper() for piece in whole):
        return whole  # `HC, Healthwatch Northshire`
    return whole if not named and all(_is_whole(piece, known) for piece in whole) else []


def _is_whole(piece: str, known: frozenset[str]) -> bool:
    """Whether a piece of a list is an owner by itself: a post to its end, a head or director of something, initials."""
    if is_initials(piece):
        return words_of(piece)[:1] != [] and words_of(piece)[0] in POSTS  # else the body of the post before it
    if piece in known and not is_body(piece) or _OF_SOMETHING.match(piece):
        return True
    bare = HELD.sub("", piece).strip()
    ends = ends_as_post(bare) or piece.endswith(")") and opens_as_post(bare)
    return ends and not bare.lower().endswith(("service", "services"))


def _both_whole(left: str, right: str, known: frozenset[str]) -> bool:
    """Whether the words on both sides of an `and` are owners by themselves."""
    if is_person(left) and (is_person(right) or right in known):
        return True
    if left.endswith(")") and has_post(left) and (is_body(right) or has_post(right)):
        return True  # `Inspector (North) and County Council Duty Team`
    if re.match(rf"{NAME}\s*(?:,|\s[–—-]|\()", left):  # a named person may hold two posts
        return is_person(right) or bool(re.match(rf"{NAME}\s*(?:,|\s[–—-])\s", right) and has_post(right))
    if left in known and (right in known or has_post(right)):
        return True
    if has_post(left) and words_of(right)[:1] and words_of(right)[0] in _OPENING_POSTS:
        return True
    if not ends_as_post(left):
        return False
    return right in known or is_person(right) or opens_as_post(right) or bool(re.fullmatch(r"[A-Z]{2,6}", right))
