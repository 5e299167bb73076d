"""A phrase in; whether it names a post, a person or a body out."""

from __future__ import annotations

import re

# The words that make a phrase the name of a post.
POSTS = frozenset(
    (
        *("head", "heads", "lead", "leads", "leader", "leaders", "manager", "managers", "director", "directors"),
        *("officer", "officers", "chair", "chairs", "chairman", "chairperson", "executive", "worker", "workers"),
        *("headteacher", "headteachers", "principal", "deputy", "assistant", "coordinator", "co-ordinator"),
        *("coordinators", "consultant", "consultants", "commissioner", "commissioners", "adviser"),
        *("advisers", "advisor", "advisors", "analyst", "inspector", "superintendent", "supt", "sergeant"),
        *("constable", "nurse", "secretary", "clerk", "solicitor", "treasurer", "accountant", "administrator"),
        *("psychologist", "practitioner", "practitioners", "supervisor", "member", "members", "councillor"),
        *("cllr", "teacher", "teachers", "champion", "sro", "dcs", "dass", "iro", "iros", "governor", "governors"),
        *(
            "co-chair",
            "co-chairs",
            "vice-chair",
            "president",
            "registrar",
            "controller",
            "surveyor",
            "planner",
            "engineer",
            "specialist",
        ),
        *("technician", "reviewer", "doctor", "gp", "psw", "leadership", "matron", "matrons", "midwife", "midwives"),
        *("designer", "designers"),
        *(
            "pharmacist",
            "guardian",
            "educator",
            "auditor",
            "partner",
            "commander",
            "trustee",
            "investigator",
            "facilitator",
        ),
        # ranks and posts as police, fire and health services shorten them
        *("insp", "supt", "sgt", "det", "acc", "dcc", "pcc", "dci", "dsu", "di", "ds", "acfo", "dcfo", "agm", "dgm"),
        *("ceo", "coo", "cfo", "cno", "cpo", "cio", "cmo", "dof"),
    )
)
# Words of bodies and services: never part of a person's name.
_BODIES = frozenset(
    (
        *("service", "services", "team", "teams", "board", "council", "school", "schools", "care", "health", "police"),
        *("group", "unit", "committee", "panel", "partnership", "trust", "hospital", "college", "university"),
        *("academy", "department", "directorate", "office", "agency", "authority", "safeguarding"),
        *("commissioning", "performance", "strategy", "policy", "planning", "quality", "assurance"),
        *("improvement", "education", "learning", "children", "children's", "adults", "adult", "families"),
        *("family", "young", "people", "youth", "social", "housing", "finance", "resources", "communities"),
        *("community", "public", "early", "help", "intervention", "support", "virtual", "business", "joint"),
        *("workforce", "development", "city", "county", "borough", "district", "north", "south", "east", "west", "nhs"),
        *("integrated", "inclusion", "digital", "corporate", "strategic", "operational", "senior", "interim"),
        *("parent", "parents", "carer", "carers", "forum", "voluntary", "sector", "resident", "residents", "tenants"),
        *("placement", "placements", "coordination", "co-ordination", "fostering", "adoption", "procurement", "audit"),
        *("acting", "chief", "all", "various", "partner", "partners", "constabulary", "programme", "project"),
        *(
            "practice",
            "standards",
            "systems",
            "communications",
            "legal",
            "data",
            "hr",
            "it",
            "and",
            "of",
            "for",
            "the",
            "to",
        ),
        *("be", "identified", "confirmed"),
    )
)
_BODY_NOUNS = frozenset(
    (
        "school",
        "schools",
        "university",
        "college",
        "council",
        "board",
        "trust",
        "team",
        "police",
        "partnership",
        "authority",
        *("group", "panel", "committee", "forum", "network"),
    )
)
NAME = r"(?:(?:Dr|Mr|Mrs|Ms|Cllr|Supt\.?|Insp\.?|Prof\.?)\s+)?[A-Z][\w'’.-]*(?:\s+[A-Z]['’]?[\w'’-]+){1,2}"
# Capitals that are no one's initials.
_NO_INITIALS = frozenset(
    ("TBC", "TBA", "TBD", "BAU", "ASAP", "YES", "NO", "NA", "RAG", "BRAG", "WIP", "OPEN", "DONE", "RED", "BLUE", "NIL")
)
_PERSON = re.compile(rf"{NAME}(?:\s*\([^)]*\))?")
HELD = re.compile(r"\([^()]*\)")


def is_owner_like(text: str) -> bool:
    """Whether a short text reads as a post, a person or initials."""
    return bool(text) and len(text.split()) <= 25 and (has_post(text) or is_person(text) or is_initials(text))


def is_initials(text: str) -> bool:
    """Whether a text is the initials of a person, a post or a body, or several: `CNO`, `JB / SFT`.

    >>> is_initials("CNO"), is_initials("JB/KL"), is_initials("AL (ICB)"), is_initials("TBC"), is_initials("G")
    (True, True, True, False, False)
    """
    parts = re.split(r"\s*[/,&;+\n]\s*|\s+and\s+", HELD.sub("", text).strip())
    return all(re.fullmatch(r"[A-Z][A-Za-z]?[A-Z]{1,4}", part) and part not in _NO_INITIALS for part in parts)


def has_post(text: str) -> bool:
    """Whether a text has the word of a post in it (Head, Manager, Officer …).

    >>> has_post("Virtual Head"), has_post("Virtual School")
    (True, False)
    """
    return any(word in POSTS for word in words_of(text))


def is_person(text: str) -> bool:
    """Whether a text is the name of a person and nothing else.

    >>> is_person("Jo O'Neill-Smith"), is_person("Virtual School"), is_person("NHS Northshire")
    (True, False, False)
    """
    if not _PERSON.fullmatch(text.strip()):
        return False
    words = words_of(HELD.sub("", text))
    plain = [word for word in HELD.sub("", text).split() if word.isupper() and len(word) > 2]
    return not plain and not any(word in POSTS or word in _BODIES for word in words)


def words_of(text: str) -> list[str]:
    """The words of a phrase in lower case."""
    return re.findall(r"[a-z][a-z'-]*", text.lower().replace("’", "'"))


def is_body(text: str) -> bool:
    """Whether a phrase is the name of a body: capitals throughout, and a word such as School or Council at its end."""
    words = text.split()
    capitals = all(word[0].isupper() or word in ("and", "of", "for", "in", "the", "&") for word in words)
    return 1 < len(words) < 9 and capitals and words[-1].lower() in _BODY_NOUNS


def ends_as_post(text: str) -> bool:
    """Whether a phrase is a whole post: `Team Manager`, `Head of Service`; not `Head of Performance`."""
    words = words_of(HELD.sub("", text))
    return bool(words) and (words[-1] in POSTS or words[-1] in ("service", "services") and has_post(text))


def opens_as_post(text: str) -> bool:
    """Whether a phrase is a post by itself: `Head of Housing`, `Service Managers`, `Improvement Lead`."""
    words = words_of(HELD.sub("", text))
    return bool(words) and (words[0] in POSTS or words[-1] in POSTS)
